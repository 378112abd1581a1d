"""Subtrees are pushed together by their contours, runs of people wrap into blocks, and too many branches stand in rungs.

After Walker (1990) and Buchheim (2002): one pair of edges for each row. Siblings are packed once from the left and once from the right,
and stand at the mean of both: every condition is of the form "b lies at least d to the right of a", so the mean of two solutions is a
solution, and small subtrees spread evenly between large ones.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic

from kamdesk.relations.rules.boxes import BOX_WIDTH, COUSIN_GAP, SIBLING_GAP, TRUNK_GAP, Key


@dataclass(slots=True)
class Outline:
    """The left and right edge of a subtree in each of its rows, relative to the middle of its top."""

    lefts: list[float]
    rights: list[float]


@dataclass(slots=True)
class Group(Generic[Key]):
    """What stands side by side below a boss: one person with their branch, or a block of people without one.

    `at` is its middle, `down` how many rows below the first it begins.
    """

    members: list[Key]
    outline: Outline
    columns: int = 1
    at: float = 0.0
    down: int = 0

    @property
    def width(self) -> float:
        return max(self.outline.rights) - min(self.outline.lefts)


def block_width(columns: int) -> float:
    """Columns stand in pairs around a trunk."""
    return columns * BOX_WIDTH + columns // 2 * TRUNK_GAP + (columns // 2 - 1) * SIBLING_GAP


def column_middles(columns: int) -> list[float]:
    at, middles = -block_width(columns) / 2 + BOX_WIDTH / 2, []
    for column in range(columns):
        middles.append(at)
        at += BOX_WIDTH + (TRUNK_GAP if column % 2 == 0 else SIBLING_GAP)
    return middles


def spots(group: Group[Key]) -> list[tuple[float, int]]:
    """(middle relative to the boss, rows down) of each member."""
    if group.columns == 1:
        return [(group.at, group.down)]
    middles = column_middles(group.columns)
    cells = (divmod(number, group.columns) for number in range(len(group.members)))
    return [(group.at + middles[column], group.down + row) for row, column in cells]


def stood(groups: list[Group[Key]], gap: float | None, widest: float, remembered: Mapping[Key, int]) -> dict[Key, int]:
    """Sets `at` and `down` of a boss's groups: beside each other, or in rungs around the trunk where they would stand too wide.

    Returns in which rung each member stands.
    """
    down = 0
    rungs = _remembered_rungs(groups, widest, remembered) or _rungs(groups, widest)
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
    return {member: number for number, rung in enumerate(rungs) for group in rung for member in group.members}


def _remembered_rungs(groups: list[Group[Key]], widest: float, remembered: Mapping[Key, int]) -> list[list[Group[Key]]] | None:
    """The rungs as they were, somebody new joining the neighbour; None where that became clearly worse than deciding anew."""
    numbers: list[int | None] = [next((remembered[key] for key in group.members if key in remembered), None) for group in groups]
    known = [number for number in numbers if number is not None]
    if not known or known != sorted(known):
        return None
    rungs: dict[int, list[Group[Key]]] = {}
    at = known[0]
    for group, number in zip(groups, numbers, strict=True):
        at = at if number is None else number
        rungs.setdefault(at, []).append(group)
    widths = [sum(group.width + COUSIN_GAP for group in rung) for rung in rungs.values()]
    clearly_worse = max(widths) > 1.5 * widest + 300.0 or (len(widths) > 1 and sum(widths) <= 0.6 * widest)
    return None if clearly_worse else list(rungs.values())


def columns_of(run: Sequence[Key], wrap_from: int, remembered: Mapping[Key, int]) -> int:
    """In how many columns people without a branch of their own stand; as before, unless the block became clearly too long or too short."""
    people = len(run)
    before = Counter(remembered[key] for key in run if key in remembered).most_common(1)
    if before:
        columns = before[0][0]
        if columns == 1 and people <= wrap_from + 1:
            return 1
        if columns > 1 and people >= 3 and columns // 2 < people <= 1.6 * columns * columns + columns:
            return columns
    return 1 if people < wrap_from else max(2, 2 * ceil(people**0.5 / 2 - 0.25))


def _rungs(groups: list[Group[Key]], widest: float) -> list[list[Group[Key]]]:
    """Neighbours together until a rung is full; rungs are about equally wide and hold two groups at least."""
    whole = sum(group.width + COUSIN_GAP for group in groups)
    if whole <= widest or len(groups) < 3:
        return [groups]
    full = whole / -(-whole // widest) * 1.02
    rungs: list[list[Group[Key]]] = [[]]
    filled = 0.0
    for group in groups:
        if filled + group.width > full and len(rungs[-1]) > 1:
            rungs.append([])
            filled = 0.0
        rungs[-1].append(group)
        filled += group.width + COUSIN_GAP
    return rungs


def _shift(groups: list[Group[Key]], right: float) -> None:
    for group in groups:
        group.at += right


def _spread(groups: list[Group[Key]], gap: float | None) -> None:
    """Sets the middles of siblings: packed from both sides, the mean of both, the whole centred below the boss."""
    from_left = _packed([group.outline for group in groups], gap)
    mirrored = [Outline([-x for x in group.outline.rights], [-x for x in group.outline.lefts]) for group in reversed(groups)]
    from_right = [-x for x in reversed(_packed(mirrored, gap))]
    if not groups:
        return
    shift = from_left[-1] - from_right[-1]
    means = [(a + b + shift) / 2 for a, b in zip(from_left, from_right, strict=True)]
    middle = (means[0] + means[-1]) / 2
    for group, mean in zip(groups, means, strict=True):
        group.at = mean - middle


def _packed(outlines: list[Outline], gap: float | None) -> list[float]:
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
