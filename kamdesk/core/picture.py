"""A frozen drawing, so that the screen and the paper show exactly the same map or chart.

Rules lay a picture out once; `widgets/picture` paints it, `paper/picture` prints it (PDF and SVG). Lengths are points
(1/72 inch), x to the right and **y downwards** from the top left corner. Colours are `"#rrggbb"`; `None` means not drawn.
Shapes are painted in their order. `key` names what a shape stands for (a person's id, a bar of a chart): a screen finds
the thing under the pointer by it, paper ignores it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


class Face(StrEnum):
    """The faces that both the screen and the paper have."""

    SANS = "sans"
    SANS_BOLD = "sans-bold"
    SERIF = "serif"


class Anchor(StrEnum):
    """Which part of a line of words stands at its point."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks; `dash` holds lengths of ink and gap in turn, empty for a solid line."""

    colour: str
    width: float = 0.75
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner; `rounded` is the radius of its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: Stroke | None = None
    rounded: float = 0.0
    opacity: float = 1.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, with a small arrow head at its end where wanted."""

    start: Point
    end: Point
    stroke: Stroke
    arrow: bool = False
    opacity: float = 1.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bézier line from `start` to `end`, drawn towards its two control points."""

    start: Point
    control_1: Point
    control_2: Point
    end: Point
    stroke: Stroke
    arrow: bool = False
    opacity: float = 1.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text with its baseline at `y`.

    Where `max_width` is given, the text is shortened with "…" to it by whoever measures it in the real font (screen and
    paper hold the same faces, so both shorten alike).
    """

    x: float
    y: float
    text: str
    size: float = 9.0
    colour: str = "#1f2328"
    face: Face = Face.SANS
    anchor: Anchor = Anchor.LEFT
    max_width: float | None = None
    opacity: float = 1.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle by its middle."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    stroke: Stroke | None = None
    opacity: float = 1.0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Poly:
    """Straight lines through points; `closed` joins the last with the first and may be filled."""

    points: tuple[Point, ...]
    fill: str | None = None
    stroke: Stroke | None = None
    closed: bool = True
    opacity: float = 1.0
    key: str = ""


Shape: TypeAlias = Box | Line | Curve | Words | Disc | Poly


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole drawing; `title` is said by screen readers and stands in the SVG."""

    width: float
    height: float
    shapes: tuple[Shape, ...] = field(default=())
    title: str = ""
    background: str | None = None


def area_of(shape: Shape) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a shape in points, to find what lies under a pointer or in a window.

    Words are taken generously (one em per character, `max_width` at most); strokes are not counted.
    """
    match shape:
        case Box(x, y, width, height):
            return (x, y, x + width, y + height)
        case Disc(x, y, radius):
            return (x - radius, y - radius, x + radius, y + radius)
        case Words():
            return _area_of_words(shape)
        case Line(start, end):
            return _area_of_points((start, end))
        case Curve(start, control_1, control_2, end):
            return _area_of_points((start, control_1, control_2, end))
        case Poly(points):
            return _area_of_points(points)


def arrow_head(before: Point, tip: Point, size: float) -> tuple[Point, Point, Point]:
    """The triangle at the end of an arrow that comes from `before`, so that screen and paper draw the same one."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length * size, dy / length * size
    back_x, back_y = tip[0] - dx, tip[1] - dy
    return (tip, (back_x - dy * 0.42, back_y + dx * 0.42), (back_x + dy * 0.42, back_y - dx * 0.42))


def _area_of_points(points: tuple[Point, ...]) -> tuple[float, float, float, float]:
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _area_of_words(words: Words) -> tuple[float, float, float, float]:
    width = len(words.text) * words.size
    if words.max_width is not None:
        width = min(width, words.max_width)
    left = words.x - {Anchor.LEFT: 0.0, Anchor.MIDDLE: width / 2, Anchor.RIGHT: width}[words.anchor]
    return (left, words.y - words.size, left + width, words.y + words.size * 0.3)
