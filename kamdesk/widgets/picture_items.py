"""Shapes of a picture as scene items: one cached item for each key, so that five hundred boxes are blitted, not drawn, in each frame."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from kamdesk.core.picture import Anchor, Box, Curve, Disc, Face, Line, Poly, Shape, Stroke, Words, area_of, arrow_head
from kamdesk.widgets.theme import font, tokens

Draw = Callable[[QPainter], None]
Tint = Callable[[str], QColor]
_LEGIBLE = 4.0  # words smaller than this many pixels are not worth their time
_SQUARE = 2.0  # corners rounder than this many pixels are drawn round
_DASHED = 0.5  # below this zoom a dash is drawn as a line: it could not be told, and costs a hundred times as much
_FACTORS = (1, 2, 4, 8)
_ROOM = 3.0


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
        self._shapes, self._tint = shapes, tint
        self._draws: list[tuple[float, Draw]] | None = None
        area, body = QRectF(), QRectF()
        for shape in shapes:
            left, top, right, bottom = area_of(shape)
            part = QRectF(left, top, right - left, bottom - top)
            area = area.united(part if not part.isEmpty() else part.adjusted(-0.5, -0.5, 0.5, 0.5))
            if isinstance(shape, Box | Disc):
                body = body.united(part)
        self.body = body if not body.isEmpty() else area
        self.solid = not body.isEmpty()
        room = _ROOM if self.solid else 2 * _ROOM  # for strokes and arrow heads
        self._area = area.adjusted(-room, -room, room, room)
        if key and self.solid:
            self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def shows(self, shapes: Sequence[Shape], tint: Tint) -> bool:
        """Whether it draws these very shapes already."""
        mine = self._shapes
        return tint is self._tint and len(mine) == len(shapes) and all(a is b for a, b in zip(mine, shapes, strict=True))

    def boundingRect(self) -> QRectF:
        return self._area

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.body)
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        least = _LEGIBLE / max(1e-6, option.levelOfDetailFromTransform(painter.worldTransform())) if option is not None else 0.0
        if self._draws is None:  # most of a large picture is never looked at, and words cost their measuring
            self._draws = [_drawn_run(run, self._tint) for run in _runs(self._shapes)]
        for size, draw in self._draws:
            if size >= least:
                draw(painter)


def _drawn_run(run: Sequence[Shape], tint: Tint) -> tuple[float, Draw]:
    """(size of its words, or a large number for all else, how to draw it)."""
    draw = _straight(run, tint) if len(run) > 1 else _drawing(run[0], tint)
    return (run[0].size if isinstance(run[0], Words) else 99.0), draw


def _runs(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Neighbours that are straight, solid and of one ink together: hundreds of reporting lines are drawn in one call."""
    runs: list[list[Shape]] = []
    before: object = None
    for shape in shapes:
        same = _plain_line(shape)
        if same is not None and same == before:
            runs[-1].append(shape)
        else:
            runs.append([shape])
        before = same
    return runs


def _plain_line(shape: Shape) -> object:
    """What lines must share to be drawn together; None for everything else."""
    if not isinstance(shape, Poly) or len(shape.points) != 2 or shape.closed or shape.stroke is None or shape.stroke.dash:
        return None
    (x1, y1), (x2, y2) = shape.points
    return (shape.stroke, shape.opacity) if abs(x1 - x2) < 0.01 or abs(y1 - y2) < 0.01 else None


def _straight(shapes: Sequence[Shape], tint: Tint) -> Draw:
    """Lines across and down, without smoothing: sharper, and no darker where two meet."""
    polys = [shape for shape in shapes if isinstance(shape, Poly)]
    lines = [QLineF(*poly.points[0], *poly.points[1]) for poly in polys]
    pen, opacity = _pen(polys[0].stroke, tint), polys[0].opacity

    def draw(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen)
        if opacity < 1:
            painter.setOpacity(painter.opacity() * opacity)
        painter.drawLines(lines)
        if opacity < 1:
            painter.setOpacity(painter.opacity() / opacity)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    return draw


def _box(shape: Box, tint: Tint) -> Draw:
    """A solid border is filled, not stroked: the ring between two rounded shapes costs a quarter of the stroke."""
    room = QRectF(shape.x, shape.y, shape.width, shape.height)
    outer, inner = QPainterPath(), QPainterPath()
    if shape.stroke is None or shape.stroke.dash:
        outer.addRoundedRect(room, shape.rounded, shape.rounded)
        return _path(outer, shape.fill, shape.stroke, shape.opacity, tint)
    half = shape.stroke.width / 2
    wide, narrow = room.adjusted(-half, -half, half, half), room.adjusted(half, half, -half, -half)
    inner.addRoundedRect(narrow, max(0.0, shape.rounded - half), max(0.0, shape.rounded - half))
    outer.addRoundedRect(wide, shape.rounded + half, shape.rounded + half)
    border, fill = QBrush(tint(shape.stroke.colour)), QBrush(tint(shape.fill)) if shape.fill else None
    if fill is None:
        outer.addPath(inner)  # the ring alone: the inner part is left open
    rounded, opacity = shape.rounded, shape.opacity

    def draw(painter: QPainter) -> None:
        if opacity < 1:
            painter.setOpacity(painter.opacity() * opacity)
        if fill is not None and rounded * painter.worldTransform().m11() < _SQUARE:
            painter.fillRect(wide, border)
            painter.fillRect(narrow, fill)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(border)
            painter.drawPath(outer)
            if fill is not None:
                painter.setBrush(fill)
                painter.drawPath(inner)
        if opacity < 1:
            painter.setOpacity(painter.opacity() / opacity)

    return draw


def _drawing(shape: Shape, tint: Tint) -> Draw:
    """How to draw a shape."""
    match shape:
        case Box():
            return _box(shape, tint)
        case Disc():
            room = QRectF(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius)
            path = QPainterPath()
            path.addEllipse(room)
            return _path(path, shape.fill, shape.stroke, shape.opacity, tint)
        case Poly():
            polygon = QPolygonF([QPointF(x, y) for x, y in shape.points])
            path = QPainterPath()
            path.addPolygon(polygon)
            if shape.closed:
                path.closeSubpath()
            return _path(path, shape.fill if shape.closed else None, shape.stroke, shape.opacity, tint)
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
    solid = QPen(pen)
    solid.setStyle(Qt.PenStyle.SolidLine if stroke else Qt.PenStyle.NoPen)
    dashed = stroke is not None and bool(stroke.dash)

    def draw(painter: QPainter) -> None:
        if opacity < 1:
            painter.setOpacity(painter.opacity() * opacity)
        painter.setPen(solid if dashed and painter.worldTransform().m11() < _DASHED else pen)
        painter.setBrush(brush)
        painter.drawPath(path)
        if opacity < 1:
            painter.setOpacity(painter.opacity() / opacity)

    return draw


def _with_arrow(
    path: QPainterPath, stroke: Stroke, opacity: float, arrow: bool, tip: tuple[float, float], before: tuple[float, float], tint: Tint
) -> Draw:
    line = _path(path, None, stroke, opacity, tint)
    if not arrow:
        return line
    head = QPainterPath()
    head.addPolygon(QPolygonF([QPointF(x, y) for x, y in arrow_head(before, tip, 5 + stroke.width)]))
    filled = _path(head, stroke.colour, None, opacity, tint)

    def draw(painter: QPainter) -> None:
        line(painter)
        filled(painter)

    return draw


@lru_cache(maxsize=64)
def _face(pixels: int, face: Face) -> tuple[QFont, QFontMetricsF]:
    made = font(pixels, strong=face is Face.SANS_BOLD)
    if face is Face.SERIF:
        made.setFamilies(["Noto Serif SC", "Noto Serif CJK SC", "SimSun", "Songti SC"])
    return made, QFontMetricsF(made)


@lru_cache(maxsize=4096)
def _fitted(text: str, pixels: int, face: Face, room: float | None) -> tuple[str, float]:
    """The text, ended with "…" where it is too wide for its room, and its width; a large map says the same ranks hundreds of times."""
    metrics = _face(pixels, face)[1]
    width = metrics.horizontalAdvance(text)
    if room is None or width <= room:
        return text, width
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return text, metrics.horizontalAdvance(text)


def _words(shape: Words, tint: Tint) -> Draw:
    """Text at its exact size: fonts take whole pixels only, so other sizes are set larger and drawn smaller. Laid out once."""
    fine = next((factor for factor in _FACTORS if float(shape.size * factor).is_integer()), _FACTORS[-1])
    pixels = max(1, round(shape.size * fine))
    face, metrics = _face(pixels, shape.face)
    text, width = _fitted(shape.text, pixels, shape.face, None if shape.max_width is None else shape.max_width * fine)
    width /= fine
    left = shape.x - {Anchor.LEFT: 0.0, Anchor.MIDDLE: width / 2, Anchor.RIGHT: width}[shape.anchor]
    top = shape.y - metrics.ascent() / fine
    colour = QPen(tint(shape.colour))
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    opacity = shape.opacity

    def draw(painter: QPainter) -> None:
        painter.setFont(face)
        painter.setPen(colour)
        if opacity < 1:
            painter.setOpacity(painter.opacity() * opacity)
        if fine == 1:
            painter.drawStaticText(QPointF(left, top), laid)
        else:
            painter.save()
            painter.translate(left, top)
            painter.scale(1 / fine, 1 / fine)
            painter.drawStaticText(QPointF(), laid)
            painter.restore()
        if opacity < 1:
            painter.setOpacity(painter.opacity() / opacity)

    return draw
