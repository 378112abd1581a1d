"""A map stays as one knows it: somebody new moves the others as little as possible, and what a hand placed stays placed."""

import random
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median, median_low
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdesk.accounts.tables import Account
from kamdesk.core.picture import Words
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.actions.postings import move_person
from kamdesk.people.rules import Side
from kamdesk.relations import actions, document, queries
from kamdesk.relations.actions import placing
from kamdesk.relations.rules.arranging import Line, aligned, carried, roots_of, settled
from kamdesk.relations.rules.drawing import layout_of
from kamdesk.relations.rules.layout import BOX_HEIGHT, BOX_WIDTH, COUSIN_GAP, PITCH, MapLayout, laid_out
from kamdesk.relations.rules.lens import Lens, looked_at, without
from kamdesk.relations.rules.rings import ringed, steps_from
from kamdesk.relations.rules.sheet import MapSheet
from tests.relations.conftest import House, large_sheet, write

Tree = dict[int, int | None]


def organisation(seed: int, least: int = 10, most: int = 300) -> Tree:
    """A random company: the earlier somebody came, the likelier they lead."""
    chance = random.Random(seed)
    people = chance.randint(least, most)
    return {0: None} | {each: chance.randrange(max(1, each // 3)) if chance.random() < 0.98 else None for each in range(1, people)}


def overlapping(layout: MapLayout[int]) -> list[tuple[int, int]]:
    return [
        (one.key, other.key)
        for one, other in combinations(layout.places, 2)
        if abs(one.x - other.x) < BOX_WIDTH + 4 and abs(one.y - other.y) < BOX_HEIGHT + 4
    ]


def shifts(before: MapLayout[int], after: MapLayout[int], people: set[int]) -> list[float]:
    """How far each moved beside the common movement of all, which the window goes along with."""
    old, new = ({place.key: place for place in layout.places} for layout in (before, after))
    ways = [(new[key].x - old[key].x, new[key].y - old[key].y) for key in people if key in old and key in new]
    right, down = median_low(way[0] for way in ways), median_low(way[1] for way in ways)
    return [abs(way[0] - right) + abs(way[1] - down) for way in ways]


def push_apart(before: MapLayout[int], after: MapLayout[int]) -> float:
    """A box with its gaps, or what a block needs more that comes apart because one of it leads somebody now."""
    return BOX_WIDTH + COUSIN_GAP + PITCH + abs(after.width - before.width) + abs(after.height - before.height)


def unrelated(parents: Tree, boss: int) -> set[int]:
    above, at = set(), boss
    while at is not None and at not in above:
        above.add(at)
        at = parents[at]  # type: ignore[assignment]
    return {key for key in parents if key not in above and parents[key] != boss}


@given(st.integers(0, 10_000), st.integers(0, 299))
@settings(max_examples=60, deadline=None)
def test_somebody_new_pushes_the_others_apart_at_most(seed: int, boss: int) -> None:
    parents = organisation(seed)
    boss %= len(parents)
    before = laid_out(parents)
    after = laid_out(parents | {9999: boss}, before=before.shape)
    rest = unrelated(parents, boss)
    if rest:
        assert median(shifts(before, after, rest)) <= push_apart(before, after)
    assert overlapping(after) == []


def test_mostly_nobody_else_moves_at_all() -> None:
    still = 0
    for seed in range(40):
        parents = organisation(seed)
        boss = seed % len(parents)
        before = laid_out(parents)
        moved = shifts(before, laid_out(parents | {9999: boss}, before=before.shape), unrelated(parents, boss))
        still += not moved or median(moved) == 0.0
    assert still >= 37


@given(st.integers(0, 10_000), st.integers(1, 299))
@settings(max_examples=30, deadline=None)
def test_a_leaf_that_leaves_lets_the_others_stand(seed: int, leaf: int) -> None:
    parents = organisation(seed)
    leaves = sorted(set(parents) - {boss for boss in parents.values() if boss is not None} - {0})
    gone = leaves[leaf % len(leaves)]
    before = laid_out(parents)
    left = {key: boss for key, boss in parents.items() if key != gone}
    boss = parents[gone]
    rest = (unrelated(parents, boss) if boss is not None else set(left)) - {gone}
    after = laid_out(left, before=before.shape)
    if rest:
        assert median(shifts(before, after, rest)) <= push_apart(before, after)
    assert overlapping(after) == []


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=60, deadline=None)
def test_hand_placed_boxes_stay_and_nothing_lies_on_them(seed: int, data: st.DataObject) -> None:
    parents = organisation(seed, 2, 40)
    spots = st.tuples(st.integers(-600, 600), st.integers(-300, 600))
    placed = data.draw(st.dictionaries(st.sampled_from(sorted(parents)), spots, max_size=6))
    layout = laid_out(parents, placed={key: (float(x), float(y)) for key, (x, y) in placed.items()})
    assert {place.key for place in layout.places} == set(parents)
    assert overlapping(layout) == []
    assert min(place.x for place in layout.places) == pytest.approx(0)
    assert min(place.y for place in layout.places) == pytest.approx(0)


@given(st.integers(0, 10_000), st.integers(0, 20), st.integers(-400, 400), st.integers(150, 900))
@settings(max_examples=40, deadline=None)
def test_one_placed_box_is_exactly_where_it_was_put(seed: int, which: int, right: int, below: int) -> None:
    """Wherever there is room for it beside its own boss: the layout makes room, the box does not give way."""
    parents = organisation(seed, 5, 21)
    leaves = sorted(set(parents) - {boss for boss in parents.values() if boss is not None})
    key = leaves[which % len(leaves)]
    boss = parents[key]
    layout = laid_out(parents, placed={key: (float(right), float(below))})
    places = {place.key: place for place in layout.places}
    corner = layout.origin if boss is None else (places[boss].x, places[boss].y)
    if boss is not None:
        assert (places[key].x - corner[0], places[key].y - corner[1]) == pytest.approx((right, below))


def sheet_with(sheet: MapSheet, places: dict[UUID, tuple[int, int]]) -> MapSheet:
    seats = (replace(seat, x=places[seat.id][0], y=places[seat.id][1]) if seat.id in places else seat for seat in sheet.seats)
    return replace(sheet, seats=tuple(seats))


def test_aligned_boxes_stand_in_one_line_whatever_their_bosses_do() -> None:
    sheet = large_sheet(40)
    layout = layout_of(sheet)
    bosses = {seat.reports_to for seat in sheet.seats}
    chosen = [seat.id for seat in sheet.seats if seat.id not in bosses][10:16]

    def again(changed: MapSheet) -> MapLayout[UUID]:
        return layout_of(changed, before=layout.shape, by_hand=True)

    wanted = aligned(layout, chosen, Line.LEFT)
    after = again(sheet_with(sheet, settled(layout, sheet, wanted, again)))
    stand = [place.x for place in after.places if place.key in chosen]
    assert max(stand) - min(stand) <= 2
    assert len({y for _x, y in aligned(layout, chosen, Line.TOP).values()}) == 1
    steps = sorted(x for x, _y in aligned(layout, chosen, Line.ACROSS).values())
    assert {round(b - a, 3) for a, b in pairwise(steps)} == {round(steps[1] - steps[0], 3)}
    assert aligned(layout, chosen[:1], Line.LEFT) == {}
    assert carried(layout, chosen[:1], 5, 7)[chosen[0]] == pytest.approx(
        (layout.place(chosen[0]).x + 5, layout.place(chosen[0]).y + 7)  # type: ignore[union-attr]
    )


def test_a_chosen_boss_takes_the_chosen_reports_along() -> None:
    sheet = large_sheet(30)
    boss = sheet.seats[0].id
    assert roots_of(sheet, tuple(seat.id for seat in sheet.seats)) == (boss,)


def test_leaving_people_out_hands_their_reports_to_the_next_higher() -> None:
    sheet = large_sheet(60)
    gone = frozenset(seat.id for seat in sheet.seats[1:6])
    left = without(sheet, gone)
    assert len(left.seats) == 55
    assert {seat.reports_to for seat in left.seats} & gone == set()
    shown = looked_at(sheet, Lens(sides=frozenset({Side.OURS}), hide=True))
    assert shown.seats == ()


def test_rings_hold_everybody_within_three_steps_without_overlap() -> None:
    sheet = large_sheet(120)
    centre = sheet.seats[7].id
    rings = steps_from(sheet, centre)
    layout = ringed(sheet, centre)
    assert sum(map(len, rings)) == len(layout.places)
    assert overlapping(layout) == []  # type: ignore[arg-type]
    more = ringed(large_sheet(120), centre)
    assert more == layout


def test_places_orders_and_several_at_once_are_one_step_each(store: Store, house: House) -> None:
    li, zhao, zhou = (house.seats[name] for name in ("李敏", "赵强", "周涛"))
    store.do(placing.place_seats, {li: (-300, 150), zhao: (300, 150)})
    store.do(placing.order_seats, [zhao, li], zhao)
    seats = {seat.id: seat for seat in store.ask(queries.map_sheet, house.map).seats}
    assert (seats[li].x, seats[zhao].x, seats[zhao].place, seats[li].place) == (-300, None, 0, 1)
    store.undo()
    store.undo()
    assert all(seat.x is None and seat.place is None for seat in store.ask(queries.map_sheet, house.map).seats)
    with pytest.raises(Refused, match="too_far_away"):
        store.do(placing.place_seats, {li: (10**7, 0)})
    with pytest.raises(Refused, match="another_map"):
        store.do(placing.order_seats, [li, zhou])
    store.do(placing.place_seats, {zhou: (10, 200), li: (50, 150)})
    store.do(actions.remove_seat, li)  # the report stays where it stood on the map
    kept = store.ask(queries.map_sheet, house.map).seat(zhou)
    assert kept is not None
    assert (kept.x, kept.y) == (60, 350)
    store.do(actions.move_seat, zhou, zhao)
    moved = store.ask(queries.map_sheet, house.map).seat(zhou)
    assert moved is not None
    assert moved.x is None


def test_who_moved_elsewhere_is_faded_and_says_where(store: Store, house: House) -> None:
    new = store.do(write, Account, {"name": "晋岚能源集团有限公司", "short_name": "晋岚能源"})[0]
    store.do(move_person, house.people["李敏"], {"account": new, "position": "总经理"})
    seat = store.ask(queries.map_sheet, house.map).seat(house.seats["李敏"])
    assert seat is not None
    assert (seat.retired, seat.moved_to) == (True, "晋岚能源")
    sheet = store.ask(queries.map_sheet, house.map)
    said = [shape.text for shape in document.map_picture(sheet, words_of("zh_CN")).shapes if isinstance(shape, Words)]
    assert "已调离" in said
    assert "→ 晋岚能源" in said


def test_paper_follows_the_hand_and_a_small_map_stays_tidy(store: Store, house: House) -> None:
    store.do(placing.place_seats, {house.seats["赵强"]: (900, 40)})
    sheet = store.ask(queries.map_sheet, house.map)
    tidy = {place.key: place for place in layout_of(sheet).places}
    placed = {place.key: place for place in layout_of(sheet, by_hand=True).places}
    wang, zhao = house.seats["王建国"], house.seats["赵强"]
    assert (placed[zhao].x - placed[wang].x, placed[zhao].y - placed[wang].y) == (900, 40)
    assert tidy[zhao].y - tidy[wang].y == PITCH
    words = words_of("zh_CN")
    assert document.map_picture(sheet, words).width > 1000 > document.thumbnail(sheet, words).width
    alone = without(sheet, frozenset({wang}))
    assert layout_of(alone, by_hand=True).placed == frozenset()
