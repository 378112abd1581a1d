"""Shapes of a picture as scene items: one cached item for each key, so that five hundred boxes are blitted, not drawn, in each frame."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from kamdesk.core.picture import Anchor, Box, Curve, Disc, Face, Line, Poly, Shape, Stroke, Words, arrow_head
from kamdesk.widgets.theme import font, tokens

Draw = Callable[[QPainter], None]
Tint = Callable[[str], QColor]
_FINE = 8
_LEGIBLE = 4.0  # words smaller than this many pixels are not worth their time


def ink(colour: str) -> QColor:
    """Pictures are laid out in the colours of paper; on a dark screen light and dark change places, the hue stays."""
    made = QColor(colour)
    if not tokens().dark:
        return made
    hue, saturation, lightness, opacity = made.hslHueF(), made.hslSaturationF(), made.lightnessF(), made.alphaF()
    if saturation < 0.2:  # greys take the blue of the dark theme
        return QColor.fromHslF(0.6, 0.2, 0.13 + (1 - lightness) * 0.8, opacity)
    return QColor.fromHslF(max(0.0, hue), saturation * 0.85, 0.11 + (1 - lightness) * 0.83, opacity)


class Piece(QGraphicsItem):
    """All shapes of one key. `key` is "" for what stands for nothing; `tint` turns the picture's colours into those of the screen."""

    def __init__(self, key: str, shapes: Sequence[Shape], tint: Tint = ink) -> None:
        super().__init__()
        self.key = key
        drawn = [_drawing(shape, tint) for shape in shapes]
        self._draws = [draw for draw, _area, _boxed in drawn]
        self._sizes = [shape.size if isinstance(shape, Words) else 99.0 for shape in shapes]
        area = QRectF()
        body = QRectF()
        for _draw, part, boxed in drawn:
            area = area.united(part)
            if boxed:
                body = body.united(part)
        self.body = body if not body.isEmpty() else area
        self._area = area.adjusted(-2, -2, 2, 2)
        self.solid = not body.isEmpty()
        if key and self.solid:
            self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        return self._area

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.body)
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        least = _LEGIBLE / max(1e-6, option.levelOfDetailFromTransform(painter.worldTransform())) if option is not None else 0.0
        for draw, size in zip(self._draws, self._sizes, strict=True):
            if size >= least:
                draw(painter)


def _drawing(shape: Shape, tint: Tint) -> tuple[Draw, QRectF, bool]:
    """How to draw a shape, the area it covers, and whether it is a body that can be pointed at."""
    match shape:
        case Box():
            room = QRectF(shape.x, shape.y, shape.width, shape.height)
            path = QPainterPath()
            path.addRoundedRect(room, shape.rounded, shape.rounded)
            return _path(path, shape.fill, shape.stroke, shape.opacity, tint), room, True
        case Disc():
            room = QRectF(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius)
            path = QPainterPath()
            path.addEllipse(room)
            return _path(path, shape.fill, shape.stroke, shape.opacity, tint), room, True
        case Poly():
            polygon = QPolygonF([QPointF(x, y) for x, y in shape.points])
            path = QPainterPath()
            path.addPolygon(polygon)
            if shape.closed:
                path.closeSubpath()
            return _path(path, shape.fill if shape.closed else None, shape.stroke, shape.opacity, tint), polygon.boundingRect(), False
        case Line():
            path = QPainterPath(QPointF(*shape.start))
            path.lineTo(QPointF(*shape.end))
            return _with_arrow(path, shape.stroke, shape.opacity, shape.arrow, shape.end, shape.start, tint)
        case Curve():
            path = QPainterPath(QPointF(*shape.start))
            path.cubicTo(QPointF(*shape.control_1), QPointF(*shape.control_2), QPointF(*shape.end))
            return _with_arrow(path, shape.stroke, shape.opacity, shape.arrow, shape.end, shape.control_2, tint)
        case Words():
            return _words(shape, tint)


def _pen(stroke: Stroke | None, tint: Tint) -> QPen:
    if stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(tint(stroke.colour), stroke.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dash:
        pen.setDashPattern([length / max(stroke.width, 0.1) for length in stroke.dash])
    return pen


def _path(path: QPainterPath, fill: str | None, stroke: Stroke | None, opacity: float, tint: Tint) -> Draw:
    pen = _pen(stroke, tint)
    brush = QBrush(tint(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)

    def draw(painter: QPainter) -> None:
        painter.setOpacity(opacity)
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawPath(path)

    return draw


def _with_arrow(
    path: QPainterPath, stroke: Stroke, opacity: float, arrow: bool, tip: tuple[float, float], before: tuple[float, float], tint: Tint
) -> tuple[Draw, QRectF, bool]:
    line = _path(path, None, stroke, opacity, tint)
    room = path.boundingRect().adjusted(-4, -4, 4, 4)
    if not arrow:
        return line, room, False
    head = QPainterPath()
    head.addPolygon(QPolygonF([QPointF(x, y) for x, y in arrow_head(before, tip, 5 + stroke.width)]))
    filled = _path(head, stroke.colour, None, opacity, tint)

    def draw(painter: QPainter) -> None:
        line(painter)
        filled(painter)

    return draw, room.united(head.boundingRect()), False


@lru_cache(maxsize=64)
def _face(pixels: int, face: Face) -> tuple[QFont, QFontMetricsF]:
    made = font(pixels, strong=face is Face.SANS_BOLD)
    if face is Face.SERIF:
        made.setFamilies(["Noto Serif SC", "Noto Serif CJK SC", "SimSun", "Songti SC"])
    return made, QFontMetricsF(made)


def _words(shape: Words, tint: Tint) -> tuple[Draw, QRectF, bool]:
    """Text at its exact size: fonts take whole pixels only, so it is set eight times as large and drawn an eighth of it."""
    face, metrics = _face(max(1, round(shape.size * _FINE)), shape.face)
    text = shape.text
    width = metrics.horizontalAdvance(text) / _FINE
    if shape.max_width is not None and width > shape.max_width:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, shape.max_width * _FINE)
        width = metrics.horizontalAdvance(text) / _FINE
    left = shape.x - {Anchor.LEFT: 0.0, Anchor.MIDDLE: width / 2, Anchor.RIGHT: width}[shape.anchor]
    colour = tint(shape.colour)

    def draw(painter: QPainter) -> None:
        painter.save()
        painter.setOpacity(shape.opacity)
        painter.translate(left, shape.y)
        painter.scale(1 / _FINE, 1 / _FINE)
        painter.setFont(face)
        painter.setPen(colour)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()

    return draw, QRectF(left, shape.y - shape.size, width, shape.size * 1.35), False
