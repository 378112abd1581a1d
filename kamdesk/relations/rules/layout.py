"""A tidy tree: every boss above the people who report to them, narrow, without overlap, and always the same for the same map.

Runs of people without reports of their own wrap into a block below their boss, and where a boss has more branches than fit beside each
other, they stand in several rungs around one trunk. Both are tried in a few measures; the map that can be shown largest in its frame
wins, a plainer one being preferred to a slightly larger one. What was chosen is handed back and in again: somebody more or less leaves
the others where they were, until the map became clearly worse for it. Rows stand `PITCH` apart.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Generic

from kamdesk.relations.rules.boxes import (
    BOX_HEIGHT,
    BOX_WIDTH,
    COUSIN_GAP,
    FRAME,
    PITCH,
    ROOT_GAP,
    ROW_GAP,
    SIBLING_GAP,
    Key,
    MapLayout,
    Place,
    ReportLine,
    Shape,
    moved,
)  # fmt: skip
from kamdesk.relations.rules.placing import Branch, Composed, cut_off
from kamdesk.relations.rules.tree import Tree, counted

__all__ = [
    "BOX_HEIGHT", "BOX_WIDTH", "COUSIN_GAP", "FRAME", "PITCH", "ROOT_GAP", "ROW_GAP", "SIBLING_GAP", "MapLayout", "Place", "ReportLine",
    "Shape", "forest", "laid_out", "moved",
]  # fmt: skip

_WORTH = 1.08  # how much larger a less plain map must be to be preferred
_CLEARLY = 1.3  # how much smaller than expected a map must have become for its shape to be chosen anew
_TRIED_UP_TO = 60  # people; beyond, one good measure is taken instead of trying several


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
    parents: Mapping[Key, Key | None],
    collapsed: Collection[Key] = (),
    frame: tuple[float, float] = FRAME,
    placed: Mapping[Key, tuple[float, float]] | None = None,
    before: Shape[Key] | None = None,
) -> MapLayout[Key]:
    """The places of all boxes and the lines between them, shaped for a frame of this width and height.

    `parents` gives each key's boss, in the order in which siblings stand; `placed` where somebody was put by hand, from the top left
    corner of the boss's box (of the map for a top). `before` is the shape of the layout that this one follows.
    """
    if not parents:
        return MapLayout(0.0, 0.0, (), ())
    below, folded = forest(parents), frozenset(collapsed)
    site = _Site(below, folded, dict(placed or {}))
    people = site.people()
    if before is not None:
        layout = site.built(before, frame)
        expected = before.shown * min(1.0, (max(1, before.people) / people) ** 0.5)
        if _shown(layout, frame) * _CLEARLY >= expected:
            return layout
    best: MapLayout[Key] | None = None
    for wrap_from, widest in _measures(people, frame[0] / frame[1]):
        layout = site.built(Shape(wrap_from, widest), frame)
        if best is None or _shown(layout, frame) > _shown(best, frame) * _WORTH:
            best = layout
        if _shown(best, frame) >= 1.0:
            break
    assert best is not None
    return best


class _Site(Generic[Key]):
    """Who is to be laid out: the same for every measure that is tried."""

    def __init__(self, below: Mapping[Key | None, list[Key]], folded: frozenset[Key], placed: Mapping[Key, tuple[float, float]]) -> None:
        self._reports = counted(below)
        self._visible = {boss: people for boss, people in below.items() if boss is None or boss not in folded}
        self._bosses = {key: boss for boss, people in below.items() for key in people}
        self._open = cut_off(self._visible, placed)
        self._placed = placed
        self._shown_keys = self._order()

    def people(self) -> int:
        return len(self._shown_keys)

    def built(self, shape: Shape[Key], frame: tuple[float, float]) -> MapLayout[Key]:
        """One layout by a shape; what it decided is in its own shape."""
        tree = Tree(self._open, self._open[None], self._reports, shape)
        columns, rungs = dict(tree.columns), dict(tree.rungs)
        left = min((place.x for place in tree.places), default=0.0)
        places, lines = _shifted(tree, -left)
        branches = []
        for key in (key for key in self._shown_keys if key in self._placed):
            below = Tree(self._open, [key], self._reports, shape)
            columns, rungs = columns | below.columns, rungs | below.rungs
            branches.append(Branch(key, self._bosses[key], self._placed[key], *_from_top(below, key)))
        layout = Composed(places, lines, branches).layout(shape)
        decided = Shape(shape.wrap_from, shape.widest, columns, rungs, _shown(layout, frame), self.people())
        return replace(layout, shape=decided)

    def _order(self) -> list[Key]:
        """Everybody who is not folded away, bosses first."""
        order = list(self._visible[None])
        for key in order:
            order.extend(self._visible.get(key, ()))
        return order


def _shifted(tree: Tree[Key], right: float) -> tuple[list[Place[Key]], list[ReportLine[Key]]]:
    layout = moved(MapLayout(0.0, 0.0, tuple(tree.places), tuple(tree.lines)), right, 0.0)
    return list(layout.places), list(layout.lines)


def _from_top(tree: Tree[Key], top: Key) -> tuple[tuple[Place[Key], ...], tuple[ReportLine[Key], ...]]:
    """A branch seen from the corner of its top."""
    at = next(place.x for place in tree.places if place.key == top)
    places, lines = _shifted(tree, -at)
    return tuple(places), tuple(lines)


def _measures(people: int, aspect: float) -> list[tuple[int, float]]:
    """(from how many people a run wraps, how wide a boss's branches may stand before they go into rungs), the plainest first."""
    wide = max(600.0, 1.2 * (people * (BOX_WIDTH + SIBLING_GAP) * PITCH * aspect) ** 0.5)
    if people > _TRIED_UP_TO:
        return [(3, wide)]
    plain = [(wrap_from, float("inf")) for wrap_from in (6, 4, 3)]
    return plain + [(wrap_from, share * wide) for share in (1.3, 1.0, 0.8, 0.65, 0.5) for wrap_from in (6, 3)]


def _shown(layout: MapLayout[Key], frame: tuple[float, float]) -> float:
    """How large the map is when it fills its frame, at most life size."""
    return min(1.0, frame[0] / layout.width, frame[1] / layout.height)


def _mark(below: Mapping[Key | None, list[Key]], start: Iterable[Key], seen: set[Key]) -> None:
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(below.get(key, ()))
