"""Shows a small picture of `core.picture` as part of a page: it is as wide as its place, and neither zooms nor scrolls."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kamdesk.core.picture import Box, Disc, Picture, area_of
from kamdesk.widgets.picture_items import Piece
from kamdesk.widgets.theme import tokens

PIXELS = 4 / 3  # a point on the screen
Make = Callable[[float], Picture]


class StillPicture(QWidget):
    """`make(width)` lays the picture out for a width in points, again whenever its place changes.

    Emits `picked(key)` where it is clickable.
    """

    picked = Signal(str)

    def __init__(self, *, clickable: bool = False, widest: int = 16_777_215, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Make | None = None
        self._picture = Picture(0, 0)
        self._piece: Piece | None = None
        self._tips: Mapping[str, str] = {}
        self._clickable, self._key = clickable, ""
        self.setMaximumWidth(widest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(clickable)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def put(self, make: Make, tips: Mapping[str, str] | None = None, key: str = "") -> None:
        """`tips` are shown over what has a key; `key` is where the keyboard begins."""
        self._make, self._tips, self._key = make, dict(tips or {}), key
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(360, self.height())

    def key_at(self, place: QPointF) -> str:
        """What lies under a point of the widget; the topmost first."""
        x, y = place.x() / PIXELS, place.y() / PIXELS
        for shape in reversed(self._picture.shapes):
            left, top, right, bottom = area_of(shape)
            if shape.key and isinstance(shape, Box | Disc) and left <= x <= right and top <= y <= bottom:
                return shape.key
        return ""

    def place_of(self, key: str) -> QPointF:
        """The middle of what has a key, for tests."""
        shapes = (shape for shape in self._picture.shapes if isinstance(shape, Box | Disc))
        left, top, right, bottom = next(area_of(shape) for shape in shapes if shape.key == key)
        return QPointF((left + right) / 2 * PIXELS, (top + bottom) / 2 * PIXELS)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._piece is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(PIXELS, PIXELS)
        self._piece.paint(painter, None)  # type: ignore[arg-type]
        if self.hasFocus() and self._key:
            self._paint_frame(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self._tips.get(self.key_at(QPointF(event.pos())), "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.key_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self.key_at(event.position()) if self._clickable and event.button() == Qt.MouseButton.LeftButton else ""
        if key:
            self._key = key
            self.picked.emit(key)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(dict.fromkeys(shape.key for shape in self._picture.shapes if shape.key and isinstance(shape, Box | Disc)))
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if self._clickable and keys and event.key() in ways:
            place = keys.index(self._key) + ways[Qt.Key(event.key())] if self._key in keys else 0
            self._key = keys[place % len(keys)]
            self.update()
        elif self._clickable and self._key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._key)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        if self._make is None:
            return
        self._picture = self._make(max(160.0, self.width() / PIXELS))
        self._piece = Piece("", self._picture.shapes) if self._picture.shapes else None
        self.setFixedHeight(round(self._picture.height * PIXELS) + 2)
        self.setVisible(bool(self._picture.shapes))
        self.setAccessibleName(self._picture.title)
        self.update()

    def _paint_frame(self, painter: QPainter) -> None:
        """Where the keyboard is."""
        shape = next((each for each in self._picture.shapes if each.key == self._key and isinstance(each, Box | Disc)), None)
        if shape is not None:
            left, top, right, bottom = area_of(shape)
            painter.setPen(QPen(QColor(tokens().accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left + 2, top + 2, right - left - 4, bottom - top - 4), 3, 3)
