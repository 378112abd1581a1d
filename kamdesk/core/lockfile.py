"""One workspace is open in one program at a time, and who holds it is said instead of letting two of them lose each other's changes.

The operating system's own lock on the lock file is what counts: it ends with the process however that ends, so a lock file left behind by
a crash stops nobody. What is written in the file only says who it is.
"""

import json
import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from kamdesk.core.marking import N_
from kamdesk.core.places import refusal
from kamdesk.core.problems import Refused, say

# Windows locks bytes against reading too, so the lock lies far behind what is written.
_LOCKED_AT = 1 << 30
_LONGEST = 4096

say({"already_open": N_("{name} is already open on {host} (process {pid}) since {since}. Close it there first.")})


def lock_path(workspace: Path) -> Path:
    return workspace.with_name(workspace.name + ".lock")


class Lock:
    """A held lock; let go of by `release`, by leaving its `with`, or by the end of the process."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file: BinaryIO | None = file

    @staticmethod
    def take(workspace: Path, since: datetime) -> "Lock":
        """Hold a workspace. Raises Refused("already_open", facts name, pid, host, since) and what `places.refusal` says.

        `since` is an aware time; it is shown to whoever comes next.
        """
        path = lock_path(workspace)
        try:
            while True:
                file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600), "r+b")
                if not _try(file):
                    holder = _holder(file)
                    file.close()
                    raise Refused("already_open", facts={"name": workspace.name, **holder})
                if _still_there(file, path):
                    break
                file.close()
            owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": f"{since.astimezone():%Y-%m-%d %H:%M}"}
            file.truncate(0)
            file.write(json.dumps(owner).encode())
            file.flush()
        except OSError as failure:
            raise refusal(failure, path) from failure
        return Lock(path, file)

    def release(self) -> None:
        """Let go and tidy the file away; doing it twice is harmless."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if sys.platform != "win32":  # Windows cannot remove an open file; there the empty file stays, unlocked
            self.path.unlink(missing_ok=True)
        file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def _try(file: BinaryIO) -> bool:
    """Take the system's lock unless another program holds it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_LOCKED_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _still_there(file: BinaryIO, path: Path) -> bool:
    """False where the former holder removed the file between our opening and our locking it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(file: BinaryIO) -> dict[str, object]:
    """Who wrote the file. It may be written this very moment, so anything unreadable is only unknown."""
    file.seek(0)
    try:
        found = json.loads(file.read(_LONGEST))
        return {"pid": int(found["pid"]), "host": str(found["host"])[:100], "since": str(found["since"])[:40]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {"pid": "?", "host": "?", "since": "?"}
