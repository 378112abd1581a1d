"""All people: found by name, pinyin or position, whichever account they belong to; one beside the list, or on a page of its own."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from kamdesk.core.marking import N_
from kamdesk.people import actions, queries
from kamdesk.people.page.columns import PeopleColumns, with_faces
from kamdesk.people.page.panel import NEW_FIELDS, SIDE_LEAST, SIDE_WIDTH, WIDE
from kamdesk.people.page.portrait import Portraits
from kamdesk.people.page.side import WHOLE, PersonSide
from kamdesk.people.page.whole import PersonWhole
from kamdesk.people.queries import PersonRow
from kamdesk.people.rules import Cut, Side
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.grid import Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.page import Page
from kamdesk.widgets.print_job import PrintJob
from kamdesk.widgets.tokens import GAP

BESIDE_FROM = 860  # pixels of the page, from which on the card stands beside the list
ALL = "all"
_CUTS: tuple[Cut | None, ...] = (None, *Cut)


class PeoplePage(Page):
    """Who is this person, and where?"""

    key, title, icon = "people", N_("People"), "users"
    tables = frozenset({"person", "account", "posting", "touch"})
    new_label = N_("New person")
    help = N_(
        "Everybody on file: customers, colleagues, third parties. Type a name, pinyin or initials; "
        "the person at the right is edited where it stands. Enter opens the whole card."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._portraits = Portraits(desk)
        self._cut: Cut | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._show_side)
        self.grid = self._list()
        card = Card()
        card.add(self.grid, 1)
        self.side = PersonSide(desk, self._portraits, with_account=True)
        self.side.setMinimumWidth(SIDE_LEAST)
        self.side.setMaximumWidth(SIDE_WIDTH)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(card, 3)
        line.addWidget(self.side, 2)
        self._all = holder(line)
        self.one: PersonWhole | None = None
        self._stack = FittingStack()
        self._stack.addWidget(self._all)
        self.content.addWidget(self._stack, 1)

    def _list(self) -> Grid:
        words = self.words
        self._columns = PeopleColumns(words, self.desk.today(), with_account=True)
        grid = Grid(words, self._columns.columns, self._ids, self._rows)
        with_faces(grid, self._portraits)
        empty = EmptyState("users", words(N_("Nobody is on file yet. People are best noted on their account.")), words(N_("New person")))
        empty.started.connect(self.new_item)
        grid.put_empty(empty)
        grid.picked.connect(self._picked)
        grid.opened.connect(self._open)
        self._chips = QButtonGroup(self)
        for place, cut in enumerate(_CUTS):
            chip = buttons.chip(words(N_("All")) if cut is None else words.translated(cut.label), name=f"cut.{cut.value if cut else ALL}")
            chip.setChecked(cut is None)
            self._chips.addButton(chip, place)
            grid.tools.insertWidget(len(grid.tools.parts()), chip)
        self._chips.idClicked.connect(self._cut_chosen)
        exchange = (
            (words(N_("Import…")), "upload", "people.import", "import.people"),
            (words(N_("Export…")), "download", "people.export", "export.people"),
        )
        for text, icon_name, name, tab in exchange:
            button = buttons.tool(icon_name, text, name=name)
            button.clicked.connect(_Going(self.desk, Address("exchange", None, tab)))
            grid.tools.addWidget(button)
        return grid

    def show_address(self, address: Address) -> None:
        """A person who is asked for is shown even where the filter leaves the row out."""
        if address.id is not None and address.tab != WHOLE:
            self.grid.filter.clear()
            self._choose_cut(None)
        self.address = address
        self.stale = False
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width()
        beside = wide >= BESIDE_FROM
        self.side.setVisible(beside)
        room = wide - (SIDE_LEAST if beside else 0)
        narrow = room < (640 if self.words.chinese else 860)
        self._columns.leave_out(self.grid, {"phone", "side", "rank"} if narrow else {"phone", "side"} if wide < WIDE else set())

    def reload(self) -> None:
        if self.address.tab == WHOLE and self.address.id is not None and self._show_whole(self.address.id):
            return
        self._stack.setCurrentWidget(self._all)
        self.grid.reload()
        if self.address.id is not None:
            self.grid.select(self.address.id)
        elif self.grid.current() is None:
            self.grid.select_first()
        self._show_side()

    def _show_whole(self, person: UUID) -> bool:
        """False where the person is there no longer: the list is shown then."""
        if self.one is None:
            self.one = PersonWhole(self.desk, self._portraits)
            self._stack.addWidget(self.one)
        if not self.one.is_there(person):
            self.address = Address(self.key)
            return False
        if not (self.one.editing and self.one.person == person):
            self.one.show_one(person)
        if self._stack.currentWidget() is not self.one:
            self._stack.setCurrentWidget(self.one)
            self.setFocus()  # else Qt hands the keyboard to the photo
        return True

    def take_focus(self) -> None:
        if self._whole_in_front():
            self.setFocus()
        else:
            super().take_focus()

    def new_item(self) -> None:
        person = made(NewDialog(self, self.desk, self.words(N_("New person")), NEW_FIELDS, self._create, values={"side": Side.THEIRS}))
        if person is not None:
            self.desk.open(Address(self.key, person))

    def filter_items(self) -> None:
        self.grid.focus_filter()

    def edit_item(self) -> None:
        if self._whole_in_front() and self.one is not None:
            self.one.edit()
            return
        self._show_side()
        if self.side.person is not None and self.side.isVisible():
            self.side.form.edit_first()

    def where(self) -> Address:
        return self.address if self._whole_in_front() else Address(self.key, self.grid.current())

    def print_items(self) -> PrintJob | None:
        person = self.address.id if self._whole_in_front() else self.grid.current()
        makers = self.desk.contributed.papers("person")
        if person is None or not makers:
            return None
        return PrintJob(tuple(paper for maker in makers for paper in maker(self.desk, person)))

    def _whole_in_front(self) -> bool:
        return self.one is not None and self._stack.currentWidget() is self.one

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_person, None, values)

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self.desk.ask(queries.person_ids, sort.key, sort.descending, typed, cut=self._cut, today=self.desk.today())

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, PersonRow]:
        return {row.id: row for row in self.desk.ask(queries.person_rows, ids, self.desk.today())}

    def _cut_chosen(self, place: int) -> None:
        self._cut = _CUTS[place]
        self.grid.reload()
        if self.grid.current() is None:
            self.grid.select_first()
        self._show_side()

    def _choose_cut(self, cut: Cut | None) -> None:
        self._cut = cut
        self._chips.button(_CUTS.index(cut)).setChecked(True)

    def _picked(self, person: UUID | None) -> None:
        if not self._whole_in_front():
            self.address = Address(self.key, person)
        self._soon.start()

    def _open(self, person: UUID) -> None:
        self.desk.open(Address(self.key, person, WHOLE))

    def _show_side(self) -> None:
        if not self.side.editing:
            self.side.show_person(self.grid.current())


class _Going:
    def __init__(self, desk: Desk, address: Address) -> None:
        self._desk, self._address = desk, address

    def __call__(self, _checked: bool = False) -> None:
        self._desk.open(self._address)
