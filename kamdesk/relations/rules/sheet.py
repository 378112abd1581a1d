"""The map as everybody reads it: screen, paper, health and figures all work from one frozen sheet. Pure."""

from dataclasses import dataclass
from uuid import UUID

from kamdesk.accounts.rules import Rank
from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer, Level, TieKind

# Contacts that count as being in touch; a name that was only heard of does not.
IN_TOUCH = frozenset({Coverage.BRIEF, Coverage.SEVERAL, Coverage.DEEP})
DECISIVE = frozenset({Layer.DECISION, Layer.INFLUENCE})


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A place on the map. `person` None is a seat whose holder is unknown; then `position` is the duty that names it."""

    id: UUID
    reports_to: UUID | None = None
    person: UUID | None = None
    name: str = ""
    position: str = ""
    department: str = ""
    rank: Rank | None = None
    side: Side = Side.THEIRS
    retired: bool = False
    layer: Layer | None = None
    coach: bool = False
    support: int | None = None
    influence: int | None = None
    coverage: Coverage | None = None
    level: Level | None = None
    level_wanted: Level | None = None

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
    """A whole map. `map` is None while an account has none yet; `seats` stand in their order: rank high to low, then as they were added."""

    map: UUID | None
    account: UUID
    account_name: str
    opportunity: UUID | None = None
    name: str = ""
    seats: tuple[SeatRow, ...] = ()
    ties: tuple[TieRow, ...] = ()
    outside: tuple[OutsideRow, ...] = ()

    def seat(self, seat_id: UUID) -> SeatRow | None:
        return next((seat for seat in self.seats if seat.id == seat_id), None)

    def seats_by_person(self) -> dict[UUID, SeatRow]:
        return {seat.person: seat for seat in self.seats if seat.person is not None}

    def ties_of(self, person: UUID) -> tuple[TieRow, ...]:
        return tuple(tie for tie in self.ties if person in (tie.first, tie.second))
