"""All accounts on the matrix: drawn, listed, narrowed, opened by mouse and keys; and the same picture on paper."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from kamdesk.accounts.rules import Ownership
from kamdesk.core.words import Language, words_of
from kamdesk.value import actions, document, queries
from kamdesk.value.page import PortfolioPage
from kamdesk.value.rules import Axis
from kamdesk.value.rules.playbook import standards
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.grid import Sort
from tests.factories.pages import words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


def judge(desk: Desk, account: UUID, attractiveness: int, position: int) -> None:
    by_axis = {Axis.ATTRACTIVENESS: attractiveness, Axis.POSITION: position}
    desk.do(actions.score_account, account, {number: {"score": by_axis[each.axis]} for number, each in standards().items()}, TODAY)


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> PortfolioPage:
    judge(desk, sample.company, 8, 7)
    judge(desk, sample.group, 9, 3)
    desk.do(actions.score_account, sample.plant, {next(iter(standards())): {"score": 4}}, TODAY)
    made = PortfolioPage(desk)
    shown(made)
    return made


def headline(page: PortfolioPage) -> str:
    return page.findChild(QLabel, "portfolio.headline").text()


def test_the_answer_the_picture_and_the_list_agree(page: PortfolioPage, sample: Songling) -> None:
    assert headline(page) == "战略投入 1 · 重点培育 1 · 尚未定位 1"
    assert list(page.grid.model.ids) == [sample.company, sample.group, sample.plant]
    assert page.view.accessibleName() == "客户价值矩阵：2 家客户"
    assert "圆的大小：在谈金额" in words_on(page)


def test_choosing_in_one_chooses_in_the_other_and_enter_opens(page: PortfolioPage, desk: Desk, sample: Songling) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    page.view.choose(sample.group.hex)
    assert page.grid.current() == sample.group
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == [Address("accounts", sample.group, "value")]
    page.grid.select(sample.company)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert opened[-1] == Address("accounts", sample.company, "value")


def test_filters_narrow_both(page: PortfolioPage, sample: Songling) -> None:
    box = page.findChild(QComboBox, "portfolio.ownership")
    box.setCurrentIndex(box.findData(Ownership.PROVINCIAL.value))
    box.activated.emit(box.currentIndex())
    assert set(page.grid.model.ids) == {sample.company, sample.group}
    tags = page.findChild(QComboBox, "portfolio.tag")
    tags.setCurrentIndex(tags.findData("能源"))
    tags.activated.emit(tags.currentIndex())
    assert list(page.grid.model.ids) == [sample.company]
    assert headline(page) == "战略投入 1"


def test_the_list_sorts_by_every_figure(page: PortfolioPage, sample: Songling) -> None:
    page.grid.sort_by(Sort("attractiveness", descending=True))
    assert list(page.grid.model.ids) == [sample.group, sample.company, sample.plant]
    page.grid.sort_by(Sort("known"))
    assert page.grid.model.ids[0] == sample.plant


def test_an_empty_portfolio_says_how_to_begin(desk: Desk, sample: Songling, shown: Show) -> None:
    page = PortfolioPage(desk)
    shown(page)
    assert "还没有评估过客户" in words_on(page)


@pytest.mark.parametrize(("language", "cell"), [(Language.ZH, "战略投入"), (Language.EN, "Invest")])
def test_the_paper_shows_the_same_on_one_sheet(page: PortfolioPage, desk: Desk, sample: Songling, language: Language, cell: str) -> None:
    import pypdfium2

    sheet = desk.ask(queries.portfolio_sheet, TODAY, {sample.company: 10**12}, "Annual revenue")
    paper = document.portfolio_paper(sheet, words_of(language), TODAY)
    read = pypdfium2.PdfDocument(paper.pdf)
    text = read[0].get_textpage().get_text_range()
    assert (paper.pages, paper.missing) == (1, ())
    assert read[0].get_width() > read[0].get_height()
    for wanted in (cell, "松岭电力", "8.0", "青石热电"):
        assert wanted in text
    assert document.portfolio_paper(sheet, words_of(language), TODAY).pdf == paper.pdf
    read.close()


def test_print_offers_the_sheet(page: PortfolioPage, desk: Desk) -> None:
    job = page.print_items()
    assert job is not None
    assert not job.papers[0].maskable
