"""A customer with people, a project and a first visit, all saved by the real actions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.rules import Rank
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.people.actions import save_person
from kamdesk.people.rules import Side
from kamdesk.pipeline.actions import save_opportunity
from kamdesk.pipeline.rules import Stage
from kamdesk.visits.actions import plan_visit
from kamdesk.visits.page import VisitsPage
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.tokens import LIGHT

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Customer:
    account: UUID
    project: UUID
    boss: UUID
    engineer: UUID
    ours: UUID


@pytest.fixture
def customer(store: Store) -> Customer:
    account = store.do(save_account, None, {
        "name": "华东电力集团有限公司", "short_name": "华东电力", "region": "上海", "address": "上海市浦东新区滨江路 88 号",
        "fears": "改造期间停电影响生产\n设备国产化率不达标",
    })[0]  # fmt: skip
    project = store.do(save_opportunity, None, {
        "name": "配网自动化改造二期", "account": account, "stage": Stage.OPERATION, "amount": 12_800_000_00,
        "next_step": "请王总确认方案论证会时间",
    })[0]  # fmt: skip
    boss = store.do(save_person, None, {
        "name": "王建国", "account": account, "position": "总经理", "rank": Rank.BUREAU,
        "remember": "女儿今年高考，不约周末", "cadence_days": 20,
    })[0]  # fmt: skip
    engineer = store.do(save_person, None, {"name": "李敏", "account": account, "department": "生产技术部", "position": "主任"})[0]
    ours = store.do(save_person, None, {"name": "林晓", "side": Side.OURS, "position": "客户经理"})[0]
    return Customer(account, project, boss, engineer, ours)


PREPARED: dict[str, Any] = {
    "subject": "确认方案论证会",
    "starts_at": datetime(2026, 11, 25, 1, 30, tzinfo=UTC),
    "minutes": 60,
    "place": "华东电力总部 12 楼会议室",
    "logistics": "地下 B2 停车，凭身份证登记；正装",
    "reason": "王总要在年底前向集团汇报配网改造，我们带来了同规模电厂的停电影响测算。",
    "best_result": "王总同意 12 月 5 日召开方案论证会，并指定李敏牵头。",
    "least_result": "拿到生产技术部对方案的书面意见。",
    "opening": "王总，上次您问停电能不能控制在四小时内，我们算过了。",
    "questions": "方案里还有哪些让您不放心的地方？\n预算批复走到哪一步了？\n要让领导拍板，还缺什么材料？",
    "objections": "停电时间太长 → 分段割接，每段不超过四小时\n价格偏高 → 按全寿命周期成本比较",
    "materials": "《停电影响测算》第 3 页曲线图\n临江电厂样板工程照片",
    "do_not_say": "不要提去年流标的事。",
    "next_meeting": "12 月 5 日上午，方案论证会",
}


@pytest.fixture
def visit(store: Store, customer: Customer) -> UUID:
    """Planned for three days from now, everything prepared, with three people."""
    values = PREPARED | {"account": customer.account, "opportunity": customer.project}
    return store.do(plan_visit, values, (customer.boss, customer.engineer, customer.ours))[0]


@pytest.fixture
def planned(store: Store, customer: Customer) -> Callable[..., UUID]:
    """Plans a visit to the customer with nothing but what is given."""

    def plan(**values: object) -> UUID:
        return store.do(plan_visit, {"subject": "例行拜访", "account": customer.account} | values)[0]

    return plan


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """A desk in Chinese, dressed as in the window."""
    if not qapp.styleSheet():
        theme.wear(qapp, LIGHT)
    made = Desk(store, words_of(Language.ZH), lambda: TODAY)
    yield made
    made.jobs.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[VisitsPage]:
    """The visits page on a large screen, going where the desk is told to go."""
    shown = VisitsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1440, 860)
    desk.opened.connect(shown.show_address)
    shown.show_address(Address("visits"))
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    shown.view.brief.preview.sheets.close_document()


