"""Ties are curves between boxes: their kind in colour, dash and word, their strength in thickness. They avoid standing on names."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from kamdesk.core.picture import Anchor, Box, Curve, Face, Point, Shape, Stroke
from kamdesk.core.picture import Words as Line
from kamdesk.core.words import Words
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.layout import BOX_HEIGHT, BOX_WIDTH, PITCH, ROW_GAP, MapLayout, Place
from kamdesk.relations.rules.looks import stroke_of_tie
from kamdesk.relations.rules.options import SHORT_TIES, MapOptions, on_path, shown_ties
from kamdesk.relations.rules.sheet import MapSheet, TieRow

_PORT = 34.0  # how far from the middle a tie leaves its box: the middle belongs to the reporting line
_SPOTS = (0.5, *(0.5 + way * step / 100 for step in range(4, 46, 3) for way in (-1, 1)))  # where along a tie its word may stand, best first
_DIMMED = 0.3

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Route:
    start: Point
    control_1: Point
    control_2: Point
    end: Point

    def at(self, t: float) -> Point:
        """The point at `t` (0 to 1) of the Bézier curve."""
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        points = (self.start, self.control_1, self.control_2, self.end)
        return (
            sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
            sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
        )


def tie_shapes(
    layout: MapLayout[UUID], sheet: MapSheet, options: MapOptions, lit: frozenset[UUID] | None, words: Words
) -> tuple[list[Shape], list[Shape]]:
    """(curves, words): the curves go under the boxes, their words above everything."""
    places = {place.key: place for place in layout.places}
    seated = {person: places[seat.id] for person, seat in sheet.seats_by_person().items() if seat.id in places}
    shown = [tie for tie in shown_ties(sheet, options) if tie.first in seated and tie.second in seated]
    shown.sort(key=lambda tie: (sorted((tie.first.bytes, tie.second.bytes)), tie.id.bytes))
    curves: list[Shape] = []
    names: list[Shape] = []
    taken: list[Area] = [(place.x, place.y, place.x + BOX_WIDTH, place.bottom) for place in layout.places]
    for _pair, ties in groupby(shown, key=lambda tie: {tie.first, tie.second}):
        for number, tie in enumerate(ties):
            first, second = seated[tie.first], seated[tie.second]
            bright = lit is None or _touches(tie, options, sheet)
            route = _straight(first, second, number) if layout.rings else _route(first, second, number)
            curves.append(_curve(tie, route, options, bright))
            if bright:
                names += _word(tie, route, taken, options, words)
    return curves, names


def _touches(tie: TieRow, options: MapOptions, sheet: MapSheet) -> bool:
    if {tie.first, tie.second} in on_path(options.path):
        return True
    chosen = sheet.seat(options.selected) if options.selected else None
    return chosen is not None and chosen.person in (tie.first, tie.second)


def _curve(tie: TieRow, route: _Route, options: MapOptions, bright: bool) -> Curve:
    stroke = stroke_of_tie(options.looks, tie.kind, tie.strength, 1.0 if bright else _DIMMED)
    if {tie.first, tie.second} in on_path(options.path):
        stroke = Stroke(options.looks.accent, 3.2)
    arrow = tie.kind is TieKind.INFLUENCES
    return Curve(route.start, route.control_1, route.control_2, route.end, stroke, arrow)


def _route(first: Place[UUID], second: Place[UUID], number: int) -> _Route:
    """Several ties of one pair spread beside each other by `number`."""
    if abs(first.y - second.y) < BOX_HEIGHT / 2:
        return _below(first, second, number)
    if abs(first.middle - second.middle) < BOX_WIDTH / 2 and abs(first.y - second.y) > 1.5 * PITCH:
        return _beside(first, second, number)
    return _across(first, second, number)


def _straight(first: Place[UUID], second: Place[UUID], number: int) -> _Route:
    """From middle to middle, slightly bowed so that it is told from a reporting line."""
    start, end = (first.middle, first.y + BOX_HEIGHT / 2), (second.middle, second.y + BOX_HEIGHT / 2)
    bow = 0.1 + 0.07 * number
    across = (-(end[1] - start[1]) * bow, (end[0] - start[0]) * bow)
    thirds = [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in (1 / 3, 2 / 3)]
    one, two = ((x + across[0], y + across[1]) for x, y in thirds)
    return _Route(start, one, two, end)


def thread_shapes(layout: MapLayout[UUID], sheet: MapSheet, options: MapOptions) -> list[Shape]:
    """Thin lines from our people beside the map to those they are in touch with."""
    places = {place.key: place for place in layout.places}
    stroke = Stroke(options.looks.faded(options.looks.good, 0.7), 1.0, (1.5, 2.5))
    found: list[Shape] = []
    for seat in () if options.masked or options.plain else sheet.seats:
        for thread in seat.threads:
            if thread.active and seat.id in places and thread.ours in places:
                route = _route(places[thread.ours], places[seat.id], 0)
                found.append(Curve(route.start, route.control_1, route.control_2, route.end, stroke))
    return found


def _below(first: Place[UUID], second: Place[UUID], number: int) -> _Route:
    """An arc below two boxes of one row."""
    way = 1.0 if second.x >= first.x else -1.0
    apart = abs(second.middle - first.middle)
    depth = min(ROW_GAP - 6, 20 + apart * 0.03) * 4 / 3 + 9 * number
    start, end = (first.middle + way * _PORT, first.bottom), (second.middle - way * _PORT, second.bottom)
    lean = way * min(40.0, apart * 0.15)
    return _Route(start, (start[0] + lean, start[1] + depth), (end[0] - lean, end[1] + depth), end)


def _beside(first: Place[UUID], second: Place[UUID], number: int) -> _Route:
    """A bow at the right of two boxes that stand above each other with others between them."""
    out = BOX_WIDTH * 0.62 + 14 * number
    start = (first.x + BOX_WIDTH, first.y + BOX_HEIGHT / 2)
    end = (second.x + BOX_WIDTH, second.y + BOX_HEIGHT / 2)
    far = max(start[0], end[0]) + out
    return _Route(start, (far, start[1]), (far, end[1]), end)


def _across(first: Place[UUID], second: Place[UUID], number: int) -> _Route:
    """From the lower edge of the upper box to the upper edge of the lower one."""
    down = first.y < second.y
    way = 1.0 if second.middle >= first.middle else -1.0
    port = way * (_PORT + 10 * number)
    if down:
        start, end = (first.middle + port, first.bottom), (second.middle - port, second.y)
    else:
        start, end = (first.middle + port, first.y), (second.middle - port, second.bottom)
    pull = max(ROW_GAP, abs(end[1] - start[1]) * 0.5) * (1.0 if down else -1.0)
    return _Route(start, (start[0], start[1] + pull), (end[0], end[1] - pull), end)


def _word(tie: TieRow, route: _Route, taken: list[Area], options: MapOptions, words: Words) -> list[Shape]:
    text = words.translated(SHORT_TIES[tie.kind])
    width = sum(9.5 if ord(char) > 0x2E7F else 5.3 for char in text) + 8
    spots = [_around(route.at(t), width) for t in _SPOTS]
    area = next((spot for spot in spots if not any(_meet(spot, other) for other in taken)), spots[0])
    taken.append(area)
    colour = options.looks.of_tie(tie.kind)
    return [
        Box(area[0], area[1], width, 14, options.looks.ground, None, 4),
        Line(area[0] + width / 2, area[1] + 10.4, text, 9.5, colour, Face.SANS, Anchor.MIDDLE),
    ]


def _around(point: Point, width: float) -> Area:
    return (point[0] - width / 2, point[1] - 7, point[0] + width / 2, point[1] + 7)


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
