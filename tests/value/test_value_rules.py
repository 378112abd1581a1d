"""The two axes: unknown never counts, weights have no scale, order does not matter, and every sum agrees with plain fractions."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.words import Language, words_of
from kamdesk.value.rules import Axis, Cell, Weighed, axis_score, cell_of, percent, quarter_ago, standing
from kamdesk.value.rules.playbook import in_language, standards

PARTS = st.lists(st.tuples(st.integers(0, 100), st.none() | st.integers(0, 10)), max_size=15)


@given(PARTS, st.lists(st.integers(0, 100), max_size=5))
def test_unknown_criteria_neither_lower_nor_raise_a_score(parts: list[tuple[int, int | None]], unknown: list[int]) -> None:
    more = [*parts, *((weight, None) for weight in unknown)]
    assert axis_score(more).score == axis_score(parts).score
    assert axis_score(more).unknown == axis_score(parts).unknown + len(unknown)
    assert axis_score(more).share <= axis_score(parts).share or not axis_score(parts).weight


@given(PARTS, st.integers(1, 50))
def test_weights_have_no_scale(parts: list[tuple[int, int | None]], factor: int) -> None:
    once, scaled = axis_score(parts), axis_score([(weight * factor, score) for weight, score in parts])
    assert (once.score, once.share, once.percent, once.placed) == (scaled.score, scaled.share, scaled.percent, scaled.placed)


@given(PARTS.flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_the_order_does_not_matter(both: tuple[list[tuple[int, int | None]], list[tuple[int, int | None]]]) -> None:
    assert axis_score(both[0]) == axis_score(both[1])


@given(PARTS)
def test_a_score_is_the_exact_mean_rounded_half_up(parts: list[tuple[int, int | None]]) -> None:
    known = [(weight, score) for weight, score in parts if score is not None]
    heavy = sum(weight for weight, _ in known)
    found = axis_score(parts)
    if not heavy:
        assert found.score is None
        return
    exact = Fraction(sum(weight * score for weight, score in known), heavy)
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()  # half up, by whole numbers only
    assert found.score == Decimal(tenths) / 10
    assert found.placed == (Fraction(heavy, sum(weight for weight, _ in parts)) >= Fraction(1, 2))
    assert min(score for weight, score in known if weight) <= found.score <= max(score for weight, score in known if weight)


def test_the_four_cells_are_cut_at_five() -> None:
    five, below = Decimal("5.0"), Decimal("4.9")
    assert cell_of(five, five) is Cell.INVEST
    assert cell_of(five, below) is Cell.GROW
    assert cell_of(below, five) is Cell.KEEP
    assert cell_of(below, below) is Cell.HARVEST
    assert cell_of(None, five) is None


def test_what_is_shown_decides_the_cell_and_half_the_weight_places() -> None:
    near = [Weighed(Axis.ATTRACTIVENESS, 96, 5), Weighed(Axis.ATTRACTIVENESS, 4, 4), Weighed(Axis.POSITION, 1, 9)]
    found = standing(near)
    assert (str(found.attractiveness.score), found.cell) == ("5.0", Cell.INVEST)
    half = standing([Weighed(Axis.ATTRACTIVENESS, 50, 9), Weighed(Axis.ATTRACTIVENESS, 50, None), Weighed(Axis.POSITION, 1, 9)])
    assert half.placed
    less = standing([Weighed(Axis.ATTRACTIVENESS, 49, 9), Weighed(Axis.ATTRACTIVENESS, 51, None), Weighed(Axis.POSITION, 1, 9)])
    assert (less.placed, less.cell, less.attractiveness.percent) == (False, None, 49)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_share_reads_100_only_when_nothing_lacks(part: int, rest: int) -> None:
    found = percent(part, part + rest)
    assert (found == 100) == (rest == 0 and part > 0)
    if 0 < found < 99:
        assert found == (Decimal(100 * part) / (part + rest)).quantize(Decimal(1), ROUND_HALF_UP)


def test_the_shipped_criteria_are_whole_in_both_languages() -> None:
    for axis in Axis:
        assert sum(each.weight for each in standards().values() if each.axis is axis) == 100
    for each in standards().values():
        for language in Language:
            row = each.row(language)
            assert row.name
            assert row.question.endswith(("？", "?", "吗？"))
            assert len(row.question) <= 200
            assert len(row.worst) <= 120
            assert len(row.best) <= 120
            assert in_language(row, words_of(Language.EN)) == each.row(Language.EN)
            assert in_language(row, words_of(Language.ZH)) == each.row(Language.ZH)


def test_the_quarter_before_ends_where_this_one_begins() -> None:
    assert quarter_ago(date(2026, 11, 22)) == date(2026, 9, 30)
    assert quarter_ago(date(2026, 1, 1)) == date(2025, 12, 31)
