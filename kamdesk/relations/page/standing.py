"""What the side of the map says while nobody is chosen: how we stand, why, and what is missing."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.relations.page.two_lines import TwoLines
from kamdesk.relations.rules.health import Colour, Warned, Watch, coverage, health, warnings
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear, holder, rule, stacked
from kamdesk.widgets.signs import health as health_dot
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

TONES = {Colour.GREEN: Tone.GOOD, Colour.AMBER: Tone.CAUTION, Colour.RED: Tone.BAD, Colour.UNKNOWN: Tone.MUTED}
_MOST = 12


class Standing(QWidget):
    """Emits `asked(seat)` when a warning about somebody is clicked, `suggestions_asked()` and `changes_asked()`."""

    asked = Signal(object)
    suggestions_asked = Signal()
    changes_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self.warned: list[Warned] = []
        self.suggested = buttons.link("", name="standing.suggested")
        self.suggested.clicked.connect(self.suggestions_asked)
        self.suggested.setParent(self)
        self.suggested.hide()
        self.changes = buttons.ElidedLink(words("What changed, and the map at an earlier day"), "standing.changes")
        self.changes.setParent(self)
        self.changes.clicked.connect(self.changes_asked)

    def show_suggested(self, count: int) -> None:
        """How many ties wait to be confirmed; nothing where there are none."""
        self.suggested.setText(self._words("{n} ties to confirm", n=count))
        self.suggested.setVisible(count > 0)

    def show_sheet(self, sheet: MapSheet, watch: Watch | None = None) -> None:
        words = self._words
        for kept in (self.suggested, self.changes):
            self._stack.removeWidget(kept)
        clear(self._stack)
        stand, reached = health(sheet.seats), coverage(sheet.seats)
        self._stack.addWidget(label(words("Relationship health"), "section"))
        self._stack.addWidget(health_dot(words.translated(stand.word), TONES[stand.colour]))
        self._stack.addWidget(label(words.filled(words.translated(stand.reason), stand.facts), wrap=True))
        if reached.whole:
            facts = {"known": reached.known, "whole": reached.whole}
            self._stack.addWidget(label(words("In touch with {known} of {whole} on the map.", **facts), "muted", wrap=True))
        self.warned = list(warnings(sheet, watch))
        if self.warned:
            self._stack.addWidget(rule())
            self._stack.addWidget(label(words("What is missing"), "section"))
        for number, each in enumerate(self.warned[:_MOST]):
            self._stack.addWidget(self._line(number, each))
        if len(self.warned) > _MOST:
            self._stack.addWidget(label(words("And {n} more points.", n=len(self.warned) - _MOST), "muted", wrap=True))
        self._stack.addWidget(rule())
        self._stack.addWidget(self.suggested, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(self.changes)
        self._stack.addStretch(1)
        self._stack.addWidget(label(words("Choose somebody on the map to see and change what we know about them."), "small", wrap=True))

    def _line(self, number: int, warned: Warned) -> QWidget:
        words = self._words
        text = words.filled(words.translated(warned.sentence), warned.facts)
        advice = words.filled(words.translated(warned.advice), warned.facts)
        if warned.seat is None:
            plain = stacked(label(text, wrap=True), label(advice, "muted", wrap=True), spacing=2)
            plain.setContentsMargins(6, 4, 6, 4)
            return holder(plain)
        seat: UUID = warned.seat
        made = TwoLines(text, advice, seat, f"warned.{number}")
        made.asked.connect(self.asked)
        return made
