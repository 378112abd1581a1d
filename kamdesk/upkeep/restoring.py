"""Bringing a backup back: into a new place, or over a damaged workspace, which is put aside and never thrown away."""

import filecmp
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from kamdesk.core.files import files_folder
from kamdesk.core.keys import Keys, keys_path
from kamdesk.core.lockfile import Lock
from kamdesk.core.places import discard, refusal, sync_folder
from kamdesk.core.problems import Refused
from kamdesk.upkeep import backup
from kamdesk.upkeep.backup import BackupRow

_LOGS = ("-wal", "-shm", "-journal")


def restore_to(row: BackupRow, target: Path) -> None:
    """A workspace of its own from a backup. Raises Refused: exists_already, backup_damaged, disk_full, …"""
    for part in (target, keys_path(target), *_logs(target)):  # a log left there would be played into the restored file
        if part.exists():
            raise Refused("exists_already", "path", {"name": part.name})
    _refuse_damaged(row)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _bring_files(row, files_folder(target))
        backup.copy_whole(keys_path(backup.database_of(row)), keys_path(target))
        try:
            backup.copy_whole(backup.database_of(row), target)
        except OSError:
            discard(keys_path(target))
            raise
    except OSError as failure:
        raise refusal(failure, target) from failure


def restore_in_place(row: BackupRow, workspace: Path, now: datetime) -> Path:
    """Put a backup in the place of a workspace that nobody has open; returns where the former file was put.

    The keys that are there stay if they belong to the same workspace, so that a passphrase changed since the backup stays the one to type.
    Raises Refused: already_open, backup_damaged, disk_full, …; until the last step nothing of the old file is touched.
    """
    _refuse_damaged(row)
    with Lock.take(workspace, now):
        draft = workspace.with_name(f".{secrets.token_hex(6)}.part")
        try:
            try:
                backup.copy_whole(backup.database_of(row), draft)
                _bring_files(row, files_folder(workspace))
                aside = _put_aside(workspace, now)
                try:
                    _keep_fitting_keys(row, workspace)
                    os.replace(draft, workspace)
                except BaseException:
                    _move_logs(aside, workspace)  # the old file stays, and with it what only its log holds
                    raise
            except BaseException:
                discard(draft)
                raise
            sync_folder(workspace.parent)
        except OSError as failure:
            raise refusal(failure, workspace) from failure
    return aside


def _refuse_damaged(row: BackupRow) -> None:
    if not backup.intact(row):
        raise Refused("backup_damaged", facts={"name": row.name})


def _bring_files(row: BackupRow, folder: Path) -> None:
    """The attachments of that backup which are missing or are not as they were; what was attached since stays."""
    shared = row.folder.parent / "files"
    for digest in sorted(row.files):
        source, target = shared / digest[:2] / f"{digest}.sealed", folder / digest[:2] / f"{digest}.sealed"
        if source.exists() and not (target.exists() and filecmp.cmp(source, target, shallow=False)):
            bring_file(source, target)


def bring_file(source: Path, target: Path) -> None:
    """Put an attachment's copy in its place; one that is there already is kept aside."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        os.replace(target, target.with_suffix(".aside"))
    backup.copy_whole(source, target)


def _put_aside(workspace: Path, now: datetime) -> Path:
    """A second name for the old file, with its write-ahead log: a log left beside the restored file would be played into it."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = workspace.with_name(f"{workspace.stem}.put-aside-{stamp}{workspace.suffix}")
    while aside.exists():
        aside = aside.with_name(f"{aside.stem}+{aside.suffix}")
    if workspace.exists():
        _second_name(workspace, aside)
    if keys_path(workspace).exists():
        backup.copy_whole(keys_path(workspace), keys_path(aside))
    _move_logs(workspace, aside)
    return aside


def _logs(workspace: Path) -> tuple[Path, ...]:
    return tuple(workspace.with_name(workspace.name + tail) for tail in _LOGS)


def _move_logs(source: Path, target: Path) -> None:
    for log, there in zip(_logs(source), _logs(target), strict=True):
        if log.exists():
            os.replace(log, there)


def _second_name(source: Path, target: Path) -> None:
    """A hard link keeps the old file in its place until the new one replaces it; some disks have none."""
    try:
        target.hardlink_to(source)
    except OSError:
        backup.copy_whole(source, target)


def _keep_fitting_keys(row: BackupRow, workspace: Path) -> None:
    kept = keys_path(backup.database_of(row))
    try:
        if Keys.read(keys_path(workspace)).workspace == Keys.read(kept).workspace:
            return
    except Refused as unreadable:
        if unreadable.code not in ("no_keys", "keys_damaged"):
            raise
    backup.copy_whole(kept, keys_path(workspace))
