"""What can be done with several rows at once, shown while several are chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.icons import before_words
from kamdesk.widgets.listing.kind import Deed
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tool_line import ToolLine


class ChosenBar(QFrame):
    """Emits `wanted(Deed)` and `left()` where the rep wants nothing chosen any more."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, words: Words, deeds: Sequence[Deed]) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("chosen")
        self.setProperty("role", "chosen")
        self.count = label("", "strong")
        line = ToolLine()
        line.addWidget(self.count)
        self._buttons: list[tuple[QPushButton, Deed]] = []
        for deed in deeds:
            made = buttons.chip(deed.label, name=f"chosen.{deed.key}")
            made.setCheckable(False)
            made.setIcon(before_words(deed.icon, tokens().muted))
            made.setToolTip(buttons.with_key(deed.label, deed.shortcut))
            made.clicked.connect(_Wanted(self, deed))
            line.addWidget(made)
            self._buttons.append((made, deed))
        leave = buttons.tool("x", words(N_("Choose nothing (Esc)")), name="chosen.leave")
        leave.clicked.connect(self.left)
        line.addWidget(leave)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.addWidget(line)
        self.hide()

    def show_count(self, count: int) -> None:
        """Shown from two rows on; what does not fit so many rows is not offered."""
        self.setVisible(count > 1)
        if count > 1:
            self.count.setText(self._words(N_("{n} chosen"), n=f"{count:,}"))
            for button, deed in self._buttons:
                button.setVisible(deed.fits(count))


class _Wanted:
    def __init__(self, bar: ChosenBar, deed: Deed) -> None:
        self._bar, self._deed = bar, deed

    def __call__(self) -> None:
        self._bar.wanted.emit(self._deed)
