"""The proposal read back from its PDF: what stands where, in both languages, the same bytes every time."""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.proposals import queries
from kamdesk.proposals.document import numbered, ordinal, proposal_paper
from kamdesk.proposals.rules import Chapter, ProposalSheet, ProposalState

DAY = date(2026, 11, 22)
ZH, EN = words_of(Language.ZH), words_of(Language.EN)


def pages(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return found


def outline(pdf: bytes) -> Sequence[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as tree:
        return [str(item.title) for item in tree.root]


@pytest.fixture
def sheet(store: Store, proposal: UUID) -> ProposalSheet:
    return store.ask(queries.proposal_sheet, proposal)


def test_cover_letter_contents_chapters_and_prices_stand_in_this_order(sheet: ProposalSheet) -> None:
    paper = proposal_paper(sheet, ZH, DAY)
    text = pages(paper.pdf)
    assert paper.missing == ()
    assert "青岚配电自动化改造方案" in text[0]
    assert "项目建议书" in text[0]
    assert "尊敬的王建国总经理：" in text[1]
    assert "二〇二六年十一月二十二日" in text[1]
    assert "目录" in text[2]
    body = "".join(text[3:])
    places = [body.index(heading) for heading in ("一、方案概要", "二、总体方案", "三、服务", "四、报价")]
    assert places == sorted(places)
    assert "7,040,333.33" in body
    assert body.count("人民币柒佰零肆万零叁佰叁拾叁元叁角叁分") == 2
    assert "第1页共6页" in text[1].replace(" ", "")  # each chapter begins a page
    assert [title for title in outline(paper.pdf) if "、" in title] == ["一、方案概要", "二、总体方案", "三、服务", "四、报价"]


def test_the_contents_name_the_page_where_each_chapter_stands(sheet: ProposalSheet) -> None:
    long = tuple(Chapter(section.id, section.heading, "配电自动化改造分期实施。\n\n" * 60) for section in sheet.sections)
    text = pages(proposal_paper(replace(sheet, sections=long), ZH, DAY).pdf)
    entries = dict(re.findall(r"^([^\d\n]+?)\s+(\d+)$", text[2], re.MULTILINE))
    assert set(entries) == {"一、方案概要", "二、总体方案", "三、服务", "四、报价"}
    assert len(set(entries.values())) == 4
    for heading, number in entries.items():
        assert heading in text[int(number)]  # the cover is page 0 and has no number


def test_english_paper_has_english_words(sheet: ProposalSheet) -> None:
    text = pages(proposal_paper(sheet, EN, DAY).pdf)
    assert "Project proposal" in text[0]
    assert "Contents" in text[2]
    assert "22 Nov 2026" in text[1]


def test_an_unknown_variable_and_a_missing_picture_stand_visibly(sheet: ProposalSheet) -> None:
    odd = replace(sheet, sections=(Chapter(sheet.sections[0].id, "甲", "见{{no.such}}与![图](缺.png)，*{{account.name}}*"),))
    body = "".join(pages(proposal_paper(odd, ZH, DAY).pdf)[3:])
    assert "〔no.such〕" in body
    assert "〔缺.png〕" in body


def test_signs_of_markdown_in_a_name_stay_signs(sheet: ProposalSheet) -> None:
    named = replace(sheet, values={**sheet.values, "account.name": "青岚*能源*_一_公司"})
    assert "青岚*能源*_一_公司" in "".join(pages(proposal_paper(named, ZH, DAY).pdf))


def test_a_picture_is_printed_and_what_is_no_picture_is_refused(sheet: ProposalSheet) -> None:
    kept = io.BytesIO()
    Image.new("RGB", (40, 20), "#2563eb").save(kept, "PNG")
    png = kept.getvalue()
    shown = replace(sheet, sections=(Chapter(sheet.sections[0].id, "甲", "![系统图](系统 图.png)"),))
    assert "系统图" in "".join(pages(proposal_paper(shown, ZH, DAY, {"系统 图.png": png}).pdf))
    with pytest.raises(Refused):
        proposal_paper(shown, ZH, DAY, {"系统 图.png": b"no picture"})


def test_an_issued_proposal_prints_the_same_bytes_on_any_later_day(sheet: ProposalSheet) -> None:
    issued = replace(sheet, state=ProposalState.ISSUED, number="2026-001", dated=DAY)
    first = hashlib.sha256(proposal_paper(issued, ZH, DAY).pdf).hexdigest()
    assert hashlib.sha256(proposal_paper(issued, ZH, date(2027, 3, 1)).pdf).hexdigest() == first
    assert "草稿" not in "".join(pages(proposal_paper(issued, ZH, DAY).pdf))
    assert "草稿" in pages(proposal_paper(sheet, ZH, DAY).pdf)[0]


def test_a_long_price_table_repeats_its_header(sheet: ProposalSheet) -> None:
    many = replace(sheet, lines=sheet.lines * 60)
    text = pages(proposal_paper(many, ZH, DAY).pdf)
    with_rows = [page for page in text[3:] if "KYN61-40.5" in page]
    assert len(with_rows) > 2
    assert all("计量单位" in page.replace("\n", "") for page in with_rows)


def test_chapters_are_numbered_unless_the_writer_does(sheet: ProposalSheet) -> None:
    assert numbered(("甲", "乙"), ZH) == ("一、甲", "二、乙")
    assert numbered(("A", "B"), EN) == ("1. A", "2. B")
    assert numbered(("第一章 甲", "乙"), ZH) == ("第一章 甲", "乙")
    assert [ordinal(number) for number in (1, 10, 11, 20, 21, 99, 100)] == ["一", "十", "十一", "二十", "二十一", "九十九", "100"]
