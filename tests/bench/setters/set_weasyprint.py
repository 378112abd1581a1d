"""The same text by WeasyPrint: contents with page numbers, header, "page x of y"."""

import html
import json
import sys
import time
from pathlib import Path

from weasyprint import HTML

content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
fonts = Path(sys.argv[3])
start = time.perf_counter()
serif, sans = (next(fonts.glob(pattern)) for pattern in ("*Serif*Regular*", "*Sans*Bold*"))
style = f"""
@font-face {{ font-family: Song; src: url({serif.as_uri()}) }}
@font-face {{ font-family: Hei; src: url({sans.as_uri()}) }}
@page {{ size: A4; margin: 27mm 25mm 24mm; @top-left {{ content: "投标文件" }}
  @bottom-center {{ content: counter(page) " / " counter(pages) }} }}
body {{ font: 10.5pt/1.6 Song; text-align: justify }} p {{ text-indent: 2em; margin: 0 }} h1, h2 {{ font-family: Hei }}
nav a::after {{ content: leader('.') target-counter(attr(href), page) }} nav a {{ display: block }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: 0.4pt solid; padding: 3pt }} thead {{ display: table-header-group }}
"""
body, contents = [], []
for number, part in enumerate(content):
    if part["kind"] == "heading":
        text = html.escape(part["text"])
        contents.append(f'<a href="#h{number}">{text}</a>')
        body.append(f'<h{part["level"]} id="h{number}">{text}</h{part["level"]}>')
    elif part["kind"] == "paragraph":
        body.append(f"<p>{html.escape(part['text'])}</p>")
    else:
        head = "".join(f"<th>{html.escape(cell)}</th>" for cell in part["head"])
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in part["rows"])
        body.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
page = f'<html lang="zh"><head><style>{style}</style></head><body><nav>{"".join(contents)}</nav>{"".join(body)}</body></html>'
document = HTML(string=page).render()
document.write_pdf(sys.argv[2])
print(time.perf_counter() - start)
