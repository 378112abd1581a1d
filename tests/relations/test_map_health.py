"""How we stand on a map: the colour table, and what is missing."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from kamdesk.core.words import words_of
from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer
from kamdesk.relations.rules.health import Colour, Watch, coverage, health, neglect, warnings
from kamdesk.relations.rules.sheet import MapSheet, OutsideRow, SeatRow, ThreadRow, with_threads


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


OURS, SECOND = UUID(int=900), UUID(int=901)


def held(row: SeatRow, *ours: UUID) -> SeatRow:
    threads = tuple(ThreadRow(UUID(int=row.id.int * 10 + n), each, row.id, Coverage.SEVERAL) for n, each in enumerate(ours))
    return with_threads(replace(row, coverage=None), threads)


def sheet_of(*seats: SeatRow) -> MapSheet:
    return MapSheet(None, UUID(int=1), "", seats=seats, ours=(OutsideRow(OURS, "林晓"),))


def test_everything_in_one_hand_is_warned_of_and_a_second_hand_ends_it() -> None:
    first, other = seat(1, DECIDER, 1, coach=True), seat(2, DOER)
    (warned,) = warnings(sheet_of(held(first, OURS), held(other, OURS)))
    assert (warned.code, warned.facts) == ("one_of_ours", {"name": "林晓"})
    assert warnings(sheet_of(held(first, OURS, SECOND), held(other, OURS))) == ()
    # A contact that was set by hand names nobody: then nobody knows whether it is one hand.
    assert warnings(sheet_of(held(first, OURS), replace(other, coverage=Coverage.DEEP))) == ()


@pytest.mark.parametrize(
    ("stance", "layer", "influence", "warned"),
    [(-2, DOER, 5, True), (-1, BENDER, 1, True), (-1, DOER, 3, False), (0, DECIDER, 5, False), (None, DECIDER, 5, False)],
)
def test_an_opponent_is_warned_of_where_they_have_influence(stance: int | None, layer: Layer, influence: int, warned: bool) -> None:
    row = seat(1, layer, stance, influence=influence, coverage=Coverage.DEEP)
    assert ("opponent" in codes(row, seat(2, DECIDER, 1, coach=True, coverage=Coverage.DEEP))) is warned


def test_on_a_large_map_one_coach_is_not_enough_nor_two_of_one_department() -> None:
    others = [seat(number, DOER, coverage=Coverage.BRIEF) for number in range(3, 8)]
    coach = seat(1, DECIDER, 2, coach=True, coverage=Coverage.DEEP, department="生产部")
    assert codes(coach, *others) == ["second_coach"]
    assert codes(coach, seat(2, coach=True, department="生产部", coverage=Coverage.BRIEF), *others) == ["second_coach"]
    assert codes(coach, seat(2, coach=True, department="财务部", coverage=Coverage.BRIEF), *others) == []


def test_key_people_are_neglected_in_the_order_of_their_rhythm() -> None:
    today = date(2026, 11, 22)
    seats = [seat(number, DECIDER, 1, coach=True, coverage=Coverage.DEEP, department=f"部{number}") for number in range(1, 6)]
    people = [each.person for each in seats if each.person is not None]
    days = {people[0]: (372, 365), people[1]: (10, 7), people[2]: (7, 7), people[3]: (400, 0)}
    last = {person: today - timedelta(days=ago) for person, (ago, _every) in days.items()}
    watch = Watch(today, last, {person: every for person, (_ago, every) in days.items() if every})
    seats[4] = replace(seats[4], retired=True, moved_to="云岭电厂")
    found = warnings(MapSheet(None, UUID(int=1), "", seats=tuple(seats)), watch)
    assert [(each.code, each.facts["name"]) for each in found] == [("untouched", "人2"), ("untouched", "人1"), ("moved", "人5")]
    assert found[0].facts["days"] == 10
    assert neglect(last[people[1]], 7, today) == pytest.approx(3 / 7)
    assert neglect(None, 7, today) == neglect(today, None, today) == 0


def test_who_has_left_leaves_a_seat_to_be_filled_and_every_warning_says_what_next() -> None:
    rows = (seat(1, DECIDER, 2, retired=True), seat(2, BENDER, -2), seat(3, BENDER, person=None, position="书记"))
    found = warnings(MapSheet(None, UUID(int=1), "", seats=rows))
    assert [each.code for each in found] == ["out_of_reach", "unknown_decider", "opponent", "no_coach", "no_contact", "retired"]
    words = words_of("zh_CN")
    for each in found:
        said = words.filled(words.translated(each.sentence), each.facts), words.filled(words.translated(each.advice), each.facts)
        assert all(part and "{" not in part and not part.isascii() for part in said)
