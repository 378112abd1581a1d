"""The list of accounts by mouse and keys: conditions, groups, columns, saved views, several rows at once, duplicates and merging."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QRadioButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from kamdesk.accounts import queries
from kamdesk.accounts.actions import save_account
from kamdesk.accounts.page import AccountsPage
from kamdesk.accounts.rules import Ownership
from kamdesk.core.listing import lines
from kamdesk.core.views import saved_views
from kamdesk.relations.queries import SINGLE_THREAD
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.duplicates_dialog import DuplicatesDialog
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.listing.columns_dialog import KEY, ColumnsDialog
from kamdesk.widgets.listing.listing import Listing
from kamdesk.widgets.listing.menus import group_menu
from kamdesk.widgets.merge_dialog import MergeDialog
from kamdesk.widgets.new_dialog import NewDialog
from kamdesk.widgets.print_job import PrintOptions
from tests.factories.pages import typed, words_on
from tests.factories.songling import TODAY, Songling
from tests.journeys.rep import plain_text

COMPANY, PLANT, GROUP = "松岭电力股份有限公司", "松岭电力青石热电厂", "松岭能源集团有限公司"


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Callable[[QWidget], None]) -> AccountsPage:
    made = AccountsPage(desk)
    made.show_address(Address("accounts"))
    shown(made)
    return made


@pytest.fixture
def listing(page: AccountsPage) -> Listing:
    return page.listing.listing


def column(listing: Listing, key: str = "name") -> list[str]:
    model = listing.grid.model
    place = [each.key for each in model.columns].index(key)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def in_dialog(kind: type[QDialog], act: Callable[[Any], None]) -> None:
    """Does something in the next dialog of a kind, once it is up."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def click(owner: QWidget, name: str, kind: type[QWidget] = QPushButton) -> None:
    found = owner.findChild(kind, name)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def values(desk: Desk, account: UUID, name: str) -> object:
    return desk.ask(queries.account_card, account, TODAY).values[name]


def test_a_condition_typed_into_the_filter_box_becomes_a_chip_that_can_be_removed(listing: Listing, qtbot: QtBot) -> None:
    typed(listing.grid.filter, "在谈金额>=1万")
    qtbot.waitUntil(lambda: column(listing) == [COMPANY])
    QTest.keyClick(listing.grid.filter, Qt.Key.Key_Return)
    assert listing.grid.filter.text() == ""
    assert listing.bar.findChild(QPushButton, "condition.0").text() == "在谈金额 ≥ 1 万"
    assert column(listing) == [COMPANY]
    click(listing, "condition.0.remove", QToolButton)
    assert len(column(listing)) == 3


def test_a_mistyped_condition_says_why_and_leaves_the_list(listing: Listing, qtbot: QtBot) -> None:
    typed(listing.grid.filter, "年营业收入>很多")
    qtbot.waitUntil(lambda: not listing.hint.isHidden())
    assert "很多" in listing.hint.text()
    assert len(column(listing)) == 3
    listing.grid.filter.clear()
    qtbot.waitUntil(listing.hint.isHidden)


def test_a_condition_is_put_together_field_by_field_and_changed_by_a_click(listing: Listing) -> None:
    click(listing, "list.condition", QToolButton)
    field, operator = (listing.bar.findChild(QComboBox, f"condition.{name}") for name in ("field", "operator"))
    field.setCurrentIndex(field.findData("region"))
    operator.setCurrentIndex(operator.findData("~"))
    value = listing.bar.findChild(QLineEdit, "field.condition")
    typed(value, "岭州")
    QTest.keyClick(value, Qt.Key.Key_Return)
    assert column(listing) == [COMPANY]
    click(listing, "condition.0")
    operator.setCurrentIndex(operator.findData("?"))
    click(listing, "condition.take")
    assert column(listing) == [PLANT, GROUP]
    click(listing, "conditions.clear")
    assert len(column(listing)) == 3


def test_what_fits_nothing_says_so_and_one_click_shows_all_again(listing: Listing, qtbot: QtBot) -> None:
    typed(listing.grid.filter, "地区=火星")
    QTest.keyClick(listing.grid.filter, Qt.Key.Key_Return)
    assert column(listing) == []
    assert "没有符合筛选条件的内容" in words_on(listing)
    link = next(each for each in listing.findChildren(QPushButton, "empty.link") if each.isVisible())
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert len(column(listing)) == 3


def test_groups_have_headings_with_counts_and_sums_and_fold(listing: Listing) -> None:
    listing.group_by("rank")
    shown = column(listing)
    assert [each for each in shown if each.startswith("▾")] == ["▾ 正厅级（1）", "▾ 副厅级（1）", "▾ 正处级（1）"]
    assert column(listing, "open_amount")[shown.index("▾ 副厅级（1）")] == "1,645 万"
    table = listing.grid.table
    table.setFocus()
    table.setCurrentIndex(listing.grid.model.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert column(listing)[:2] == ["▸ 正厅级（1）", "▾ 副厅级（1）"]
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert column(listing)[1] == GROUP
    assert listing.grid.count.text() == "共 3 条"
    group = next(action for action in group_menu(listing).actions() if action.text() == "所属集团")
    group.trigger()
    assert column(listing)[0] == f"▾ {GROUP}（3）"


def test_a_column_of_another_subject_sorts_the_list_and_unknown_stands_last(listing: Listing) -> None:
    header = listing.grid.table.horizontalHeader()
    place = [each.key for each in listing.grid.model.columns].index("open_amount")
    at = QPoint(header.sectionViewportPosition(place) + 20, 10)
    for first in (COMPANY, COMPANY):  # down, then up: what is not known stays last
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert column(listing)[0] == first
    listing.sort_by(type(listing.grid.sort)("last_visit", True))
    assert column(listing)[0] == COMPANY


def test_columns_are_chosen_by_space_and_moved_by_the_keyboard(listing: Listing) -> None:
    def choose(dialog: ColumnsDialog) -> None:
        typed(dialog.findChild(QLineEdit, "columns.find"), "信用代码")
        rows = [dialog.list.item(place) for place in range(dialog.list.count())]
        (row,) = [each for each in rows if not each.isHidden()]
        assert row.data(KEY) == "credit_code"
        dialog.list.setCurrentItem(row)
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        dialog.line.clear()
        for _step in range(3):
            click(dialog, "columns.up", QToolButton)
        click(dialog, "columns.done")

    in_dialog(ColumnsDialog, choose)
    click(listing, "list.columns", QToolButton)
    assert "credit_code" in listing.shown
    assert column(listing, "credit_code")[0] == "91350100M000100Y43"


def test_a_view_is_kept_shown_renamed_moved_and_deleted(listing: Listing, desk: Desk, shown: Callable[[QWidget], None]) -> None:
    def name(text: str) -> Callable[[NewDialog[object]], None]:
        def act(dialog: NewDialog[object]) -> None:
            field = dialog.findChild(QLineEdit, "field.name")
            field.clear()
            typed(field, text)
            click(dialog, "new.create")

        return act

    typed(listing.grid.filter, "地区~岭州")
    QTest.keyClick(listing.grid.filter, Qt.Key.Key_Return)
    for text in ("岭州的", "第二个"):
        in_dialog(NewDialog, name(text))
        click(listing, "list.view", QToolButton)
    first, second = (row.id for row in desk.ask(saved_views, "account"))
    click(listing, "chip.")
    assert len(column(listing)) == 3
    click(listing, f"view.{first.hex}")
    assert column(listing) == [COMPANY]
    again = AccountsPage(desk)  # as after a new start
    again.show_address(Address("accounts"))
    shown(again)
    assert column(again.listing.listing) == [COMPANY]
    in_dialog(NewDialog, name("岭州客户"))
    listing.views.rename(first)
    listing.views.reload()
    listing.views.move(second, 0)
    assert [row.name for row in desk.ask(saved_views, "account")] == ["第二个", "岭州客户"]
    menu = {action.text(): action for action in listing.views.menu(second, QPoint(0, 0)).actions()}
    assert not menu["左移一位"].isEnabled() or menu["右移一位"].isEnabled()
    desk.tell_changes(desk.store.undo().changes)
    assert [row.name for row in desk.ask(saved_views, "account")] == ["岭州客户", "第二个"]


def test_a_star_is_set_by_click_and_by_key_and_narrows(listing: Listing, desk: Desk, sample: Songling) -> None:
    table, model = listing.grid.table, listing.grid.model
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(0, 0)).center())
    assert values(desk, sample.company, "favourite") is True
    listing.reload()
    assert column(listing, "favourite")[0] == "★"
    click(listing, "chip.favourite")
    assert column(listing) == [COMPANY]
    click(listing, "chip.")
    listing.grid.select(sample.plant)
    QTest.keyClicks(table, "*")
    assert values(desk, sample.plant, "favourite") is True


def test_several_rows_are_changed_in_one_work_that_one_undo_takes_back(listing: Listing, desk: Desk, sample: Songling) -> None:
    table = listing.grid.table
    table.setFocus()
    listing.grid.select_first()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(listing.grid.chosen()) == 2
    assert listing.chosen_bar.isVisible()

    def tag(dialog: QDialog) -> None:
        typed(dialog.findChild(QLineEdit, "tags.add"), "十月走访")
        typed(dialog.findChild(QLineEdit, "tags.remove"), "能源")
        click(dialog, "tags.done")

    in_dialog(QDialog, tag)
    click(listing, "chosen.tag")
    assert (values(desk, sample.company, "tags"), values(desk, sample.plant, "tags")) == ("重点，十月走访", "十月走访")
    listing.reload()
    assert len(listing.grid.chosen()) == 2

    def set_it(dialog: QDialog) -> None:
        field = dialog.findChild(QComboBox, "set.field")
        field.setCurrentIndex(field.findData("ownership"))
        box = dialog.findChild(QComboBox, "field.ownership")
        box.setCurrentIndex(box.findData("central"))
        click(dialog, "set.done")

    in_dialog(QDialog, set_it)
    click(listing, "chosen.set")
    assert values(desk, sample.plant, "ownership") is Ownership.CENTRAL
    for _work in range(2):
        desk.tell_changes(desk.store.undo().changes)
    assert values(desk, sample.plant, "tags") is None
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not listing.chosen_bar.isVisible()


def test_export_hands_over_the_rows_chosen_and_space_turns_the_peek(page: AccountsPage, listing: Listing, desk: Desk) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    listing.grid.table.selectAll()
    click(listing, "chosen.export")
    assert opened == [Address("exchange", None, "export.account")]
    assert len(desk.handed) == 3
    was = page.listing.peek.isVisible()
    QTest.keyClick(listing.grid.table, Qt.Key.Key_Space)
    assert page.listing.peek.isVisible() is not was


def test_the_list_is_printed_as_it_stands_and_masked_without_judgement(page: AccountsPage, listing: Listing, desk: Desk) -> None:
    listing.group_by("rank")
    job = page.print_items()
    assert job is not None
    for masked in (True, False):
        reading = Job(desk.store, "", print, print, print, print)
        made = job.papers[0].make(reading, PrintOptions(desk.words, masked, TODAY))
        text = plain_text(made if isinstance(made, bytes) else made.pdf)
        assert all(part in text for part in (COMPANY, "正厅级", "16,450,000.00"))
        assert ("良好" in text) is not masked
        assert ("关系健康" in text) is not masked


def test_a_masked_list_does_not_name_the_chip_that_says_what_we_lack(
    desk: Desk, sample: Songling, shown: Callable[[QWidget], None]
) -> None:
    lacking = replace(SINGLE_THREAD, ask=lambda _session, _today: frozenset({sample.company}))
    desk.contributed = replace(desk.contributed, narrowings=lambda _kind: (lacking,))
    page = AccountsPage(desk)
    page.show_address(Address("accounts"))
    shown(page)
    page.listing.listing.narrow("single_thread")
    job = page.print_items()
    assert job is not None
    assert job.papers[0].maskable
    for masked in (True, False):
        made = job.papers[0].make(Job(desk.store, "", print, print, print, print), PrintOptions(desk.words, masked, TODAY))
        assert ("单线联系" in plain_text(made if isinstance(made, bytes) else made.pdf)) is not masked


def test_possible_duplicates_are_merged_field_by_field_and_parted_by_one_undo(page: AccountsPage, desk: Desk, sample: Songling) -> None:
    twin = desk.do(save_account, None, {"name": "松岭电力股份公司", "region": "岭州市"})

    def merge(dialog: MergeDialog) -> None:
        assert dialog.sheet.kept == sample.company
        click(dialog, "merge.region.gone", QRadioButton)
        assert dialog.findChild(QLabel, "merge.region.result").text() == "岭州市"
        click(dialog, "merge.done")

    def look(dialog: DuplicatesDialog) -> None:
        assert dialog.table.item(0, 2).text() == "名称相同（仅写法不同）"
        in_dialog(MergeDialog, merge)
        click(dialog, "duplicates.merge")
        assert dialog.pairs == ()
        dialog.reject()

    in_dialog(DuplicatesDialog, look)
    click(page, "list.duplicates", QToolButton)
    assert values(desk, sample.company, "region") == "岭州市"
    assert twin not in desk.ask(queries.account_ids)
    desk.tell_changes(desk.store.undo().changes)
    assert values(desk, sample.company, "region") == "岭州"
    assert twin in desk.ask(queries.account_ids)


def test_a_new_account_like_one_on_file_is_warned_about(page: AccountsPage, qtbot: QtBot) -> None:
    said: list[str] = []

    def fill(dialog: NewDialog[object]) -> None:
        typed(dialog.findChild(QLineEdit, "field.name"), "松岭电力股份公司")
        warning = dialog.findChild(QLabel, "new.warning")
        qtbot.waitUntil(lambda: not warning.isHidden())
        said.append(warning.text())
        dialog.reject()

    in_dialog(NewDialog, fill)
    page.new_item()
    assert COMPANY in said[0]


def test_a_list_costs_as_many_statements_for_fifteen_rows_as_for_three(desk: Desk, sample: Songling) -> None:
    for number in range(12):
        desk.store.do(save_account, None, {"name": f"第{number:03}公司", "parent": sample.group})
    said: list[str] = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))

    def cost(many: int) -> int:
        ids = desk.ask(queries.account_ids)[-many:]
        said.clear()
        assert len(desk.ask(lines, "account", ids, ("name", "parent", "path", "noted_on", "group"), TODAY)) == many
        return len([statement for statement in said if statement.startswith(("SELECT", "WITH"))])

    assert cost(3) == cost(15)
