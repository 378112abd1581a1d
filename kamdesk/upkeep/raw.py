"""The workspace file by itself, without the mapped tables: opened, counted and checked page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kamdesk.core.keys import Purpose, subkey
from kamdesk.core.problems import Refused
from kamdesk.core.store import connect, refusal_of


@contextmanager
def opened(path: Path, data_key: bytes) -> Iterator[Any]:
    """A raw encrypted connection. What the file or the disk refuses becomes Refused: damaged_file, disk_full, read_only, busy."""
    from sqlcipher3 import dbapi2

    connection: Any = None
    try:
        connection = connect(path, subkey(data_key, Purpose.STORE))
        yield connection
    except dbapi2.Error as error:
        code = refusal_of(error)
        if code is None:
            raise
        raise Refused(code, facts={"name": path.name}) from error
    finally:
        if connection is not None:
            connection.close()


def page_faults(connection: Any, most: int = 20) -> tuple[str, ...]:
    """Every page carries a keyed checksum, so a single flipped bit anywhere shows; some seven milliseconds per megabyte.

    The write-ahead log is folded in first: after a crash it may hold the good copy of a page that is torn in the file.
    """
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return tuple(str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(most))


def faults(connection: Any, most: int = 20) -> tuple[str, ...]:
    """What is wrong with the pages and the structure, as SQLite and SQLCipher say it; nothing where the file is whole."""
    found = page_faults(connection, most)
    if found:
        return found
    return tuple(str(row[0]) for row in connection.execute(f"PRAGMA quick_check({most})").fetchall() if row[0] != "ok")


def version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def newest_change(connection: Any) -> int | None:
    """The clock of the newest recorded change, None where nothing was ever changed."""
    found = _first(connection, "SELECT max(hlc) FROM journal_transaction")
    return None if found is None else int(found)


def counts(connection: Any) -> dict[str, int]:
    """Rows of every ordinary table, by name."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return {name: int(_first(connection, f"SELECT count(*) FROM {quoted(name)}")) for (name,) in tables.fetchall()}


def _first(connection: Any, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def quoted(name: str) -> str:
    """A table's name as SQL takes it; names come out of the file and are not trusted."""
    return '"' + name.replace('"', '""') + '"'
