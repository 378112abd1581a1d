"""Makes the files that the sample workspace keeps: a drawing for the proposal, and three invented scans for the bid.

    python packaging/sample_files.py

The results lie in resources/sample and are committed; this script is here so that they can be made again.
"""

import sys
from datetime import date
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kamdesk.core.picture import Anchor, Box, Face, Line, Picture, Shape, Stroke, Words
from kamdesk.core.words import Language, words_of
from kamdesk.paper.blocks import Block, Column, Drawing, Facts, Heading, Paragraph, Table
from kamdesk.paper.frames import form

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
DAY = date(2026, 1, 15)
INK, BLUE, PALE, GREY = "#1f2328", "#2563eb", "#e8f0ff", "#667085"


def architecture() -> Picture:
    """Two centres side by side, the access zone below, stations and terminals at the foot."""
    shapes: list[Shape] = []

    def box(x: float, y: float, width: float, height: float, title: str, below: str, fill: str = PALE) -> None:
        shapes.append(Box(x, y, width, height, fill=fill, stroke=Stroke(BLUE if fill == PALE else GREY, 1.0), rounded=6))
        shapes.append(Words(x + width / 2, y + height / 2 - 2, title, size=13, colour=INK, face=Face.SANS_BOLD, anchor=Anchor.MIDDLE))
        shapes.append(Words(x + width / 2, y + height / 2 + 14, below, size=9.5, colour=GREY, anchor=Anchor.MIDDLE))

    def line(x1: float, y1: float, x2: float, y2: float) -> None:
        shapes.append(Line((x1, y1), (x2, y2), Stroke(GREY, 1.2)))

    box(30, 20, 230, 64, "主中心", "调控大楼 · 值班")
    box(380, 20, 230, 64, "备中心", "云岭升压站 · 热备")
    line(260, 52, 380, 52)
    shapes.append(Words(320, 46, "OTN 双路由", size=9.5, colour=GREY, anchor=Anchor.MIDDLE))
    box(170, 126, 300, 52, "前置：规约插件", "101 · 104 · 61850", "#ffffff")
    line(145, 84, 250, 126)
    line(495, 84, 390, 126)
    box(170, 212, 300, 46, "安全接入区", "SM2 证书双向认证", "#ffffff")
    line(320, 178, 320, 212)
    for x, title, below in ((20, "变电站", "46 座"), (180, "DTU", "站所终端"), (340, "FTU", "馈线终端"), (500, "故障指示器", "线路")):
        box(x, 300, 130, 52, title, below, "#ffffff")
        line(320, 258, x + 65, 300)
    return Picture(640, 368, tuple(shapes), title="系统总体结构", background="#ffffff")


def _condition(number: int) -> str:
    return (
        f"第 {number} 组试验在 {number + 18}℃、相对湿度 {40 + number}% 的条件下进行，样品为 KYN61-40.5/1600-31.5 型，编号 Y-{number:03}。"
    )


def main() -> None:
    chinese = words_of(Language.ZH)
    drawn = form("", (Drawing(architecture()),), chinese, DAY)
    page = pypdfium2.PdfDocument(drawn.pdf)[0]
    image = page.render(scale=3).to_pil().convert("L")
    box = image.point(lambda shade: 255 if shade < 250 else 0).crop((0, 0, image.width, image.height - 200)).getbbox()
    colour = page.render(scale=3).to_pil().crop(box)
    colour.quantize(64).save(SAMPLE / "proposal" / "architecture.png", optimize=True)
    licence = (
        Heading("营业执照（示例）", level=1),
        Facts(
            (
                ("统一社会信用代码", "（示例，不作证明）"),
                ("名称", "江苏澜岳电力自动化有限公司"),
                ("类型", "有限责任公司"),
                ("住所", "江苏省南京市江宁区秣周东路 118 号"),
                ("法定代表人", "郑怀山"),
                ("成立日期", "2006年4月18日"),
                ("营业期限", "2006年4月18日至长期"),
            )
        ),
        Paragraph("经营范围：配电自动化设备、高低压成套开关设备的研发、制造、销售与技术服务。"),
        Paragraph("本页为示例工作区中虚构的文件，不代表任何真实主体。"),
    )
    bank = (
        Heading("基本存款账户信息（示例）", level=1),
        Facts(
            (
                ("账户名称", "江苏澜岳电力自动化有限公司"),
                ("开户银行", "中国建设银行股份有限公司南京江宁支行"),
                ("账号", "3205 0159 0000 0001 1806"),
                ("法定代表人", "郑怀山"),
            )
        ),
        Paragraph("本页为示例工作区中虚构的文件，不代表任何真实主体。"),
    )
    head = (Column("试验项目"), Column("要求"), Column("结果"), Column("结论"))
    tests = [
        ("工频耐受电压（对地／断口）", "95／118 kV，1 min", "95／118 kV，无击穿", "合格"),
        ("雷电冲击耐受电压", "185／215 kV", "185／215 kV", "合格"),
        ("主回路电阻", "≤60 μΩ", "48 μΩ", "合格"),
        ("温升", "≤75 K", "61 K", "合格"),
        ("短时耐受电流", "31.5 kA，4 s", "31.6 kA，4.02 s", "合格"),
        ("峰值耐受电流", "80 kA", "81 kA", "合格"),
        ("短路开断", "T100s、T100a", "全部开断", "合格"),
        ("机械寿命", "10000 次", "20000 次", "合格"),
        ("内部燃弧", "31.5 kA，0.5 s", "通过", "合格"),
    ]
    report: tuple[Block, ...] = (
        Heading("KYN61-40.5 型式试验报告（示例）", level=1),
        Paragraph("报告编号：XB-2023-40.5-077。本报告为示例工作区中虚构的文件。"),
        Table(head, tuple(tests)),
        *(Paragraph(_condition(number) * 6) for number in range(1, 13)),
    )
    scans: dict[str, tuple[Block, ...]] = {"营业执照": licence, "基本账户开户证明": bank, "型式试验报告": report}
    for name, blocks in scans.items():
        (SAMPLE / "bid" / f"{name}.pdf").write_bytes(form("", blocks, chinese, DAY).pdf)


if __name__ == "__main__":
    main()
