"""客户机会分析 and 客户计划: where an account could buy more, and what we set out to reach there. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Ground(Choice):
    """One cell of the grid product × division."""

    OURS = "ours", N_("Have it from us")
    RIVAL = "rival", N_("Have it from a competitor")
    WHITE = "white", N_("White space")
    UNSUITABLE = "unsuitable", N_("Not suitable")


class ObjectiveState(Choice):
    OPEN = "open", N_("Under way")
    REACHED = "reached", N_("Reached")
    DROPPED = "dropped", N_("Given up")


# A key or a click goes round: not looked at, then each ground, then not looked at again.
ROUND: tuple[Ground | None, ...] = (None, *Ground)
# Sign and short word of each ground, so that a cell is read without its colour.
SIGNS: Mapping[Ground | None, str] = {
    Ground.OURS: "●", Ground.RIVAL: "▲", Ground.WHITE: "○", Ground.UNSUITABLE: "—", None: "",
}  # fmt: skip
SHORT: Mapping[Ground | None, str] = {
    Ground.OURS: N_("ours"), Ground.RIVAL: N_("competitor"), Ground.WHITE: N_("white space"), Ground.UNSUITABLE: N_("not suitable"),
    None: N_("not looked at"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """A product or service of ours, a row of the grid."""

    id: UUID
    name: str
    family: str


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A part of the account that buys for itself, a column of the grid."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell that was looked at; `potential` in 分 a year."""

    id: UUID
    ground: Ground
    rival: str = ""
    potential: int | None = None
    note: str = ""


Cells = Mapping[tuple[UUID, UUID], CellRow]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a row, a column or the whole grid adds up to. `covered` in percent of what could be sold; None where nothing is known to be."""

    cells: int
    looked_at: int
    ours: int
    rival: int
    white: int
    white_potential: int
    rival_potential: int

    @property
    def covered(self) -> int | None:
        suited = self.ours + self.rival + self.white
        return round(100 * self.ours / suited) if suited else None


def tally(cells: Sequence[CellRow | None]) -> Tally:
    """Adds up cells; None is one that nobody looked at, which counts as nothing but unknown."""
    known = [cell for cell in cells if cell is not None]

    def many(ground: Ground) -> int:
        return sum(cell.ground is ground for cell in known)

    def potential(ground: Ground) -> int:
        return sum(cell.potential or 0 for cell in known if cell.ground is ground)

    return Tally(
        len(cells), len(known), many(Ground.OURS), many(Ground.RIVAL), many(Ground.WHITE), potential(Ground.WHITE), potential(Ground.RIVAL)
    )


def next_ground(ground: Ground | None, way: int = 1) -> Ground | None:
    """What a click or a key makes of a cell."""
    return ROUND[(ROUND.index(ground) + way) % len(ROUND)]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an objective is: `done` of `whole` actions; one that is reached is whole, whatever its actions say."""

    done: int
    whole: int
    state: ObjectiveState
    due: date | None
    days: int | None

    @property
    def percent(self) -> int:
        if self.state is ObjectiveState.REACHED:
            return 100
        return round(100 * self.done / self.whole) if self.whole else 0

    @property
    def overdue(self) -> bool:
        return self.state is ObjectiveState.OPEN and self.days is not None and self.days < 0


def progress(done: int, whole: int, state: ObjectiveState, due: date | None, today: date) -> Progress:
    return Progress(done, whole, state, due, None if due is None else (due - today).days)
