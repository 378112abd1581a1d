"""Promises through a real encrypted file: noted, listed by urgency, kept, dropped, taken back."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.people.actions import save_person
from kamdesk.promises import actions, queries
from kamdesk.promises.rules import Debtor, Ledger, PromiseState, Urgency, ledger, urgency

TODAY = date(2026, 11, 22)


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "松岭能源集团有限公司", "short_name": "松岭集团"})[0]


def noted(store: Store, what: str, due: date, **values: object) -> UUID:
    return store.do(actions.note_promise, {"what": what, "due": due} | values)[0]


def test_what_is_owed_stands_by_urgency_with_whom_it_concerns(store: Store, account: UUID) -> None:
    person = store.do(save_person, None, {"name": "王建国", "account": account})[0]
    noted(store, "寄样本", date(2026, 12, 24))
    noted(store, "送检测报告", date(2026, 11, 20), account=account, person=person)
    noted(store, "提供单线图", TODAY, account=account, debtor=Debtor.THEIRS)
    rows = store.ask(queries.open_promises, TODAY)
    assert [(row.what, row.urgency) for row in rows] == [
        ("送检测报告", Urgency.OVERDUE), ("提供单线图", Urgency.TODAY), ("寄样本", Urgency.LATER),
    ]  # fmt: skip
    assert (rows[0].account_name, rows[0].person_name) == ("松岭集团", "王建国")
    assert [row.what for row in store.ask(queries.open_promises, TODAY, until=TODAY)] == ["送检测报告", "提供单线图"]
    assert store.ask(queries.promise_ledger, account, TODAY) == Ledger(ours=1, theirs=1, ours_late=1)


def test_a_kept_promise_leaves_the_ledger_and_comes_back_by_undo(store: Store, account: UUID) -> None:
    promise = noted(store, "送检测报告", TODAY, account=account)
    store.do(actions.keep_promise, promise, "顺丰 SF123")
    assert store.ask(queries.promises_of, account, TODAY) == ()
    (row,) = store.ask(queries.promises_of, account, TODAY, everything=True)
    assert (row.state, row.evidence) == (PromiseState.KEPT, "顺丰 SF123")
    with pytest.raises(Refused, match="promise_settled"):
        store.do(actions.drop_promise, promise)
    store.undo()
    assert [row.state for row in store.ask(queries.promises_of, account, TODAY)] == [PromiseState.OPEN]


@pytest.mark.parametrize(
    ("values", "field"), [({"due": TODAY}, "what"), ({"what": "寄样本"}, "due"), ({"what": " ", "due": TODAY}, "what")]
)
def test_a_promise_needs_a_deed_and_a_day(store: Store, values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused, match="empty") as refused:
        store.do(actions.note_promise, values)
    assert refused.value.field == field
    assert store.ask(queries.promise_ids) == ()


@given(st.lists(st.tuples(st.sampled_from(Debtor), st.dates(date(2026, 1, 1), date(2027, 12, 31)))))
def test_the_ledger_counts_each_promise_once(owed: list[tuple[Debtor, date]]) -> None:
    counted = ledger(owed, TODAY)
    assert counted.ours + counted.theirs == len(owed)
    assert counted.ours_late == sum(debtor is Debtor.OURS and due < TODAY for debtor, due in owed)


@pytest.mark.parametrize(
    ("due", "loud"),
    [
        (date(2026, 11, 21), Urgency.OVERDUE),
        (TODAY, Urgency.TODAY),
        (date(2026, 11, 28), Urgency.THIS_WEEK),
        (date(2026, 11, 29), Urgency.LATER),
    ],
)
def test_the_overdue_ladder(due: date, loud: Urgency) -> None:
    assert urgency(due, TODAY) is loud
