"""What SQL keeps is what asking every row by itself would keep; text whatever its width, tags whole, wildcards plain."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries import LISTED
from kamdesk.accounts.rules import Ownership, Rank
from kamdesk.accounts.tables import Account
from kamdesk.core import listing
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Kind
from kamdesk.core.filtering import keeps
from kamdesk.core.filters import OPERATORS, Condition, Op, Relative, read_filter
from kamdesk.core.listing import Wanted
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store

TODAY = date(2026, 11, 22)
FIELDS = {field.name: field for field in fields_of(Account)}
ROWS: tuple[dict[str, Any], ...] = (
    {"name": "ＡＢＣ港务", "region": "河北沧州", "revenue": 0, "rank": Rank.BUREAU, "founded": date(2026, 5, 26), "tags": "重点，能源"},
    {"name": "abc 100%_纯", "region": "河北", "revenue": 500, "ownership": Ownership.CENTRAL, "headcount": 3, "favourite": True},
    {"name": "松岭", "strategy": "一\n二", "rank": Rank.NONE, "founded": date(1998, 1, 1), "headcount": 0, "tags": "重点客户"},
    {"name": "松岭电力", "region": "100", "ownership": Ownership.PRIVATE, "revenue": -1 + 500, "founded": TODAY, "favourite": False},
)
TRIED: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["abc", "ＡＢＣ港务", "%", "_", "松", "松岭"]),
    "region": st.sampled_from(["河北", "100", "1_0", ""]).filter(bool),
    "strategy": st.sampled_from(["一", "三"]),
    "rank": st.sampled_from(list(Rank)),
    "ownership": st.sampled_from(list(Ownership)),
    "revenue": st.sampled_from([0, 499, 500, 501]),
    "headcount": st.sampled_from([0, 3, 4]),
    "founded": st.sampled_from([date(1998, 1, 1), TODAY, Relative(0), Relative(-180), Relative(1)]),
    "favourite": st.booleans(),
}


@pytest.fixture
def filled(store: Store) -> Store:
    for row in ROWS:
        store.do(save_account, None, row)
    return store


def names(store: Store, *conditions: Condition) -> set[str]:
    found = store.ask(listing.answer, "account", Wanted(conditions=conditions), TODAY)
    with store.reading() as session:
        return set(session.scalars(select(Account.name).where(Account.id.in_(found.ids))))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    name = draw(st.sampled_from(sorted(TRIED)))
    op = draw(st.sampled_from(OPERATORS[FIELDS[name].kind]))
    values = () if op in (Op.UNKNOWN, Op.KNOWN) else tuple(draw(st.lists(TRIED[name], min_size=1, max_size=2)))
    return Condition(name, op, values)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(conditions())
def test_sql_keeps_what_every_row_by_itself_would_keep(filled: Store, condition: Condition) -> None:
    field = FIELDS[condition.field]
    usual = False if field.kind is Kind.YES_NO else None
    wanted = {str(row["name"]) for row in ROWS if keeps(condition, field, row.get(field.name, usual), TODAY)}
    assert names(filled, condition) == wanted


def test_tags_are_whole_and_links_go_by_title_pinyin_and_group(filled: Store) -> None:
    top = filled.ask(listing.answer, "account", Wanted(conditions=read_filter("name=松岭", list(FIELDS.values()))), TODAY).ids[0]
    middle, _ = filled.do(save_account, None, {"name": "中间", "parent": top})
    filled.do(save_account, None, {"name": "下面", "parent": middle})
    fields = listing.list_fields(LISTED.table)

    def kept(typed: str) -> set[str]:
        return names(filled, *read_filter(typed, fields, TODAY))

    assert kept("tags=重点") == {"ＡＢＣ港务"}
    assert kept("tags~重点") == {"ＡＢＣ港务", "松岭"}
    assert kept("parent=松岭") == {"中间"}
    assert kept("parent~sl") == {"中间"}
    assert kept("group=松岭") == {"松岭", "中间", "下面"}
    assert kept(f"group=#{middle.hex}") == {"中间", "下面"}
    assert kept("松岭 and revenue?") == {"松岭"}


def test_a_list_is_grouped_in_the_order_of_its_choices_with_sums_and_without_unknown_fields(filled: Store) -> None:
    found = filled.ask(listing.answer, "account", Wanted(group="ownership", sums=("revenue",)), TODAY)
    assert [(group.value, len(group.ids), dict(group.sums)) for group in found.groups] == [
        (Ownership.CENTRAL, 1, {"revenue": 500}),
        (Ownership.PRIVATE, 1, {"revenue": 499}),
        (None, 2, {"revenue": 0}),
    ]
    assert dict(found.sums) == {"revenue": 999}
    by_tag = filled.ask(listing.answer, "account", Wanted(group="tags"), TODAY)
    assert [(group.value, len(group.ids)) for group in by_tag.groups] == [("能源", 1), ("重点", 1), ("重点客户", 1), (None, 2)]
    assert by_tag.count == len(ROWS)
    with pytest.raises(Refused, match="unknown_field"):
        filled.ask(listing.answer, "account", Wanted(sort="nothing"), TODAY)
