"""The quiet line at the bottom: encrypted, backed up when, offline; what the worker does; what undo would take back."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.progress import ProgressStrip
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.theme import tokens


class StatusBar(QFrame):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "status")
        self.setFixedHeight(32)
        lock = QLabel()
        lock.setPixmap(pixmap("lock", 16, tokens().muted))
        self.state = label("", "small")
        self.note = label("", "small")
        self.note.setProperty("tone", "caution")
        self.undo = Elided("", "small")
        self.undo.setObjectName("status.undo")
        self.undo.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.undo_button = buttons.tool("undo-2", words("Undo"), name="status.undo.button")
        self.undo_button.setVisible(False)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(16, 0, 16, 0)
        self.line.setSpacing(8)
        self.line.addWidget(lock)
        self.line.addWidget(self.state)
        self.line.addWidget(self.note)
        self.line.addStretch(1)
        self.line.addWidget(self.undo, 2)
        self.line.addWidget(self.undo_button)
        self.show_state(None)

    def add_progress(self, strip: ProgressStrip) -> None:
        self.line.insertWidget(4, strip, 1)

    def show_state(self, backed_up: datetime | None, note: str = "") -> None:
        """`backed_up` is an aware time; today's is shown as a time of day, an older one with its date."""
        words = self._words
        if backed_up is None:
            backup = words("not backed up yet")
        else:
            here = backed_up.astimezone()
            time = f"{here:%H:%M}" if here.date() == datetime.now().astimezone().date() else f"{here:%m-%d %H:%M}"
            backup = words("backed up {time}", time=time)
        self.state.setText(" · ".join((words("Encrypted"), backup, words("Offline"))))
        self.note.setText(note)

    def show_undo(self, what: str, tip: str) -> None:
        """What Ctrl+Z would take back; "" for nothing."""
        self.undo.say(self._words("Undo: {what}", what=what) if what else "")
        self.undo_button.setVisible(bool(what))
        self.undo_button.setToolTip(tip)
