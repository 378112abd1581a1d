"""The drawn matrix: bubbles where the scores are, areas after the size, no label over another, however many there are."""

import random
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.picture import Disc, Line, Poly
from kamdesk.core.picture import Words as Said
from kamdesk.core.words import Language, words_of
from kamdesk.value.rules import AxisScore, Standing
from kamdesk.value.rules.labels import Spot, placed, text_width
from kamdesk.value.rules.matrix import Dot, matrix_picture

WORDS = words_of(Language.ZH)


def at(attractiveness: str, position: str) -> Standing:
    return Standing(AxisScore(Decimal(attractiveness), 90, 100, 1), AxisScore(Decimal(position), 90, 100, 1))


def some(count: int) -> list[Dot]:
    made = random.Random(count)
    return [
        Dot(UUID(int=number), f"客户名称第{number}号", at(tenths(made), tenths(made)), made.randint(1, 10**12), None, number)
        for number in range(1, count + 1)
    ]


def tenths(made: random.Random) -> str:
    return str(made.randint(0, 100) / 10)


def test_a_bubble_stands_where_its_scores_say_and_its_area_follows_its_size() -> None:
    dots = [Dot(UUID(int=1), "甲", at("8.0", "2.0"), 400), Dot(UUID(int=2), "乙", at("2.0", "8.0"), 100)]
    discs = {shape.key: shape for shape in matrix_picture(dots, WORDS, 744.0, 552.0).shapes if isinstance(shape, Disc)}
    grown, kept = discs[UUID(int=1).hex], discs[UUID(int=2).hex]
    assert (grown.x, kept.x) == (34 + 700 * 0.2, 34 + 700 * 0.8)
    assert (grown.y, kept.y) == pytest.approx((10 + 510 * 0.2, 10 + 510 * 0.8))
    assert (kept.radius - 5) / (grown.radius - 5) == pytest.approx(0.5)


def test_what_is_not_placed_is_not_drawn() -> None:
    half = Standing(AxisScore(Decimal("8.0"), 49, 100, 3), AxisScore(Decimal("8.0"), 90, 100, 1))
    picture = matrix_picture([Dot(UUID(int=1), "甲", half)], WORDS)
    assert not [shape for shape in picture.shapes if isinstance(shape, Disc)]


def test_a_move_is_an_arrow_from_where_it_stood() -> None:
    picture = matrix_picture([Dot(UUID(int=1), "甲", at("8.0", "8.0"), 1, at("2.0", "2.0"))], WORDS)
    assert [shape.arrow for shape in picture.shapes if isinstance(shape, Line) and shape.arrow] == [True]
    assert not [shape for shape in picture.shapes if isinstance(shape, Poly)]


@pytest.mark.parametrize("count", [3, 30, 300])
def test_bubbles_are_never_cut_off_and_labels_never_lie_over_each_other(count: int) -> None:
    picture = matrix_picture(some(count), WORDS, 460.0, 400.0)
    discs = [shape for shape in picture.shapes if isinstance(shape, Disc)]
    assert len(discs) == count
    for disc in discs:
        assert disc.radius <= disc.x <= 460 - disc.radius
        assert disc.radius <= disc.y <= 400 - disc.radius
    named = [shape for shape in picture.shapes if isinstance(shape, Said) and (shape.text.startswith("客户") or shape.text.isdecimal())]
    named = [shape for shape in named if shape.text not in ("0", "5", "10") or shape.size == 9.5]
    areas = [(each.x, each.y - each.size * 0.8, each.x + min(text_width(each.text, each.size), 132), each.y) for each in named]
    for place, one in enumerate(areas):
        for other in areas[place + 1 :]:
            assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])
    assert count > 40 or len(named) >= count * 0.8


def test_those_of_one_spot_stand_round_each_other() -> None:
    dots = [Dot(UUID(int=number), "甲", at("5.0", "5.0"), 1) for number in range(1, 6)]
    discs = [(shape.x, shape.y) for shape in matrix_picture(dots, WORDS).shapes if isinstance(shape, Disc)]
    assert len(set(discs)) == 5


NAMES = st.text("客户abc", min_size=1, max_size=14)
SPOTS = st.lists(st.builds(Spot, st.floats(20, 380), st.floats(20, 280), st.floats(3, 20), NAMES), max_size=40)


@given(SPOTS)
def test_a_label_covers_no_bubble_but_may_touch_its_own(spots: list[Spot]) -> None:
    for number, label in placed(spots, 9.0, 90.0, (0, 0, 400, 300)).items():
        left, right = label.x, label.x + label.width
        assert left >= 0
        assert right <= 400
        for place, spot in enumerate(spots):
            if place != number:
                across = left < spot.x + spot.radius and spot.x - spot.radius < right
                down = label.y - 7 < spot.y + spot.radius and spot.y - spot.radius < label.y
                assert not (across and down)
