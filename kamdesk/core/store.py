"""The workspace file: one encrypted SQLite database, short readings, and one Work at a time.

The data key comes from `keys`; everything in the file, journal and index included, is encrypted by SQLCipher. Figures that decided the
pragmas stand in docs/decisions/0005-store.md.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID, uuid5

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from kamdesk.core import filtering, journal, search
from kamdesk.core.files import Files, Progress, files_folder, going_on
from kamdesk.core.keys import Cost, Keys, Purpose, keys_path, new_keys, subkey
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Table
from kamdesk.core.reversal import reverse
from kamdesk.core.work import Changes, Verb, Work

P = ParamSpec("P")
R = TypeVar("R")

# The shape of the file that this program writes; upkeep/migrations brings older files here.
SCHEMA = 3
_PLAIN_HEADER = b"SQLite format 3\x00"

say({
    "no_workspace": N_("There is no workspace file “{name}”."),
    "exists_already": N_("“{name}” exists already and was left as it is."),
    "damaged_file": N_("The workspace file is damaged. Restore the newest good backup."),
    "newer_version": N_("This workspace was written by a newer kamdesk. Update the program to open it."),
    "busy": N_("The workspace is busy with another change. Try again in a moment."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What undo or redo did: the label (a msgid) and title of the transaction, and the rows it touched."""

    label: str
    about: str
    changes: Changes


class ReadingSession(Session):
    """A session that never writes."""

    def flush(self, objects: Any = None) -> None:
        raise RuntimeError("a reading session was asked to write")


class Store:
    """An open workspace. `device` marks this machine's changes in the journal; `clock` gives aware UTC times."""

    def __init__(self, path: Path, data_key: bytes, workspace: UUID, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self.workspace = workspace
        self.data_key = data_key
        self.device = uuid5(workspace, "device")
        self.changed_at: datetime | None = None
        self._clock = clock
        self._writing = threading.Lock()
        self.files = Files(files_folder(path), subkey(data_key, Purpose.FILES))
        self.engine = _engine(path, subkey(data_key, Purpose.STORE))
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @staticmethod
    def create(
        path: Path, passphrase: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC), cost: Cost | None = None
    ) -> tuple["Store", str]:
        """A new workspace and its recovery code. Raises Refused: exists_already, empty (passphrase), disk_full, read_only."""
        if path.exists() or keys_path(path).exists():
            raise Refused("exists_already", "path", {"name": path.name})
        keys, code = new_keys(passphrase, cost)
        keys.write(keys_path(path))
        path.touch(0o600, exist_ok=False)  # for its owner alone; SQLite gives its log the same rights
        store = Store(path, keys.unlock_with_code(code), keys.workspace, clock)
        with store._translated(), store.engine.begin() as connection:
            create_tables(connection)
        store._refuse_plaintext()
        return store, code

    @staticmethod
    def open(path: Path, data_key: bytes, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> "Store":
        """An existing workspace by its data key (see `keys`). Raises Refused: no_workspace, damaged_file, newer_version."""
        if not path.exists():
            raise Refused("no_workspace", "path", {"name": path.name})
        store = Store(path, data_key, Keys.read(keys_path(path)).workspace, clock)
        store._refuse_plaintext()
        if store.version() > SCHEMA:
            store.close()
            raise Refused("newer_version", "path", {"name": path.name})
        return store

    def version(self) -> int:
        """The shape of the file, SQLite's user_version."""
        with self._translated(), self.engine.connect() as connection:
            return int(connection.scalar(text("PRAGMA user_version")) or 0)

    def close(self) -> None:
        """Let go of the file; its write-ahead log is folded in, so that the file alone is whole."""
        try:
            with self._translated(), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except Refused:
            pass  # a damaged or full disk must not keep the program from closing; the log stays beside the file
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading only."""
        with self._translated(), ReadingSession(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self, label: str, kind: str = journal.DO) -> Iterator[Work]:
        """Commits when left in peace, rolls back when anything is raised. Acknowledged means on the disk."""
        with self._writing, self._translated(), self._sessions() as session:
            session.connection(execution_options={"writing": True})
            work = Work(session, label, self.device, self._clock(), kind)
            yield work
            session.commit()
        if work.touched:
            self.changed_at = self._clock()

    def ask(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        with self.reading() as session:
            return query(session, *args, **kwargs)

    def do(self, action: Verb[P, R], *args: P.args, **kwargs: P.kwargs) -> tuple[R, Changes]:
        with self.writing(action.label) as work:
            result = action(work, *args, **kwargs)
        return result, work.changes

    def undo(self, progress: Progress = going_on) -> Done:
        """Take the last change back. Raises Refused: nothing_to_undo, changed_since, forgotten, stopped (by `progress`, told rows)."""
        return self._reverse(journal.UNDO, progress)

    def redo(self, progress: Progress = going_on) -> Done:
        """Do again what was taken back. Raises Refused: nothing_to_redo, changed_since, forgotten, stopped."""
        return self._reverse(journal.REDO, progress)

    def _reverse(self, kind: str, progress: Progress) -> Done:
        with self.writing("", kind) as work:  # looked up under the lock: a job in another thread may be changing something right now
            last = journal.last_to(work.session, kind)
            work.label, work.about, work.reverses = last.label, last.about, last.id
            reverse(work, last, progress)
        return Done(last.label, last.about, work.changes)

    def write_anew(self) -> None:
        """Write the whole file anew, so that nothing of what was erased for good is left in its free places or in the log."""
        from sqlcipher3 import dbapi2

        with self._writing:
            raw = self.engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except dbapi2.DatabaseError as error:
                code = refusal_of(error)
                if code is None:
                    raise
                raise Refused(code, facts={"name": self.path.name}) from error
            finally:
                raw.close()

    def next_reversal(self, kind: str) -> tuple[str, str] | None:
        """(label msgid, about) of what undo ("undo") or redo ("redo") would do now."""
        try:
            with self.reading() as session:
                last = journal.last_to(session, kind)
        except Refused:
            return None
        return last.label, last.about

    def reversal_size(self, kind: str) -> int:
        """How many lines of the journal undo ("undo") or redo ("redo") would take back now, 0 where there is nothing to do."""
        try:
            with self.reading() as session:
                return journal.size_of(session, journal.last_to(session, kind))
        except Refused:
            return 0

    def history(self, limit: int = 100, row: UUID | None = None) -> tuple[journal.HistoryRow, ...]:
        return self.ask(journal.history, limit, row)

    def _refuse_plaintext(self) -> None:
        """A forgotten key would silently make a file that anyone can read."""
        with self.path.open("rb") as file:
            header = file.read(len(_PLAIN_HEADER))
        if header == _PLAIN_HEADER:
            raise RuntimeError("the workspace file is not encrypted")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """What the disk and the file refuse becomes a Refused; any other database error is a bug and passes."""
        try:
            yield
        except DBAPIError as error:
            code = refusal_of(error.orig)
            if code is None:
                raise
            raise Refused(code, facts={"name": self.path.name}) from error


def refusal_of(error: BaseException | None) -> str | None:
    """The code of a refusal for what SQLite says, None where it is our own mistake."""
    said = str(error)
    for code, signs in _SIGNS.items():
        if any(sign in said for sign in signs):
            return code
    return None


_SIGNS = {
    "disk_full": ("database or disk is full", "disk I/O error"),
    "read_only": ("readonly database", "unable to open database file"),
    "damaged_file": ("file is not a database", "malformed", "file is encrypted"),
    "busy": ("database is locked", "database table is locked"),
}


def create_tables(connection: Connection) -> None:
    """Every table of the imported subjects, the search index, and the version mark, in the caller's transaction."""
    Table.metadata.create_all(connection)
    search.create_index(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def connect(path: Path, key: bytes) -> Any:
    """A raw encrypted connection; the key pragma comes first, before anything touches the file."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), check_same_thread=False, isolation_level=None, timeout=5.0)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")  # what goes wrong is raised; it need not stand on the terminal besides
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _engine(path: Path, key: bytes) -> Engine:
    from sqlcipher3 import dbapi2

    def creator() -> Any:
        connection = connect(path, key)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -64000")
        connection.execute("PRAGMA temp_store = MEMORY")
        filtering.teach(connection)
        return connection

    pool = {"poolclass": QueuePool, "pool_size": 3, "max_overflow": 5}
    # Parameters hidden: what is in the file must not get into a log by way of an error's text.
    engine = create_engine("sqlite+pysqlite://", creator=creator, module=dbapi2, hide_parameters=True, **pool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        """The driver's own transactions are off: a writer takes its lock at once, so that no reader turns into one half way."""
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
