"""Many rows at once, and the card of the largest account, beside plain SQL on the same encrypted file."""

import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select, text

from kamdesk.accounts import queries as account_queries
from kamdesk.accounts.tables import Account
from kamdesk.core.ids import new_id
from kamdesk.core.keys import keys_path
from kamdesk.core.store import Store
from kamdesk.core.work import Verb
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from tests.bench.big import accounts_workspace, invented_name, opened, people_workspace
from tests.bench.figures import Row, median, timed

ROWS = 20_000
TODAY = date(2026, 11, 22)


def rows() -> Iterator[Row]:
    yield _import()
    yield _card()


def _import() -> Row:
    """20,000 people cleaned, journalled and indexed by name, against executemany of the bare rows."""
    chance = random.Random(3)
    values = [{"name": invented_name(chance), "position": "主任", "phone": f"138{number:08}"} for number in range(ROWS)]
    ours, plain = [], []
    for _run in range(3):
        with TemporaryDirectory() as folder:
            store = _copied(accounts_workspace(10_000), Path(folder))
            plain.append(timed(lambda store=store: _plain_import(store, values)))
            ours.append(timed(lambda store=store: store.do(Verb("Import", lambda work: work.add_many(Person, values)))))
            store.close()
    return Row(f"{ROWS:,} people added, journalled, indexed / executemany", median(ours), median(plain))


def _copied(path: Path, folder: Path) -> Store:
    for source in (path, keys_path(path)):
        shutil.copy(source, folder / source.name)
    return opened(folder / path.name)


def _plain_import(store: Store, values: list[dict[str, Any]]) -> None:
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(insert(Person), [{"id": new_id(), "side": Side.THEIRS, **value} for value in values])


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
