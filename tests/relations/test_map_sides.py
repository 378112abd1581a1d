"""Beside and below the map: matrix, way in, likely ties, earlier days. By mouse and keyboard over a real workspace."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.actions import save_person
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person, Touch
from kamdesk.relations import actions, queries
from kamdesk.relations.page import MapPanel, matrix_papers
from kamdesk.relations.page.matrix_table import FIRST, WHOLE
from kamdesk.relations.rules import Coverage, Level, TieKind
from kamdesk.relations.rules.matrix import MatrixRow
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import DARK, LIGHT
from tests.relations.conftest import House, write

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 22)


@pytest.fixture(params=["zh_CN"])
def desk(store: Store, qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Desk]:
    theme.wear(qapp, LIGHT)
    made = Desk(store, words_of(request.param), lambda: TODAY)
    yield made
    made.jobs.close()


@pytest.fixture
def panel(desk: Desk, house: House, qtbot: QtBot) -> MapPanel:
    made = MapPanel(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show_item(house.account)
    with qtbot.waitExposed(made):
        made.show()
    return made


def click(panel: QWidget, name: str) -> None:
    found = panel.findChild(QPushButton, name)
    assert found is not None, name
    QTest.mouseClick(found, LEFT)


def cell(panel: MapPanel, seat: UUID, column: int) -> QModelIndex:
    sheet = panel.matrix.model.sheet
    assert sheet is not None
    row = next(number for number, row in enumerate(sheet.rows) if row.seat.id == seat)
    return panel.matrix.model.index(row, column)


def row(desk: Desk, house: House, name: str) -> MatrixRow:
    found = desk.ask(queries.matrix_sheet, house.map).row(house.seats[name])
    assert found is not None
    return found


def texts(widget: QWidget) -> str:
    return "\n".join([each.text() for each in widget.findChildren(QLabel)] + [each.text() for each in widget.findChildren(QPushButton)])


def test_the_matrix_is_written_by_keys_and_undone(panel: MapPanel, desk: Desk, house: House) -> None:
    click(panel, "map.matrix")
    table, ours = panel.matrix.table, house.people["林晓"]
    assert panel.centre.currentWidget() is panel.matrix
    table.setCurrentIndex(cell(panel, house.seats["李敏"], FIRST))
    QTest.keyClick(table, Qt.Key.Key_3)
    assert row(desk, house, "李敏").threads[ours].coverage is Coverage.SEVERAL
    assert table.currentIndex() == cell(panel, house.seats["李敏"], FIRST)  # the cursor stays
    assert cell(panel, house.seats["李敏"], FIRST).data() == "◐ 多次"
    assert "≠" in cell(panel, house.seats["李敏"], WHOLE).data()
    QTest.keyClick(table, Qt.Key.Key_Left)
    QTest.keyClick(table, Qt.Key.Key_Delete)  # the seat follows its threads from now on
    assert cell(panel, house.seats["李敏"], WHOLE).data() == "◐ 多次"
    desk.tell_changes(desk.store.undo().changes)
    desk.tell_changes(desk.store.undo().changes)
    assert row(desk, house, "李敏").threads == {}
    assert cell(panel, house.seats["李敏"], FIRST).data() == ""


def test_a_second_click_opens_what_a_cell_can_say(panel: MapPanel, desk: Desk, house: House, qtbot: QtBot) -> None:
    click(panel, "map.matrix")
    table = panel.matrix.table
    at = table.visualRect(cell(panel, house.seats["赵强"], FIRST)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=at)
    assert table.findChild(QMenu, "matrix.menu") is None
    QTest.mouseClick(table.viewport(), LEFT, pos=at)
    menu = table.findChild(QMenu, "matrix.menu")
    assert menu is not None
    next(action for action in menu.actions() if "深入接触" in action.text()).trigger()
    wanted = next(action for action in menu.findChildren(QAction) if action.text() == "可信顾问" and action.parent().title() == "期望关系")
    wanted.trigger()
    menu.close()
    thread = row(desk, house, "赵强").threads[house.people["林晓"]]
    assert (thread.coverage, thread.level_wanted) == (Coverage.DEEP, Level.ADVISOR)
    panel.matrix.table.asked.emit(cell(panel, house.seats["赵强"], 0))
    assert panel.centre.currentWidget() is panel.card
    assert panel.view.selected == house.seats["赵强"]
    assert "林晓" in texts(panel.seat_card)
    assert "距“可信顾问”还差 4 级。" in texts(panel.seat_card)


def test_nobody_of_ours_on_file_is_said(panel: MapPanel, desk: Desk, house: House) -> None:
    desk.do(save_person, house.people["林晓"], {"side": Side.THIRD})
    click(panel, "map.matrix")
    assert panel.matrix.nobody.isVisible()
    assert [paper.title for paper in matrix_papers(desk, house.account)] == ["华东电力集团有限公司接触矩阵"]
    job = panel.print_items()
    assert job is not None
    assert job.papers[0].title.endswith("接触矩阵")


def test_the_way_is_told_step_by_step_and_another_may_be_chosen(panel: MapPanel, desk: Desk, house: House) -> None:
    other, _changes = desk.store.do(write, Person, {"name": "唐毅", "side": Side.OURS})
    desk.do(actions.draw_tie, {"first": other, "second": house.people["王建国"], "kind": TieKind.SCHOOL, "strength": 1})
    panel.view.select(house.seats["王建国"])
    click(panel.seat_card, "seat.way")
    assert panel.side.currentWidget() is panel.side.side_of(panel.side.way)
    said = texts(panel.side.way)
    assert "1. 林晓与周涛是朋友或老同事（中）" in said
    assert "2. 周涛与王建国是校友或师生（中）" in said
    assert "唐毅 —学缘→ 王建国" in said
    click(panel.side.way, "way.1")
    assert "1. 唐毅与王建国是校友或师生（弱）" in texts(panel.side.way)
    box = panel.side.way.findChild(QComboBox, "way.from")
    assert box is not None
    box.setCurrentIndex(box.findText("从唐毅开始"))
    box.activated.emit(box.currentIndex())
    assert panel.side.way.sheet is not None
    assert [way.people[0] for way in panel.side.way.sheet.ways] == [other]
    panel.side.way.closed.emit()
    assert panel.side.currentWidget() is panel.seat_side


def test_likely_ties_wait_to_be_confirmed_or_turned_down(panel: MapPanel, desk: Desk, house: House, qtbot: QtBot) -> None:
    for name in ("李敏", "林晓", "赵强"):
        desk.do(save_person, house.people[name], {"home_town": "山西忻州"})
    qtbot.waitUntil(panel.standing.suggested.isVisible, timeout=5000)
    assert panel.standing.suggested.text() == "3 条待确认关系"
    click(panel.standing, "standing.suggested")
    assert "地缘？籍贯：山西忻州" in texts(panel.side.suggested)
    before = len(desk.ask(queries.map_sheet, house.map).ties)
    click(panel.side.suggested, "suggested.take")
    assert len(desk.ask(queries.map_sheet, house.map).ties) == before + 1
    qtbot.waitUntil(lambda: len(panel.side.suggested.findChildren(QPushButton, "suggested.refuse")) == 2, timeout=5000)
    click(panel.side.suggested, "suggested.refuse")
    assert len(desk.ask(queries.map_suggestions, house.map)) == 1
    desk.tell_changes(desk.store.undo().changes)
    assert len(desk.ask(queries.map_suggestions, house.map)) == 2


@pytest.fixture
def past(store: Store, house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house of the tests, and three changes on later days; today is the 22nd."""
    strong = house.seats["赵强"]
    gone = house.seats["采购部部长"]
    deeds = ((actions.save_seat, strong, {"support": 1}), (actions.remove_seat, gone), (actions.save_seat, strong, {"support": 2}))
    for day, (deed, *given) in zip((10, 15, 20), deeds, strict=True):
        monkeypatch.setattr(store, "_clock", lambda day=day: datetime(2026, 11, day, 3, tzinfo=UTC))
        store.do(deed, *given)
    with store.engine.begin() as connection:  # the house itself was built before all that
        first = round(datetime(2026, 11, 5, 3, tzinfo=UTC).timestamp() * 1000)
        connection.execute(text("UPDATE journal_transaction SET at = :at WHERE label LIKE '%house%'"), {"at": first})
    return house


def test_the_map_is_looked_at_on_an_earlier_day_and_cannot_be_changed(past: House, panel: MapPanel, desk: Desk) -> None:
    click(panel.standing, "standing.changes")
    bar, slider = panel.replay, panel.replay.slider
    assert slider.marks == (0, 5, 10, 15)
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert bar.day == date(2026, 11, 15)
    assert bar.banner.text() == "2026年11月15日的关系图，只能查看，不能修改。"
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert panel.sheet is not None
    assert {seat.name or seat.position for seat in panel.sheet.seats} == {"王建国", "李敏", "赵强", "周涛", "采购部部长"}
    assert "赵强：立场 支持 → 内线" in texts(panel.side.changes)
    assert "采购部部长移出关系图" in texts(panel.side.changes)
    panel.view.select(past.seats["赵强"])
    assert not panel.seat_card.isEnabled()
    assert not panel.view.draggable
    before = desk.ask(queries.map_sheet, past.map)
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    panel.new_item()
    assert desk.ask(queries.map_sheet, past.map) == before
    click(panel, "replay.today")
    assert panel.sheet == before
    assert panel.seat_card.isEnabled()
    panel.replay.to_day(date(2026, 11, 6))
    panel.tools.past.setChecked(False)
    assert panel.sheet == before
    assert panel.replay.isHidden()


def test_playing_goes_from_change_to_change_and_stops_today(past: House, panel: MapPanel, qtbot: QtBot) -> None:
    panel.tools.past.setChecked(True)
    panel.replay._timer.setInterval(30)
    seen: list[date | None] = []
    panel.replay.moved.connect(lambda: seen.append(panel.replay.day))
    panel.replay.play.click()
    qtbot.waitUntil(lambda: not panel.replay.play.isChecked(), timeout=8000)
    assert [day and day.day for day in seen] == [5, 10, 15, 20, None]


def test_warnings_say_what_to_do_and_count_neglect_and_moves(desk: Desk, house: House, panel: MapPanel, qapp: QApplication) -> None:
    desk.do(save_person, house.people["王建国"], {"cadence_days": 30})
    desk.store.do(write, Touch, {"person": house.people["王建国"], "touched_on": TODAY - timedelta(days=45)})
    desk.do(actions.save_seat, house.seats["赵强"], {"support": -2})
    theme.wear(qapp, DARK)
    panel.refresh()
    said = texts(panel.standing)
    assert "与王建国上次联系已是 45 天前，计划每 30 天一次。" in said
    assert "今天就联系，带上值得对方花时间的理由。" in said
    assert "赵强反对我们，且有影响力。" in said
    codes = {each.code for each in panel.standing.warned}
    assert {"untouched", "opponent", "out_of_reach", "unknown_decider"} <= codes
    assert desk.ask(queries.UNTOUCHED_KEY.ask, TODAY) == {house.account}
    assert desk.ask(queries.NO_COACH.ask, TODAY) == frozenset()
    assert desk.ask(queries.SINGLE_THREAD.ask, TODAY) == frozenset()
