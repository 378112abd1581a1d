"""Tasks through a real encrypted file: written in a line, made by another subject, finished, dropped, taken back."""

from datetime import date
from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.work import Verb, Work
from kamdesk.tasks import actions, queries
from kamdesk.tasks.rules import About, TaskKind, TaskState, Typed, made_on, understood

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "松岭能源集团有限公司", "short_name": "松岭集团"})[0]


@pytest.mark.parametrize(
    ("line", "what", "due"),
    [
        ("送检测报告，明天", "送检测报告", date(2026, 11, 23)),
        ("送检测报告, 下周五", "送检测报告", date(2026, 11, 27)),
        ("明天，送检测报告", "送检测报告", date(2026, 11, 23)),
        ("送检测报告 后天", "送检测报告", date(2026, 11, 24)),
        ("下周三 拜访李敏", "拜访李敏", date(2026, 11, 25)),
        ("送样本，11月30日前", "送样本", date(2026, 11, 30)),
        ("整理资料，报价，2026-12-01", "整理资料，报价", date(2026, 12, 1)),
        ("call Li Min, tomorrow", "call Li Min", date(2026, 11, 23)),
        ("call Li Min by Friday", "call Li Min", date(2026, 11, 27)),
        ("send the offer next Friday", "send the offer", date(2026, 11, 27)),
        ("找设计院要图纸 月底", "找设计院要图纸", date(2026, 11, 30)),
        ("report this month", "report this month", None),
        ("买变压器 3.5", "买变压器 3.5", None),
        ("整理资料，报价", "整理资料，报价", None),
        ("复盘，昨天", "复盘，昨天", None),
        ("明天", "明天", None),
        ("  ", "", None),
    ],
)
def test_a_line_is_understood_with_its_day(line: str, what: str, due: date | None) -> None:
    assert understood(line, TODAY) == Typed(what, due)


def test_open_tasks_stand_by_their_day_undated_last_and_done_ones_below(store: Store, account: UUID) -> None:
    for what, due in (("查预算", None), ("送样本", date(2026, 12, 1)), ("回电话", date(2026, 11, 20))):
        store.do(actions.save_task, None, {"what": what, "due": due, "account": account})
    rows = store.ask(queries.tasks_of, account, TODAY)
    assert [(row.what, row.days) for row in rows] == [("回电话", -2), ("送样本", 9), ("查预算", None)]
    store.do(actions.finish_task, rows[0].id, "已约好", TODAY)
    rows = store.ask(queries.tasks_of, account, TODAY, 5)
    assert [(row.what, row.state) for row in rows][-1] == ("回电话", TaskState.DONE)
    assert (rows[-1].result, rows[-1].done_on) == ("已约好", TODAY)
    with pytest.raises(Refused, match="task_settled"):
        store.do(actions.drop_task, rows[-1].id)
    store.do(actions.reopen_task, rows[-1].id)
    assert store.ask(queries.tasks_of, account, TODAY)[0].done_on is None
    store.undo()
    assert store.ask(queries.tasks_of, account, TODAY, 5)[-1].state is TaskState.DONE


def test_the_day_of_the_end_follows_the_state_however_it_is_set(store: Store, account: UUID) -> None:
    task = store.do(actions.save_task, None, {"what": "查预算", "account": account})[0]
    store.do(actions.save_task, task, {"state": "done"})
    assert store.ask(queries.task_values, task)["done_on"] is not None
    store.do(actions.save_task, task, {"state": "open"})
    assert store.ask(queries.task_values, task)["done_on"] is None


def test_what_made_a_task_is_remembered_makes_it_once_and_ends_it(store: Store, account: UUID) -> None:
    about = About("criterion", UUID(int=7), "k")
    values = {"what": "一年采购多少？", "kind": TaskKind.INFORMATION, "account": account}
    label = "Sure"
    first = store.do(Verb(label, actions.make_sure_of), about, values)[0]
    assert store.do(Verb(label, actions.make_sure_of), about, values)[0] == first
    (row,) = store.ask(queries.tasks_about, "criterion", [UUID(int=7)], TODAY)
    assert row.about == about

    def end(work: Work) -> int:
        return actions.settle_about(work, About("criterion", UUID(int=7)), TaskState.DONE, "8/10", account)

    assert store.do(Verb(label, end))[0] == 1
    assert store.ask(queries.task_rows, [first], TODAY)[0].result == "8/10"
    assert store.do(Verb(label, actions.make_sure_of), about, values)[0] != first


def test_a_task_knows_the_day_it_was_written(store: Store, account: UUID) -> None:
    task = store.do(actions.save_task, None, {"what": "查预算"})[0]
    assert abs((made_on(task) - date.today()).days) <= 1  # noqa: DTZ011 - numbers carry the real time


@pytest.mark.parametrize(("values", "field"), [({"what": " "}, "what"), ({}, "what"), ({"what": "x", "due": "gestern"}, "due")])
def test_a_task_says_what_it_lacks(store: Store, values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        store.do(actions.save_task, None, values)
    assert refused.value.field == field
    assert store.ask(queries.task_ids) == ()
