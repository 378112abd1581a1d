"""A bid that has everything, so that a test takes one thing away and looks what the check says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.bids import actions
from kamdesk.bids.rules.sheet import Answer, BidSheet, CompanyFacts, Deviation, Item, Scan
from kamdesk.core.ids import new_id
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.library.actions import save_company
from kamdesk.people.rules import Sex
from kamdesk.proposals.rules import Chapter
from kamdesk.tenders.actions import add_clauses, save_tender
from kamdesk.tenders.rules import ClauseKind, TenderFacts
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import LIGHT

DEADLINE = datetime(2026, 12, 20, 1, 30, tzinfo=UTC)
COMPANY = {
    "name": "北辰电气有限公司", "short_name": "北辰电气", "nature": "有限责任公司", "address": "苏州市工业园区星湖街 8 号",
    "postcode": "215000",
    "founded": date(2009, 5, 18), "business_term": "长期", "phone": "0512-0000 0000", "email": "bid@beichen.example",
    "legal_representative": "周启明",
    "representative_sex": Sex.MALE, "representative_age": 52, "representative_position": "总经理",
    "bank": "苏州园区支行", "bank_account": "0000 1111",
}  # fmt: skip
TENDER = {
    "name": "青岚能源 35kV 变电站开关柜采购", "number": "QL-2026-035", "buyer": "青岚能源集团有限公司", "agency": "远正招标代理有限公司",
    "issued_on": date(2026, 11, 20), "deadline": DEADLINE, "opening": DEADLINE, "delivery": "合同签订后 60 天内",
    "delivery_place": "青岚站",
    "ceiling": 900_000_000, "bond": 10_000_000, "bond_form": "电汇或银行保函", "validity_days": 90, "originals": 1, "copies": 4,
}  # fmt: skip
BID = {
    "name": "青岚 35kV 开关柜投标", "dated": date(2026, 12, 18), "validity_days": 90, "delivery": "合同签订后 60 天内",
    "warranty": "验收后 36 个月",
    "quality": "合格", "tax_rate": 13, "bond": 10_000_000, "bond_form": "银行保函", "bond_until": date(2027, 4, 30), "agent_name": "林晓舟",
    "agent_sex": Sex.MALE, "agent_position": "大客户经理", "agent_phone": "138 0000 0000", "authority_from": date(2026, 12, 1),
    "authority_until": date(2027, 3, 31),
}  # fmt: skip
ITEMS = (
    {
        "item": "35kV 金属铠装开关柜",
        "model": "KYN61-40.5",
        "maker": "北辰电气 / 苏州",
        "unit": "面",
        "quantity": Decimal(12),
        "unit_price": 58_600_000,
    },
    {"item": "备品备件", "unit": "套", "quantity": Decimal(1), "unit_price": 12_345_678, "note": "两年用量"},
)


@pytest.fixture
def whole_bid() -> BidSheet:
    """Passes every rule of the check."""
    clause, starred = new_id(), new_id()
    return BidSheet(
        new_id(), **BID, tender=TenderFacts(**TENDER, account="青岚能源集团有限公司"),  # type: ignore[arg-type]
        company=CompanyFacts(**{name: value for name, value in COMPANY.items() if name != "short_name"}),  # type: ignore[arg-type]
        items=tuple(Item(new_id(), **item) for item in ITEMS),  # type: ignore[arg-type]
        answers=(
            Answer(starred, "1.1", ClauseKind.TECHNICAL, True, "额定电压不低于 40.5 kV", "KYN61 额定电压 40.5 kV", Deviation.NONE),
            Answer(clause, "1.2", ClauseKind.COMMERCIAL, False, "质保期不少于 24 个月", "质保期 36 个月", Deviation.POSITIVE),
        ),
        sections=(Chapter(new_id(), "技术性能的详细描述", "KYN61-40.5 型开关柜，总价见 {{total}}。"),),
        scans=(Scan(new_id(), "营业执照", new_id(), "licence.pdf", "a", "营业执照", date(2030, 1, 1)),),
        values={"account.short_name": "青岚能源"},
    )  # fmt: skip


@pytest.fixture
def changed(whole_bid: BidSheet) -> Callable[..., BidSheet]:
    """The whole bid with some facts changed; `tender` and `company` take dicts."""

    def change(**facts: Any) -> BidSheet:
        for name in ("tender", "company"):
            if isinstance(facts.get(name), dict):
                facts[name] = replace(getattr(whole_bid, name), **facts[name])
        return replace(whole_bid, **facts)

    return change


@pytest.fixture
def bid(store: Store) -> UUID:
    """The same bid in a real file, with four clauses that are not answered yet."""
    store.do(save_company, None, COMPANY)
    account, _ = store.do(save_account, None, {"name": "青岚能源集团有限公司", "short_name": "青岚能源"})
    tender, _ = store.do(save_tender, None, {**TENDER, "account": account})
    store.do(add_clauses, tender, "★1.1 额定电压不低于 40.5 kV\n1.2 额定电流不小于 1250 A\n1.3 局部放电不大于 10 pC", ClauseKind.TECHNICAL)
    store.do(add_clauses, tender, "2.1 质保期不少于 24 个月", ClauseKind.COMMERCIAL)
    made, _ = store.do(actions.save_bid, None, {**BID, "tender": tender})
    for item in ITEMS:
        store.do(actions.add_item, made, item)
    store.do(actions.add_section, made, "技术性能的详细描述", "KYN61-40.5 型开关柜。")
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
