"""F1: what this page is for, and the keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.desk.deeds import DEEDS
from kamdesk.widgets import buttons
from kamdesk.widgets.card import rule
from kamdesk.widgets.page import Page
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN


class HelpDialog(QDialog):
    def __init__(self, parent: QWidget, words: Words, page: Page | None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("Help"))
        self.setFixedWidth(560)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(12)
        whole.addWidget(label(words.translated(page.title) if page is not None else "kamdesk", "title"))
        if page is not None and page.help:
            whole.addWidget(label(words.translated(page.help), wrap=True))
        whole.addWidget(rule())
        whole.addWidget(label(words("Keys"), "section"))
        keys = QGridLayout()
        keys.setHorizontalSpacing(20)
        keys.setVerticalSpacing(6)
        listed = [(words.translated(deed.text), deed.keys[0]) for deed in DEEDS if deed.keys]
        listed += [(words("Pages"), "Alt+1"), (words("Keep what was typed"), "Return"), (words("Drop what was typed"), "Esc")]
        for number, (text, key) in enumerate(listed):
            row, column = number % ((len(listed) + 1) // 2), 2 * (number // ((len(listed) + 1) // 2))
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            keys.addWidget(label("Alt+1 … 9" if key == "Alt+1" else shown, "muted"), row, column)
            keys.addWidget(label(text), row, column + 1)
        keys.setColumnStretch(1, 1)
        keys.setColumnStretch(3, 1)
        whole.addLayout(keys)
        close = buttons.primary(words("Close"), name="help.close")
        close.clicked.connect(self.accept)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
