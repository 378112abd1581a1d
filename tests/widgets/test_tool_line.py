"""The tools above a list keep their words whole at every width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.widgets import buttons
from kamdesk.widgets.text import label
from kamdesk.widgets.tool_line import ToolLine


@pytest.fixture
def line(dressed: QApplication, qtbot: QtBot) -> ToolLine:
    """A filter, seven chips made later than the count, and a button at the right, in a widget as a list is."""
    around = QWidget()
    qtbot.addWidget(around)
    filter_box = QLineEdit()
    made = ToolLine(filter_box, 160, 320)
    made.around = around  # type: ignore[attr-defined]  # Python must not collect it
    made.addWidget(filter_box)
    made.addWidget(label("5 rows", "small"))
    made.addStretch()
    for place, word in enumerate(("All", "Groups only", "Not visited lately", "重点", "厂站", "岸电", "新客户"), 1):
        made.insertWidget(place, buttons.chip(word))
    made.addWidget(buttons.plain("New person", "plus", name="new"))
    stack = QVBoxLayout(around)
    stack.addWidget(made)
    stack.addStretch(1)
    around.resize(1200, 400)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    return made


@pytest.mark.parametrize("width", [240, 500, 900, 1400])
def test_nothing_is_cut_or_covered_at_any_width(line: ToolLine, qtbot: QtBot, width: int) -> None:
    line.window().resize(width, 400)
    qtbot.waitUntil(lambda: line.height() == line.childrenRect().height())
    parts = line.parts()
    for number, part in enumerate(parts):
        assert line.rect().contains(part.geometry())
        assert part.width() >= (160 if isinstance(part, QLineEdit) else part.sizeHint().width())
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[number + 1 :])


def test_the_line_never_widens_a_page(line: ToolLine) -> None:
    assert line.minimumSizeHint().width() <= 200


def test_with_room_there_is_one_line_with_its_button_at_the_right_end(line: ToolLine, qtbot: QtBot) -> None:
    line.window().resize(1400, 400)
    new = line.findChild(QPushButton, "new")
    qtbot.waitUntil(lambda: new.geometry().right() == line.rect().right())
    assert line.height() < 2 * new.height()
    assert line.parts()[0].width() == 320


def test_tab_goes_along_the_line(line: ToolLine) -> None:
    line.parts()[0].setFocus()
    QTest.keyClick(line.parts()[0], Qt.Key.Key_Tab)
    assert line.parts()[1].hasFocus()


def test_a_chip_that_is_taken_away_leaves_no_gap(line: ToolLine, qtbot: QtBot) -> None:
    before = line.parts()[2].x()
    line.parts()[1].setParent(None)
    qtbot.waitUntil(lambda: len(line.parts()) == 9)
    qtbot.waitUntil(lambda: line.parts()[1].x() < before)
