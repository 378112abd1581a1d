"""A Chinese bid of some 120 pages set by kamdesk, Typst, WeasyPrint and stock reportlab: the same text, tables and faces."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from tests.bench.figures import ROOT, Row, median

RUNS = 3
SETTERS = ROOT / "tests" / "bench" / "setters"


def rows() -> Iterator[Row]:
    took: dict[str, list[float]] = {"ours": [], "typst": [], "weasyprint": [], "reportlab": []}
    pages: dict[str, int] = {}
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content.json"
        content.write_text(json.dumps(invented()), encoding="utf-8")
        for _run in range(RUNS):
            for name, seconds in took.items():
                said = _set(name, content, Path(folder) / f"{name}.pdf")
                seconds.append(said)
                pages[name] = len(pypdfium2.PdfDocument(Path(folder) / f"{name}.pdf"))
    ours = median(took["ours"])
    for name, goal in (("typst", 1.0), ("weasyprint", 0.15), ("reportlab", None)):
        yield Row(f"paper: {pages['ours']} pages / {name} ({pages[name]} pages)", ours, median(took[name]), goal_ratio=goal)


def _set(name: str, content: Path, out: Path) -> float:
    """One setter in a fresh process; it reports the seconds from content to finished file, imports left out."""
    yardsticks = ROOT / ".yardsticks" / "bin" / "python"
    python = str(yardsticks) if name in ("typst", "weasyprint") else sys.executable
    call = [python, str(SETTERS / f"set_{name}.py"), str(content), str(out), str(ROOT / "resources" / "fonts")]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"})
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr[-1500:]}")
    return float(done.stdout)


def invented() -> list[dict[str, object]]:
    """Forty chapters: two levels of headings, long paragraphs, and a table of twelve rows each."""
    base = (
        "本章说明投标人对招标文件第{n}条的理解与响应。开关柜采用 KYN61-40.5 型铠装移开式结构，额定电压 40.5 kV，"
        "额定短时耐受电流 31.5 kA（4 s）；"
        "断路器室、母线室与电缆室以金属隔板隔开，“五防”闭锁以机械为主、电气为辅。出厂前逐台进行工频耐压试验（95/118 kV，1 min）、"
        "回路电阻测量与机械操作 300 次，全部记录随竣工资料移交——买方可派员见证……质保期为验收合格后 36 个月。"
    )
    content: list[dict[str, object]] = []
    for chapter in range(1, 41):
        content.append({"kind": "heading", "level": 1, "text": f"第{chapter}章 技术响应与说明"})
        for section in range(1, 4):
            content.append({"kind": "heading", "level": 2, "text": f"{chapter}.{section} 设计、制造与试验"})
            content.extend({"kind": "paragraph", "text": base.format(n=chapter * 10 + number) * 2} for number in range(3))
        rows = [
            [
                str(row),
                f"五-{chapter}.{row}",
                "空气绝缘距离不小于 300 mm，爬电比距不小于 35 mm/kV。",
                "响应，空气距离 310 mm，爬电比距 35 mm/kV。",
                "无偏离",
            ]
            for row in range(1, 13)
        ]
        content.append({"kind": "table", "head": ["序号", "条款", "招标要求", "投标响应", "偏离"], "rows": rows})
    return content
