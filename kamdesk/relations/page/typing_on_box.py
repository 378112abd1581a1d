"""Adding and renaming on the map itself: what is typed on a box becomes a person, a seat, a position or a duty."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from kamdesk.relations import actions
from kamdesk.relations.actions import placing
from kamdesk.relations.page.box_editor import person_offers
from kamdesk.relations.page.view import MapView
from kamdesk.relations.rules.sheet import MapSheet, SeatRow
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.links import searched

_UNKNOWN = ("？", "?")  # typed before a position whose holder is not known


class TypingOnBox(QObject):
    """Drives the editor of the map view. Emits `came(seat)` for somebody new."""

    came = Signal(object)

    def __init__(self, desk: Desk, view: MapView, sheet: Callable[[], MapSheet | None]) -> None:
        super().__init__(view)
        self.desk, self.words, self.view, self._sheet = desk, desk.words, view, sheet
        self._people = searched(desk, "person")
        self._editing: UUID | None = None
        self._boss: UUID | None = None
        view.editor.kept.connect(self._keep)
        view.editor.dropped.connect(self._drop)

    def add_below(self) -> None:
        """A new box below the chosen one."""
        seat = self._chosen()
        room = self.view.box_room(seat.id) if seat is not None else self.view.viewport().rect()
        self._begin_new(seat.id if seat is not None else None, QPoint(room.left(), room.bottom() + 14))

    def add_beside(self) -> None:
        """A new box beside the chosen one, below the same boss."""
        seat = self._chosen()
        if seat is not None:
            room = self.view.box_room(seat.id)
            self._begin_new(seat.reports_to, QPoint(room.right() + 12, room.top()))

    def edit(self) -> None:
        """Name and position of the chosen one, or the duty of a seat whose holder is not known."""
        seat = self._chosen()
        if seat is None:
            return
        self.view.ensureVisible(self.view.piece_room(seat.id), 24, 24)
        self._editing = seat.id
        place = self.view.box_room(seat.id).topLeft() - QPoint(2, 2)
        if seat.person is None:
            self.view.editor.begin((seat.position, None), (self.words("Position of the unknown seat"), ""), place)
        else:
            self.view.editor.begin((seat.name, seat.position), (self.words("Name"), self.words("Position")), place)

    def _begin_new(self, boss: UUID | None, place: QPoint) -> None:
        self._editing, self._boss = None, boss
        hints = (self.words("Name, or ? and a position"), self.words("Position"))
        self.view.editor.begin(("", ""), hints, place, self._offers)

    def _offers(self, typed: str) -> Sequence[tuple[str, object]]:
        if typed.startswith(_UNKNOWN):
            return ()
        sheet = self._sheet()
        seated = {seat.person for seat in sheet.seats} if sheet is not None else set()
        found = [(each.id, each.title, each.detail) for each in self._people.find(typed) if each.id not in seated]
        return person_offers(found, typed, self.words)

    def _keep(self, first: str, second: str, picked: object) -> None:
        editor = self.view.editor
        if self._editing is not None:
            seat, changed = self._row(self._editing), {}
            if seat is not None:
                typed = {"duty": first} if seat.person is None else {"name": first, "position": second}
                held = {"duty": seat.position, "name": seat.name, "position": seat.position}
                changed = {name: text or None for name, text in typed.items() if text != held[name]}
            number = self._editing
            done = not changed or editor.attempt(lambda: self.desk.do(placing.rename_seat, number, changed), self.desk.sentence)
        elif not first:
            done = True
        else:
            done = editor.attempt(lambda: self._add(first, second, picked), self.desk.sentence)
        if done:
            editor.close_quietly()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, first: str, second: str, picked: object) -> None:
        sheet = self._sheet()
        if sheet is None:
            return
        seat: dict[str, object] = {"reports_to": self._boss}
        if isinstance(picked, UUID):
            made = self.desk.do(actions.seat_somebody, sheet.account, sheet.opportunity, {**seat, "person": picked})
        elif picked == "duty" or first.startswith(_UNKNOWN):
            duty = first.lstrip("？? ").strip() or second
            made = self.desk.do(actions.seat_somebody, sheet.account, sheet.opportunity, {**seat, "duty": duty})
        else:
            person = {"name": first, "position": second or None}
            made = self.desk.do(placing.seat_new_person, sheet.account, sheet.opportunity, person, seat)
        self.came.emit(made)

    def _drop(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> SeatRow | None:
        return self._row(self.view.selected) if self.view.selected is not None else None

    def _row(self, seat: UUID) -> SeatRow | None:
        sheet = self._sheet()
        return sheet.seat(seat) if sheet is not None else None
