"""Tasks in the list of the day: on their day, with their reason, done by Space; what nobody knows comes up after some days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kamdesk.accounts.rules import Channel
from kamdesk.core.store import Store
from kamdesk.tasks import actions
from kamdesk.tasks.queries import open_tasks
from kamdesk.tasks.rules import TaskKind, made_on
from kamdesk.today import queries
from kamdesk.today.page import TodayPage, reason_of
from kamdesk.today.rules import ASK_AFTER_DAYS, Matter, Pressing, pressing
from kamdesk.widgets.desk import Desk
from tests.factories.pages import words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.mark.parametrize(
    ("days", "reason", "loud"),
    [
        (-2, "任务已逾期 2 天", Pressing.MUST),
        (-1, "任务昨天到期", Pressing.MUST),
        (0, "任务今天到期", Pressing.MUST),
        (1, "任务明天到期", Pressing.SHOULD),
    ],
)
def test_a_task_comes_up_on_its_day(desk: Desk, sample: Songling, days: int, reason: str, loud: Pressing) -> None:
    desk.do(actions.save_task, None, {"what": "送样本", "due": TODAY + timedelta(days=days), "account": sample.company})
    (found,) = [each for each in desk.ask(queries.day, TODAY).waiting if each.matter is Matter.TASK]
    assert (reason_of(found, desk.words), pressing(found), found.account_name) == (reason, loud, "松岭电力")


def test_later_tasks_and_undated_ones_wait_quietly(store: Store, sample: Songling) -> None:
    store.do(actions.save_task, None, {"what": "送样本", "due": TODAY + timedelta(days=2)})
    store.do(actions.save_task, None, {"what": "整理资料"})
    assert not [each for each in store.ask(queries.day, TODAY).waiting if each.matter in (Matter.TASK, Matter.INFORMATION)]


def test_what_is_to_be_found_out_comes_up_after_some_days_and_says_where_to_ask(desk: Desk, sample: Songling) -> None:
    values = {"what": "付款晚多少天？", "kind": TaskKind.INFORMATION, "channel": Channel.HEADQUARTERS}
    task = desk.do(actions.save_task, None, values)
    young = made_on(task) + timedelta(days=ASK_AFTER_DAYS - 1)
    assert not [each for each in desk.ask(queries.day, young).waiting if each.matter is Matter.INFORMATION]
    (found,) = [each for each in desk.ask(queries.day, young + timedelta(days=1)).waiting if each.matter is Matter.INFORMATION]
    assert reason_of(found, desk.words) == "已 3 天未了解清楚；建议渠道：总部情报"
    assert pressing(found) is Pressing.COULD


def test_space_finishes_a_task_and_undo_brings_it_back(desk: Desk, sample: Songling, shown: Show) -> None:
    desk.do(actions.save_task, None, {"what": "送样本", "due": TODAY, "account": sample.company})
    page = TodayPage(desk)
    shown(page)
    page.reload()
    for row in range(page.list.count()):
        found = page.list._at(row)
        if found is not None and found.matter is Matter.TASK:
            page.list.setCurrentRow(row)
    opened: list[object] = []
    desk.opened.connect(opened.append)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert getattr(opened[-1], "tab", "") == "tasks"
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert desk.ask(open_tasks, TODAY) == ()
    desk.tell_changes(desk.store.undo().changes)
    assert "送样本" in words_on(page)
