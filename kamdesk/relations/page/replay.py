"""The map at an earlier day: a slider with a mark where something changed, and what is different since then."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from kamdesk.relations import queries
from kamdesk.relations.rules.changing import Difference, difference_words
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside, clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.icons import icon
from kamdesk.widgets.text import label, set_tone
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import Tone

_BEAT = 900  # milliseconds from one change to the next while it plays
_SHOWN = 60


class DaySlider(QSlider):
    """Days from the first change to today; ← → a day, Page ↑ ↓ the change before or after, Home and End the ends."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("replay.slider")
        self.setMinimumHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.marks: tuple[int, ...] = ()

    def put(self, marks: Sequence[int], last: int) -> None:
        self.marks = tuple(marks)
        self.setRange(min((*marks, last)), last)
        self.update()

    def next_mark(self, value: int) -> int:
        place = bisect_right(self.marks, value)
        return self.marks[place] if place < len(self.marks) else self.maximum()

    def mark_before(self, value: int) -> int:
        place = bisect_left(self.marks, value) - 1
        return self.marks[place] if place >= 0 else self.minimum()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageUp:
            self.setValue(self.mark_before(self.value()))
        elif event.key() == Qt.Key.Key_PageDown:
            self.setValue(self.next_mark(self.value()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, span = QPainter(self), max(1, self.maximum() - self.minimum())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().accent))
        room = self.width() - 16
        for mark in self.marks:
            painter.drawEllipse(QRectF(8 + room * (mark - self.minimum()) / span - 2, self.height() - 6, 4, 4))
        painter.end()


class ReplayBar(QWidget):
    """Stands under the map. Emits `moved()` whenever another day is looked at; `day` is None for today."""

    moved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.words = desk, desk.words
        self.day: date | None = None
        self._first = desk.today()
        words = self.words
        self.banner = label("", "strong", tone=Tone.CAUTION)
        self.banner.setObjectName("replay.banner")
        self.play = buttons.tool("play", words("Play from here"), name="replay.play", checkable=True)
        self.play.toggled.connect(self._play)
        self.slider = DaySlider()
        self.slider.setAccessibleName(words("Day"))
        self.slider.valueChanged.connect(self._look)
        self.now = buttons.plain(words("Today"), name="replay.today")
        self.now.clicked.connect(self.to_today)
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._step)
        line = beside(self.play, self.slider, self.now, spacing=10)
        line.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 8, 14, 4)
        whole.setSpacing(2)
        whole.addWidget(self.banner)
        whole.addLayout(line)
        self.hide()

    def show_map(self, map_id: UUID | None) -> None:
        """The days on which this map changed."""
        days = self.desk.ask(queries.change_days, map_id) if map_id is not None else ()
        today = self.desk.today()
        self._first = min((*days, today))
        self.slider.blockSignals(True)
        self.slider.put([(day - self._first).days for day in days if day <= today], (today - self._first).days)
        self.slider.setValue(((self.day or today) - self._first).days)
        self.slider.blockSignals(False)
        self._say()

    def read(self, map_or_account: UUID) -> MapSheet:
        """The sheet of the day that is looked at: in the evening of that day, or as it is now."""
        if self.day is None:
            return self.desk.ask(queries.map_sheet, map_or_account)
        return self.desk.ask(queries.map_sheet_at, map_or_account, queries.end_of(self.day))

    def differences(self, map_or_account: UUID) -> tuple[Difference, ...]:
        """What became different since the day that is looked at."""
        return self.desk.ask(queries.map_changes, map_or_account, queries.end_of(self.day)) if self.day is not None else ()

    def to_today(self) -> None:
        self.play.setChecked(False)
        self.slider.setValue(self.slider.maximum())

    def to_day(self, day: date) -> None:
        self.slider.setValue((day - self._first).days)

    def close_past(self) -> None:
        """Back to today and out of sight."""
        self.to_today()
        self.hide()

    def _look(self, value: int) -> None:
        day = self._first + timedelta(days=value)
        self.day = None if day >= self.desk.today() else day
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        words = self.words
        self.now.setEnabled(self.day is not None)
        set_tone(self.banner, Tone.MUTED if self.day is None else Tone.CAUTION)
        self.slider.setEnabled(self.slider.maximum() > self.slider.minimum())
        self.play.setEnabled(self.slider.isEnabled())
        if not self.slider.isEnabled():
            self.banner.setText(words("This map was begun today; from tomorrow on there is a past to look at."))
        elif self.day is None:
            self.banner.setText(words("Today. Move the slider to see the map at an earlier day."))
        else:
            self.banner.setText(words("The map of {day}. It can be looked at, not changed.", day=words.day(self.day)))

    def _play(self, on: bool) -> None:
        self.play.setIcon(icon("pause" if on else "play"))
        if on and self.day is None:
            self.slider.setValue(self.slider.minimum())
        self._timer.start() if on else self._timer.stop()

    def _step(self) -> None:
        self.slider.setValue(self.slider.next_mark(self.slider.value()))
        if self.slider.value() >= self.slider.maximum():
            self.play.setChecked(False)


class ChangesList(QWidget):
    """What became different since the day that is looked at."""


    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = desk.words
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 6, 0)
        self._stack.setSpacing(6)

    def show_changes(self, day: date, found: Sequence[Difference]) -> None:
        words = self.words
        clear(self._stack)
        self._stack.addWidget(label(words("What changed since"), "section"))
        self._stack.addWidget(label(words.day(day), "muted"))
        for each in found[:_SHOWN]:
            self._stack.addWidget(label("· " + difference_words(each, words), wrap=True))
        if len(found) > _SHOWN:
            self._stack.addWidget(label(words("And {n} more.", n=len(found) - _SHOWN), "muted", wrap=True))
        if not found:
            self._stack.addWidget(label(words("Nothing changed since {day}.", day=words.day(day)), "muted", wrap=True))
        self._stack.addStretch(1)
