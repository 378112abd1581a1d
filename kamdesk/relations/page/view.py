"""The map itself: the same picture as on paper, in the colours of the screen, with folding and the light on one person."""

from dataclasses import replace
from statistics import median_low
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from kamdesk.core.picture import Box, Line, Shape, Stroke
from kamdesk.core.words import Words
from kamdesk.relations.page.aiming import aim_between, aim_onto
from kamdesk.relations.page.box_editor import BoxEditor
from kamdesk.relations.page.screen_looks import screen_looks
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.arranging import roots_of
from kamdesk.relations.rules.band import with_band
from kamdesk.relations.rules.drawing import FOLD_OVERLAP, MARGIN, layout_of, lit_seats, picture_of
from kamdesk.relations.rules.layout import MapLayout, Place, moved
from kamdesk.relations.rules.layout import Shape as Decided
from kamdesk.relations.rules.lens import Lens, beside, looked_at
from kamdesk.relations.rules.options import MapOptions
from kamdesk.relations.rules.rings import ringed
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.relations.rules.ties import tie_shapes
from kamdesk.widgets.picture import PictureView
from kamdesk.widgets.picture_hand import Aim
from kamdesk.widgets.picture_items import Piece

FAR = 0.5  # below this zoom only names are legible
_FOLD_REACH = 12.0
_NUDGE = 12.0  # points that an arrow with Ctrl moves a box
_STEADY = 0.8  # a fitted map that still fits keeps its zoom down to this share of the largest possible
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
# What a key does to the chosen one; the words of each are in the menu and in the help.
_DEEDS = {
    (Qt.Key.Key_Return, False): "beside", (Qt.Key.Key_Enter, False): "beside", (Qt.Key.Key_Tab, False): "below",
    (Qt.Key.Key_Insert, False): "below", (Qt.Key.Key_F2, False): "edit", (Qt.Key.Key_Delete, False): "remove",
    (Qt.Key.Key_Space, False): "fold", (Qt.Key.Key_Return, True): "open", (Qt.Key.Key_T, False): "tie",
    (Qt.Key.Key_C, False): "centre", (Qt.Key.Key_G, False): "rings", (Qt.Key.Key_Home, False): "release",
}  # fmt: skip


class MapView(PictureView):
    """Signals besides those of a picture: `fold_asked(hex of a seat)`, `asked(deed)` for what a key wants done with the chosen ones,
    `menu_asked(QPoint)`, and for what was let go: `seats_dropped(seats, onto)`, `seats_moved(seats, x, y)`, `seats_ordered(order, seat)`.
    """

    fold_asked = Signal(str)
    asked = Signal(str)
    menu_asked = Signal(QPoint)
    seats_dropped = Signal(object, object)
    seats_moved = Signal(object, float, float)
    seats_ordered = Signal(object, object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self._words = words
        self._map: MapSheet | None = None
        self._seen: MapSheet | None = None  # the map through the lens
        self._ties: frozenset[TieKind] = frozenset()
        self._layout: MapLayout[UUID] = layout_of(MapSheet(None, UUID(int=0), ""))
        self._collapsed: frozenset[UUID] = frozenset()
        self._lens = Lens()
        self._decided: tuple[object, Decided[UUID]] | None = None
        self._made: tuple[object, MapLayout[UUID]] | None = None  # what the last layout was made of, and it
        self._shape = 0.0
        self._way: tuple[UUID, ...] = ()
        self._far = False
        self._glow: list[QGraphicsItem] = []
        self.editor = BoxEditor(words, self)
        self.set_draggable(True)
        self.zoomed.connect(self._change_distance)
        self.picked.connect(self._light)
        self.gathered.connect(self._light_chosen)

    def show_map(self, sheet: MapSheet, ties: frozenset[TieKind], collapsed: frozenset[UUID], lens: Lens | None = None) -> None:
        """Lays a sheet out and paints it; zoom, place and selection stay, and so does the lens unless another is given."""
        self._map, self._ties = sheet, ties
        self._collapsed = collapsed
        self._lens = self._lens if lens is None else lens
        self._lay_out()

    @property
    def selected(self) -> UUID | None:
        return UUID(self.key) if self.key else None

    @property
    def lens(self) -> Lens:
        return self._lens

    def chosen_seats(self) -> tuple[UUID, ...]:
        """All chosen seats of the map; those who stand beside it are not among them."""
        return tuple(UUID(key) for key in self.selection() if self._map is not None and self._map.seat(UUID(key)) is not None)

    def select(self, seat: UUID | None) -> None:
        self.choose(seat.hex if seat else "")

    def show_way(self, people: tuple[UUID, ...]) -> None:
        """Draws the way to the chosen person as a thick line between those of its people who sit on the map; () for none."""
        if people != self._way:
            self._way = people
            self._light(self.key)

    def options(self) -> MapOptions:
        ties = frozenset(TieKind) if self._layout.rings else self._ties
        return MapOptions(looks=screen_looks(), ties=ties, far=self._far)

    def layout_shown(self) -> MapLayout[UUID]:
        """The layout as it is painted now, without the margin."""
        return self._layout

    def layout_if(self, sheet: MapSheet) -> MapLayout[UUID]:
        """How another state of this map would be laid out, in the shape it has now."""
        return self._laid_out(sheet, self._decided[1] if self._decided is not None else None)

    def box_room(self, seat: UUID) -> QRect:
        """Where a box is in the viewport; empty where it is not shown."""
        place = self._layout.place(seat)
        if place is None:
            return QRect()
        body = self.mapFromScene(QRectF(place.x + MARGIN, place.y + MARGIN, 148.0, 64.0)).boundingRect()
        return QRect(body)

    def piece_room(self, seat: UUID) -> QRectF:
        """Where a box is in the picture."""
        piece = self.piece(seat.hex)
        return piece.sceneBoundingRect() if piece is not None else QRectF()

    def fold_point(self, seat: UUID) -> QPoint:
        """Where the fold mark of a boss is in the viewport."""
        place = self._layout.place(seat)
        return self.mapFromScene(_fold_middle(place)) if place else QPoint()

    # what is let go

    def carried(self, key: str) -> tuple[str, ...]:
        """Whoever is chosen goes along, their branches as well."""
        return super().carried(key) if self._map is not None and not self._layout.rings and self._map.seat(UUID(key)) else ()

    def aim(self, keys: tuple[str, ...], place: QPointF) -> Aim:
        if self._map is None or not keys:
            return Aim()
        seats = roots_of(self._map, tuple(UUID(key) for key in keys))
        onto = self.piece_at(self.mapFromScene(place), besides=keys)
        if onto is not None:
            return aim_onto(self._map, seats, UUID(onto.key), self._words)
        between = aim_between(self._layout, self._map, seats[0], place, MARGIN, self._words) if len(seats) == 1 else None
        return between or Aim(said=self._words("Leave it here, placed by hand"))

    def let_go(self, keys: tuple[str, ...], aim: Aim, way: QPointF) -> None:
        if self._map is None or not keys:
            return
        seats = roots_of(self._map, tuple(UUID(key) for key in keys))
        if aim.onto:
            self.seats_dropped.emit(seats, UUID(aim.onto))
        elif aim.bar is not None:
            self.seats_ordered.emit(aim.data, seats[0])
        else:
            self.seats_moved.emit(seats, way.x(), way.y())

    # mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            key = self._fold_at(event.position().toPoint())
            if key:
                self.fold_asked.emit(key)
                event.accept()
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a box: edit it where it stands; beside all boxes: show the whole map."""
        piece = self.piece_at(event.position().toPoint())
        if piece is not None:
            self.choose(piece.key, show=False)
            self.asked.emit("edit")
        else:
            self.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            piece = self.piece_at(place)
            if piece is None or piece.key not in self.selection():
                self.choose(piece.key if piece else "", show=False)
        elif self.key:
            place = self.place_of(self.key)
        self.menu_asked.emit(self.viewport().mapToGlobal(place))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Tab adds a report below the chosen one; with nobody chosen, and with Shift, it goes on to the next part as everywhere."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and self.key and self.draggable:
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return True
            return event.type() == QEvent.Type.ShortcutOverride
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows follow the organisation; with Shift they choose more, with Alt they change the order, with Ctrl they move the box."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        if key in _ARROWS and self.key and self._arrow(key, modifiers):
            event.accept()
        elif control and key == Qt.Key.Key_A:
            self.choose_many([place.key.hex for place in self._layout.places], self.key)
        elif control and key == Qt.Key.Key_C:
            self.asked.emit("copy")
        elif (key, control) in _DEEDS and self.key and (control or not modifiers):
            self.asked.emit(_DEEDS[key, control])
        elif modifiers == Qt.KeyboardModifier.NoModifier and key in (Qt.Key.Key_Slash, Qt.Key.Key_F3):
            self.asked.emit("next" if key == Qt.Key.Key_F3 else "search")
        else:
            super().keyPressEvent(event)

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        right, down = _ARROWS[key]
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            self._nudge(right * _NUDGE, down * _NUDGE)
            return True
        if modifiers == Qt.KeyboardModifier.AltModifier and right:
            self.asked.emit("earlier" if right < 0 else "later")
            return True
        found = self._neighbour(key) if modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier) else None
        if found is None:
            return False
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.choose_many([*(each for each in self.selection() if each != found.key.hex), found.key.hex])
        else:
            self.select(found.key)
        return True

    def _nudge(self, right: float, down: float) -> None:
        seats = self.chosen_seats()
        if self._map is not None and seats and self.draggable and not self._layout.rings:
            self.seats_moved.emit(roots_of(self._map, seats), right, down)

    def _neighbour(self, key: Qt.Key) -> Place[UUID] | None:
        here = self._layout.place(self.selected) if self.selected else None
        if here is None or self._seen is None or self._layout.rings:
            return None
        seat = self._seen.seat(here.key)
        if key == Qt.Key.Key_Up:
            return self._layout.place(seat.reports_to) if seat is not None and seat.reports_to else None
        if key == Qt.Key.Key_Down:
            reports = {row.id for row in self._seen.seats if row.reports_to == here.key}
            below = [place for place in self._layout.places if place.key in reports]
            return min(below, key=lambda place: (place.row, abs(place.middle - here.middle)), default=None)
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        row = [place for place in self._layout.places if way and place.row == here.row and (place.x - here.x) * way > 1]
        return min(row, key=lambda place: abs(place.x - here.x), default=None)

    # laying out and painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._map is not None and self._fitting and not 0.75 < self._shape / self._aspect() < 1.33:
            self._decided = None
            self._lay_out()

    def _aspect(self) -> float:
        return self.viewport().width() / max(1, self.viewport().height())

    def _lay_out(self) -> None:
        """Shapes the map for the room there is; it keeps its shape until the room becomes quite another."""
        if self._map is None:
            return
        self._shape = self._aspect()
        seen, lens = looked_at(self._map, self._lens), self._lens
        same = (self._map.map or self._map.account, self._collapsed, lens)
        before = self._decided[1] if self._decided is not None and self._decided[0] == same else None
        last, self._seen = self._layout, seen
        if lens.centre is not None and seen.seat(lens.centre) is not None:
            self._layout = ringed(seen, lens.centre)
        else:
            self._layout = self._laid_out(self._map, before)
            if self._layout.shape is not None:
                self._decided = (same, self._layout.shape)
        self._paint_map(last if before is not None else None)

    def _laid_out(self, sheet: MapSheet, before: Decided[UUID] | None) -> MapLayout[UUID]:
        """The map through the lens, with those beside it where they are wanted."""
        frame = (max(320.0, self.viewport().width() - 32.0), max(200.0, self.viewport().height() - 32.0))
        inside = looked_at(sheet, replace(self._lens, others=False, centre=None))
        asked = (list(inside.parents().items()), inside.by_hand(), self._collapsed, frame)
        if before is not None and self._made is not None and self._made[0] == asked:  # a stance changed, or a name: nobody moves
            layout = self._made[1]
        else:
            layout = layout_of(inside, self._collapsed, frame, before, by_hand=True)
            self._made = (asked, layout)
        return with_band(layout, inside, beside(sheet) if self._lens.others else ())

    def _paint_map(self, last: MapLayout[UUID] | None = None) -> None:
        """Paints; after a change of the same map, what did not change stays where it is on the screen."""
        if self._seen is None:
            return
        self._glow = []
        picture = picture_of(self._layout, self._seen, self.options(), self._words)
        steady = last is not None and self._steady(last, picture.width, picture.height)
        fitting, self._fitting = self._fitting, self._fitting and not steady
        self.show_picture(picture, own_colours=True)
        if steady:
            self._fitting = fitting
        self._light(self.key)

    def _steady(self, last: MapLayout[UUID], width: float, height: float) -> bool:
        """Moves the window along with the boxes; False where a fitted map has to be fitted anew."""
        now = {place.key: place for place in self._layout.places}
        ways = [(now[place.key].x - place.x, now[place.key].y - place.y) for place in last.places if place.key in now]
        if not ways or self.viewport().width() < 10:
            return False
        right, down = median_low(way[0] for way in ways), median_low(way[1] for way in ways)
        scale = self.transform().m11()
        middle = self.mapToScene(self.viewport().rect().center()) + QPointF(right, down)
        if self._fitting:
            best = min(1.6, (self.viewport().width() - 32) / width, (self.viewport().height() - 32) / height)
            if not _STEADY * best <= scale <= best * 1.001:
                return False
            half = QPointF(self.viewport().width() / 2 / scale, self.viewport().height() / 2 / scale)
            shown = QRectF(middle - half, middle + half)
            if not shown.contains(QRectF(0, 0, width, height)):
                return False
        self._take_room(QRectF(0, 0, width, height))
        self.centerOn(middle)
        return True

    def _change_distance(self, factor: float) -> None:
        far = factor < FAR and self._map is not None and len(self._map.seats) > 1
        if far != self._far:
            self._far = far
            self._paint_map()

    def _light_chosen(self) -> None:
        self._light(self.key)

    def _light(self, key: str) -> None:
        """The chosen person with boss, reports and ties stays bright, all others dim; so do those whom the lens does not ask for."""
        for item in self._glow:
            self.scene().removeItem(item)
        self._glow = []
        if self._seen is None:
            return
        asked = None if self._lens.hide else self._lens.lit(self._seen)
        if not key or len(self.selection()) > 1 or self._layout.rings:
            self.dim_except(None if asked is None else [seat.hex for seat in asked])
            return
        options = MapOptions(looks=self.options().looks, ties=frozenset(), selected=UUID(key), path=self._way)
        lit = lit_seats(self._seen, options)
        bright = lit if asked is None or lit is None else (lit & asked) | {UUID(key)}
        self.dim_except(None if bright is None else [seat.hex for seat in bright])
        curves, names = tie_shapes(moved(self._layout, MARGIN, MARGIN), self._seen, options, lit, self._words)
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
