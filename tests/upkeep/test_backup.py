"""Backups are made while the workspace is in use, read back, rotated, and restored: into a new place and over a damaged file."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.files import Files, files_folder
from kamdesk.core.keys import Keys, Purpose, keys_path, subkey
from kamdesk.core.lockfile import Lock
from kamdesk.core.problems import Refused
from kamdesk.core.settings import put_setting, setting
from kamdesk.core.store import Store
from kamdesk.upkeep import backup, restoring, salvage
from kamdesk.upkeep.rotation import backup_due, staying

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
PASSPHRASE = "松风 过岭 七号柜"


def attachments(store: Store, path: Path | None = None) -> Files:
    return Files(files_folder(path or store.path), subkey(store.data_key, Purpose.FILES))


def company_in(path: Path) -> str:
    """What the file says, opened by its passphrase as after a start of the program."""
    store = Store.open(path, Keys.read(keys_path(path)).unlock(PASSPHRASE))
    try:
        return store.ask(setting, "company")
    finally:
        store.close()


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_backup_holds_what_was_acknowledged_and_not_the_half_change_beside_it(store: Store) -> None:
    store.do(put_setting, "company", "松风电力")
    with store.writing("Half a change") as work:
        put_setting(work, "company", "not yet")
        work.session.flush()
        row = backup.make_backup(store.path, store.data_key, NOW)
    target = store.path.with_name("restored.kamdesk")
    restoring.restore_to(row, target)
    assert company_in(target) == "松风电力"
    assert store.ask(setting, "company") == "not yet"


def test_restoring_brings_rows_keys_and_attachments_to_a_new_place(store: Store, tmp_path: Path) -> None:
    kept = attachments(store).keep_bytes(b"scan" * 1000)
    store.do(put_setting, "company", "松风电力")
    row = backup.make_backup(store.path, store.data_key, NOW)
    assert row.files == {kept.digest}
    target = tmp_path / "elsewhere" / "back.kamdesk"
    restoring.restore_to(row, target)
    assert company_in(target) == "松风电力"
    attachments(store, target).verify(kept.digest)


def test_a_place_that_is_taken_is_left_alone(store: Store) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    with pytest.raises(Refused, match="exists_already"):
        restoring.restore_to(row, store.path)


def test_a_flipped_bit_is_found_and_the_newest_good_backup_offered(store: Store) -> None:
    store.do(put_setting, "company", "first")
    good = backup.make_backup(store.path, store.data_key, NOW)
    store.do(put_setting, "company", "second")
    bad = backup.make_backup(store.path, store.data_key, NOW + timedelta(hours=1))
    store.close()
    assert salvage.damage(store.path, store.data_key) is None
    flip(backup.database_of(bad), 5_000)
    flip(store.path, store.path.stat().st_size - 2_000)
    found = salvage.damage(store.path, store.data_key)
    assert found is not None
    assert found.faults
    assert found.offer is not None
    assert found.offer.name == good.name
    assert salvage.newest_offer(store.path) == found.offer


@pytest.mark.parametrize("place", [0, 20, 4_000, 4_096 * 3 + 17])
def test_a_flipped_bit_is_found_in_any_page(store: Store, place: int) -> None:
    store.close()
    flip(store.path, place)
    found = salvage.damage(store.path, store.data_key)
    assert found is not None
    assert found.offer is None


def test_restoring_over_a_damaged_file_keeps_the_damaged_one_aside(store: Store) -> None:
    kept = attachments(store).keep_bytes(b"scan")
    store.do(put_setting, "company", "松风电力")
    row = backup.make_backup(store.path, store.data_key, NOW)
    store.close()
    flip(store.path, 9_000)
    damaged = store.path.read_bytes()
    shutil.rmtree(files_folder(store.path))
    aside = restoring.restore_in_place(row, store.path, NOW)
    assert company_in(store.path) == "松风电力"
    assert aside.read_bytes() == damaged
    assert Keys.read(keys_path(aside)).unlock(PASSPHRASE) == store.data_key
    attachments(store).verify(kept.digest)
    assert not list(store.path.parent.glob(".*.part"))


def test_a_log_left_by_a_crash_is_not_played_into_the_restored_file(store: Store, tmp_path: Path) -> None:
    store.do(put_setting, "company", "before")
    row = backup.make_backup(store.path, store.data_key, NOW)
    store.do(put_setting, "company", "after")
    crashed = tmp_path / "crash" / store.path.name
    crashed.parent.mkdir()
    for part in tmp_path.glob(f"{store.path.name}*"):
        if part.is_file():
            shutil.copy(part, crashed.parent)
    assert crashed.with_name(crashed.name + "-wal").stat().st_size > 0
    aside = restoring.restore_in_place(row, crashed, NOW)
    assert company_in(crashed) == "before"
    assert company_in(aside) == "after"


def test_a_passphrase_changed_since_the_backup_stays_the_one_to_type(store: Store) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    Keys.read(keys_path(store.path)).rewrapped(store.data_key, "new").write(keys_path(store.path))
    store.close()
    restoring.restore_in_place(row, store.path, NOW)
    assert Keys.read(keys_path(store.path)).unlock("new") == store.data_key


@pytest.mark.parametrize("content", [None, b"rubbish"])
def test_lost_keys_come_back_with_the_backup(store: Store, content: bytes | None) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    store.close()
    if content is None:
        keys_path(store.path).unlink()
    else:
        keys_path(store.path).write_bytes(content)
    restoring.restore_in_place(row, store.path, NOW)
    assert Keys.read(keys_path(store.path)).unlock(PASSPHRASE) == store.data_key


def test_a_workspace_in_use_is_not_restored_over(store: Store) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    with Lock.take(store.path, NOW), pytest.raises(Refused, match="already_open"):
        restoring.restore_in_place(row, store.path, NOW)


def test_a_damaged_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    flip(backup.database_of(row), 100)
    for restore in (lambda: restoring.restore_to(row, tmp_path / "new"), lambda: restoring.restore_in_place(row, store.path, NOW)):
        with pytest.raises(Refused, match="backup_damaged"):
            restore()
    assert not (tmp_path / "new").exists()


def test_a_damaged_workspace_gives_no_backup(store: Store) -> None:
    store.close()
    flip(store.path, 4_096 * 4 + 100)
    with pytest.raises(Refused) as caught:
        backup.make_backup(store.path, store.data_key, NOW)
    assert caught.value.code in ("damaged_file", "backup_not_whole")
    assert backup.backups(store.path) == ()


def test_a_full_disk_leaves_no_half_backup_and_the_older_ones_stay(
    store: Store, full_disk: Callable[[int], AbstractContextManager[None]]
) -> None:
    first = backup.make_backup(store.path, store.data_key, NOW)
    with full_disk(100_000), pytest.raises(Refused) as caught:
        backup.make_backup(store.path, store.data_key, NOW + timedelta(hours=2))
    assert caught.value.code == "disk_full"
    assert [row.name for row in backup.backups(store.path)] == [first.name]
    assert not list(backup.backups_folder(store.path).glob(".*"))
    assert backup.intact(first)


def test_a_backup_can_be_stopped(store: Store) -> None:
    with pytest.raises(Refused, match="stopped"):
        backup.make_backup(store.path, store.data_key, NOW, lambda _done, _whole: False)
    assert backup.backups(store.path) == ()


def test_what_a_crash_left_half_done_is_swept_away(store: Store) -> None:
    folder = backup.backups_folder(store.path)
    (folder / ".abc.part").mkdir(parents=True)
    backup.make_backup(store.path, store.data_key, NOW)
    assert not list(folder.glob(".*"))


def test_two_backups_within_a_second_get_two_names(store: Store) -> None:
    names = {backup.make_backup(store.path, store.data_key, NOW).name for _ in range(3)}
    assert names == {row.name for row in backup.backups(store.path)}
    assert backup.last_backup(store.path) == NOW


def test_backups_made_at_the_same_time_are_all_whole(store: Store) -> None:
    with ThreadPoolExecutor(3) as pool:
        rows = list(pool.map(lambda _: backup.make_backup(store.path, store.data_key, NOW), range(3)))
    assert len({row.name for row in rows}) == 3
    assert [backup.intact(row) for row in backup.backups(store.path)] == [True] * 3
    assert not list(backup.backups_folder(store.path).glob(".*"))


def test_rotation_lets_old_backups_and_their_attachments_go(store: Store) -> None:
    kept = attachments(store).keep_bytes(b"old scan")
    shared = backup.shared_files(store.path) / kept.digest[:2] / f"{kept.digest}.sealed"
    oldest = backup.make_backup(store.path, store.data_key, NOW - timedelta(days=800))
    shutil.rmtree(files_folder(store.path))
    marked = backup.make_backup(store.path, store.data_key, NOW - timedelta(days=700), reason="before-v2")
    newest = backup.make_backup(store.path, store.data_key, NOW)
    hours = [timedelta(hours=ago) for ago in range(1, 60)] + [timedelta(days=30 * ago) for ago in range(1, 13)]
    for ago in hours:
        shutil.copytree(newest.folder, newest.folder.with_name(f"{NOW - ago:%Y%m%dT%H%M%SZ}"))
    assert shared.exists()
    gone = backup.rotate(store.path)
    left = {row.name for row in backup.backups(store.path)}
    assert oldest.name in gone
    assert {newest.name, marked.name} <= left
    assert len(left) == 1 + len(staying([NOW, oldest.made, *(NOW - ago for ago in hours)]))
    assert not shared.exists()


def test_attachments_stay_while_any_list_of_a_backup_cannot_be_read(store: Store) -> None:
    kept = attachments(store).keep_bytes(b"old scan")
    shared = backup.shared_files(store.path) / kept.digest[:2] / f"{kept.digest}.sealed"
    row = backup.make_backup(store.path, store.data_key, NOW, reason="before-v2")
    (row.folder / "backup.json").write_text("torn")
    shutil.rmtree(files_folder(store.path))
    for minutes in (1, 2, 3):
        backup.make_backup(store.path, store.data_key, NOW + timedelta(minutes=minutes))
    assert shared.exists()


def test_strange_things_in_the_folder_are_passed_over(store: Store) -> None:
    folder = backup.backups_folder(store.path)
    row = backup.make_backup(store.path, store.data_key, NOW)
    (folder / "notes.txt").write_text("mine")
    (folder / "20261122T010000Z").mkdir()
    (folder / "20261122T020000Z").mkdir()
    (folder / "20261122T020000Z" / "backup.json").write_text('{"files": 7}')
    found = backup.backups(store.path)
    assert [item.whole for item in found] == [True, False, False]
    good = backup.newest_good(store.path)
    assert good is not None
    assert good.name == row.name
    with pytest.raises(Refused, match="no_backup"):
        backup.backup_named(store.path, "../etc")


def test_a_backup_is_due_hourly_while_something_changes_and_on_closing() -> None:
    hour = timedelta(hours=1)
    assert not backup_due(None, NOW, changed=False, closing=True)
    assert backup_due(None, NOW, changed=True)
    assert not backup_due(NOW - hour / 2, NOW, changed=True)
    assert backup_due(NOW - hour, NOW, changed=True)
    assert backup_due(NOW - hour / 2, NOW, changed=True, closing=True)
    assert backup_due(NOW + hour, NOW, changed=True)


def test_the_rotation_thins_out_towards_the_past() -> None:
    hourly = [NOW - timedelta(hours=count) for count in range(24 * 400)]
    kept = staying(hourly)
    assert max(kept) == NOW
    assert set(hourly[:24]) <= kept
    assert len(kept) <= 24 + 7 + 5 + 12
    assert len({moment.astimezone().date() for moment in kept}) >= 7
    assert len({(moment.astimezone().year, moment.astimezone().month) for moment in kept}) == 12


@given(st.lists(st.integers(0, 60 * 24 * 800), max_size=80))
def test_the_rotation_keeps_the_newest_and_is_stable(minutes: list[int]) -> None:
    made = [NOW - timedelta(minutes=ago) for ago in minutes]
    kept = staying(made)
    assert kept <= set(made)
    assert not made or max(made) in kept
    assert staying(kept) == kept


@pytest.mark.parametrize("tail", ["-wal", "-journal"])
def test_a_log_left_in_the_new_place_is_not_played_into_the_restored_file(store: Store, tail: str) -> None:
    store.do(put_setting, "company", "松风电力")
    row = backup.make_backup(store.path, store.data_key, NOW)
    target = store.path.with_name("again.kamdesk")
    left = target.with_name(target.name + tail)
    left.write_bytes(b"of a file that was here before")
    with pytest.raises(Refused, match="exists_already") as refused:
        restoring.restore_to(row, target)
    assert refused.value.facts["name"] == left.name
    left.unlink()
    restoring.restore_to(row, target)
    assert company_in(target) == "松风电力"


def test_a_restore_that_fails_at_the_last_step_leaves_the_old_file_with_its_log(store: Store, tmp_path: Path) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    store.do(put_setting, "company", "only in the log")
    crashed = tmp_path / "crashed" / store.path.name
    crashed.parent.mkdir()
    for part in (store.path, keys_path(store.path), store.path.with_name(store.path.name + "-wal")):
        shutil.copy(part, crashed.parent)
    content = keys_path(crashed).read_bytes()
    keys_path(crashed).write_bytes(b'{"format": "kamdesk keys", "version": 99}')  # of a newer program: the very last look refuses
    with pytest.raises(Refused, match="keys_newer"):
        restoring.restore_in_place(row, crashed, NOW)
    keys_path(crashed).write_bytes(content)
    assert company_in(crashed) == "only in the log"
