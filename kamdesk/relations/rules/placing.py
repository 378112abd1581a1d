"""Boxes that a hand put somewhere stay there, seen from their boss; what the layout decides makes room for them.

Where a box of the layout would stand under a hand-placed one, everything beyond it moves on by as much as is needed, to the side or
down, whichever disturbs the fewest: a monotone shift, so that boxes which stood apart stay apart. Only where no shift can help (a
box placed upon its own boss, or upon another hand-placed one) does the hand-placed box itself give way to the nearest free spot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic

from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH, PITCH, ROW_GAP, Key, MapLayout, Place, ReportLine, Shape, moved

APART = 12.0  # the least gap between a hand-placed box and another one
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Branch(Generic[Key]):
    """Somebody placed by hand, with the tidy tree of those below: seen from the boss (from the map's corner for a top)."""

    top: Key
    boss: Key | None
    offset: tuple[float, float]
    places: tuple[Place[Key], ...]
    lines: tuple[ReportLine[Key], ...]


@dataclass(frozen=True, slots=True)
class _Shift:
    """Everything whose middle lies beyond `cut` moves by `by`: along x, or down."""

    cut: float
    by: float
    down: bool = False
    leftwards: bool = False

    def x(self, x: float) -> float:
        if self.down or (x > self.cut if self.leftwards else x < self.cut):
            return x
        return x + self.by

    def y(self, y: float) -> float:
        return y + self.by if self.down and y >= self.cut else y

    def place(self, place: Place[Key]) -> Place[Key]:
        return replace(place, x=self.x(place.middle) - BOX_WIDTH / 2, y=self.y(place.y))


class Composed(Generic[Key]):
    """A tidy tree with hand-placed branches beside it, brought apart."""

    def __init__(self, places: list[Place[Key]], lines: list[ReportLine[Key]], branches: list[Branch[Key]]) -> None:
        """`branches` stand in an order in which each comes after the one its boss is in."""
        self._main = {place.key: place for place in places}
        self._lines = lines
        self._branches = branches
        self._put: dict[Key, Place[Key]] = {}
        self._nudged: dict[Key, tuple[float, float]] = {}
        self._anchors: dict[Key, Key | None] = {}

    def layout(self, shape: Shape[Key]) -> MapLayout[Key]:
        self._put_branches()
        for _ in range(_TRIES):
            found = next(self._under(), None)
            if found is None:
                break
            self._make_room(*found)
        self._nudge_apart()
        boxes = [*self._main.values(), *self._put.values()]
        lines = [*self._lines, *self._branch_lines()]
        left, top = min(place.x for place in boxes), min(place.y for place in boxes)
        width = max(place.x for place in boxes) + BOX_WIDTH - left
        height = max(place.bottom for place in boxes) - top
        by_hand = frozenset(branch.top for branch in self._branches)
        whole = MapLayout(width, height, tuple(boxes), tuple(lines), shape, placed=by_hand)
        return whole if (left, top) == (0.0, 0.0) else moved(whole, -left, -top)

    def _put_branches(self) -> None:
        """Every branch where its boss and its offset say."""
        self._put.clear()
        for branch in self._branches:
            boss = self._box(branch.boss) if branch.boss is not None else None
            self._anchors[branch.top] = None if boss is None else self._anchor(boss.key)
            x, y = (boss.x, boss.y) if boss is not None else (0.0, 0.0)
            more = self._nudged.get(branch.top, (0.0, 0.0))
            right, down = x + branch.offset[0] + more[0], y + branch.offset[1] + more[1]
            for place in branch.places:
                at = (place.x + right, place.y + down)
                self._put[place.key] = replace(place, x=at[0], y=at[1], row=round(at[1] / PITCH))

    def _anchor(self, key: Key) -> Key | None:
        """Who of the tidy tree a hand-placed branch hangs on in the end."""
        if key in self._main:
            return key
        return next((self._anchors[branch.top] for branch in self._branches if any(place.key == key for place in branch.places)), None)

    def _box(self, key: Key) -> Place[Key] | None:
        return self._main.get(key) or self._put.get(key)

    def _under(self) -> Iterator[tuple[Place[Key], Place[Key]]]:
        """(box of the tree, hand-placed box) that stand too near to each other."""
        for placed in self._put.values():
            for box in self._main.values():
                if near(box, placed) and self._ways(box, placed):
                    yield box, placed

    def _ways(self, box: Place[Key], placed: Place[Key]) -> list[_Shift]:
        """The shifts that part the two without taking the hand-placed one along."""
        top = next(branch.top for branch in self._branches if any(place.key == placed.key for place in branch.places))
        held = self._anchors[top]
        anchor = self._main[held] if held is not None else None
        found = []
        if anchor is None or anchor.middle < box.middle - 0.01:
            found.append(_Shift(box.middle, placed.x + BOX_WIDTH + APART - box.x))
        if anchor is None or anchor.middle > box.middle + 0.01:
            found.append(_Shift(box.middle, placed.x - APART - BOX_WIDTH - box.x, leftwards=True))
        if anchor is None or anchor.y < box.y:
            found.append(_Shift(box.y - ROW_GAP / 4, placed.bottom + APART - box.y, down=True))
        return found

    def _make_room(self, box: Place[Key], placed: Place[Key]) -> None:
        shift = min(self._ways(box, placed), key=self._disturbs)
        self._main = {key: shift.place(place) for key, place in self._main.items()}
        self._lines = [self._shifted(line, shift) for line in self._lines]
        self._put_branches()

    def _disturbs(self, shift: _Shift) -> float:
        moving = sum(shift.place(place) != place for place in self._main.values())
        return abs(shift.by) * moving

    def _shifted(self, line: ReportLine[Key], shift: _Shift) -> ReportLine[Key]:
        points = [(shift.x(x), shift.y(y)) for x, y in line.points]
        if line.below is not None:  # its end stands at a box, and goes with it
            before = line.points[-1][0]
            place = self._main[line.below]  # moved already
            edges = (place.x, place.middle, place.x + BOX_WIDTH)
            points[-1] = (min(edges, key=lambda x: min(abs(x - before), abs(x - before - shift.by))), points[-1][1])
            if line.points[0][0] == before:
                points[0] = (points[-1][0], points[0][1])
        return ReportLine(line.boss, line.below, tuple(points))

    def _nudge_apart(self) -> None:
        """What no shift could part: the hand-placed branch goes to the nearest free spot. Those that hang on it come after it."""
        for branch in self._branches:
            mine = [self._put[place.key] for place in branch.places]
            theirs = [*self._main.values(), *(self._put[place.key] for other in self._free_of(branch) for place in other.places)]
            if any(near(one, other) for one in mine for other in theirs):
                ways = (_freed(mine, theirs, *way) for way in ((0, 1), (1, 0), (-1, 0), (0, -1)))
                self._nudged[branch.top] = min(ways, key=lambda way: abs(way[0]) + abs(way[1]))
                self._put_branches()

    def _free_of(self, branch: Branch[Key]) -> Iterator[Branch[Key]]:
        """The other branches that do not hang on this one."""
        hanging = {place.key for place in branch.places}
        for other in self._branches:
            if other is branch:
                continue
            if other.boss in hanging:
                hanging |= {place.key for place in other.places}
            else:
                yield other

    def _branch_lines(self) -> Iterator[ReportLine[Key]]:
        for branch in self._branches:
            top = self._put[branch.top]
            first = next(place for place in branch.places if place.key == branch.top)
            right, down = top.x - first.x, top.y - first.y
            for line in branch.lines:
                yield ReportLine(line.boss, line.below, tuple((x + right, y + down) for x, y in line.points))
            boss = self._box(branch.boss) if branch.boss is not None else None
            if boss is not None:
                yield from _elbow(boss, top)


def _freed(mine: list[Place[Key]], theirs: list[Place[Key]], right: int, down: int) -> tuple[float, float]:
    """How far boxes must go in one direction until they stand free of the others."""
    x = y = 0.0
    for _ in range(_TRIES):
        met = [(replace(one, x=one.x + x, y=one.y + y), other) for one in mine for other in theirs]
        met = [(one, other) for one, other in met if near(one, other)]
        if not met:
            return x, y
        if right:
            x += right * max(BOX_WIDTH + APART - right * (one.x - other.x) for one, other in met)
        else:
            y += down * max(BOX_HEIGHT + APART - down * (one.y - other.y) for one, other in met)
    return x + right * 1e5, y + down * 1e5  # not found: any other direction is better


def near(one: Place[Key], other: Place[Key]) -> bool:
    return abs(one.x - other.x) < BOX_WIDTH + APART - 0.5 and abs(one.y - other.y) < BOX_HEIGHT + APART - 0.5


def _elbow(boss: Place[Key], below: Place[Key]) -> Iterator[ReportLine[Key]]:
    """Straight across and down from a boss to a hand-placed report, whichever side it stands on."""
    if below.y - boss.bottom >= APART or boss.y - below.bottom >= APART:
        lower = below.y > boss.y
        start, end = (boss.bottom, below.y) if lower else (boss.y, below.bottom)
        bar = start + (ROW_GAP / 2 if abs(end - start) >= ROW_GAP else abs(end - start) / 2) * (1 if lower else -1)
        corners = [(boss.middle, start), (boss.middle, bar), (below.middle, bar), (below.middle, end)]
    else:
        right = below.x > boss.x
        start, end = (boss.x + BOX_WIDTH, below.x) if right else (boss.x, below.x + BOX_WIDTH)
        bar, one, two = (start + end) / 2, boss.y + BOX_HEIGHT / 2, below.y + BOX_HEIGHT / 2
        corners = [(start, one), (bar, one), (bar, two), (end, two)]
    for number in range(3):
        if corners[number] != corners[number + 1]:
            yield ReportLine(boss.key, below.key, (corners[number], corners[number + 1]))


def cut_off(below: Mapping[Key | None, list[Key]], placed: Mapping[Key, tuple[float, float]]) -> dict[Key | None, list[Key]]:
    """Who reports to whom without those placed by hand; their branches begin with themselves."""
    return {boss: [key for key in people if key not in placed] for boss, people in below.items()}
