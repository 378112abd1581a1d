"""The map on screen: pick, step by arrow keys, zoom, drag a box onto another, draw a tie, dim the rest."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kamdesk.core.picture import Box, Line, Picture, Stroke, Words
from kamdesk.widgets import theme
from kamdesk.widgets.picture import PictureView
from kamdesk.widgets.picture_items import Piece, ink
from kamdesk.widgets.tokens import DARK, LIGHT


def drawing() -> Picture:
    grey = Stroke("#667085")
    shapes: list[Line | Box | Words] = [Line((224, 94), (74, 150), grey), Line((224, 94), (374, 150), grey, arrow=True)]
    for key, x, y in (("top", 150, 30), ("left", 0, 150), ("right", 300, 150)):
        shapes.append(Box(x, y, 148, 64, "#ffffff", Stroke("#cdd4de"), 8, key=key))
        shapes.append(Words(x + 10, y + 26, key * 12, 14, max_width=120, key=key))
    return Picture(448, 230, tuple(shapes), "The map")


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> PictureView:
    made = PictureView()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    made.show_picture(drawing())
    return made


def press(view: PictureView, place: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def drag(view: PictureView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_a_click_picks_and_a_click_beside_picks_nothing(view: PictureView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.picked) as picked:
        press(view, view.place_of("left"))
    assert picked.args == ["left"]
    with qtbot.waitSignal(view.picked) as picked:
        press(view, QPoint(5, 5))
    assert picked.args == [""]


def test_arrow_keys_go_from_box_to_box_and_enter_opens(view: PictureView, qtbot: QtBot) -> None:
    for key, expected in ((Qt.Key.Key_Down, "top"), (Qt.Key.Key_Down, "left"), (Qt.Key.Key_Right, "right"), (Qt.Key.Key_Up, "top")):
        QTest.keyClick(view, key)
        assert view.key == expected
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["top"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.key == ""


def test_keys_and_wheel_zoom_within_bounds_and_zero_fits(view: PictureView) -> None:
    fitted = view.transform().m11()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.transform().m11() > fitted
    middle = QPointF(view.viewport().rect().center())
    wheel = QWheelEvent(
        middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -100_000), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.transform().m11() == pytest.approx(0.05)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.transform().m11() == pytest.approx(fitted)


def test_a_box_dragged_onto_another_says_so_and_goes_back(view: PictureView, qtbot: QtBot) -> None:
    view.set_draggable(True)
    start, end = view.place_of("left") + QPoint(-20, 5), view.place_of("top")
    with qtbot.waitSignal(view.dropped) as dropped:
        drag(view, start, end)
    assert dropped.args == ["left", "top"]
    assert view.place_of("left") + QPoint(-20, 5) == start


def test_a_box_dragged_elsewhere_says_by_how_much(view: PictureView, qtbot: QtBot) -> None:
    view.set_draggable(True)
    factor = view.transform().m11()
    start = view.place_of("left")
    with qtbot.waitSignal(view.moved) as moved:
        drag(view, start, start + QPoint(40, 60))
    assert moved.args is not None
    assert moved.args[0] == "left"
    assert moved.args[1] == pytest.approx(40 / factor, abs=1)
    assert moved.args[2] == pytest.approx(60 / factor, abs=1)


def test_a_line_from_the_handle_links_two_boxes(view: PictureView, qtbot: QtBot) -> None:
    view.set_draggable(True)
    view.choose("left")
    with qtbot.waitSignal(view.linked) as linked:
        drag(view, view.handle_place(), view.place_of("right"))
    assert linked.args == ["left", "right"]


def test_without_leave_to_drag_the_picture_is_panned(view: PictureView) -> None:
    before = view.place_of("left")
    drag(view, before, before + QPoint(30, 20))
    assert view.place_of("left") == before + QPoint(30, 20)


def test_the_rest_is_dimmed_and_lit_again(view: PictureView) -> None:
    view.dim_except({"left"})
    faded = {item.key: item.opacity() for item in view.items() if isinstance(item, Piece) and item.key}
    assert faded == {"left": 1.0, "top": 0.3, "right": 0.3}
    view.dim_except(None)
    assert all(item.opacity() == 1.0 for item in view.items() if isinstance(item, Piece))


def test_another_picture_keeps_what_is_chosen_and_forgets_what_is_gone(view: PictureView) -> None:
    view.choose("left")
    view.show_picture(drawing())
    assert view.key == "left"
    view.show_picture(Picture(100, 100, (Box(0, 0, 50, 50, key="new"),)))
    assert view.key == ""
    assert view.keys() == ("new",)


def test_on_a_dark_screen_white_boxes_are_dark_and_their_words_light(dressed: QApplication) -> None:
    assert ink("#ffffff").lightness() == 255
    try:
        theme.wear(dressed, DARK)
        assert ink("#ffffff").lightness() < 60
        assert ink("#1b2430").lightness() > 180
        assert abs(ink("#12805c").hslHue() - 160) < 15
    finally:
        theme.wear(dressed, LIGHT)
