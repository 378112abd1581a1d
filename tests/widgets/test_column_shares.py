"""Columns: short ones whole, long ones share, nothing beyond the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries import account_ids, account_rows
from kamdesk.widgets.column_shares import LEAST, Wish, shares
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.grid import Column, Grid

wishes = st.lists(
    st.builds(Wish, st.integers(20, 200), st.integers(0, 5000), st.integers(50, 800), st.booleans(), st.booleans()), min_size=1, max_size=12
)


@given(wishes, st.integers(100, 4000))
def test_columns_fill_the_room_and_never_more_than_they_must(made: list[Wish], room: int) -> None:
    widths = shares(made, room)
    assert min(widths) >= LEAST
    assert sum(widths) == room or sum(wish.least for wish in made) >= room


@given(wishes, st.integers(100, 4000))
def test_a_heading_and_a_number_stay_whole_while_there_is_room_for_all_headings(made: list[Wish], room: int) -> None:
    widths = shares(made, room)
    if sum(wish.least for wish in made) <= room - len(made):
        assert all(width >= wish.least - 1 for width, wish in zip(widths, made, strict=True))


def test_a_long_column_does_not_take_from_short_ones() -> None:
    name, position, phone = shares([Wish(60, 90, 220), Wish(80, 600, 480, stretch=True), Wish(60, 130, 280)], 500)
    assert (name, phone) == (90, 130)
    assert position == 280


@pytest.fixture
def grid(desk: Desk, qtbot: QtBot) -> Grid:
    desk.do(save_account, None, {"name": "很长的名字" * 40, "region": "黑龙江省齐齐哈尔市"})
    columns = [
        Column("name", "Name", lambda row: row.name, 200, stretch=True),
        Column("region", "Region", lambda row: row.region, 80),
        Column("n", "Amount", lambda row: "12,345,678.90 yuan", 80, number=True),
    ]
    made = Grid(
        desk.words,
        columns,
        lambda sort, typed: desk.ask(account_ids, sort.key, sort.descending, typed),
        lambda ids: desk.ask(account_rows, ids),
    )
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.reload()
    return made


def _whole(grid: Grid, place: int) -> bool:
    text = str(grid.model.index(0, place).data())
    return grid.table.columnWidth(place) >= grid.table.fontMetrics().horizontalAdvance(text)


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_a_list_never_scrolls_sideways_and_shows_short_columns_whole(grid: Grid, qtbot: QtBot, width: int) -> None:
    grid.resize(width, 300)
    qtbot.waitUntil(lambda: grid.table.horizontalScrollBar().maximum() == 0)
    assert sum(grid.table.columnWidth(place) for place in range(3)) == grid.table.viewport().width()
    assert _whole(grid, 1) or width == 420
    assert _whole(grid, 2)


def test_a_hidden_column_leaves_its_room_to_the_others(grid: Grid) -> None:
    before = grid.table.columnWidth(0)
    grid.table.setColumnHidden(1, True)
    assert grid.table.columnWidth(0) > before
    assert grid.table.columnWidth(0) + grid.table.columnWidth(2) == grid.table.viewport().width()


def test_a_column_that_was_dragged_keeps_its_width(grid: Grid, qtbot: QtBot) -> None:
    header = grid.table.horizontalHeader()
    edge = header.sectionViewportPosition(1) + header.sectionSize(1) - 1
    middle = header.height() // 2
    qtbot.waitExposed(grid)
    QTest.mouseMove(header.viewport(), header.viewport().rect().center())
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, middle))
    QTest.mouseMove(header.viewport(), QPoint(edge - 40, middle))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge - 40, middle))
    dragged = header.sectionSize(1)
    grid.reload()
    grid.resize(900, 300)
    assert header.sectionSize(1) == dragged
