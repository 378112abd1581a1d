"""Shows a picture of `core.picture`: zoom, pan, fit, pick by key with mouse or arrow keys, and drag where the page allows it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
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
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from kamdesk.core.picture import Picture, Shape
from kamdesk.widgets.picture_items import Piece, ink
from kamdesk.widgets.theme import tokens

LEAST, MOST = 0.05, 8.0
_MANY = 150  # pieces; fewer are drawn anew in each frame of a zoom
_PAUSE = 90  # milliseconds without zooming after which a large picture is drawn sharp
HANDLE = 7.0


class PictureView(QGraphicsView):
    """Signals: `picked(key)` ("" for nothing), `opened(key)` on Enter or double click, `dropped(key, onto)` for a box dragged onto another,
    `moved(key, x, y)` for one dragged elsewhere (by how much, in points), `linked(key, onto)` for a line drawn from a box's handle,
    `zoomed(factor)`.
    """

    picked = Signal(str)
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
        self._frame: QGraphicsPathItem | None = None
        self._grip: QGraphicsRectItem | None = None
        self._thread: QGraphicsLineItem | None = None
        self._key = ""
        self._draggable = False
        self._pressed: QPoint | None = None
        self._held: Piece | None = None
        self._fitting = True
        self._minimap = _MiniMap(self)
        self._glide: tuple[QPixmap, QTransform] | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_PAUSE)
        self._settled.timeout.connect(self._settle)

    # what a page calls

    def show_picture(self, picture: Picture, *, own_colours: bool = False) -> None:
        """Paints another picture; zoom, place and the chosen key stay, unless the picture was fitted.

        A picture is laid out in the colours of paper and tinted for a dark screen; `own_colours` paints one made for this screen as it is.
        """
        self._glide = None
        self._sheet.clear()
        self._pieces.clear()
        self._frame = self._grip = self._thread = None
        self._held = None
        for number, (key, shapes) in enumerate(_gathered(picture.shapes)):
            piece = Piece(key, shapes, QColor if own_colours else ink)
            piece.setZValue(number)
            self._sheet.addItem(piece)
            if key:
                self._pieces[key] = piece
        room = QRectF(0, 0, picture.width, picture.height)
        self._sheet.setSceneRect(room.adjusted(-room.width(), -room.height(), room.width(), room.height()))
        self._room = room
        self.setBackgroundBrush(ink(picture.background) if picture.background and tokens().dark is False else QColor(tokens().card))
        self.setAccessibleName(picture.title)
        if self._key not in self._pieces:
            self._key = ""
        self._mark()
        if self._fitting:
            self.fit()
        self._minimap.put(room, [piece.body for piece in self._pieces.values() if piece.solid])

    def fit(self) -> None:
        """The whole picture, no larger than 1.6 times."""
        self._fitting = True
        room = getattr(self, "_room", QRectF())
        if room.isEmpty() or self.viewport().width() < 10:
            return
        wide, high = (self.viewport().width() - 32) / room.width(), (self.viewport().height() - 32) / room.height()
        factor = max(LEAST, min(1.6, wide, high))
        self._glide = None
        self.resetTransform()
        self.scale(factor, factor)
        self.centerOn(room.center())
        self.zoomed.emit(factor)

    def zoom(self, factor: float) -> None:
        """Times `factor`, within bounds."""
        now = self.transform().m11()
        wanted = max(LEAST, min(MOST, now * factor))
        if wanted != now:
            self._fitting = False
            self._begin_glide(wanted)
            self.scale(wanted / now, wanted / now)
            self.zoomed.emit(wanted)
            self._minimap.update()

    def set_draggable(self, draggable: bool) -> None:
        """Whether boxes may be dragged, and lines drawn from the handle of the chosen one."""
        self._draggable = draggable
        self._mark()

    def choose(self, key: str, *, show: bool = True) -> None:
        """Marks a key (or "" for none) and scrolls to it; says `picked`."""
        if key and key not in self._pieces:
            return
        changed = key != self._key
        self._key = key
        self._mark()
        if key and show:
            self.ensureVisible(self._pieces[key].sceneBoundingRect(), 24, 24)
        if changed:
            self.picked.emit(key)

    @property
    def key(self) -> str:
        return self._key

    def keys(self) -> tuple[str, ...]:
        return tuple(self._pieces)

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
        return self.mapFromScene(self._handle_point()) if self._key else QPoint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """While a large picture is being zoomed, what was seen last is stretched; it is drawn sharp as soon as the hand rests."""
        if self._glide is None:
            super().paintEvent(event)
            return
        seen, before = self._glide
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.backgroundBrush())
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
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
        self._from = self._pressed
        self._held = None
        if event.button() == Qt.MouseButton.MiddleButton:
            return
        if self._on_handle(self._pressed):
            self._begin_thread()
            return
        piece = self._piece_at(self._pressed)
        self.choose(piece.key if piece else "", show=False)
        self._held = piece if self._draggable else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is None:
            self.setCursor(self._cursor(here))
            return
        if self._thread is not None:
            line = self._thread.line()
            line.setP2(self.mapToScene(here))
            self._thread.setLine(line)
        elif self._held is not None:
            if (here - self._pressed).manhattanLength() > 6 or self._held.pos() != QPointF():
                self._held.setPos(self.mapToScene(here) - self.mapToScene(self._pressed))
                self._held.setOpacity(0.75)
                self._held.setZValue(1e6)
        else:
            step = here - self._from
            self._from = here
            self._fitting = False
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - step.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - step.y())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._minimap.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        here, held, thread = event.position().toPoint(), self._held, self._thread
        self._pressed = self._held = None
        self.unsetCursor()
        if thread is not None:
            self._sheet.removeItem(thread)
            self._thread = None
            onto = self._piece_at(here)
            if onto is not None and onto.key != self._key:
                self.linked.emit(self._key, onto.key)
        elif held is not None and held.pos() != QPointF():
            self._let_go(held, here)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        piece = self._piece_at(event.position().toPoint())
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
        elif key == Qt.Key.Key_Escape and self._key:
            self.choose("")
        elif Qt.Key(key) in directions and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(*directions[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._minimap.place()
        if self._fitting:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setBackgroundBrush(QColor(tokens().card))

    # inside

    def _begin_glide(self, wanted: float) -> None:
        if len(self._pieces) < _MANY or not self.isVisible():
            return
        if self._glide is not None and not 0.6 < wanted / self._glide[1].m11() < 1.7:
            self._glide = None
        if self._glide is None:
            self._glide = (self.viewport().grab(), self.viewportTransform())
        self._settled.start()

    def _settle(self) -> None:
        self._glide = None
        self.viewport().update()

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

    def _let_go(self, held: Piece, here: QPoint) -> None:
        way = held.pos()
        held.setPos(QPointF())
        held.setOpacity(1.0)
        held.setZValue(1e5)
        onto = self._piece_at(here, besides=held)
        if onto is not None:
            self.dropped.emit(held.key, onto.key)
        else:
            self.moved.emit(held.key, way.x(), way.y())

    def _piece_at(self, place: QPoint, besides: Piece | None = None) -> Piece | None:
        for item in self.items(place):
            if isinstance(item, Piece) and item.key and item.solid and item is not besides:
                return item
        return None

    def _handle_point(self) -> QPointF:
        body = self._pieces[self._key].body
        return QPointF(body.right(), body.center().y())

    def _on_handle(self, place: QPoint) -> bool:
        if self._grip is None:
            return False
        return (self.handle_place() - place).manhattanLength() <= 10

    def _begin_thread(self) -> None:
        start = self._handle_point()
        self._thread = QGraphicsLineItem(start.x(), start.y(), start.x(), start.y())
        self._thread.setPen(QPen(QColor(tokens().accent), 2, Qt.PenStyle.DashLine))
        self._thread.setZValue(1e6)
        self._sheet.addItem(self._thread)

    def _cursor(self, place: QPoint) -> Qt.CursorShape:
        if self._on_handle(place):
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.PointingHandCursor if self._piece_at(place) else Qt.CursorShape.OpenHandCursor

    def _mark(self) -> None:
        """The accent frame round the chosen body, and its handle."""
        for old in (self._frame, self._grip):
            if old is not None:
                self._sheet.removeItem(old)
        self._frame = self._grip = None
        piece = self._pieces.get(self._key)
        if piece is None:
            return
        pen = QPen(QColor(tokens().accent), 2)
        pen.setCosmetic(True)
        outline = QPainterPath()
        outline.addRoundedRect(piece.body.adjusted(-3, -3, 3, 3), 10, 10)
        self._frame = self._sheet.addPath(outline, pen)
        self._frame.setZValue(1e5)
        if self._draggable and piece.solid:
            point = self._handle_point()
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


class _MiniMap(QWidget):
    """Where in the picture one is; a click goes there. Only shown while not everything is in view."""

    def __init__(self, view: PictureView) -> None:
        super().__init__(view)
        self._view = view
        self._room = QRectF()
        self._bodies: list[QRectF] = []
        self.resize(150, 100)
        view.horizontalScrollBar().valueChanged.connect(self._look)
        view.verticalScrollBar().valueChanged.connect(self._look)
        self.hide()

    def put(self, room: QRectF, bodies: list[QRectF]) -> None:
        self._room, self._bodies = room, bodies
        self.place()

    def place(self) -> None:
        viewport: QSize = self._view.viewport().size()
        self.move(viewport.width() - self.width() - 10, viewport.height() - self.height() - 10)
        self._look()

    def _look(self) -> None:
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        self.setVisible(not self._room.isEmpty() and not seen.contains(self._room.adjusted(4, 4, -4, -4)) and self._view.width() > 420)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn = tokens()
        painter.setPen(QPen(QColor(worn.line)))
        painter.setBrush(QColor(worn.background))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        factor = self._factor()
        painter.translate((self.width() - self._room.width() * factor) / 2, (self.height() - self._room.height() * factor) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.edge))
        for body in self._bodies:
            painter.drawRect(QRectF(body.x() * factor, body.y() * factor, max(2, body.width() * factor), max(1.5, body.height() * factor)))
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect().intersected(self._room)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(worn.accent), 1.5))
        painter.drawRect(QRectF(seen.x() * factor, seen.y() * factor, seen.width() * factor, seen.height() * factor))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def _go(self, place: QPointF) -> None:
        factor = self._factor()
        left, top = (self.width() - self._room.width() * factor) / 2, (self.height() - self._room.height() * factor) / 2
        self._view.centerOn((place.x() - left) / factor, (place.y() - top) / factor)

    def _factor(self) -> float:
        if self._room.isEmpty():
            return 1.0
        return min((self.width() - 12) / self._room.width(), (self.height() - 12) / self._room.height())
