"""What the rep does on the map with mouse and keyboard, turned into verbs; a refusal is said in passing."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from kamdesk.core.problems import Refused
from kamdesk.relations import actions
from kamdesk.relations.actions import placing
from kamdesk.relations.page import dialogs
from kamdesk.relations.page.aiming import siblings_of
from kamdesk.relations.page.exporting import copy_picture
from kamdesk.relations.page.map_menu import map_menu, tie_kinds_menu
from kamdesk.relations.page.tie_line import tie_menu
from kamdesk.relations.page.typing_on_box import TypingOnBox
from kamdesk.relations.page.view import MapView
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.arranging import Line, aligned, carried, settled
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, TieRow
from kamdesk.widgets.desk import Address, Desk


class MapDeeds(QObject):
    """Works on whatever sheet `sheet()` gives. Emits `came(seat)` for somebody new, to be chosen and shown, and `wanted(deed)` for what
    belongs to the page: "search", "next", "centre", "rings", "fold".
    """

    came = Signal(object)
    wanted = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk, view: MapView, sheet: Callable[[], MapSheet | None]) -> None:
        super().__init__(parent)
        self._over, self.desk, self.words, self.view, self._sheet = parent, desk, desk.words, view, sheet
        self.typing = TypingOnBox(desk, view, sheet)
        self.typing.came.connect(self.came)
        view.asked.connect(self.do)
        view.menu_asked.connect(self.show_menu)
        view.linked.connect(self.link)
        view.seats_dropped.connect(self.drop)
        view.seats_moved.connect(self.move)
        view.seats_ordered.connect(self.order)

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Does something; a refusal is said in passing, for a drag has no field to put it beside."""
        try:
            deed()
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            return False
        return True

    def do(self, deed: str) -> None:
        """A deed by its name, on whoever is chosen. On a map that may not be changed only looking is left."""
        looking: dict[str, Callable[[], object]] = {"open": self._open_chosen, "copy": self.copy}
        changing: dict[str, Callable[[], object]] = {
            "beside": self.typing.add_beside, "below": self.typing.add_below, "edit": self.typing.edit, "remove": self.remove,
            "tie": self._tie_chosen, "earlier": lambda: self._step(-1), "later": lambda: self._step(1), "release": self.release,
        }  # fmt: skip
        if deed in looking:
            looking[deed]()
        elif deed in changing:
            if self.view.draggable:
                changing[deed]()
        else:
            self.wanted.emit(deed)

    def chosen(self) -> SeatRow | None:
        seat = self.view.selected
        return self._row(seat) if seat is not None else None

    def open(self, key: str) -> None:
        """The card of who sits there; of somebody beside the map as well."""
        seat = self._row(UUID(key))
        if seat is None:
            self.desk.open(Address("people", UUID(key)))
        elif seat.person is not None:
            self.desk.open(Address("people", seat.person))
        else:
            self.ask_holder(seat.id)

    def open_person(self, person: UUID) -> None:
        self.desk.open(Address("people", person))

    def copy(self, masked: bool = True) -> None:
        """The whole map as a picture for other programs; masked unless asked."""
        sheet = self._sheet()
        if sheet is not None and sheet.seats:
            copy_picture(self.desk, sheet, masked)

    # moving

    def drop(self, seats: Sequence[UUID], onto: UUID) -> None:
        """Dragged onto a box: they report there, with their branches."""
        self.attempt(lambda: self.desk.do(placing.move_seats, list(seats), onto))

    def move(self, seats: Sequence[UUID], right: float, down: float) -> None:
        """Dragged to empty ground: they stay where the hand put them."""
        self._place(carried(self.view.layout_shown(), seats, right, down))

    def order(self, order: Sequence[UUID], moved: UUID) -> None:
        """Dragged between siblings."""
        self.attempt(lambda: self.desk.do(placing.order_seats, list(order), moved))

    def align(self, line: Line) -> None:
        """Brings the chosen boxes into one line; they stand by hand from then on."""
        self._place(aligned(self.view.layout_shown(), self.view.chosen_seats(), line))

    def release(self) -> None:
        """The layout decides again where the chosen ones stand."""
        self._release(list(self.view.chosen_seats()))

    def release_all(self) -> None:
        """The layout decides everything again."""
        sheet = self._sheet()
        self._release([seat.id for seat in sheet.seats] if sheet is not None else [])

    # changing

    def set_all(self, values: Mapping[str, object]) -> None:
        """The same layer, support or coverage for everybody chosen."""
        seats = list(self.view.chosen_seats())
        if seats:
            self.attempt(lambda: self.desk.do(placing.save_seats, seats, values))

    def remove(self, seat: UUID | None = None) -> None:
        """Takes one seat, or everybody chosen, off the map."""
        rows = [row for each in ([seat] if seat is not None else self.view.chosen_seats()) if (row := self._row(each)) is not None]
        if not rows:
            return
        gone = {row.id for row in rows}
        boss = next((row.reports_to for row in rows if row.reports_to not in gone), None)
        self.view.choose(boss.hex if boss else "")
        if self.attempt(lambda: self.desk.do(placing.remove_seats, [row.id for row in rows])):
            names = ("、" if self.words.chinese else ", ").join((row.name or row.position)[:20] for row in rows[:3])
            name = names if len(rows) <= 3 else self.words("{names} and {n} more", names=names, n=len(rows) - 3)
            self.desk.tell(self.words("{name} was taken off the map.", name=name))

    def add(self) -> None:
        """Somebody new on the map, below the one who is chosen."""
        sheet = self._sheet()
        if sheet is not None:
            added = dialogs.ask_seat(self._over, self.desk, sheet, self.chosen())
            if added is not None:
                self.came.emit(added)

    def ask_holder(self, seat: UUID) -> None:
        row, sheet = self._row(seat), self._sheet()
        if row is not None and sheet is not None:
            dialogs.ask_holder(self._over, self.desk, sheet, row)

    # ties

    def ask_tie(self, seat: UUID) -> None:
        row = self._row(seat)
        if row is not None and row.person is not None:
            dialogs.ask_tie(self._over, self.desk, row.person)

    def link(self, key: str, onto: str) -> None:
        """A line drawn from the handle of one box to another: which kind of tie is asked where it ends."""
        first, second = self._person_of(UUID(key)), self._person_of(UUID(onto))
        if first is None or second is None:
            self.desk.tell(self.words("A tie needs two known people. Name the holder of the seat first."))
            return
        tie_kinds_menu(self._over, self.words, QCursor.pos(), lambda kind, strength: self._draw(first, second, kind, strength))

    def open_tie(self, tie: TieRow) -> None:
        tie_menu(self._over, self.desk, tie)

    def show_menu(self, place: QPoint) -> None:
        """Everything that can be done with whoever is chosen, or with the map where nobody is."""
        sheet = self._sheet()
        if sheet is not None and self.view.draggable:
            map_menu(self._over, self, self.view, sheet, place)

    # inside

    def _draw(self, first: UUID, second: UUID, kind: TieKind, strength: int) -> None:
        values = {"first": first, "second": second, "kind": kind, "strength": strength}
        self.attempt(lambda: self.desk.do(actions.draw_tie, values))

    def _person_of(self, key: UUID) -> UUID | None:
        """Who sits there; those beside the map carry their own number."""
        row = self._row(key)
        return row.person if row is not None else key

    def _open_chosen(self) -> None:
        if self.view.key:
            self.open(self.view.key)

    def _tie_chosen(self) -> None:
        seats = self.view.chosen_seats()
        if len(seats) == 2:
            self.link(seats[0].hex, seats[1].hex)
        elif seats:
            self.ask_tie(seats[0])

    def _step(self, step: int) -> None:
        sheet, seat = self._sheet(), self.view.selected
        if sheet is not None and seat is not None and sheet.seat(seat) is not None:
            self.attempt(lambda: self.desk.do(placing.step_seat, seat, siblings_of(sheet, seat), step))

    def _place(self, wanted: Mapping[UUID, tuple[float, float]]) -> None:
        """Boxes go to places on the layout."""
        sheet = self._sheet()
        if sheet is not None and wanted and not self.view.layout_shown().rings:
            places = settled(self.view.layout_shown(), sheet, wanted, self.view.layout_if)
            self.attempt(lambda: self.desk.do(placing.place_seats, places))

    def _release(self, seats: list[UUID]) -> None:
        if seats:
            self.attempt(lambda: self.desk.do(placing.release_seats, seats))

    def _row(self, seat: UUID) -> SeatRow | None:
        sheet = self._sheet()
        return sheet.seat(seat) if sheet is not None else None
