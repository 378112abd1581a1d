"""Opening, making and closing a workspace: every way it can go wrong says so, and nothing is lost, not even by kill -9."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kamdesk.core.keys import Cost, keys_path
from kamdesk.core.lockfile import lock_path
from kamdesk.core.problems import Refused
from kamdesk.core.settings import put_setting, setting
from kamdesk.core.store import SCHEMA, Store
from kamdesk.upkeep import backup, raw, restoring
from kamdesk.upkeep.opening import (
    Workspace,
    change_passphrase,
    create_workspace,
    new_recovery_code,
    open_remembered,
    open_with_code,
    open_with_passphrase,
    open_workspace,
)

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
PASSPHRASE = "松风 过岭 七号柜"
QUICK = Cost(memory_kib=256, passes=1, lanes=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def opened(path: Path) -> Workspace:
    return open_with_passphrase(path, PASSPHRASE, Clock())


def test_a_new_workspace_opens_by_passphrase_and_by_the_code_shown_once(tmp_path: Path) -> None:
    path = tmp_path / "not yet" / "there" / "客户.kamdesk"
    made, code = create_workspace(path, PASSPHRASE, Clock(), QUICK)
    with made as workspace:
        workspace.store.do(put_setting, "company", "松风电力")
        kept = workspace.files.keep_bytes(b"licence")
    for open_again in (lambda: opened(path), lambda: open_with_code(path, code, Clock())):
        with open_again() as workspace:
            assert workspace.store.ask(setting, "company") == "松风电力"
            assert workspace.files.content(kept.digest) == b"licence"
    assert sorted(child.name for child in path.parent.iterdir()) == ["客户.kamdesk", "客户.kamdesk.files", "客户.kamdesk.keys"]


def test_everything_in_the_file_is_encrypted(tmp_path: Path) -> None:
    made, _ = create_workspace(tmp_path / "w.kamdesk", PASSPHRASE, Clock(), QUICK)
    with made as workspace:
        workspace.store.do(put_setting, "company", "SECRETNAME")
        during = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    after = (tmp_path / "w.kamdesk").read_bytes()
    for content in (during, after):
        assert b"SECRETNAME" not in content
        assert b"SQLite format" not in content


@pytest.mark.parametrize("existing", ["w.kamdesk", "w.kamdesk.keys"])
def test_what_is_there_is_never_overwritten(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).write_bytes(b"mine")
    with pytest.raises(Refused, match="exists_already"):
        create_workspace(tmp_path / "w.kamdesk", PASSPHRASE, Clock(), QUICK)
    assert (tmp_path / existing).read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_while_making_leaves_nothing(tmp_path: Path, full_disk: Callable[[int], AbstractContextManager[None]]) -> None:
    with full_disk(20_000), pytest.raises(Refused, match="disk_full"):
        create_workspace(tmp_path / "w.kamdesk", PASSPHRASE, Clock(), QUICK)
    assert list(tmp_path.iterdir()) == []


def test_no_workspace_without_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="empty"):
        create_workspace(tmp_path / "w.kamdesk", "  ", Clock(), QUICK)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_saving_refuses_the_change_and_keeps_the_rest(
    workspace: Path, full_disk: Callable[[int], AbstractContextManager[None]]
) -> None:
    with opened(workspace) as open_one:
        open_one.store.do(put_setting, "company", "before")
        with full_disk(30_000), pytest.raises(Refused, match="disk_full"):
            open_one.store.do(put_setting, "profile", "长" * 90_000)
        assert open_one.store.ask(setting, "profile") == ""
        open_one.store.do(put_setting, "company", "after")
    with opened(workspace) as open_one:
        assert open_one.store.ask(setting, "company") == "after"


def test_a_folder_that_may_not_be_written_is_refused(
    workspace: Path, open_to_all: Path, closed_folder: Callable[[Path], AbstractContextManager[None]]
) -> None:
    opened(workspace).close()  # everything is imported before nobody has to read it
    for path in (workspace, keys_path(workspace)):
        shutil.copy(path, open_to_all / path.name)
        (open_to_all / path.name).chmod(0o444)
    with closed_folder(open_to_all), pytest.raises(Refused) as caught:
        opened(open_to_all / workspace.name)
    assert caught.value.code == "not_allowed"
    with closed_folder(open_to_all), pytest.raises(Refused, match="not_allowed"):
        create_workspace(open_to_all / "new.kamdesk", PASSPHRASE, Clock(), QUICK)


def test_a_second_program_is_refused_until_the_first_has_closed(workspace: Path) -> None:
    first = opened(workspace)
    with pytest.raises(Refused, match="already_open"):
        opened(workspace)
    first.close()
    opened(workspace).close()
    assert not lock_path(workspace).exists()


@pytest.mark.parametrize("ways", [opened, lambda path: open_with_code(path, ""), open_remembered])
def test_a_missing_workspace_is_named(tmp_path: Path, ways: Callable[[Path], object]) -> None:
    with pytest.raises(Refused, match="no_workspace"):
        ways(tmp_path / "gone.kamdesk")
    assert list(tmp_path.iterdir()) == []


def test_a_computer_that_does_not_remember_asks(workspace: Path) -> None:
    assert open_remembered(workspace) is None


def test_a_wrong_passphrase_lets_the_lock_alone(workspace: Path) -> None:
    with pytest.raises(Refused, match="wrong_passphrase"):
        open_with_passphrase(workspace, "wrong", Clock())
    assert not lock_path(workspace).exists()


def test_the_recovery_code_helps_where_the_passphrase_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "w.kamdesk"
    made, code = create_workspace(path, "forgotten", Clock(), QUICK)
    made.close()
    with open_with_code(path, code.lower(), Clock()) as workspace:
        change_passphrase(workspace, PASSPHRASE)
        newer = new_recovery_code(workspace)
    opened(path).close()
    open_with_code(path, newer, Clock()).close()
    with pytest.raises(Refused, match="wrong_code"):
        open_with_code(path, code, Clock())


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(workspace: Path, store: Store) -> None:
    with raw.opened(workspace, store.data_key) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    store.close()
    before = workspace.read_bytes()
    with pytest.raises(Refused, match="newer_version"):
        opened(workspace)
    assert workspace.read_bytes() == before
    assert not lock_path(workspace).exists()


@pytest.mark.parametrize("content", [b"", b"not a workspace" * 1000])
def test_a_file_that_is_no_workspace_is_called_damaged(workspace: Path, content: bytes) -> None:
    workspace.write_bytes(content)
    with pytest.raises(Refused, match="damaged_file"):
        opened(workspace)
    assert workspace.read_bytes() == content


@pytest.mark.parametrize("place", [50, 4_096 * 2 + 99, 4_096 * 40 + 1, -10])
def test_one_flipped_bit_anywhere_is_found_on_opening(workspace: Path, place: int) -> None:
    with opened(workspace) as open_one:
        open_one.store.do(put_setting, "company", "松风电力")
        row = open_one.back_up()
    content = bytearray(workspace.read_bytes())
    content[place] ^= 1
    workspace.write_bytes(content)
    with pytest.raises(Refused, match="damaged_file"):
        opened(workspace)
    assert workspace.read_bytes() == content
    assert backup.newest_good(workspace) == row
    restoring.restore_in_place(row, workspace, NOW)
    with opened(workspace) as open_one:
        assert open_one.store.ask(setting, "company") == "松风电力"


def test_a_synchronised_folder_is_named(tmp_path: Path) -> None:
    made, _ = create_workspace(tmp_path / "坚果云" / "w.kamdesk", PASSPHRASE, Clock(), QUICK)
    with made as workspace:
        assert workspace.synced == "坚果云"


def test_a_backup_is_wanted_after_changes_hourly_and_on_closing(workspace: Path) -> None:
    clock = Clock()
    with open_with_passphrase(workspace, PASSPHRASE, clock) as open_one:
        assert not open_one.backup_wanted(closing=True)
        open_one.store.do(put_setting, "company", "one")
        assert open_one.backup_wanted()
        clock.now += timedelta(seconds=1)
        open_one.back_up()
        assert not open_one.backup_wanted(closing=True)
        clock.now += timedelta(minutes=10)
        open_one.store.do(put_setting, "company", "two")
        assert not open_one.backup_wanted()
        assert open_one.backup_wanted(closing=True)
        clock.now += timedelta(minutes=50)
        assert open_one.backup_wanted()
    assert len(backup.backups(workspace)) == 1


def test_a_change_made_before_a_crash_is_backed_up_in_the_next_session(workspace: Path) -> None:
    with opened(workspace) as first:
        first.store.do(put_setting, "company", "one")
    with opened(workspace) as second:
        assert second.backup_wanted(closing=True)
        second.back_up()
    with opened(workspace) as third:
        assert not third.backup_wanted(closing=True)


WRITER = """
import sys
from pathlib import Path
from kamdesk.core.settings import put_setting
from kamdesk.upkeep.opening import open_with_passphrase
workspace = open_with_passphrase(Path(sys.argv[1]), sys.argv[2])
for count in range(100_000):
    workspace.store.do(put_setting, f"change {count}", "x" * 2_000)
    print(count, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("acknowledged", [3, 40])
def test_kill_9_loses_no_acknowledged_change(workspace: Path, acknowledged: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(workspace), PASSPHRASE], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(acknowledged)]
        os.kill(writer.pid, signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    assert lock_path(workspace).exists()
    with opened(workspace) as open_one:
        for count in said:
            assert open_one.store.ask(setting, f"change {count}") == "x" * 2_000
        assert len(open_one.store.history(limit=10_000)) - len(said) in (0, 1)
        open_one.store.do(put_setting, "company", "still writable")
        with raw.opened(workspace, open_one.store.data_key) as connection:
            assert raw.faults(connection) == ()


def test_alembic_is_not_imported_for_a_file_of_today(workspace: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from kamdesk.upkeep.opening import open_with_passphrase
open_with_passphrase(Path({str(workspace)!r}), {PASSPHRASE!r}).close()
sys.exit("alembic" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_workspace_opened_by_its_key_alone(workspace: Path, store: Store) -> None:
    store.close()
    with open_workspace(workspace, store.data_key, Clock()) as open_one:
        assert open_one.store.version() == SCHEMA
    with pytest.raises(Refused, match="damaged_file"):
        open_workspace(workspace, bytes(32), Clock())


def test_a_workspace_that_another_program_makes_at_the_same_moment_is_not_tidied_away(tmp_path: Path) -> None:
    path = tmp_path / "客户.kamdesk"
    others: list[Path] = []

    def slow_clock() -> datetime:
        """Between our first look at the place and our lock, the other program makes its workspace there and closes it."""
        if not others:
            others.append(path)
            create_workspace(path, PASSPHRASE, Clock(), QUICK)[0].close()
        return NOW

    with pytest.raises(Refused, match="exists_already"):
        create_workspace(path, "another passphrase", slow_clock, QUICK)
    opened(path).close()


@pytest.mark.skipif(sys.platform == "win32", reason="the folder decides there")
def test_nobody_else_on_the_computer_can_read_workspace_keys_and_backups(tmp_path: Path) -> None:
    path = tmp_path / "客户.kamdesk"
    workspace, _code = create_workspace(path, PASSPHRASE, Clock(), QUICK)
    with workspace:
        workspace.store.do(put_setting, "company", "松风电力")
        workspace.files.keep_bytes(b"licence")
        change_passphrase(workspace, "another", QUICK)
        row = workspace.back_up()
        open_to_others = [child.name for child in tmp_path.iterdir() if child.stat().st_mode & 0o077]
        assert open_to_others == []
    copied = tmp_path / "copied.kamdesk"
    restoring.restore_to(row, copied)
    aside = restoring.restore_in_place(row, path, NOW)
    for found in (copied, keys_path(copied), path, keys_path(path), aside, keys_path(aside)):
        assert found.stat().st_mode & 0o077 == 0


def test_a_key_file_that_cannot_be_read_is_refused_by_name(workspace: Path) -> None:
    keys_path(workspace).unlink()
    keys_path(workspace).mkdir()
    with pytest.raises(Refused, match="keys_unreadable"):
        opened(workspace)


def test_an_error_of_the_program_does_not_tell_what_is_in_the_file(store: Store) -> None:
    from sqlalchemy.exc import IntegrityError

    from kamdesk.core.ids import new_id
    from kamdesk.core.work import Verb
    from kamdesk.people.tables import Person

    with pytest.raises(IntegrityError) as raised:
        store.do(Verb("Import", lambda work: work.add_many(Person, [{"name": "秦致远", "account": new_id()}])))
    assert "秦致远" not in str(raised.value)
