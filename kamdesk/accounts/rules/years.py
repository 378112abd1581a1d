"""An account's business by year, and how it grew. Pure; money is 分."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from kamdesk.accounts.rules.provenance import UNTOLD, Told


@dataclass(frozen=True, slots=True)
class Year:
    """One year's figures in 分, None where unknown; `growth` is that of revenue, `margin` profit over revenue, in percent to one place."""

    id: UUID
    year: int
    revenue: int | None = None
    profit: int | None = None
    investment: int | None = None
    told: Told = UNTOLD
    stale: bool = False
    growth: Decimal | None = None
    margin: Decimal | None = None


def growth(before: int | None, now: int | None) -> Decimal | None:
    """How much larger `now` is, in percent to one place; None where either is unknown or the base is nothing or a loss: no rate says
    anything then."""
    if before is None or now is None or before <= 0:
        return None
    return _percent(now - before, before)


def margin(part: int | None, whole: int | None) -> Decimal | None:
    """What part of the whole it is, in percent to one place."""
    return None if part is None or whole is None or whole <= 0 else _percent(part, whole)


def compared(years: Iterable[Year]) -> tuple[Year, ...]:
    """The years, the earliest first, each compared with the year before it; over a gap nothing is compared."""
    ordered = sorted(years, key=lambda year: year.year)
    before = {year.year: year for year in ordered}
    return tuple(
        replace(
            year,
            growth=growth(before[year.year - 1].revenue, year.revenue) if year.year - 1 in before else None,
            margin=margin(year.profit, year.revenue),
        )
        for year in ordered
    )


def mean_growth(years: Iterable[Year]) -> Decimal | None:
    """Compound growth of revenue a year between the first and the last known year, in percent to one place; None without two of them."""
    known = [(year.year, year.revenue) for year in sorted(years, key=lambda each: each.year) if year.revenue is not None]
    if len(known) < 2:
        return None
    (first, start), (last, end) = known[0], known[-1]
    if start <= 0 or end <= 0:
        return None
    rate = (Decimal(end) / Decimal(start)) ** (Decimal(1) / Decimal(last - first)) - 1
    return (rate * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
