"""The same text by Typst: contents, header, "page x of y"."""

import json
import sys
import time
from pathlib import Path

import typst

content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
start = time.perf_counter()
lines = [
    '#set document(title: "投标文件")',
    '#set page(paper: "a4", margin: (top: 27mm, bottom: 24mm, x: 25mm), header: [投标文件], numbering: "1 / 1")',
    '#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh", region: "cn")',
    "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.9em)",
    '#show heading: set text(font: "Noto Sans SC")',
    "#align(center)[#text(24pt)[投标文件]]",
    "#pagebreak()",
    "#outline()",
    "#pagebreak()",
]


def escaped(text: str) -> str:
    return "".join("\\" + char if char in "\\#*_`$<>@[]~/" else char for char in text)


for part in content:
    if part["kind"] == "heading":
        lines.append("\n" + "=" * part["level"] + " " + escaped(part["text"]))
    elif part["kind"] == "paragraph":
        lines.append("\n" + escaped(part["text"]))
    else:
        cells = ", ".join(f"[{escaped(cell)}]" for row in part["rows"] for cell in row)
        head = ", ".join(f"[{escaped(cell)}]" for cell in part["head"])
        lines.append(f"#table(columns: (8%, 12%, 34%, 34%, 12%), stroke: 0.4pt, table.header({head}), {cells})")
source = Path(sys.argv[2]).with_suffix(".typ")
source.write_text("\n".join(lines), encoding="utf-8")
pdf = typst.compile(str(source), font_paths=[sys.argv[3]], ignore_system_fonts=True)
Path(sys.argv[2]).write_bytes(pdf)
seconds = time.perf_counter() - start
print(seconds)
