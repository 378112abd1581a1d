"""Editing on the map itself, by real clicks, drags and keys: boxes typed, ordered, placed, aligned, searched, ringed."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QMenu
from pytestqt.qtbot import QtBot

from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.relations import queries
from kamdesk.relations.page import MapPanel
from kamdesk.relations.page.deeds import MapDeeds
from kamdesk.relations.rules import Coverage, Layer
from kamdesk.relations.rules.sheet import SeatRow
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.picture_items import Piece
from kamdesk.widgets.tokens import LIGHT
from tests.factories.pages import typed
from tests.relations.conftest import House

LEFT, SHIFT, CONTROL, ALT = (
    Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    theme.wear(qapp, LIGHT)
    made = Desk(store, words_of("zh_CN"), lambda: date(2026, 11, 22))
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


def rows(desk: Desk, house: House) -> dict[str, SeatRow]:
    return {seat.name or seat.position: seat for seat in desk.ask(queries.map_sheet, house.map).seats}


def boss(desk: Desk, house: House, name: str) -> str:
    named = {seat.id: name for name, seat in rows(desk, house).items()}
    above = rows(desk, house)[name].reports_to
    return named[above] if above else ""


def drag(panel: MapPanel, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    port = panel.view.viewport()
    QTest.mousePress(port, LEFT, modifier, start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    QTest.mouseRelease(port, LEFT, modifier, end)


def at(panel: MapPanel, house: House, name: str) -> QPoint:
    return panel.view.place_of(house.seats[name].hex)


def line(panel: MapPanel, name: str = "box.name") -> QLineEdit:
    found = panel.view.editor.findChild(QLineEdit, name)
    assert found is not None
    return found


def undo(desk: Desk) -> None:
    desk.tell_changes(desk.store.undo().changes)


def test_keys_add_a_report_and_a_colleague_on_the_box_and_esc_adds_nobody(
    panel: MapPanel, desk: Desk, house: House
) -> None:
    view = panel.view
    view.select(house.seats["赵强"])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    typed(line(panel), "钱䶮")
    QTest.keyClick(line(panel), Qt.Key.Key_Tab)
    typed(line(panel, "box.position"), "副总工程师")
    QTest.keyClick(line(panel, "box.position"), Qt.Key.Key_Return)
    assert boss(desk, house, "钱䶮") == "赵强"
    assert rows(desk, house)["钱䶮"].position == "副总工程师"
    assert panel.seat_card.name.whole() == "钱䶮"
    QTest.keyClick(view, Qt.Key.Key_Return)
    typed(line(panel), "？设备处处长")
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    unknown = rows(desk, house)["设备处处长"]
    assert (unknown.person, boss(desk, house, "设备处处长")) == (None, "赵强")
    QTest.keyClick(view, Qt.Key.Key_Insert)
    typed(line(panel), "谁也不是")
    QTest.keyClick(line(panel), Qt.Key.Key_Escape)
    assert not view.editor.isVisible()
    assert len(rows(desk, house)) == 7
    undo(desk)
    undo(desk)
    assert "钱䶮" not in rows(desk, house)


def test_somebody_on_file_is_offered_while_typing_and_takes_the_seat(
    panel: MapPanel, desk: Desk, house: House
) -> None:
    panel.view.select(house.seats["李敏"])
    panel.deeds.do("below")
    typed(line(panel), "林晓")
    offers = panel.view.editor.findChild(QListWidget, "box.offers")
    assert offers is not None
    assert offers.count() == 3  # the one on file, a new person, an unknown seat
    QTest.keyClick(line(panel), Qt.Key.Key_Down)
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    assert rows(desk, house)["林晓"].person == house.people["林晓"]
    assert boss(desk, house, "林晓") == "李敏"


def test_a_double_click_edits_on_the_box_and_a_refusal_keeps_what_was_typed(panel: MapPanel, desk: Desk, house: House) -> None:
    QTest.mouseDClick(panel.view.viewport(), LEFT, pos=at(panel, house, "赵强"))
    assert line(panel).text() == "赵强"
    line(panel).setText("")
    line(panel, "box.position").setText("总经济师")
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    assert panel.view.editor.isVisible()
    assert panel.view.editor.refusal.text()
    assert line(panel, "box.position").text() == "总经济师"
    line(panel).setText("赵强㛃")
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    assert rows(desk, house)["赵强㛃"].position == "总经济师"
    panel.view.select(house.seats["采购部部长"])
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    line(panel).setText("物资部部长")
    QTest.keyClick(line(panel), Qt.Key.Key_Return)
    assert "物资部部长" in rows(desk, house)


def test_a_box_dragged_to_the_ground_stays_there_with_its_branch_and_home_takes_it_back(
    panel: MapPanel, desk: Desk, house: House
) -> None:
    view = panel.view
    start, end = at(panel, house, "李敏"), QPoint(110, 560)
    from_zhao = (end - at(panel, house, "赵强")) / view.transform().m11()
    drag(panel, start, end)
    placed = rows(desk, house)["李敏"]
    assert placed.x is not None
    assert boss(desk, house, "李敏") == "王建国"
    li, zhao, zhou = (view.layout_shown().place(house.seats[name]) for name in ("李敏", "赵强", "周涛"))
    assert li is not None
    assert zhao is not None
    assert zhou is not None
    assert (li.x - zhao.x, li.y - zhao.y) == pytest.approx((from_zhao.x(), from_zhao.y()), abs=3)
    assert (zhou.y - li.y, abs(zhou.x - li.x) < 200) == (100.0, True)  # the branch came along
    view.select(house.seats["李敏"])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right, CONTROL)
    assert rows(desk, house)["李敏"].x == placed.x + 12
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert rows(desk, house)["李敏"].x is None
    undo(desk)
    assert rows(desk, house)["李敏"].x == placed.x + 12


def test_a_drag_beside_a_colleague_and_alt_arrows_change_the_order(panel: MapPanel, desk: Desk, house: House) -> None:
    assert at(panel, house, "李敏").x() < at(panel, house, "赵强").x()
    left = panel.view.box_room(house.seats["李敏"])
    drag(panel, at(panel, house, "赵强"), QPoint(left.left() - 12, left.center().y()))
    assert at(panel, house, "赵强").x() < at(panel, house, "李敏").x()
    assert rows(desk, house)["赵强"].place == 0
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Right, ALT)
    assert at(panel, house, "李敏").x() < at(panel, house, "赵强").x()
    undo(desk)
    undo(desk)
    assert rows(desk, house)["赵强"].place is None


def test_a_drop_that_closes_a_circle_is_marked_and_refused_while_it_is_held(panel: MapPanel, desk: Desk, house: House) -> None:
    port, start, end = panel.view.viewport(), at(panel, house, "李敏"), at(panel, house, "周涛")
    QTest.mousePress(port, LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    said = panel.view.findChild(QLabel, "picture.said")
    assert said is not None
    assert said.isVisible()
    assert "李敏" in said.text()
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not said.isVisible()
    QTest.mouseRelease(port, LEFT, pos=end)
    assert boss(desk, house, "李敏") == "王建国"


def test_several_are_chosen_by_band_and_keys_set_and_removed_in_one_step(panel: MapPanel, desk: Desk, house: House) -> None:
    view = panel.view
    room = view.box_room(house.seats["李敏"]).united(view.box_room(house.seats["赵强"]))
    drag(panel, room.topLeft() - QPoint(20, 10), room.bottomRight() + QPoint(20, 10), SHIFT)
    assert set(view.chosen_seats()) == {house.seats["李敏"], house.seats["赵强"]}
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, at(panel, house, "周涛"))
    assert len(view.chosen_seats()) == 3
    panel.deeds.set_all({"layer": Layer.DECISION, "coverage": Coverage.SEVERAL, "support": 1})
    changed = rows(desk, house)
    assert {changed[name].layer for name in ("李敏", "赵强", "周涛")} == {Layer.DECISION}
    undo(desk)
    assert rows(desk, house)["赵强"].support == -1
    assert len(view.chosen_seats()) == 3
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert set(rows(desk, house)) == {"王建国", "采购部部长"}
    undo(desk)
    assert len(rows(desk, house)) == 5
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    assert len(view.chosen_seats()) == 5
    view.select(house.seats["李敏"])
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert set(view.chosen_seats()) == {house.seats["李敏"], house.seats["赵强"]}


def test_the_menu_aligns_and_everything_goes_back_to_the_layout(panel: MapPanel, desk: Desk, house: House, qtbot: QtBot) -> None:
    view = panel.view
    view.choose_many([house.seats[name].hex for name in ("赵强", "周涛", "采购部部长")])
    panel.deeds.show_menu(QPoint(10, 10))
    trigger(panel, "map.menu", "menu.align.left")
    assert len({at(panel, house, name).x() for name in ("赵强", "周涛", "采购部部长")}) == 1
    panel.deeds.release_all()
    assert {seat.x for seat in rows(desk, house).values()} == {None}
    view.choose("")
    panel.deeds.show_menu(QPoint(10, 10))
    trigger(panel, "map.menu", "menu.all")
    assert len(view.chosen_seats()) == 5


def trigger(panel: MapPanel, menu: str, name: str) -> None:
    opened = [each for each in panel.findChildren(QMenu, menu) if each.isVisible()][-1]
    entry = opened.findChild(QAction, name)
    assert entry is not None, name
    entry.trigger()
    opened.close()


def test_search_by_pinyin_jumps_and_f3_goes_on(panel: MapPanel, house: House) -> None:
    view = panel.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Slash)
    assert panel.tools.finder.hasFocus()
    QTest.keyClicks(panel.tools.finder, "zt")
    assert view.selected == house.seats["周涛"]
    panel.tools.finder.clear()
    typed(panel.tools.finder, "总")
    first = view.selected
    QTest.keyClick(panel.tools.finder, Qt.Key.Key_F3)
    assert view.selected != first
    QTest.keyClick(panel.tools.finder, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_the_lens_dims_or_leaves_out_and_shows_those_beside_the_map(panel: MapPanel, house: House) -> None:
    view, lens = panel.view, panel.tools.lens
    lens.ask("layers", Layer.DECISION)
    faded = {item.key: item.opacity() for item in view.items() if isinstance(item, Piece) and item.key}
    assert faded[house.seats["王建国"].hex] == 1.0
    assert {opacity for key, opacity in faded.items() if key != house.seats["王建国"].hex} == {0.3}
    entry = lens.findChild(QAction, "lens.hide")
    assert entry is not None
    entry.trigger()
    assert set(view.keys()) == {house.seats["王建国"].hex}
    for name in ("lens.clear", "lens.others"):
        action = lens.findChild(QAction, name)
        assert action is not None
        action.trigger()
    assert house.people["林晓"].hex in set(view.keys())
    below = view.place_of(house.people["林晓"].hex).y()
    assert all(below > view.place_of(key).y() for key in set(view.keys()) if key != house.people["林晓"].hex)


def test_rings_put_somebody_in_the_middle_and_give_the_map_back(panel: MapPanel, house: House) -> None:
    view = panel.view
    view.select(house.seats["周涛"])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_G)
    rings = view.layout_shown().rings
    assert len(rings) >= 2
    middle = view.layout_shown().place(house.seats["周涛"])
    assert middle is not None
    assert (middle.middle, middle.y + 32) == pytest.approx(rings[0][:2])
    assert house.people["林晓"].hex in set(view.keys())  # tied to 周涛 from outside
    QTest.mouseClick(panel.tools.back, LEFT)
    assert view.layout_shown().rings == ()


def test_a_click_and_a_drag_on_the_small_map_move_the_window(panel: MapPanel, house: House) -> None:
    view = panel.view
    view.zoom(3.0)
    assert view.minimap.isVisible()
    start = view.minimap.frame_place().toPoint()
    before = view.seen().center()
    QTest.mousePress(view.minimap, LEFT, pos=start)
    QTest.mouseMove(view.minimap, start + QPoint(12, 6))
    QTest.mouseRelease(view.minimap, LEFT, pos=start + QPoint(12, 6))
    after = view.seen().center()
    assert after.x() > before.x() + 30
    assert after.y() > before.y() + 10


def test_a_map_that_may_only_be_looked_at_changes_nothing(panel: MapPanel, desk: Desk, house: House) -> None:
    before = desk.ask(queries.map_sheet, house.map)
    view = panel.view
    view.set_draggable(False)
    view.select(house.seats["赵强"])
    view.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        QTest.keyClick(view, key)
    drag(panel, at(panel, house, "赵强"), at(panel, house, "周涛"))
    assert isinstance(panel.deeds, MapDeeds)
    assert not view.editor.isVisible()
    assert desk.ask(queries.map_sheet, house.map) == before
