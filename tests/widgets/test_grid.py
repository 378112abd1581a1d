"""A list of ten thousand rows: read in pages, sorted by SQL, filtered while typing, opened by Enter."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from kamdesk.accounts.actions import erase_account, save_account
from kamdesk.accounts.queries import AccountRow, account_ids, account_rows
from kamdesk.accounts.tables import Account
from kamdesk.core.ids import new_id
from kamdesk.core.search import index_values
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import PAGE, Column, Grid

MANY = 10_000


class Counted:
    """A grid over the accounts that writes down which rows were asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.asked: list[int] = []
        self.grid = Grid(
            desk.words,
            [
                Column("name", "Name", lambda row: row.name, 300, strong=True, stretch=True),
                Column("region", "Region", lambda row: row.region, 120),
                Column("tags", "Tags", lambda row: "", 80, sortable=False),
            ],
            lambda sort, typed: desk.ask(account_ids, sort.key, sort.descending, typed),
            self.rows,
        )
        self.grid.put_empty(EmptyState("building-2", "No account yet.", "New account"))

    def rows(self, ids: Sequence[UUID]) -> tuple[AccountRow, ...]:
        self.asked.append(len(ids))
        return self.desk.ask(account_rows, ids)

    def shown(self, row: int, column: int = 0) -> str:
        return str(self.grid.model.index(row, column).data())


@pytest.fixture
def full(desk: Desk, qtbot: QtBot) -> Counted:
    rows = [{"id": new_id(), "name": f"客户{n:05d}", "region": f"R{n % 7}", "order_key": f"{n:05d}"} for n in range(MANY)]
    with desk.store.writing("fill") as work:  # as an import does it: past the records, with its own index rows
        work.session.connection().execute(insert(Account), rows)
        index_values(work.session.connection(), [("account", row["id"], [str(row["name"])], []) for row in rows[:50]])  # type: ignore[misc]
    made = Counted(desk)
    qtbot.addWidget(made.grid)
    made.grid.resize(800, 500)
    made.grid.show()
    made.grid.reload()
    made.grid.activateWindow()
    qtbot.waitUntil(made.grid.isActiveWindow)
    return made


def test_only_the_pages_looked_at_are_read(full: Counted) -> None:
    QTest.qWait(1)
    assert full.grid.model.rowCount() == MANY
    assert full.grid.count.text() == "10,000 rows"
    assert full.asked == [PAGE]
    full.grid.table.scrollToBottom()
    full.grid.table.viewport().repaint()
    assert full.shown(MANY - 1) == "客户09999"
    assert len(full.asked) <= 3
    assert max(full.asked) == PAGE


def test_a_click_on_a_heading_sorts_and_the_next_turns_round(full: Counted) -> None:
    header = full.grid.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert full.shown(0, 1) == "R0"
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert full.shown(0, 1) == "R6"
    assert full.grid.sort.key == "region"
    assert full.grid.sort.descending
    last = QPoint(header.sectionViewportPosition(2) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert full.grid.sort.key == "region"


def test_the_chosen_row_stays_chosen_through_sorting_and_reloading(full: Counted) -> None:
    chosen = full.grid.model.ids[4321]
    assert full.grid.select(chosen)
    header = full.grid.table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionViewportPosition(1) + 20, 10))
    assert full.grid.current() == chosen
    full.grid.reload()
    assert full.grid.current_row().name == "客户04321"


def test_typing_filters_and_enter_goes_into_the_list_and_opens(full: Counted, qtbot: QtBot) -> None:
    full.grid.focus_filter()
    opened: list[UUID] = []
    full.grid.opened.connect(opened.append)
    QTest.keyClicks(full.grid.filter, "kehu00042")
    QTest.keyClick(full.grid.filter, Qt.Key.Key_Return)
    assert full.grid.model.rowCount() == 1
    assert full.grid.table.hasFocus()
    QTest.keyClick(full.grid.table, Qt.Key.Key_Return)
    assert [full.desk.ask(account_rows, opened)[0].name] == ["客户00042"]
    QTest.keyClick(full.grid.table, Qt.Key.Key_Up)
    assert full.grid.filter.hasFocus()


def test_arrow_keys_say_which_row_is_looked_at(full: Counted) -> None:
    picked: list[object] = []
    full.grid.picked.connect(picked.append)
    full.grid.table.setFocus()
    full.grid.select_first()
    QTest.keyClick(full.grid.table, Qt.Key.Key_Down)
    assert picked == list(full.grid.model.ids[:2])


def test_a_filter_that_fits_nothing_says_so_and_is_cleared_by_its_link(full: Counted, qtbot: QtBot) -> None:
    QTest.keyClicks(full.grid.filter, "zzz")
    qtbot.waitUntil(lambda: full.grid.model.rowCount() == 0)
    nothing = next(each for each in full.grid.findChildren(EmptyState) if each.isVisible())
    assert nothing.sentence.text() == "Nothing fits this filter."
    QTest.mouseClick(nothing.link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: full.grid.model.rowCount() == MANY)


def test_an_empty_list_says_what_to_do_first(desk: Desk, qtbot: QtBot) -> None:
    empty = Counted(desk)
    qtbot.addWidget(empty.grid)
    empty.grid.show()
    empty.grid.reload()
    shown = [each.sentence.text() for each in empty.grid.findChildren(EmptyState) if each.isVisible()]
    assert shown == ["No account yet."]
    desk.do(save_account, None, {"name": "第一家"})
    empty.grid.reload()
    assert empty.shown(0) == "第一家"


def test_a_row_erased_since_shows_as_nothing_and_not_as_a_crash(desk: Desk, account: UUID, qtbot: QtBot) -> None:
    one = Counted(desk)
    qtbot.addWidget(one.grid)
    one.grid.reload()
    desk.do(erase_account, account)
    assert one.shown(0) == ""
