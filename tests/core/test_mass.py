"""Many rows at once behave like one after the other: the same values, the same index, the same way back."""

import random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import written_on
from kamdesk.core.days import local_day
from kamdesk.core.journal import Transaction
from kamdesk.core.problems import Refused
from kamdesk.core.reversal import reverse
from kamdesk.core.search import search
from kamdesk.core.store import Store
from kamdesk.core.work import Verb, Work
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from tests.conftest import NOW

SURNAMES, GIVEN = "王李单曾欧陆", "伟芳志强𬱖䶮文"


def _people(count: int) -> list[dict[str, object]]:
    chance = random.Random(count)
    return [
        {
            "name": chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)),
            "position": f" 第{number % 7}主任\u200b",
            "phone": f"138{number}",
        }
        for number in range(count)
    ]


def _columns(session: Session) -> list[Any]:
    names = [attribute.key for attribute in Person.__mapper__.column_attrs if attribute.key != "id"]
    return list(session.execute(select(*(getattr(Person, name) for name in names)).order_by(Person.id)))


def _add_many(store: Store, rows: list[dict[str, object]]) -> list[UUID]:
    made: list[UUID] = store.do(Verb("Import", lambda work: work.add_many(Person, rows)))[0]
    return made


def test_rows_written_at_once_are_as_rows_written_one_by_one(fresh_stores: Any) -> None:
    rows: list[dict[str, object]] = [
        *_people(60),
        {"name": "单志强"},
        {"name": "林晓", "side": "ours", "birthday": "1980-05-01", "cadence_days": "30"},
    ]
    rows += [{"name": "秦致远", "side": "ours", "career": "一\n二"}, {"name": "老赵", "position": None, "phone": ""}]
    one_by_one, at_once = next(fresh_stores), next(fresh_stores)
    one_by_one.do(Verb("Import", lambda work: [work.put(Person, None, row) for row in rows]))
    made = _add_many(at_once, rows)
    assert at_once.ask(_columns) == one_by_one.ask(_columns)
    assert made == sorted(made)
    for typed in ("wang", "w", "szq", "shanzhi", "志强", "𬱖", "第3主任", "主任"):
        found = [[hit.title for hit in store.ask(search, typed, 100)] for store in (one_by_one, at_once)]
        assert found[0]
        assert sorted(found[0]) == sorted(found[1])
    one_by_one.close()
    at_once.close()


def test_progress_is_told_rows_and_can_stop_with_nothing_written(store: Store) -> None:
    told: list[tuple[int, int]] = []

    def stopping(done: int, whole: int) -> bool:
        told.append((done, whole))
        return done < 6_000

    with pytest.raises(Refused, match="stopped"):
        store.do(Verb("Import", lambda work: work.add_many(Person, _people(12_000), stopping)))
    assert told == sorted(told)
    assert {whole for _done, whole in told} == {12_000}
    assert store.history() == ()
    assert store.ask(search, "王") == ()


def test_many_changes_at_once_are_journalled_field_by_field_and_taken_back(store: Store) -> None:
    made = _add_many(store, _people(300))
    before = store.ask(_columns)
    wanted: dict[UUID, dict[str, object]] = {
        row: {"name": f"赵{GIVEN[number % 5]}", "side": "ours"} for number, row in enumerate(made[:200])
    }
    wanted[made[250]] = {"position": "第5主任"}  # as it is already
    changed, changes = store.do(Verb("Update", lambda work: work.change_many(Person, wanted)))
    assert changed == changes == frozenset(("person", row) for row in made[:200])
    line = store.history(1, made[3])[0].lines
    assert [(each.field, each.new) for each in line if each.row == made[3]] == [
        ("name", "赵强"),
        ("side", "ours"),
        ("order_key", "zhao qiang"),
    ]
    with store.reading() as session:
        assert session.get_one(Person, made[3]).side is Side.OURS
    assert len(store.ask(search, "zhaoqiang", 100)) == 40
    after = store.ask(_columns)
    for _again in range(2):
        store.undo()
        assert store.ask(_columns) == before
        assert store.ask(search, "zhaoqiang") == ()
        store.redo()
        assert store.ask(_columns) == after
        assert len(store.ask(search, "zhaoqiang", 100)) == 40


def test_an_import_that_adds_and_changes_is_one_undo(store: Store) -> None:
    old = _add_many(store, [{"name": "林晓"}])[0]

    def importing(work: Work) -> None:
        new = work.add_many(Person, _people(50))
        work.change_many(Person, {old: {"phone": "1"}, new[3]: {"phone": "2"}})
        work.put(Person, new[4], {"name": "钱文"})

    store.do(Verb("Import", importing))
    for _again in range(2):
        assert store.undo().label == "Import"
        assert [hit.title for hit in store.ask(search, "王")] == []
        with store.reading() as session:
            assert session.get_one(Person, old).phone is None
        store.redo()
        with store.reading() as session:
            assert session.get_one(Person, old).phone == "1"
        assert [hit.title for hit in store.ask(search, "qianwen")] == ["钱文"]


def test_an_import_is_not_taken_back_over_a_later_change(store: Store) -> None:
    made = _add_many(store, _people(20))
    store.do(Verb("Change", lambda work: work.put(Person, made[7], {"phone": "1"})))

    def take_back(work: Work) -> None:
        reverse(work, work.session.scalars(select(Transaction).where(Transaction.label == "Import")).one())

    with pytest.raises(Refused, match="changed_since"):
        store.do(Verb("Take back", take_back))
    store.undo()
    assert store.undo().label == "Import"


def test_a_faulty_or_missing_row_is_named_by_its_place(store: Store) -> None:
    made = _add_many(store, _people(3))
    for values, code, number in (({"name": ""}, "empty", 2), ({"name": "x" * 61}, "too_long", 2), ({"nose": "1"}, "unknown_field", 2)):
        with pytest.raises(Refused, match=code) as refused:
            store.do(Verb("Update", lambda work, v=values: work.change_many(Person, {made[0]: {"phone": "1"}, made[1]: v})))
        assert refused.value.facts["row"] == number
    store.do(Verb("Erase", lambda work: work.erase(work.get(Person, made[2]))))
    with pytest.raises(Refused, match="gone") as refused:
        store.do(Verb("Update", lambda work: work.change_many(Person, {made[0]: {"phone": "1"}, made[2]: {"phone": "2"}})))
    assert refused.value.facts["row"] == 2
    with store.reading() as session:
        assert session.get_one(Person, made[0]).phone == "1380"


def test_the_day_on_which_an_imported_field_was_written_is_known(store: Store) -> None:
    made = _add_many(store, _people(5))
    assert set(store.ask(written_on, made[2], {"name": 1, "phone": 1}).values()) == {local_day(NOW)}
