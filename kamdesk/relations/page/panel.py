"""The map of an account, with the map at the left and what matters about the chosen person at the right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.relations import actions, queries
from kamdesk.relations.page.deeds import MapDeeds
from kamdesk.relations.page.exporting import print_job
from kamdesk.relations.page.folds import Folds
from kamdesk.relations.page.key_view import KeyView
from kamdesk.relations.page.map_keys import MAP_KEYS
from kamdesk.relations.page.matrix_card import MatrixCard
from kamdesk.relations.page.matrix_paper import matrix_job
from kamdesk.relations.page.replay import ReplayBar
from kamdesk.relations.page.sides import Sides
from kamdesk.relations.page.tools import MapTools
from kamdesk.relations.page.view import MapView
from kamdesk.relations.page.zoom_strip import ZoomStrip
from kamdesk.relations.queries import MapRow
from kamdesk.relations.rules.lens import Lens
from kamdesk.relations.rules.sheet import MapSheet, SeatRow
from kamdesk.widgets.card import Card, beside, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.print_dialog import PrintDialog
from kamdesk.widgets.print_job import PrintJob
from kamdesk.widgets.tokens import GAP

SIDE = 300


class MapPanel(Panel):
    key = "map"
    title = N_("Relationship map")
    keys = MAP_KEYS
    tables: ClassVar[frozenset[str]] = frozenset({
        "relation_map", "seat", "tie", "thread", "tie_dismissed", "person", "posting", "touch", "account", "opportunity",
    })  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sheet: MapSheet | None = None
        self._wanted: UUID | None = None  # the map of a project; None is the account's own
        self._arrived = False  # whether the first look at this card's own map was taken
        self._folds = Folds()
        self.tools = MapTools(self.words)
        self.view = MapView(self.words)
        self.zoom_strip = ZoomStrip(self.words, self.view)
        self.deeds = MapDeeds(self, desk, self.view, self._read_sheet)
        self.legend = KeyView(self.words)
        self.replay = ReplayBar(desk)
        self.matrix = MatrixCard(desk)
        self.side = Sides(desk, self.tools, self.replay)
        self.standing, self.seat_card = self.side.standing, self.side.seat_card
        self.standing_side, self.seat_side = self.side.side_of(self.standing), self.side.side_of(self.seat_card)
        sentence = self.words(
            "Nobody is on the map yet. Begin with whoever decides; a position whose holder is unknown may stand there too."
        )
        self.empty = EmptyState("network", sentence, self.words("Add the first person"))
        self._lay_out()
        self._connect()

    def show_item(self, item: UUID) -> None:
        if item != self.item:
            self._wanted, self._arrived = None, False
            self.tools.past.setChecked(False)
            self.view.choose("")
            self.view.fit()
        super().show_item(item)

    def reload(self) -> None:
        """Reads the map anew; what is selected, folded, zoomed and typed stays."""
        if self.item is None:
            return
        account, project = self.desk.ask(queries.home_of, self.item)
        maps = self.desk.ask(queries.map_rows, account)
        if not self._arrived:
            self._wanted = next((row.id for row in maps if project is not None and row.opportunity == project), None)
            self._arrived = True
        if self._wanted not in {row.id for row in maps}:
            self._wanted = None
        self.sheet = self.replay.read(self._wanted or account)
        if self.replay.isVisible() and self.replay.day is None:
            self.replay.show_map(self.sheet.map)  # what was just done is a mark on the slider too
        self.tools.show_maps(self._maps(account, maps), self._wanted)
        self._show_sheet(self.sheet)

    def _maps(self, account: UUID, maps: Sequence[MapRow]) -> list[tuple[str, object]]:
        """What the choice of maps offers; a project without a map of its own may begin one."""
        entries: list[tuple[str, object]] = [(self.words("Map of the account"), None)]
        entries += [(row.name, row.id) for row in maps if row.opportunity is not None]
        projects = self.desk.ask(queries.projects_without_map, account) if self.sheet and self.sheet.seats else ()
        return entries + [(self.words("New map: {project}", project=name), ("new", number)) for number, name in projects]

    def new_item(self) -> None:
        """Ctrl+N: somebody new on the map, below the one who is chosen. The past is not changed."""
        if self.replay.day is None:
            self.deeds.add()

    def print_items(self) -> PrintJob | None:
        """What is in front first: the map (as of the day that is looked at), or the matrix."""
        if self.sheet is None or not self.sheet.seats:
            return None
        papers = (*print_job(self.sheet, self.words, self.replay.day).papers, *matrix_job(self.sheet, self.words).papers)
        return PrintJob(papers[::-1] if self.tools.matrix.isChecked() else papers)

    # the chosen person

    def _read_sheet(self) -> MapSheet | None:
        return self.sheet

    def _chosen(self) -> SeatRow | None:
        return self.deeds.chosen()

    def _show_side(self, _key: object = None) -> None:
        self.side.show_for(self._chosen())

    def _show_matrix(self, on: bool) -> None:
        self.centre.setCurrentWidget(self.matrix if on else self.card)
        self.side_card.setVisible(not on)
        if on and self.sheet is not None:
            self.matrix.show_map(self.sheet)
            self.matrix.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._repaint_map()

    def _go_to_from_matrix(self, seat: UUID) -> None:
        self.tools.matrix.setChecked(False)
        self._go_to(seat)

    def _show_in_matrix(self, seat: UUID) -> None:
        self.tools.matrix.setChecked(True)
        self.matrix.choose(seat)

    def _show_past(self, on: bool) -> None:
        """The bar with the days; without it the map is today's."""
        if on and self.sheet is not None:
            self.replay.show_map(self.sheet.map)
            self.replay.show()
            self.replay.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.replay.close_past()

    def _look_at_day(self) -> None:
        self.view.set_draggable(self.replay.day is None)
        self.refresh()

    def _look_along(self, person: UUID) -> None:
        """Somebody on a way: brought into view on the map, else their own page."""
        seat = self.sheet.seats_by_person().get(person) if self.sheet else None
        if seat is not None:
            self.view.centre_on(seat.id.hex)
        else:
            self.desk.open(Address("people", person))

    def _go_to(self, seat: UUID) -> None:
        """Chooses somebody, unfolding what hides them."""
        if self.sheet is None:
            return
        opened = self._folds.showing(self.sheet, seat)
        if opened != self._collapsed():
            self._fold(opened)
        self.view.select(seat)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, person: UUID) -> None:
        """To a tied person: on the map where they sit on it, else their own page."""
        seat = self.sheet.seats_by_person().get(person) if self.sheet else None
        if seat is not None:
            self._go_to(seat.id)
        else:
            self.desk.open(Address("people", person))

    # what is shown

    def _show_sheet(self, sheet: MapSheet) -> None:
        self.body.setCurrentWidget(self.full if sheet.seats or self.replay.day is not None else self.empty_card)
        self.side.put(sheet)
        if self.tools.matrix.isChecked():
            self.matrix.show_map(sheet)
            return  # the map itself is painted when it is looked at again
        self._repaint_map()

    def _repaint_map(self) -> None:
        if self.sheet is not None:
            self.view.show_map(self.sheet, self.tools.ties(), self._collapsed(), self._lens())
            self.tools.finder.put(self.sheet)
            self.legend.show_key(self.sheet, self.view.options())
            self._show_side()

    def _lens(self) -> Lens:
        """What is looked at; rings end with the one in their middle."""
        lens = self.tools.lens.lens
        gone = lens.centre is not None and (self.sheet is None or self.sheet.seat(lens.centre) is None)
        self.tools.back.setVisible(lens.centre is not None and not gone)
        return replace(lens, centre=None) if gone else lens

    def _ring(self) -> None:
        """Rings around the chosen one; around nobody where they stand in the middle already."""
        seat, lens = self.view.selected, self.tools.lens.lens
        if seat is not None and self.sheet is not None and self.sheet.seat(seat) is not None:
            self._look_through(replace(lens, centre=None if lens.centre == seat else seat))

    def _unring(self) -> None:
        self._look_through(replace(self.tools.lens.lens, centre=None))

    def _look_through(self, lens: Lens) -> None:
        self.tools.lens.put(lens)
        self.view.fit()

    def _want(self, deed: str) -> None:
        """What keys and menus want of the page itself."""
        deeds = {"search": self.tools.finder.setFocus, "next": self.tools.finder.go_on, "rings": self._ring, "fold": self._toggle_fold}
        if deed == "centre":
            self.view.centre_on(self.view.key)
        else:
            deeds[deed]()

    def _find(self, seat: UUID, number: int, fitting: int) -> None:
        """Jumps to somebody who was searched for; the cursor stays in the search line."""
        typing = self.tools.finder.hasFocus()
        self._go_to(seat)
        self.view.centre_on(seat.hex)
        if typing:
            self.tools.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        if fitting > 1:
            self.desk.tell(self.words("{number} of {fitting} found", number=number, fitting=fitting))

    def _miss(self, typed: str) -> None:
        self.desk.tell(self.words("Nobody on this map fits “{typed}”.", typed=typed[:20]))

    def _collapsed(self) -> frozenset[UUID]:
        return self._folds.of(self.sheet) if self.sheet is not None else frozenset()

    def _fold(self, folded: frozenset[UUID]) -> None:
        if self.sheet is not None:
            self._folds.put(self.sheet, folded)
            self._repaint_map()

    def _fold_rows(self, rows: int) -> None:
        if self.sheet is not None:
            self._fold(self._folds.to_rows(self.sheet, rows))
            self.view.fit()

    def _toggle_fold(self, key: str = "") -> None:
        seat = UUID(key) if key else self.view.selected
        if seat is not None:
            self.tools.show_rows(-1)
            self._fold(self._collapsed() ^ {seat})

    def _show_map(self, data: object) -> None:
        if isinstance(data, tuple):
            self.deeds.attempt(lambda: self._start_project(data[1]))
        else:
            self._wanted = data if isinstance(data, UUID) else None
        self.tools.past.setChecked(False)
        self.view.choose("")
        self.refresh()
        self.view.fit()

    def _start_project(self, opportunity: UUID) -> None:
        self._wanted = self.desk.do(actions.start_project_map, opportunity)

    def _export(self) -> None:
        job = self.print_items()
        if job is not None:
            PrintDialog(self, self.desk, job).exec()

    # building

    def _lay_out(self) -> None:
        self.card = Card().flush()
        self.card.add(self.view, 1)
        self.card.add(self.legend)
        self.card.add(self.replay)
        self.side.setFixedWidth(SIDE - 24)
        self.centre = FittingStack()
        self.centre.addWidget(self.card)
        self.centre.addWidget(self.matrix)
        side = self.side_card = Card()
        side.body.setContentsMargins(14, 14, 8, 10)
        side.add(self.side, 1)
        side.setFixedWidth(SIDE)
        self.empty_card = Card()
        self.empty_card.add(self.empty, 1)
        self.body = FittingStack()
        full = QWidget()
        full.setLayout(stacked(self.tools, beside(self.centre, side), spacing=10))
        self.body.addWidget(full)
        self.body.addWidget(self.empty_card)
        self.full = full
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.body)

    def _connect(self) -> None:
        self.tools.ties_changed.connect(self._repaint_map)
        self.tools.way_changed.connect(self._show_side)
        self.tools.rows_asked.connect(self._fold_rows)
        self.tools.map_asked.connect(self._show_map)
        self.tools.added.connect(self.new_item)
        self.tools.export_asked.connect(self._export)
        self.empty.started.connect(self.new_item)
        self.view.picked.connect(self._show_side)
        self.tools.matrix_asked.connect(self._show_matrix)
        self.tools.past_asked.connect(self._show_past)
        self.replay.moved.connect(self._look_at_day)
        self.matrix.seat_asked.connect(self._go_to_from_matrix)
        self.side.way_shown.connect(self.view.show_way)
        self.side.way.followed.connect(self._look_along)
        self.standing.changes_asked.connect(self.tools.past.toggle)
        self.seat_card.matrix_asked.connect(self._show_in_matrix)
        self.view.fold_asked.connect(self._toggle_fold)
        self.deeds.came.connect(self._go_to)
        self.deeds.wanted.connect(self._want)
        self.tools.lens.looked.connect(self._repaint_map)
        self.tools.unringed.connect(self._unring)
        self.tools.finder.found.connect(self._find)
        self.tools.finder.missed.connect(self._miss)
        self.tools.finder.left.connect(self.view.setFocus)
        self.standing.asked.connect(self._go_to)
        self.seat_card.opened.connect(self.deeds.open_person)
        self.seat_card.removed.connect(self.deeds.remove)
        self.seat_card.tie_asked.connect(self.deeds.ask_tie)
        self.seat_card.tie_opened.connect(self.deeds.open_tie)
        self.seat_card.filled.connect(self.deeds.ask_holder)
        self.seat_card.followed.connect(self._follow)
