"""Scores through a real encrypted file: dated, asked for where unknown, taken back whole, judged by criteria that the rep changes."""

from datetime import date
from uuid import UUID

import pytest

from kamdesk.accounts.actions import erase_account, save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.tasks.queries import open_tasks, tasks_of
from kamdesk.tasks.rules import TaskKind, TaskState
from kamdesk.value import actions, queries
from kamdesk.value.rules import Axis, Cell
from kamdesk.value.rules.playbook import standards

TODAY = date(2026, 11, 22)
BY_KEY = {each.key: number for number, each in standards().items()}
ALL_KEYS = tuple(BY_KEY)


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "松岭电力股份有限公司", "short_name": "松岭电力"})[0]


def score(store: Store, account: UUID, day: date = TODAY, **scores: int | None) -> None:
    store.do(actions.score_account, account, {BY_KEY[key]: {"score": value} for key, value in scores.items()}, day)


def test_before_anything_is_saved_the_shipped_criteria_ask(store: Store, account: UUID) -> None:
    sheet = store.ask(queries.value_of, account)
    assert [row.criterion.key for row in sheet.rows] == list(ALL_KEYS)
    assert (sheet.begun, sheet.standing.cell, sheet.standing.percent, sheet.history) == (False, None, 0, ())


def test_an_unknown_criterion_asks_and_a_known_one_ends_the_asking_in_one_undo(store: Store, account: UUID) -> None:
    score(store, account, size=8, growth=None)
    (task,) = store.ask(open_tasks, TODAY)
    assert (task.what, task.kind) == ("未来三年的投资计划是增是减？哪些项目已列入规划？", TaskKind.INFORMATION)
    assert task.channel is not None
    sheet = store.ask(queries.value_of, account)
    assert str(sheet.standing.attractiveness.score) == "8.0"
    asked = {row.criterion.key: row.asked for row in sheet.rows}
    assert asked["growth"]
    assert not asked["size"]
    score(store, account, growth=None)
    assert len(store.ask(open_tasks, TODAY)) == 1
    score(store, account, growth=6)
    assert store.ask(open_tasks, TODAY) == ()
    (done,) = store.ask(tasks_of, account, TODAY, 5)
    assert (done.state, done.result) == (TaskState.DONE, "成长性 6/10")
    store.undo()
    (task,) = store.ask(open_tasks, TODAY)
    assert next(row.score for row in store.ask(queries.value_of, account).rows if row.criterion.key == "growth") is None


def test_a_new_day_begins_with_a_copy_and_the_days_are_the_history(store: Store, account: UUID) -> None:
    for key in ALL_KEYS:
        score(store, account, date(2026, 8, 1), **{key: 4})
    score(store, account, TODAY, size=10, growth=10)
    sheet = store.ask(queries.value_of, account)
    assert [(judged.day, str(judged.standing.attractiveness.score)) for judged in sheet.history] == [
        (date(2026, 8, 1), "4.0"), (TODAY, "6.7"),
    ]  # fmt: skip
    assert sheet.standing.cell is Cell.GROW
    (row,) = store.ask(queries.portfolio, TODAY)
    assert row.before is not None
    assert str(row.before.attractiveness.score) == "4.0"
    score(store, account, TODAY, size=9)
    assert len(store.ask(queries.value_of, account).history) == 2


def test_a_day_scored_later_on_paper_leaves_newer_days_as_they_were(store: Store, account: UUID) -> None:
    score(store, account, TODAY, size=8)
    score(store, account, date(2026, 8, 1), size=2)
    sheet = store.ask(queries.value_of, account)
    days = [(judged.day, str(judged.standing.attractiveness.score)) for judged in sheet.history]
    assert days == [(date(2026, 8, 1), "2.0"), (TODAY, "8.0")]


def test_a_reset_drops_the_questions_of_criteria_that_it_switches_off(store: Store, account: UUID) -> None:
    own = store.do(actions.save_criterion, None, {"name": "国产化要求", "axis": Axis.POSITION, "weight": 30})[0]
    store.do(actions.score_account, account, {own: {"score": None}}, TODAY)
    store.do(actions.reset_criteria)
    assert store.ask(open_tasks, TODAY) == ()
    store.undo()
    assert [task.what for task in store.ask(open_tasks, TODAY)] == ["国产化要求"]


def test_an_account_goes_with_its_scores_and_comes_back_with_them(store: Store, account: UUID) -> None:
    score(store, account, size=8)
    store.do(erase_account, account)
    assert store.ask(queries.portfolio, TODAY) == ()
    store.undo()
    assert str(store.ask(queries.value_of, account).standing.attractiveness.score) == "8.0"


def test_criteria_are_the_reps_to_change_and_to_reset(store: Store, account: UUID) -> None:
    score(store, account, size=10, growth=0)
    assert str(store.ask(queries.value_of, account).standing.attractiveness.score) == "5.6"
    store.do(actions.save_criterion, BY_KEY["size"], {"weight": 60})
    assert str(store.ask(queries.value_of, account).standing.attractiveness.score) == "7.5"
    own = store.do(actions.save_criterion, None, {"name": "国产化要求", "axis": Axis.POSITION, "weight": 30})[0]
    store.do(actions.move_criterion, own, 0)
    position = [row.name for row in store.ask(queries.criteria) if row.axis is Axis.POSITION]
    assert position[0] == "国产化要求"
    store.do(actions.score_account, account, {own: {"score": None}}, TODAY)
    assert [task.what for task in store.ask(open_tasks, TODAY)] == ["国产化要求"]
    store.do(actions.save_criterion, own, {"in_use": False})
    assert store.ask(open_tasks, TODAY) == ()
    with pytest.raises(Refused, match="criterion_off"):
        store.do(actions.score_account, account, {own: {"score": 3}}, TODAY)
    store.do(actions.erase_criterion, BY_KEY["growth"])
    assert str(store.ask(queries.value_of, account).standing.attractiveness.score) == "10.0"
    store.do(actions.reset_criteria)
    assert [row.key for row in store.ask(queries.criteria)] == list(ALL_KEYS)
    assert str(store.ask(queries.value_of, account).standing.attractiveness.score) == "5.6"


@pytest.mark.parametrize(("value", "code"), [(11, "out_of_range"), (-1, "out_of_range"), ("acht", "not_a_number")])
def test_a_bad_score_is_refused_and_nothing_is_written(store: Store, account: UUID, value: object, code: str) -> None:
    with pytest.raises(Refused, match=code):
        store.do(actions.score_account, account, {BY_KEY["size"]: {"score": value}}, TODAY)
    assert not store.ask(queries.value_of, account).begun


def test_evidence_stands_beside_the_score_and_needs_no_score(store: Store, account: UUID) -> None:
    store.do(actions.score_account, account, {BY_KEY["size"]: {"evidence": "年报：配网投资 1.6 亿"}}, TODAY)
    row = store.ask(queries.value_of, account).rows[0]
    assert (row.score, row.evidence, row.touched, row.asked) == (None, "年报：配网投资 1.6 亿", True, False)


def test_one_account_has_one_assessment_of_a_day(store: Store, account: UUID) -> None:
    store.do(actions.save_assessment, None, {"account": account, "assessed_on": TODAY})
    with pytest.raises(Refused, match="assessed_that_day"):
        store.do(actions.save_assessment, None, {"account": account, "assessed_on": TODAY})


def test_the_list_of_accounts_learns_the_cell(store: Store, account: UUID) -> None:
    other = store.do(save_account, None, {"name": "沧浦港务集团有限公司"})[0]
    for key in ALL_KEYS:
        score(store, account, **{key: 7})
    figures = store.ask(queries.cells, [account, other], TODAY)
    assert figures[account].value == Cell.INVEST.label
    assert other not in figures
    assert store.ask(queries.worth_a_push, TODAY) == {account}
    assert store.ask(queries.cells_of_all, TODAY) == {account: Cell.INVEST}
    score(store, other, size=9)
    assert store.ask(queries.account_figures, other, TODAY)[0].value == "not yet placed"
