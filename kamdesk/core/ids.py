"""Row numbers that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import threading
import time
from uuid import UUID

_last = 0
_lock = threading.Lock()


def new_id() -> UUID:
    """48 bits of milliseconds, kept rising within one millisecond, then 62 random bits."""
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        rising = _last
    return UUID(int=(rising >> 12) << 80 | 0x7 << 76 | (rising & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62))
