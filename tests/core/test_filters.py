"""Conditions as people type them: read, spelled and read again; refusals name their place."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts.rules import Ownership, Rank
from kamdesk.accounts.tables import Account, AccountNote
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.filters import OPERATORS, Condition, Op, Relative, in_words, is_filter, read_filter, spelled
from kamdesk.core.money import LARGEST
from kamdesk.core.problems import Refused
from kamdesk.core.words import Language, words_of

FIELDS = (*fields_of(Account), *(field for field in fields_of(AccountNote) if field.name == "learned_on"))
EXTRA = (Field("Weight", Kind.DECIMAL, name="weight"), Field("Begins", Kind.MOMENT, name="starts_at"))
ALL = (*FIELDS, *EXTRA)
WITHOUT = (Op.UNKNOWN, Op.KNOWN)


def one(text: str) -> Condition:
    (found,) = read_filter(text, ALL)
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ownership=central", Condition("ownership", Op.IS, (Ownership.CENTRAL,))),
        ("企业性质=央企", Condition("ownership", Op.IS, (Ownership.CENTRAL,))),
        ("Ownership＝provincial | 央企", Condition("ownership", Op.IS, (Ownership.PROVINCIAL, Ownership.CENTRAL))),
        ("rank != none", Condition("rank", Op.NOT, (Rank.NONE,))),
        ("revenue>=1000万", Condition("revenue", Op.LEAST, (1_000_000_000,))),
        ("年营业收入 ≥ 1.5亿", Condition("revenue", Op.LEAST, (15_000_000_000,))),
        ("tags~重点", Condition("tags", Op.HOLDS, ("重点",))),
        ("员工人数？", Condition("headcount", Op.UNKNOWN)),
        ("headcount!?", Condition("headcount", Op.KNOWN)),
        ("favourite=是", Condition("favourite", Op.IS, (True,))),
        ("learned_on<-180", Condition("learned_on", Op.UNDER, (Relative(-180),))),
        ("learned_on>=-3周", Condition("learned_on", Op.LEAST, (Relative(-21),))),
        ("founded<=今天", Condition("founded", Op.MOST, (Relative(0),))),
        ("founded>1998-05-01", Condition("founded", Op.OVER, (date(1998, 5, 1),))),
        ("parent=松岭集团", Condition("parent", Op.IS, ("松岭集团",))),
        ('name~"a and b"', Condition("name", Op.HOLDS, ("a and b",))),
        ("name~“三 且 四”", Condition("name", Op.HOLDS, ("三 且 四",))),
        ("华东", Condition("", Op.HOLDS, ("华东",))),
    ],
)  # fmt: skip
def test_a_condition_is_read_as_it_was_meant(typed: str, meant: Condition) -> None:
    assert one(typed) == meant


def test_conditions_are_joined_by_and_in_either_language() -> None:
    found = read_filter("revenue>=1亿 and region~太原 且 华北", ALL)
    assert [each.field for each in found] == ["revenue", "region", ""]
    assert not is_filter("Research and Development")
    assert is_filter("region~太原")


@pytest.mark.parametrize(
    ("typed", "code", "place"),
    [
        ("region~太原 and nothing=5", "filter_field", 15),
        ("ownership=martian", "filter_value", 1),
        ("revenue>=much", "filter_value", 1),
        ("learned_on<someday", "filter_value", 1),
        ("learned_on<-9999年", "filter_value", 1),
        ("revenue~3", "filter_operator", 1),
        ("strategy>3", "filter_operator", 1),
        ('name~"open', "filter_quote", 1),
        ("revenue>=", "filter_missing", 10),
        ("=5", "filter_field", 1),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(typed: str, code: str, place: int) -> None:
    with pytest.raises(Refused) as caught:
        read_filter(typed, ALL)
    assert (caught.value.code, caught.value.facts["place"]) == (code, place)


DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31)) | st.integers(-9999, 9999).map(Relative)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(str.strip).filter(bool)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS,
    Kind.LONG_TEXT: TEXTS,
    Kind.LINK: TEXTS | st.uuids(),
    Kind.DAY: DAYS,
    Kind.MOMENT: DAYS,
    Kind.MONEY: st.integers(-LARGEST, LARGEST),
    Kind.WHOLE: st.integers(-(2**40), 2**40),
    Kind.DECIMAL: st.decimals(-(10**9), 10**9, places=3).map(lambda number: Decimal(f"{number:f}")),
    Kind.YES_NO: st.booleans(),
}


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from([None, *ALL]))
    if field is None:
        return Condition("", Op.HOLDS, (draw(TEXTS),))
    op = draw(st.sampled_from(OPERATORS[field.kind]))
    if op in WITHOUT:
        return Condition(field.name, op)
    values = st.sampled_from(list(field.choices)) if field.choices is not None else VALUES[field.kind]
    return Condition(field.name, op, tuple(draw(st.lists(values, min_size=1, max_size=3))))


@given(st.lists(conditions(), min_size=1, max_size=4))
def test_what_is_spelled_is_read_back_as_the_same(wanted: list[Condition]) -> None:
    assert list(read_filter(spelled(wanted, ALL), ALL)) == wanted


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    found: object = None
    try:
        found = read_filter(typed, ALL, date(2026, 11, 22))
    except Refused as refused:
        found = refused.facts.get("place")
    assert found is not None


def test_conditions_are_said_in_the_readers_words() -> None:
    chinese, english = words_of(Language.ZH), words_of(Language.EN)
    parent = UUID(int=7)
    assert in_words(one("revenue>=1亿"), ALL, chinese) == "年营业收入 ≥ 1 亿"
    assert in_words(one("ownership=central|private"), ALL, chinese) == "企业性质 = 央企 / 民营"
    assert in_words(one("learned_on<-180"), ALL, english) == "Date learned is before 180 days ago"
    assert in_words(Condition("parent", Op.IS, (parent,)), ALL, english, {parent: "Songling"}) == "Belongs to = Songling"
    assert in_words(one("华东"), ALL, english) == "“华东” anywhere"
