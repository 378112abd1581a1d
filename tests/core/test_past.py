"""The past is rebuilt from the journal: after any edits, what was there at any moment is what is read back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core.past import images_at, moments, rows_at, touched_between
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.work import Verb, Work
from tests.conftest import NOW

NAMES = ("甲公司", "乙公司", "丙公司")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def _all_rows(session: Session) -> dict[UUID, dict[str, Any]]:
    columns = [getattr(Account, attribute.key) for attribute in Account.__mapper__.column_attrs]
    found = session.execute(select(*columns).where(Account.erased_at.is_(None)))
    return {row.id: row._asdict() for row in found}


def _edit(work: Work, deeds: list[tuple[int, int, int]], known: list[UUID]) -> None:
    for deed, which, value in deeds:
        if deed == 0:
            known.append(work.put(Account, None, {"name": NAMES[value], "headcount": which}))
        elif deed == 1:
            known += work.add_many(Account, [{"name": NAMES[(value + number) % 3]} for number in range(which % 4 + 1)])
        elif known:
            row = known[which % len(known)]
            if deed == 2:
                work.put(Account, row, {"headcount": value, "name": NAMES[value]})
            elif deed == 3:
                work.change_many(Account, {row: {"region": NAMES[value]}, known[0]: {"headcount": which}})
            else:
                work.erase(work.get(Account, row))
                work.session.flush()


step = st.one_of(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(0, 2)), min_size=1, max_size=5), st.booleans())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=12))
def test_what_was_there_at_any_moment_is_read_back(steps: list[Any], fresh_stores: Iterator[Store]) -> None:
    store = next(fresh_stores)
    clock = Clock()
    known: list[UUID] = []
    store._clock = clock
    seen: list[tuple[datetime, dict[UUID, dict[str, Any]]]] = [(NOW - timedelta(minutes=1), {})]
    for deeds in steps:
        clock.now += timedelta(minutes=1)
        try:
            if isinstance(deeds, list):
                store.do(Verb("Edit", _edit), deeds, made := list(known))
                known = made
            else:
                store.undo() if deeds else store.redo()
        except Refused:
            pass
        seen.append((clock.now, store.ask(_all_rows)))
    for at, rows in seen:
        assert store.ask(rows_at, Account, known, at) == rows
        assert store.ask(rows_at, Account, known, at + timedelta(seconds=30)) == rows
    with store.reading() as session:
        lines = touched_between(session, [Account], seen[0][0], clock.now)
        assert {line.at for line in lines} == set(moments(session, [Account]))
        assert {line.id for line in lines} == set(known)
    store.close()


def test_a_row_without_a_birth_in_the_journal_counts_as_always_there(store: Store) -> None:
    number = UUID(int=7)
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(insert(Account), [{"id": number, "name": "旧有公司", "headcount": 1}])
    _made, _changes = store.do(Verb("Change", lambda work: work.put(Account, number, {"headcount": 2})))
    then = store.ask(rows_at, Account, [number, UUID(int=8)], datetime(2001, 1, 1, tzinfo=NOW.tzinfo))
    assert {row: values["headcount"] for row, values in then.items()} == {number: 1}


def test_what_had_been_erased_by_then_says_when(store: Store) -> None:
    clock = store._clock = Clock()
    before = clock.now - timedelta(minutes=1)
    made, _changes = store.do(Verb("Make", lambda work: work.put(Account, None, {"name": "甲公司"})))
    clock.now += timedelta(minutes=1)
    store.do(Verb("Erase", lambda work: work.erase(work.get(Account, made))))
    assert store.ask(rows_at, Account, [made], before) == store.ask(rows_at, Account, [made], clock.now) == {}
    assert store.ask(rows_at, Account, [made], NOW)[made]["name"] == "甲公司"
    assert store.ask(images_at, Account, [made], clock.now)[made]["erased_at"] == clock.now
    lines = store.ask(touched_between, [Account], before, clock.now)
    assert [(line.field, line.label, line.new) for line in lines] == [("", "Make", None), ("erased_at", "Erase", clock.now)]
    assert store.ask(touched_between, [Account], NOW, clock.now) == lines[1:]
