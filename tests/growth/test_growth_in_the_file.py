"""The grid product × division and the account plan through a real encrypted file."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.growth import actions, queries
from kamdesk.growth.rules import ROUND, CellRow, Ground, ObjectiveState, next_ground, tally
from kamdesk.people.actions import save_person
from kamdesk.tasks.actions import finish_task
from kamdesk.tasks.queries import open_tasks

TODAY = date(2026, 11, 22)


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "松岭电力股份有限公司", "short_name": "松岭电力"})[0]


def grid(store: Store, account: UUID) -> tuple[list[UUID], list[UUID]]:
    rows = [store.do(actions.save_offering, None, {"name": name})[0] for name in ("配网主站", "DTU", "开关柜")]
    columns = store.do(actions.add_divisions, account, ["青石热电", "生产技术部"])[0]
    return rows, columns


def test_the_grid_adds_up_what_is_ours_what_is_theirs_and_what_nobody_looked_at(store: Store, account: UUID) -> None:
    (station, dtu, panel), (plant, office) = grid(store, account)
    store.do(actions.mark_cell, station, office, Ground.OURS)
    store.do(actions.save_cell, None, {"offering": dtu, "division": office, "ground": Ground.WHITE, "potential": 120_000_000})
    store.do(actions.save_cell, None, {"offering": dtu, "division": plant, "ground": Ground.RIVAL, "rival": "某对手"})
    store.do(actions.mark_cell, panel, office, Ground.UNSUITABLE)
    sheet = store.ask(queries.grid_of, account)
    whole = sheet.whole
    assert (whole.cells, whole.looked_at, whole.ours, whole.rival, whole.white) == (6, 4, 1, 1, 1)
    assert (whole.white_potential, whole.covered) == (120_000_000, 33)
    assert sheet.of_offering(panel).covered is None
    assert sheet.of_division(plant).looked_at == 1
    assert store.ask(queries.rivals_at, account) == ("某对手",)
    store.do(actions.mark_cell, dtu, office, Ground.OURS)
    cell = store.ask(queries.grid_of, account).cell(dtu, office)
    assert cell is not None
    assert (cell.ground, cell.potential) == (Ground.OURS, 120_000_000)
    store.do(actions.mark_cell, dtu, office, None)
    assert store.ask(queries.grid_of, account).cell(dtu, office) is None
    store.undo()
    assert store.ask(queries.grid_of, account).cell(dtu, office) is not None


def test_a_cell_is_never_written_twice(store: Store, account: UUID) -> None:
    (station, *_), (plant, _) = grid(store, account)
    first = store.do(actions.save_cell, None, {"offering": station, "division": plant, "ground": Ground.WHITE})[0]
    assert store.do(actions.save_cell, None, {"offering": station, "division": plant, "ground": Ground.RIVAL})[0] == first


def test_rows_and_columns_are_named_once_and_stand_in_the_reps_order(store: Store, account: UUID) -> None:
    (station, dtu, panel), (plant, office) = grid(store, account)
    store.do(actions.move_offering, panel, 0)
    store.do(actions.move_division, office, 0)
    sheet = store.ask(queries.grid_of, account)
    assert [row.id for row in sheet.offerings] == [panel, station, dtu]
    assert [column.id for column in sheet.divisions] == [office, plant]
    with pytest.raises(Refused, match="named_already"):
        store.do(actions.save_offering, None, {"name": "DTU"})
    with pytest.raises(Refused, match="named_already"):
        store.do(actions.save_division, None, {"account": account, "name": "青石热电"})
    other = store.do(save_account, None, {"name": "沧浦港务"})[0]
    store.do(actions.save_division, None, {"account": other, "name": "青石热电"})
    store.do(actions.erase_offering, station)
    assert len(store.ask(queries.grid_of, account).offerings) == 2


def test_columns_are_suggested_from_subsidiaries_and_departments(store: Store, account: UUID) -> None:
    store.do(save_account, None, {"name": "青石热电厂", "short_name": "青石热电", "parent": account})
    for name in ("李敏", "周志远"):
        store.do(save_person, None, {"name": name, "account": account, "department": "生产技术部"})
    store.do(save_person, None, {"name": "孙晓梅", "account": account, "department": "采购部"})
    assert store.ask(queries.suggested_divisions, account) == ("青石热电", "生产技术部", "采购部")
    store.do(actions.add_divisions, account, ["生产技术部"])
    assert store.ask(queries.suggested_divisions, account) == ("青石热电", "采购部")


def test_an_objective_moves_by_its_actions(store: Store, account: UUID) -> None:
    goal = store.do(actions.save_objective, None, {"account": account, "name": "二期中标", "amount": 1_280_000_000, "due": "2026-11-20"})[0]
    first = store.do(actions.add_action, goal, {"what": "送测算", "due": TODAY})[0]
    store.do(actions.add_action, goal, {"what": "请王总参观样板"})
    store.do(finish_task, first)
    (row,) = store.ask(queries.plan_of, account, TODAY).objectives
    assert (row.progress.done, row.progress.whole, row.progress.percent, row.progress.overdue, row.progress.days) == (1, 2, 50, True, -2)
    assert [task.open for task in row.actions] == [True, False]
    store.do(actions.save_objective, goal, {"state": ObjectiveState.DROPPED})
    assert store.ask(open_tasks, TODAY) == ()
    store.undo()
    assert len(store.ask(open_tasks, TODAY)) == 1
    store.do(actions.save_objective, goal, {"state": ObjectiveState.REACHED})
    plan = store.ask(queries.plan_of, account, TODAY)
    assert (plan.objectives[0].progress.percent, plan.under_way) == (100, ())
    store.do(actions.erase_objective, goal)
    assert store.ask(open_tasks, TODAY) == ()


def test_the_next_review_becomes_a_task_and_the_review_held_ends_it(store: Store, account: UUID) -> None:
    first = store.do(actions.save_review, None, {"account": account, "held_on": "2026-08-20", "next_review": "2026-11-20"})[0]
    (task,) = store.ask(open_tasks, TODAY)
    assert (task.what, task.due) == ("回顾客户计划：松岭电力", date(2026, 11, 20))
    store.do(actions.save_review, first, {"next_review": "2026-11-25"})
    assert [row.due for row in store.ask(open_tasks, TODAY)] == [date(2026, 11, 25)]
    store.do(actions.save_review, None, {"account": account, "held_on": TODAY, "next_review": "2027-02-20", "decided": "主攻二期"})
    assert [row.due for row in store.ask(open_tasks, TODAY)] == [date(2027, 2, 20)]
    plan = store.ask(queries.plan_of, account, TODAY)
    assert (plan.next_review, plan.reviews[0].decided, len(plan.reviews)) == (date(2027, 2, 20), "主攻二期", 2)
    store.undo()
    assert [row.due for row in store.ask(open_tasks, TODAY)] == [date(2026, 11, 25)]


CELLS = st.none() | st.builds(
    CellRow, st.uuids(), st.sampled_from(Ground), st.just(""), st.none() | st.integers(0, 10**12), st.just("")
)


@given(st.lists(CELLS, max_size=30))
def test_a_tally_counts_every_cell_once(cells: list[CellRow | None]) -> None:
    found = tally(cells)
    unsuited = sum(cell is not None and cell.ground is Ground.UNSUITABLE for cell in cells)
    assert found.looked_at == found.ours + found.rival + found.white + unsuited
    assert found.cells - found.looked_at == sum(cell is None for cell in cells)
    assert found.covered is None or 0 <= found.covered <= 100


def test_a_cell_goes_round_and_comes_back() -> None:
    seen = [None]
    for _ in ROUND:
        seen.append(next_ground(seen[-1]))
    assert seen == [*ROUND, None]
    assert next_ground(None, -1) is Ground.UNSUITABLE
