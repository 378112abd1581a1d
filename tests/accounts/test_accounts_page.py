"""The accounts page through real clicks and keys; what the screen says, the file says too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from kamdesk.accounts import queries
from kamdesk.accounts.actions import save_account
from kamdesk.accounts.page import AccountsPage
from kamdesk.accounts.page.notes import NoteLine
from kamdesk.core.store import Store
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.new_dialog import NewDialog
from tests.factories.pages import typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


def row_texts(page: AccountsPage, column: int = 1) -> list[str]:
    model = page.listing.grid.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def in_dialog(what: Callable[[NewDialog[object]], None]) -> None:
    """Does something in the next modal dialog, once it is up."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NewDialog):
            what(dialog)
        else:
            QTimer.singleShot(20, act)

    QTimer.singleShot(20, act)


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> AccountsPage:
    made = AccountsPage(desk)
    made.show_address(Address("accounts"))
    shown(made)
    return made


def test_typing_initials_filters_the_list_and_the_arrow_keys_browse_with_a_peek(page: AccountsPage, qtbot: QtBot) -> None:
    grid = page.listing.grid
    assert row_texts(page) == ["松岭电力股份有限公司", "松岭电力青石热电厂", "松岭能源集团有限公司"]
    QTest.keyClicks(grid.filter, "qsrd")
    qtbot.waitUntil(lambda: row_texts(page) == ["松岭电力青石热电厂"])
    grid.filter.clear()
    qtbot.waitUntil(lambda: len(row_texts(page)) == 3)
    grid.select_first()
    grid.table.setFocus()
    qtbot.waitUntil(lambda: "松岭电力股份有限公司" in words_on(page.listing.peek))
    assert "1,645 万" in words_on(page.listing.peek)
    QTest.keyClick(grid.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "松岭电力青石热电厂" in words_on(page.listing.peek))


def test_figures_of_other_subjects_stand_in_the_list(page: AccountsPage) -> None:
    columns = [column.key for column in page.listing.grid.model.columns]
    assert row_texts(page, columns.index("open_amount"))[0] == "1,645 万"
    assert row_texts(page, columns.index("health"))[0] == "● 良好"
    assert row_texts(page, columns.index("last_visit"))[0] == "26 天前"


def test_a_page_of_rows_costs_as_many_statements_as_three_rows(page: AccountsPage, desk: Desk) -> None:
    for number in range(12):
        desk.store.do(save_account, None, {"name": f"第{number:03}公司"})
    said: list[str] = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))

    def cost(many: int) -> int:
        ids = desk.ask(queries.account_ids)[-many:]
        said.clear()
        assert len(page.listing.listing._rows(ids)) == many
        return len([statement for statement in said if statement.startswith(("SELECT", "WITH"))])

    assert cost(3) == cost(15)


def test_a_chip_narrows_the_list(page: AccountsPage) -> None:
    QTest.mouseClick(page.findChild(QPushButton, "chip.untouched"), Qt.MouseButton.LeftButton)
    assert row_texts(page) == ["松岭电力青石热电厂", "松岭能源集团有限公司"]
    QTest.mouseClick(page.findChild(QPushButton, "chip.tag:能源"), Qt.MouseButton.LeftButton)
    assert row_texts(page) == ["松岭电力股份有限公司"]
    QTest.mouseClick(page.findChild(QPushButton, "chip."), Qt.MouseButton.LeftButton)
    assert len(row_texts(page)) == 3


def test_enter_opens_the_card(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    page.listing.grid.select(sample.company)
    QTest.keyClick(page.listing.grid.table, Qt.Key.Key_Return)
    assert opened == [Address("accounts", sample.company)]


def test_a_fact_is_edited_where_it_stands_and_taken_back(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company))
    QTest.mouseClick(page.findChild(QPushButton, "value.region"), Qt.MouseButton.LeftButton)
    field = page.findChild(QLineEdit, "field.region")
    field.selectAll()
    typed(field, "岭东")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.ask(queries.account_card, sample.company, TODAY).values["region"] == "岭东"
    assert "岭东" in page.card.head.line.whole()  # type: ignore[union-attr]
    desk.tell_changes(desk.store.undo().changes)
    assert "岭州" in page.card.head.line.whole()  # type: ignore[union-attr]


def test_a_wrong_credit_code_is_refused_beside_its_field_and_stays_typed(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company))
    QTest.mouseClick(page.findChild(QPushButton, "value.credit_code"), Qt.MouseButton.LeftButton)
    field = page.findChild(QLineEdit, "field.credit_code")
    field.selectAll()
    QTest.keyClicks(field, "91350100M000100Y44")
    QTest.keyClick(field, Qt.Key.Key_Return)
    refusal = page.findChild(QLabel, "refusal.credit_code")
    assert refusal.isVisible()
    assert "统一社会信用代码" in refusal.text()
    assert field.text() == "91350100M000100Y44"
    assert desk.ask(queries.account_card, sample.company, TODAY).values["credit_code"] == "91350100M000100Y43"


def test_a_line_notes_a_fact_and_the_bin_erases_it(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company))
    line = page.findChild(QLineEdit, "note.line")
    typed(line, "新任总会计师下月到位")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    assert desk.ask(queries.notes_of, sample.company, TODAY)[0].body == "新任总会计师下月到位"
    first = page.findChildren(NoteLine)[0]
    assert "新任总会计师下月到位" in words_on(first)
    QTest.mouseClick(first.findChild(QToolButton, "note.erase"), Qt.MouseButton.LeftButton)
    assert len(desk.ask(queries.notes_of, sample.company, TODAY)) == 3


def test_control_characters_in_a_note_are_refused_and_stay(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company))
    line = page.findChild(QLineEdit, "note.line")
    line.setText("坏\x07字")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.findChild(QLabel, "note.refusal").isVisible()
    assert line.text() == "坏\x07字"
    assert len(desk.ask(queries.notes_of, sample.company, TODAY)) == 3


def test_stale_notes_say_so(page: AccountsPage, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company))
    said = [words_on(line) for line in page.findChildren(NoteLine)]
    assert ["较旧，请核实" in text for text in said] == [False, False, True]


def test_every_tab_comes_up_and_the_address_remembers_it(page: AccountsPage, sample: Songling) -> None:
    page.show_address(Address("accounts", sample.company))
    tabs = page.card.tabs  # type: ignore[union-attr]
    for index, key in enumerate(list(tabs._keys)):
        tabs.bar.setCurrentIndex(index)
        assert page.where() == Address("accounts", sample.company, {"shared.business": "business"}.get(key, key))
        assert tabs.widget(key) is not None
    page.show_address(Address("accounts", sample.plant, "history"))
    assert "保存客户" in words_on(page)


def test_a_group_member_is_one_click_away(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    page.show_address(Address("accounts", sample.company))
    QTest.mouseClick(page.findChild(QPushButton, f"member.{sample.plant.hex}"), Qt.MouseButton.LeftButton)
    assert opened == [Address("accounts", sample.plant)]


def test_a_new_account_is_made_in_a_dialog_that_keeps_what_was_typed_on_refusal(page: AccountsPage, desk: Desk) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)

    def fill(dialog: NewDialog[object]) -> None:
        create = dialog.findChild(QPushButton, "new.create")
        QTest.mouseClick(create, Qt.MouseButton.LeftButton)
        assert dialog.findChild(QLabel, "refusal.name").isVisible()
        typed(dialog.findChild(QLineEdit, "field.name"), "临江机场集团有限公司")
        QTest.mouseClick(create, Qt.MouseButton.LeftButton)

    in_dialog(fill)
    page.new_item()
    (address,) = opened
    assert address.id is not None
    assert desk.ask(queries.account_card, address.id, TODAY).name == "临江机场集团有限公司"
    assert "临江机场集团有限公司" in row_texts(page)


def test_the_account_card_can_be_printed_from_list_and_card(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    page.listing.grid.select(sample.company)
    for address in (Address("accounts"), Address("accounts", sample.company)):
        page.show_address(address)
        job = page.print_items()
        assert job is not None
        card = next(paper for paper in job.papers if paper.title == "客户档案卡")
        assert "松岭电力" in card.file_name


def test_an_account_erased_meanwhile_leads_back_to_the_list(page: AccountsPage, desk: Desk, store: Store, sample: Songling) -> None:
    from kamdesk.accounts.actions import erase_account

    account = desk.do(save_account, None, {"name": "短命公司"})
    page.show_address(Address("accounts", account))
    assert page.card is not None
    assert page.card.isVisible()
    desk.do(erase_account, account)
    assert page.listing.isVisible()
    assert "短命公司" not in row_texts(page)


def test_an_empty_workspace_says_what_to_do_first_and_offers_the_sample(desk: Desk, shown: Show) -> None:
    page = AccountsPage(desk)
    page.show_address(Address("accounts"))
    shown(page)
    asked: list[str] = []
    desk.asked_for.connect(asked.append)
    assert "还没有客户" in words_on(page)
    links = [button for button in page.findChildren(QPushButton, "empty.link") if button.isVisible()]
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert asked == ["sample"]
