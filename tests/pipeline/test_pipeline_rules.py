"""The funnel's arithmetic, and the playbook that the stages come from."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.words import Language, words_of
from kamdesk.pipeline.rules import (
    STAGES,
    Stage,
    Stake,
    chance_after_move,
    days_in_stage,
    default_chance,
    funnel,
    guide,
    guides,
    is_stuck,
    next_stage,
    stage_before,
    weighted,
)

TODAY = date(2026, 11, 22)
AMOUNTS = st.integers(0, 10**13)


@pytest.mark.parametrize(("amount", "chance", "whole"), [
    (100, 35, 35), (1, 50, 1), (3, 50, 2), (1, 49, 0), (12_800_000_00, 65, 8_320_000_00), (99, 1, 1), (0, 100, 0),
])  # fmt: skip
def test_the_weighted_amount_is_rounded_half_up_to_the_fen(amount, chance, whole):
    assert weighted(amount, chance) == whole


@given(AMOUNTS, st.integers(0, 100))
def test_the_weighted_amount_is_never_half_a_fen_off(amount, chance):
    found = weighted(amount, chance)
    assert found is not None
    assert -Fraction(1, 2) < found - Fraction(amount * chance, 100) <= Fraction(1, 2)


def test_an_unknown_amount_or_chance_is_unknown_not_nothing():
    assert weighted(None, 50) is None
    assert weighted(100, None) is None


@given(st.lists(st.builds(Stake, st.sampled_from(STAGES), st.none() | AMOUNTS, st.none() | st.integers(0, 100))))
def test_the_funnel_has_every_stage_once_and_loses_nothing(stakes):
    rows = funnel(stakes)
    assert tuple(row.stage for row in rows) == STAGES
    assert sum(row.count for row in rows) == len(stakes)
    assert sum(row.amount for row in rows) == sum(stake.amount or 0 for stake in stakes)
    assert sum(row.unpriced for row in rows) == sum(stake.amount is None for stake in stakes)
    assert all(row.weighted <= row.amount + row.count for row in rows)


@pytest.mark.parametrize(("chance", "after"), [(None, 35), (20, 35), (70, 70), (0, 0)])
def test_a_default_chance_follows_the_stage_and_one_set_by_the_rep_stays(chance, after):
    assert default_chance(Stage.APPROVAL) == 20
    assert chance_after_move(chance, Stage.APPROVAL, Stage.TRACKING) == after


def test_stuck_begins_on_the_day_after_the_typical_length():
    typical = guide(Stage.TENDER).days
    assert not is_stuck(Stage.TENDER, TODAY - timedelta(days=typical), TODAY)
    assert is_stuck(Stage.TENDER, TODAY - timedelta(days=typical + 1), TODAY)
    assert not is_stuck(Stage.TENDER, None, TODAY)
    assert days_in_stage(TODAY + timedelta(days=3), TODAY) == 0


def test_the_stages_form_one_chain():
    assert stage_before(Stage.LEAD) is None
    assert next_stage(Stage.DELIVERY) is None
    assert all(stage_before(after) is stage for stage in STAGES[:-1] if (after := next_stage(stage)))


def test_the_playbook_knows_every_stage_in_both_languages():
    assert tuple(guides()) == STAGES
    zh, en = words_of(Language.ZH), words_of(Language.EN)
    for each in guides().values():
        assert each.matter
        assert each.forms
        assert each.days > 0
        for said in (*each.matter, *each.people, *each.forms):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in said.by(zh))
            assert said.by(en).isascii()
    chances = [each.chance for each in guides().values()]
    assert chances == sorted(chances)
