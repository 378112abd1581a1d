"""Which branches of a map are folded away: to a number of rows, or so that what is left can be read."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def folded_to(below: Mapping[Key | None, list[Key]], rows: int) -> frozenset[Key]:
    """Leaves so many rows open, counted from the top."""
    row = list(below[None])
    for _ in range(rows - 1):
        row = [report for key in row for report in below.get(key, ())]
    return frozenset(key for key in row if below.get(key))


def folded_beyond(below: Mapping[Key | None, list[Key]], tops: Sequence[Key], holds: int) -> list[Key]:
    """Opens row after row while a sheet holds them, the tops' own reports always; gives those of the last open row that stay folded."""
    row, shown = list(tops), len(tops)
    first = True
    while row:
        following = [report for key in row for report in below.get(key, ())]
        if shown + len(following) > holds and not first:
            return [key for key in row if below.get(key)]
        shown += len(following)
        row, first = following, False
    return []


def opened_to(parents: Mapping[Key, Key | None], collapsed: Collection[Key], wanted: Key) -> frozenset[Key]:
    """The folded ones without those that hide `wanted`."""
    above: set[Key] = set()
    at = parents.get(wanted)
    while at is not None and at not in above:
        above.add(at)
        at = parents.get(at)
    return frozenset(collapsed) - above
