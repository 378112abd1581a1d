"""One objective of the plan: what it is, how far it is, and the actions that serve it, with a line to write down the next."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.growth.queries import ObjectiveRow
from kamdesk.growth.rules import ObjectiveState, Progress
from kamdesk.tasks.queries import TaskRow
from kamdesk.tasks.rules import TaskState
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import Tone

_STATES = {ObjectiveState.OPEN: Tone.ACCENT, ObjectiveState.REACHED: Tone.GOOD, ObjectiveState.DROPPED: Tone.MUTED}


class ObjectiveCard(Card):
    """Signals: `edited`, `settled(ObjectiveState)`, `shifted(way)`, `erased`, `noted(line)`, `ticked(TaskRow)`."""

    edited = Signal()
    settled = Signal(object)
    shifted = Signal(int)
    erased = Signal()
    noted = Signal(str)
    ticked = Signal(object)

    def __init__(self, row: ObjectiveRow, today: date, words: Words) -> None:
        super().__init__()
        self.row = row
        self._words = words
        self.body.setSpacing(6)
        self.add(self._head())
        said = [row.measure, words.wan(row.amount) if row.amount else "", due_words(row.progress, today, words)]
        line = QHBoxLayout()
        line.setSpacing(8)
        for text, tone in zip(said, (Tone.MUTED, Tone.MUTED, Tone.BAD if row.progress.overdue else Tone.MUTED), strict=True):
            if text:
                line.addWidget(label(text, "small", tone=tone, tip=words.day(row.due) if text == said[2] else ""))
        line.addStretch(1)
        self.add(line)
        bar = QHBoxLayout()
        bar.setSpacing(10)
        bar.addWidget(Track(row.progress.percent, Tone.BAD if row.progress.overdue else _STATES[row.state]), 1)
        bar.addWidget(label(progress_words(row, words), "small"))
        self.add(bar)
        for task in row.actions:
            action = ActionLine(task, today, words)
            action.ticked.connect(self.ticked)
            self.add(action)
        if row.state is ObjectiveState.OPEN:
            self.quick = QLineEdit()
            self.quick.setObjectName("plan.action")
            self.quick.setPlaceholderText(words(N_("Next action, day: invite Mr Wang to the reference plant, Friday")))
            self.quick.setAccessibleName(words(N_("Write down an action")))
            self.quick.returnPressed.connect(self._note)
            self.add(self.quick)

    def _head(self) -> QHBoxLayout:
        words, row = self._words, self.row
        head = QHBoxLayout()
        head.setSpacing(6)
        name = Elided(row.name, "strong")
        head.addWidget(name, 1)
        head.addWidget(Badge(words.translated(row.state.label), _STATES[row.state]))
        if row.state is ObjectiveState.OPEN:
            self._tool(head, "circle-check", words(N_("Reached")), "plan.reached", self._reach)
            self._tool(head, "circle-slash", words(N_("Given up")), "plan.dropped", self._give_up)
        else:
            self._tool(head, "undo-2", words(N_("Take the objective up again")), "plan.reopen", self._reopen)
        self._tool(head, "arrow-up", words(N_("Move objective")), "plan.up", self._up)
        self._tool(head, "pencil", words(N_("Change objective")), "plan.edit", self.edited.emit)
        self._tool(head, "trash-2", words(N_("Erase objective")), "plan.erase", self.erased.emit)
        return head

    def _tool(self, head: QHBoxLayout, icon: str, tip: str, name: str, deed: object) -> None:
        button = buttons.tool(icon, tip, name=name)
        button.clicked.connect(deed)
        head.addWidget(button)

    def _reach(self) -> None:
        self.settled.emit(ObjectiveState.REACHED)

    def _give_up(self) -> None:
        self.settled.emit(ObjectiveState.DROPPED)

    def _reopen(self) -> None:
        self.settled.emit(ObjectiveState.OPEN)

    def _up(self) -> None:
        self.shifted.emit(-1)

    def _note(self) -> None:
        if self.quick.text().strip():
            self.noted.emit(self.quick.text())


class ActionLine(QWidget):
    """One action with its box; Space settles it or takes it up again."""

    ticked = Signal(object)

    def __init__(self, row: TaskRow, today: date, words: Words) -> None:
        super().__init__()
        self.row = row
        self.box = QCheckBox()
        self.box.setObjectName("plan.done")
        self.box.setChecked(row.state is TaskState.DONE)
        self.box.setAccessibleName(words(N_("Done: {what}"), what=row.what))
        self.box.clicked.connect(self._tick)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 1, 0, 1)
        line.setSpacing(8)
        line.addWidget(self.box)
        line.addWidget(Elided(row.what, "" if row.open else "muted"), 1)
        if row.state is TaskState.DROPPED:
            line.addWidget(label(words.translated(row.state.label), "small"))
        elif row.open and row.due is not None and row.days is not None:
            late = row.days < 0
            when = words.ago(row.due, today)
            said = words(N_("overdue, was due {when}"), when=when) if late else words(N_("due {when}"), when=when)
            line.addWidget(label(said, "small", tone=Tone.BAD if late else Tone.MUTED, tip=words.day(row.due)))
        elif row.done_on is not None:
            line.addWidget(label(words.ago(row.done_on, today), "small", tip=words.day(row.done_on)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        self.ticked.emit(self.row)


class Track(QWidget):
    """A bar of progress; what it means stands in words beside it."""

    def __init__(self, percent: int, tone: Tone) -> None:
        super().__init__()
        self.percent, self._tone = percent, tone
        self.setAccessibleName(f"{percent}%")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.hover))
        painter.drawRoundedRect(QRectF(0, 2, self.width(), 6), 3, 3)
        if self.percent:
            painter.setBrush(QColor(worn.of(self._tone)))
            painter.drawRoundedRect(QRectF(0, 2, max(6.0, self.width() * self.percent / 100), 6), 3, 3)
        painter.end()


def due_words(found: Progress, today: date, words: Words) -> str:
    """已逾期 12 天 · 三个月后到期; a settled one says its day only."""
    if found.due is None or found.days is None:
        return ""
    if found.overdue:
        return words(N_("overdue by {days} days"), days=-found.days)
    if found.state is ObjectiveState.OPEN:
        return words(N_("due {when}"), when=words.ago(found.due, today))
    return words.day(found.due)


def progress_words(row: ObjectiveRow, words: Words) -> str:
    found = row.progress
    if not found.whole:
        return words(N_("no action yet")) if row.state is ObjectiveState.OPEN else f"{found.percent}%"
    return words(N_("{done} of {whole} actions · {percent}%"), done=found.done, whole=found.whole, percent=found.percent)


