"""The list of accounts: filter chips, a grid that stays quick at a hundred thousand rows, and a peek at the current one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from kamdesk.accounts import queries
from kamdesk.accounts.page.peek import Peek
from kamdesk.accounts.queries import AccountRow, Filter
from kamdesk.core.fields import Kind
from kamdesk.core.figures import Figure, FigureColumn
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, worded
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Column, Grid, Sort
from kamdesk.widgets.theme import font
from kamdesk.widgets.tokens import BODY, GAP, Tone

PEEK_FROM = 1000
PEEK_WIDTH = 348


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the figures that higher subjects add to it."""

    row: AccountRow
    figures: Mapping[str, Figure]


class ListView(QWidget):
    """Emits `started` where the rep wants a first account."""

    started = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._figure_columns = desk.contributed.columns("account")
        self._narrowings = {each.key: each for each in desk.contributed.narrowings("account")}
        self._narrowed = Filter()
        self._narrowing = ""
        self.grid = Grid(self._words, self._columns(), self._ids, self._rows)
        self.grid.put_empty(self._empty())
        self.grid.opened.connect(self._open)
        self.grid.picked.connect(self._picked)
        self._chip_group = QButtonGroup(self)
        self._chip_keys: list[str] = []
        card = Card()
        card.add(self.grid)
        self.peek = Peek(desk)
        self.peek.setFixedWidth(PEEK_WIDTH)
        self.peek.opened.connect(self._open)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(card, 1)
        whole.addWidget(self.peek)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._show_peek)

    def reload(self) -> None:
        self._fill_chips()
        self.grid.reload()
        self._share_room()
        if self.grid.current() is None:
            self.grid.select_first()
        self._show_peek()

    def narrow(self, key: str) -> None:
        """Filters by a chip: "", "top", "tag:…" or the key of a contributed narrowing."""
        self._narrowing = key
        narrowing = self._narrowings.get(key)
        among = self._desk.ask(narrowing.ask, self._desk.today()) if narrowing is not None else None
        self._narrowed = Filter(tag=key[4:] if key.startswith("tag:") else "", top_only=key == "top", among=among)
        self.grid.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The peek stands beside a list that has something to peek at; columns give way to names."""
        wide = self.width() >= PEEK_FROM and bool(self.grid.model.ids)
        self.peek.setVisible(wide)
        room = self.width() - (PEEK_WIDTH + GAP if wide else 0)
        for place, column in enumerate(self.grid.model.columns):
            self.grid.table.setColumnHidden(place, room < _NEEDED_ROOM.get(column.key, 0))
        if wide:
            self._soon.start()

    def _columns(self) -> tuple[Column, ...]:
        words, today = self._words, self._desk.today()
        noted = _Said(words, "noted_on", today)
        return (
            Column("name", words(N_("Name")), _name, 220, strong=True, stretch=True),
            Column("path", words(N_("Belongs to")), _path, 150, sortable=False, tone=_muted),
            Column("rank", words(N_("Rank")), _Said(words, "rank").rank, 84 if words.chinese else 148),
            Column("region", words(N_("Region")), _region, 84),
            *(_figure_column(column, words, today) for column in self._figure_columns),
            Column("noted_on", words(N_("Last note")), noted.noted_on, 100, tip=noted.noted_day),
        )

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self._desk.ask(queries.account_ids, sort.key, sort.descending, typed, self._narrowed)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, Line]:
        today = self._desk.today()
        figures = {column.key: self._desk.ask(column.ask, ids, today) for column in self._figure_columns}
        rows = self._desk.ask(queries.account_rows, ids)
        return {row.id: Line(row, {key: found[row.id] for key, found in figures.items() if row.id in found}) for row in rows}

    def _empty(self) -> EmptyState:
        words = self._words
        sentence = words(N_("No customer yet. Begin with the one you will visit next; its name is enough."))
        empty = EmptyState("building-2", sentence, words(N_("New account")), words(N_("Look at the sample first")))
        empty.started.connect(self.started)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _ask_for_sample(self) -> None:
        self._desk.asked_for.emit("sample")

    def _fill_chips(self) -> None:
        """All, the top groups, what higher subjects offer, then the tags in use."""
        words = self._words
        titles = {"": words(N_("All")), "top": words(N_("Groups only"))}
        titles |= {key: words.translated(each.label) for key, each in self._narrowings.items()}
        titles |= {f"tag:{tag}": tag for tag in self._desk.ask(queries.tags_in_use, 4)}
        if list(titles) == self._chip_keys:
            return
        for button in self._chip_group.buttons():
            self._chip_group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        for place, (key, title) in enumerate(titles.items(), 1):
            chip = buttons.chip(title, checked=key == self._narrowing, name=f"chip.{key}")
            self._chip_group.addButton(chip)
            self.grid.tools.insertWidget(place, chip)
            chip.clicked.connect(self._chip_clicked)
        self._chip_keys = list(titles)

    def _chip_clicked(self) -> None:
        chip = cast(QPushButton, self._chip_group.checkedButton())
        self.narrow(chip.objectName().removeprefix("chip."))

    def _open(self, account: UUID) -> None:
        self._desk.open(Address("accounts", account))

    def _picked(self) -> None:
        self._soon.start()

    def _show_peek(self) -> None:
        if self.peek.isVisible() or not self.isVisible():
            self.peek.show_account(self.grid.current())


# A column is left out where the list has less room than this, so that names never shrink to nothing.
_NEEDED_ROOM = {"path": 780, "rank": 700, "region": 900, "noted_on": 860, "last_visit": 560, "health": 480}


class _Said:
    """How a column words its value."""

    def __init__(self, words: Words, key: str, today: date | None = None) -> None:
        self._words, self._key, self._today = words, key, today

    def rank(self, line: Line) -> str:
        return self._words.translated(line.row.rank.label) if line.row.rank else ""

    def noted_on(self, line: Line) -> str:
        return self._words.ago(line.row.noted_on, self._today) if line.row.noted_on and self._today else ""

    def noted_day(self, line: Line) -> str:
        return self._words.day(line.row.noted_on)

    def figure(self, line: Line) -> str:
        found = line.figures.get(self._key)
        if found is None:
            return ""
        if found.kind is Kind.DAY and isinstance(found.value, date) and self._today:
            return self._words.ago(found.value, self._today)
        said = worded(found, self._words).value
        return f"● {said}" if found.kind is Kind.TEXT else said

    def reason(self, line: Line) -> str:
        found = line.figures.get(self._key)
        if found is None:
            return ""
        return self._words.day(found.value) if isinstance(found.value, date) else worded(found, self._words).tip

    def tone(self, line: Line) -> Tone:
        found = line.figures.get(self._key)
        return worded(replace(found, value=None), self._words).tone if found is not None else Tone.PLAIN


def _figure_column(column: FigureColumn, words: Words, today: date) -> Column:
    said = _Said(words, column.key, today)
    label = words.translated(column.label)
    width = max(column.width, QFontMetrics(font(BODY)).horizontalAdvance(label) + 28)
    return Column(column.key, label, said.figure, width, column.number, sortable=False, tone=said.tone, tip=said.reason)


def _name(line: Line) -> str:
    return line.row.name


def _path(line: Line) -> str:
    return " › ".join(line.row.path)


def _region(line: Line) -> str:
    return line.row.region


def _muted(_line: Line) -> Tone:
    return Tone.MUTED
