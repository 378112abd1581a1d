"""Boxes and lines of a map, and how large they are. Lengths are points, x to the right, y downwards."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeAlias, TypeVar

BOX_WIDTH, BOX_HEIGHT = 148.0, 64.0
ROW_GAP = 36.0
PITCH = BOX_HEIGHT + ROW_GAP
SIBLING_GAP, COUSIN_GAP, ROOT_GAP = 18.0, 30.0, 44.0
TRUNK_GAP = 26.0  # between the two columns of a block that share a trunk
FRAME = (1100.0, 620.0)  # width and height of the usual frame, in points at life size

Key = TypeVar("Key", bound=Hashable)
Points: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Place(Generic[Key]):
    """Where a box stands by its top left corner; `hidden` people are folded away below it, `reports` stand in its branch altogether."""

    key: Key
    x: float
    y: float
    row: int
    hidden: int = 0
    reports: int = 0

    @property
    def middle(self) -> float:
        return self.x + BOX_WIDTH / 2

    @property
    def bottom(self) -> float:
        return self.y + BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class ReportLine(Generic[Key]):
    """A stretch of the lines below `boss`; `below` is the person it leads to, None for the parts that several share."""

    boss: Key
    below: Key | None
    points: Points


@dataclass(frozen=True, slots=True)
class Shape(Generic[Key]):
    """What was decided about a map, so that it can be decided the same when somebody joins or leaves.

    `columns` holds for everybody without reports how many columns their block has (1: not wrapped), `rungs` for everybody below a boss
    in which rung they stand; `shown` is how large the map was when this was chosen, `people` how many stood on it.
    """

    wrap_from: int
    widest: float
    columns: Mapping[Key, int] = field(default_factory=dict)
    rungs: Mapping[Key, int] = field(default_factory=dict)
    shown: float = 1.0
    people: int = 0


@dataclass(frozen=True, slots=True)
class MapLayout(Generic[Key]):
    """`origin` is where the layout's own corner stands: a hand-placed top is placed from there. `placed` are those put by hand.

    `rings` are circles (x, y, radius) behind everything, where one person stands in the middle.
    """

    width: float
    height: float
    places: tuple[Place[Key], ...]
    lines: tuple[ReportLine[Key], ...]
    shape: Shape[Key] | None = field(default=None, compare=False)
    origin: tuple[float, float] = (0.0, 0.0)
    placed: frozenset[Key] = frozenset()
    rings: tuple[tuple[float, float, float], ...] = ()

    def place(self, key: Key) -> Place[Key] | None:
        return next((place for place in self.places if place.key == key), None)


def moved(layout: MapLayout[Key], right: float, down: float) -> MapLayout[Key]:
    """The same layout elsewhere on its sheet; width and height stay those of the boxes."""
    places = tuple(Place(p.key, p.x + right, p.y + down, p.row, p.hidden, p.reports) for p in layout.places)
    lines = tuple(ReportLine(a.boss, a.below, tuple((x + right, y + down) for x, y in a.points)) for a in layout.lines)
    origin = (layout.origin[0] + right, layout.origin[1] + down)
    rings = tuple((x + right, y + down, radius) for x, y, radius in layout.rings)
    return replace(layout, places=places, lines=lines, origin=origin, rings=rings)
