"""The same text by reportlab as it comes: its CJK wrap, its contents in several passes."""

import json
import sys
import time
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table
from reportlab.platypus.tableofcontents import TableOfContents

content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
fonts = Path(sys.argv[3])
start = time.perf_counter()
registerFont(TTFont("Song", str(next(fonts.glob("*Serif*Regular*")))))
registerFont(TTFont("Hei", str(next(fonts.glob("*Sans*Bold*")))))
body = ParagraphStyle("body", fontName="Song", fontSize=10.5, leading=17, wordWrap="CJK", firstLineIndent=21)
cell = ParagraphStyle("cell", parent=body, firstLineIndent=0)
heads = {level: ParagraphStyle(f"h{level}", fontName="Hei", fontSize=16 - 2 * level, leading=24, wordWrap="CJK") for level in (1, 2)}


class Document(BaseDocTemplate):
    def afterFlowable(self, flowable: object) -> None:
        if isinstance(flowable, Paragraph) and flowable.style.name in ("h1", "h2"):
            self.notify("TOCEntry", (int(flowable.style.name[1]) - 1, flowable.getPlainText(), self.page))


def foot(canvas: object, document: object) -> None:
    canvas.setFont("Song", 9)
    canvas.drawString(25 * mm, 285 * mm, "投标文件")
    canvas.drawCentredString(105 * mm, 12 * mm, str(document.page))


document = Document(sys.argv[2], pagesize=A4)
document.addPageTemplates(PageTemplate(frames=[Frame(25 * mm, 24 * mm, 160 * mm, 246 * mm)], onPage=foot))
contents = TableOfContents()
contents.levelStyles = [body, body]
story: list[object] = [contents]
for part in content:
    if part["kind"] == "heading":
        story.append(Paragraph(part["text"], heads[part["level"]]))
    elif part["kind"] == "paragraph":
        story.append(Paragraph(part["text"], body))
    else:
        rows = [[Paragraph(text, cell) for text in row] for row in [part["head"], *part["rows"]]]
        widths = [width * 160 * mm for width in (0.08, 0.12, 0.34, 0.34, 0.12)]
        story.append(
            Table(
                rows, colWidths=widths, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.4, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            )
        )
document.multiBuild(story)
print(time.perf_counter() - start)
