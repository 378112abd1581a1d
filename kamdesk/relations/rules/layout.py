"""A tidy tree: every boss above the people who report to them, narrow, without overlap, and always the same for the same map.

After Walker (1990) and Buchheim (2002): subtrees are pushed together by their contours, here one pair of edges for each row. Siblings
are packed once from the left and once from the right, and stand at the mean of both: every condition is of the form
"b lies at least d to the right of a", so the mean of two solutions is a solution, and small subtrees spread evenly between
large ones. Runs of six or more people without reports of their own wrap into a block below their boss.
Lengths are points, x to the right, y downwards. Rows stand `PITCH` apart.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeAlias, TypeVar

BOX_WIDTH, BOX_HEIGHT = 148.0, 64.0
ROW_GAP = 36.0
PITCH = BOX_HEIGHT + ROW_GAP
SIBLING_GAP, COUSIN_GAP, ROOT_GAP = 18.0, 30.0, 44.0
TRUNK_GAP = 26.0  # between the two columns of a block that share a trunk
WRAP_FROM = 6

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
class MapLayout(Generic[Key]):
    width: float
    height: float
    places: tuple[Place[Key], ...]
    lines: tuple[ReportLine[Key], ...]

    def place(self, key: Key) -> Place[Key] | None:
        return next((place for place in self.places if place.key == key), None)


def forest(parents: Mapping[Key, Key | None]) -> dict[Key | None, list[Key]]:
    """Who reports to whom, in the given order; `None` holds the tops.

    A boss who is not on the map counts as none. A circle, which actions refuse but a damaged file might hold, is cut at its first member.
    """
    below: dict[Key | None, list[Key]] = {None: []}
    for key, boss in parents.items():
        top = boss is None or boss not in parents or boss == key
        below.setdefault(None if top else boss, []).append(key)
    seen: set[Key] = set()
    _mark(below, below[None], seen)
    for key, boss in parents.items():
        if key not in seen:
            below[boss].remove(key)
            below[None].append(key)
            _mark(below, [key], seen)
    return below


def laid_out(parents: Mapping[Key, Key | None], collapsed: Collection[Key] = ()) -> MapLayout[Key]:
    """The places of all boxes and the lines between them. `parents` gives each key's boss, in the order in which siblings stand."""
    if not parents:
        return MapLayout(0.0, 0.0, (), ())
    tree = _Tree(forest(parents), frozenset(collapsed))
    return tree.layout()


def moved(layout: MapLayout[Key], right: float, down: float) -> MapLayout[Key]:
    """The same layout elsewhere on its sheet; width and height stay those of the boxes."""
    places = tuple(Place(p.key, p.x + right, p.y + down, p.row, p.hidden, p.reports) for p in layout.places)
    lines = tuple(ReportLine(a.boss, a.below, tuple((x + right, y + down) for x, y in a.points)) for a in layout.lines)
    return MapLayout(layout.width, layout.height, places, lines)


def _mark(below: Mapping[Key | None, list[Key]], start: Iterable[Key], seen: set[Key]) -> None:
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(below.get(key, ()))


@dataclass(slots=True)
class _Outline:
    """The left and right edge of a subtree in each of its rows, relative to the middle of its top."""

    lefts: list[float]
    rights: list[float]


@dataclass(slots=True)
class _Group(Generic[Key]):
    """What stands side by side below a boss: one person with their branch, or a block of people without one. `at` is its middle."""

    members: list[Key]
    outline: _Outline
    columns: int = 1
    at: float = 0.0


class _Tree(Generic[Key]):
    """One run of the layout: outlines from the leaves up, then places from the tops down."""

    def __init__(self, below: Mapping[Key | None, list[Key]], collapsed: frozenset[Key]) -> None:
        self._whole = below
        self._below = {boss: people for boss, people in below.items() if boss is None or boss not in collapsed}
        self._reports = self._counted()
        self._groups: dict[Key | None, list[_Group[Key]]] = {}
        self._places: list[Place[Key]] = []
        self._lines: list[ReportLine[Key]] = []

    def layout(self) -> MapLayout[Key]:
        outlines: dict[Key, _Outline] = {}
        for key in reversed(self._downwards()):
            outlines[key] = self._outline(key, outlines)
        self._outline(None, outlines)
        self._put()
        left = min(place.x for place in self._places)
        width = max(place.x for place in self._places) + BOX_WIDTH - left
        height = max(place.bottom for place in self._places)
        return moved(MapLayout(width, height, tuple(self._places), tuple(self._lines)), -left, 0.0)

    def _downwards(self) -> list[Key]:
        """Bosses before the people below them, without recursion: a chain may be longer than Python's stack."""
        order = list(self._below[None])
        for key in order:
            order.extend(self._below.get(key, ()))
        return order

    def _counted(self) -> dict[Key, int]:
        order = list(self._whole[None])
        for key in order:
            order.extend(self._whole.get(key, ()))
        counts: dict[Key, int] = {}
        for key in reversed(order):
            counts[key] = sum(1 + counts[below] for below in self._whole.get(key, ()))
        return counts

    def _outline(self, boss: Key | None, outlines: dict[Key, _Outline]) -> _Outline:
        groups = self._groups[boss] = [group for run in self._runs(boss) for group in _grouped(run, outlines)]
        _spread(groups, ROOT_GAP if boss is None else None)
        top = _Outline([-BOX_WIDTH / 2], [BOX_WIDTH / 2])
        if not groups:
            return top
        if len(groups) == 1:  # a long chain of single reports would otherwise cost the square of its length
            return _Outline([*top.lefts, *groups[0].outline.lefts], [*top.rights, *groups[0].outline.rights])
        rows = max(len(group.outline.lefts) for group in groups)
        for row in range(rows):
            reaching = [group for group in groups if len(group.outline.lefts) > row]
            top.lefts.append(min(group.at + group.outline.lefts[row] for group in reaching))
            top.rights.append(max(group.at + group.outline.rights[row] for group in reaching))
        return top

    def _runs(self, boss: Key | None) -> list[list[Key]]:
        """Neighbours without reports of their own stand together, all others alone."""
        runs: list[list[Key]] = []
        for alone, members in groupby(self._below.get(boss, ()), key=lambda key: not self._whole.get(key)):
            people = list(members)
            runs += [people] if alone else [[person] for person in people]
        return runs

    def _put(self) -> None:
        waiting: list[tuple[Key | None, float, int]] = [(None, 0.0, -1)]
        for boss, middle, row in waiting:
            groups = self._groups.get(boss, [])
            for group in groups:
                spots = _spots(group)
                for key, (x, down) in zip(group.members, spots, strict=True):
                    self._place(key, middle + x, row + 1 + down)
                    if group.columns == 1:
                        waiting.append((key, middle + x, row + 1))
            if boss is not None and groups:
                self._lines += _lines(boss, groups, middle, row)

    def _place(self, key: Key, middle: float, row: int) -> None:
        reports = self._reports[key]
        hidden = 0 if key in self._below or not reports else reports
        self._places.append(Place(key, middle - BOX_WIDTH / 2, row * PITCH, row, hidden, reports))


def _grouped(run: list[Key], outlines: Mapping[Key, _Outline]) -> list[_Group[Key]]:
    if len(run) < WRAP_FROM:
        return [_Group([key], outlines[key]) for key in run]
    columns = max(2, 2 * round(len(run) ** 0.5 / 2))
    rows = -(-len(run) // columns)
    half = _block_width(columns) / 2
    return [_Group(run, _Outline([-half] * rows, [half] * rows), columns)]


def _block_width(columns: int) -> float:
    """Columns stand in pairs around a trunk."""
    return columns * BOX_WIDTH + columns // 2 * TRUNK_GAP + (columns // 2 - 1) * SIBLING_GAP


def _column_middles(columns: int) -> list[float]:
    at, middles = -_block_width(columns) / 2 + BOX_WIDTH / 2, []
    for column in range(columns):
        middles.append(at)
        at += BOX_WIDTH + (TRUNK_GAP if column % 2 == 0 else SIBLING_GAP)
    return middles


def _spots(group: _Group[Key]) -> list[tuple[float, int]]:
    """(middle relative to the boss, rows down) of each member."""
    if group.columns == 1:
        return [(group.at, 0)]
    middles = _column_middles(group.columns)
    return [(group.at + middles[number % group.columns], number // group.columns) for number in range(len(group.members))]


def _spread(groups: list[_Group[Key]], gap: float | None) -> None:
    """Sets the middles of siblings: packed from both sides, the mean of both, the whole centred below the boss."""
    from_left = _packed([group.outline for group in groups], gap)
    mirrored = [_Outline([-x for x in group.outline.rights], [-x for x in group.outline.lefts]) for group in reversed(groups)]
    from_right = [-x for x in reversed(_packed(mirrored, gap))]
    if not groups:
        return
    shift = from_left[-1] - from_right[-1]
    means = [(a + b + shift) / 2 for a, b in zip(from_left, from_right, strict=True)]
    middle = (means[0] + means[-1]) / 2
    for group, mean in zip(groups, means, strict=True):
        group.at = mean - middle


def _packed(outlines: list[_Outline], gap: float | None) -> list[float]:
    """Middles, each subtree as far to the left as those before it allow."""
    edge: list[float] = []
    middles: list[float] = []
    for outline in outlines:
        at = 0.0
        for row, (right, left) in enumerate(zip(edge, outline.lefts, strict=False)):
            apart = gap if gap is not None else SIBLING_GAP if row == 0 else COUSIN_GAP
            at = max(at, right - left + apart)
        middles.append(at)
        reached = [at + right for right in outline.rights]
        edge = reached + edge[len(reached) :]
    return middles


def _lines(boss: Key, groups: list[_Group[Key]], middle: float, row: int) -> list[ReportLine[Key]]:
    """From the boss down to a crossbar, and from there to each person or along the trunks of a block."""
    bottom = row * PITCH + BOX_HEIGHT
    bar, top = bottom + ROW_GAP / 2, bottom + ROW_GAP
    lines: list[ReportLine[Key]] = []
    feet: list[float] = []
    for group in groups:
        if group.columns == 1:
            feet.append(middle + group.at)
            lines.append(ReportLine(boss, group.members[0], ((middle + group.at, bar), (middle + group.at, top))))
        else:
            feet += _block_lines(boss, group, middle, (bar, top), lines)
    lines.append(ReportLine(boss, None, ((middle, bottom), (middle, bar))))
    ends = (min(*feet, middle), max(*feet, middle)) if feet else (middle, middle)
    if ends[1] - ends[0] > 0.01:
        lines.append(ReportLine(boss, None, ((ends[0], bar), (ends[1], bar))))
    return lines


def _block_lines(
    boss: Key, group: _Group[Key], middle: float, heights: tuple[float, float], lines: list[ReportLine[Key]]
) -> list[float]:
    bar, top = heights
    middles = _column_middles(group.columns)
    trunks = [middle + group.at + middles[column] + BOX_WIDTH / 2 + TRUNK_GAP / 2 for column in range(0, group.columns, 2)]
    deepest = [0] * len(trunks)
    for number, key in enumerate(group.members):
        column, down = number % group.columns, number // group.columns
        y = top + down * PITCH + BOX_HEIGHT / 2
        trunk = trunks[column // 2]
        side = trunk + (TRUNK_GAP / 2 if column % 2 else -TRUNK_GAP / 2)
        lines.append(ReportLine(boss, key, ((trunk, y), (side, y))))
        deepest[column // 2] = down
    for trunk, down in zip(trunks, deepest, strict=True):
        lines.append(ReportLine(boss, None, ((trunk, bar), (trunk, top + down * PITCH + BOX_HEIGHT / 2))))
    return trunks
