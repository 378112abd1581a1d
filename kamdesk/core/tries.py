"""Guessing a passphrase is slowed down after five wrong tries, and starting the program again does not start the count again.

The count lies beside the workspace. It holds off somebody at the keyboard; somebody who copies the file is held off by Argon2 alone.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kamdesk.core.keys import Keys, keys_path
from kamdesk.core.marking import N_
from kamdesk.core.places import atomic_write
from kamdesk.core.problems import Refused, say

FREE_TRIES = 5
LONGEST_DELAY = 300
_FIRST_DELAY = 5
_LARGEST_FILE = 4096

say({"too_many_tries": N_("Too many wrong tries. Please wait {seconds} seconds, or use the recovery code.")})


def delay_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row: none before the fifth, then 5, 10, 20, … up to 300."""
    if failures < FREE_TRIES:
        return 0
    return min(LONGEST_DELAY, _FIRST_DELAY << min(failures - FREE_TRIES, 16))


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row; `last` is an aware time."""

    failures: int = 0
    last: datetime | None = None

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds until the next try. A clock set back waits no longer than the delay itself."""
        if self.last is None:
            return 0
        delay = delay_after(self.failures)
        left = self.last + timedelta(seconds=delay) - now
        return max(0, min(delay, -(-left // timedelta(seconds=1))))

    @staticmethod
    def read(workspace: Path) -> "Tries":
        """What is known of former tries; a file that is missing or unreadable counts as none."""
        try:
            with tries_path(workspace).open("rb") as file:
                found = json.loads(file.read(_LARGEST_FILE))
            return Tries(max(0, int(found["failures"])), datetime.fromtimestamp(float(found["last"]), UTC))
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return Tries()

    def failed(self, workspace: Path, now: datetime) -> "Tries":
        """One more wrong try, remembered where the folder can be written at all."""
        more = Tries(self.failures + 1, now)
        try:
            atomic_write(tries_path(workspace), json.dumps({"failures": more.failures, "last": now.timestamp()}).encode())
        except Refused:
            return more  # the wrong passphrase is what must be said; a workspace in such a folder is refused next anyway
        return more


def tries_path(workspace: Path) -> Path:
    return workspace.with_name(workspace.name + ".tries")


def unlock(workspace: Path, passphrase: str, now: datetime) -> bytes:
    """The data key, with the delay kept. Raises Refused: too_many_tries (facts seconds), wrong_passphrase (facts seconds, failures), and
    what reading the key file raises."""
    keys, tries = Keys.read(keys_path(workspace)), Tries.read(workspace)
    seconds = tries.seconds_left(now)
    if seconds:
        raise Refused("too_many_tries", "passphrase", {"seconds": seconds})
    try:
        data_key = keys.unlock(passphrase)
    except Refused as refused:
        tries = tries.failed(workspace, now)
        raise Refused(refused.code, refused.field, {"failures": tries.failures, "seconds": delay_after(tries.failures)}) from refused
    _forget(workspace, tries)
    return data_key


def unlock_with_code(workspace: Path, code: str) -> bytes:
    """The data key by the recovery code, without delay: 160 random bits cannot be guessed. It ends the delay as well."""
    data_key = Keys.read(keys_path(workspace)).unlock_with_code(code)
    _forget(workspace, Tries.read(workspace))
    return data_key


def _forget(workspace: Path, tries: Tries) -> None:
    if tries.failures:
        tries_path(workspace).unlink(missing_ok=True)
