"""Clauses are read from pasted lines, dates contradict each other loudly, and limits carry their article."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.problems import Refused
from kamdesk.core.words import Language, words_of
from kamdesk.tenders.queries import articles
from kamdesk.tenders.rules import Regime, TenderFacts, article_of, clauses_of, days_left, findings, refuse_disorder

TODAY = date(2026, 11, 22)
DEADLINE = datetime(2026, 12, 20, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "number", "demand", "starred"),
    [
        ("★1.2.3 额定电压 40.5 kV", "1.2.3", "额定电压 40.5 kV", True),
        ("1.2.3 ★额定电压 40.5 kV", "1.2.3", "额定电压 40.5 kV", True),
        ("（1）柜体采用敷铝锌板", "（1）", "柜体采用敷铝锌板", False),
        ("3、断路器机械寿命不少于10000次", "3", "断路器机械寿命不少于10000次", False),
        ("一、总则要求", "一", "总则要求", False),
        ("第十二条 付款方式", "第十二条", "付款方式", False),
        ("★ 交货期：合同签订后30天内", "", "交货期：合同签订后30天内", True),
        ("40.5 kV 开关柜", "", "40.5 kV 开关柜", False),
        ("3 台断路器", "", "3 台断路器", False),
        ("3台断路器", "", "3台断路器", False),
        ("12. PLC 柜", "12", "PLC 柜", False),
        ("4.1额定电流 1250 A", "4.1", "额定电流 1250 A", False),
        ("2020年至今的业绩", "", "2020年至今的业绩", False),
        ("质保期不少于两年", "", "质保期不少于两年", False),
        ("▲ 局放不大于 10 pC", "", "▲ 局放不大于 10 pC", False),
    ],
)
def test_number_and_star_are_read_from_the_head_of_a_line(line: str, number: str, demand: str, starred: bool) -> None:
    (draft,) = clauses_of(line)
    assert (draft.number, draft.demand, draft.starred) == (number, demand, starred)


def test_another_mark_is_taken_where_the_tender_defines_it() -> None:
    assert [draft.starred for draft in clauses_of("▲甲\n★乙\n丙", stars="▲")] == [True, False, False]


def test_empty_lines_are_no_clauses_and_nothing_at_all_is_refused() -> None:
    assert len(clauses_of("\n\n一、甲\r\n  \n二、乙\n★\n")) == 2
    with pytest.raises(Refused, match="no_clauses"):
        clauses_of(" \n★\n")
    with pytest.raises(Refused, match="too_many_clauses"):
        clauses_of("甲\n" * 5001)


@given(st.text(max_size=300))
def test_no_paste_loses_words(text: str) -> None:
    if not text.replace("★", "").strip():
        with pytest.raises(Refused, match="no_clauses"):
            clauses_of(text)
        return
    drafts = clauses_of(text)
    kept = "".join(draft.number + draft.demand for draft in drafts)
    assert all(draft.demand for draft in drafts)
    assert {char for char in text if char.isalpha()} <= set(kept)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (TenderFacts(deadline=DEADLINE, opening=DEADLINE - timedelta(minutes=1)), "opening_before_deadline"),
        (TenderFacts(deadline=DEADLINE, issued_on=date(2026, 12, 21)), "deadline_before_issue"),
        (TenderFacts(deadline=DEADLINE, questions_until=DEADLINE + timedelta(minutes=1)), "questions_after_deadline"),
    ],
)
def test_dates_out_of_order_are_refused(facts: TenderFacts, code: str) -> None:
    with pytest.raises(Refused, match=code):
        refuse_disorder(facts)


def test_dates_in_order_pass() -> None:
    refuse_disorder(TenderFacts(deadline=DEADLINE, opening=DEADLINE, issued_on=date(2026, 11, 20), questions_until=DEADLINE))
    refuse_disorder(TenderFacts(opening=DEADLINE))


WHOLE = {"name": "开关柜采购", "number": "HY-35", "buyer": "青岚能源", "deadline": DEADLINE}
PROCUREMENT = WHOLE | {"regime": Regime.PROCUREMENT}


@pytest.mark.parametrize(
    ("facts", "code", "article"),
    [
        (TenderFacts(**WHOLE, budget=100_000_00, bond=2_000_01), "bond_too_high", "《招标投标法实施条例》第二十六条"),
        (TenderFacts(**PROCUREMENT, ceiling=100_000_00, bond=3_000_00), "bond_too_high", "《政府采购法实施条例》第三十三条"),
        (TenderFacts(**PROCUREMENT, bond_form="现金"), "bond_in_cash", "《政府采购法实施条例》第三十三条"),
        (TenderFacts(**WHOLE, issued_on=date(2026, 12, 1)), "short_time", "《招标投标法》第二十四条"),
        (TenderFacts(**WHOLE, drafted_by_us=True), "specification_writer", "《政府采购法实施条例》第十八条"),
        (TenderFacts(**WHOLE, ceiling=2, budget=1), "ceiling_over_budget", ""),
        (TenderFacts(**(WHOLE | {"number": ""})), "no_number", ""),
        (TenderFacts(**(WHOLE | {"buyer": ""})), "no_buyer", ""),
        (TenderFacts(**(WHOLE | {"deadline": None})), "no_deadline", ""),
    ],
)
def test_what_is_remarkable_is_told_with_its_article(facts: TenderFacts, code: str, article: str) -> None:
    (found,) = findings(facts, articles(), TODAY)
    assert found.code == code
    assert (found.article.shown(words_of(Language.ZH)) if found.article else "") == article


def test_a_tender_within_the_limits_is_not_remarked_on() -> None:
    facts = TenderFacts(**WHOLE, budget=100_000_00, bond=2_000_00, issued_on=date(2026, 11, 30), bond_form="电汇")
    assert findings(facts, articles(), TODAY) == ()


def test_an_article_holds_from_its_day_on() -> None:
    assert article_of(articles(), "bond_share", Regime.BIDDING, date(2012, 1, 31)) is None
    assert article_of(articles(), "bond_share", Regime.BIDDING, date(2012, 2, 1)) is not None
    own = article_of(articles(), "rejection", Regime.OWN_RULES, TODAY)
    assert own is not None
    assert own.regime == "bidding"


@pytest.mark.parametrize(("deadline", "left"), [(date(2026, 11, 25), 3), (TODAY, 0), (date(2026, 11, 21), -1), (None, None)])
def test_days_left_leave_out_the_first_day(deadline: date | None, left: int | None) -> None:
    assert days_left(deadline, TODAY) == left
