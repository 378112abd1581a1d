"""A tidy tree: every boss above the people who report to them, narrow, without overlap, and always the same for the same map.

After Walker (1990) and Buchheim (2002): subtrees are pushed together by their contours, here one pair of edges for each row. Siblings
are packed once from the left and once from the right, and stand at the mean of both: every condition is of the form
"b lies at least d to the right of a", so the mean of two solutions is a solution, and small subtrees spread evenly between
large ones. Runs of people without reports of their own wrap into a block below their boss, and where a boss has more branches than fit
beside each other, they stand in several rungs around one trunk. Both are tried in a few measures; the map that can be shown largest in
its frame wins, a plainer one being preferred to a slightly larger one.
Lengths are points, x to the right, y downwards. Rows stand `PITCH` apart.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Generic, TypeAlias, TypeVar

BOX_WIDTH, BOX_HEIGHT = 148.0, 64.0
ROW_GAP = 36.0
PITCH = BOX_HEIGHT + ROW_GAP
SIBLING_GAP, COUSIN_GAP, ROOT_GAP = 18.0, 30.0, 44.0
TRUNK_GAP = 26.0  # between the two columns of a block that share a trunk
FRAME = (1100.0, 620.0)  # width and height of the usual frame, in points at life size
_WORTH = 1.08  # how much larger a less plain map must be to be preferred
_TRIED_UP_TO = 60  # people; beyond, one good measure is taken instead of trying several

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


def laid_out(
    parents: Mapping[Key, Key | None], collapsed: Collection[Key] = (), frame: tuple[float, float] = FRAME
) -> MapLayout[Key]:
    """The places of all boxes and the lines between them, shaped for a frame of this width and height.

    `parents` gives each key's boss, in the order in which siblings stand.
    """
    if not parents:
        return MapLayout(0.0, 0.0, (), ())
    below, folded = forest(parents), frozenset(collapsed)
    best: MapLayout[Key] | None = None
    for measure in _measures(_visible(below, folded), frame[0] / frame[1]):
        layout = _Tree(below, folded, measure).layout()
        if best is None or _shown(layout, frame) > _shown(best, frame) * _WORTH:
            best = layout
        if _shown(best, frame) >= 1.0:
            break
    assert best is not None
    return best


def _visible(below: Mapping[Key | None, list[Key]], folded: frozenset[Key]) -> int:
    order = list(below[None])
    for key in order:
        if key not in folded:
            order.extend(below.get(key, ()))
    return len(order)


@dataclass(frozen=True, slots=True)
class _Measure:
    """From how many people a run wraps, and how wide a boss's branches may stand before they go into rungs."""

    wrap_from: int
    widest: float = float("inf")


def _measures(people: int, aspect: float) -> tuple[_Measure, ...]:
    wide = max(600.0, 1.2 * (people * (BOX_WIDTH + SIBLING_GAP) * PITCH * aspect) ** 0.5)
    if people > _TRIED_UP_TO:
        return (_Measure(3, wide),)
    plain = (_Measure(6), _Measure(4), _Measure(3))
    return *plain, *(_Measure(wrap_from, share * wide) for share in (1.3, 1.0, 0.8, 0.65, 0.5) for wrap_from in (6, 3))


def _shown(layout: MapLayout[Key], frame: tuple[float, float]) -> float:
    """How large the map is when it fills its frame, at most life size."""
    return min(1.0, frame[0] / layout.width, frame[1] / layout.height)


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
    """What stands side by side below a boss: one person with their branch, or a block of people without one.

    `at` is its middle, `down` how many rows below the first it begins.
    """

    members: list[Key]
    outline: _Outline
    columns: int = 1
    at: float = 0.0
    down: int = 0

    @property
    def width(self) -> float:
        return max(self.outline.rights) - min(self.outline.lefts)


class _Tree(Generic[Key]):
    """One run of the layout: outlines from the leaves up, then places from the tops down."""

    def __init__(self, below: Mapping[Key | None, list[Key]], collapsed: frozenset[Key], measure: _Measure) -> None:
        self._whole, self._measure = below, measure
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
        groups = [group for run in self._runs(boss) for group in self._grouped(run, outlines)]
        self._groups[boss] = groups
        _stand(groups, ROOT_GAP if boss is None else None, self._measure.widest)
        top = _Outline([-BOX_WIDTH / 2], [BOX_WIDTH / 2])
        if not groups:
            return top
        if len(groups) == 1:  # a long chain of single reports would otherwise cost the square of its length
            return _Outline([*top.lefts, *groups[0].outline.lefts], [*top.rights, *groups[0].outline.rights])
        rows = max(group.down + len(group.outline.lefts) for group in groups)
        lefts, rights = [0.0] * rows, [0.0] * rows  # where nothing stands but the trunk, it is the edge
        for group in groups:
            at, down = group.at, group.down
            for row, (left, right) in enumerate(zip(group.outline.lefts, group.outline.rights, strict=True), down):
                lefts[row], rights[row] = min(lefts[row], at + left), max(rights[row], at + right)
        return _Outline(top.lefts + lefts, top.rights + rights)

    def _runs(self, boss: Key | None) -> list[list[Key]]:
        """Neighbours without a branch of their own, or with a folded one, stand together, all others alone."""
        runs: list[list[Key]] = []
        for alone, members in groupby(self._below.get(boss, ()), key=lambda key: not self._below.get(key)):
            people = list(members)
            runs += [people] if alone else [[person] for person in people]
        return runs

    def _grouped(self, run: list[Key], outlines: Mapping[Key, _Outline]) -> list[_Group[Key]]:
        if len(run) < self._measure.wrap_from:
            return [_Group([key], outlines[key]) for key in run]
        columns = max(2, 2 * ceil(len(run) ** 0.5 / 2 - 0.25))
        rows = -(-len(run) // columns)
        half = _block_width(columns) / 2
        return [_Group(run, _Outline([-half] * rows, [half] * rows), columns)]

    def _put(self) -> None:
        waiting: list[tuple[Key | None, float, int]] = [(None, 0.0, -1)]
        for boss, middle, row in waiting:
            groups = self._groups.get(boss, [])
            for group in groups:
                spots = _spots(group)
                for key, (x, down) in zip(group.members, spots, strict=True):
                    self._place(key, middle + x, row + 1 + down)
                    if group.columns == 1:
                        waiting.append((key, middle + x, row + 1 + down))
            if boss is not None and groups:
                self._lines += _lines(boss, groups, middle, row)

    def _place(self, key: Key, middle: float, row: int) -> None:
        reports = self._reports[key]
        hidden = 0 if key in self._below or not reports else reports
        self._places.append(Place(key, middle - BOX_WIDTH / 2, row * PITCH, row, hidden, reports))


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
        return [(group.at, group.down)]
    middles = _column_middles(group.columns)
    cells = (divmod(number, group.columns) for number in range(len(group.members)))
    return [(group.at + middles[column], group.down + row) for row, column in cells]


def _stand(groups: list[_Group[Key]], gap: float | None, widest: float) -> None:
    """Sets `at` and `down` of a boss's groups: beside each other, or in rungs around the trunk where they would stand too wide."""
    down = 0
    rungs = _rungs(groups, widest)
    for number, rung in enumerate(rungs):
        if number == len(rungs) - 1:
            _spread(rung, gap)
        else:
            half = (len(rung) + 1) // 2
            _spread(rung[:half], gap)
            _spread(rung[half:], gap)
            _shift(rung[:half], -TRUNK_GAP / 2 - max((group.at + max(group.outline.rights) for group in rung[:half]), default=0.0))
            _shift(rung[half:], TRUNK_GAP / 2 - min((group.at + min(group.outline.lefts) for group in rung[half:]), default=0.0))
        for group in rung:
            group.down = down
        down += max((len(group.outline.lefts) for group in rung), default=0)


def _rungs(groups: list[_Group[Key]], widest: float) -> list[list[_Group[Key]]]:
    """Neighbours together until a rung is full; rungs are about equally wide and hold two groups at least."""
    whole = sum(group.width + COUSIN_GAP for group in groups)
    if whole <= widest or len(groups) < 3:
        return [groups]
    full = whole / -(-whole // widest) * 1.02
    rungs: list[list[_Group[Key]]] = [[]]
    filled = 0.0
    for group in groups:
        if filled + group.width > full and len(rungs[-1]) > 1:
            rungs.append([])
            filled = 0.0
        rungs[-1].append(group)
        filled += group.width + COUSIN_GAP
    return rungs


def _shift(groups: list[_Group[Key]], right: float) -> None:
    for group in groups:
        group.at += right


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
    """From the boss down the trunk to the crossbar of each rung, and from there to each person or along the trunks of a block."""
    bottom = row * PITCH + BOX_HEIGHT
    lines: list[ReportLine[Key]] = []
    lowest = bottom
    for down, rung in groupby(groups, key=lambda group: group.down):
        bar = bottom + down * PITCH + ROW_GAP / 2
        feet = [middle]
        for group in rung:
            if group.columns == 1:
                foot = middle + group.at
                feet.append(foot)
                lines.append(ReportLine(boss, group.members[0], ((foot, bar), (foot, bar + ROW_GAP / 2))))
            else:
                feet += _block_lines(boss, group, middle, bar, lines)
        if max(feet) - min(feet) > 0.01:
            lines.append(ReportLine(boss, None, ((min(feet), bar), (max(feet), bar))))
        lowest = bar
    lines.append(ReportLine(boss, None, ((middle, bottom), (middle, lowest))))
    return lines


def _block_lines(boss: Key, group: _Group[Key], middle: float, bar: float, lines: list[ReportLine[Key]]) -> list[float]:
    """The lines of a block below its crossbar; returns where its trunks hang."""
    top = bar + ROW_GAP / 2 + BOX_HEIGHT / 2
    middles = _column_middles(group.columns)
    trunks = [middle + group.at + middles[column] + BOX_WIDTH / 2 + TRUNK_GAP / 2 for column in range(0, group.columns, 2)]
    deepest = [0] * len(trunks)
    for number, key in enumerate(group.members):
        row, column = divmod(number, group.columns)
        y, trunk = top + row * PITCH, trunks[column // 2]
        side = trunk + (TRUNK_GAP / 2 if column % 2 else -TRUNK_GAP / 2)
        lines.append(ReportLine(boss, key, ((trunk, y), (side, y))))
        deepest[column // 2] = row
    for trunk, row in zip(trunks, deepest, strict=True):
        lines.append(ReportLine(boss, None, ((trunk, bar), (trunk, top + row * PITCH))))
    return trunks
