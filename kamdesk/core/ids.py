"""Row numbers that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

_AT_ONCE = 500
_last = 0
_lock = threading.Lock()


def new_id() -> UUID:
    """48 bits of milliseconds, kept rising within one millisecond, then 62 random bits."""
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        rising = _last
    return UUID(int=(rising >> 12) << 80 | 0x7 << 76 | (rising & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62))


def new_ids(count: int) -> list[UUID]:
    """So many numbers one after the other, as rows that are born together have them: the first and the last say all.

    One moment and 38 random bits for all of them, 24 counted bits for each; in order, and before whatever `new_id` gives next.
    """
    found: list[UUID] = []
    while len(found) < count:
        first = new_id().int & ~_COUNTED
        found += [UUID(int=number) for number in range(first, first + min(count - len(found), _COUNTED + 1))]
    return found


def run(first: UUID, last: UUID) -> Iterator[UUID]:
    """The numbers of a run, both ends with it."""
    return (UUID(int=number) for number in range(first.int, last.int + 1))


def portions(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """As many as one statement takes well, again and again."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


_COUNTED = (1 << 24) - 1
