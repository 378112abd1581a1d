"""A card with one kind of thing that an account has: lines that are opened, changed, erased; a dialog for a new one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.accounts import queries
from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.core.work import Verb
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label, tabular
from kamdesk.widgets.tokens import Tone


@dataclass(frozen=True, slots=True)
class Holding:
    """One line in words: `figure` stands at the right, `parts` are (heading, text) beside each other below, `small` is grey."""

    id: UUID
    title: str
    figure: str = ""
    tags: tuple[tuple[str, Tone], ...] = ()
    small: str = ""
    tone: Tone = Tone.MUTED
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HoldingKind:
    """What a card holds: its table, the fields of the dialog, the verbs, and the words of its headings (worded already)."""

    table: str
    fields: Sequence[Field]
    save: Verb[..., UUID]
    erase: Verb[..., None]
    heading: str
    new: str
    change: str
    nothing: str


class HoldingCard(Card):
    """`lines(account)` says what to show. Enter, F2 or a click changes a line, Delete erases it; undo brings it back."""

    def __init__(self, desk: Desk, kind: HoldingKind) -> None:
        super().__init__(kind.heading)
        self._desk, self._words, self._kind = desk, desk.words, kind
        self._account: UUID | None = None
        more = buttons.tool("plus", kind.new, name=f"{kind.table}.new")
        more.clicked.connect(self.new_line)
        self.add_action(more)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.add(self._rows)

    def show_lines(self, account: UUID, lines: Sequence[Holding]) -> None:
        self._account = account
        clear(self._rows)
        for line in lines:
            made_line = HoldingLine(line, self._words)
            made_line.edit.clicked.connect(self._change)
            made_line.erase.clicked.connect(self._erase)
            self._rows.addWidget(made_line)
        if not lines:
            self._rows.addWidget(label(self._kind.nothing, "muted", wrap=True))
            start = buttons.link(self._kind.new, name=f"{self._kind.table}.first")
            start.clicked.connect(self.new_line)
            self._rows.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)

    def new_line(self) -> None:
        if self._account is not None:
            values: Mapping[str, object] = {"learned_on": self._desk.today()}
            made(NewDialog(self, self._desk, self._kind.new, self._kind.fields, self._create, values=values))

    def _create(self, values: dict[str, object]) -> UUID:
        return self._desk.do(self._kind.save, None, values | {"account": self._account})

    def _change(self) -> None:
        line = _line_of(self.sender())
        if line is None:
            return
        row = line.row
        values = self._desk.ask(queries.values_of, self._kind.table, row)

        def save(values: dict[str, object]) -> UUID:
            return self._desk.do(self._kind.save, row, values)

        deed = self._words(N_("Save"))
        made(NewDialog(self, self._desk, self._kind.change, self._kind.fields, save, values=values, deed=deed))

    def _erase(self) -> None:
        line = _line_of(self.sender())
        if line is not None:
            self._desk.do(self._kind.erase, line.row)


class HoldingLine(QWidget):
    """One line; its keys are those of the card."""

    def __init__(self, line: Holding, words: Callable[..., str]) -> None:
        super().__init__()
        self.row = line.id
        self.setObjectName("holding")
        self.setProperty("role", "line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{line.title} {line.figure}".strip())
        top = QHBoxLayout()
        top.setSpacing(8)
        name = Elided(line.title, "strong")
        top.addWidget(name, 1)
        for text, tone in line.tags:
            top.addWidget(Badge(text, tone))
        if line.figure:
            figure = label(line.figure)
            tabular(figure)
            top.addWidget(figure)
        self.edit = buttons.tool("pencil", words(N_("Change")), name="holding.edit")
        self.erase = buttons.tool("trash-2", words(N_("Erase")), name="holding.erase")
        for button in (self.edit, self.erase):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            top.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 6)
        whole.setSpacing(2)
        whole.addLayout(top)
        if line.parts:
            whole.addLayout(_parts(line.parts))
        if line.small:
            whole.addWidget(label(line.small, "small", tone=line.tone if line.tone is not Tone.MUTED else Tone.PLAIN, wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.erase.click()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit.click()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit.click()


def _parts(parts: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(0)
    for place, (heading, text) in enumerate(parts):
        if heading:
            grid.addWidget(label(heading, "small"), 0, place)
        grid.addWidget(label(text or "—", tone=Tone.PLAIN if text else Tone.MUTED, wrap=True), 1, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(place, 1)
    return grid


def _line_of(sender: Any) -> HoldingLine | None:
    parent = sender.parentWidget() if isinstance(sender, QWidget) else None
    return parent if isinstance(parent, HoldingLine) else None
