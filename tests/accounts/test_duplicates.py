"""Who is on file twice: found by what two rows share, with the reason, quickly, and never asked twice."""

import time
from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import insert

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries.duplicates import account_duplicates, accounts_like
from kamdesk.accounts.rules.duplicates import Alike
from kamdesk.accounts.tables import Account
from kamdesk.core.apart import keep_apart
from kamdesk.core.ids import new_id
from kamdesk.core.store import Store
from kamdesk.people.actions import save_person
from kamdesk.people.queries.duplicates import person_duplicates
from kamdesk.people.rules.duplicates import AlikePeople


def saved(store: Store, *rows: Mapping[str, object]) -> list[UUID]:
    return [store.do(save_account, None, dict(row))[0] for row in rows]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "晋岚电力股份有限公司"}, {"name": "晋岚电力股份公司"}, Alike.NAME),
        ({"name": "ＡＢＣ（中国）有限公司"}, {"name": "abc中国有限责任公司"}, Alike.NAME),
        ({"name": "晋岚电网"}, {"name": "晋岚供电（原晋岚电网）"}, Alike.OLD_NAME),
        ({"name": "晋岚能源集团", "short_name": "晋能控"}, {"name": "晋能控有限公司"}, Alike.SHORT_NAME),
        ({"name": "山西省晋岚电力股份"}, {"name": "晋岚电力股份有限公司"}, Alike.PLACE),
        ({"name": "晋岚电力工程公司"}, {"name": "晋岗电力工程公司"}, Alike.SLIP),
        ({"name": "宁泽轨道", "region": "浙江宁泽"}, {"name": "宁择轨道", "region": "浙江"}, Alike.SOUND),
        ({"name": "甲厂", "credit_code": "91350100M000100Y43"}, {"name": "乙站", "credit_code": "91350100M000100Y43"}, Alike.CODE),
    ],
)
def test_two_rows_of_one_customer_meet_with_the_reason(
    store: Store, one: dict[str, object], other: dict[str, object], reason: Alike
) -> None:
    first, second = saved(store, one, other)
    saved(store, {"name": "完全无关的航空港"})
    (pair,) = store.ask(account_duplicates)
    assert (pair.first, pair.second, pair.reasons[0]) == (first, second, reason)


def test_plants_of_a_group_are_not_taken_for_one(store: Store) -> None:
    told_apart = ("晋岚电力第一发电厂", "晋岚电力第二发电厂", "晋岚电力股份有限公司", "晋岚电力集团有限公司")
    saved(store, *({"name": name} for name in told_apart))
    assert store.ask(account_duplicates) == ()


def test_what_was_said_to_be_two_is_not_asked_again_until_that_is_undone(store: Store) -> None:
    first, second = saved(store, {"name": "晋岚电力公司"}, {"name": "晋岚电力有限公司"})
    store.do(keep_apart, "account", second, first)
    assert store.ask(account_duplicates) == ()
    store.undo()
    assert len(store.ask(account_duplicates)) == 1


def test_a_name_about_to_be_given_is_looked_for(store: Store) -> None:
    saved(store, {"name": "晋岚电力股份有限公司", "short_name": "晋岚电力", "credit_code": "91350100M000100Y43"})
    assert [row.name for row in store.ask(accounts_like, "晋岚电力股份公司")] == ["晋岚电力股份有限公司"]
    assert [row.name for row in store.ask(accounts_like, "晋岚电力")] == ["晋岚电力股份有限公司"]
    assert [row.name for row in store.ask(accounts_like, "别的", "91350100M000100Y43")] == ["晋岚电力股份有限公司"]
    assert store.ask(accounts_like, "晋岚铁路") == ()


def test_one_person_on_two_cards(store: Store) -> None:
    account, other = saved(store, {"name": "晋岚电力"}, {"name": "云岭"})
    people = [
        {"name": "王建国", "account": account, "phone": "138 0013 8000"},
        {"name": "王建国", "account": account},
        {"name": "王健国", "account": account},
        {"name": "李敏", "account": other, "phone": "+86 13800138000"},
        {"name": "赵刚", "account": other},
        {"name": "赵刚"},
    ]
    ids = [store.do(save_person, None, each)[0] for each in people]
    found = {(ids.index(pair.first), ids.index(pair.second)): pair.reasons[0] for pair in store.ask(person_duplicates)}
    assert found == {
        (0, 1): AlikePeople.NAME,
        (0, 2): AlikePeople.SOUND,
        (1, 2): AlikePeople.SOUND,
        (0, 3): AlikePeople.REACH,
        (4, 5): AlikePeople.UNPLACED,
    }


def test_ten_thousand_accounts_are_compared_without_each_with_each(store: Store) -> None:
    names = [f"晋岚{number % 97:02}区{number:05}号电力有限公司" for number in range(10_000)]
    rows = [{"id": new_id(), "name": name, "order_key": str(number)} for number, name in enumerate(names)]
    rows.append({"id": new_id(), "name": "晋岚00区00000号电力公司", "order_key": "x"})
    with store.writing("fill") as work:
        work.session.connection().execute(insert(Account), rows)
    began = time.process_time()
    (pair,) = store.ask(account_duplicates)
    assert time.process_time() - began < 5  # the figure itself is measured by the bench
    assert pair.reasons[0] is Alike.NAME
