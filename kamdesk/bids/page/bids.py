"""The bids: what is to be handed in and when, and the desk of one of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.bids import actions, queries
from kamdesk.bids.document import bid_paper
from kamdesk.bids.page.columns import columns
from kamdesk.bids.page.one import BidDesk, read_files
from kamdesk.bids.queries import BidRow
from kamdesk.bids.rules.sheet import ANSWERS, BidState
from kamdesk.core.marking import N_
from kamdesk.tenders.queries import TENDER_FIELDS
from kamdesk.widgets.card import Card, Figure, HeaderCard, holder, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.list_or_card import ListOrTabsPage
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.print_job import Paper, PrintJob, PrintOptions
from kamdesk.widgets.tokens import Tone

_NEW = ("name", "number", "account", "opportunity", "deadline", "opening", "ceiling", "bond", "validity_days")
NEW_FIELDS = tuple(field for name in _NEW for field in TENDER_FIELDS if field.name == name)
_LONGEST_FILE_NAME = 60


class BidsPage(ListOrTabsPage):
    key = "bids"
    title = N_("Bids")
    icon = "gavel"
    tables: ClassVar[frozenset[str]] = frozenset({
        "bid", "bid_item", "bid_response", "bid_section", "bid_scan", "tender", "tender_clause", "company", "certificate", "attachment",
        "account", "opportunity",
    })  # fmt: skip
    new_label = N_("New bid")
    help = N_(
        "Bids by their deadline. Enter opens one: the tender's facts, prices, answers clause by clause, signature, technical part and "
        "scans. The check says what could throw the bid out and how to mend it. Ctrl+P prints the original or a copy."
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
        self.one = BidDesk(desk)
        self.one.left.connect(self._to_list)
        self.put_tabbed(self._all, self.one, self.one)

    def new_item(self) -> None:
        bid = made(NewDialog(self, self.desk, self.words("New bid"), NEW_FIELDS, self._start))
        if bid is not None:
            self._open(bid)

    def filter_items(self) -> None:
        if self.address.id is None:
            self.grid.focus_filter()
        elif self.one.tabs.key == ANSWERS:
            self.one.answers.grid.focus_filter()

    def print_items(self) -> PrintJob | None:
        self.one.settle()
        bid = self.address.id or self.grid.current()
        if bid is None:
            return None
        sheet, words = self.desk.ask(queries.bid_sheet, bid), self.words
        name = sheet.name[:_LONGEST_FILE_NAME]
        original, copy = words("Original: {name}", name=name), words("Copy: {name}", name=name)
        return PrintJob((
            Paper(original, words("{name} original", name=name), _maker(bid, False), maskable=False),
            Paper(copy, words("{name} copy", name=name), _maker(bid, True), maskable=False),
        ))  # fmt: skip

    def _start(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.start_bid, values)

    def reload_all(self) -> None:
        words = self.words
        self.grid.reload()
        rows = self.desk.ask(queries.bid_rows, self.desk.ask(queries.bid_ids), self.desk.today())
        open_rows = [row for row in rows if row.state is BidState.PREPARING]
        faulty = sum(row.fatal > 0 for row in open_rows)
        self.head.show_words(words("Bids"), words("{n} in preparation, the next deadline first", n=len(open_rows)))
        self.head.show_figures((
            Figure(words("In preparation"), str(len(open_rows))),
            Figure(words("With fatal faults"), str(faulty), Tone.BAD if faulty else Tone.GOOD),
        ))  # fmt: skip

    def _empty(self) -> QWidget:
        sentence = self.words("No bid yet. Enter what the tender says; prices, forms and the check follow from it.")
        empty = EmptyState("gavel", sentence, self.words("New bid"), self.words("Look at the sample workspace"))
        empty.started.connect(self.new_item)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _ask_for_sample(self) -> None:
        self.desk.asked_for.emit("sample")

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.bid_ids, sort.key, sort.descending, typed)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, BidRow]:
        return {row.id: row for row in self.desk.ask(queries.bid_rows, ids, self.desk.today())}

    def _open(self, bid: UUID) -> None:
        self.desk.open(Address(self.key, bid))

    def _to_list(self) -> None:
        self.desk.open(Address(self.key))


def _maker(bid: UUID, copy: bool) -> Callable[[Job, PrintOptions], bytes]:
    def make(job: Job, options: PrintOptions) -> bytes:
        sheet = job.ask(queries.bid_sheet, bid)
        scans, images = read_files(job, sheet)
        return bid_paper(sheet, options.words, options.today, scans, images, copy).pdf

    return make
