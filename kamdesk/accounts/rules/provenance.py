"""Where a fact was learned and how long it may be trusted. Pure: days are handed in.

A fact that somebody has only heard grows old in a third of the time. [ours; a note's 180 and 60 days stand in the same proportion]
"""

from dataclasses import dataclass
from datetime import date

from kamdesk.accounts.rules import Channel, Confidence, is_stale

HEARSAY_SHARE = 3


@dataclass(frozen=True, slots=True)
class Told:
    """Who told it: one of the seven channels, the day, how sure it is, and the person's name where the rep noted one."""

    source: Channel | None = None
    learned_on: date | None = None
    confidence: Confidence | None = None
    told_by: str = ""


UNTOLD = Told()


def shelf_of(shelf_days: int | None, confidence: Confidence | None) -> int | None:
    """For how many days a fact stays fresh; None where it never grows old."""
    if shelf_days is None:
        return None
    return shelf_days // HEARSAY_SHARE if confidence is Confidence.HEARSAY else shelf_days


def told_is_stale(told: Told, shelf_days: int | None, today: date) -> bool:
    return is_stale(told.learned_on, shelf_of(shelf_days, told.confidence), today)
