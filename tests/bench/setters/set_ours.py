"""kamdesk's own paper: report frame with cover, contents, header, footer and bookmarks."""

import json
import sys
import time
from datetime import date
from pathlib import Path

from kamdesk.core.words import words_of
from kamdesk.paper.blocks import Column, Heading, Paragraph, Table
from kamdesk.paper.frames import Cover, report

content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
words = words_of("zh_CN")
start = time.perf_counter()
blocks = []
for part in content:
    if part["kind"] == "heading":
        blocks.append(Heading(part["text"], level=part["level"]))
    elif part["kind"] == "paragraph":
        blocks.append(Paragraph(part["text"]))
    else:
        widths = (0.08, 0.12, 0.34, 0.34, 0.12)
        blocks.append(Table(tuple(Column(head, width=width) for head, width in zip(part["head"], widths, strict=True)), part["rows"]))
paper = report("投标文件", blocks, words, date(2026, 11, 22), cover=Cover(subtitle="35 kV 开关柜"))
Path(sys.argv[2]).write_bytes(paper.pdf)
print(time.perf_counter() - start)
