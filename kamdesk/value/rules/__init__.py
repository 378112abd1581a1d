"""大客户价值分析: what an account is worth to us and how we stand there, on two axes from 0 to 10. Pure.

A score is Σ(weight × score) / Σ weight over the criteria that are known. What is unknown is unknown, never 0: it leaves both sums, and the
share of the weight that is known stands beside every score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from kamdesk.accounts.rules import Channel, Confidence
from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_

HIGHEST = 10
CUT = Decimal(5)
_TENTH = Decimal("0.1")


class Axis(Choice):
    ATTRACTIVENESS = "attractiveness", N_("Attractiveness of the account")
    POSITION = "position", N_("Our position there")


class Cell(Choice):
    """The four fields of the matrix, cut at 5; what asks most of the rep comes first."""

    INVEST = "invest", N_("Invest")
    GROW = "grow", N_("Grow")
    KEEP = "keep", N_("Maintain")
    HARVEST = "harvest", N_("Harvest")


# What the cell asks of the rep, said on paper and on screen.
ADVICE = {
    Cell.GROW: N_("Attractive, but we are weak there: put time into relations and a first reference, review every quarter."),
    Cell.INVEST: N_("Attractive, and we are strong there: the best people and the largest share of time, plan and defend."),
    Cell.KEEP: N_("We are strong, but little is to be won: serve well at low cost, keep rivals out."),
    Cell.HARVEST: N_("Little to win and we are weak: answer what comes in, spend no time of our own."),
}


@dataclass(frozen=True, slots=True)
class AxisScore:
    """One axis: `score` to one place (None where nothing is known), `known` and `weight` are sums of weights, `unknown` how many lack."""

    score: Decimal | None
    known: int
    weight: int
    unknown: int

    @property
    def share(self) -> Decimal:
        """The part of the weight that is known, 0 to 1."""
        return Decimal(self.known) / self.weight if self.weight else Decimal(0)

    @property
    def percent(self) -> int:
        return percent(self.known, self.weight)

    @property
    def placed(self) -> bool:
        """Whether enough is known to place the account on this axis: half of the weight at least."""
        return self.score is not None and 2 * self.known >= self.weight


@dataclass(frozen=True, slots=True)
class Weighed:
    """One criterion's part in an axis: its weight, and its score or None."""

    axis: Axis
    weight: int
    score: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An account on both axes."""

    attractiveness: AxisScore
    position: AxisScore

    @property
    def placed(self) -> bool:
        return self.attractiveness.placed and self.position.placed

    @property
    def cell(self) -> Cell | None:
        """None while it is not placed. What is shown decides: 4.96 reads 5.0 and counts as 5."""
        return cell_of(self.attractiveness.score, self.position.score) if self.placed else None

    @property
    def percent(self) -> int:
        """How much of the weight of both axes together is known."""
        return percent(self.attractiveness.known + self.position.known, self.attractiveness.weight + self.position.weight)

    @property
    def unknown(self) -> int:
        return self.attractiveness.unknown + self.position.unknown

    def of(self, axis: Axis) -> AxisScore:
        return self.attractiveness if axis is Axis.ATTRACTIVENESS else self.position


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion as pages show it; `key` is the word for it in the shipped playbook, "" for one of the rep's own."""

    id: UUID
    axis: Axis
    name: str
    weight: int
    question: str
    worst: str
    best: str
    place: int
    in_use: bool
    key: str = ""
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A criterion with what is known of it for one account. `touched`: the rep said something, were it "unknown"; `asked`: a task asks."""

    criterion: CriterionRow
    score: int | None = None
    evidence: str = ""
    source: Channel | None = None
    confidence: Confidence | None = None
    touched: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """An account on one day."""

    day: date
    standing: Standing


def percent(part: int, whole: int) -> int:
    """Rounded half up, but never up to 100 while something lacks."""
    if not whole:
        return 0
    found = int((Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))
    return 99 if found == 100 and part < whole else found


def axis_score(parts: Iterable[tuple[int, int | None]]) -> AxisScore:
    """From (weight, score or None) of each criterion in use: Σ(weight × score) / Σ weight over the known ones, one place, half up."""
    total = known = weight = unknown = 0
    for heavy, score in parts:
        weight += heavy
        if score is None:
            unknown += 1
        else:
            known += heavy
            total += heavy * score
    mean = (Decimal(total) / known).quantize(_TENTH, ROUND_HALF_UP) if known else None
    return AxisScore(mean, known, weight, unknown)


def standing(parts: Sequence[Weighed]) -> Standing:
    return Standing(*(axis_score((part.weight, part.score) for part in parts if part.axis is axis) for axis in Axis))


def standing_of(rows: Sequence[ScoreRow]) -> Standing:
    """From the rows of an account; criteria that are switched off do not count."""
    return standing([Weighed(row.criterion.axis, row.criterion.weight, row.score) for row in rows if row.criterion.in_use])


def cell_of(attractiveness: Decimal | None, position: Decimal | None) -> Cell | None:
    """The cell of two scores, cut at 5 (5 counts as high); None where one is unknown."""
    if attractiveness is None or position is None:
        return None
    if attractiveness >= CUT:
        return Cell.INVEST if position >= CUT else Cell.GROW
    return Cell.KEEP if position >= CUT else Cell.HARVEST


def quarter_ago(today: date) -> date:
    """The last day of the quarter before: what an account moved since then is its move of this quarter."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return date.fromordinal(first.toordinal() - 1)
