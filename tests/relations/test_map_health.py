"""How we stand on a map: the colour table, and what is missing."""

from dataclasses import replace
from uuid import UUID

import pytest

from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer
from kamdesk.relations.rules.health import Colour, coverage, health, warnings
from kamdesk.relations.rules.sheet import MapSheet, SeatRow


def seat(number: int, layer: Layer | None = None, support: int | None = None, **more: object) -> SeatRow:
    row = SeatRow(UUID(int=number), None, UUID(int=100 + number), f"人{number}", layer=layer, support=support)
    return replace(row, **more)  # type: ignore[arg-type]


DECIDER, BENDER, DOER = Layer.DECISION, Layer.INFLUENCE, Layer.EXECUTION


@pytest.mark.parametrize(
    ("seats", "colour"),
    [
        ((), Colour.UNKNOWN),
        ((seat(1),), Colour.UNKNOWN),
        ((seat(1, DECIDER),), Colour.RED),
        ((seat(1, DECIDER, 0), seat(2, BENDER, -1)), Colour.RED),
        ((seat(1, DECIDER, 0), seat(2, DOER, 2)), Colour.RED),
        ((seat(1, DECIDER, -2), seat(2, BENDER, 1)), Colour.AMBER),
        ((seat(1, DECIDER, 1),), Colour.GREEN),
        ((seat(1, DECIDER, 2), seat(2, DECIDER, -2)), Colour.GREEN),
        ((seat(1, DECIDER, 2, retired=True), seat(2, BENDER)), Colour.RED),
        ((seat(1, DECIDER, 2, side=Side.OURS),), Colour.UNKNOWN),
        ((seat(1, DECIDER, 2, person=None), seat(2, BENDER)), Colour.RED),
    ],
)
def test_the_colour_follows_the_supporters_among_the_decisive(seats: tuple[SeatRow, ...], colour: Colour) -> None:
    assert health(seats).colour is colour


def test_the_reason_names_the_strongest_supporter() -> None:
    stand = health((seat(1, BENDER, 1, influence=5), seat(2, BENDER, 2, influence=1)))
    assert stand.facts == {"name": "人2"}


def test_coverage_counts_the_customers_people_who_are_in_office() -> None:
    seats = (
        seat(1, coverage=Coverage.DEEP), seat(2, coverage=Coverage.NONE), seat(3, coverage=Coverage.BRIEF, retired=True),
        seat(4, person=None), seat(5, side=Side.THIRD, coverage=Coverage.DEEP),
    )  # fmt: skip
    assert (coverage(seats).known, coverage(seats).whole) == (1, 3)


def codes(*seats: SeatRow) -> list[str]:
    return [each.code for each in warnings(MapSheet(None, UUID(int=1), "", seats=seats))]


def test_a_decisive_person_out_of_reach_an_unknown_seat_and_a_missing_coach_are_warned_of() -> None:
    found = codes(seat(1, DECIDER, 1, coverage=Coverage.NONE), seat(2, BENDER, person=None), seat(3, DOER, coverage=Coverage.DEEP))
    assert found == ["out_of_reach", "unknown_decider", "no_coach", "single_thread"]


def test_two_contacts_and_a_coach_leave_nothing_to_warn_of() -> None:
    assert codes(seat(1, DECIDER, 1, coverage=Coverage.DEEP), seat(2, DOER, 2, coach=True, coverage=Coverage.BRIEF)) == []


def test_no_contact_at_all_is_said_so() -> None:
    assert "no_contact" in codes(seat(1, DOER, coach=True), seat(2, DOER))
    assert codes() == []
