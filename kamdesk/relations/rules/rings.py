"""One person in the middle, and around them whoever is one, two or three steps away, by reporting line or by tie.

Each ring has more slots than people, filled in a fixed order, so that somebody new takes a free slot and the others keep their angle.
"""

from math import ceil, cos, pi, sin
from uuid import UUID

from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH, MapLayout, Place, ReportLine
from kamdesk.relations.rules.sheet import MapSheet

FARTHEST = 3
_APART = BOX_WIDTH + 18.0
_BETWEEN = 190.0  # the least distance from ring to ring


def steps_from(sheet: MapSheet, centre: UUID, most: int = FARTHEST) -> list[list[UUID]]:
    """The seats in the middle and on each ring, each ring in the order of those it hangs on."""
    near = _neighbours(sheet)
    rings, seen = [[centre]], {centre}
    for _ in range(most):
        ring: list[UUID] = []
        for key in rings[-1]:
            for other in sorted(near.get(key, ()), key=lambda each: each.bytes):
                if other not in seen:
                    seen.add(other)
                    ring.append(other)
        if not ring:
            break
        rings.append(ring)
    return rings


def ringed(sheet: MapSheet, centre: UUID) -> MapLayout[UUID]:
    """The layout of the rings; nobody farther than three steps stands on it."""
    rings = steps_from(sheet, centre)
    at: dict[UUID, tuple[float, float, int]] = {centre: (0.0, 0.0, 0)}
    circles: list[float] = []
    radius = 0.0
    for number, ring in enumerate(rings[1:], 1):
        slots = max(6, 4 * ceil((len(ring) + 1) / 4))
        radius = max(radius + _BETWEEN, _APART / 2 / sin(pi / slots))
        circles.append(radius)
        for place, key in enumerate(ring):
            angle = 2 * pi * place / slots - pi / 2
            at[key] = (radius * cos(angle), radius * sin(angle), number)
    half = radius + BOX_WIDTH / 2 + 6
    high = radius + BOX_HEIGHT / 2 + 6
    places = tuple(Place(key, half + x - BOX_WIDTH / 2, high + y - BOX_HEIGHT / 2, row) for key, (x, y, row) in at.items())
    middle = {place.key: (place.middle, place.y + BOX_HEIGHT / 2) for place in places}
    lines = tuple(
        ReportLine(seat.reports_to, seat.id, (middle[seat.reports_to], middle[seat.id]))
        for seat in sheet.seats
        if seat.reports_to in middle and seat.id in middle and seat.reports_to is not None
    )
    return MapLayout(2 * half, 2 * high, places, lines, rings=tuple((half, high, each) for each in circles))


def _neighbours(sheet: MapSheet) -> dict[UUID, set[UUID]]:
    near: dict[UUID, set[UUID]] = {seat.id: set() for seat in sheet.seats}
    pairs = [(seat.id, seat.reports_to) for seat in sheet.seats if seat.reports_to in near and seat.reports_to is not None]
    seated = sheet.seats_by_person()
    pairs += [(seated[tie.first].id, seated[tie.second].id) for tie in sheet.ties if tie.first in seated and tie.second in seated]
    pairs += [
        (seated[thread.ours].id, seat.id) for seat in sheet.seats for thread in seat.threads if thread.active and thread.ours in seated
    ]
    for one, other in pairs:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    return near
