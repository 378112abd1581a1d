"""A large picture as a wall of sheets: each tile holds whole boxes only, lines run on from tile to tile. Pure.

Neighbouring tiles overlap by more than a box, so that everybody stands whole on at least one sheet; dashed lines say where the next begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from kamdesk.core.picture import Anchor, Box, Curve, Disc, Face, Line, Picture, Point, Poly, Shape, Stroke, Words, area_of

_SEGMENTS = 24  # straight parts of a curve that runs over several tiles
_MARK = Stroke("#7C8694", 0.6, (4.0, 3.0))
_CORNER = 12.0

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A sheet of the wall: `name` is its row and column as A1, B3; `area` what it shows of the whole (left, top, right, bottom)."""

    number: int
    row: int
    column: int
    area: Area

    @property
    def name(self) -> str:
        return f"{_letters(self.row)}{self.column + 1}"


def tiles(width: float, height: float, sheet: tuple[float, float], overlap: tuple[float, float]) -> list[Tile]:
    """The tiles of a picture for sheets of this size, row by row; all lengths in points of the picture. The rest is shared out evenly."""
    lefts, tops = _starts(width, sheet[0], overlap[0]), _starts(height, sheet[1], overlap[1])
    cells = [(row, column) for row in range(len(tops)) for column in range(len(lefts))]
    return [
        Tile(number, row, column, (lefts[column], tops[row], lefts[column] + sheet[0], tops[row] + sheet[1]))
        for number, (row, column) in enumerate(cells, 1)
    ]


def tile_picture(picture: Picture, tile: Tile, wall: list[Tile]) -> Picture:
    """What one tile shows, with the marks of its neighbours."""
    left, top, right, bottom = tile.area
    shapes = [_moved(shape, -left, -top) for shape in _within(picture, tile.area)]
    width, height = right - left, bottom - top
    return Picture(width, height, (*shapes, *_marks(tile, wall)), f"{picture.title} {tile.name}")


def wall_picture(picture: Picture, wall: list[Tile], width: float) -> Picture:
    """How the sheets are put together: a small picture of the whole with the tiles' names."""
    scale = width / max(tile.area[2] for tile in wall)
    shapes: list[Shape] = []
    seen: set[str] = set()
    for shape in picture.shapes:
        if isinstance(shape, Box) and shape.key and shape.key not in seen:
            seen.add(shape.key)
            shapes.append(Box(shape.x * scale, shape.y * scale, shape.width * scale, shape.height * scale, "#DDE3EA"))
    for tile in wall:
        left, top, right, bottom = (edge * scale for edge in tile.area)
        shapes.append(Box(left, top, right - left, bottom - top, None, Stroke("#1D4FBF", 0.8)))
        size = min(16.0, (bottom - top) / 3)
        middle = ((left + right) / 2, (top + bottom) / 2 + size / 3)
        shapes.append(Words(*middle, tile.name, size, "#1D4FBF", Face.SANS_BOLD, Anchor.MIDDLE))
    height = max(tile.area[3] for tile in wall) * scale
    return Picture(width, height, tuple(shapes), picture.title)


def _starts(length: float, sheet: float, overlap: float) -> list[float]:
    if length <= sheet:
        return [(length - sheet) / 2]
    count = ceil((length - overlap) / (sheet - overlap))
    step = (length - sheet) / (count - 1)
    return [number * step for number in range(count)]


def _within(picture: Picture, area: Area) -> Iterator[Shape]:
    """Whole boxes with what stands in them, words that fit, and the parts of lines that lie inside."""
    rooms: dict[str, Area] = {}
    for shape in picture.shapes:
        if shape.key and not isinstance(shape, Words):
            rooms[shape.key] = _united(rooms.get(shape.key), area_of(shape))
    for shape in picture.shapes:
        if shape.key:
            if _inside(rooms.get(shape.key) or area_of(shape), area):
                yield shape
        elif isinstance(shape, Poly | Curve | Line):
            yield from _clipped(shape, area)
        elif _inside(area_of(shape), area):
            yield shape


def _clipped(shape: Poly | Curve | Line, area: Area) -> Iterator[Shape]:
    if _inside(area_of(shape), area):
        yield shape
        return
    if shape.stroke is None:
        return
    points = _points(shape)
    for start, end in pairwise(points):
        part = clipped(start, end, area)
        if part is not None:
            yield Poly(part, None, shape.stroke, closed=False, opacity=shape.opacity)


def _points(shape: Poly | Curve | Line) -> list[Point]:
    match shape:
        case Line(start, end):
            return [start, end]
        case Poly(points):
            return [*points, points[0]] if shape.closed and points else list(points)
        case Curve():
            return [_on_curve(shape, number / _SEGMENTS) for number in range(_SEGMENTS + 1)]


def _on_curve(curve: Curve, t: float) -> Point:
    """The point at `t` of a cubic Bézier curve."""
    u = 1 - t
    weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    points = (curve.start, curve.control_1, curve.control_2, curve.end)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def clipped(start: Point, end: Point, area: Area) -> tuple[Point, Point] | None:
    """The part of a straight line inside an area, after Liang and Barsky; None where there is none."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    edges = ((-dx, start[0] - area[0]), (dx, area[2] - start[0]), (-dy, start[1] - area[1]), (dy, area[3] - start[1]))
    for step, room in edges:
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enters = max(enters, room / step)
        else:
            leaves = min(leaves, room / step)
    if enters >= leaves:
        return None
    return (start[0] + enters * dx, start[1] + enters * dy), (start[0] + leaves * dx, start[1] + leaves * dy)


def _marks(tile: Tile, wall: list[Tile]) -> Iterator[Shape]:
    """Dashed lines where the neighbours begin, and corners to lay the sheets by."""
    left, top, right, bottom = tile.area
    width, height = right - left, bottom - top
    for other in wall:
        if other.row == tile.row and abs(other.column - tile.column) == 1:
            x = (other.area[0] if other.column > tile.column else other.area[2]) - left
            yield Poly(((x, 0.0), (x, height)), None, _MARK, closed=False)
        if other.column == tile.column and abs(other.row - tile.row) == 1:
            y = (other.area[1] if other.row > tile.row else other.area[3]) - top
            yield Poly(((0.0, y), (width, y)), None, _MARK, closed=False)
    solid = Stroke(_MARK.colour, 0.8)
    for x, right_way in ((0.0, 1), (width, -1)):
        for y, down in ((0.0, 1), (height, -1)):
            corner = ((x + right_way * _CORNER, y), (x, y), (x, y + down * _CORNER))
            yield Poly(corner, None, solid, closed=False)


def _moved(shape: Shape, right: float, down: float) -> Shape:
    match shape:
        case Box() | Words() | Disc():
            return replace(shape, x=shape.x + right, y=shape.y + down)
        case Poly():
            return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
        case Line():
            return replace(shape, start=_by(shape.start, right, down), end=_by(shape.end, right, down))
        case Curve():
            return replace(
                shape, start=_by(shape.start, right, down), control_1=_by(shape.control_1, right, down),
                control_2=_by(shape.control_2, right, down), end=_by(shape.end, right, down),
            )  # fmt: skip


def _by(point: Point, right: float, down: float) -> Point:
    return point[0] + right, point[1] + down


def _united(one: Area | None, other: Area) -> Area:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _inside(part: Area, whole: Area) -> bool:
    return part[0] >= whole[0] and part[1] >= whole[1] and part[2] <= whole[2] and part[3] <= whole[3]


def _letters(row: int) -> str:
    """A … Z, AA, AB …"""
    name, rest = "", row + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return name
