"""Backups that are known to be good: each is opened and checked before it gets its name, and the file is never copied while it changes.

`site.kamdesk.backups/` holds one folder for each backup, named by its time (`20261122T023000Z`), with the encrypted file, the wrapped keys
and a list of what belongs to it. Attachments never change, so they are copied once into `files/` and shared by all backups.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kamdesk.core.files import Files, Progress, files_folder, going_on
from kamdesk.core.keys import Purpose, keys_path, subkey
from kamdesk.core.marking import N_
from kamdesk.core.places import atomic_write, discard, refusal, sync_folder
from kamdesk.core.problems import Refused, say
from kamdesk.upkeep import raw
from kamdesk.upkeep.rotation import staying

_STAMP = "%Y%m%dT%H%M%SZ"
_STATE = "backup.json"
_AGAIN = "+"
_PAGES = 512
_LARGEST_STATE = 64 << 20
_one_at_a_time = threading.Lock()

say(
    {
        "backup_not_whole": N_("The backup could not be read back whole and was thrown away. Check the disk."),
        "no_backup": N_("There is no backup called {name}."),
        "no_good_backup": N_("There is no backup of {name} that is whole."),
        "backup_damaged": N_("The backup {name} is damaged. Choose an older one."),
    }
)


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup; `whole` is whether its parts are there and as long as they were, `size` in bytes without attachments."""

    folder: Path
    made: datetime
    version: int
    size: int
    files: frozenset[str]
    whole: bool

    @property
    def name(self) -> str:
        return self.folder.name


def backups_folder(workspace: Path) -> Path:
    return workspace.with_name(workspace.name + ".backups")


def shared_files(workspace: Path) -> Path:
    """The attachments of all backups, in the same order as the workspace's own."""
    return backups_folder(workspace) / "files"


def make_backup(workspace: Path, data_key: bytes, now: datetime, progress: Progress = going_on, reason: str = "") -> BackupRow:
    """Copy the workspace while it may be in use, read the copy back, then give it its name and let old ones go.

    `now` is aware; `reason` (such as "before-v2") marks a backup that rotation leaves alone. Raises Refused: backup_not_whole,
    damaged_file, stopped, disk_full, read_only, … and leaves no half backup behind.
    """
    with _one_at_a_time:
        return _made_backup(workspace, data_key, now, progress, reason)


def _made_backup(workspace: Path, data_key: bytes, now: datetime, progress: Progress, reason: str) -> BackupRow:
    folder = backups_folder(workspace)
    draft = folder / f".{secrets.token_hex(6)}.part"
    try:
        try:
            folder.mkdir(0o700, exist_ok=True)
            _sweep(folder)
            draft.mkdir()
            _copy_database(workspace, draft / workspace.name, data_key, progress)
            copy_whole(keys_path(workspace), keys_path(draft / workspace.name))
            held = _copy_files(workspace, data_key)
            _describe(draft, workspace.name, data_key, now, held)
            sync_folder(draft)
            final = _free_name(folder, now, reason)
            draft.rename(final)
            sync_folder(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as failure:
        raise refusal(failure, folder / "backup") from failure
    rotate(workspace)
    return _row(final)


def backups(workspace: Path) -> tuple[BackupRow, ...]:
    """All backups, the newest first. Looks at sizes only; `intact` reads one through."""
    folder = backups_folder(workspace)
    found = [_row(path) for path in folder.iterdir() if _made(path) is not None] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda row: (row.made, row.name), reverse=True))


def last_backup(workspace: Path) -> datetime | None:
    """When the newest backup was made, without reading any."""
    folder = backups_folder(workspace)
    times = [made for path in folder.iterdir() if (made := _made(path))] if folder.is_dir() else []
    return max(times, default=None)


def newest_held(workspace: Path) -> tuple[datetime | None, int | None]:
    """When the newest backup was made, and the newest recorded change that it holds (None where that cannot be told)."""
    folder = backups_folder(workspace)
    made = [(moment, path) for path in folder.iterdir() if (moment := _made(path))] if folder.is_dir() else []
    if not made:
        return None, None
    moment, path = max(made)
    held = _state(path).get("newest_change")
    return moment, held if isinstance(held, int) else None


def newest_good(workspace: Path, data_key: bytes | None = None) -> BackupRow | None:
    """The newest backup that is whole; with the key its pages are checked as well as its digest."""
    for row in backups(workspace):
        if intact(row) and (data_key is None or readable(row, data_key)):
            return row
    return None


def intact(row: BackupRow) -> bool:
    """Whether the file is, byte for byte, what was written."""
    return row.whole and _digest(database_of(row)) == _state(row.folder).get("sha256")


def readable(row: BackupRow, data_key: bytes) -> bool:
    """Whether the key opens it and every page is as it was written."""
    try:
        with raw.opened(database_of(row), data_key) as connection:
            return not raw.faults(connection)
    except Refused:
        return False


def backup_named(workspace: Path, name: str) -> BackupRow:
    """Raises Refused("no_backup")."""
    for row in backups(workspace):
        if row.name == name:
            return row
    raise Refused("no_backup", facts={"name": name[:60]})


def database_of(row: BackupRow) -> Path:
    return next(row.folder.glob("*.keys")).with_suffix("")


def rotate(workspace: Path) -> tuple[str, ...]:
    """Let go of what the rotation no longer keeps, then of attachments that no backup lists. Returns the names of what went."""
    folder = backups_folder(workspace)
    times = {path: made for path in folder.iterdir() if (made := _made(path)) and not _marked(path)}
    stay = staying(times.values())
    gone = [path for path, made in times.items() if made not in stay]
    _let_go(folder, workspace, gone)
    return tuple(path.name for path in gone)


def replace_all(workspace: Path, data_key: bytes, now: datetime, progress: Progress = going_on) -> tuple[BackupRow, tuple[str, ...]]:
    """A fresh backup instead of all the older ones: after somebody was erased for good, who is still in those. Returns the names gone too.

    Raises what `make_backup` raises; the older ones stay then.
    """
    older = [row.folder for row in backups(workspace)]
    fresh = make_backup(workspace, data_key, now, progress)  # which may let go of some of them itself
    gone = [folder for folder in older if folder != fresh.folder]
    _let_go(backups_folder(workspace), workspace, gone)
    return fresh, tuple(path.name for path in gone)


def _let_go(folder: Path, workspace: Path, gone: Sequence[Path]) -> None:
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    lists = [_listed(_state(path)) for path in folder.iterdir() if _made(path)]
    if gone and None not in lists:  # a list that cannot be read might name any of them
        held = frozenset[str]().union(*(names for names in lists if names))
        for path in _sealed(shared_files(workspace)):
            if path.stem not in held:
                discard(path)


def _copy_database(workspace: Path, target: Path, data_key: bytes, progress: Progress) -> None:
    """The online backup of one moment's state; the copy is reopened, checked and counted against the original."""

    def told(_status: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total):
            raise Refused("stopped")

    with raw.opened(workspace, data_key) as source:
        source.execute("BEGIN")
        before, wanted = raw.counts(source), raw.version(source)
        with raw.opened(target, data_key) as copy:
            source.backup(copy, pages=_PAGES, progress=told)
        source.execute("ROLLBACK")
    with raw.opened(target, data_key) as copy:
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        if raw.faults(copy) or raw.counts(copy) != before or raw.version(copy) != wanted:
            raise Refused("backup_not_whole")
    _sync_file(target)


def _copy_files(workspace: Path, data_key: bytes) -> frozenset[str]:
    """Copy the attachments that are not there yet, if they are whole; returns the digests of all that the backups hold."""
    files = Files(files_folder(workspace), subkey(data_key, Purpose.FILES))
    held: set[str] = set()
    for path in _sealed(files.folder):
        there = shared_files(workspace) / path.parent.name / path.name
        if not there.exists():
            try:
                files.verify(path.stem)
            except (Refused, ValueError):
                continue  # the check names it; a damaged copy would be no help
            there.parent.mkdir(parents=True, exist_ok=True)
            copy_whole(path, there)
        held.add(path.stem)
    return frozenset(held)


def _sealed(folder: Path) -> Iterator[Path]:
    return folder.glob("??/*.sealed")


def copy_whole(source: Path, target: Path) -> None:
    """A copy that is on the disk before it has its name, and for its owner alone."""
    draft = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        draft.touch(0o600, exist_ok=False)
        shutil.copyfile(source, draft)
        _sync_file(draft)
        os.replace(draft, target)
    except BaseException:
        discard(draft)
        raise
    sync_folder(target.parent)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _describe(draft: Path, name: str, data_key: bytes, now: datetime, held: frozenset[str]) -> None:
    database = draft / name
    with raw.opened(database, data_key) as connection:
        version, newest = raw.version(connection), raw.newest_change(connection)
    state = {
        "format": "kamdesk backup",
        "made": now.astimezone(UTC).isoformat(timespec="seconds"),
        "version": version,
        "newest_change": newest,
        "size": database.stat().st_size,
        "sha256": _digest(database),
        "files": sorted(held),
    }
    atomic_write(draft / _STATE, json.dumps(state, indent=1).encode())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free_name(folder: Path, now: datetime, reason: str) -> Path:
    """Two backups within a second get two names."""
    stamp = now.astimezone(UTC).strftime(_STAMP)
    first = f"{stamp}-{reason}" if reason else stamp
    names = [first] + [f"{first}{_AGAIN}{count}" for count in range(2, 100)]
    return next(folder / name for name in names if not (folder / name).exists())


def _marked(folder: Path) -> bool:
    return "-" in folder.name


def _made(folder: Path) -> datetime | None:
    """The time in a backup's name, None for anything else in the folder."""
    try:
        return datetime.strptime(re.split(r"[-+]", folder.name)[0], _STAMP).replace(tzinfo=UTC) if folder.is_dir() else None
    except ValueError:
        return None


def _state(folder: Path) -> dict[str, Any]:
    try:
        with (folder / _STATE).open("rb") as file:
            found = json.loads(file.read(_LARGEST_STATE))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError, RecursionError):
        return {}


def _listed(state: dict[str, Any]) -> frozenset[str] | None:
    """The attachments of a backup, None where its list cannot be read."""
    found = state.get("files")
    return frozenset(str(digest) for digest in found) if isinstance(found, list) else None


def _row(folder: Path) -> BackupRow:
    made = _made(folder)
    assert made is not None
    state = _state(folder)
    files = _listed(state) or frozenset()
    try:
        database = next(folder.glob("*.keys")).with_suffix("")
        whole = database.stat().st_size == state["size"]
        return BackupRow(folder, made, int(state["version"]), int(state["size"]), files, whole)
    except (OSError, StopIteration, KeyError, ValueError, TypeError):
        return BackupRow(folder, made, 0, 0, files, False)


def _sweep(folder: Path) -> None:
    """What a crash left half done."""
    for path in folder.glob(".*.part"):
        shutil.rmtree(path, ignore_errors=True)
