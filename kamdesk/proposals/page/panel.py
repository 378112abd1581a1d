"""The proposals of an account, on its card."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.proposals import actions, queries
from kamdesk.proposals.page.columns import columns
from kamdesk.proposals.queries import PROPOSAL_FIELDS, ProposalRow
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel

NEW_FIELDS = tuple(field for name in ("name", "opportunity", "reader") for field in PROPOSAL_FIELDS if field.name == name)


class ProposalsPanel(Panel):
    key, title = "proposals", N_("Proposals")
    group = "deals"
    tables = frozenset({"proposal", "proposal_price_line"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.grid = Grid(self.words, columns(self.words, with_account=False), self._ids, self._rows, filtered=False)
        empty = EmptyState("file-text", self.words("No proposal for this account yet."), self.words("New proposal"))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self.grid.opened.connect(self._open)
        card = Card(self.words("Proposals"))
        add = buttons.plain(self.words("New proposal"), "plus", name="proposals.add")
        add.clicked.connect(self.new_item)
        card.add_action(add)
        card.add(self.grid, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def reload(self) -> None:
        self.grid.reload()

    def new_item(self) -> None:
        proposal = made(NewDialog(self, self.desk, self.words("New proposal"), NEW_FIELDS, self._create))
        if proposal is not None:
            self._open(proposal)

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_proposal, None, {**values, "account": self.item})

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.proposal_ids, sort.key, sort.descending, typed, self.item) if self.item is not None else ()

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, ProposalRow]:
        return {row.id: row for row in self.desk.ask(queries.proposal_rows, ids, self.desk.today())}

    def _open(self, proposal: UUID) -> None:
        self.desk.open(Address("proposals", proposal))
