"""Where boxes go that are moved, aligned or spread by hand: each seen from its boss, as the file keeps it. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from statistics import median_low
from uuid import UUID

from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH, MapLayout, Place
from kamdesk.relations.rules.sheet import MapSheet

Point = tuple[float, float]
_TRIES = 4


class Line(StrEnum):
    """What several boxes are brought into line by."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    ACROSS = "across"  # the same distance from one to the next, from left to right
    DOWN = "down"


def carried(layout: MapLayout[UUID], seats: Iterable[UUID], right: float, down: float) -> dict[UUID, Point]:
    """Where boxes stand on the layout after they were moved by so much."""
    places = {place.key: place for place in layout.places}
    return {key: (places[key].x + right, places[key].y + down) for key in seats if key in places}


def seen_from_bosses(layout: MapLayout[UUID], sheet: MapSheet, wanted: Mapping[UUID, Point]) -> dict[UUID, tuple[int, int]]:
    """Places on the layout as places from the boss (the layout's own corner for a top), the boss's new place where it moves as well."""
    places = {place.key: (place.x, place.y) for place in layout.places}
    after = dict(wanted)
    found: dict[UUID, tuple[int, int]] = {}
    for key in _bosses_first(sheet, wanted):
        seat = sheet.seat(key)
        boss = seat.reports_to if seat is not None and seat.reports_to in places else None
        x, y = layout.origin if boss is None else after.get(boss, places[boss])
        found[key] = (round(wanted[key][0] - x), round(wanted[key][1] - y))
    return found


def settled(
    before: MapLayout[UUID], sheet: MapSheet, wanted: Mapping[UUID, Point], lay_out: Callable[[MapSheet], MapLayout[UUID]]
) -> dict[UUID, tuple[int, int]]:
    """Places from the boss so that the boxes end where they were wanted among those that were not touched.

    A boss whose reports leave the layout's own hand finds another middle, so the layout is asked what becomes of it and corrected.
    """
    places = seen_from_bosses(before, sheet, wanted)
    going = branch_of(sheet, tuple(wanted))
    still = {place.key: place for place in before.places if place.key not in going}
    for _ in range(_TRIES):
        seats = tuple(replace(seat, x=places[seat.id][0], y=places[seat.id][1]) if seat.id in places else seat for seat in sheet.seats)
        after = lay_out(replace(sheet, seats=seats))
        now = {place.key: place for place in after.places}
        ways = [(now[key].x - place.x, now[key].y - place.y) for key, place in still.items() if key in now]
        right, down = (median_low(way[0] for way in ways), median_low(way[1] for way in ways)) if ways else (0.0, 0.0)
        kept = {key: (x + right, y + down) for key, (x, y) in wanted.items()}
        corrected = seen_from_bosses(after, sheet, kept)
        if corrected == places:
            break
        places = corrected
    return places


def aligned(layout: MapLayout[UUID], seats: Sequence[UUID], line: Line) -> dict[UUID, Point]:
    """Where boxes stand in one line with the leftmost, the highest or their middle, or spread evenly between the two outermost.

    Boxes that would come to lie on each other make a row or a column instead.
    """
    places = {place.key: place for place in layout.places}
    chosen = [places[key] for key in seats if key in places]
    if len(chosen) < 2:
        return {}
    if line in (Line.ACROSS, Line.DOWN):
        return _spread(chosen, across=line is Line.ACROSS)
    if line is Line.TOP:
        top = min(place.y for place in chosen)
        return _apart({place.key: (place.x, top) for place in chosen}, across=True)
    left = {
        Line.LEFT: min(place.x for place in chosen),
        Line.RIGHT: max(place.x for place in chosen),
        Line.CENTRE: sum(place.x for place in chosen) / len(chosen),
    }[line]
    return _apart({place.key: (left, place.y) for place in chosen}, across=False)


def _spread(chosen: list[Place[UUID]], across: bool) -> dict[UUID, Point]:
    ordered = sorted(chosen, key=lambda place: (place.x, place.y) if across else (place.y, place.x))
    first, last, steps = ordered[0], ordered[-1], len(ordered) - 1
    least = (BOX_WIDTH if across else BOX_HEIGHT) + 18.0
    step = max(least, ((last.x - first.x) if across else (last.y - first.y)) / steps)
    return {
        place.key: (first.x + number * step, place.y) if across else (place.x, first.y + number * step)
        for number, place in enumerate(ordered)
    }


def _apart(wanted: dict[UUID, Point], across: bool) -> dict[UUID, Point]:
    """Pushes boxes along their line until none lies on another."""
    axis = 0 if across else 1
    least = (BOX_WIDTH if across else BOX_HEIGHT) + 18.0
    found: dict[UUID, Point] = {}
    edge = float("-inf")
    for key, point in sorted(wanted.items(), key=lambda item: item[1][axis]):
        at = max(point[axis], edge)
        found[key] = (at, point[1]) if across else (point[0], at)
        edge = at + least
    return found


def _bosses_first(sheet: MapSheet, wanted: Mapping[UUID, object]) -> list[UUID]:
    bosses = {seat.id: seat.reports_to for seat in sheet.seats}

    def depth(key: UUID) -> int:
        steps, at = 0, bosses.get(key)
        while at is not None and steps < len(bosses):
            steps, at = steps + 1, bosses.get(at)
        return steps

    return sorted(wanted, key=depth)


def roots_of(sheet: MapSheet, chosen: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Those of the chosen who have no chosen boss above them: the others go along anyway."""
    wanted, bosses = set(chosen), {seat.id: seat.reports_to for seat in sheet.seats}
    found = []
    for key in chosen:
        boss, seen = bosses.get(key), set[UUID]()
        while boss is not None and boss not in wanted and boss not in seen:
            seen.add(boss)
            boss = bosses.get(boss)
        if boss is None or boss in seen:
            found.append(key)
    return tuple(found)


def branch_of(sheet: MapSheet, tops: tuple[UUID, ...]) -> set[UUID]:
    """Everybody below some seats, they among them."""
    below: dict[UUID | None, list[UUID]] = {}
    for seat in sheet.seats:
        below.setdefault(seat.reports_to, []).append(seat.id)
    found, waiting = set[UUID](), list(tops)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(below.get(key, ()))
    return found
