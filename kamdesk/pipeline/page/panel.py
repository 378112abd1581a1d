"""An account's opportunities on its card."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from kamdesk.core.marking import N_
from kamdesk.pipeline import actions, queries
from kamdesk.pipeline.page.opportunities import NEW_FIELDS
from kamdesk.pipeline.page.words_of_rows import columns
from kamdesk.pipeline.queries import OpportunityRow
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel


class OpportunitiesPanel(Panel):
    key = "opportunities"
    title = N_("Opportunities")
    group = "deals"
    tables: ClassVar[frozenset[str]] = frozenset({"opportunity"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        shown = columns(self.words, desk.today(), with_account=False)
        self._found: dict[UUID, OpportunityRow] = {}
        self.grid = Grid(self.words, shown, self._ids, self._rows, filtered=False)
        empty = EmptyState("target", self.words("No opportunity with this account yet."), self.words("New opportunity"))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self.grid.opened.connect(self._open)
        new = buttons.plain(self.words("New opportunity"), "plus", name="opportunities.new")
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
        account = self.item
        fields = [field for field in NEW_FIELDS if field.name != "account"]

        def create(values: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_opportunity, None, values | {"account": account})

        made_id = made(NewDialog(self, self.desk, self.words("New opportunity"), fields, create))
        if made_id is not None:
            self.grid.select(made_id)

    def _ids(self, sort: Sort, _typed: str) -> Sequence[UUID]:
        """An account has few: they are read at once, and ordered by the one query that knows how."""
        assert self.item is not None
        self._found = {row.id: row for row in self.desk.ask(queries.of_account, self.item, self.desk.today())}
        if not sort.key:
            return tuple(self._found)
        return tuple(each for each in self.desk.ask(queries.opportunity_ids, sort.key, sort.descending) if each in self._found)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, OpportunityRow]:
        return {each: self._found[each] for each in ids}

    def _open(self, opportunity: UUID) -> None:
        self.desk.open(Address("opportunities", opportunity))
