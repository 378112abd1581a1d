"""What a typographer would object to: torn titles, lonely totals, narrow columns, boxes of two heights, pages of two lines."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest

from kamdesk.core.words import Words
from kamdesk.paper.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Note,
    Paragraph,
    Row,
    Signature,
    Signing,
    Table,
    Tone,
    WriteBox,
)
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.frames import brief, form, report
from kamdesk.paper.lines import natural_width
from kamdesk.paper.titles import WHOLE, balanced
from kamdesk.paper.tokens import tokens_of

Texts = Callable[[bytes], list[str]]
PROJECT = "山西华阳集团新能股份有限公司一矿阎家庄风井项目（阎家庄 35/6KV 变电站 35KV 开关柜）采购"
SENTENCE = "断路器室、母线室与电缆室以金属隔板隔开，出厂前逐台进行工频耐压试验，全部记录随竣工资料移交。"


def lines_of_title(text: str, width: float) -> list[str]:
    found = balanced(tokens_of(text, FaceName.HEI_BOLD, set()), width)
    assert all(natural_width(line) <= width + 1e-6 for line in found)
    return ["".join(token.text for token in line.tokens) for line in found]


@pytest.mark.parametrize("width", [9.0, 12.0, 15.5, 17.0])
def test_a_title_leaves_no_few_characters_alone_and_tears_no_known_word(width: float) -> None:
    lines = lines_of_title("配电自动化二期调度云平台项目建议书", width)
    assert "".join(lines) == "配电自动化二期调度云平台项目建议书"
    assert len(lines[-1]) > 3
    for before, after in pairwise(lines):
        torn = [word for word in WHOLE for cut in range(1, len(word)) if before.endswith(word[:cut]) and after.startswith(word[cut:])]
        assert not [word for word in torn if word in "配电自动化二期调度云平台项目建议书"]


def test_a_long_project_name_breaks_where_its_parts_end() -> None:
    assert lines_of_title(PROJECT, 17.0)[0].endswith(("公司", "一矿"))


def test_a_title_that_fits_stays_on_one_line_and_typed_breaks_stay() -> None:
    assert lines_of_title("项目建议书", 15.0) == ["项目建议书"]
    assert lines_of_title("投标文件\n（正本）", 15.0) == ["投标文件", "（正本）"]


@pytest.mark.parametrize("rows", range(20, 46))
def test_totals_stand_below_at_least_two_rows(rows: int, zh: Words, today: date, page_texts: Texts) -> None:
    body = [(str(number), f"货物{number}号", "1.00") for number in range(rows)]
    total = Row((Cell("合计", columns=2, align=Align.RIGHT), "9.00"), strong=True)
    capitals = Row((Cell("大写：人民币玖元整", columns=3),), shaded=True)
    table = Table((Column("序号"), Column("名称", width=1), Column("金额", align=Align.RIGHT)), (*body, total, capitals), ruled=True)
    last = page_texts(report("报价", (Heading("报价"), table), zh, today, contents=False).pdf)[-1]
    assert "大写" in last
    assert last.count("货物") >= 2


def test_a_column_with_a_share_holds_its_longest_word(zh: Words, today: date, page_texts: Texts) -> None:
    model = "KYN61-40.5"
    table = Table((Column("内容", width=9), Column("型号", width=1)), ((SENTENCE * 3, model),) * 3)
    assert page_texts(form("表", (table,), zh, today).pdf)[0].count(model) == 3


def test_short_columns_are_not_broken_to_give_a_sentence_room(zh: Words, today: date, page_texts: Texts) -> None:
    columns = (Column("姓名"), Column("说明", width=1), Column("来源"), Column("电话"))
    table = Table(columns, (("欧阳锋", SENTENCE * 2, SENTENCE * 2, "138 0000 2201"),) * 3)
    text = page_texts(form("表", (table,), zh, today).pdf)[0]
    assert text.count("138 0000 2201") == 3
    assert text.count("欧阳锋") == 3


def heights_of_colour(pdf: bytes, left: int, right: int, colour: tuple[int, int, int]) -> list[float]:
    """The heights, from the top in points, at which a page has a colour between two distances from the left."""
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[0].render(scale=4).to_pil().convert("RGB").crop((4 * left, 0, 4 * right, 4 * 842))
    document.close()
    return [y / 4 for y in range(bitmap.height) if colour in {bitmap.getpixel((x, y)) for x in range(bitmap.width)}]


def test_boxes_side_by_side_are_equally_tall(zh: Words, today: date) -> None:
    boxes = Columns(((Note(SENTENCE * 3, "最好结果", Tone.GOOD),), (Note("短。", "最低结果", Tone.WARN),)), gap=12)
    pdf = brief("拜访", (boxes,), zh, today).pdf
    good, warn = heights_of_colour(pdf, 47, 53, (0x2F, 0x8A, 0x55)), heights_of_colour(pdf, 300, 310, (0xC8, 0x86, 0x1A))
    assert len(good) > 4 * 40
    assert abs(len(good) - len(warn)) <= 4


def test_a_box_to_write_in_takes_what_is_left_of_the_page(zh: Words, today: date) -> None:
    ends = [
        max(
            heights_of_colour(brief("拜访", (Paragraph(SENTENCE * 40), WriteBox(grows=grows)), zh, today).pdf, 298, 302, (0xAA, 0xB2, 0xBF))
        )
        for grows in (False, True)
    ]
    assert ends[0] < 740
    assert 785 <= ends[1] <= 797


def test_a_chapter_that_spills_a_few_lines_moves_closer_together(zh: Words, today: date, page_texts: Texts) -> None:
    def pages(paragraphs: int) -> list[str]:
        chapter: list[Block] = [Heading("一、方案", new_page=True), *(Paragraph(SENTENCE * 2) for _ in range(paragraphs))]
        return page_texts(report("方案", (*chapter, Heading("二、结尾", new_page=True), Paragraph("完")), zh, today, contents=False).pdf)

    counts = [(number, pages(number)) for number in range(17, 30)]
    spills = [texts[-2].count("断路器室") for _number, texts in counts if len(texts) == 3]
    assert spills
    assert min(spills) > 2, "no page holds one paragraph only"
    assert all(sum(text.count("断路器室") for text in texts) == 2 * number for number, texts in counts)


def test_the_ring_for_the_seal_stands_beside_the_lines(zh: Words, today: date, page_texts: Texts) -> None:
    places = (
        Signing("投标人（盖章）", "江苏澜岳电力自动化有限公司", seal=True),
        Signing("委托代理人（签字）"),
        Signing("日期", "2026 年 11 月 28 日"),
    )
    paper = form("投标函", (Paragraph(SENTENCE), Signature(places)), zh, today)
    document = pypdfium2.PdfDocument(paper.pdf)
    text = document[0].get_textpage()
    name = text.search("江苏澜岳电力自动化有限公司").get_next()
    seal = text.search("盖章处").get_next()
    assert name is not None
    assert seal is not None
    assert text.get_charbox(name[0] + name[1] - 1)[2] < text.get_charbox(seal[0])[0]
    document.close()


def test_a_long_header_ends_before_the_number_at_the_right(zh: Words, today: date) -> None:
    paper = report(PROJECT * 3, (Paragraph("正文"),), zh, today, contents=False, header_right="JSH2023-15-35-103")
    document = pypdfium2.PdfDocument(paper.pdf)
    text = document[0].get_textpage()
    ends, number = text.search("…").get_next(), text.search("JSH2023").get_next()
    assert ends is not None
    assert number is not None
    assert text.get_charbox(ends[0])[2] + 8 < text.get_charbox(number[0])[0]
    document.close()
