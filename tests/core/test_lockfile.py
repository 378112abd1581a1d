"""A workspace is open once; the second program is told who has it, and a crash leaves no lock behind."""

import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kamdesk.core.lockfile import Lock, lock_path
from kamdesk.core.problems import Refused

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kamdesk.core.lockfile import Lock
lock = Lock.take(Path(sys.argv[1]), datetime(2026, 11, 22, 2, 30, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


def hold(workspace: Path) -> "subprocess.Popen[str]":
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(workspace)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_the_second_program_is_told_who_holds_the_workspace(tmp_path: Path) -> None:
    workspace = tmp_path / "客户.kamdesk"
    with hold(workspace) as other:
        with pytest.raises(Refused) as caught:
            Lock.take(workspace, NOW)
        assert caught.value.code == "already_open"
        assert caught.value.facts == {
            "name": "客户.kamdesk",
            "pid": other.pid,
            "host": socket.gethostname(),
            "since": f"{NOW.astimezone():%Y-%m-%d %H:%M}",
        }
        other.communicate("")
    Lock.take(workspace, NOW).release()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_killed_program_leaves_no_lock_behind(tmp_path: Path) -> None:
    workspace = tmp_path / "w.kamdesk"
    with hold(workspace) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert lock_path(workspace).exists()
    with Lock.take(workspace, NOW) as lock:
        assert str(os.getpid()) in lock.path.read_text()


def test_the_same_program_cannot_open_it_twice(tmp_path: Path) -> None:
    with Lock.take(tmp_path / "w", NOW), pytest.raises(Refused, match="already_open"):
        Lock.take(tmp_path / "w", NOW)


def test_letting_go_tidies_up_and_may_be_done_twice(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path / "w", NOW)
    lock.release()
    lock.release()
    assert not lock_path(tmp_path / "w").exists() or sys.platform == "win32"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff" * 100, b"[1]", b'{"pid": "x"}'])
def test_what_stands_in_a_lock_file_stops_nobody(tmp_path: Path, content: bytes) -> None:
    lock_path(tmp_path / "w").write_bytes(content)
    Lock.take(tmp_path / "w", NOW).release()


def test_a_holder_that_cannot_be_read_is_still_a_holder(tmp_path: Path) -> None:
    with Lock.take(tmp_path / "w", NOW) as lock:
        lock.path.write_bytes(b"rubbish")
        with pytest.raises(Refused) as caught:
            Lock.take(tmp_path / "w", NOW)
    assert caught.value.facts["host"] == "?"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_folder"):
        Lock.take(tmp_path / "gone" / "w", NOW)
