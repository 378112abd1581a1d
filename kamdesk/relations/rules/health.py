"""How we stand on a map, in one colour with its reason, and what is missing. [ours, after common practice]

Red: nobody who decides supports us. Amber: a supporter, but not on the decision layer. Green: a supporter on the decision layer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.relations.rules import Layer
from kamdesk.relations.rules.sheet import MapSheet, SeatRow

_ENOUGH_CONTACTS = 2
_INFLUENTIAL = 4  # of 5
_LARGE = 6  # seats from which on one coach is not enough


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
    """Something a rep should look after. `code` names the rule, `seat` the place it is about (None for the whole map).

    `sentence` and `advice`, what to do next, are msgids; `facts` fill the braces of both.
    """

    code: str
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    seat: UUID | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """What warnings need besides the map, by person: when we were last in touch, and how often we want to be."""

    today: date
    last: Mapping[UUID, date] = field(default_factory=dict)
    cadence: Mapping[UUID, int] = field(default_factory=dict)


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


def warnings(sheet: MapSheet, watch: Watch | None = None) -> tuple[Warned, ...]:
    """What is missing, the gravest first: who decides out of reach, opponents, no coach, a single thread, people neglected or gone.

    Neglect is measured as max(days − period, 0) ÷ period since the last touch, so that a weekly contact ten days ago comes before a
    yearly one a year and a week ago. It needs `watch`.
    """
    counted = [seat for seat in sheet.seats if seat.counts]
    found: list[Warned] = []
    if counted:
        found += [_out_of_reach(seat) for seat in counted if seat.decisive and not seat.covered]
        found += [_opponent(seat) for seat in counted if _opposes(seat)]
        found += _coaches(counted)
        found += _threads(sheet, counted)
        found += _neglected(counted, watch) if watch else ()
    return (*found, *_left(sheet))


def _out_of_reach(seat: SeatRow) -> Warned:
    if seat.person is None:
        advice = N_("Ask the coach or look at the published list of leaders.")
        return Warned("unknown_decider", N_("Nobody knows who holds “{duty}”."), {"duty": seat.position or "？"}, seat.id, advice)
    sentence, advice = N_("{name} decides with others, and we have no contact."), N_("See who could open the door: the way in.")
    return Warned("out_of_reach", sentence, {"name": seat.name}, seat.id, advice)


def _opposes(seat: SeatRow) -> bool:
    return seat.person is not None and (seat.support or 0) < 0 and (seat.decisive or (seat.influence or 0) >= _INFLUENTIAL)


def _opponent(seat: SeatRow) -> Warned:
    """Not everybody has to be won: somebody with influence who is against us must at least be heard."""
    sentence = N_("{name} is against us and has influence.") if seat.support == -2 else N_("{name} has doubts about us, and influence.")
    advice = N_("Find out what they stand to lose; let somebody speak whom they listen to.")
    return Warned("opponent", sentence, {"name": seat.name}, seat.id, advice)


def _coaches(counted: list[SeatRow]) -> list[Warned]:
    coaches = [seat for seat in counted if seat.coach and seat.person is not None]
    if not coaches:
        advice = N_("Win somebody inside who wants us to succeed and is believed there.")
        return [Warned("no_coach", N_("There is no coach: nobody inside guides us."), advice=advice)]
    if len(counted) >= _LARGE and len({seat.department or seat.position for seat in coaches}) == 1:
        sentence = N_("All we hear from inside comes from one side: {name}.")
        advice = N_("Look for a second coach in another department.")
        return [Warned("second_coach", sentence, {"name": coaches[0].name}, coaches[0].id, advice)]
    return []


def _threads(sheet: MapSheet, counted: list[SeatRow]) -> list[Warned]:
    touched = [seat for seat in counted if seat.covered]
    if len(touched) < _ENOUGH_CONTACTS <= len(counted):
        return [_single_thread(touched)]
    holders = [{thread.ours for thread in seat.threads if thread.active} for seat in touched]
    everybody = {each for held in holders for each in held}
    if len(touched) >= _ENOUGH_CONTACTS and len(everybody) == 1 and all(holders):
        name = next((each.name for each in sheet.ours if each.person in everybody), "？")
        advice = N_("Introduce a second person of ours, first to those who decide.")
        return [Warned("one_of_ours", N_("Every contact on the map is {name}'s alone."), {"name": name}, advice=advice)]
    return []


def _single_thread(touched: list[SeatRow]) -> Warned:
    if not touched:
        return Warned("no_contact", N_("We are in touch with nobody on this map."), advice=N_("Begin with whoever a warm way leads to."))
    advice = N_("Ask {name} to introduce a colleague; meet the boss as well.")
    return Warned("single_thread", N_("Everything hangs on one contact: {name}."), {"name": touched[0].name}, touched[0].id, advice)


def neglect(last: date | None, period: int | None, today: date) -> float:
    """max(days − period, 0) ÷ period; 0 where nobody knows when, or how often."""
    return max((today - last).days - period, 0) / period if last is not None and period else 0.0


def _neglected(counted: list[SeatRow], watch: Watch) -> list[Warned]:
    late: list[tuple[float, Warned]] = []
    for seat in counted:
        if seat.person is None or not (seat.decisive or seat.coach):
            continue
        last, period = watch.last.get(seat.person), watch.cadence.get(seat.person)
        priority = neglect(last, period, watch.today)
        if priority > 0 and last is not None:
            facts = {"name": seat.name, "days": (watch.today - last).days, "period": period}
            sentence = N_("{name} was last in touch {days} days ago; every {period} days was meant.")
            advice = N_("Call today, with a reason that is worth their time.")
            late.append((priority, Warned("untouched", sentence, facts, seat.id, advice)))
    return [warned for _priority, warned in sorted(late, key=lambda each: -each[0])]


def _left(sheet: MapSheet) -> list[Warned]:
    """Who retired or moved away counts no longer; their seat still stands there."""
    found: list[Warned] = []
    for seat in sheet.seats:
        if seat.person is None or not seat.retired or (seat.layer is None and not seat.moved_to):
            continue
        if seat.moved_to:
            sentence = N_("{name} has moved to {to}; nobody is named for the seat.")
            advice = N_("Find out who follows; keep in touch at {to}.")
            found.append(Warned("moved", sentence, {"name": seat.name, "to": seat.moved_to}, seat.id, advice))
        else:
            sentence = N_("{name} has left; nobody is named for the seat.")
            advice = N_("Find out who follows, and make the new one's acquaintance.")
            found.append(Warned("retired", sentence, {"name": seat.name}, seat.id, advice))
    return found


def _first(seats: list[SeatRow]) -> str:
    """The strongest of them, by stance and then by influence."""
    return max(seats, key=lambda seat: (seat.support or 0, seat.influence or 0)).name
