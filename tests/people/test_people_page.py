"""People through real clicks and keys: on an account's card, and on their own page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.core.words import Language, words_of
from kamdesk.people import queries
from kamdesk.people.page import PeoplePage, PeoplePanel
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.dialogs import Question
from tests.factories.pages import create_in, typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


def names_in(part: PeoplePage | PeoplePanel) -> list[str]:
    model = part.grid.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


@pytest.fixture
def panel(desk: Desk, sample: Songling, shown: Show) -> PeoplePanel:
    made = PeoplePanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def test_the_panel_lists_people_by_rank_and_shows_the_chosen_one(panel: PeoplePanel) -> None:
    assert names_in(panel)[0] == "王建国"
    assert names_in(panel)[-1] == "周志远"
    assert panel.side.name.whole() == "王建国"
    QTest.keyClick(panel.grid.table, Qt.Key.Key_Down)
    assert panel.side.name.whole() == names_in(panel)[1]


def test_a_home_town_is_edited_at_the_side(panel: PeoplePanel, desk: Desk, sample: Songling) -> None:
    panel.grid.select(sample.people["李敏"])
    QTest.mouseClick(panel.findChild(QPushButton, "value.home_town"), Qt.MouseButton.LeftButton)
    field = panel.findChild(QLineEdit, "field.home_town")
    typed(field, "湖南岳阳")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.ask(queries.person_card, sample.people["李敏"]).values["home_town"] == "湖南岳阳"
    assert panel.side.name.whole() == "李敏"


def test_a_phone_that_is_none_is_refused_beside_the_field(panel: PeoplePanel, desk: Desk, sample: Songling) -> None:
    panel.grid.select(sample.people["李敏"])
    QTest.mouseClick(panel.findChild(QPushButton, "value.phone"), Qt.MouseButton.LeftButton)
    field = panel.findChild(QLineEdit, "field.phone")
    field.selectAll()
    QTest.keyClicks(field, "call me")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "不像是电话号码" in panel.findChild(QLabel, "refusal.phone").text()
    assert desk.ask(queries.person_card, sample.people["李敏"]).values["phone"] == "138 0013 8000"


def test_a_new_person_of_the_account_is_made_and_chosen(panel: PeoplePanel, desk: Desk, sample: Songling) -> None:
    def fill() -> None:
        create_in(QApplication.activeModalWidget(), name="钱进")

    QTimer.singleShot(50, fill)
    QTest.mouseClick(panel.findChild(QPushButton, "people.new"), Qt.MouseButton.LeftButton)
    assert "钱进" in names_in(panel)
    assert panel.side.name.whole() == "钱进"
    assert desk.ask(queries.people_of, sample.company, TODAY)[-1].name == "钱进"


def test_the_page_shows_whoever_is_asked_for_and_filters_by_initials(desk: Desk, sample: Songling, shown: Show, qtbot: QtBot) -> None:
    page = PeoplePage(desk)
    page.show_address(Address("people", sample.people["孙晓梅"]))
    shown(page)
    assert page.side.name.whole() == "孙晓梅"
    assert page.where() == Address("people", sample.people["孙晓梅"])
    QTest.keyClicks(page.grid.filter, "szq")
    qtbot.waitUntil(lambda: names_in(page) == ["单志强"])
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    page.grid.select_first()
    qtbot.waitUntil(lambda: page.side.name.whole() == "单志强")
    QTest.mouseClick(page.findChild(QPushButton, "person.account"), Qt.MouseButton.LeftButton)
    assert opened == [Address("accounts", sample.company)]
    page.show_address(Address("people", sample.people["李敏"]))  # another one, while a row is current
    assert page.side.name.whole() == "李敏"


def test_erasing_a_person_is_asked_first_and_can_be_taken_back(desk: Desk, sample: Songling, shown: Show) -> None:
    page = PeoplePage(desk)
    page.show_address(Address("people", sample.people["吴刚"]))
    shown(page)

    def agree() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Question)
        QTest.mouseClick(dialog.findChild(QPushButton, "question.yes"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, agree)
    page.side.findChild(QAction, "person.erase").trigger()
    assert "吴刚" not in names_in(page)
    desk.tell_changes(desk.store.undo().changes)
    assert "吴刚" in names_in(page)


def test_an_empty_page_says_where_people_are_noted(desk: Desk, shown: Show) -> None:
    page = PeoplePage(desk)
    page.show_address(Address("people"))
    shown(page)
    assert "还没有人物" in words_on(page)
    assert "选择人物查看详情" in words_on(page.side)


@pytest.mark.parametrize(("language", "kept"), [(Language.ZH, "第三方"), (Language.EN, "No privacy basis")])
def test_words_too_long_for_the_line_stand_in_the_menu(desk: Desk, sample: Songling, shown: Show, language: Language, kept: str) -> None:
    other = Desk(desk.store, words_of(language), lambda: TODAY)
    page = PeoplePage(other)
    page.show_address(Address("people"))
    shown(page)
    behind = [action.text() for action in page.list.chips.more_menu().actions()]
    assert kept not in behind
    assert ("Third party" in behind) is (language is Language.EN)
    opened: list[Address] = []
    other.opened.connect(opened.append)
    QTest.mouseClick(page.findChild(QToolButton, "people.export"), Qt.MouseButton.LeftButton)
    assert opened == [Address("exchange", None, "export.people")]
    other.jobs.close()
