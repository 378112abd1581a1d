"""The visits: what is to come, what is to report, what was; and one of them, to prepare and to report."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from kamdesk.accounts.actions import save_account
from kamdesk.core.marking import N_
from kamdesk.visits import actions, queries
from kamdesk.visits.document import visit_brief
from kamdesk.visits.page.one import PREPARE, REPORT, VisitView
from kamdesk.visits.page.rows import columns
from kamdesk.visits.queries import VISIT_FIELDS, VisitRow
from kamdesk.visits.rules import When
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, HeaderCard
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.links import LinkSource, searched
from kamdesk.widgets.list_or_card import ListOrCardPage
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.print_job import Paper, PrintJob, PrintOptions
from kamdesk.widgets.tokens import GAP, Tone

NEW_NAMES = ("account", "subject", "opportunity", "starts_at", "place")
NEW_FIELDS = tuple(field for name in NEW_NAMES for field in VISIT_FIELDS if field.name == name)
_LONGEST_FILE_NAME = 60


class VisitsPage(ListOrCardPage):
    key = "visits"
    title = N_("Visits")
    icon = "calendar-check"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"visit", "attendee", "visit_promise", "promise", "person", "account", "opportunity", "seat", "setting"}
    )
    new_label = N_("New visit")
    help = N_(
        "Visits to come, to report and past. Enter opens one: prepare its seven points, with the brief as it prints at the right (F9). "
        "Ctrl+P prints the brief. Afterwards mark it as visited and write the report; promises made become part of the ledger."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.when: When | None = None
        self.grid = Grid(self.words, columns(self.words, desk.today()), self._ids, self._rows)
        self.grid.put_empty(self._empty())
        self.grid.opened.connect(self._open)
        self._add_chips()
        self.view = VisitView(desk)
        self.view.left.connect(self._to_list)
        self.view.print_asked.connect(self._ask_to_print)
        self._all = self._build_all()
        self.put_both(self._all, self.view, self.view)

    def show_address(self, address: Address) -> None:
        super().show_address(address)
        if address.id is not None and address.tab in (PREPARE, REPORT):
            self.view.show_mode(address.tab)

    def where(self) -> Address:
        return Address(self.key, self.address.id, self.view.mode if self.address.id is not None else "")

    def new_item(self) -> None:
        heading, deed = self.words("New visit"), self.words("Plan visit")
        planned = made(NewDialog(self, self.desk, heading, NEW_FIELDS, self._plan, links=self._links(), deed=deed))
        if planned is not None:
            self._open(planned)

    def filter_items(self) -> None:
        if self.address.id is None:
            self.grid.focus_filter()

    def print_items(self) -> PrintJob | None:
        visit = self.address.id or self.grid.current()
        if visit is None:
            return None
        sheet = self.desk.ask(queries.visit_sheet, visit, self.desk.today())
        subject = sheet.text("subject")
        title = self.words("Visit brief: {subject}", subject=subject)
        return PrintJob((Paper(title, self.words("Visit brief {subject}", subject=subject[:_LONGEST_FILE_NAME]), _maker(visit)),))

    def _plan(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.plan_visit, values)

    def _links(self) -> dict[str, LinkSource]:
        """A customer who is not on file yet is made in passing."""
        source = searched(self.desk, "account")
        return {"account": LinkSource(source.find, source.title, lambda name: self.desk.do(save_account, None, {"name": name}))}

    def reload_all(self) -> None:
        words, today = self.words, self.desk.today()
        self.grid.reload()
        coming, owed = self._count(When.UPCOMING, today), self._count(When.UNREPORTED, today)
        self.head.show_words(words("Visits"), words("{coming} to come, {owed} to report", coming=coming, owed=owed))
        tip = words("Write it up within a day: what is not written is lost")
        to_report = Figure(words("To report"), str(owed), Tone.CAUTION if owed else Tone.PLAIN, tip)
        self.head.show_figures((Figure(words("Upcoming"), str(coming)), to_report))

    def _count(self, when: When, today: date) -> int:
        return len(self.desk.ask(queries.visit_ids, when=when, today=today))

    def _build_all(self) -> QWidget:
        self.head = HeaderCard()
        card = Card()
        card.add(self.grid, 1)
        whole = QWidget()
        stack = QVBoxLayout(whole)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(GAP)
        stack.addWidget(self.head)
        stack.addWidget(card, 1)
        return whole

    def _add_chips(self) -> None:
        group = QButtonGroup(self)
        self._cuts: list[When | None] = [None, *When]
        for place, when in enumerate(self._cuts):
            word = self.words.translated(when.label) if when is not None else self.words("All")
            chip = buttons.chip(word, checked=when is None, name=f"when.{when.value if when else 'all'}")
            group.addButton(chip, place)
            self.grid.tools.insertWidget(1 + place, chip)
        group.idClicked.connect(self._cut)

    def _cut(self, place: int) -> None:
        self.when = self._cuts[place]
        self.grid.reload()

    def _empty(self) -> EmptyState:
        sentence = self.words("No visit here yet. Plan the next one: whom you will see, and what you want to leave with.")
        empty = EmptyState("calendar-check", sentence, self.words("New visit"), self.words("Look at the sample workspace"))
        empty.started.connect(self.new_item)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _ask_for_sample(self) -> None:
        self.desk.asked_for.emit("sample")

    def _ask_to_print(self) -> None:
        self.desk.asked_for.emit("print")

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.visit_ids, sort.key, sort.descending, typed, self.when, self.desk.today())

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, VisitRow]:
        return {row.id: row for row in self.desk.ask(queries.visit_rows, ids, self.desk.today())}

    def _open(self, visit: UUID) -> None:
        self.desk.open(Address(self.key, visit))

    def _to_list(self) -> None:
        self.desk.open(Address(self.key))


def _maker(visit: UUID) -> Callable[[Job, PrintOptions], bytes]:
    def make(job: Job, options: PrintOptions) -> bytes:
        sheet = job.ask(queries.visit_sheet, visit, options.today)
        return visit_brief(sheet, options.words, options.today, options.masked).pdf

    return make
