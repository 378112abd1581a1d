"""Where boxes stand and what is done to several at once: each deed is one step for undo."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.work import Work, verb
from kamdesk.people import actions as people_actions
from kamdesk.relations import actions
from kamdesk.relations.tables import Seat

FARTHEST = 100_000  # points; beyond, no paper could show it

say({
    "too_far_away": N_("That place is too far away from the map."),
})  # fmt: skip


@verb(N_("Place on the map"))
def place_seats(work: Work, places: Mapping[UUID, tuple[int, int]]) -> None:
    """Boxes stand where a hand put them: points from the top left corner of their boss's box, of the map for a top.

    Raises Refused: too_far_away, gone.
    """
    for seat_id, (x, y) in places.items():
        if max(abs(x), abs(y)) > FARTHEST:
            raise Refused("too_far_away", "x")
        seat = work.get(Seat, seat_id)
        seat.x, seat.y = x, y
    _about(work, list(places))


@verb(N_("Back to automatic layout"))
def release_seats(work: Work, seats: Iterable[UUID]) -> None:
    """The layout decides again where these stand, and in which order. Raises Refused: gone."""
    wanted = list(seats)
    for seat_id in wanted:
        seat = work.get(Seat, seat_id)
        seat.x = seat.y = seat.place = None
    _about(work, wanted)


@verb(N_("Order on the map"))
def order_seats(work: Work, ordered: Sequence[UUID], moved: UUID | None = None) -> None:
    """Everybody below one boss, in the order in which they are to stand; `moved`, if given, no longer stands by hand.

    Raises Refused: another_map, gone.
    """
    seats = [work.get(Seat, seat_id) for seat_id in ordered]
    if len({(seat.map, seat.reports_to) for seat in seats}) > 1:
        raise Refused("another_map", "reports_to")
    for place, seat in enumerate(seats):
        seat.place = place
        if seat.id == moved:
            seat.x = seat.y = None
    _about(work, [moved] if moved is not None else list(ordered))


@verb(N_("Move on the map"))
def move_seats(work: Work, seats: Sequence[UUID], reports_to: UUID | None) -> None:
    """Several seats, each with its branch, go below another, or to the top. Raises Refused: reports_in_circle, another_map, gone."""
    for seat_id in seats:
        actions.move_seat.action(work, seat_id, reports_to)
    _about(work, seats)


@verb(N_("Change seats"))
def save_seats(work: Work, seats: Sequence[UUID], values: Mapping[str, object]) -> None:
    """The same values for several seats: layer, support, coverage. Raises what `save_seat` raises."""
    for seat_id in seats:
        actions.save_seat.action(work, seat_id, values)
    _about(work, seats)


@verb(N_("Take off the map"))
def remove_seats(work: Work, seats: Sequence[UUID]) -> None:
    """Several seats at once; whoever is left below them reports to the next higher who stays. Raises Refused: gone."""
    names = _names(work, seats)
    for seat_id in seats:
        actions.remove_seat.action(work, seat_id)
        work.session.flush()  # the next one's reports may be those of this one
    work.about = names


@verb(N_("Add a seat"))
def seat_new_person(
    work: Work, account: UUID, opportunity: UUID | None, person: Mapping[str, object], seat: Mapping[str, object]
) -> UUID:
    """Somebody who is not on file yet gets their card and their seat in one breath. Raises what both refuse."""
    made = people_actions.save_person.action(work, None, {"account": account, **person})
    return actions.seat_somebody.action(work, account, opportunity, {**seat, "person": made})


@verb(N_("Change a seat"))
def rename_seat(work: Work, seat_id: UUID, typed: Mapping[str, object]) -> None:
    """What was typed on the box itself: name and position of the person, or the duty of an unknown seat.

    Raises what the fields refuse, seat_needs_somebody, gone.
    """
    seat = work.get(Seat, seat_id)
    if seat.person is None:
        actions.save_seat.action(work, seat_id, typed)
    else:
        people_actions.save_person.action(work, seat.person, typed)


@verb(N_("Order on the map"))
def step_seat(work: Work, seat_id: UUID, ordered: Sequence[UUID], step: int) -> None:
    """One place to the left (-1) or right (1) among `ordered`, the siblings as they stand. At the end nothing moves.

    Raises Refused: another_map, gone.
    """
    order = list(ordered)
    at = order.index(seat_id) if seat_id in order else 0
    to = max(0, min(len(order) - 1, at + step))
    if to != at:
        order.insert(to, order.pop(at))
        order_seats.action(work, order, seat_id)


def _about(work: Work, seats: Sequence[UUID]) -> None:
    work.about = _names(work, seats)


def _names(work: Work, seats: Sequence[UUID]) -> str:
    """At most three names, for the undo menu."""
    return "、".join(actions.name_of(work, work.get(Seat, each)) for each in seats[:3]) + ("…" if len(seats) > 3 else "")

