"""A rep at the real program: mouse and keyboard on named widgets only, over a real encrypted file on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from kamdesk.desk.program import Program
from kamdesk.widgets.print_dialog import PrintDialog

ENTER, TAB, ESCAPE, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Down
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LONGEST_WAIT = 10_000

Part = TypeVar("Part", bound=QWidget)
Found = TypeVar("Found")


def plain_text(pdf: bytes | Path) -> str:
    """Everything that stands in a PDF, without spaces and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(found.split())


class Rep:
    """Looks only at what is visible: in the dialog in front where one is open, else in the window."""

    def __init__(self, program: Program, patch: pytest.MonkeyPatch) -> None:
        self.program, self._patch = program, patch

    # looking

    @property
    def front(self) -> QWidget:
        return QApplication.activeModalWidget() or self.program.window

    def see(self, name: str, kind: type[Part] = QWidget, number: int = 0) -> Part:
        """The visible widget of a name; waits for it as people do, while the program works."""
        return self.wait(lambda: self._visible(name, kind)[number:], f"{kind.__name__} {name!r}")[0]

    def sees(self, name: str) -> bool:
        QApplication.processEvents()
        return bool(self._visible(name, QWidget))

    def says(self, text: str) -> bool:
        """Whether a sentence stands anywhere on the screen, or in a tooltip where there was no room for it."""
        labels = [each for each in self.front.findChildren(QLabel) if each.isVisible()]
        return any(text in each.text() or text in each.toolTip() for each in labels)

    def read(self, name: str) -> str:
        return self.see(name, QLabel).text()

    def wait(self, ready: Callable[[], Found], what: str) -> Found:
        """Lets the program work until `ready()` gives something."""
        found = ready()
        clock, loop = QTimer(), QEventLoop()
        clock.setSingleShot(True)
        clock.timeout.connect(loop.quit)
        clock.start(LONGEST_WAIT)
        while not found and clock.isActive():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            found = ready()
        assert found, f"the rep waited in vain for {what}"
        return found

    def rest(self) -> None:
        """Until the program has painted and the worker is idle."""
        QApplication.processEvents()
        desk = self.program.desk
        self.wait(lambda: desk is None or not desk.jobs.busy, "the worker")

    # doing

    def click(self, name: str, number: int = 0) -> None:
        widget = self.see(name, QWidget, number)
        assert widget.isEnabled(), f"{name} cannot be pressed"
        if isinstance(widget, QCheckBox):
            widget.setFocus()
            QTest.keyClick(widget, SPACE)
            return
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def fill(self, name: str, text: str, number: int = 0) -> QWidget:
        """Clicks into a field and types, Latin by keys, Chinese through the input method; returns the field."""
        field = self.see(name, QWidget, number)
        field.setFocus()
        say(field, text)
        return field

    def take(self, name: str, typed: str) -> None:
        """Types into a field that looks things up, and takes the first that is offered."""
        QTest.keyClick(self.fill(name, typed), ENTER)

    def choose(self, name: str, value: object) -> None:
        """Picks from a list by the keyboard."""
        box = self.see(name, QComboBox)
        wanted = box.findData(value)
        assert wanted >= 0, f"{name} does not offer {value}"
        box.setFocus()
        while box.currentIndex() != wanted:
            QTest.keyClick(box, DOWN if box.currentIndex() < wanted else Qt.Key.Key_Up)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """A key, to whatever has the keyboard."""
        front = self.front
        if not front.isActiveWindow():  # where there is no window system, nobody gives the keyboard back after a dialog
            front.activateWindow()
            self.wait(front.isActiveWindow, "the keyboard")
        QTest.keyClick(front if modifiers & ALT else front.focusWidget() or front, key, modifiers)

    def tab(self, words: str) -> None:
        """Brings a tab to the front by a click on its words."""
        bar, number = self.wait(lambda: self._tabs(words), f"the tab {words!r}")[0]
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, PLAIN, bar.tabRect(number).center())

    def write(self, name: str, text: str) -> None:
        """A click on a value, typing, Ctrl+Enter to keep it."""
        self.click(f"value.{name}")
        QTest.keyClick(self.fill(f"field.{name}", text), ENTER, CONTROL)
        self.wait(lambda: not self._visible(f"field.{name}", QWidget), f"{name} to be kept")

    def in_dialog(self, opens: Callable[[], object], deeds: Callable[[], object]) -> None:
        """`opens` brings up a dialog that waits; `deeds` are done in it. What goes wrong inside is told outside."""
        before, came, over, wrong = QApplication.activeModalWidget(), [], [], []

        def act() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or dialog is before:
                if not over:
                    QTimer.singleShot(5, act)
                return
            came.append(dialog)
            try:
                deeds()
                self.wait(lambda: not dialog.isVisible(), f"{dialog.objectName()} to close")
            except BaseException as error:  # noqa: BLE001 - raised again outside, once the dialog is gone
                wrong.append(error)
                if isinstance(dialog, QDialog):
                    dialog.reject()

        QTimer.singleShot(0, act)
        opens()
        over.append(True)
        assert came, "no dialog came"
        if wrong:
            raise wrong[0]

    def print_to(self, path: Path, opens: Callable[[], object], *, masked: bool = True) -> bytes:
        """Through the print dialog into a file."""
        self._patch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "PDF (*.pdf)")))

        def deeds() -> None:
            dialog = self.front
            assert isinstance(dialog, PrintDialog)
            if not masked:
                self.click("print.masked")
            self.wait(lambda: self.see("print.save").isEnabled(), "the paper to be made")
            self.click("print.save")
            self.wait(path.exists, "the file to be written")
            self.click("print.close")

        self.in_dialog(opens, deeds)
        return path.read_bytes()

    def _tabs(self, words: str) -> list[tuple[QTabBar, int]]:
        bars = [bar for bar in self.front.findChildren(QTabBar) if bar.isVisible()]
        return [(bar, number) for bar in bars for number in range(bar.count()) if bar.tabText(number).startswith(words)]

    def _visible(self, name: str, kind: type[Part]) -> list[Part]:
        return [each for each in self.front.findChildren(kind, name) if each.isVisible()]


def say(field: QWidget, text: str) -> None:
    if text.isascii():
        QTest.keyClicks(field, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def text_of(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()
