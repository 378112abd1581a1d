"""The tidy tree, for every shape of organisation that can be written down."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdesk.relations.rules.folding import folded_beyond, folded_to, opened_to
from kamdesk.relations.rules.layout import BOX_HEIGHT, BOX_WIDTH, FRAME, MapLayout, forest, laid_out


@st.composite
def trees(draw: st.DrawFn, most: int = 30) -> dict[int, int | None]:
    """Bosses stand before their reports, as they do in a file; several tops are possible."""
    people = draw(st.integers(1, most))
    return {number: draw(st.none() | st.integers(0, number - 1)) if number else None for number in range(people)}


def overlaps(layout: MapLayout[int]) -> list[tuple[int, int]]:
    return [
        (one.key, other.key)
        for one, other in combinations(layout.places, 2)
        if abs(one.x - other.x) < BOX_WIDTH + 4 and abs(one.y - other.y) < BOX_HEIGHT + 4
    ]


@given(trees())
@settings(max_examples=50, deadline=None)
def test_no_two_boxes_overlap_and_all_lie_inside(parents: dict[int, int | None]) -> None:
    layout = laid_out(parents)
    assert {place.key for place in layout.places} == set(parents)
    assert overlaps(layout) == []
    for place in layout.places:
        assert -0.01 <= place.x <= layout.width - BOX_WIDTH + 0.01
        assert -0.01 <= place.y <= layout.height - BOX_HEIGHT + 0.01


@given(trees())
@settings(max_examples=40, deadline=None)
def test_a_boss_stands_above_everybody_who_reports_to_them(parents: dict[int, int | None]) -> None:
    places = {place.key: place for place in laid_out(parents).places}
    below = forest(parents)
    for boss, reports in below.items():
        if boss is None:
            continue
        middles = [places[report].middle for report in reports]
        assert all(places[report].y >= places[boss].bottom for report in reports)
        assert min(middles) - BOX_WIDTH <= places[boss].middle <= max(middles) + BOX_WIDTH


@given(trees())
@settings(max_examples=40, deadline=None)
def test_the_same_people_always_stand_the_same(parents: dict[int, int | None]) -> None:
    assert laid_out(parents) == laid_out(dict(parents))


@given(trees(24), st.integers(0, 23))
@settings(max_examples=40, deadline=None)
def test_somebody_new_leaves_the_others_in_their_order(parents: dict[int, int | None], boss: int) -> None:
    before = {place.key: place for place in laid_out(parents).places}
    after = {place.key: place for place in laid_out(parents | {len(parents): boss % len(parents)}).places}
    for reports in forest(parents).values():
        for one, other in combinations(reports, 2):
            if before[one].row == before[other].row and after[one].row == after[other].row:
                assert (before[one].x < before[other].x) is (after[one].x < after[other].x)


@given(trees())
@settings(max_examples=40, deadline=None)
def test_every_line_leads_from_a_boss_to_each_report(parents: dict[int, int | None]) -> None:
    layout = laid_out(parents)
    led = {line.below for line in layout.lines if line.below is not None}
    assert led == {key for key, boss in parents.items() if boss is not None}
    for line in layout.lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            assert x1 == pytest.approx(x2) or y1 == pytest.approx(y2), "reporting lines run straight across or down"


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 15), min_size=1))
@settings(max_examples=66, deadline=None)
def test_circles_and_bosses_who_are_not_there_never_hang_it(parents: dict[int, int | None]) -> None:
    layout = laid_out(parents)
    assert sorted(place.key for place in layout.places) == sorted(parents)
    assert overlaps(layout) == []


def test_three_people_make_the_plain_picture() -> None:
    layout = laid_out({"boss": None, "left": "boss", "right": "boss"})
    boss, left, right = (layout.place(key) for key in ("boss", "left", "right"))
    assert boss is not None
    assert left is not None
    assert right is not None
    assert boss.middle == pytest.approx((left.middle + right.middle) / 2)
    assert left.row == right.row == 1
    assert left.x < right.x


def test_many_reports_wrap_into_a_block_instead_of_a_long_row() -> None:
    layout = laid_out({0: None} | dict.fromkeys(range(1, 31), 0))
    assert layout.width < 8 * (BOX_WIDTH + 30)
    assert len({place.row for place in layout.places}) >= 5


def test_folding_hides_a_branch_and_says_how_many() -> None:
    parents = {0: None, 1: 0, 2: 0, 3: 1, 4: 1, 5: 3}
    layout = laid_out(parents, {1})
    assert [place.key for place in layout.places] == [0, 1, 2]
    folded = layout.place(1)
    assert folded is not None
    assert folded.hidden == 3


def test_five_hundred_people_have_the_shape_of_their_frame() -> None:
    parents = {number: None if number == 0 else (number - 1) // 6 for number in range(500)}
    layout = laid_out(parents)
    assert 0.5 < (layout.width / layout.height) / (FRAME[0] / FRAME[1]) < 2
    assert overlaps(layout) == []


def test_a_chain_of_a_thousand_is_laid_out() -> None:
    layout = laid_out({number: number - 1 if number else None for number in range(1000)})
    assert len(layout.places) == 1000
    assert layout.width == BOX_WIDTH


def test_nobody_makes_an_empty_layout() -> None:
    assert laid_out({}) == MapLayout(0.0, 0.0, (), ())


def test_folding_to_rows_and_to_what_a_sheet_holds() -> None:
    parents = {0: None, 1: 0, 2: 0, 3: 1, 4: 3}
    below = forest(parents)
    assert folded_to(below, 1) == {0}
    assert folded_to(below, 2) == {1}
    assert folded_to(below, 9) == frozenset()
    assert folded_beyond(below, (0,), 3) == [1]
    assert folded_beyond(below, (0,), 5) == []
    assert opened_to(parents, {0, 1, 2}, 4) == {2}
