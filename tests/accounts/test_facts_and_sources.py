"""Where facts come from, through a real file: stated, fallen stale, confirmed, replaced, taken back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kamdesk.accounts import actions, queries
from kamdesk.accounts.queries import Provenance
from kamdesk.accounts.rules import Channel, Confidence, FactTopic, Ownership
from kamdesk.accounts.rules.provenance import Told, told_is_stale
from kamdesk.accounts.rules.telling import read, written
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store

TODAY = date(2026, 11, 22)
YI = 10_000_000_000


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(actions.save_account, None, {"name": "松岭电力股份有限公司", "revenue": 88 * YI})[0]


def save(store: Store, account: UUID, told: dict[str, object] | None = None, **values: Any) -> None:
    store.do(actions.save_account, account, values, told)


def source(store: Store, account: UUID, field: str) -> Provenance:
    return store.ask(queries.provenance_of, account, TODAY)[field]


def test_an_edit_may_say_where_it_was_learned_and_the_value_before_stays_readable(store: Store, account: UUID) -> None:
    told = {"source": Channel.MEDIA, "learned_on": ago(10), "confidence": Confidence.LIKELY, "told_by": "李工"}
    save(store, account, told, revenue=92 * YI)
    found = source(store, account, "revenue")
    assert (found.told, found.stated, found.stale) == (Told(Channel.MEDIA, ago(10), Confidence.LIKELY, "李工"), True, False)
    past = store.ask(queries.fact_history, account, "revenue")
    assert [(one.value, one.told.source, one.current) for one in past] == [(92 * YI, Channel.MEDIA, True), (88 * YI, None, False)]


def test_a_field_without_a_stated_source_is_as_old_as_its_writing(store: Store, account: UUID) -> None:
    found = source(store, account, "revenue")
    assert (found.told, found.stated) == (Told(learned_on=TODAY), False)
    assert "name" not in store.ask(queries.provenance_of, account, TODAY)
    later = store.ask(queries.provenance_of, account, TODAY + timedelta(days=366))["revenue"]
    assert later.stale


def test_a_new_value_never_keeps_the_old_source(store: Store, account: UUID) -> None:
    save(store, account, {"source": Channel.MEDIA, "learned_on": ago(400)}, revenue=92 * YI)
    save(store, account, revenue=95 * YI)
    assert source(store, account, "revenue").told == Told(learned_on=TODAY)
    save(store, account, revenue=92 * YI)  # the old value typed again is not the old news
    assert source(store, account, "revenue").told == Told(learned_on=TODAY)
    assert [one.value for one in store.ask(queries.fact_history, account, "revenue")] == [92 * YI, 95 * YI, 92 * YI, 88 * YI]


def test_undo_brings_back_the_value_with_its_source(store: Store, account: UUID) -> None:
    save(store, account, {"source": Channel.MEDIA, "learned_on": ago(30)}, revenue=92 * YI)
    save(store, account, {"source": Channel.VENDORS}, revenue=95 * YI)
    store.undo()
    assert source(store, account, "revenue").told.source is Channel.MEDIA
    assert [one.value for one in store.ask(queries.fact_history, account, "revenue")] == [92 * YI, 88 * YI]
    store.redo()
    assert source(store, account, "revenue").told.source is Channel.VENDORS


def test_stale_facts_are_listed_and_confirming_one_keeps_its_source(store: Store, account: UUID) -> None:
    save(store, account, {"source": Channel.CUSTOMERS, "learned_on": ago(400), "told_by": "财务部"}, revenue=92 * YI)
    save(store, account, {"learned_on": ago(100), "confidence": Confidence.HEARSAY}, difficulties="缺人")
    save(store, account, {"learned_on": ago(100)}, fears="停电")
    assert [each.field for each in store.ask(queries.stale_fields, account, TODAY)] == ["revenue", "difficulties"]
    store.do(actions.confirm_fact, account, "revenue")
    assert source(store, account, "revenue").told == Told(Channel.CUSTOMERS, TODAY, None, "财务部")
    assert [each.field for each in store.ask(queries.stale_fields, account, TODAY)] == ["difficulties"]
    past = store.ask(queries.fact_history, account, "revenue")
    assert [(one.value, one.told.learned_on) for one in past][:2] == [(92 * YI, TODAY), (92 * YI, ago(400))]
    store.undo()
    assert source(store, account, "revenue").stale


def test_hearsay_grows_old_in_a_third_of_the_time() -> None:
    assert not told_is_stale(Told(learned_on=ago(121)), 365, TODAY)
    assert told_is_stale(Told(learned_on=ago(122), confidence=Confidence.HEARSAY), 365, TODAY)
    assert not told_is_stale(Told(learned_on=ago(5000)), None, TODAY)


@pytest.mark.parametrize(
    ("field", "told", "code"),
    [
        ("revenue", {"learned_on": TODAY + timedelta(days=1)}, "learned_ahead"),
        ("region", {}, "nothing_to_confirm"),
        ("nonsense", {}, "unknown_field"),
        ("revenue", {"told_by": "甲" * 61}, "too_long"),
    ],
)
def test_what_cannot_be_stated_is_refused_and_nothing_is_kept(
    store: Store, account: UUID, field: str, told: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        store.do(actions.tell_fact, account, field, told)
    assert not source(store, account, "revenue").stated


def test_a_refused_source_saves_no_value_either(store: Store, account: UUID) -> None:
    with pytest.raises(Refused, match="learned_ahead"):
        save(store, account, {"learned_on": TODAY + timedelta(days=9)}, revenue=99 * YI)
    assert store.ask(queries.account_card, account, TODAY).values["revenue"] == 88 * YI


def test_values_of_every_kind_are_written_down_and_read_again(store: Store, account: UUID) -> None:
    values: dict[str, object] = {
        "revenue": 92_40000_00001, "ownership": Ownership.CENTRAL, "founded": date(2003, 11, 12), "headcount": 8600,
        "strategy": "甲\n乙", "parent": account, "region": "山西太原",
    }  # fmt: skip
    for field in queries.ACCOUNT_FIELDS:
        if field.name in values:
            assert read(field, written(field, values[field.name])) == values[field.name]
    revenue = next(field for field in queries.ACCOUNT_FIELDS if field.name == "revenue")
    assert read(revenue, "约九十亿") == "约九十亿"  # what can no longer be read is shown as it stands
    assert written(revenue, None) is None


def test_a_newer_note_takes_the_place_of_an_older_one_that_stays_below_it(store: Store, account: UUID) -> None:
    first = store.do(actions.note_fact, account, {"body": "投资约 3,000 万元", "topic": FactTopic.PROJECT, "learned_on": ago(90)})[0]
    second = store.do(actions.replace_note, first, {"body": "批复 3,280 万元", "source": Channel.CUSTOMERS})[0]
    third = store.do(actions.replace_note, second, {"body": "中标价 3,105 万元"})[0]
    (note,) = store.ask(queries.notes_of, account, TODAY)
    assert (note.id, note.topic, note.learned_on) == (third, FactTopic.PROJECT, TODAY)
    assert [each.body for each in note.earlier] == ["批复 3,280 万元", "投资约 3,000 万元"]
    with pytest.raises(Refused, match="replaced_already"):
        store.do(actions.replace_note, first, {"body": "又一条"})
    store.do(actions.erase_note, third)
    (note,) = store.ask(queries.notes_of, account, TODAY)
    assert (note.id, [each.body for each in note.earlier]) == (second, ["投资约 3,000 万元"])
    store.undo()
    assert [each.id for each in store.ask(queries.notes_of, account, TODAY)] == [third]


def test_the_card_costs_as_many_statements_with_many_facts_as_with_one(store: Store, account: UUID) -> None:
    from sqlalchemy import event

    for number in range(12):
        save(store, account, {"source": Channel.MEDIA}, revenue=(90 + number) * YI, region=f"第{number}区")
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    store.ask(queries.provenance_of, account, TODAY)
    assert len([statement for statement in said if statement.startswith("SELECT")]) <= 3
