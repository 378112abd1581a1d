"""Whole documents, read back from their bytes."""

import hashlib
import io
import random
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamdesk.core.words import Words
from kamdesk.paper.blocks import (
    MM,
    Align,
    Bullets,
    Cell,
    Check,
    Checklist,
    Code,
    Column,
    Columns,
    Fact,
    Facts,
    Heading,
    Item,
    Manner,
    Note,
    Numbering,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Rule,
    Signature,
    Signing,
    Space,
    Table,
    Together,
    Tone,
    WriteBox,
    WriteLines,
)
from kamdesk.paper.frames import Cover, Paper, brief, form, letter, report
from kamdesk.paper.markdown import blocks_of, rich
from kamdesk.paper.spans import Span

Texts = Callable[[bytes], list[str]]

SENTENCE = (
    "本项目采用“IEC 61850”标准，容量为2×50 MVA，电压110 kV；"
    "总价为12,800,000.00元（大写：壹仟贰佰捌拾万元整），质保36个月——自验收之日起算……详见《技术规范书》（第2.3节）。"
)


def everything() -> list[object]:
    """One of each block."""
    return [
        Heading("一、概况", 1),
        Heading("1.1 现状", 2),
        Paragraph(SENTENCE * 3),
        Paragraph(rich("**粗体**与*楷体*、`code`和[链接](https://example.com)"), Manner.NOTE),
        Bullets(("甲", Item("乙", (Bullets(("丙",), Numbering.BRACKETS),)))),
        Bullets(("一", "二"), Numbering.CHINESE),
        Facts((("名称", "某公司"), ("代码", "9133"), Fact("备注", SENTENCE, wide=True))),
        Facts((("投标人", "某公司"),), ruled=True),
        Table(
            (Column("序号"), Column("名称", width=2), Column("金额", align=Align.RIGHT)),
            (("1", SENTENCE, "86,000.00"), Row((Cell("合计", columns=2), "86,000.00"), strong=True)),
            title="表1",
        ),
        Checklist((Check("营业执照", True), Check("资质", False, "到期")), columns=2),
        Note("注意停电", title="提示", tone=Tone.WARN),
        Columns(((Paragraph("左"),), (Paragraph("右"),))),
        WriteLines(2, "记录"),
        WriteBox(20 * MM, "意见"),
        Space(5),
        Rule(),
        Quote((Paragraph("引文"),)),
        Code("a = 1\n  b"),
        Together((Paragraph("甲"), Paragraph("乙"))),
        PageBreak(),
        Signature((Signing("投标人", "某公司", seal=True), Signing("日期"))),
    ]


def a_report(words: Words, today: date, blocks: "list[object] | None" = None, **more: object) -> Paper:
    return report("某公司项目建议书", blocks if blocks is not None else everything(), words, today, **more)  # type: ignore[arg-type]


def joined(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_text_is_copied_as_it_was_typed(zh: Words, today: date, page_texts: Texts) -> None:
    paper = a_report(zh, today, [Paragraph(SENTENCE), Paragraph("“引用”《书名》，（括号）。10 kV与35kV，A公司B部门；『特』")])
    text = "".join(page_texts(paper.pdf))
    assert joined(SENTENCE) in joined(text)
    for part in ("“IEC 61850”标准", "12,800,000.00元（大写：", "36个月——自验收", "起算……详见", "10 kV与35kV，A公司B部门；『特』"):
        assert part in text.replace("\n", "")
    assert not any("\u2e80" <= char <= "\u2fdf" or "\ue000" <= char <= "\uf8ff" for char in text)


def test_radicals_from_other_files_become_common_characters(zh: Words, today: date, page_texts: Texts) -> None:
    assert "长江一门见" in "".join(page_texts(a_report(zh, today, [Paragraph("⻓江⼀⻔⻅")]).pdf))


def test_every_line_of_table_cells_obeys_the_breaking_rules(zh: Words, today: date, page_texts: Texts) -> None:
    chance = random.Random(11)
    parts = ("变电站自动化", "，", "。", "（甲方）", "《规范书》", "“标准”", "IEC 61850", "设备", "110 kV", "、", "86,000.00元", "的项目")
    rows = [[f"{number}"] + ["起" + "".join(chance.choice(parts) for _ in range(24)) + "止" for _ in range(2)] for number in range(90)]
    text = page_texts(a_report(zh, today, [Table((Column("号"), Column("甲", width=2), Column("乙", width=3)), rows)], contents=False).pdf)
    lines = [line for page in text for line in page.split("\n") if len(line) >= 8]
    assert len(lines) > 250
    assert [line for line in lines if line[0] in "，。、；：！？）》”" or line[-1] in "（《“"] == []


def test_all_fonts_are_embedded_subsets_with_unicode(zh: Words, today: date) -> None:
    with pikepdf.open(io.BytesIO(a_report(zh, today, cover=Cover("建议书")).pdf)) as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]
        tops = [font for font in fonts if font.Subtype == "/Type0"]
        assert len(tops) == 4
        assert {str(font.Subtype) for font in fonts} == {"/Type0", "/CIDFontType2"}
        for font in tops:
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont))
        assert len({str(font.BaseFont) for font in tops}) == 4


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(zh: Words, today: date) -> None:
    code = (
        "import hashlib\nfrom datetime import date\nfrom kamdesk.core.words import words_of\n"
        "from kamdesk.paper.blocks import *\nfrom kamdesk.paper.frames import *\n"
        "p = report('题', [Heading('一'), Paragraph('内容😀☃' * 9), Note('注', title='题'), "
        "Table((Column('甲'),), (('1',),))], words_of('zh_CN'), date(2026, 11, 22), cover=Cover('类'))\n"
        "print(hashlib.sha256(p.pdf).hexdigest(), p.missing)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": sys.path[0] or "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    first, second = (hashlib.sha256(a_report(zh, today).pdf).digest() for _ in range(2))
    assert first == second


def test_contents_and_bookmarks_point_to_the_right_pages(zh: Words, today: date, page_texts: Texts) -> None:
    blocks: list[object] = []
    for chapter in range(1, 9):
        blocks += [Heading(f"第{chapter}章标题甲", 1), *(Paragraph(SENTENCE * 9) for _ in range(5))]
    paper = a_report(zh, today, blocks, cover=Cover("建议书"))
    texts = page_texts(paper.pdf)
    assert len(texts) == paper.pages > 6
    assert "目录" in texts[1]
    for chapter in range(1, 9):
        title = f"第{chapter}章标题甲"
        page = next(number for number, text in enumerate(texts) if number > 1 and title in text)
        line = next(line for line in texts[1].split("\n") if title in line)
        assert line.split()[-1] == str(page)  # the cover is not counted
        assert f"第 {page} 页 共 {paper.pages - 1} 页" in texts[page]
    document = pypdfium2.PdfDocument(paper.pdf)
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    assert marks["第5章标题甲"] == next(number for number, text in enumerate(texts) if number > 1 and "第5章标题甲" in text)
    document.close()


def test_a_long_table_repeats_its_header_on_every_page(zh: Words, today: date, page_texts: Texts) -> None:
    rows = [(str(number), f"设备{number}", f"{number}.00") for number in range(1, 160)]
    texts = page_texts(a_report(zh, today, [Table((Column("序号"), Column("品名甲", width=1), Column("金额")), rows)], contents=False).pdf)
    assert len(texts) >= 4
    assert all("品名甲" in text for text in texts)
    assert joined("".join(texts)).count("设备159") == 1


def test_a_row_taller_than_a_page_goes_on_overleaf_without_loss(zh: Words, today: date, page_texts: Texts) -> None:
    tall = "".join(f"第{number}句话说明情况。" for number in range(700))
    texts = page_texts(
        a_report(
            zh, today, [Paragraph("前言"), Table((Column("题头"), Column("内容", width=4)), (("甲", tall), ("乙", "完")))], contents=False
        ).pdf
    )
    assert len(texts) >= 3
    assert all("题头" in text for text in texts)
    whole = re.sub(r"某公司项目建议书第\d+页共\d+页题头内容", "", joined("".join(texts)))
    assert all(f"第{number}句话" in whole for number in range(700))


def test_characters_that_no_face_has_are_shown_and_reported(zh: Words, today: date, page_texts: Texts) -> None:
    paper = a_report(zh, today, [Paragraph("甲😀乙𓀀䶮㛃丙"), Note("丁\U0001f680")])
    assert paper.missing == ("\U00013000", "😀", "\U0001f680")
    text = "".join(page_texts(paper.pdf))
    assert "甲〓乙〓䶮㛃丙" in text
    assert a_report(zh, today, [Paragraph("没有缺字")]).missing == ()


@pytest.mark.parametrize("long", ["超长名称" * 1250, "LONGNAME" * 625])
def test_a_name_of_5000_characters_is_printed_everywhere(long: str, zh: Words, today: date, page_texts: Texts) -> None:
    blocks = [
        Heading(long),
        Facts((("名称", long),)),
        Facts(((long, "值"),), ruled=True),
        Table((Column(long), Column("乙")), ((long, "1"),)),
        Signature((Signing(long, long, seal=True),)),
    ]
    paper = report(long, blocks, zh, today, cover=Cover(long, long, ((long, long),)))
    assert paper.pages > 5
    assert joined("".join(page_texts(paper.pdf))).count(long[:8]) > 500
    assert brief(long, [Paragraph("甲")], zh, today, subtitle=long, figures=((long[:300], long[:300]),)).pages >= 1
    assert letter(long, [Paragraph("甲")], zh, today).pages >= 2


def test_metadata_says_title_author_and_language(zh: Words, en: Words, today: date) -> None:
    for words, language in ((zh, "zh-CN"), (en, "en")):
        with pikepdf.open(io.BytesIO(a_report(words, today, author="甲公司").pdf)) as pdf:
            assert (str(pdf.docinfo["/Title"]), str(pdf.docinfo["/Author"]), str(pdf.Root.Lang)) == ("某公司项目建议书", "甲公司", language)
            assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")


def test_every_frame_prints_every_block_in_both_languages(zh: Words, en: Words, today: date, page_texts: Texts) -> None:
    for words in (zh, en):
        for frame in (letter, report, form, brief):
            paper = frame("标题", everything(), words, today)  # type: ignore[operator]
            text = joined("".join(page_texts(paper.pdf)))
            assert paper.missing == ()
            for part in ("概况", "粗体", "营业执照", "注意停电", "合计", "86,000.00", "引文", "a=1", "投标人"):
                assert part in text


def test_a_letter_of_one_page_has_no_page_number(zh: Words, today: date, page_texts: Texts) -> None:
    assert "共 1 页" not in page_texts(letter("函", [Paragraph(SENTENCE)], zh, today).pdf)[0]
    assert "第 2 页 共 2 页" in page_texts(letter("函", [Paragraph(SENTENCE * 25)], zh, today).pdf)[1]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(zh: Words, today: date, page_texts: Texts) -> None:
    for lines in range(25, 45):
        texts = page_texts(
            a_report(
                zh,
                today,
                [*(Paragraph(f"段{number}", Manner.FLUSH) for number in range(lines)), Heading("末尾标题", 2), Paragraph("随后的文字")],
                contents=False,
            ).pdf
        )
        page = next(text for text in texts if "末尾标题" in text)
        assert "随后的文字" in page


def test_links_are_live(zh: Words, today: date) -> None:
    with pikepdf.open(io.BytesIO(a_report(zh, today, [Paragraph(rich("见[公司网站](https://example.com/a?b=1)。"))]).pdf)) as pdf:
        links = [note.A.URI for page in pdf.pages for note in page.obj.get("/Annots", ()) if "/A" in note]
        assert [str(link) for link in links] == ["https://example.com/a?b=1"]


def test_markdown_becomes_blocks() -> None:
    blocks = blocks_of(
        "# 题\n\n文**粗**字\n换行\n\n- 甲\n  1. 乙\n- 丙\n\n"
        "| 名 | 价 |\n|---|---:|\n| a | 1 |\n\n> 引\n\n---\n\n```\nx\n```\n\n![图](a.png)\n\n<script>alert(1)</script>\n"
    )
    names = [type(block).__name__ for block in blocks]
    assert names[:9] == ["Heading", "Paragraph", "Bullets", "Table", "Quote", "Rule", "Code", "Note", "Paragraph"]
    table = blocks[3]
    assert isinstance(table, Table)
    assert table.columns[1].align is Align.RIGHT
    paragraph = blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert [(span.text, span.bold) for span in paragraph.text] == [("文", False), ("粗", True), ("字换行", False)]  # type: ignore[union-attr]
    nested = blocks[2]
    assert isinstance(nested, Bullets)
    item = nested.items[0]
    assert isinstance(item, Item)
    assert isinstance(item.children[0], Bullets)
    assert item.children[0].numbering is Numbering.DIGITS


def test_a_line_of_several_faces_is_one_line_to_a_reader(zh: Words, today: date) -> None:
    line = (Span("宋体g（"), Span("黑体pqj", bold=True), Span("楷体“引”", italic=True), Span("code()", code=True), Span("。"))
    document = pypdfium2.PdfDocument(a_report(zh, today, [Paragraph(line)], contents=False).pdf)
    text = document[0].get_textpage()
    start = next(index for index in range(text.count_chars()) if text.get_text_range(index, 2) == "宋体")
    bottoms = {round(text.get_charbox(index, loose=True)[1], 2) for index in range(start, start + 21)}
    document.close()
    assert len(bottoms) == 1


@given(st.lists(st.text(max_size=80), min_size=12, max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_can_be_printed(zh: Words, today: date, texts: list[str]) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m = texts
    blocks: list[object] = [
        Heading(a),
        Paragraph(b),
        Bullets((c, Item(d, (Paragraph(e),)))),
        Facts(((f, g),)),
        Table((Column(h), Column(i)), ((j, k),), title=m),
        Code(a),
        Checklist((Check(b, note=c),)),
        Note(d, title=e),
        Signature((Signing(f, g, seal=True),)),
        Quote((Paragraph(h),)),
        *blocks_of(i),
        Paragraph(rich(j)),
        WriteLines(1, k),
    ]
    paper = report(a, blocks, zh, today, cover=Cover(b, c, ((d, e),)), header_right=f, footer=g)  # type: ignore[arg-type]
    document = pypdfium2.PdfDocument(paper.pdf)
    assert len(document) == paper.pages
    document.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda text: Checklist((Check(text),)),
        lambda text: Bullets((text,)),
        Note,
        lambda text: Facts((("甲", text),), columns=1),
        lambda text: Columns(((Paragraph(text),), (Paragraph("乙"),))),
    ],
)
def test_no_block_loses_text_that_is_longer_than_a_page(make: "Callable[[str], object]", zh: Words, today: date, page_texts: Texts) -> None:
    long = "".join(f"第{number}句。" for number in range(1200))
    texts = page_texts(a_report(zh, today, [make(long)], contents=False).pdf)
    whole = re.sub(r"某公司项目建议书第\d+页共\d+页", "", joined("".join(texts)))
    assert len(texts) > 1
    assert all(f"第{number}句" in whole for number in range(1200))


def test_notes_in_english_are_ragged_and_emphasis_is_slanted(en: Words, today: date, page_texts: Texts) -> None:
    paper = a_report(en, today, [Heading("Terms"), Paragraph(rich("The customer’s “plan” is *urgent* (see 华阳)."))], contents=True)
    texts = page_texts(paper.pdf)
    assert "Contents" in texts[0]
    assert "The customer’s “plan” is urgent (see 华阳)." in texts[1]
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        assert b"1 0 0.2 1" in pdf.pages[1].Contents.read_bytes()
        assert not any("Kai" in str(thing.get("/BaseFont", "")) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))


def test_ticked_boxes_in_the_text_are_printed_and_copied(zh: Words, today: date, page_texts: Texts) -> None:
    plain = a_report(zh, today, [Paragraph("☐是 □否 ✔ ✗")], contents=False)
    ticked = a_report(zh, today, [Paragraph("☑是 □否 ✔ ✗")], contents=False)
    assert ticked.missing == plain.missing == ()
    assert "☑是 □否 ✔ ✗" in page_texts(ticked.pdf)[0]
    with pikepdf.open(io.BytesIO(plain.pdf)) as without, pikepdf.open(io.BytesIO(ticked.pdf)) as drawn:
        assert drawn.pages[0].Contents.read_bytes().count(b" S Q") == without.pages[0].Contents.read_bytes().count(b" S Q") + 1


def test_signs_of_tender_documents_are_all_there(zh: Words, today: date) -> None:
    signs = "★☆▲△▼●○◆◇■□※→←↑↓⇒√×÷±≤≥≠≈∞∑∠°′″‰％℃Ω㎡㎥㎜㎝㎞㎏①⑳㈠⑴Ⅰ〇〈〉【】〔〕『』～￥¥€£§№©®™…—·•∶µμφΦαβΔ²³½䶮㛃"
    assert a_report(zh, today, [Paragraph(signs), Heading(signs), Paragraph(signs, Manner.NOTE)]).missing == ()
