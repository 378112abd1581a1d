"""Each rule of the bid check fires on what it is for, and is silent on a bid that is whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.bids.rules import Answer, BidSheet, Deviation, Item, Report, Scan, Signing, check
from kamdesk.bids.rules.names import NameIndex, amounts_in, project_numbers_in
from kamdesk.bids.rules.said import PASSED
from kamdesk.core.findings import Severity
from kamdesk.core.ids import new_id
from kamdesk.core.words import Language, words_of
from kamdesk.proposals.rules import Chapter
from kamdesk.tenders.queries import articles
from kamdesk.tenders.rules import ClauseKind

TODAY = date(2026, 11, 22)
OTHERS = ("云麓钢铁股份有限公司", "云麓钢铁", "青岚能源集团", "临港二期配电自动化", "LG-2025-118")


def checked(sheet: BidSheet) -> Report:
    return check(sheet, OTHERS, articles(), TODAY)


def star(deviation: Deviation | None) -> Answer:
    return Answer(new_id(), "1.1", ClauseKind.TECHNICAL, True, "额定电压不低于 40.5 kV", "40.5 kV" if deviation else "", deviation)


def plain(answer: str, deviation: Deviation | None, demand: str = "额定电流不小于 1250 A") -> Answer:
    return Answer(new_id(), "1.2", ClauseKind.TECHNICAL, False, demand, answer, deviation)


def text(body: str) -> tuple[Chapter, ...]:
    return (Chapter(new_id(), "技术性能", body),)


COPIED = "柜体应采用优质敷铝锌钢板制成，厚度不小于 2.0 mm"


def test_a_whole_bid_passes_every_rule(whole_bid: BidSheet) -> None:
    report = checked(whole_bid)
    assert report.findings == ()
    assert report.passed == tuple(PASSED.values())


FATAL, SERIOUS, NOTE = Severity.FATAL, Severity.SERIOUS, Severity.NOTE
CASES: tuple[tuple[dict[str, Any], str, Severity, bool], ...] = (
    ({"items": ()}, "no_items", FATAL, False),
    ({"items": (Item(new_id(), "开关柜", Decimal(1), 0),)}, "item_without_price", SERIOUS, False),
    ({"items": (Item(new_id(), "开关柜", Decimal(10**6), 10**10),), "tender": {"ceiling": None}}, "total_too_large", FATAL, False),
    ({"sections": text("投标总价：7155000.00元")}, "price_differs", FATAL, True),
    ({"sections": text("合计人民币柒佰万元整")}, "price_differs", FATAL, True),
    ({"tender": {"ceiling": 700_000_000}}, "over_ceiling", FATAL, True),
    ({"tender": {"ceiling": None, "budget": 700_000_000, "bond": None}}, "over_budget", FATAL, True),
    ({"answers": (star(None),)}, "star_unanswered", FATAL, True),
    ({"answers": (star(Deviation.NEGATIVE),)}, "star_negative", FATAL, True),
    ({"answers": ()}, "no_clauses", NOTE, False),
    ({"answers": (plain("", None),)}, "unanswered", SERIOUS, False),
    ({"answers": (plain("1000 A", Deviation.NEGATIVE),)}, "negative", NOTE, False),
    ({"answers": (plain(" ", Deviation.NONE),)}, "bare", SERIOUS, False),
    ({"answers": (plain(COPIED, Deviation.NONE, COPIED),)}, "copied", SERIOUS, False),
    ({"validity_days": None}, "no_validity", SERIOUS, False),
    ({"validity_days": 89}, "short_validity", FATAL, True),
    ({"bond": None}, "no_bond", SERIOUS, False),
    ({"bond": 9_999_999}, "low_bond", FATAL, True),
    ({"bond_until": date(2027, 3, 19)}, "bond_ends", FATAL, True),
    ({"bond_form": "现金"}, "bond_form", SERIOUS, False),
    ({"company": {"legal_representative": ""}}, "lacks_fatal", FATAL, False),
    ({"company": {"name": ""}}, "lacks_fatal", FATAL, False),
    ({"agent_name": ""}, "lacks_fatal", FATAL, False),
    ({"dated": None}, "lacks_serious", SERIOUS, False),
    ({"company": {"founded": None}}, "lacks_serious", SERIOUS, False),
    ({"authority_until": None}, "lacks_serious", SERIOUS, False),
    ({"warranty": ""}, "lacks_serious", SERIOUS, False),
    ({"sections": ()}, "no_technical", SERIOUS, False),
    ({"authority_until": date(2026, 12, 19)}, "authority_ended", FATAL, True),
    ({"authority_from": date(2026, 12, 19)}, "authority_starts", FATAL, True),
    ({"agent_name": "周启明"}, "agent_is_representative", SERIOUS, False),
    ({"dated": date(2026, 12, 21)}, "dated_late", FATAL, False),
    ({"dated": date(2026, 11, 19), "authority_from": None}, "dated_early", SERIOUS, False),
    ({"tender": {"account": "另一家公司"}}, "buyer_differs", NOTE, False),
    ({"sections": text("招标编号：LJ-2025-001")}, "number_differs", FATAL, False),
    ({"sections": text("按云麓钢铁的现场条件设计")}, "residue", FATAL, False),
    ({"remarks": "同临港二期配电自动化"}, "residue", FATAL, False),
    ({"scans": (Scan(new_id(), "型式试验报告", new_id(), valid_to=date(2026, 12, 19)),)}, "certificate_ended", FATAL, False),
    ({"sections": text(" ")}, "section_empty", SERIOUS, False),
    ({"sections": text("{{acount.name}}")}, "variable_unknown", SERIOUS, False),
    ({"sections": text("![图](一次图.png)")}, "picture_missing", SERIOUS, False),
    ({"tender": {"number": ""}}, "no_number", SERIOUS, False),
)


@pytest.mark.parametrize(("facts", "code", "severity", "law"), CASES, ids=[f"{case[1]}-{number}" for number, case in enumerate(CASES)])
def test_each_fault_is_found_alone_with_its_severity_and_article(
    changed: Callable[..., BidSheet], facts: dict[str, Any], code: str, severity: Severity, law: bool
) -> None:
    report = checked(changed(**facts))
    assert [(found.code, found.severity, found.article is not None) for found in report.findings] == [(code, severity, law)]
    assert len(report.passed) == len(PASSED) - 1
    for language in Language:
        said, mended = report.findings[0].said(words_of(language)), report.findings[0].mended(words_of(language))
        assert "{" not in said.replace("{{acount.name}}", "")
        assert mended


def test_a_late_bid_in_preparation_is_fatal(whole_bid: BidSheet) -> None:
    (found,) = check(whole_bid, (), articles(), date(2026, 12, 21)).findings
    assert (found.code, found.severity) == ("late", Severity.FATAL)


def test_a_representative_who_signs_needs_no_authority(changed: Callable[..., BidSheet]) -> None:
    assert checked(changed(signing=Signing.REPRESENTATIVE, agent_name="", authority_until=None, authority_from=None)).findings == ()


def test_what_equals_the_total_may_stand_in_the_text(changed: Callable[..., BidSheet], whole_bid: BidSheet) -> None:
    from kamdesk.core.money import capitals, yuan

    tender, total = whole_bid.tender, whole_bid.total
    body = f"投标总价：￥{yuan(total)}元（{capitals(total)}），招标编号：{tender.number}，{tender.buyer}"
    assert checked(changed(sections=text(body))).findings == ()


def test_the_parent_group_inside_the_buyers_own_name_is_no_residue(changed: Callable[..., BidSheet]) -> None:
    assert checked(changed(sections=text("青岚能源集团有限公司的现场，青岚能源集团"))).findings == ()


def test_many_faulty_stars_are_listed_up_to_thirty_and_counted(changed: Callable[..., BidSheet]) -> None:
    found = checked(changed(answers=tuple(star(None) for _ in range(40)))).findings
    assert [each.code for each in found] == ["star_unanswered"] * 30 + ["more_stars"]
    assert found[-1].facts["count"] == 10


def test_findings_lead_to_their_place(changed: Callable[..., BidSheet]) -> None:
    section = text("云麓钢铁")
    (found,) = checked(changed(sections=section)).findings
    assert (found.tab, found.row) == ("technical", section[0].id)


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("投标总价为人民币 715.5万元", (715_500_000,)),
        ("投标报价（含税）：¥7,155,000.00 元", (715_500_000,)),
        ("人民币壹仟肆佰零玖元伍角", (140_950,)),
        ("单价 12,000 元", ()),
        ("合计 12 面柜", ()),
        ("总价 1,2,3元", ()),
    ],
)
def test_total_prices_are_read_out_of_running_text(said: str, fen: tuple[int, ...]) -> None:
    assert amounts_in(said) == fen


def test_project_numbers_are_read_out_of_running_text() -> None:
    assert project_numbers_in("招标编号：QL-2026-035，项目编号 ABC/2026（01）。") == ("QL-2026-035", "ABC/2026（01）")


@given(st.lists(st.text("甲乙丙丁", min_size=3, max_size=5), max_size=8), st.text("甲乙丙丁戊", max_size=60))
def test_the_name_index_finds_exactly_what_a_plain_search_finds(names: list[str], body: str) -> None:
    found = NameIndex(names, ()).found_in(body)
    contained = {name for name in names if name in body}
    assert set(found) <= contained
    assert all(any(name in other for other in found) for name in contained)


def test_one_foreign_name_is_found_among_thousands_of_clauses_and_names(whole_bid: BidSheet) -> None:
    names = tuple(f"第{number:05}号客户股份有限公司" for number in range(20_000))
    answer = plain("我方完全响应，额定电流 1250 A，见技术部分第 3 章", Deviation.NONE)
    foreign = plain("与第19999号客户股份有限公司相同", Deviation.NONE)
    found = check(replace(whole_bid, answers=(*[answer] * 3_000, foreign)), names, articles(), TODAY).findings
    assert [(each.code, each.row) for each in found] == [("residue", foreign.clause)]
