"""The one way in: window and command line open, make and close a workspace here, so that no safety step is forgotten by either.

In this order: the place is looked at (no network drive), the lock is taken, an older file is copied and upgraded, the store is opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.core import search, tries
from kamdesk.core.files import Files, Progress, files_folder, going_on
from kamdesk.core.journal import Transaction
from kamdesk.core.keys import Cost, Keys, Purpose, keys_path, subkey
from kamdesk.core.lockfile import Lock
from kamdesk.core.marking import N_
from kamdesk.core.places import discard, refuse_network_drive, synced_by
from kamdesk.core.problems import Refused
from kamdesk.core.remembering import remembered
from kamdesk.core.store import SCHEMA, Store
from kamdesk.upkeep import backup, raw
from kamdesk.upkeep.backup import BackupRow
from kamdesk.upkeep.rotation import backup_due

SUFFIX = ".kamdesk"
SUBJECTS = (
    "accounts", "people", "tasks", "promises", "library", "value", "growth", "pipeline", "relations", "visits", "proposals", "tenders",
    "bids", "today",
)  # fmt: skip

# Every page of a file up to this size is checked on opening; of a larger one, by the next backup.
_CHECKED_AT_ONCE = 64 << 20

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Workspace:
    """An open workspace: the store, its attachments, and the lock that keeps other programs out.

    `synced` names the service whose synchronised folder it lies in ("" for none): a reason to warn.
    """

    store: Store
    files: Files
    synced: str
    clock: Clock
    _lock: Lock

    @property
    def path(self) -> Path:
        return self.store.path

    def backup_wanted(self, closing: bool = False) -> bool:
        """Whether the automatic backup is due: hourly while something has changed, and on closing.

        What counts is the newest recorded change against the one that the newest backup holds, so that a change made before a crash
        is backed up too.
        """
        last, held = backup.newest_held(self.path)
        newest = self.store.ask(_newest_change)
        return backup_due(last, self.clock(), newest is not None and newest != held, closing)

    def back_up(self, progress: Progress = going_on) -> BackupRow:
        """Raises what `backup.make_backup` raises. The workspace stays in use meanwhile."""
        return backup.make_backup(self.path, self.store.data_key, self.clock(), progress)

    def backups(self) -> tuple[BackupRow, ...]:
        """All backups, the newest first."""
        return backup.backups(self.path)

    def renew_backups(self, progress: Progress = going_on) -> tuple[BackupRow, tuple[str, ...]]:
        """A fresh backup instead of all older ones, and the names of those; see `backup.replace_all`."""
        return backup.replace_all(self.path, self.store.data_key, self.clock(), progress)

    def close(self) -> None:
        """Close the file and let others in. It makes no backup by itself; see `backup_wanted`."""
        self.store.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def create_workspace(path: Path, passphrase: str, clock: Clock = wall_clock, cost: Cost | None = None) -> tuple[Workspace, str]:
    """A new workspace, open, and its recovery code, which is shown once and kept nowhere. Missing folders are made.

    Raises Refused: exists_already, empty (passphrase), network_drive, disk_full, read_only, not_allowed, …; no half workspace stays.
    """
    refuse_network_drive(path)
    import_tables()
    _refuse_existing(path)
    _make_folder(path.parent)
    lock = Lock.take(path, clock())
    try:
        _refuse_existing(path)  # once more under the lock: what is tidied away below must be our own
    except BaseException:
        lock.release()
        raise
    try:
        store, code = Store.create(path, passphrase, clock, cost)
    except BaseException:
        for part in (path, keys_path(path), *(path.with_name(path.name + tail) for tail in ("-wal", "-shm"))):
            discard(part)
        lock.release()
        raise
    return _opened(store, clock, lock), code


def open_workspace(path: Path, data_key: bytes, clock: Clock = wall_clock, progress: Progress = going_on) -> Workspace:
    """An existing workspace by its data key; an older file is copied first and then brought up to date.

    Raises Refused: no_workspace, already_open, network_drive, no_keys, damaged_file, newer_version, disk_full, read_only, ….
    """
    refuse_network_drive(path)
    if not path.is_file():
        raise Refused("no_workspace", "path", {"name": path.name})
    import_tables()
    lock = Lock.take(path, clock())
    try:
        upgraded = _bring_up_to_date(path, data_key, clock, progress)
        store = Store.open(path, data_key, clock)
        if upgraded:  # other fields may be searched now; the index is derived, so it is simply made anew
            with store.writing(N_("Rebuild the search index")) as work:
                search.rebuild(work.session)
        return _opened(store, clock, lock)
    except BaseException:
        lock.release()
        raise


def open_with_passphrase(path: Path, passphrase: str, clock: Clock = wall_clock) -> Workspace:
    """Raises also Refused: wrong_passphrase (facts failures, seconds), too_many_tries (facts seconds)."""
    _refuse_missing(path)
    return open_workspace(path, tries.unlock(path, passphrase, clock()), clock)


def open_with_code(path: Path, code: str, clock: Clock = wall_clock) -> Workspace:
    """Raises also Refused: code_length, code_typo (facts group), wrong_code. Ask for a new passphrase next: see `change_passphrase`."""
    _refuse_missing(path)
    return open_workspace(path, tries.unlock_with_code(path, code), clock)


def open_remembered(path: Path, clock: Clock = wall_clock) -> Workspace | None:
    """By the copy in this computer's key store; None where there is none."""
    _refuse_missing(path)
    data_key = remembered(Keys.read(keys_path(path)).workspace)
    return open_workspace(path, data_key, clock) if data_key else None


def change_passphrase(workspace: Workspace, new_passphrase: str, cost: Cost | None = None) -> None:
    """Wrap the same data key under another passphrase; nothing is encrypted again. Raises Refused: empty, disk_full, …"""
    path = keys_path(workspace.path)
    Keys.read(path).rewrapped(workspace.store.data_key, new_passphrase, cost).write(path)


def new_recovery_code(workspace: Workspace) -> str:
    """A fresh recovery code; the printed one opens nothing any more."""
    path = keys_path(workspace.path)
    keys, code = Keys.read(path).with_new_code(workspace.store.data_key)
    keys.write(path)
    return code


def import_tables() -> None:
    """Every table, so that the file is made and checked in its whole shape."""
    import_module("kamdesk.core.settings")
    for subject in SUBJECTS:
        import_module(f"kamdesk.{subject}.tables")


def _newest_change(session: Session) -> int | None:
    return session.scalar(select(func.max(Transaction.hlc)))


def _bring_up_to_date(path: Path, data_key: bytes, clock: Clock, progress: Progress) -> bool:
    """Refuse a damaged file, upgrade an older one; says whether it did. Alembic is imported only where the version differs."""
    with raw.opened(path, data_key) as connection:
        version = raw.version(connection)
        damaged = path.stat().st_size <= _CHECKED_AT_ONCE and raw.page_faults(connection, most=1)
    if version > SCHEMA:
        raise Refused("newer_version", "path", {"name": path.name})
    if version == 0 or damaged:  # cut to nothing, it looks like a new file; no workspace was ever without a version
        raise Refused("damaged_file", "path", {"name": path.name})
    if version < SCHEMA:
        from kamdesk.upkeep.migrations.running import upgrade

        backup.make_backup(path, data_key, clock(), progress, reason=f"before-v{SCHEMA}")
        upgrade(path, data_key)
    return version < SCHEMA


def _opened(store: Store, clock: Clock, lock: Lock) -> Workspace:
    files = Files(files_folder(store.path), subkey(store.data_key, Purpose.FILES))
    return Workspace(store, files, synced_by(store.path.absolute()), clock, lock)


def _refuse_existing(path: Path) -> None:
    if path.exists() or keys_path(path).exists():
        raise Refused("exists_already", "path", {"name": path.name})


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise Refused("no_workspace", "path", {"name": path.name})


def _make_folder(folder: Path) -> None:
    from kamdesk.core.places import refusal

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise refusal(failure, folder) from failure
