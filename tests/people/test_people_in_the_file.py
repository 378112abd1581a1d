"""People through a real encrypted file: saved, lightly checked, listed by rank, erased and taken back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.rules import Rank
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.people import actions, queries
from kamdesk.people.rules import Side

TODAY = date(2026, 11, 22)


def made(store: Store, name: str, **values: object) -> UUID:
    return store.do(actions.save_person, None, {"name": name} | values)[0]


def names_of(store: Store, **how: Any) -> list[str]:
    return [row.name for row in store.ask(queries.person_rows, store.ask(queries.person_ids, **how), TODAY)]


def test_people_of_an_account_stand_by_rank_and_those_who_left_stand_last(store: Store) -> None:
    account = store.do(save_account, None, {"name": "松岭能源集团有限公司", "short_name": "松岭集团"})[0]
    made(store, "周敏", account=account, rank=Rank.SECTION, department="采购部", position="采购部部长")
    made(store, "王建国", account=account, rank=Rank.BUREAU, department="总经理办公室", position="总经理")
    made(store, "老赵", account=account, rank=Rank.DEPUTY_MINISTER, retired_on=date(2026, 1, 1))
    made(store, "孙立", account=account)
    made(store, "外人")
    rows = store.ask(queries.people_of, account, TODAY)
    assert [(row.name, row.standing, row.retired) for row in rows] == [
        ("王建国", "总经理办公室 总经理", False), ("周敏", "采购部部长", False), ("孙立", "", False), ("老赵", "", True),
    ]  # fmt: skip
    assert {row.account_name for row in rows} == {"松岭集团"}


def test_a_person_card_gives_every_field_and_the_day_it_was_written(store: Store) -> None:
    person = made(store, "单志强", position="总工程师", home_town="山东潍坊")
    card = store.ask(queries.person_card, person)
    assert (card.name, card.standing, card.values["home_town"], card.values["side"]) == ("单志强", "总工程师", "山东潍坊", Side.THEIRS)
    assert card.since["home_town"] == TODAY


@pytest.mark.parametrize("typed", ["单志强", "shanzhiqiang", "szq", "dzq"])
def test_a_surname_is_found_by_either_reading(store: Store, typed: str) -> None:
    made(store, "单志强")
    made(store, "王建国")
    assert names_of(store, typed=typed) == ["单志强"]


def test_the_list_sorts_by_rank_and_by_account(store: Store) -> None:
    first = store.do(save_account, None, {"name": "安泰钢铁"})[0]
    second = store.do(save_account, None, {"name": "中原矿业"})[0]
    made(store, "甲", account=second, rank=Rank.BUREAU)
    made(store, "乙", account=first, rank=Rank.DIVISION)
    assert names_of(store, sort="rank") == ["甲", "乙"]
    assert names_of(store, sort="account") == ["乙", "甲"]
    assert names_of(store, side=Side.OURS) == []
    for key in queries.SORTED_BY:
        assert len(names_of(store, sort=key, descending=True)) == 2


@pytest.mark.parametrize(
    "phone", ["138 0013 8000", "０１０－８８８８６６６６", "+86 (10) 8888-6666 转 802", "13800138000、010-88886666", "(办) 010-88886666"]
)
def test_phones_are_taken_as_people_write_them(store: Store, phone: str) -> None:
    made(store, "王建国", phone=phone)


@pytest.mark.parametrize("typed", ["a@x.cn、b@y.cn", "a@x.cn; b@y.cn", "a@x.cn，ｂ＠ｙ.cn,A@X.cn", "a@x.cn b@y.cn", "a@x.cn/b@y.cn"])
def test_several_addresses_stand_in_one_field(store: Store, typed: str) -> None:
    person = made(store, "王建国", email=typed)
    assert store.ask(queries.person_card, person).values["email"] == "a@x.cn、b@y.cn"


@pytest.mark.parametrize(("field", "typed", "code"), [("phone", "call me", "not_a_phone"), ("phone", "--", "not_a_phone"),
    ("email", "wang.example.com", "not_an_email"), ("email", "a b@example.com", "not_an_email"),
    ("email", "a@x.cn、b", "not_an_email"), ("email", "、", "not_an_email")])  # fmt: skip
def test_what_cannot_be_a_phone_or_an_address_is_refused_beside_its_field(store: Store, field: str, typed: str, code: str) -> None:
    person = made(store, "王建国")
    with pytest.raises(Refused, match=code) as refused:
        store.do(actions.save_person, person, {field: typed})
    assert refused.value.field == field
    assert store.ask(queries.person_card, person).values[field] is None


def test_an_erased_person_is_out_of_sight_until_taken_back(store: Store) -> None:
    person = made(store, "王建国")
    store.do(actions.erase_person, person)
    assert names_of(store) == names_of(store, typed="wjg") == []
    with pytest.raises(Refused, match="gone"):
        store.ask(queries.person_card, person)
    store.undo()
    assert names_of(store, typed="wjg") == ["王建国"]


def test_many_rows_cost_one_statement(store: Store) -> None:
    ids = [made(store, f"人{number}") for number in range(12)]
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    assert len(store.ask(queries.person_rows, ids, TODAY)) == 12
    assert len([statement for statement in said if statement.startswith("SELECT")]) == 1
