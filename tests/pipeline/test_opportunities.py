"""Opportunities in a real workspace: saved, moved, closed, taken back, found and summed."""

from datetime import date, timedelta

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.figures import Tone
from kamdesk.core.problems import Refused
from kamdesk.pipeline import queries
from kamdesk.pipeline.actions import close_opportunity, erase_opportunity, move_stage, reopen_opportunity, save_opportunity
from kamdesk.pipeline.rules import Outcome, Stage

TODAY = date(2026, 11, 22)


def card(store, project):
    return store.ask(queries.opportunity_card, project, TODAY)


def test_a_new_opportunity_starts_today_as_a_lead_with_the_stages_chance(store, project):
    row = card(store, project).row
    assert (row.stage, row.outcome, row.chance, row.days) == (Stage.LEAD, Outcome.OPEN, 10, 0)
    assert row.weighted == 1_280_000_00
    assert card(store, project).values["stage_since"] == TODAY


def test_moving_keeps_the_day_and_takes_the_new_stages_chance(store, project):
    store.do(save_opportunity, project, {"stage_since": date(2026, 10, 1)})
    store.do(move_stage, project, Stage.TRACKING)
    row = card(store, project).row
    assert (row.stage, row.chance, row.days) == (Stage.TRACKING, 35, 0)


def test_a_chance_that_the_rep_set_survives_the_move(store, project):
    store.do(save_opportunity, project, {"probability": 80})
    store.do(move_stage, project, Stage.TENDER)
    assert card(store, project).row.chance == 80


def test_changing_the_stage_in_the_form_is_a_move(store, project):
    store.do(save_opportunity, project, {"stage_since": date(2026, 1, 1)})
    store.do(save_opportunity, project, {"stage": "operation"})
    row = card(store, project).row
    assert (row.stage, row.chance, row.days) == (Stage.OPERATION, 50, 0)


def test_moving_to_the_stage_it_stands_in_changes_nothing(store, project):
    _, changes = store.do(move_stage, project, Stage.LEAD)
    assert changes == frozenset()


def test_losing_needs_a_reason_and_winning_does_not(store, project):
    with pytest.raises(Refused, match="reason_needed"):
        store.do(close_opportunity, project, Outcome.LOST, "  ")
    store.do(close_opportunity, project, Outcome.WON, "")
    assert card(store, project).values["closed_on"] == TODAY


def test_open_is_no_way_to_close(store, project):
    with pytest.raises(Refused, match="not_closing"):
        store.do(close_opportunity, project, Outcome.OPEN, "still here")


def test_what_is_lost_is_not_moved_until_it_is_taken_up_again(store, project):
    store.do(close_opportunity, project, Outcome.LOST, "价格高出 12%")
    with pytest.raises(Refused, match="not_under_way"):
        store.do(move_stage, project, Stage.TENDER)
    store.do(reopen_opportunity, project)
    store.do(move_stage, project, Stage.TENDER)
    assert card(store, project).values["closed_on"] is None
    assert card(store, project).row.stage is Stage.TENDER


def test_undo_brings_stage_day_and_chance_back_together(store, project):
    store.do(save_opportunity, project, {"stage_since": date(2026, 10, 1)})
    store.do(move_stage, project, Stage.AWARD)
    assert store.undo().label == "Move to another stage"
    row = card(store, project).row
    assert (row.stage, row.chance, row.days) == (Stage.LEAD, 10, 52)


@pytest.mark.parametrize("typed", ["配网", "pwzdh", "peiwang", "华东电力", "hddl"])
def test_the_list_is_filtered_by_project_and_customer_in_characters_and_pinyin(store, project, typed):
    assert store.ask(queries.opportunity_ids, typed=typed) == (project,)


@pytest.mark.parametrize("typed", ["光伏", "zzzz", "!!!", '"', "*"])
def test_a_filter_that_fits_nothing_finds_nothing(store, project, typed):
    assert store.ask(queries.opportunity_ids, typed=typed) == ()


def test_sorting_puts_unknown_values_last_both_ways(store, account, project):
    unknown = store.do(save_opportunity, None, {"name": "储能电站", "account": account})[0]
    large = store.do(save_opportunity, None, {"name": "调度云平台", "account": account, "amount": 20_000_000_00})[0]
    assert store.ask(queries.opportunity_ids, "amount") == (project, large, unknown)
    assert store.ask(queries.opportunity_ids, "amount", True) == (large, project, unknown)


def test_rows_come_in_the_order_of_their_numbers_and_leave_out_what_is_erased(store, account, project):
    other = store.do(save_opportunity, None, {"name": "储能电站", "account": account})[0]
    store.do(erase_opportunity, project)
    assert [row.id for row in store.ask(queries.opportunity_rows, [other, project], TODAY)] == [other]
    with pytest.raises(Refused, match="gone"):
        card(store, project)


def test_what_stands_longer_than_typical_is_stuck(store, project):
    assert store.ask(queries.stuck_opportunities, TODAY) == ()
    later = TODAY + timedelta(days=31)
    assert [row.id for row in store.ask(queries.stuck_opportunities, later)] == [project]


def test_the_funnel_counts_what_is_in_progress_only(store, account, project):
    lost = store.do(save_opportunity, None, {"name": "光伏升压站", "account": account, "amount": 100})[0]
    store.do(close_opportunity, lost, Outcome.LOST, "预算取消")
    lead = store.ask(queries.funnel_rows)[0]
    assert (lead.count, lead.amount, lead.weighted) == (1, 12_800_000_00, 1_280_000_00)


def test_an_accounts_figures_say_what_has_no_amount_yet(store, account, project):
    store.do(save_opportunity, None, {"name": "储能电站", "account": account})
    amount, sums = store.ask(queries.account_figures, account, TODAY)
    assert (amount.value, sums.value) == (12_800_000_00, 1_280_000_00)
    assert amount.facts["unpriced"] == 1
    stuck = store.ask(queries.account_figures, account, TODAY + timedelta(days=40))[0]
    assert stuck.tone is Tone.CAUTION


def test_figures_of_an_account_with_nothing_but_unpriced_projects_are_unknown(store):
    other = store.do(save_account, None, {"name": "临港水务"})[0]
    store.do(save_opportunity, None, {"name": "泵站自控", "account": other})
    amount, sums = store.ask(queries.account_figures, other, TODAY)
    assert (amount.value, amount.tone, sums.value) == (None, Tone.UNKNOWN, None)


def test_an_opportunity_needs_a_name_and_a_living_account(store, account):
    with pytest.raises(Refused, match="empty") as refused:
        store.do(save_opportunity, None, {"account": account})
    assert refused.value.field == "name"
    with pytest.raises(Refused, match="out_of_range"):
        store.do(save_opportunity, None, {"name": "x", "account": account, "probability": 120})
