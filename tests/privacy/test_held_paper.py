"""The paper that a person gets: complete, readable back, in both languages."""

from datetime import date

import pypdfium2
import pytest

from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.privacy.document import held_paper
from kamdesk.privacy.queries import held_sheet
from tests.privacy.conftest import NAME, PHONE, WORRY, House

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", Language)
def test_the_paper_tells_everything(store: Store, house: House, language: Language) -> None:
    sheet, words = store.ask(held_sheet, house.person), words_of(language)
    paper = held_paper(sheet, words, TODAY, "松风电气有限公司", "林晓")
    document = pypdfium2.PdfDocument(paper.pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document).replace("\r", "").replace("\n", "").replace(" ", "")
    document.close()
    for said in (
        NAME,
        PHONE,
        WORRY,
        "湖州南浔",
        "浙江大学",
        "项目沟通",
        "睡上下铺",
        "私下愿意帮忙",
        "电话里谈到南浔老家",
        "南浔水泥厂",
        "松风电气有限公司",
    ):
        assert said.replace(" ", "") in text, said
    mark = words("{value} on a scale from {least} to {most}", value="+1", least="−2", most="+2")
    assert words("{label}: {value}", label=words("Support"), value=mark).replace(" ", "") in text  # never a bare number
    assert words.day(TODAY).replace(" ", "") in text
    assert paper.missing == ()
    assert held_paper(sheet, words, TODAY, "松风电气有限公司", "林晓").pdf == paper.pdf
