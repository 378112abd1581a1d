"""What the side of the map says while nobody is chosen: how we stand, why, and what is missing."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.relations.rules.health import Colour, Warned, coverage, health, warnings
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets.card import clear, rule
from kamdesk.widgets.signs import health as health_dot
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

TONES = {Colour.GREEN: Tone.GOOD, Colour.AMBER: Tone.CAUTION, Colour.RED: Tone.BAD, Colour.UNKNOWN: Tone.MUTED}
_MOST = 12


class Standing(QWidget):
    """Emits `asked(seat)` when a warning about somebody is clicked."""

    asked = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self.warned: list[Warned] = []

    def show_sheet(self, sheet: MapSheet) -> None:
        words = self._words
        clear(self._stack)
        stand, reached = health(sheet.seats), coverage(sheet.seats)
        self._stack.addWidget(label(words("Relationship health"), "section"))
        self._stack.addWidget(health_dot(words.translated(stand.word), TONES[stand.colour]))
        self._stack.addWidget(label(words.filled(words.translated(stand.reason), stand.facts), wrap=True))
        if reached.whole:
            facts = {"known": reached.known, "whole": reached.whole}
            self._stack.addWidget(label(words("In touch with {known} of {whole} on the map.", **facts), "muted", wrap=True))
        self.warned = list(warnings(sheet))
        if self.warned:
            self._stack.addWidget(rule())
            self._stack.addWidget(label(words("What is missing"), "section"))
        for number, each in enumerate(self.warned[:_MOST]):
            self._stack.addWidget(self._line(number, each))
        if len(self.warned) > _MOST:
            self._stack.addWidget(label(words("And {n} more points.", n=len(self.warned) - _MOST), "muted", wrap=True))
        self._stack.addStretch(1)
        self._stack.addWidget(label(words("Choose somebody on the map to see and change what we know about them."), "small", wrap=True))

    def _line(self, number: int, warned: Warned) -> QWidget:
        words = self._words
        text = words.filled(words.translated(warned.sentence), warned.facts)
        if warned.seat is None:
            plain = label(text, wrap=True)
            plain.setContentsMargins(6, 4, 6, 4)
            return plain
        seat: UUID = warned.seat
        made = _Asked(text, seat, f"warned.{number}")
        made.asked.connect(self.asked)
        return made


class _Asked(QPushButton):
    """A warning that leads to the person it is about; it wraps, which a button's own text cannot."""

    asked = Signal(object)

    def __init__(self, text: str, seat: UUID, name: str) -> None:
        super().__init__()
        self._seat = seat
        self.setObjectName(name)
        self.setProperty("role", "value")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words = label(text, wrap=True, tone=Tone.ACCENT)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(6, 4, 6, 4)
        inside.addWidget(self._words)
        self.clicked.connect(self._ask)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words.heightForWidth(width - 12) + 8

    def _ask(self) -> None:
        self.asked.emit(self._seat)
