"""What to watch beside the map itself: last touches, rhythms, who moved away; and the accounts where something is amiss."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.core.figures import Narrowing
from kamdesk.core.marking import N_
from kamdesk.core.record import alive
from kamdesk.people.queries.touches import last_touches
from kamdesk.people.tables import Person
from kamdesk.relations.queries.sheets import seats_of_maps
from kamdesk.relations.rules.health import Watch, warnings
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.relations.tables import RelationMap, Seat


def watch_of(session: Session, sheet: MapSheet, today: date) -> Watch:
    """What the warnings of one map need to know, in a handful of statements."""
    people = [seat.person for seat in sheet.seats if seat.person is not None]
    return _watch(session, people, today)


def _watch(session: Session, people: Collection[UUID], today: date) -> Watch:
    rhythms = session.execute(select(Person.id, Person.cadence_days).where(Person.id.in_(people)))
    return Watch(today, last_touches(session, people, until=today), {person: days for person, days in rhythms if days})


def warned_accounts(session: Session, today: date, *codes: str) -> frozenset[UUID]:
    """The accounts whose own map has a warning of one of these codes."""
    maps = session.execute(
        select(RelationMap.id, RelationMap.account).where(alive(RelationMap), RelationMap.opportunity.is_(None))
    ).all()  # fmt: skip
    seats = seats_of_maps(session, [number for number, _account in maps])
    on_maps = select(Seat.person).where(alive(Seat))
    rhythms = session.execute(select(Person.id, Person.cadence_days).where(Person.id.in_(on_maps)))
    seated = [seat.person for rows in seats.values() for seat in rows if seat.person is not None]
    watch = Watch(today, last_touches(session, seated, until=today), {person: days for person, days in rhythms if days})
    sheets = (MapSheet(number, account, "", seats=seats[number]) for number, account in maps)
    return frozenset(sheet.account for sheet in sheets if any(each.code in codes for each in warnings(sheet, watch)))


def _no_coach(session: Session, today: date) -> frozenset[UUID]:
    return warned_accounts(session, today, "no_coach")


def _single_thread(session: Session, today: date) -> frozenset[UUID]:
    return warned_accounts(session, today, "single_thread", "one_of_ours")


def _untouched_key(session: Session, today: date) -> frozenset[UUID]:
    return warned_accounts(session, today, "untouched")


# Chips on the list of accounts; `desk/contents.py` hands them over.
NO_COACH = Narrowing("no_coach", N_("No coach"), _no_coach, personal=True)
SINGLE_THREAD = Narrowing("single_thread", N_("Single thread"), _single_thread, personal=True)
UNTOUCHED_KEY = Narrowing("untouched_key", N_("Key people neglected"), _untouched_key, personal=True)
