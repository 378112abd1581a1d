"""How we stand on a map, in one colour with its reason, and what is missing. [ours, after common practice]

Red: nobody who decides supports us. Amber: a supporter, but not on the decision layer. Green: a supporter on the decision layer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.relations.rules import Layer
from kamdesk.relations.rules.sheet import MapSheet, SeatRow

_ENOUGH_CONTACTS = 2


class Colour(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    UNKNOWN = "unknown"


WORD_OF = {
    Colour.GREEN: N_("Sound"),
    Colour.AMBER: N_("Needs work"),
    Colour.RED: N_("Weak"),
    Colour.UNKNOWN: N_("Not known yet"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """`reason` is a msgid, `facts` fill its braces."""

    colour: Colour
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The msgid that says the colour."""
        return WORD_OF[self.colour]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a rep should look after. `code` names the rule, `seat` the place it is about (None for the whole map)."""

    code: str
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    seat: UUID | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the customer's seats we are in touch with."""

    known: int
    whole: int


def health(seats: tuple[SeatRow, ...]) -> Health:
    """The colour of a map; UNKNOWN while nobody on it has a layer or a known stance."""
    counted = [seat for seat in seats if seat.counts]
    if not counted:
        return Health(Colour.UNKNOWN, N_("Nobody is on the map yet."))
    backers = [seat for seat in counted if seat.decisive and seat.supports]
    deciders = [seat for seat in backers if seat.layer is Layer.DECISION]
    if deciders:
        return Health(Colour.GREEN, N_("{name} on the decision layer supports us."), {"name": _first(deciders)})
    if backers:
        facts = {"name": _first(backers)}
        return Health(Colour.AMBER, N_("{name} supports us, but nobody on the decision layer does."), facts)
    if not any(seat.decisive for seat in counted):
        return Health(Colour.UNKNOWN, N_("Nobody on the map has a decision or influence layer yet."))
    return Health(Colour.RED, N_("Nobody on the decision or influence layer supports us."))


def coverage(seats: tuple[SeatRow, ...]) -> Covered:
    counted = [seat for seat in seats if seat.counts]
    return Covered(sum(seat.covered for seat in counted), len(counted))


def warnings(sheet: MapSheet) -> tuple[Warned, ...]:
    """What is missing, the gravest first: decisive people out of reach, no coach, a single thread."""
    counted = [seat for seat in sheet.seats if seat.counts]
    if not counted:
        return ()
    found = [_out_of_reach(seat) for seat in counted if seat.decisive and not seat.covered]
    if not any(seat.coach and seat.person is not None for seat in counted):
        found.append(Warned("no_coach", N_("There is no coach: nobody inside guides us.")))
    touched = [seat for seat in counted if seat.covered]
    if len(touched) < _ENOUGH_CONTACTS <= len(counted):
        found.append(_single_thread(touched))
    return tuple(found)


def _out_of_reach(seat: SeatRow) -> Warned:
    if seat.person is None:
        return Warned("unknown_decider", N_("Nobody knows who holds “{duty}”."), {"duty": seat.position or "？"}, seat.id)
    return Warned("out_of_reach", N_("{name} decides with others, and we have no contact."), {"name": seat.name}, seat.id)


def _single_thread(touched: list[SeatRow]) -> Warned:
    if not touched:
        return Warned("no_contact", N_("We are in touch with nobody on this map."))
    return Warned("single_thread", N_("Everything hangs on one contact: {name}."), {"name": touched[0].name}, touched[0].id)


def _first(seats: list[SeatRow]) -> str:
    """The strongest of them, by stance and then by influence."""
    return max(seats, key=lambda seat: (seat.support or 0, seat.influence or 0)).name
