"""F1: what this page is for, and the keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.desk.deeds import DEEDS
from kamdesk.widgets import buttons
from kamdesk.widgets.card import rule, scrolled
from kamdesk.widgets.page import Page
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN


class HelpDialog(QDialog):
    def __init__(self, parent: QWidget, words: Words, page: Page | None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("Help"))
        self.setFixedWidth(620)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(12)
        whole.addWidget(label(words.translated(page.title) if page is not None else "kamdesk", "title"))
        if page is not None and page.help:
            whole.addWidget(label(words.translated(page.help), wrap=True))
        whole.addWidget(rule())
        listed = [(words.translated(deed.text), deed.keys[0]) for deed in DEEDS if deed.keys]
        listed += [(words("Pages"), "Alt+1"), (words("Keep what was typed"), "Return"), (words("Drop what was typed"), "Esc")]
        rows = [("Alt+1 … 9" if key == "Alt+1" else _native(key), text) for text, key in listed]
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        for panel in page.findChildren(Panel) if page is not None else ():
            if panel.keys and panel.isVisible():
                body.addWidget(label(words.translated(panel.title), "section"))
                body.addLayout(_grid([(words.translated(key), words.translated(text)) for key, text in panel.keys]))
                body.addWidget(rule())
        body.addWidget(label(words("Keys"), "section"))
        body.addLayout(_grid(rows))
        part = scrolled(inside)
        part.setFixedHeight(min(inside.sizeHint().height() + 4, self._room()))
        whole.addWidget(part)
        close = buttons.primary(words("Close"), name="help.close")
        close.clicked.connect(self.accept)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _room(self) -> int:
        """How high the keys may be: a laptop at 150 % is lower than their list."""
        return max(200, self.screen().availableGeometry().height() - 320)


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _grid(rows: list[tuple[str, str]]) -> QGridLayout:
    """Keys and what they do, in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    half = (len(rows) + 1) // 2
    for number, (key, text) in enumerate(rows):
        row, column = number % half, 2 * (number // half)
        grid.addWidget(label(key, "muted"), row, column)
        grid.addWidget(label(text, wrap=True), row, column + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return grid
