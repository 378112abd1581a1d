"""All people: found by name, pinyin or position, whichever account they belong to; one beside the list, or on a page of its own."""

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from kamdesk.core.marking import N_
from kamdesk.people import actions
from kamdesk.people.page.listing import ROOM, Known, people_kind
from kamdesk.people.page.panel import NEW_FIELDS, SIDE_LEAST, SIDE_WIDTH
from kamdesk.people.page.portrait import PortraitCell, Portraits
from kamdesk.people.page.side import WHOLE, PersonSide
from kamdesk.people.page.whole import PersonWhole
from kamdesk.people.queries.duplicates import person_duplicates
from kamdesk.people.rules import Side
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.duplicates_dialog import DuplicatesDialog
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.listing.kind import Deed
from kamdesk.widgets.listing.listing import Listing
from kamdesk.widgets.merge_dialog import Merger, merged
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.page import Page
from kamdesk.widgets.print_job import PrintJob
from kamdesk.widgets.tokens import GAP

MERGER = Merger("person", actions.merge_people)
BESIDE_FROM = 860  # pixels of the page, from which on the card stands beside the list


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
        self._known = Known(desk)
        self._prints_list = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._show_side)
        self.list = self._list()
        self.grid = self.list.grid
        card = Card()
        card.add(self.list, 1)
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

    def _list(self) -> Listing:
        words = self.words
        made = Listing(self.desk, people_kind(self.desk, self._known, self._deeds, self._rank_behind))
        grid = made.grid
        empty = EmptyState("users", words(N_("Nobody is on file yet. People are best noted on their account.")), words(N_("New person")))
        empty.started.connect(self.new_item)
        grid.put_empty(empty)
        made.picked.connect(self._picked)
        made.opened.connect(self._open)
        twice = buttons.tool("copy-check", words("Possible duplicates"), "Ctrl+Shift+D", name="list.duplicates")
        twice.clicked.connect(self.show_duplicates)
        bring = buttons.tool("upload", words(N_("Import…")), name="people.import")
        bring.clicked.connect(self._import)
        write = buttons.tool("download", words(N_("Export…")), name="people.export")
        write.clicked.connect(self._write_out)
        for tool in (twice, bring, write):
            made.add_tool(tool)
        self._cell = PortraitCell(self._portraits, self._known, grid.table)
        grid.model.modelReset.connect(self._put_faces)
        return made

    def _deeds(self) -> tuple[Deed, ...]:
        words = self.words
        return (
            Deed("merge", words("Merge…"), "git-merge", self._merge, least=2, most=2),
            Deed("export", words(N_("Export…")), "download", self._export),
            Deed("print", words(N_("Print the list…")), "printer", self._print_list),
        )

    def _put_faces(self) -> None:
        """Columns come and go; the faces stand before the names."""
        for place, column in enumerate(self.grid.model.columns):
            wanted = self._cell if column.key == "name" else None
            if self.grid.table.itemDelegateForColumn(place) is not wanted:
                self.grid.table.setItemDelegateForColumn(place, wanted)  # type: ignore[arg-type]

    def _rank_behind(self) -> bool:
        return self.list.grid.width() < ROOM["rank"] or "rank" not in self.list.shown

    def show_address(self, address: Address) -> None:
        """A person who is asked for is shown even where the filter leaves the row out."""
        if address.id is not None and address.tab != WHOLE:
            self.grid.filter.clear()
            if self.list.base or self.list.conditions:
                self.list.narrow("")
        self.address = address
        self.stale = False
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= BESIDE_FROM)

    def reload(self) -> None:
        if self.address.tab == WHOLE and self.address.id is not None and self._show_whole(self.address.id):
            return
        self._stack.setCurrentWidget(self._all)
        self._known.read()
        wanted = self.address.id  # reading the list anew makes the row current that was
        self.list.reload()
        if wanted is not None:
            self.grid.select(wanted)
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
        """The card of the current person; beside the list, the list too (first where it was asked for)."""
        person = self.address.id if self._whole_in_front() else self.grid.current()
        makers = self.desk.contributed.papers("person") if person is not None else ()
        papers = [paper for maker in makers for paper in maker(self.desk, person)]
        listed = None if self._whole_in_front() else self.list.print_job()
        if listed is not None:
            papers = [*listed.papers, *papers] if self._prints_list else [*papers, *listed.papers]
        self._prints_list = False
        return PrintJob(tuple(papers)) if papers else None

    def _whole_in_front(self) -> bool:
        return self.one is not None and self._stack.currentWidget() is self.one

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_person, None, values)

    def _picked(self, person: UUID | None) -> None:
        if not self._whole_in_front():
            self.address = Address(self.key, person)
        self._soon.start()

    def _open(self, person: UUID) -> None:
        self.desk.open(Address(self.key, person, WHOLE))

    def _show_side(self) -> None:
        if not self.side.editing:
            self.side.show_person(self.grid.current())

    def _merge(self, rows: tuple[UUID, ...]) -> None:
        merged(self, self.desk, MERGER, rows)

    def show_duplicates(self) -> None:
        """Ctrl+Shift+D: people who may be on file twice."""
        dialog = DuplicatesDialog(self, self.desk, MERGER, person_duplicates)
        dialog.opened.connect(self._open)
        dialog.exec()

    def _import(self) -> None:
        self.desk.open(Address("exchange", None, "import.people"))

    def _write_out(self) -> None:
        self.desk.open(Address("exchange", None, "export.people"))

    def _export(self, rows: tuple[UUID, ...]) -> None:
        self.desk.handed = rows
        self.desk.open(Address("exchange", None, "export.people"))

    def _print_list(self, _rows: tuple[UUID, ...]) -> None:
        self._prints_list = True
        self.desk.asked_for.emit("print")
