"""The proposals: the list, and one of them to write, price, check, print and issue."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.core.marking import N_
from kamdesk.proposals import actions, queries
from kamdesk.proposals.page.columns import columns
from kamdesk.proposals.page.issuing import maker
from kamdesk.proposals.page.studio import Studio
from kamdesk.proposals.queries import PROPOSAL_FIELDS, ProposalRow
from kamdesk.proposals.rules import ProposalState
from kamdesk.widgets.card import Card, Figure, HeaderCard, holder, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.list_or_card import ListOrTabsPage
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.print_job import Paper, PrintJob

_NEW = ("name", "account", "opportunity", "reader")
NEW_FIELDS = tuple(field for name in _NEW for field in PROPOSAL_FIELDS if field.name == name)
_LONGEST_FILE_NAME = 60


class ProposalsPage(ListOrTabsPage):
    key = "proposals"
    title = N_("Proposals")
    icon = "file-text"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"proposal", "proposal_section", "proposal_price_line", "attachment", "account", "opportunity", "company", "text_piece"}
    )
    new_label = N_("New proposal")
    help = N_(
        "Proposals by account. Enter opens one: chapters in Markdown with variables, a price table that adds itself up, and the pages as "
        "they print at the right (F9). Issuing freezes a proposal with its number, day and fingerprint; a new version is a copy."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.grid = Grid(self.words, columns(self.words), self._ids, self._rows)
        self.grid.put_empty(self._empty())
        self.grid.opened.connect(self._open)
        self.head = HeaderCard()
        card = Card()
        card.add(self.grid, 1)
        self._all = holder(stacked(self.head, card))
        self.studio = Studio(desk)
        self.studio.left.connect(self._to_list)
        self.studio.copied.connect(self._open)
        self.put_tabbed(self._all, self.studio, self.studio)

    def new_item(self) -> None:
        proposal = made(NewDialog(self, self.desk, self.words("New proposal"), NEW_FIELDS, self._create))
        if proposal is not None:
            self._open(proposal)

    def filter_items(self) -> None:
        if self.address.id is None:
            self.grid.focus_filter()

    def print_items(self) -> PrintJob | None:
        self.studio.settle()
        proposal = self.address.id or self.grid.current()
        if proposal is None:
            return None
        sheet = self.desk.ask(queries.proposal_sheet, proposal)
        name = "-".join(part for part in (sheet.number, sheet.name[:_LONGEST_FILE_NAME]) if part)
        return PrintJob((Paper(sheet.name, name, maker(proposal), maskable=False),))

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_proposal, None, values)

    def reload_all(self) -> None:
        words = self.words
        self.grid.reload()
        rows = self.desk.ask(queries.proposal_rows, self.desk.ask(queries.proposal_ids), self.desk.today())
        drafts = sum(row.state is ProposalState.DRAFT for row in rows)
        self.head.show_words(words("Proposals"), words("{drafts} in work, {issued} issued", drafts=drafts, issued=len(rows) - drafts))
        self.head.show_figures((Figure(words("In work"), str(drafts)), Figure(words("Issued"), str(len(rows) - drafts))))

    def _empty(self) -> QWidget:
        sentence = self.words("No proposal yet. Start one from the outline in the order in which a state-owned customer reads.")
        empty = EmptyState("file-text", sentence, self.words("New proposal"), self.words("Look at the sample workspace"))
        empty.started.connect(self.new_item)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _ask_for_sample(self) -> None:
        self.desk.asked_for.emit("sample")

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.proposal_ids, sort.key, sort.descending, typed)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, ProposalRow]:
        return {row.id: row for row in self.desk.ask(queries.proposal_rows, ids, self.desk.today())}

    def _open(self, proposal: UUID) -> None:
        self.desk.open(Address(self.key, proposal))

    def _to_list(self) -> None:
        self.desk.open(Address(self.key))
