"""Our people and third parties stand in a band below the map, each as near as possible to those they know."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean
from uuid import UUID

from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH, SIBLING_GAP, MapLayout, Place
from kamdesk.relations.rules.sheet import MapSheet, SeatRow

BAND_GAP = 72.0  # between the map and the band; its caption stands in it
_STEP = BOX_WIDTH + SIBLING_GAP


def with_band(layout: MapLayout[UUID], sheet: MapSheet, others: Sequence[SeatRow]) -> MapLayout[UUID]:
    """The layout of a map with the others below it, in as many rows as its width needs."""
    if not others:
        return layout
    wished = _wishes(layout, sheet)
    ordered = sorted(others, key=lambda seat: (wished.get(seat.id, layout.width / 2), seat.id.bytes))
    columns = max(3, int((layout.width + SIBLING_GAP) // _STEP))
    rows = [ordered[at : at + columns] for at in range(0, len(ordered), columns)]
    width = max(layout.width, min(columns, len(ordered)) * _STEP - SIBLING_GAP)
    shift = (width - layout.width) / 2
    top = layout.height + BAND_GAP if layout.places else 0.0
    deepest = max((place.row for place in layout.places), default=-1) + 1
    places: list[Place[UUID]] = []
    for number, row in enumerate(rows):
        lefts = _spread([wished.get(seat.id, layout.width / 2) + shift - BOX_WIDTH / 2 for seat in row], width)
        y = top + number * (BOX_HEIGHT + SIBLING_GAP)
        places += [Place(seat.id, x, y, deepest + number) for seat, x in zip(row, lefts, strict=True)]
    height = top + len(rows) * (BOX_HEIGHT + SIBLING_GAP) - SIBLING_GAP
    moved_places = tuple(replace(place, x=place.x + shift) for place in layout.places)
    lines = tuple(replace(line, points=tuple((x + shift, y) for x, y in line.points)) for line in layout.lines)
    origin = (layout.origin[0] + shift, layout.origin[1])
    return replace(layout, width=width, height=height, places=(*moved_places, *places), lines=lines, origin=origin)


def _wishes(layout: MapLayout[UUID], sheet: MapSheet) -> dict[UUID, float]:
    """The middle of everybody each of them knows on the map."""
    middles = {place.key: place.middle for place in layout.places}
    at = {seat.person: middles[seat.id] for seat in sheet.seats if seat.person is not None and seat.id in middles}
    known: dict[UUID, list[float]] = {}
    for tie in sheet.ties:
        for one, other in ((tie.first, tie.second), (tie.second, tie.first)):
            if other in at:
                known.setdefault(one, []).append(at[other])
    for seat in sheet.seats:
        for thread in seat.threads:
            if seat.id in middles:
                known.setdefault(thread.ours, []).append(middles[seat.id])
    return {person: fmean(places) for person, places in known.items()}


def _spread(wished: list[float], width: float) -> list[float]:
    """Left edges in their order, apart, within the width, as near to what was wished as going from left to right and back allows."""
    lefts = list(wished)
    for number in range(len(lefts)):
        lefts[number] = max(lefts[number], lefts[number - 1] + _STEP if number else 0.0)
    limit = width - BOX_WIDTH
    for number in reversed(range(len(lefts))):
        lefts[number] = min(lefts[number], limit)
        limit = lefts[number] - _STEP
    return lefts
