"""What stands beside the map: how we stand, the chosen person, the way to them, ties to confirm, or what changed since a day."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from kamdesk.relations import queries
from kamdesk.relations.page.replay import ChangesList, ReplayBar
from kamdesk.relations.page.seat_card import SeatCard
from kamdesk.relations.page.standing import Standing
from kamdesk.relations.page.suggested_side import SuggestedSide
from kamdesk.relations.page.tools import MapTools
from kamdesk.relations.page.way_side import WaySide
from kamdesk.relations.queries import SuggestedRow
from kamdesk.relations.rules.sheet import MapSheet, SeatRow
from kamdesk.widgets.card import scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.fitting import FittingStack

_REST = 400  # milliseconds without a change before the file is searched for likely ties


class Sides(FittingStack):
    """Emits `way_shown(people)` with the way to draw on the map, () for none."""

    way_shown = Signal(object)

    def __init__(self, desk: Desk, tools: MapTools, replay: ReplayBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._tools, self._replay = desk, tools, replay
        self._sheet: MapSheet | None = None
        self._seat: SeatRow | None = None
        self._confirming = self._looked = False
        self._likely: Sequence[SuggestedRow] = ()
        self.standing = Standing(desk.words)
        self.seat_card = SeatCard(desk)
        self.way = WaySide(desk)
        self.suggested = SuggestedSide(desk)
        self.changes = ChangesList(desk)
        self._scrolled: dict[QWidget, QWidget] = {}
        for part in (self.standing, self.seat_card, self.way, self.suggested, self.changes):
            self._scrolled[part] = scrolled(part)
            self.addWidget(self._scrolled[part])
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._look_for_ties)
        self.way.shown.connect(self.way_shown)
        self.way.closed.connect(self._leave_way)
        self.seat_card.way_asked.connect(self._ask_way)
        self.standing.suggestions_asked.connect(self._confirm)
        self.suggested.closed.connect(self._stop_confirming)

    def side_of(self, part: QWidget) -> QWidget:
        """The scrolled area a part stands in."""
        return self._scrolled[part]

    def put(self, sheet: MapSheet) -> None:
        """Another reading of the map: its health at once, the ties that seem likely once there is time."""
        if self._sheet is None or self._sheet.map != sheet.map:
            self._likely, self._confirming = (), False
            self.standing.show_suggested(0)
        self._sheet = sheet
        self.standing.show_sheet(sheet, self.desk.ask(queries.watch_of, sheet, self.desk.today()) if self._replay.day is None else None)
        self._looked = False

    def show_for(self, seat: SeatRow | None) -> None:
        """The side for the chosen person, or for nobody."""
        past, self._seat = self._replay.day, seat
        self.seat_card.setEnabled(past is None)
        if seat is not None and self._sheet is not None:
            if self._tools.way.isChecked() and seat.person is not None and past is None:
                self.way.show_person(seat.person)
                self._front(self.way)
                return
            self.seat_card.show_seat(self._sheet, seat)
            self._front(self.seat_card)
        elif past is not None and self._sheet is not None:
            self.changes.show_changes(past, self._replay.differences(self._sheet.map or self._sheet.account))
            self._front(self.changes)
        elif self._confirming:
            self.suggested.show_rows(self._likely)
            self._front(self.suggested)
        elif self._tools.way.isChecked():
            self.way.ask_whom()
            self._front(self.way)
        else:
            self._front(self.standing)
        if seat is None and past is None and not self._looked:
            self._rest.start()
        self.way_shown.emit(())

    def _front(self, part: QWidget) -> None:
        self.setCurrentWidget(self._scrolled[part])

    def _ask_way(self) -> None:
        self._tools.way.setChecked(True)

    def _leave_way(self) -> None:
        self._tools.way.setChecked(False)

    def _confirm(self) -> None:
        self._confirming = True
        self.show_for(None)

    def _stop_confirming(self) -> None:
        self._confirming = False
        self.show_for(None)

    def _look_for_ties(self) -> None:
        """Once nobody is chosen and nothing has been done for a moment: with ten thousand people on file it takes some 200 ms."""
        if self._sheet is None or self._sheet.map is None or self._seat is not None or not self.isVisible():
            return
        self._looked = True
        self._likely = self.desk.ask(queries.map_suggestions, self._sheet.map)
        self.standing.show_suggested(len(self._likely))
        if self._confirming:
            self.suggested.show_rows(self._likely)
