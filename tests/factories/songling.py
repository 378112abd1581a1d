"""A believable group of customers, saved by the real actions: for the tests of cards, lists and papers. All names are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from kamdesk.accounts.actions import note_fact, save_account
from kamdesk.accounts.rules import BuyingMethod, Channel, Confidence, Ownership, Rank
from kamdesk.core.store import Store
from kamdesk.library.actions import save_certificate, save_company
from kamdesk.people.actions import save_person
from kamdesk.pipeline.actions import save_opportunity
from kamdesk.pipeline.rules import Stage
from kamdesk.promises.actions import note_promise
from kamdesk.promises.rules import Debtor
from kamdesk.relations.actions import add_seat, create_map
from kamdesk.relations.rules import Coverage, Layer
from kamdesk.visits.actions import plan_visit, save_visit
from kamdesk.visits.rules import VisitState

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
PASSPHRASE = "松风 过岭 七号柜"  # as tests/conftest.py has it


@dataclass(frozen=True)
class Songling:
    group: UUID
    company: UUID
    plant: UUID
    people: dict[str, UUID]
    project: UUID
    promise: UUID
    visit: UUID
    certificate: UUID


def songling(store: Store) -> Songling:
    """The company 松岭电力 between its group and its plant, with nine people, a map, two projects, promises, visits and notes."""
    store.do(save_company, None, {"name": "岭南智配电气有限公司", "rep_name": "林晓"})
    group = store.do(
        save_account,
        None,
        {"name": "松岭能源集团有限公司", "short_name": "松岭集团", "rank": Rank.BUREAU, "ownership": Ownership.PROVINCIAL, "tags": "重点"},
    )[0]
    company = store.do(save_account, None, COMPANY | {"parent": group})[0]
    plant = store.do(
        save_account, None, {"name": "松岭电力青石热电厂", "short_name": "青石热电", "parent": company, "rank": Rank.DIVISION}
    )[0]
    for body, learned_on, source, confidence in NOTES:
        store.do(note_fact, company, {"body": body, "learned_on": learned_on, "source": source, "confidence": confidence})
    people = {name: store.do(save_person, None, {"name": name, "account": company} | values)[0] for name, values in PEOPLE.items()}
    _seat_all(store, company, people)
    project = store.do(
        save_opportunity,
        None,
        {
            "name": "配网自动化改造二期",
            "account": company,
            "stage": Stage.OPERATION,
            "amount": 12_800_000_00,
            "expected_on": date(2027, 1, 15),
            "next_step": "请王总确认方案论证会时间",
            "next_step_on": date(2026, 11, 21),
        },
    )[0]
    store.do(save_opportunity, None, {"name": "青石热电 10 kV 开关柜更换", "account": company, "stage": Stage.LEAD, "amount": 3_650_000_00})
    promise = store.do(
        note_promise, {"what": "送交同规模电厂的停电影响测算", "due": date(2026, 11, 20), "account": company, "person": people["李敏"]}
    )[0]
    store.do(
        note_promise,
        {"what": "提供一次系统单线图", "due": date(2026, 11, 28), "account": company, "person": people["周志远"], "debtor": Debtor.THEIRS},
    )
    visit = _visits(store, company, project, people)
    certificate = store.do(
        save_certificate, None, {"name": "质量管理体系认证证书", "number": "00126Q30551R2M", "valid_to": date(2026, 12, 20)}
    )[0]
    return Songling(group, company, plant, people, project, promise, visit, certificate)


def _visits(store: Store, company: UUID, project: UUID, people: dict[str, UUID]) -> UUID:
    """One today, which is returned, and one four weeks ago that nobody reported."""
    visit = store.do(
        plan_visit,
        {
            "subject": "确认方案论证会",
            "account": company,
            "opportunity": project,
            "place": "松岭电力总部 12 楼",
            "starts_at": datetime(2026, 11, 22, 6, 30, tzinfo=UTC),
            "minutes": 60,
        },
        (people["王建国"], people["李敏"]),
    )[0]
    past = store.do(
        plan_visit,
        {"subject": "技术方案初步交流", "account": company, "starts_at": datetime(2026, 10, 27, 1, 30, tzinfo=UTC)},
        (people["李敏"],),
    )[0]
    store.do(
        save_visit,
        past,
        {"state": VisitState.DONE, "result": "李主任认可分段割接的思路，希望看到停电影响测算", "next_step": "两周内送交测算"},
    )
    return visit


def _seat_all(store: Store, account: UUID, people: dict[str, UUID]) -> None:
    relation_map = store.do(create_map, account)[0]
    seats: dict[str, UUID] = {}
    for name, (boss, layer, support, coach, coverage) in SEATS.items():
        seats[name] = store.do(
            add_seat,
            relation_map,
            {
                "person": people[name],
                "reports_to": seats.get(boss),
                "layer": layer,
                "support": support,
                "coach": coach,
                "coverage": coverage,
            },
        )[0]


COMPANY: dict[str, object] = {
    "name": "松岭电力股份有限公司",
    "short_name": "松岭电力",
    "ownership": Ownership.PROVINCIAL,
    "rank": Rank.DEPUTY_BUREAU,
    "industry": "电力",
    "region": "岭州",
    "address": "岭州市滨江新区松岭大道 88 号",
    "credit_code": "91350100M000100Y43",
    "legal_representative": "王建国",
    "headcount": 3200,
    "founded": date(1998, 5, 12),
    "tags": "重点、能源",
    "revenue": 860_000_000_000,
    "strategy": "“十五五”期间完成全部 10 kV 配电网的自动化改造；青石热电厂 2×350 MW 机组灵活性改造已立项，计划 2027 年 6 月开工。",
    "fears": "改造期间停电影响生产；国产化率不达标被上级通报；新系统与现有调度系统不兼容。",
    "budget_cycle": "每年 9 月编制，次年 1 月批复",
    "buying_method": BuyingMethod.OPEN_TENDER,
    "decision_procedure": "党委会前置研究 → 总经理办公会决策 → 招标领导小组组织招标（三重一大事项 500 万元以上）",
    "supplier_tier": "B 级",
}
NOTES = (
    ("2027 年配网改造预算 1.6 亿元已列入集团计划，其中二期约 1,300 万元。", date(2026, 11, 8), Channel.CUSTOMERS, Confidence.SURE),
    ("生产技术部正在比较三家方案，最担心割接停电时间。", date(2026, 10, 27), Channel.INBOUND, Confidence.LIKELY),
    ("听说分管副总可能调任集团。", date(2026, 8, 15), Channel.HEADQUARTERS, Confidence.HEARSAY),
)
PEOPLE: dict[str, dict[str, object]] = {
    "王建国": {
        "position": "总经理",
        "rank": Rank.DEPUTY_BUREAU,
        "phone": "0591-88001001",
        "home_town": "山东潍坊",
        "school": "华北电力大学",
        "cadence_days": 30,
    },
    "陈立新": {"position": "副总经理", "rank": Rank.DIVISION, "remember": "分管生产，重视安全"},
    "赵文斌": {"position": "总会计师", "rank": Rank.DIVISION},
    "李敏": {"department": "生产技术部", "position": "主任", "rank": Rank.DEPUTY_DIVISION, "phone": "138 0013 8000", "cadence_days": 14},
    "周志远": {"department": "生产技术部", "position": "专责工程师", "rank": Rank.SECTION},
    "孙晓梅": {"department": "采购部", "position": "部长", "rank": Rank.DEPUTY_DIVISION},
    "吴刚": {"department": "调度中心", "position": "主任", "rank": Rank.DEPUTY_DIVISION},
    "郑海": {"department": "青石热电厂", "position": "厂长", "rank": Rank.DIVISION},
    "单志强": {"department": "总工程师办公室", "position": "总工程师", "rank": Rank.DIVISION},
}
SEATS: dict[str, tuple[str, Layer | None, int | None, bool, Coverage | None]] = {
    "王建国": ("", Layer.DECISION, None, False, Coverage.BRIEF),
    "陈立新": ("王建国", Layer.DECISION, 1, False, Coverage.SEVERAL),
    "赵文斌": ("王建国", Layer.INFLUENCE, 0, False, Coverage.NONE),
    "单志强": ("王建国", Layer.INFLUENCE, 1, False, Coverage.SEVERAL),
    "李敏": ("陈立新", Layer.EXECUTION, 2, True, Coverage.DEEP),
    "周志远": ("李敏", Layer.EXECUTION, 1, False, Coverage.DEEP),
    "孙晓梅": ("赵文斌", Layer.INFLUENCE, -1, False, Coverage.BRIEF),
    "吴刚": ("陈立新", Layer.EXECUTION, 0, False, Coverage.BRIEF),
    "郑海": ("陈立新", Layer.EXECUTION, None, False, Coverage.UNKNOWN),
}
