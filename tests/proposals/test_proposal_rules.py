"""Prices that add up as printed, variables that never stop a paper, and problems that name their place."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core import money
from kamdesk.core.findings import Severity
from kamdesk.proposals.rules import (
    Chapter,
    Line,
    ProposalSheet,
    filled,
    findings,
    in_capitals,
    line_total,
    named_pictures,
    total,
    variables,
)

SECTION = uuid4()
VALUES = {"account.name": "青岚能源集团有限公司", "company.name": "北辰电气有限公司"}


def sheet(body: str = "正文", letter: str = "致函", lines: tuple[Line, ...] = (), **more: object) -> ProposalSheet:
    facts = {"company": "北辰电气有限公司", "values": VALUES, "sections": (Chapter(SECTION, "总体方案", body),)} | more
    return ProposalSheet(uuid4(), "配电自动化改造方案", letter=letter, lines=lines, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "price", "fen"),
    [("3", 1050, 3150), ("0.5", 1, 1), ("0.333", 100, 33), ("2.5", 3, 8), ("1.005", 100, 101), ("0", 999, 0), ("1E+3", 7, 7000)],
)
def test_a_line_is_rounded_half_up(quantity: str, price: int, fen: int) -> None:
    assert line_total(Decimal(quantity), price) == fen


@given(st.decimals(0, 10_000, places=3), st.integers(0, 10**9))
def test_a_line_is_never_further_from_the_exact_product_than_half_a_fen(quantity: Decimal, price: int) -> None:
    exact = quantity * price
    assert abs(line_total(quantity, price) - exact) <= Decimal("0.5")


@given(st.lists(st.tuples(st.decimals(0, 1000, places=2), st.integers(0, 10**8)), max_size=20))
def test_the_total_is_what_the_printed_column_adds_up_to_and_its_capitals_read_back(rows: list[tuple[Decimal, int]]) -> None:
    lines = tuple(Line(uuid4(), "柜", quantity, price) for quantity, price in rows)
    printed = sum(money.parse_money(money.yuan(line.total)) for line in lines)
    assert total(lines) == printed
    assert money.read_capitals(in_capitals(total(lines))) == printed


def test_variables_are_filled_and_unknown_or_empty_ones_stand_visibly() -> None:
    text = "致{{account.name}}：{{ total }}元，{{nothing.such}}，{{account.address}}，{{not closed"
    assert filled(text, VALUES | {"total": "12.00", "account.address": ""}) == (
        "致青岚能源集团有限公司：12.00元，〔nothing.such〕，〔account.address〕，{{not closed"
    )


@given(st.text(max_size=200))
def test_no_text_stops_the_filling(text: str) -> None:
    filled(text, VALUES)
    named_pictures(text)


def test_totals_are_variables_of_every_proposal() -> None:
    values = variables(sheet(lines=(Line(uuid4(), "开关柜", Decimal(2), 5_350_026_50),)), "2026年11月22日")
    assert values["total"] == "10,700,053.00"
    assert values["total_capitals"] == "人民币壹仟零柒拾万零伍拾叁元整"
    assert values["today"] == "2026年11月22日"


def test_pictures_are_named_by_file_and_each_once() -> None:
    assert named_pictures("![系统图](系统图.png) 与 ![](<配 图.jpg>)，再 ![又](系统图.png)") == ("系统图.png", "配 图.jpg")


@pytest.mark.parametrize(
    ("made", "code", "severity"),
    [
        (sheet("见{{account.nmae}}"), "variable_unknown", Severity.SERIOUS),
        (sheet("地址{{account.address}}"), "variable_empty", Severity.SERIOUS),
        (sheet("![图](没有.png)"), "picture_missing", Severity.SERIOUS),
        (sheet("  "), "section_empty", Severity.NOTE),
        (sheet(lines=(Line(uuid4(), "开关柜", Decimal(1), 0),)), "line_without_price", Severity.SERIOUS),
        (sheet(lines=(Line(uuid4(), "开关柜", Decimal(10**9), 10**9),)), "total_too_large", Severity.FATAL),
        (sheet(sections=()), "no_sections", Severity.SERIOUS),
        (sheet(company=""), "no_company", Severity.SERIOUS),
        (sheet(letter=""), "no_letter", Severity.NOTE),
    ],
)
def test_each_problem_is_told_once_with_its_severity(made: ProposalSheet, code: str, severity: Severity) -> None:
    assert [(each.code, each.severity) for each in findings(made)] == [(code, severity)]


def test_a_whole_proposal_has_no_problems_and_a_problem_leads_to_its_section() -> None:
    assert findings(sheet("![图](图.png) {{account.name}}", pictures={"图.png": "a"}, lines=(Line(uuid4(), "柜", Decimal(1), 5),))) == ()
    (found,) = findings(sheet("{{x}}"))
    assert (found.tab, found.row) == ("sections", SECTION)
