"""The people of one account: the list by rank, the chosen one at the side."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.people import actions, queries
from kamdesk.people.page.columns import PeopleColumns, with_faces
from kamdesk.people.page.portrait import Portraits
from kamdesk.people.page.side import WHOLE, PersonSide
from kamdesk.people.queries import PersonRow
from kamdesk.people.rules import Side
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.tokens import GAP

SIDE_WIDTH = 420
SIDE_LEAST = 336
BESIDE_FROM = 880  # pixels of the panel, from which on the card stands beside the list
WIDE = 1180  # room for six columns beside the person
# What a new person is asked for; everything else is filled in at the side.
_ASKED = ("name", "account", "department", "position", "rank", "phone", "side")
NEW_FIELDS = tuple(field for name in _ASKED for field in queries.PERSON_FIELDS if field.name == name)


class PeoplePanel(Panel):
    """Who is there, high to low?"""

    key, title = "people", N_("People")
    tables = frozenset({"person", "account", "posting", "touch"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self._people: dict[UUID, PersonRow] = {}
        self._columns = PeopleColumns(words, desk.today(), with_account=False)
        self.grid = Grid(words, self._columns.columns, self._ids, self._rows)
        portraits = Portraits(desk)
        with_faces(self.grid, portraits)
        empty = EmptyState("users", words(N_("Nobody is known here yet. Who did you last speak to?")), words(N_("New person")))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self.grid.picked.connect(self._picked)
        self.grid.opened.connect(self._opened)
        new = buttons.plain(words(N_("New person")), "user-plus", name="people.new")
        new.clicked.connect(self.new_item)
        self.grid.tools.addWidget(new)
        card = Card()
        card.add(self.grid, 1)
        self.side = PersonSide(desk, portraits)
        self.side.setMinimumWidth(SIDE_LEAST)
        self.side.setMaximumWidth(SIDE_WIDTH)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(card, 3)
        whole.addWidget(self.side, 2)

    def show_item(self, item: UUID) -> None:
        if item != self.item:
            self.side.show_person(None)
        super().show_item(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= BESIDE_FROM)
        narrow = self.width() - (SIDE_LEAST if self.width() >= BESIDE_FROM else 0) < (520 if self.words.chinese else 700)
        self._columns.leave_out(self.grid, {"phone", "rank"} if narrow else {"phone"} if self.width() < WIDE else set())

    def reload(self) -> None:
        if self.item is None:
            return
        self._people = {row.id: row for row in self.desk.ask(queries.people_of, self.item, self.desk.today())}
        self.grid.reload()
        if self.grid.current() is None:
            self.grid.select_first()
        if not self.side.editing:
            self.side.show_person(self.grid.current())

    def new_item(self) -> None:
        values = {"account": self.item, "side": Side.THEIRS}
        dialog = NewDialog(self, self.desk, self.words(N_("New person")), NEW_FIELDS, self._create, values=values)
        person = made(dialog)
        if person is not None:
            self.refresh()
            self.grid.select(person)

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_person, None, values)

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        """The protocol order unless another was asked for."""
        if not sort.key and not typed:
            return list(self._people)
        return self.desk.ask(queries.person_ids, sort.key, sort.descending, typed, self.item, former=True)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, PersonRow]:
        return {each: self._people[each] for each in ids if each in self._people}

    def _picked(self, person: UUID | None) -> None:
        self.side.show_person(person)

    def _opened(self, person: UUID) -> None:
        self.desk.open(Address("people", person, WHOLE))
