"""What of a map is looked at: who is bright, who is left out, and whether our people and third parties stand beside it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import TypeVar
from uuid import UUID

from kamdesk.people.rules import Side
from kamdesk.relations.rules import Coverage, Layer, TieKind
from kamdesk.relations.rules.sheet import MapSheet, OutsideRow, SeatRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lens:
    """An empty set asks for nothing. Supports are 1 for us, 0 neutral, -1 against, None not known.

    `hide` leaves out whom the questions do not fit, instead of dimming them; `others` adds boxes for those who sit beside the map;
    `centre` asks for rings around one seat.
    """

    layers: frozenset[Layer | None] = frozenset()
    supports: frozenset[int | None] = frozenset()
    coverages: frozenset[Coverage | None] = frozenset()
    sides: frozenset[Side] = frozenset()
    ties: frozenset[TieKind] = frozenset()
    hide: bool = False
    others: bool = False
    centre: UUID | None = None

    @property
    def narrows(self) -> bool:
        return any(isinstance(getattr(self, each.name), frozenset) and getattr(self, each.name) for each in fields(self))

    def fits(self, seat: SeatRow, sheet: MapSheet) -> bool:
        """Whether a seat answers every question that is asked."""
        sign = None if seat.support is None else (seat.support > 0) - (seat.support < 0)
        tied = not self.ties or (seat.person is not None and any(tie.kind in self.ties for tie in sheet.ties_of(seat.person)))
        return (
            _in(seat.layer, self.layers)
            and _in(sign, self.supports)
            and _in(seat.coverage or Coverage.UNKNOWN, self.coverages)
            and _in(seat.side, self.sides)
            and tied
        )

    def lit(self, sheet: MapSheet) -> frozenset[UUID] | None:
        """The seats that fit; None while nothing is asked."""
        return frozenset(seat.id for seat in sheet.seats if self.fits(seat, sheet)) if self.narrows else None

    def toggled(self, name: str, value: object) -> "Lens":
        """The same with one value of a question added or taken out."""
        held = getattr(self, name)
        return replace(self, **{name: held ^ {value}})


def _in(value: T, wanted: Collection[T]) -> bool:
    return not wanted or value in wanted


def beside(sheet: MapSheet) -> tuple[SeatRow, ...]:
    """Our people and third parties who are tied to somebody on the map or in touch with them, as boxes: their number is the person's."""
    seated = {seat.person for seat in sheet.seats}
    found: dict[UUID, OutsideRow] = {row.person: row for row in (*sheet.outside, *sheet.ours) if row.person not in seated}
    return tuple(SeatRow(row.person, person=row.person, name=row.name, position=row.position, side=row.side) for row in found.values())


def looked_at(sheet: MapSheet, lens: Lens) -> MapSheet:
    """The sheet with those beside it where they are wanted, and without whom the lens leaves out; their reports go to the next higher."""
    if lens.hide and lens.narrows:
        sheet = without(sheet, frozenset(seat.id for seat in sheet.seats if not lens.fits(seat, sheet)))
    return replace(sheet, seats=(*sheet.seats, *beside(sheet))) if lens.others or lens.centre is not None else sheet


def without(sheet: MapSheet, gone: frozenset[UUID]) -> MapSheet:
    """The sheet without some seats; a boss who is gone is replaced by the next higher who is not."""
    bosses = {seat.id: seat.reports_to for seat in sheet.seats}

    def kept(boss: UUID | None) -> UUID | None:
        seen: set[UUID] = set()
        while boss is not None and boss in gone and boss not in seen:
            seen.add(boss)
            boss = bosses.get(boss)
        return None if boss in gone else boss

    seats = []
    for seat in sheet.seats:
        if seat.id not in gone:
            boss = kept(seat.reports_to)
            seats.append(seat if boss == seat.reports_to else replace(seat, reports_to=boss, x=None, y=None))
    return replace(sheet, seats=tuple(seats))
