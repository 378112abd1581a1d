"""The visits of an account, of a project or with a person, on its card."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from kamdesk.core.marking import N_
from kamdesk.visits import actions, queries
from kamdesk.visits.page.rows import columns
from kamdesk.visits.page.visits import NEW_FIELDS
from kamdesk.visits.queries import VisitRow
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel


class VisitsPanel(Panel):
    key = "visits"
    title = N_("Visits")
    group = "contact"
    tables: ClassVar[frozenset[str]] = frozenset({"visit", "attendee"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[UUID, VisitRow] = {}
        self.grid = Grid(self.words, columns(self.words, desk.today(), with_account=False), self._ids, self._rows, filtered=False)
        empty = EmptyState("calendar-check", self.words("No visit yet."), self.words("New visit"))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self.grid.opened.connect(self._open)
        new = buttons.plain(self.words("New visit"), "plus", name="visits.new")
        new.clicked.connect(self.new_item)
        self.grid.tools.addWidget(new)
        card = Card()
        card.add(self.grid, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def reload(self) -> None:
        self.grid.reload()

    def new_item(self) -> None:
        """Account, project or person are known already where the panel stands on their card."""
        assert self.item is not None
        start = self.desk.ask(queries.new_visit_for, self.item)
        heading, deed = self.words("New visit"), self.words("Plan visit")
        planned = made(NewDialog(self, self.desk, heading, NEW_FIELDS, self._plan, values=start.values, deed=deed))
        if planned is not None:
            self._open(planned)

    def _plan(self, values: dict[str, object]) -> UUID:
        assert self.item is not None
        return self.desk.do(actions.plan_visit, values, self.desk.ask(queries.new_visit_for, self.item).people)

    def _ids(self, sort: Sort, _typed: str) -> Sequence[UUID]:
        """These are few: they are read at once, and ordered by the one query that knows how."""
        assert self.item is not None
        self._found = {row.id: row for row in self.desk.ask(queries.concerning, self.item, self.desk.today())}
        if not sort.key:
            return tuple(self._found)
        return tuple(each for each in self.desk.ask(queries.visit_ids, sort.key, sort.descending) if each in self._found)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, VisitRow]:
        return {each: self._found[each] for each in ids}

    def _open(self, visit: UUID) -> None:
        self.desk.open(Address("visits", visit))
