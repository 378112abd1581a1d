"""Today: one ranked list of what waits, with the reason in grey, and the day's appointments by the clock. Nothing else."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from kamdesk.core.choices import Choice
from kamdesk.core.days import local
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.promises.actions import keep_promise
from kamdesk.tasks.actions import finish_task
from kamdesk.today import actions, queries
from kamdesk.today.rules import Appointment, Matter, Pressing, Waiting, must_count, pressing, until_tomorrow
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder, scrolled
from kamdesk.widgets.desk import Address, Changes, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.page import Page
from kamdesk.widgets.stepper import Ring
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import GAP, Tone

RIGHT = 320
RIGHT_LEAST = 264
ICONS = {
    Matter.BID: "gavel", Matter.PROMISE: "handshake", Matter.VISIT: "calendar", Matter.REPORT: "pencil",
    Matter.STEP: "target", Matter.TASK: "square-check", Matter.INFORMATION: "circle-question-mark",
    Matter.CERTIFICATE: "shield-check", Matter.CONTACT: "user-round",
}  # fmt: skip
PAGES = {"visit": "visits", "opportunity": "opportunities", "bid": "bids", "certificate": "library", "person": "people"}
DONE_HERE = frozenset({Matter.PROMISE, Matter.TASK, Matter.INFORMATION})
INKS = {Pressing.MUST: Tone.BAD, Pressing.SHOULD: Tone.CAUTION, Pressing.COULD: Tone.MUTED}


class TodayPage(Page):
    """What must be done today?"""

    key, title, icon = "today", N_("Today"), "layout-dashboard"
    help = N_(
        "What waits, the most pressing first, each with its reason. Enter opens it, Space marks a promise as kept and a task as "
        "done, S puts it off until tomorrow; everything can be undone."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self.headline = label("", "title")
        self.headline.setObjectName("today.headline")
        self.date = label("", "muted")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.headline)
        top.addWidget(self.date, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        self.content.addLayout(top)
        self.list = WaitingList(words)
        self.list.opened.connect(self._open)
        self.list.done.connect(self._done)
        self.list.put_off.connect(self._put_off)
        keys = label(words(N_("Enter opens · Space: done · S: tomorrow")), "small")
        self.put_off_note = label("", "small")
        foot = QHBoxLayout()
        foot.addWidget(keys)
        foot.addStretch(1)
        foot.addWidget(self.put_off_note)
        listed = Card()
        listed.add(self.list, 1)
        listed.add(foot)
        calm = words(N_("Nothing presses today. A good day to see somebody you have not seen for long."))
        self._calm = EmptyState("circle-check", calm)
        self._begin = self._first_steps()
        self.stack = QStackedWidget()
        for part in (listed, self._calm, self._begin):
            self.stack.addWidget(part)
        self._day = QVBoxLayout()
        self._day.setSpacing(4)
        self._day.setContentsMargins(0, 0, 6, 0)
        self.timeline = Card(words(N_("Visits today")))
        self.timeline.setMinimumWidth(RIGHT_LEAST)
        self.timeline.setMaximumWidth(RIGHT)
        self.timeline.add(scrolled(holder(self._day)), 1)
        whole = QHBoxLayout()
        whole.setSpacing(GAP)
        whole.addWidget(self.stack, 3)
        whole.addWidget(self.timeline, 1)
        self.content.addLayout(whole, 1)

    def reload(self) -> None:
        today = self.desk.today()
        day = self.desk.ask(queries.day, today)
        must = must_count(day.waiting)
        self.headline.setText(_headline(must, len(day.waiting), day.begun, self.words))
        self.date.setText(self.words.day(today))
        self.list.put(day.waiting)
        self.put_off_note.setText(self.words(N_("{n} put off"), n=day.put_off) if day.put_off else "")
        self.stack.setCurrentIndex(0 if day.waiting else 1 if day.begun else 2)
        self.timeline.setVisible(day.begun)
        self._show_day(day.appointments)

    def on_changed(self, changes: Changes) -> None:
        """Anything may have been waiting for this."""
        self.refresh()

    def _first_steps(self) -> EmptyState:
        words = self.words
        sentence = words(N_("Every morning this page lists what must not be forgotten. Begin with your first customer."))
        empty = EmptyState("layout-dashboard", sentence, words(N_("New account")), words(N_("Look at the sample first")))
        empty.started.connect(self._first_account)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _first_account(self) -> None:
        self.desk.open(Address("accounts"))
        self.desk.asked_for.emit("new")

    def _ask_for_sample(self) -> None:
        self.desk.asked_for.emit("sample")

    def _show_day(self, appointments: tuple[Appointment, ...]) -> None:
        clear(self._day)
        for appointment in appointments:
            line = AppointmentLine(appointment, self.words)
            line.subject.clicked.connect(self._open_visit)
            self._day.addWidget(line)
        if not appointments:
            self._day.addWidget(label(self.words(N_("No visit today.")), "muted", wrap=True))
        self._day.addStretch(1)

    def _open_visit(self) -> None:
        sender = self.sender()
        line = sender.parentWidget() if isinstance(sender, QWidget) else None
        if isinstance(line, AppointmentLine):
            self.desk.open(Address("visits", line.visit))

    def _open(self, waiting: Waiting) -> None:
        page = PAGES.get(waiting.table)
        if page is not None:
            self.desk.open(Address(page, waiting.id))
        elif waiting.account is not None:
            self.desk.open(Address("accounts", waiting.account, "tasks" if waiting.table == "task" else ""))
        else:
            self.desk.tell(waiting.title)

    def _done(self, waiting: Waiting) -> None:
        """Only a promise or a task is done by saying so; anything else is done where it stands."""
        if waiting.matter not in DONE_HERE:
            self._open(waiting)
            return
        try:
            if waiting.matter is Matter.PROMISE:
                self.desk.do(keep_promise, waiting.id)
            else:
                self.desk.do(finish_task, waiting.id, on=self.desk.today())
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            self.reload()

    def _put_off(self, waiting: Waiting) -> None:
        self.desk.do(actions.put_off, waiting.key, until_tomorrow(self.desk.today()))


class WaitingList(QListWidget):
    """Emits `opened`, `done` and `put_off`, each with the `Waiting` it is about. The keys pass over the headings between the groups."""

    opened = Signal(object)
    done = Signal(object)
    put_off = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("today.list")
        self.setAccessibleName(words(N_("What waits")))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(self._open_current)

    def put(self, waiting: tuple[Waiting, ...]) -> None:
        """Shows the list; the place that was current stays current, so that one can go on with the next."""
        current, place, seen = self.current(), self.currentRow(), self.verticalScrollBar().value()
        self.clear()
        loudness: Pressing | None = None
        for each in waiting:
            if pressing(each) is not loudness:
                loudness = pressing(each)
                self._add_heading(loudness)
            self._add(each)
        same = next((row for row in range(self.count()) if current is not None and self._at(row) == current), None)
        self._take(same if same is not None else place)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(seen)  # what was ticked off further down leaves the eyes where they are

    def current(self) -> Waiting | None:
        return self._at(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        waiting = self.current()
        signal = {
            Qt.Key.Key_Return: self.opened, Qt.Key.Key_Enter: self.opened, Qt.Key.Key_Space: self.done, Qt.Key.Key_S: self.put_off,
        }.get(Qt.Key(event.key()))  # fmt: skip
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if signal is not None and plain and waiting is not None:
            signal.emit(waiting)
            return
        super().keyPressEvent(event)

    def _at(self, row: int) -> Waiting | None:
        item = self.item(row) if 0 <= row < self.count() else None
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Waiting) else None

    def _take(self, place: int) -> None:
        """The row at a place, or the next that is no heading."""
        rows = [row for row in range(self.count()) if self._at(row) is not None]
        wanted = next((row for row in rows if row >= place), rows[-1] if rows else -1)
        self.setCurrentRow(wanted)

    def _add_heading(self, loudness: Pressing) -> None:
        item = QListWidgetItem()
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        made = label(self._words.translated(loudness.label), "small")
        made.setContentsMargins(8, 0, 8, 0)
        item.setSizeHint(QSize(0, 36))
        self.addItem(item)
        self.setItemWidget(item, made)

    def _add(self, waiting: Waiting) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, waiting)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{waiting.title}: {reason_of(waiting, self._words)}")
        item.setSizeHint(QSize(0, 56))
        self.addItem(item)
        line = WaitingLine(waiting, self._words)
        line.keep.clicked.connect(self._done_by_click)
        line.later.clicked.connect(self._put_off_by_click)
        self.setItemWidget(item, line)

    def _open_current(self) -> None:
        waiting = self.current()
        if waiting is not None:
            self.opened.emit(waiting)

    def _done_by_click(self) -> None:
        waiting = _waiting_of(self.sender())
        if waiting is not None:
            self.done.emit(waiting)

    def _put_off_by_click(self) -> None:
        waiting = _waiting_of(self.sender())
        if waiting is not None:
            self.put_off.emit(waiting)


class WaitingLine(QWidget):
    """One thing that waits: what, why, whose."""

    def __init__(self, waiting: Waiting, words: Words) -> None:
        super().__init__()
        self.waiting = waiting
        tone = INKS[pressing(waiting)]
        picture = QLabel()
        picture.setPixmap(pixmap(ICONS[waiting.matter], 20, tokens().of(tone)))
        picture.setToolTip(words.translated(waiting.matter.label))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Elided(waiting.title))
        texts.addWidget(Elided(reason_of(waiting, words), "small"))
        tip = words(N_("Mark as kept")) if waiting.matter is Matter.PROMISE else words(N_("Mark as done"))
        self.keep = buttons.tool("check", tip, name="today.keep")
        room = self.keep.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # so that the names of accounts stand under each other
        self.keep.setSizePolicy(room)
        self.later = buttons.tool("clock", words(N_("Put off until tomorrow")), name="today.later")
        whose = label(waiting.account_name, "muted")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(10, 6, 6, 6)
        whole.setSpacing(12)
        whole.addWidget(picture)
        whole.addLayout(texts, 1)
        whole.addWidget(whose)
        for button, key in ((self.keep, "Space"), (self.later, "S")):
            button.setToolTip(buttons.with_key(button.toolTip(), key))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            whole.addWidget(button)
        self.keep.setVisible(waiting.matter in DONE_HERE)


class AppointmentLine(QWidget):
    """One visit of the day: when, how ready, with whom."""

    def __init__(self, appointment: Appointment, words: Words) -> None:
        super().__init__()
        self.visit = appointment.id
        time = label(f"{local(appointment.starts_at):%H:%M}", "strong")
        time.setFixedWidth(48)
        ring = Ring(40)
        ring.put(appointment.done, appointment.points)
        ring.setToolTip(words(N_("{done} of {points} points ready"), done=appointment.done, points=appointment.points))
        self.subject = buttons.ElidedLink(appointment.subject, "today.visit")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.subject)
        said = [appointment.account_name, appointment.place, words(N_("visited")) if appointment.visited else ""]
        texts.addWidget(Elided(" · ".join(part for part in said if part), "small"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 6)
        whole.setSpacing(8)
        whole.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(texts, 1)
        whole.addWidget(ring)


def reason_of(waiting: Waiting, words: Words) -> str:
    facts = {name: words.translated(value.label) if isinstance(value, Choice) else value for name, value in waiting.facts.items()}
    return words.filled(words.translated(waiting.reason), facts)


def _headline(must: int, all_of_them: int, begun: bool, words: Words) -> str:
    if not begun:
        return words(N_("Welcome"))
    if must == 1:
        return words(N_("One thing must be done today"))
    if must:
        return words(N_("{n} things must be done today"), n=must)
    return words(N_("Nothing must be done today")) if all_of_them else words(N_("All done"))


def _waiting_of(sender: object) -> Waiting | None:
    parent = sender.parentWidget() if isinstance(sender, QWidget) else None
    return parent.waiting if isinstance(parent, WaitingLine) else None
