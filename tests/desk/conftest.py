"""The whole program over a real workspace, without a screen."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.core.words import Language, words_of
from kamdesk.desk.crash import CrashDoor
from kamdesk.desk.machine import Machine
from kamdesk.desk.program import Program
from kamdesk.desk.window import Window
from kamdesk.widgets import theme
from kamdesk.widgets.tokens import LIGHT

TODAY = date(2026, 11, 22)


class Clock:
    """The time as the program sees it; tests move it on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_program(qapp: QApplication, qtbot: QtBot, clock: Clock) -> Iterator[Callable[[], Program]]:
    """Starts the program anew, as often as a test likes; all of them are closed at its end."""
    made: list[Program] = []

    def make() -> Program:
        machine = Machine()
        words = words_of(Language.EN)
        theme.wear(qapp, LIGHT)
        window = Window(words, machine)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        program = Program(qapp, window, machine, CrashDoor(words), words, today=lambda: TODAY, clock=clock)
        made.append(program)
        return program

    yield make
    for program in made:
        program.window.close()
    theme.wear(qapp, LIGHT)


@pytest.fixture
def program(make_program: Callable[[], Program]) -> Program:
    return make_program()


@pytest.fixture
def open_program(program: Program, workspace: Path) -> Program:
    """The program with an empty workspace open."""
    program.begin(workspace, "松风 过岭 七号柜")
    assert program.workspace is not None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return program


@pytest.fixture
def type_in() -> Callable[[QWidget, str], None]:
    """Types as people do: Latin by keys, Chinese through the input method."""

    def type_it(widget: QWidget, text: str) -> None:
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return type_it
