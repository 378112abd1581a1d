"""Tasks on the card of an account or a person: a line to write one down, what is open by its day, what was done below."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.tasks import actions, queries
from kamdesk.tasks.queries import TaskRow
from kamdesk.tasks.rules import TaskKind, TaskState, Typed, understood
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone

MOST_DONE = 20
_ASKS = "?？"
_EDITED = ("what", "kind", "due", "person", "channel", "result")
EDIT_FIELDS = tuple(field for name in _EDITED for field in queries.TASK_FIELDS if field.name == name)
NEW_FIELDS = tuple(field for field in EDIT_FIELDS if field.name != "result")


class TasksPanel(Panel):
    """What is to be done and found out with this account or person."""

    key, title, group = "tasks", N_("Tasks"), "contact"
    tables = frozenset({"task", "person", "account"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self.quick = QLineEdit()
        self.quick.setObjectName("tasks.quick")
        self.quick.setPlaceholderText(words(N_("What, due: send the report, next Friday. Begin with ? for something to find out")))
        self.quick.setAccessibleName(words(N_("Write down a task")))
        self.quick.setClearButtonEnabled(True)
        self.quick.textChanged.connect(self._read_along)
        self.quick.returnPressed.connect(self._note)
        self.hint = label("", "small")
        self.hint.setObjectName("tasks.hint")
        self._open = _lines()
        self._done = _lines()
        self._done_heading = label("", "small")
        self._nothing = label(words(N_("Nothing is to be done here. Write the next thing into the line above.")), "muted", wrap=True)
        listed = QVBoxLayout()
        listed.setContentsMargins(0, 0, 6, 0)
        listed.setSpacing(6)
        listed.addWidget(self._nothing)
        listed.addLayout(self._open)
        listed.addWidget(self._done_heading)
        listed.addLayout(self._done)
        listed.addStretch(1)
        card = Card()
        card.add(self.quick)
        card.add(self.hint)
        card.add(scrolled(holder(listed)), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self._read_along("")

    def reload(self) -> None:
        if self.item is None:
            return
        place = self._place_of_focus()
        rows = self.desk.ask(queries.tasks_of, self.item, self.desk.today(), MOST_DONE)
        origins = self.desk.ask(queries.origins, rows)
        clear(self._open)
        clear(self._done)
        settled = [row for row in rows if not row.open]
        for row in rows:
            line = TaskLine(row, self.desk, origins.get(row.id, ""))
            line.box.clicked.connect(self._toggle)
            line.edit.clicked.connect(self._edit_clicked)
            line.drop.clicked.connect(self._drop_clicked)
            (self._open if row.open else self._done).addWidget(line)
        self._nothing.setVisible(len(settled) == len(rows))
        self._done_heading.setVisible(bool(settled))
        self._done_heading.setText(self.words(N_("Settled: {n}"), n=len(settled)))
        if place is not None:
            self._focus(min(place, self._open.count() - 1))

    def new_item(self) -> None:
        """The line that is always there; what needs more is filled in by F2 afterwards."""
        self.quick.setFocus()

    def edit_task(self, task: UUID) -> None:
        values = self.desk.ask(queries.task_values, task)

        def save(typed: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_task, task, typed)

        made(NewDialog(self, self.desk, self.words(N_("Task")), EDIT_FIELDS, save, values=values, deed=self.words("Save")))

    def _read_along(self, text: str) -> None:
        """How the line would be understood, while it is typed."""
        if not text.strip():
            self.hint.setText(self.words(N_("Enter writes it down · Space: done · F2: change · Delete: drop")))
            return
        found = understood(text.strip().lstrip(_ASKS), self.desk.today())
        self.hint.setText(_said(text, found, self.desk.today(), self.words))

    def _note(self) -> None:
        text = self.quick.text().strip()
        if not text or self.item is None:
            return
        found = understood(text.lstrip(_ASKS), self.desk.today())
        kind = TaskKind.INFORMATION if text[0] in _ASKS else TaskKind.ACTION
        values = self.desk.ask(queries.new_task_values, self.item) | {"what": found.what, "due": found.due, "kind": kind}
        try:
            self.desk.do(actions.save_task, None, values)
        except Refused as refused:
            self.hint.setText(self.desk.sentence(refused))
            return
        self.quick.clear()

    def _toggle(self) -> None:
        line = _line_of(self.sender())
        if line is None:
            return
        row, today = line.row.id, self.desk.today()
        if line.row.open:
            self._try(lambda: self.desk.do(actions.finish_task, row, on=today))
        else:
            self._try(lambda: self.desk.do(actions.reopen_task, row))

    def _drop_clicked(self) -> None:
        line = _line_of(self.sender())
        if line is None:
            return
        row, today = line.row.id, self.desk.today()
        if line.row.open:
            self._try(lambda: self.desk.do(actions.drop_task, row, on=today))
        else:
            self._try(lambda: self.desk.do(actions.erase_task, row))

    def _edit_clicked(self) -> None:
        line = _line_of(self.sender())
        if line is not None:
            self.edit_task(line.row.id)

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            self.refresh()

    def _place_of_focus(self) -> int | None:
        """Which open line has the keyboard, so that the next one gets it when this one is done."""
        focused = QApplication.focusWidget()
        for place in range(self._open.count()):
            item = self._open.itemAt(place)
            line = item.widget() if item is not None else None
            if line is not None and focused is not None and line.isAncestorOf(focused):
                return place
        return None

    def _focus(self, place: int) -> None:
        item = self._open.itemAt(place)
        line = item.widget() if item is not None else None
        (line.box if isinstance(line, TaskLine) else self.quick).setFocus()


class TaskLine(QWidget):
    """One task with its box: Space settles it or takes it up again, F2 changes it, Delete drops it."""

    def __init__(self, row: TaskRow, desk: Desk, origin: str = "") -> None:
        super().__init__()
        words = desk.words
        self.row = row
        self.box = QCheckBox()
        self.box.setObjectName("task.done")
        self.box.setChecked(not row.open)
        self.box.setAccessibleName(words(N_("Done: {what}"), what=row.what))
        self.box.setToolTip(words(N_("Mark as done")) if row.open else words(N_("Take the task up again")))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(row.what, "" if row.open else "muted", wrap=True))
        small = QHBoxLayout()
        small.setSpacing(6)
        if row.kind is TaskKind.INFORMATION:
            small.addWidget(Badge(words.translated(row.kind.label), Tone.ACCENT))
        for text, tone, tip in _small_words(row, desk.today(), words):
            small.addWidget(label(text, "small", tone=tone, tip=tip))
        small.addWidget(Elided(words(N_("for: {what}"), what=origin) if origin else "", "small"), 1)
        texts.addLayout(small)
        if row.result:
            texts.addWidget(label(row.result, "small", wrap=True))
        self.edit = buttons.tool("pencil", buttons.with_key(words(N_("Change task")), "F2"), name="task.edit")
        drop = words(N_("Drop a task")) if row.open else words(N_("Erase a task"))
        self.drop = buttons.tool("x" if row.open else "trash-2", buttons.with_key(drop, "Del"), name="task.drop")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 3, 0, 3)
        whole.setSpacing(8)
        whole.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(texts, 1)
        for button in (self.edit, self.drop):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete:
                self.drop.click()
            case Qt.Key.Key_F2 | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.edit.click()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)


def _small_words(row: TaskRow, today: date, words: Words) -> list[tuple[str, Tone, str]]:
    """When, whom and where to ask, in grey; what is late in its colour and in words."""
    found: list[tuple[str, Tone, str]] = []
    if not row.open:
        state = words.translated(row.state.label)
        when = words.ago(row.done_on, today) if row.done_on else ""
        tone = Tone.GOOD if row.state is TaskState.DONE else Tone.MUTED
        found.append((f"{state} · {when}" if when else state, tone, words.day(row.done_on)))
    elif row.due is not None and row.days is not None:
        when, tip = words.ago(row.due, today), words.day(row.due)
        late = row.days < 0
        said = words(N_("overdue, was due {when}"), when=when) if late else words(N_("due {when}"), when=when)
        found.append((said, Tone.BAD if late else Tone.CAUTION if row.days == 0 else Tone.MUTED, tip))
    if row.person_name:
        found.append((row.person_name, Tone.MUTED, ""))
    if row.channel is not None and row.open:
        found.append((words(N_("ask: {channel}"), channel=words.translated(row.channel.label)), Tone.MUTED, ""))
    return found


def _said(text: str, found: Typed, today: date, words: Words) -> str:
    kind = TaskKind.INFORMATION if text.strip()[0] in _ASKS else TaskKind.ACTION
    due = words(N_("no day"))
    if found.due is not None:
        due = words(N_("due {when}"), when=f"{words.ago(found.due, today)} ({words.day(found.due)})")
    return f"{words.translated(kind.label)}: {found.what} · {due}"


def _lines() -> QVBoxLayout:
    made_one = QVBoxLayout()
    made_one.setContentsMargins(0, 0, 0, 0)
    made_one.setSpacing(2)
    return made_one


def _line_of(sender: object) -> TaskLine | None:
    parent = sender.parentWidget() if isinstance(sender, QWidget) else None
    return parent if isinstance(parent, TaskLine) else None
