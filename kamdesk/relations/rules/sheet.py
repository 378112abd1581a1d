"""The map as everybody reads it: screen, paper, health and figures all work from one frozen sheet. Pure."""

from dataclasses import dataclass, replace
from uuid import UUID

from kamdesk.accounts.rules import Rank
from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer, Level, TieKind

# Contacts that count as being in touch; a name that was only heard of does not.
IN_TOUCH = frozenset({Coverage.BRIEF, Coverage.SEVERAL, Coverage.DEEP})
DECISIVE = frozenset({Layer.DECISION, Layer.INFLUENCE})


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """接触线: what one of our people has with one seat."""

    id: UUID
    ours: UUID
    seat: UUID
    coverage: Coverage | None = None
    level: Level | None = None
    level_wanted: Level | None = None
    note: str = ""

    @property
    def active(self) -> bool:
        return self.coverage in IN_TOUCH


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A place on the map. `person` None is a seat whose holder is unknown; then `position` is the duty that names it.

    Coverage and levels are what was set by hand, else the best of the threads; `derived` names those that come from the threads.
    """

    id: UUID
    reports_to: UUID | None = None
    person: UUID | None = None
    name: str = ""
    position: str = ""
    department: str = ""
    rank: Rank | None = None
    side: Side = Side.THEIRS
    retired: bool = False
    moved_to: str = ""  # where they went who hold their seat no longer; `retired` is set then as well
    layer: Layer | None = None
    coach: bool = False
    support: int | None = None
    influence: int | None = None
    coverage: Coverage | None = None
    level: Level | None = None
    level_wanted: Level | None = None
    note: str = ""
    threads: tuple[ThreadRow, ...] = ()
    derived: frozenset[str] = frozenset()
    x: int | None = None  # where a hand put the box, in points from its boss (from the map's corner for a top)
    y: int | None = None
    place: int | None = None  # among those with the same boss, where a hand decided it

    @property
    def counts(self) -> bool:
        """Whether this seat belongs to the customer's side of the question who decides."""
        return self.side is Side.THEIRS and not self.retired

    @property
    def decisive(self) -> bool:
        return self.counts and self.layer in DECISIVE

    @property
    def supports(self) -> bool:
        return self.counts and self.person is not None and (self.support or 0) > 0

    @property
    def covered(self) -> bool:
        return self.person is not None and self.coverage in IN_TOUCH


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie between two people; INFLUENCES reads from first to second."""

    id: UUID
    first: UUID
    second: UUID
    kind: TieKind
    strength: int = 1
    source: str = ""
    note: str = ""

    def other(self, person: UUID) -> UUID:
        return self.second if person == self.first else self.first


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """Somebody who is tied to a person on the map without sitting on it: one of ours, a third party, a friend elsewhere."""

    person: UUID
    name: str
    position: str = ""
    side: Side = Side.OURS


@dataclass(frozen=True, slots=True)
class MapSheet:
    """A whole map. `map` is None while an account has none yet; `seats` stand in their order: rank high to low, then as they were added.

    `ours` are our people who hold a thread to one of them.
    """

    map: UUID | None
    account: UUID
    account_name: str
    opportunity: UUID | None = None
    name: str = ""
    seats: tuple[SeatRow, ...] = ()
    ties: tuple[TieRow, ...] = ()
    outside: tuple[OutsideRow, ...] = ()
    ours: tuple[OutsideRow, ...] = ()

    def seat(self, seat_id: UUID) -> SeatRow | None:
        return next((seat for seat in self.seats if seat.id == seat_id), None)

    def parents(self) -> dict[UUID, UUID | None]:
        """Each seat's boss, siblings in the order a hand gave them, those without a place after them as they come."""
        ordered = sorted(self.seats, key=lambda seat: 1_000_000 if seat.place is None else seat.place)
        return {seat.id: seat.reports_to for seat in ordered}

    def by_hand(self) -> dict[UUID, tuple[float, float]]:
        """Where boxes were put by hand, seen from their bosses; without the boss there is nothing to see it from."""
        there = {seat.id for seat in self.seats} | {None}
        placed = [seat for seat in self.seats if seat.x is not None and seat.y is not None and seat.reports_to in there]
        return {seat.id: (float(seat.x or 0), float(seat.y or 0)) for seat in placed}

    def seats_by_person(self) -> dict[UUID, SeatRow]:
        return {seat.person: seat for seat in self.seats if seat.person is not None}

    def ties_of(self, person: UUID) -> tuple[TieRow, ...]:
        return tuple(tie for tie in self.ties if person in (tie.first, tie.second))


_COVERAGES = {coverage: place for place, coverage in enumerate(Coverage)}
_LEVELS = {level: place for place, level in enumerate(Level)}


def depth(coverage: Coverage | None) -> int:
    """接触程度 as a figure: 0 not known, 1 none, 2 brief, 3 several contacts, 4 in depth."""
    return _COVERAGES[coverage] if coverage is not None else 0


def with_threads(seat: SeatRow, threads: tuple[ThreadRow, ...]) -> SeatRow:
    """The seat with its threads: what was not set by hand is the best of them. "Contact unknown" is as good as not set."""
    levels = [each.level for each in threads if each.level is not None]
    wanted = [each.level_wanted for each in threads if each.level_wanted is not None]
    best: dict[str, Coverage | Level] = {}
    deepest = max((each.coverage for each in threads if each.coverage is not None), key=depth, default=None)
    if deepest is not None and seat.coverage in (None, Coverage.UNKNOWN):
        best["coverage"] = deepest
    if levels and seat.level is None:
        best["level"] = max(levels, key=_LEVELS.__getitem__)
    if wanted and seat.level_wanted is None:
        best["level_wanted"] = max(wanted, key=_LEVELS.__getitem__)
    return replace(seat, threads=threads, derived=frozenset(best), **best)  # type: ignore[arg-type]


def level_gap(now: Level | None, wanted: Level | None) -> int:
    """How many levels are missing to what is wanted; 0 where it is reached or nothing is wanted, one more where we are nobody yet."""
    if wanted is None:
        return 0
    return max(0, _LEVELS[wanted] - (_LEVELS[now] if now is not None else -1))


def bare_seat(seat: SeatRow) -> SeatRow:
    """A seat without anything that masking hides."""
    return replace(
        seat, layer=None, coach=False, support=None, influence=None, coverage=None, level=None, level_wanted=None, note="", threads=(),
        derived=frozenset(),
    )  # fmt: skip
