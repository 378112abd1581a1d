"""The map itself: the same picture as on paper, in the colours of the screen, with folding and the light on one person."""

from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from kamdesk.core.picture import Box, Line, Shape, Stroke
from kamdesk.core.words import Words
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.drawing import FOLD_OVERLAP, MARGIN, layout_of, lit_seats, picture_of
from kamdesk.relations.rules.layout import MapLayout, Place, moved
from kamdesk.relations.rules.looks import DARK, LIGHT
from kamdesk.relations.rules.options import MapOptions
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.relations.rules.ties import tie_shapes
from kamdesk.widgets.picture import PictureView
from kamdesk.widgets.picture_items import Piece
from kamdesk.widgets.theme import tokens

FAR = 0.5  # below this zoom only names are legible
_FOLD_REACH = 12.0


class MapView(PictureView):
    """Signals besides those of a picture: `fold_asked(hex of a seat)`."""

    fold_asked = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self._words = words
        self._map: MapSheet | None = None
        self._ties: frozenset[TieKind] = frozenset()
        self._layout: MapLayout[UUID] = layout_of(MapSheet(None, UUID(int=0), ""))
        self._collapsed: frozenset[UUID] = frozenset()
        self._shape = 0.0
        self._way: tuple[UUID, ...] = ()
        self._far = False
        self._glow: list[QGraphicsItem] = []
        self.set_draggable(True)
        self.zoomed.connect(self._change_distance)
        self.picked.connect(self._light)

    def show_map(self, sheet: MapSheet, ties: frozenset[TieKind], collapsed: frozenset[UUID]) -> None:
        """Lays a sheet out and paints it; zoom, place and selection stay."""
        self._map, self._ties = sheet, ties
        self._collapsed = collapsed
        self._lay_out()

    @property
    def selected(self) -> UUID | None:
        return UUID(self.key) if self.key else None

    def select(self, seat: UUID | None) -> None:
        self.choose(seat.hex if seat else "")

    def show_way(self, people: tuple[UUID, ...]) -> None:
        """Draws the way to the chosen person as a thick line between those of its people who sit on the map; () for none."""
        if people != self._way:
            self._way = people
            self._light(self.key)

    def options(self) -> MapOptions:
        looks = DARK if tokens().dark else LIGHT
        return MapOptions(looks=looks, ties=self._ties, far=self._far)

    def fold_point(self, seat: UUID) -> QPoint:
        """Where the fold mark of a boss is in the viewport."""
        place = self._layout.place(seat)
        return self.mapFromScene(_fold_middle(place)) if place else QPoint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            key = self._fold_at(event.position().toPoint())
            if key:
                self.fold_asked.emit(key)
                event.accept()
                return
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._map is not None and self._fitting and not 0.75 < self._shape / self._aspect() < 1.33:
            self._lay_out()

    def _aspect(self) -> float:
        return self.viewport().width() / max(1, self.viewport().height())

    def _lay_out(self) -> None:
        """Shapes the map for the room there is; it keeps its shape until the room becomes quite another."""
        if self._map is None:
            return
        self._shape = self._aspect()
        frame = (max(320.0, self.viewport().width() - 32.0), max(200.0, self.viewport().height() - 32.0))
        self._layout = layout_of(self._map, self._collapsed, frame)
        self._paint_map()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows follow the organisation: up to the boss, down to a report, left and right along the row."""
        found = None if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else self._neighbour(Qt.Key(event.key()))
        if found is not None:
            self.select(found.key)
            event.accept()
            return
        super().keyPressEvent(event)

    def _neighbour(self, key: Qt.Key) -> Place[UUID] | None:
        here = self._layout.place(self.selected) if self.selected else None
        seat = self._map.seat(here.key) if here is not None and self._map is not None else None
        if here is None or seat is None or self._map is None:
            return None
        if key == Qt.Key.Key_Up:
            return self._layout.place(seat.reports_to) if seat.reports_to else None
        if key == Qt.Key.Key_Down:
            reports = {row.id for row in self._map.seats if row.reports_to == seat.id}
            below = [place for place in self._layout.places if place.key in reports]
            return min(below, key=lambda place: (place.row, abs(place.middle - here.middle)), default=None)
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        row = [place for place in self._layout.places if way and place.row == here.row and (place.x - here.x) * way > 1]
        return min(row, key=lambda place: abs(place.x - here.x), default=None)

    def _paint_map(self) -> None:
        if self._map is None:
            return
        self._glow = []
        self.show_picture(picture_of(self._layout, self._map, self.options(), self._words), own_colours=True)
        self._light(self.key)

    def _change_distance(self, factor: float) -> None:
        far = factor < FAR and self._map is not None and len(self._map.seats) > 1
        if far != self._far:
            self._far = far
            self._paint_map()

    def _light(self, key: str) -> None:
        """The chosen person with boss, reports and ties stays bright, all others dim; nobody chosen lights everything."""
        for item in self._glow:
            self.scene().removeItem(item)
        self._glow = []
        if self._map is None or not key:
            self.dim_except(None)
            return
        options = MapOptions(looks=self.options().looks, ties=frozenset(), selected=UUID(key), path=self._way)
        lit = lit_seats(self._map, options)
        self.dim_except(None if lit is None else [seat.hex for seat in lit])
        curves, names = tie_shapes(moved(self._layout, MARGIN, MARGIN), self._map, options, lit, self._words)
        self._add_glow(curves, 0.5)
        self._add_glow([*names, *self._unfold_mark(UUID(key))], 2e5)

    def _add_glow(self, shapes: list[Shape], height: float) -> None:
        if shapes:
            piece = Piece("", shapes, QColor)
            piece.setZValue(height)
            self.scene().addItem(piece)
            self._glow.append(piece)

    def _unfold_mark(self, seat: UUID) -> list[Shape]:
        """A small minus below the chosen boss: a click folds the branch away."""
        place = self._layout.place(seat)
        if place is None or place.hidden or not place.reports:
            return []
        looks = self.options().looks
        middle = _fold_middle(place)
        stroke = Stroke(looks.accent, 1.2)
        x, y = middle.x(), middle.y()
        return [Box(x - 8, y - 8, 16, 16, looks.box, stroke, 8), Line((x - 3.5, y), (x + 3.5, y), stroke)]

    def _fold_at(self, place: QPoint) -> str:
        point = self.mapToScene(place)
        chosen = self.selected
        for each in self._layout.places:
            marked = each.hidden or (each.key == chosen and each.reports)
            if marked and (_fold_middle(each) - point).manhattanLength() <= _FOLD_REACH:
                return each.key.hex
        return ""

    def seen(self) -> QRectF:
        """The part of the picture that is in view, in its own points."""
        return self.mapToScene(self.viewport().rect()).boundingRect()


def _fold_middle(place: Place[UUID]) -> QPointF:
    return QPointF(place.middle + MARGIN, place.bottom + MARGIN - FOLD_OVERLAP + 8)
