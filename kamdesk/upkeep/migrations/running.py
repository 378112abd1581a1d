"""Bringing an older file to the shape that this program writes, wholly or not at all.

Alembic's operations in batch mode do the work; SQLite's user_version says which revision a file has, and is set in the same transaction as
the changes, so that a crash half way leaves the old file as it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from kamdesk.core.keys import Purpose, subkey
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.store import SCHEMA, connect, refusal_of

REVISIONS = {1: "v0001_first_shape", 2: "v0002_bound_scans", 3: "v0003_knowing_accounts"}

say({"links_broken": N_("The workspace could not be upgraded: {count} links in it lead nowhere. The file is as it was; run the check.")})


def upgrade(path: Path, data_key: bytes, to: int = SCHEMA) -> tuple[int, ...]:
    """Run every revision above the file's own, in one transaction; returns the revisions run.

    Raises Refused: newer_version, links_broken, damaged_file, disk_full, read_only; the file is then as before.
    """
    with _connected(path, data_key) as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
        if version > to:
            raise Refused("newer_version", "path", {"name": path.name})
        run = tuple(range(version + 1, to + 1))
        context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
        with Operations.context(context):
            for revision in run:
                steps(revision)()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Refused("links_broken", facts={"count": len(broken)})
        connection.exec_driver_sql(f"PRAGMA user_version = {to}")
    return run


def steps(revision: int) -> Callable[[], None]:
    """The function that takes a file from the revision before to this one."""
    found: Callable[[], None] = import_module(f"kamdesk.upkeep.migrations.versions.{REVISIONS[revision]}").upgrade
    return found


@contextmanager
def _connected(path: Path, data_key: bytes) -> Iterator[Connection]:
    """One connection with foreign keys off, as batch mode needs, in a transaction that ends well or never was."""
    from sqlcipher3 import dbapi2

    def creator() -> object:
        connection = connect(path, subkey(data_key, Purpose.STORE))
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=creator, module=dbapi2, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        code = refusal_of(error.orig)
        if code is None:
            raise
        raise Refused(code, facts={"name": path.name}) from error
    finally:
        engine.dispose()
