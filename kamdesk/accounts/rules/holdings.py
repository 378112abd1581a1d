"""What stands at an account and what it plans: projects, installed base, competitors, as everybody above reads them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from kamdesk.accounts.rules import RivalStanding
from kamdesk.accounts.rules.provenance import Told

# A contract that ends within half a year is the time to be there: budgets and frameworks are decided that early. [ours]
SOON_DAYS = 180


class Due(StrEnum):
    """How near a contract's end is."""

    OVER = "over"
    SOON = "soon"
    LATER = "later"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the account's own; `amount` in 分."""

    id: UUID
    name: str
    amount: int | None
    period: str
    state: str
    description: str
    told: Told
    stale: bool


@dataclass(frozen=True, slots=True)
class InstalledRow:
    """What stands there; `days_left` until the contract ends (negative when it is over), `amount` in 分."""

    id: UUID
    product: str
    ours: bool
    supplier: str
    site: str
    quantity: str
    in_use_since: int | None
    contract_ends: date | None
    amount: int | None
    condition: str
    told: Told
    due: Due
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor at the account; `share` of what is bought, in percent."""

    id: UUID
    name: str
    standing: RivalStanding | None
    share: int | None
    strengths: str
    weaknesses: str
    answer: str
    told: Told


def due_of(ends: date | None, today: date) -> Due:
    if ends is None:
        return Due.UNKNOWN
    if ends < today:
        return Due.OVER
    return Due.SOON if (ends - today).days <= SOON_DAYS else Due.LATER


def shares_over_all(rivals: Sequence[Rival]) -> int:
    """By how much the shares of all competitors exceed the whole, in percent; 0 while they can be true together."""
    return max(0, sum(rival.share or 0 for rival in rivals) - 100)
