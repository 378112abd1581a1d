"""All accounts side by side: what a row says, which rows are wanted, in which order they stand, which of them become bubbles. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kamdesk.accounts.rules import Ownership
from kamdesk.value.rules import Cell, CriterionRow, Standing
from kamdesk.value.rules.matrix import Dot

# What asks most of the rep stands first; what is not placed stands last.
ORDER: tuple[Cell | None, ...] = (Cell.INVEST, Cell.GROW, Cell.KEEP, Cell.HARVEST, None)


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One account of the portfolio; `before` is where it stood at the end of the last quarter, None where that was nowhere or the same."""

    account: UUID
    name: str
    short: str
    ownership: Ownership | None
    region: str
    tags: tuple[str, ...]
    revenue: int | None
    assessed_on: date | None
    standing: Standing
    unknown: tuple[CriterionRow, ...]
    before: Standing | None

    @property
    def cell(self) -> Cell | None:
        return self.standing.cell


@dataclass(frozen=True, slots=True)
class PortfolioSheet:
    """The rows, what makes the bubbles (`sizes` in 分, `size_label` a msgid), and whose portfolio it is."""

    rows: tuple[PortfolioRow, ...]
    sizes: Mapping[UUID, int]
    size_label: str = ""
    rep: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the portfolio; None and "" narrow nothing."""

    ownership: Ownership | None = None
    region: str = ""
    tag: str = ""

    def takes(self, row: PortfolioRow) -> bool:
        return (
            (self.ownership is None or row.ownership is self.ownership)
            and (not self.region or row.region == self.region)
            and (not self.tag or self.tag in row.tags)
        )


def ordered(rows: Sequence[PortfolioRow], wanted: Wanted | None = None) -> tuple[PortfolioRow, ...]:
    """By cell, within a cell by both scores together; the unplaced ones last, those that were begun before the others."""
    taken = [row for row in rows if wanted is None or wanted.takes(row)]
    return tuple(sorted(taken, key=_rank))


def _rank(row: PortfolioRow) -> tuple[int, bool, Decimal, int, str]:
    return (ORDER.index(row.cell), row.assessed_on is None, -_together(row), -row.standing.percent, row.short)


def _together(row: PortfolioRow) -> Decimal:
    return (row.standing.attractiveness.score or Decimal(0)) + (row.standing.position.score or Decimal(0))


def dots(rows: Sequence[PortfolioRow], sizes: Mapping[UUID, int]) -> tuple[Dot, ...]:
    """Placed rows as bubbles, numbered as they stand in the list."""
    return tuple(
        Dot(row.account, row.short, row.standing, sizes.get(row.account), row.before, number)
        for number, row in enumerate(rows, 1)
        if row.cell is not None
    )


def counts(rows: Sequence[PortfolioRow]) -> dict[Cell | None, int]:
    return {cell: sum(row.cell is cell for row in rows) for cell in ORDER}
