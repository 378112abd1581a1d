"""The way in, read from the file: who could carry a word to whom, and what to say where nobody can."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.relations.queries.suggesting import likely_with_ours
from kamdesk.relations.rules.sheet import IN_TOUCH, TieRow, depth
from kamdesk.relations.rules.way_in import WARMTH, WORD_FROM_ABOVE, Line, Link, Nearest, Way, Web, nearest, thread_strength, ways_in, web_of
from kamdesk.relations.tables import RelationMap, Seat, Thread, Tie

say({"not_a_beginning": N_("A way in begins with one of ours or a third party; {name} is on the customer's side.")})


@dataclass(frozen=True, slots=True)
class WaySheet:
    """Every way to `target`, the warmest first; `nearest` where there is none. `names` knows everybody who is named.

    `barred` oppose us: through them it would be warmer. `beginnings` are those of ours and the third parties, to choose from.
    """

    target: UUID
    name: str
    ours: bool
    ways: tuple[Way, ...] = ()
    nearest: Nearest | None = None
    barred: tuple[UUID, ...] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)
    beginnings: tuple[UUID, ...] = ()
    chosen: UUID | None = None

    @property
    def people(self) -> tuple[UUID, ...]:
        """The people of the warmest way; () where there is none."""
        return self.ways[0].people if self.ways and self.ways[0].links else ()


def way_to(session: Session, person: UUID, beginning: UUID | None = None) -> WaySheet:
    """The ways to somebody from any of ours or a third party, or from one of them. Raises Refused: gone, not_a_beginning."""
    columns = (Person.id, Person.name, Person.side, Person.retired_on)
    people: dict[UUID, Any] = {row.id: row for row in session.execute(select(*columns).where(alive(Person), _may_carry(person)))}
    _refuse_ends(people, person, beginning)
    ours = frozenset(row.id for row in people.values() if row.side is Side.OURS)
    thirds = frozenset(row.id for row in people.values() if row.side is Side.THIRD)
    order = tuple(sorted(ours | thirds, key=lambda each: (each in thirds, people[each].name)))
    whole = WaySheet(person, people[person].name, person in ours, names=_names(people, order), beginnings=order, chosen=beginning)
    if person in ours:
        return whole
    begin, third = (ours, thirds - {person}) if beginning is None else (frozenset({beginning}), frozenset[UUID]())
    ties, seats = _ties(session, people), _Seats(session, people)
    lines = [*seats.reporting(people), *_threads(session, people)]
    web = web_of(ties, lines, begin, third, seats.opponents - ours)
    ways = ways_in(web, person)
    barred = _barred(ways, web, person)
    near = None
    if not ways:
        asked = {one: each for one, each in likely_with_ours(session, begin | third).items() if one not in web.opponents}
        near = nearest(web, person, seats.contact, asked, seats.beside(person))
    names = _names(people, (*order, person, *barred, *(each for way in ways for each in way.people), *_named(near)))
    return WaySheet(person, people[person].name, False, ways, near, barred, names, order, beginning)


def _may_carry(person: UUID) -> ColumnElement[bool]:
    """Who may stand on a way: ours, third parties, whoever is tied to somebody or sits on a map, and the target."""
    tied = (select(column).where(alive(Tie)) for column in (Tie.first, Tie.second))
    seated = select(Seat.person).where(alive(Seat), Seat.person.is_not(None))
    return or_(Person.id == person, Person.side != Side.THEIRS, *(Person.id.in_(each) for each in (*tied, seated)))


def _refuse_ends(people: Mapping[UUID, Any], person: UUID, beginning: UUID | None) -> None:
    if person not in people or (beginning is not None and beginning not in people):
        raise Refused("gone", facts={"table": Person.__tablename__})
    if beginning is not None and people[beginning].side is Side.THEIRS:
        raise Refused("not_a_beginning", "beginning", {"name": people[beginning].name})


def _names(people: Mapping[UUID, Any], wanted: Sequence[UUID]) -> dict[UUID, str]:
    return {each: people[each].name for each in dict.fromkeys(wanted) if each in people}


def _named(near: Nearest | None) -> tuple[UUID, ...]:
    if near is None:
        return ()
    return (*(each for each in (near.person, near.asked) if each is not None), *(near.way.people if near.way else ()))


def _barred(ways: Sequence[Way], web: Web, person: UUID) -> tuple[UUID, ...]:
    """Those who oppose us and stand on what would be the warmest way."""
    if not web.opponents:
        return ()
    best = next(iter(ways_in(replace(web, opponents=frozenset(), mute=frozenset()), person, 1)), None)
    if best is None or (ways and best.warmth <= ways[0].warmth):
        return ()
    return tuple(each for each in best.people[:-1] if each in web.opponents)


def _ties(session: Session, people: Mapping[UUID, Any]) -> list[TieRow]:
    columns = (Tie.id, Tie.first, Tie.second, Tie.kind, Tie.strength, Tie.source, Tie.note)
    found = session.execute(select(*columns).where(alive(Tie)).order_by(Tie.id))
    return [
        TieRow(number, first, second, kind, strength, source or "", note or "")
        for number, first, second, kind, strength, source, note in found
        if first in people and second in people
    ]


def _threads(session: Session, people: Mapping[UUID, Any]) -> Iterator[Link]:
    """Threads of living seats: one of ours to whoever holds the seat."""
    columns = (Thread.ours, Seat.person, Thread.coverage, Thread.level)
    found = select(*columns).join(Seat, Seat.id == Thread.seat).where(alive(Thread), alive(Seat)).order_by(Thread.id)
    for ours, person, coverage, level in session.execute(found):
        strength = thread_strength(coverage, level)
        if strength and person is not None and ours in people and person in people and ours != person:
            yield Link(ours, person, Line.THREAD, strength, coverage=coverage, level=level)


class _Seats:
    """What the seats of all maps say: who is whose boss, who opposes us, whom somebody of ours knows."""

    def __init__(self, session: Session, people: Mapping[UUID, Any]) -> None:
        columns = (Seat.id, Seat.map, Seat.person, Seat.reports_to, Seat.support, Seat.coverage)
        alive_maps = select(Seat.id).join(RelationMap, RelationMap.id == Seat.map).where(alive(RelationMap))
        self._rows = session.execute(select(*columns).where(alive(Seat), Seat.id.in_(alive_maps)).order_by(Seat.id)).all()
        held = [row for row in self._rows if row.person in people]
        self.opponents = frozenset(row.person for row in held if row.support is not None and row.support < 0)
        self.contact: dict[UUID, float] = {}
        self._maps: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for row in held:
            self._maps[row.map].append(row.person)
            if row.coverage in IN_TOUCH:
                share = WARMTH[depth(row.coverage) - 1]
                self.contact[row.person] = max(share, self.contact.get(row.person, 0.0))

    def reporting(self, people: Mapping[UUID, Any]) -> Iterator[Link]:
        """Boss to report, both in office: the word comes down."""
        in_office = {row.id: row.person for row in self._rows if row.person in people and people[row.person].retired_on is None}
        for row in self._rows:
            boss, report = in_office.get(row.reports_to), in_office.get(row.id)
            if boss is not None and report is not None and boss != report:
                yield Link(boss, report, Line.REPORTS, WORD_FROM_ABOVE)

    def beside(self, person: UUID) -> list[UUID]:
        """Who sits on one map with somebody."""
        return list(dict.fromkeys(each for on_map in self._maps.values() if person in on_map for each in on_map))
