"""When a backup is due and which ones stay: close together for today, thinner the further back. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

INTERVAL = timedelta(hours=1)

_Bucket = Callable[[datetime], object]
_RULES: tuple[tuple[int, _Bucket], ...] = (
    (24, lambda made: (made.date(), made.hour)),
    (7, lambda made: made.date()),
    (5, lambda made: made.isocalendar()[:2]),
    (12, lambda made: (made.year, made.month)),
)


def backup_due(last: datetime | None, now: datetime, changed: bool, closing: bool = False) -> bool:
    """Hourly while something has changed, and on closing if anything has changed since the last one.

    A last backup that lies in the future (the clock was set back) does not hold the next one off.
    """
    if not changed:
        return False
    return closing or last is None or now - last >= INTERVAL or last > now


def staying(made: Iterable[datetime]) -> frozenset[datetime]:
    """Of these times the newest of each of the last 24 hours, 7 days, 5 weeks and 12 months that have one; aware times."""
    newest_first = sorted(made, reverse=True)
    kept: set[datetime] = set(newest_first[:1])
    for count, bucket in _RULES:
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(bucket(moment.astimezone()), moment)
        kept.update(list(newest.values())[:count])
    return frozenset(kept)
