"""Many rows at once, and the card of the largest account, beside plain SQL on the same encrypted file."""

import random
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import delete, insert, select, text

from kamdesk.accounts import queries as account_queries
from kamdesk.accounts.tables import Account
from kamdesk.core import names
from kamdesk.core.ids import new_id
from kamdesk.core.keys import keys_path
from kamdesk.core.names import surname_pinyin
from kamdesk.core.store import Store
from kamdesk.core.work import Verb
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from tests.bench.big import WORDS, accounts_workspace, invented_name, opened, people_workspace
from tests.bench.figures import Row, median, timed

ROWS = 100_000
UPDATED = 20_000
TODAY = date(2026, 11, 22)
POSITIONS = ("主任", "副总经理", "处长", "总工程师", "高级工程师")


_IMPORT: Verb[Any, Any] = Verb("Import", lambda work, values: work.add_many(Person, values))
_UPDATE: Verb[Any, Any] = Verb("Update", lambda work, changes: work.change_many(Person, changes))


def rows() -> Iterator[Row]:
    yield from _import()
    yield _card()


def _import() -> Iterator[Row]:
    """100,000 contacts cleaned, sorted by pinyin, journalled and indexed, against executemany of the same finished person rows."""
    chance = random.Random(3)
    values = [_contact(chance, number) for number in range(ROWS)]
    taken: dict[str, list[float]] = {name: [] for name in ("plain", "ours", "undo", "redo", "update", "undo update")}
    for _run in range(3):
        with TemporaryDirectory() as folder:
            store = _copied(accounts_workspace(10_000), Path(folder))
            finished = [{**row, "id": new_id(), "side": Side.THEIRS, "order_key": surname_pinyin(row["name"])} for row in values]
            names.search_tokens.cache_clear()
            names.readings.cache_clear()
            taken["plain"].append(timed(partial(_plain_import, store, finished)))
            _remove(store)
            taken["ours"].append(timed(partial(store.do, _IMPORT, values)))
            taken["undo"].append(timed(store.undo))
            taken["redo"].append(timed(store.redo))
            changes = {row: {"position": "书记", "department": "办公室"} for row in _some(store)}
            taken["update"].append(timed(partial(store.do, _UPDATE, changes)))
            taken["undo update"].append(timed(store.undo))
            store.close()
    ours = median(taken["ours"])
    yield Row(f"{ROWS:,} contacts imported / executemany", ours, median(taken["plain"]), goal_ratio=3)
    yield Row("  undo / import", median(taken["undo"]), ours, goal_ratio=2)
    yield Row("  redo / import", median(taken["redo"]), ours, goal_ratio=2)
    yield Row(f"{UPDATED:,} people changed by an import", median(taken["update"]))
    yield Row("  undo / change", median(taken["undo update"]), median(taken["update"]), goal_ratio=2)


def _contact(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "name": invented_name(chance),
        "department": chance.choice(WORDS) + "部",
        "position": chance.choice(POSITIONS),
        "phone": f"138{number:08}",
        "email": f"c{number}@songling.cn",
    }


def _remove(store: Store) -> None:
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(delete(Person))


def _some(store: Store) -> list[Any]:
    with store.reading() as session:
        return list(session.scalars(select(Person.id).limit(UPDATED)))


def _copied(path: Path, folder: Path) -> Store:
    for source in (path, keys_path(path)):
        shutil.copy(source, folder / source.name)
    return opened(folder / path.name)


def _plain_import(store: Store, finished: list[dict[str, Any]]) -> None:
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(insert(Person), finished)


def _card() -> Row:
    store = opened(people_workspace(200_000, 1_000_000))
    with store.reading() as session:
        largest = session.scalars(select(Account.id).order_by(Account.id).limit(1)).one()
    ours = [timed(lambda: store.ask(account_queries.account_card, largest, TODAY)) for _run in range(30)]
    plain = [timed(lambda: _plain_card(store, largest.bytes)) for _run in range(30)]
    store.close()
    return Row("card of the largest account (2,000 notes) / plain SQL", median(ours), median(plain))


def _plain_card(store: Store, account: bytes) -> None:
    with store.engine.connect() as connection:
        connection.execute(text("SELECT * FROM account WHERE id = :a"), {"a": account}).all()
        connection.execute(
            text("SELECT * FROM account_note WHERE account = :a AND erased_at IS NULL ORDER BY learned_on DESC"), {"a": account}
        ).all()
        connection.execute(text("SELECT id, name FROM account WHERE parent = :a"), {"a": account}).all()
