"""Shows a picture of `core.picture`: zoom, pan, fit, pick by key with mouse or arrow keys, and drag where the page allows it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsItem, QGraphicsRectItem, QGraphicsScene, QGraphicsView, QLabel, QWidget

from kamdesk.core.picture import Picture, Shape
from kamdesk.widgets.picture_hand import Aim, Hand, inside
from kamdesk.widgets.picture_items import Piece, Tint, ink
from kamdesk.widgets.picture_overview import MiniMap
from kamdesk.widgets.theme import tokens

LEAST, MOST = 0.05, 8.0
_MANY = 150  # pieces; fewer are drawn anew in each frame of a zoom
_PAUSE = 90  # milliseconds without zooming after which a large picture is drawn sharp
_BANDS = 10  # a large picture is drawn sharp in so many frames, so that none of them is late
HANDLE = 7.0


class PictureView(QGraphicsView):
    """Signals: `picked(key)` ("" for nothing), `gathered()` when the set of chosen keys changed, `opened(key)` on Enter or double click,
    `dropped(key, onto)` for a box dragged onto another, `moved(key, x, y)` for one dragged elsewhere (by how much, in points),
    `linked(key, onto)` for a line drawn from a box's handle, `zoomed(factor)`.
    """

    picked = Signal(str)
    gathered = Signal()
    opened = Signal(str)
    dropped = Signal(str, str)
    moved = Signal(str, float, float)
    linked = Signal(str, str)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._sheet = QGraphicsScene()
        super().__init__(self._sheet, parent)
        self.setObjectName("picture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundBrush(QColor(tokens().card))
        self._pieces: dict[str, Piece] = {}
        self._frames: list[QGraphicsItem] = []
        self._grip: QGraphicsRectItem | None = None
        self._key = ""
        self._more: dict[str, None] = {}  # the chosen keys in the order in which they were chosen, the leading one among them
        self._room = QRectF()
        self.draggable = False
        self._fitting = True
        self.hand = Hand(self)
        self.minimap = MiniMap(self)
        self._said = QLabel(self)
        self._said.setObjectName("picture.said")
        self._said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._said.hide()
        self._glide: tuple[QPixmap, QTransform] | None = None
        self._sharp = 0  # how far down the picture was drawn sharp again, in pixels
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_PAUSE)
        self._settled.timeout.connect(self._settle)

    # what a page calls

    def show_picture(self, picture: Picture, *, own_colours: bool = False) -> None:
        """Paints another picture; zoom, place and the chosen keys stay, unless the picture was fitted.

        A picture is laid out in the colours of paper and tinted for a dark screen; `own_colours` paints one made for this screen as it is.
        """
        self._glide = None
        self.hand.forget()
        self._frames.clear()
        self._grip = None
        self._put_pieces(_gathered(picture.shapes), QColor if own_colours else ink)
        self._take_room(QRectF(0, 0, picture.width, picture.height))
        self.setBackgroundBrush(ink(picture.background) if picture.background and tokens().dark is False else QColor(tokens().card))
        self.setAccessibleName(picture.title)
        if self._key not in self._pieces:
            self._key = ""
        self._more = {key: None for key in self._more if key in self._pieces}
        self._mark()
        if self._fitting:
            self.fit()
        self.minimap.put(self._room, [piece.body for piece in self._pieces.values() if piece.solid])

    def set_tips(self, tips: Mapping[str, str]) -> None:
        """What hovering over the shapes of a key says, after `show_picture`."""
        for key, tip in tips.items():
            if key in self._pieces:
                self._pieces[key].setToolTip(tip)

    def fit(self) -> None:
        """The whole picture, no larger than 1.6 times."""
        self._fitting = True
        room = self._room
        if room.isEmpty() or self.viewport().width() < 10:
            return
        factor = self.fitting_factor()
        self._glide = None
        self.resetTransform()
        self.scale(factor, factor)
        self.centerOn(room.center())
        self.zoomed.emit(factor)

    def fitting_factor(self) -> float:
        """The zoom that shows the whole picture."""
        wide, high = (self.viewport().width() - 32) / self._room.width(), (self.viewport().height() - 32) / self._room.height()
        return max(LEAST, min(1.6, wide, high))

    def zoom(self, factor: float) -> None:
        """Times `factor`, within bounds."""
        now = self.transform().m11()
        wanted = max(LEAST, min(MOST, now * factor))
        if wanted != now:
            self._fitting = False
            self._begin_glide()
            self.scale(wanted / now, wanted / now)
            self.zoomed.emit(wanted)
            self.minimap.update()

    def set_draggable(self, draggable: bool) -> None:
        """Whether boxes may be dragged and gathered, and lines drawn from the handle of the chosen one."""
        self.draggable = draggable
        self._mark()

    def choose(self, key: str, *, show: bool = True) -> None:
        """Marks a key alone (or "" for none) and scrolls to it; says `picked`."""
        if key and key not in self._pieces:
            return
        self._chose(key, {key: None} if key else {})
        if key and show:
            self.ensureVisible(self._pieces[key].sceneBoundingRect(), 24, 24)

    def choose_many(self, keys: Iterable[str], lead: str = "") -> None:
        """Several at once; the leading one (the last unless named) is the one whose card shows."""
        more = {key: None for key in keys if key in self._pieces and self._pieces[key].solid}
        lead = lead if lead in more else next(reversed(more), "")
        self._chose(lead, more)

    def toggle(self, key: str) -> None:
        """Adds one to those chosen, or takes it out again."""
        rest = {each: None for each in self._more if each != key}
        self.choose_many(rest if key in self._more else {**rest, key: None})

    def selection(self) -> tuple[str, ...]:
        """All chosen keys, in the order in which they were chosen."""
        return tuple(self._more)

    def centre_on(self, key: str) -> None:
        """Brings a key to the middle, large enough to read."""
        piece = self._pieces.get(key)
        if piece is not None:
            if self.transform().m11() < 0.7:
                self.zoom(0.9 / self.transform().m11())
            self._fitting = False
            self.centerOn(piece.mapToScene(piece.body.center()))

    @property
    def key(self) -> str:
        return self._key

    def keys(self) -> tuple[str, ...]:
        return tuple(self._pieces)

    def piece(self, key: str) -> Piece | None:
        return self._pieces.get(key)

    def dim_except(self, keys: Iterable[str] | None) -> None:
        """Leaves only these keys lit, the rest at 30 %; None lights everything."""
        lit = None if keys is None else set(keys)
        for item in self._sheet.items():
            if isinstance(item, Piece):
                item.setOpacity(1.0 if lit is None or item.key in lit else 0.3)

    def place_of(self, key: str) -> QPoint:
        """Where the middle of a key is in the viewport, for menus and tests."""
        return self.mapFromScene(self._pieces[key].mapToScene(self._pieces[key].body.center()))

    def handle_place(self) -> QPoint:
        """Where the handle of the chosen box is in the viewport."""
        return self.mapFromScene(self.handle_point()) if self._key else QPoint()

    # what a derived view may decide

    def carried(self, key: str) -> tuple[str, ...]:
        """The keys that move along when one is dragged: those chosen with it."""
        return self.selection() if key in self._more else (key,)

    def aim(self, keys: tuple[str, ...], place: QPointF) -> Aim:
        """What letting go of dragged boxes at a place of the scene would do."""
        onto = self.piece_at(self.mapFromScene(place), besides=keys)
        return Aim(onto.key if onto is not None else "")

    def aim_thread(self, place: QPointF) -> Aim:
        """What a line drawn from the handle would reach."""
        onto = self.piece_at(self.mapFromScene(place), besides=(self._key,))
        return Aim(onto.key if onto is not None else "")

    def let_go(self, keys: tuple[str, ...], aim: Aim, way: QPointF) -> None:
        """Dragged boxes were let go; they are back in their places."""
        if aim.onto:
            self.dropped.emit(keys[0], aim.onto)
        else:
            self.moved.emit(keys[0], way.x(), way.y())

    def say_aim(self, aim: Aim) -> None:
        """The sentence of an aim, in the lower left corner while it is taken."""
        self._said.setVisible(bool(aim.said))
        if aim.said and aim.said != self._said.text():
            worn = tokens()
            ground, words = (worn.accent_soft, worn.text) if aim.good else (worn.bad_soft, worn.bad)
            self._said.setStyleSheet(f"background: {ground}; color: {words}; border-radius: 6px; padding: 5px 10px;")
            self._said.setText(aim.said)
            self._said.adjustSize()
            self._said.move(12, self.viewport().height() - self._said.height() - 12)
            self._said.raise_()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """While a large picture is being zoomed, what was seen last is stretched; it is drawn sharp as soon as the hand rests."""
        if self._glide is None or (self._sharp and event.rect().bottom() < self._sharp):
            super().paintEvent(event)
            return
        seen, before = self._glide
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.backgroundBrush())
        painter.setTransform(self.viewportTransform())
        if self.transform().m11() < before.m11():  # beside what was seen: the boxes at least
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().line))
            painter.drawRects([piece.body for piece in self._pieces.values() if piece.solid])
        painter.setTransform(before.inverted()[0] * self.viewportTransform())
        painter.drawPixmap(0, 0, seen)
        painter.end()

    # mouse and keys

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
            return
        self.zoom(1.0015 ** event.angleDelta().y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self.hand.press(event)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        piece = self.piece_at(event.position().toPoint())
        if piece is not None:
            self.opened.emit(piece.key)
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        directions = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.2)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / 1.2)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key:
            self.opened.emit(self._key)
        elif key == Qt.Key.Key_Escape and self.hand.drop():
            event.accept()
        elif key == Qt.Key.Key_Escape and self._key:
            self.choose("")
        elif Qt.Key(key) in directions and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(*directions[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.minimap.place()
        if self._fitting:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setBackgroundBrush(QColor(tokens().card))

    # what the hand asks

    def piece_at(self, place: QPoint, besides: Iterable[str] = ()) -> Piece | None:
        """The box at a place of the viewport."""
        left_out = set(besides)
        for item in self.items(place):
            if isinstance(item, Piece) and item.key and item.solid and item.key not in left_out:
                return item
        return None

    def gather(self, room: QRectF) -> None:
        """Adds everybody in a band to those chosen."""
        self.choose_many([*self._more, *(key for key in inside(list(self._pieces.values()), room) if key not in self._more)])

    def pan(self, step: QPoint) -> None:
        """Moves the picture under the window by so many pixels."""
        self._fitting = False
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - step.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - step.y())
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.minimap.update()

    def handle_point(self) -> QPointF:
        body = self._pieces[self._key].body
        return QPointF(body.right(), body.center().y())

    def on_handle(self, place: QPoint) -> bool:
        return self._grip is not None and (self.handle_place() - place).manhattanLength() <= 10

    def cursor_at(self, place: QPoint) -> Qt.CursorShape:
        if self.on_handle(place):
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.PointingHandCursor if self.piece_at(place) else Qt.CursorShape.OpenHandCursor

    # inside

    def _put_pieces(self, runs: list[tuple[str, list[Shape]]], tint: Tint) -> None:
        """New pieces for what changed; a key whose shapes are the very same keeps its piece, which is drawn already."""
        kept: dict[str, Piece] = {}
        for key, shapes in runs:
            old = self._pieces.get(key)
            if old is not None and old.shows(shapes, tint):
                kept[key] = old
        for item in self._sheet.items():
            if not (isinstance(item, Piece) and kept.get(item.key) is item):
                self._sheet.removeItem(item)
        self._pieces.clear()
        for number, (key, shapes) in enumerate(runs):
            piece = kept.get(key)
            if piece is None:
                piece = Piece(key, shapes, tint)
                self._sheet.addItem(piece)
            piece.setPos(QPointF())
            piece.setOpacity(1.0)
            piece.setZValue(number)
            if key:
                self._pieces[key] = piece

    def _take_room(self, room: QRectF) -> None:
        self._room = room
        self._sheet.setSceneRect(room.adjusted(-room.width(), -room.height(), room.width(), room.height()))

    def _chose(self, key: str, more: dict[str, None]) -> None:
        led, wider = key != self._key, set(more) != set(self._more)
        self._key, self._more = key, more
        self._mark()
        if led:
            self.picked.emit(key)
        if wider:
            self.gathered.emit()

    def _begin_glide(self) -> None:
        if len(self._pieces) < _MANY or not self.isVisible():
            return
        if self._glide is None:
            self._glide = (self.viewport().grab(), self.viewportTransform())
        self._sharp = 0
        self._settled.setInterval(_PAUSE)
        self._settled.start()

    def _settle(self) -> None:
        """Draws the next band sharp; the last one ends the stretched picture."""
        height = self.viewport().height()
        top, self._sharp = self._sharp, self._sharp + -(-height // _BANDS)
        if self._sharp >= height:
            self._glide, self._sharp = None, 0
            self.viewport().update()  # a change meanwhile may have stretched a sharp band again; all of it is at hand now
            return
        self._settled.setInterval(0)
        self._settled.start()
        self.viewport().update(QRect(0, top, self.viewport().width(), -(-height // _BANDS)))

    def _step(self, right: int, down: int) -> None:
        """The nearest body in a direction becomes the chosen one."""
        solid = {key: piece.mapToScene(piece.body.center()) for key, piece in self._pieces.items() if piece.solid}
        if not solid:
            return
        if self._key not in solid:
            self.choose(min(solid, key=lambda key: (solid[key].y(), solid[key].x())))
            return
        here = solid[self._key]
        best, least = "", float("inf")
        for key, place in solid.items():
            along = (place.x() - here.x()) * right + (place.y() - here.y()) * down
            across = abs((place.x() - here.x()) * down) + abs((place.y() - here.y()) * right)
            if key != self._key and along > 1 and along + 2.5 * across < least:
                best, least = key, along + 2.5 * across
        if best:
            self.choose(best)

    def _mark(self) -> None:
        """The accent frame round the chosen bodies, and the handle of the leading one."""
        for old in (*self._frames, *((self._grip,) if self._grip is not None else ())):
            self._sheet.removeItem(old)
        self._frames.clear()
        self._grip = None
        pen = QPen(QColor(tokens().accent), 2)
        pen.setCosmetic(True)
        for key in self._more:
            piece = self._pieces.get(key)
            if piece is None:
                continue
            outline = QPainterPath()
            outline.addRoundedRect(piece.body.adjusted(-3, -3, 3, 3), 10, 10)
            frame = self._sheet.addPath(outline, pen)
            frame.setZValue(1e5)
            self._frames.append(frame)
        lead = self._pieces.get(self._key)
        if lead is not None and self.draggable and lead.solid and len(self._more) == 1:
            point = self.handle_point()
            square = QRectF(point.x() - HANDLE / 2, point.y() - HANDLE / 2, HANDLE, HANDLE)
            self._grip = self._sheet.addRect(square, pen, QColor(tokens().card))
            self._grip.setZValue(1e5 + 1)
            self._grip.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)


def _gathered(shapes: Iterable[Shape]) -> list[tuple[str, list[Shape]]]:
    """Shapes of one key together where the key first stands; shapes without a key in runs."""
    found: list[tuple[str, list[Shape]]] = []
    places: dict[str, int] = {}
    for shape in shapes:
        if shape.key and shape.key in places:
            found[places[shape.key]][1].append(shape)
        elif shape.key:
            places[shape.key] = len(found)
            found.append((shape.key, [shape]))
        elif found and not found[-1][0]:
            found[-1][1].append(shape)
        else:
            found.append(("", [shape]))
    return found
