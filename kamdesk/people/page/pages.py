"""All people: found by name, pinyin or position, whichever account they belong to."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from kamdesk.core.marking import N_
from kamdesk.people import actions, queries
from kamdesk.people.page.columns import leave_out, person_columns
from kamdesk.people.page.panel import NARROW, NEW_FIELDS, SIDE_LEAST, SIDE_WIDTH, WIDE
from kamdesk.people.page.side import PersonSide
from kamdesk.people.queries import PersonRow
from kamdesk.people.rules import Side
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.page import Page
from kamdesk.widgets.tokens import GAP


class PeoplePage(Page):
    """Who is this person, and where?"""

    key, title, icon = "people", N_("People"), "users"
    tables = frozenset({"person", "account"})
    new_label = N_("New person")
    help = N_(
        "Everybody on file: customers, colleagues, third parties. Type a name, pinyin or initials; "
        "the person at the right is edited where it stands."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self.grid = Grid(words, person_columns(words, with_account=True), self._ids, self._rows)
        empty = EmptyState("users", words(N_("Nobody is on file yet. People are best noted on their account.")), words(N_("New person")))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._show_side)
        self.grid.picked.connect(self._picked)
        self.grid.opened.connect(self.edit_item)
        card = Card()
        card.add(self.grid, 1)
        self.side = PersonSide(desk, with_account=True)
        self.side.setMinimumWidth(SIDE_LEAST)
        self.side.setMaximumWidth(SIDE_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(card, 3)
        line.addWidget(self.side, 2)
        self.content.addLayout(line, 1)

    def show_address(self, address: Address) -> None:
        """A person who is asked for is shown even where the filter leaves the row out."""
        if address.id is not None:
            self.grid.filter.clear()
        self.address = address
        self.stale = False
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_out(self.grid, {"phone", "side", "rank"} if self.width() < NARROW else {"phone", "side"} if self.width() < WIDE else set())

    def reload(self) -> None:
        self.grid.reload()
        if self.address.id is not None:
            self.grid.select(self.address.id)
        elif self.grid.current() is None:
            self.grid.select_first()
        self._show_side()

    def new_item(self) -> None:
        person = made(NewDialog(self, self.desk, self.words(N_("New person")), NEW_FIELDS, self._create, values={"side": Side.THEIRS}))
        if person is not None:
            self.desk.open(Address(self.key, person))

    def filter_items(self) -> None:
        self.grid.focus_filter()

    def edit_item(self) -> None:
        self._show_side()
        if self.side.person is not None:
            self.side.form.edit_first()

    def where(self) -> Address:
        return Address(self.key, self.grid.current())

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_person, None, values)

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.person_ids, sort.key, sort.descending, typed)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, PersonRow]:
        return {row.id: row for row in self.desk.ask(queries.person_rows, ids, self.desk.today())}

    def _picked(self, person: UUID | None) -> None:
        self.address = Address(self.key, person)
        self._soon.start()

    def _show_side(self) -> None:
        if not self.side.form.editing:
            self.side.show_person(self.grid.current())
