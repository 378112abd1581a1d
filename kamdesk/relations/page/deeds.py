"""What the rep does on the map with mouse and keyboard, turned into verbs; a refusal is said in passing."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kamdesk.core.problems import Refused
from kamdesk.relations import actions
from kamdesk.relations.page import dialogs
from kamdesk.relations.page.tie_line import tie_menu
from kamdesk.relations.page.view import MapView
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, TieRow
from kamdesk.widgets.desk import Address, Desk


class MapDeeds(QObject):
    """Works on whatever sheet `sheet()` gives. Emits `came(seat)` for somebody new, to be chosen and shown."""

    came = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, view: MapView, sheet: Callable[[], MapSheet | None]) -> None:
        super().__init__(parent)
        self._over, self.desk, self.words, self.view, self._sheet = parent, desk, desk.words, view, sheet

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Does something; a refusal is said in passing, for a drag has no field to put it beside."""
        try:
            deed()
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            return False
        return True

    def chosen(self) -> SeatRow | None:
        seat = self.view.selected
        return self._row(seat) if seat is not None else None

    def open(self, key: str) -> None:
        seat = self._row(UUID(key))
        if seat is not None and seat.person is not None:
            self.desk.open(Address("people", seat.person))
        elif seat is not None:
            self.ask_holder(seat.id)

    def open_person(self, person: UUID) -> None:
        self.desk.open(Address("people", person))

    def drop(self, key: str, onto: str) -> None:
        self.attempt(lambda: self.desk.do(actions.move_seat, UUID(key), UUID(onto)))

    def remove(self, seat: UUID | None = None) -> None:
        row = self.chosen() if seat is None else self._row(seat)
        if row is None:
            return
        self.view.choose(row.reports_to.hex if row.reports_to else "")
        self.attempt(lambda: self.desk.do(actions.remove_seat, row.id))
        self.desk.tell(self.words("{name} was taken off the map.", name=(row.name or row.position)[:20]))

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

    def ask_tie(self, seat: UUID) -> None:
        row = self._row(seat)
        if row is not None and row.person is not None:
            dialogs.ask_tie(self._over, self.desk, row.person)

    def link(self, key: str, onto: str) -> None:
        first, second = self._row(UUID(key)), self._row(UUID(onto))
        if first is not None and second is not None and first.person and second.person:
            dialogs.ask_tie(self._over, self.desk, first.person, second.person)

    def open_tie(self, tie: TieRow) -> None:
        tie_menu(self._over, self.desk, tie)

    def _row(self, seat: UUID) -> SeatRow | None:
        sheet = self._sheet()
        return sheet.seat(seat) if sheet is not None else None
