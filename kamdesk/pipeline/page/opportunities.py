"""The opportunities: all of them as a list or on the stage board, and one of them on its card."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from kamdesk.accounts.actions import save_account
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.pipeline import actions, queries
from kamdesk.pipeline.page.board import Board
from kamdesk.pipeline.page.one import OpportunityView
from kamdesk.pipeline.page.words_of_rows import columns
from kamdesk.pipeline.queries import OPPORTUNITY_FIELDS, OpportunityRow
from kamdesk.pipeline.rules import Outcome, Stage
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, HeaderCard
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.links import LinkSource, searched
from kamdesk.widgets.list_or_card import ListOrCardPage
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.tokens import GAP, Tone

NEW_FIELDS = tuple(
    field for field in OPPORTUNITY_FIELDS if field.name in ("name", "account", "stage", "amount", "expected_on", "next_step", "source")
)
LIST, BOARD = "list", "board"


class OpportunitiesPage(ListOrCardPage):
    key = "opportunities"
    title = N_("Opportunities")
    icon = "target"
    tables: ClassVar[frozenset[str]] = frozenset({"opportunity", "account"})
    new_label = N_("New opportunity")
    help = N_(
        "Every project on its way through the seven stages, as a list or on a board. Drag a card, or press Ctrl+→ on it, to move it to the "
        "next stage. Enter opens a project: its facts, and what the gate of each stage asks for."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.grid = Grid(self.words, columns(self.words, desk.today()), self._ids, self._rows)
        self.grid.put_empty(self._empty())
        self.grid.opened.connect(self._open)
        self.board = Board(self.words)
        self.board.opened.connect(self._open)
        self.board.moved.connect(self._move)
        self.view = OpportunityView(desk)
        self.view.left.connect(self._to_list)
        self.outcome: Outcome | None = Outcome.OPEN
        self._add_chips()
        self._all = self._build_all()
        self.put_both(self._all, self.view, self.view)

    def show_address(self, address: Address) -> None:
        if address.id is None and address.tab in (LIST, BOARD):
            self._shown.setCurrentIndex(0 if address.tab == LIST else 1)
        super().show_address(address)
        if address.id is not None and address.tab:
            self.view.tabs.open(address.tab)

    def where(self) -> Address:
        if self.address.id is not None:
            return Address(self.key, self.address.id, self.view.tabs.key)
        return Address(self.key, None, BOARD if self._shown.currentIndex() else LIST)

    def new_item(self) -> None:
        links = {"account": account_source(self.desk)}
        made_id = made(NewDialog(self, self.desk, self.words("New opportunity"), NEW_FIELDS, self._create, links=links))
        if made_id is not None:
            self._open(made_id)

    def filter_items(self) -> None:
        if self.address.id is None:
            self._list_button.setChecked(True)
            self._shown.setCurrentIndex(0)
            self.grid.focus_filter()

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_opportunity, None, values)

    def reload_all(self) -> None:
        today, words = self.desk.today(), self.words
        sums = self.desk.ask(queries.funnel_rows)
        self.grid.reload()
        self.board.show_rows(self.desk.ask(queries.board, today), sums)
        stuck = len(self.desk.ask(queries.stuck_opportunities, today))
        amount, weighted, count = sum(row.amount for row in sums), sum(row.weighted for row in sums), sum(row.count for row in sums)
        self.head.show_words(words("Opportunities"), words("{count} in progress", count=count))
        self.head.show_figures((
            Figure(words("Open amount"), words.wan(amount) if count else "—", tip=words.money(amount)),
            Figure(words("Weighted amount"), words.wan(weighted) if count else "—", tip=words("Amount × chance of winning")),
            Figure(words("Stuck"), str(stuck), Tone.CAUTION if stuck else Tone.PLAIN, words("Longer in their stage than is typical")),
        ))  # fmt: skip

    def _build_all(self) -> QWidget:
        self.head = HeaderCard()
        self._list_button = buttons.chip(self.words("List"), checked=True, name="show.list")
        board = buttons.chip(self.words("Board"), name="show.board")
        self._group = QButtonGroup(self)
        for place, button in enumerate((self._list_button, board)):
            self._group.addButton(button, place)
            self.head.add_action(button)
        self._shown = FittingStack()
        self._group.idClicked.connect(self._shown.setCurrentIndex)
        self._shown.currentChanged.connect(self._check_shown)
        card = Card()
        card.add(self.grid, 1)
        self._shown.addWidget(card)
        self._shown.addWidget(self.board)
        whole = QWidget()
        stack = QVBoxLayout(whole)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(GAP)
        stack.addWidget(self.head)
        stack.addWidget(self._shown, 1)
        return whole

    def _check_shown(self, place: int) -> None:
        self._group.button(place).setChecked(True)

    def _add_chips(self) -> None:
        group = QButtonGroup(self)
        shown: tuple[tuple[str, Outcome | None], ...] = (
            (self.words("In progress"), Outcome.OPEN), (self.words("Won"), Outcome.WON), (self.words("Lost"), Outcome.LOST),
            (self.words("On hold"), Outcome.PAUSED), (self.words("All"), None),
        )  # fmt: skip
        self._outcomes = [outcome for _word, outcome in shown]
        for place, (word, outcome) in enumerate(shown):
            chip = buttons.chip(word, checked=place == 0, name=f"outcome.{outcome.value if outcome else 'all'}")
            group.addButton(chip, place)
            self.grid.tools.insertWidget(1 + place, chip)
        group.idClicked.connect(self._cut)

    def _cut(self, place: int) -> None:
        self.outcome = self._outcomes[place]
        self.grid.reload()

    def _empty(self) -> EmptyState:
        sentence = self.words("No opportunity here yet. Write down the first project you have heard of, however little is known.")
        empty = EmptyState("target", sentence, self.words("New opportunity"), self.words("Look at the sample workspace"))
        empty.started.connect(self.new_item)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _ask_for_sample(self) -> None:
        self.desk.asked_for.emit("sample")

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.opportunity_ids, sort.key, sort.descending, typed, self.outcome)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, OpportunityRow]:
        return {row.id: row for row in self.desk.ask(queries.opportunity_rows, ids, self.desk.today())}

    def _open(self, opportunity: UUID) -> None:
        self.desk.open(Address(self.key, opportunity))

    def _to_list(self) -> None:
        self.desk.open(Address(self.key))

    def _move(self, opportunity: UUID, stage: Stage) -> None:
        try:
            self.desk.do(actions.move_stage, opportunity, stage)
        except Refused as refused:
            self.desk.refuse(self, refused)
            return
        self.board.take(opportunity)


def account_source(desk: Desk) -> LinkSource:
    """Accounts by the search index; a new one may be made in passing, so that nobody has to leave the dialog."""
    source = searched(desk, "account")
    return LinkSource(source.find, source.title, lambda name: desk.do(save_account, None, {"name": name}))
