"""The map on screen, by mouse and keyboard, over a real workspace: what one sees and what the file holds afterwards."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.accounts.tables import Account
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.actions import save_person as change_person
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations import queries
from kamdesk.relations.page import MapPanel, TiesPanel, map_papers
from kamdesk.relations.page.exporting import png_of
from kamdesk.relations.rules import Coverage, TieKind
from kamdesk.relations.rules.looks import LIGHT as LOOKS
from kamdesk.relations.rules.sheet import SeatRow
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import LIGHT
from tests.relations.conftest import House, write

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    theme.wear(qapp, LIGHT)
    made = Desk(store, words_of("zh_CN"), lambda: date(2026, 11, 22))
    yield made
    made.jobs.close()


@pytest.fixture
def panel(desk: Desk, house: House, qtbot: QtBot) -> MapPanel:
    return shown(desk, house.account, qtbot)


def shown(desk: Desk, item: UUID, qtbot: QtBot) -> MapPanel:
    made = MapPanel(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show_item(item)
    with qtbot.waitExposed(made):
        made.show()
    return made


def seat(desk: Desk, house: House, name: str) -> SeatRow:
    found = desk.ask(queries.map_sheet, house.map).seat(house.seats[name])
    assert found is not None
    return found


def drag(panel: MapPanel, start: QPoint, end: QPoint) -> None:
    port = panel.view.viewport()
    QTest.mousePress(port, LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    QTest.mouseRelease(port, LEFT, pos=end)


def on_map(panel: MapPanel) -> set[str]:
    return set(panel.view.keys())


def button(panel: QWidget, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_dragging_a_box_onto_another_is_kept_in_the_file_and_undone(panel: MapPanel, desk: Desk, house: House) -> None:
    view = panel.view
    drag(panel, view.place_of(house.seats["周涛"].hex), view.place_of(house.seats["赵强"].hex))
    assert seat(desk, house, "周涛").reports_to == house.seats["赵强"]
    desk.tell_changes(desk.store.undo().changes)
    assert seat(desk, house, "周涛").reports_to == house.seats["李敏"]
    assert panel.sheet == desk.ask(queries.map_sheet, house.map)


def test_dragging_a_boss_below_their_own_report_is_refused_in_words(panel: MapPanel, desk: Desk, house: House) -> None:
    said: list[str] = []
    desk.told.connect(said.append)
    view = panel.view
    drag(panel, view.place_of(house.seats["李敏"].hex), view.place_of(house.seats["周涛"].hex))
    assert seat(desk, house, "李敏").reports_to == house.seats["王建国"]
    assert "李敏" in said[0]


def test_dragging_the_ground_moves_the_map_and_changes_nothing(panel: MapPanel, desk: Desk, house: House) -> None:
    sheet = desk.ask(queries.map_sheet, house.map)
    panel.view.zoom(2.0)
    before = panel.view.place_of(house.seats["王建国"].hex)
    drag(panel, QPoint(8, 8), QPoint(68, 48))
    after = panel.view.place_of(house.seats["王建国"].hex)
    assert (after - before) == QPoint(60, 40)
    assert desk.ask(queries.map_sheet, house.map) == sheet


def test_the_wheel_zooms_at_the_pointer_and_the_button_shows_all_again(panel: MapPanel, house: House, qtbot: QtBot) -> None:
    view = panel.view
    fitted = view.transform().m11()
    at = view.place_of(house.seats["周涛"].hex)
    wheel = QWheelEvent(
        QPointF(at), QPointF(view.viewport().mapToGlobal(at)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.transform().m11() > fitted * 1.2
    QTest.mouseClick(panel.findChild(QWidget, "map.fit"), LEFT)
    assert view.transform().m11() == pytest.approx(fitted)


def test_the_fitted_map_fills_its_card(panel: MapPanel) -> None:
    view = panel.view
    keys = [view.place_of(key) for key in on_map(panel)]
    wide = max(point.x() for point in keys) - min(point.x() for point in keys)
    high = max(point.y() for point in keys) - min(point.y() for point in keys)
    assert max(wide / view.viewport().width(), high / view.viewport().height()) > 0.45


def test_arrow_keys_choose_and_the_card_shows_who(panel: MapPanel, house: House) -> None:
    view = panel.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert panel.seat_card.name.whole() == "王建国"
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selected in (house.seats["李敏"], house.seats["赵强"])
    QTest.keyClick(view, Qt.Key.Key_Right if view.selected == house.seats["李敏"] else Qt.Key.Key_Left)
    assert view.selected in (house.seats["李敏"], house.seats["赵强"])
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.selected == house.seats["王建国"]
    assert panel.side.currentWidget() is panel.seat_side
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert panel.side.currentWidget() is panel.standing_side


def test_a_stance_in_one_click_is_in_the_file_and_on_the_map(panel: MapPanel, desk: Desk, house: House) -> None:
    panel.view.select(house.seats["赵强"])
    QTest.mouseClick(button(panel, "stance.2"), LEFT)
    assert seat(desk, house, "赵强").support == 2
    assert panel.seat_card.stance.word.text() == "内线"
    QTest.mouseClick(button(panel, "stance.unknown"), LEFT)
    assert seat(desk, house, "赵强").support is None


def test_a_field_is_edited_in_place(panel: MapPanel, desk: Desk, house: House) -> None:
    panel.view.select(house.seats["赵强"])
    QTest.mouseClick(button(panel.seat_card, "value.coverage"), LEFT)
    box = panel.seat_card.findChild(QComboBox, "field.coverage")
    assert box is not None
    box.setCurrentIndex(box.findText("深入接触"))
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert seat(desk, house, "赵强").coverage is Coverage.DEEP
    QTest.mouseClick(button(panel.seat_card, "value.position"), LEFT)
    line = panel.seat_card.findChild(QLineEdit, "field.position")
    assert line is not None
    line.setText("总经济师")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert seat(desk, house, "赵强").position == "总经济师"


def test_folding_by_mouse_and_by_space_hides_the_branch_and_says_how_many(panel: MapPanel, house: House) -> None:
    view = panel.view
    view.select(house.seats["李敏"])
    QTest.mouseClick(view.viewport(), LEFT, pos=view.fold_point(house.seats["李敏"]))
    assert house.seats["周涛"].hex not in on_map(panel)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert house.seats["周涛"].hex in on_map(panel)


def test_rows_shown_fold_everything_below(panel: MapPanel, house: House) -> None:
    entry = panel.tools.lens.findChild(QAction, "lens.rows.2")
    assert entry is not None
    entry.trigger()
    assert on_map(panel) == {house.seats[name].hex for name in ("王建国", "李敏", "赵强")}


def test_a_warning_leads_to_the_person_even_where_folded(panel: MapPanel, house: House) -> None:
    panel.tools.rows_asked.emit(1)
    assert len(on_map(panel)) == 1
    number = next(number for number, each in enumerate(panel.standing.warned) if each.seat == house.seats["采购部部长"])
    QTest.mouseClick(button(panel.standing, f"warned.{number}"), LEFT)
    assert panel.view.selected == house.seats["采购部部长"]
    assert panel.seat_card.name.whole() == "采购部部长"


def test_delete_takes_somebody_off_and_undo_brings_them_back(panel: MapPanel, desk: Desk, house: House) -> None:
    panel.view.select(house.seats["李敏"])
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert desk.ask(queries.map_sheet, house.map).seat(house.seats["李敏"]) is None
    assert seat(desk, house, "周涛").reports_to == house.seats["王建国"]
    desk.tell_changes(desk.store.undo().changes)
    assert house.seats["李敏"].hex in on_map(panel)


def pick(panel: MapPanel, menu: str, name: str) -> None:
    """Triggers an entry of a menu that is open, wherever in it the entry stands."""
    opened = panel.findChild(QMenu, menu)
    assert opened is not None
    entry = opened.findChild(QAction, name)
    assert entry is not None, name
    entry.trigger()
    opened.close()


def answered(fill: Callable[[QDialog], None]) -> None:
    """Fills in the dialog that opens next."""

    def fill_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        fill(dialog)

    QTimer.singleShot(0, fill_it)


def test_an_unknown_seat_is_added_below_the_chosen_person(panel: MapPanel, desk: Desk, house: House) -> None:
    panel.view.select(house.seats["赵强"])

    def fill(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "field.duty")
        assert line is not None
        line.setText("设备部部长")
        QTest.mouseClick(button(dialog, "new.create"), LEFT)

    answered(fill)
    QTest.mouseClick(button(panel, "map.add"), LEFT)
    added = desk.ask(queries.map_sheet, house.map).seats[-1]
    assert (added.position, added.person, added.reports_to) == ("设备部部长", None, house.seats["赵强"])
    assert panel.view.selected == added.id


def test_an_empty_map_says_so_and_its_button_begins_it(desk: Desk, qtbot: QtBot) -> None:
    account = desk.do(write, Account, {"name": "新客户"})
    panel = shown(desk, account, qtbot)
    assert panel.body.currentWidget() is panel.empty_card
    answered(lambda dialog: fill_duty(dialog, "董事长"))
    QTest.mouseClick(panel.empty.button, LEFT)
    assert panel.body.currentWidget() is panel.full
    assert [row.position for row in desk.ask(queries.map_sheet, account).seats] == ["董事长"]
    desk.tell_changes(desk.store.undo().changes)
    assert panel.body.currentWidget() is panel.empty_card


def fill_duty(dialog: QDialog, duty: str) -> None:
    line = dialog.findChild(QLineEdit, "field.duty")
    assert line is not None
    line.setText(duty)
    QTest.mouseClick(button(dialog, "new.create"), LEFT)


def test_a_line_drawn_from_the_handle_becomes_a_tie_of_the_kind_that_is_picked(panel: MapPanel, desk: Desk, house: House) -> None:
    view = panel.view
    view.select(house.seats["王建国"])
    drag(panel, view.handle_place(), view.place_of(house.seats["赵强"].hex))
    pick(panel, "tie.kinds", "tie.draw.kinship.3")
    drawn = [tie for tie in desk.ask(queries.map_sheet, house.map).ties if tie.kind is TieKind.KINSHIP]
    assert [(tie.first, tie.second, tie.strength) for tie in drawn] == [(house.people["王建国"], house.people["赵强"], 3)]


def test_a_project_gets_its_own_map_and_its_card_shows_that(panel: MapPanel, desk: Desk, house: House, qtbot: QtBot) -> None:
    project = desk.do(write, Opportunity, {"name": "配网改造二期", "account": house.account})
    assert panel.tools.maps.count() == 2
    panel.tools.maps.setCurrentIndex(1)
    panel.tools.maps.activated.emit(1)
    assert panel.sheet is not None
    assert (panel.sheet.opportunity, len(panel.sheet.seats)) == (project, 5)
    card = shown(desk, project, qtbot)
    assert card.sheet == panel.sheet


def test_the_way_in_is_drawn_to_the_chosen_person(panel: MapPanel, house: House) -> None:
    QTest.mouseClick(button(panel, "map.way"), LEFT)
    assert any("在图上点选" in each.text() for each in panel.side.way.findChildren(QLabel))  # nobody is chosen yet
    panel.view.select(house.seats["王建国"])
    before = panel.view.grab().toImage()
    accent = QColor(LOOKS.accent)
    assert any(before.pixelColor(x, y) == accent for y in between(panel, house) for x in range(before.width()))
    QTest.mouseClick(button(panel, "map.way"), LEFT)
    after = panel.view.grab().toImage()
    assert after != before


def between(panel: MapPanel, house: House) -> range:
    """The rows of pixels under the boss's box and above those of the next row."""
    top, below = (panel.view.place_of(house.seats[name].hex).y() for name in ("王建国", "李敏"))
    middle = (top + below) // 2
    return range(middle - 4, middle + 4)


def test_the_map_is_offered_for_print_and_as_picture(panel: MapPanel, desk: Desk, house: House) -> None:
    job = panel.print_items()
    assert job is not None
    assert [ending for ending, _label, _make in job.papers[0].also] == ["svg", "png"]
    assert [paper.title for paper in map_papers(desk, house.account)] == ["华东电力集团有限公司关系图"]
    from kamdesk.relations.document import map_picture

    assert panel.sheet is not None
    assert png_of(map_picture(panel.sheet, desk.words)).startswith(b"\x89PNG")


def test_a_persons_panel_shows_ties_places_and_the_way_in(desk: Desk, house: House, qtbot: QtBot) -> None:
    panel = TiesPanel(desk)
    qtbot.addWidget(panel)
    panel.show_item(house.people["王建国"])
    with qtbot.waitExposed(panel):
        panel.show()
    assert panel.way.text() == "进入路径：林晓 —人缘→ 周涛 —学缘→ 王建国"
    assert button(panel, "tie.person").text() == "周涛"
    with qtbot.waitSignal(desk.opened) as opened:
        QTest.mouseClick(button(panel, "ties.map"), LEFT)
    assert opened.args[0].id == house.account


def test_a_shared_home_town_is_suggested_and_taken_in_one_click(desk: Desk, house: House, qtbot: QtBot) -> None:
    for name, town in (("李敏", "山西忻州"), ("林晓", "忻州市"), ("赵强", "山西")):
        desk.do(change_person, house.people[name], {"home_town": town})
    panel = TiesPanel(desk)
    qtbot.addWidget(panel)
    panel.show_item(house.people["李敏"])
    with qtbot.waitExposed(panel):
        panel.show()
    assert len(panel.findChildren(QPushButton, "suggested.take")) == 1
    QTest.mouseClick(button(panel, "suggested.take"), LEFT)
    drawn = [(tie.kind, other.name) for tie, other in desk.ask(queries.ties_of_person, house.people["李敏"])]
    assert (TieKind.HOME_PLACE, "林晓") in drawn
    assert panel.findChildren(QPushButton, "suggested.take") == []
