"""One tidy tree: outlines from the leaves up, then places from the tops down."""

from collections.abc import Mapping
from itertools import groupby
from typing import Generic

from kamdesk.relations.rules.boxes import BOX_WIDTH, PITCH, ROOT_GAP, Key, Place, ReportLine, Shape
from kamdesk.relations.rules.lines import report_lines
from kamdesk.relations.rules.packing import Group, Outline, block_width, columns_of, spots, stood


def counted(below: Mapping[Key | None, list[Key]]) -> dict[Key, int]:
    """How many people stand in each branch, folded away or not."""
    order = list(below[None])
    for key in order:
        order.extend(below.get(key, ()))
    counts: dict[Key, int] = {}
    for key in reversed(order):
        counts[key] = sum(1 + counts[each] for each in below.get(key, ()))
    return counts


class Tree(Generic[Key]):
    """The people below some tops, laid out by a shape; what it decides anew is written into `columns` and `rungs`."""

    def __init__(self, below: Mapping[Key | None, list[Key]], tops: list[Key], reports: Mapping[Key, int], shape: Shape[Key]) -> None:
        """`below` is what is open to view; `reports` counts the whole branches."""
        self._below = {**below, None: tops}
        self._reports, self._shape = reports, shape
        self._groups: dict[Key | None, list[Group[Key]]] = {}
        self.places: list[Place[Key]] = []
        self.lines: list[ReportLine[Key]] = []
        self.columns: dict[Key, int] = {}
        self.rungs: dict[Key, int] = {}
        outlines: dict[Key, Outline] = {}
        for key in reversed(self._downwards()):
            outlines[key] = self._outline(key, outlines)
        self._outline(None, outlines)
        self._put()

    def _downwards(self) -> list[Key]:
        """Bosses before the people below them, without recursion: a chain may be longer than Python's stack."""
        order = list(self._below[None])
        for key in order:
            order.extend(self._below.get(key, ()))
        return order

    def _outline(self, boss: Key | None, outlines: Mapping[Key, Outline]) -> Outline:
        groups = [group for run in self._runs(boss) for group in self._grouped(run, outlines)]
        self._groups[boss] = groups
        self.rungs |= stood(groups, ROOT_GAP if boss is None else None, self._shape.widest, self._shape.rungs)
        top = Outline([-BOX_WIDTH / 2], [BOX_WIDTH / 2])
        if not groups:
            return top
        if len(groups) == 1:  # a long chain of single reports would otherwise cost the square of its length
            return Outline([*top.lefts, *groups[0].outline.lefts], [*top.rights, *groups[0].outline.rights])
        rows = max(group.down + len(group.outline.lefts) for group in groups)
        lefts, rights = [0.0] * rows, [0.0] * rows  # where nothing stands but the trunk, it is the edge
        for group in groups:
            at, down = group.at, group.down
            for row, (left, right) in enumerate(zip(group.outline.lefts, group.outline.rights, strict=True), down):
                lefts[row], rights[row] = min(lefts[row], at + left), max(rights[row], at + right)
        return Outline(top.lefts + lefts, top.rights + rights)

    def _runs(self, boss: Key | None) -> list[list[Key]]:
        """Neighbours without a branch of their own, or with a folded one, stand together, all others alone."""
        runs: list[list[Key]] = []
        for alone, members in groupby(self._below.get(boss, ()), key=lambda key: not self._below.get(key)):
            people = list(members)
            runs += [people] if alone else [[person] for person in people]
        return runs

    def _grouped(self, run: list[Key], outlines: Mapping[Key, Outline]) -> list[Group[Key]]:
        columns = columns_of(run, self._shape.wrap_from, self._shape.columns)
        if not self._below.get(run[0]):
            self.columns.update(dict.fromkeys(run, columns))
        if columns == 1 or self._below.get(run[0]):
            return [Group([key], outlines[key]) for key in run]
        rows = -(-len(run) // columns)
        half = block_width(columns) / 2
        return [Group(run, Outline([-half] * rows, [half] * rows), columns)]

    def _put(self) -> None:
        waiting: list[tuple[Key | None, float, int]] = [(None, 0.0, -1)]
        for boss, middle, row in waiting:
            groups = self._groups.get(boss, [])
            for group in groups:
                for key, (x, down) in zip(group.members, spots(group), strict=True):
                    self._place(key, middle + x, row + 1 + down)
                    if group.columns == 1:
                        waiting.append((key, middle + x, row + 1 + down))
            if boss is not None and groups:
                self.lines += report_lines(boss, groups, middle, row)

    def _place(self, key: Key, middle: float, row: int) -> None:
        reports = self._reports[key]
        hidden = 0 if key in self._below or not reports else reports
        self.places.append(Place(key, middle - BOX_WIDTH / 2, row * PITCH, row, hidden, reports))
