"""A proposal in a real file: account, company, three sections, two price lines."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.library.actions import save_company
from kamdesk.proposals import actions
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import LIGHT

COMPANY = {
    "name": "北辰电气有限公司", "short_name": "北辰电气", "address": "苏州市工业园区星湖街 8 号", "phone": "0512-0000 0000",
    "rep_name": "林晓舟",
    "rep_position": "大客户经理", "rep_phone": "138 0000 0000",
}  # fmt: skip
LETTER = "尊敬的{{reader}}：\n\n感谢贵公司的信任。\n\n方案要点见第一章。"


@pytest.fixture
def proposal(store: Store) -> UUID:
    store.do(save_company, None, COMPANY)
    account, _ = store.do(save_account, None, {"name": "青岚能源集团有限公司", "short_name": "青岚能源"})
    values = {"name": "青岚配电自动化改造方案", "subtitle": "技术建议书", "account": account, "reader": "王建国总经理", "letter": LETTER}
    made, _ = store.do(actions.save_proposal, None, values)
    summary, solution = "合计 {{total}} 元（{{total_capitals}}）。", "为{{account.name}}设计。"
    for heading, body in (("方案概要", summary), ("总体方案", solution), ("服务", "- 驻场\n- 培训")):
        store.do(actions.add_section, made, heading, body)
    cubicle = {"item": "开关柜", "specification": "KYN61-40.5", "unit": "面", "quantity": Decimal(12), "unit_price": 58_600_000}
    store.do(actions.add_price_line, made, cubicle)
    store.do(actions.add_price_line, made, {"item": "服务", "unit": "人天", "quantity": Decimal("2.5"), "unit_price": 333_333})
    return made


TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk over a real store, dressed as in the window; in Chinese, or in the language that the test gives indirectly."""
    if not qapp.styleSheet():
        theme.wear(qapp, LIGHT)
    made = Desk(store, words_of(getattr(request, "param", Language.ZH)), lambda: TODAY)
    yield made
    made.jobs.close()
