"""When a map changed, and what became different since a moment: from the journal, so that nothing has to be noted for it."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from kamdesk.core.days import local_day
from kamdesk.core.journal import Entry, Transaction
from kamdesk.people.tables import Person
from kamdesk.relations.queries.sheets import map_sheet, map_sheet_at
from kamdesk.relations.rules.changing import Difference, differences
from kamdesk.relations.tables import RelationMap, Seat, Thread, Tie

# What of a person stands on a map; a new phone number is no change of the map.
_SHOWN = ("name", "position", "department", "rank", "retired_on", "side", "erased_at")


def map_changes(session: Session, map_or_account_id: UUID, since: datetime) -> tuple[Difference, ...]:
    """What is different now from what it was at a moment (aware). Raises Refused("gone")."""
    now = map_sheet(session, map_or_account_id)
    return differences(map_sheet_at(session, now.map or map_or_account_id, since), now)


def end_of(day: date) -> datetime:
    """The last moment of a day here: what stood in the evening."""
    return datetime.combine(day, time.max).astimezone()


def change_days(session: Session, map_id: UUID) -> tuple[date, ...]:
    """The days on which something of a map changed, the earliest first; the map's own birth is the first."""
    works = select(Entry.work).where(or_(*_about(map_id))).distinct()
    found = session.scalars(select(Transaction.at).where(Transaction.id.in_(works)).distinct().order_by(Transaction.at))
    return tuple(dict.fromkeys(local_day(at) for at in found))


def _about(map_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The entries of the map, its seats and threads, the ties of who ever sat on it, and what of these people shows."""
    seats, threads = select(Seat.id).where(Seat.map == map_id), select(Thread.id).where(Thread.map == map_id)
    people = select(Seat.person).where(Seat.map == map_id, Seat.person.is_not(None))
    ties = select(Tie.id).where(or_(Tie.first.in_(people), Tie.second.in_(people)))
    return (
        and_(Entry.table == RelationMap.__tablename__, Entry.row == map_id),
        and_(Entry.table == Seat.__tablename__, Entry.row.in_(seats), or_(Entry.field.is_(None), Entry.field.not_in(("x", "y", "place")))),
        and_(Entry.table == Thread.__tablename__, Entry.row.in_(threads)),
        and_(Entry.table == Tie.__tablename__, Entry.row.in_(ties)),
        and_(Entry.table == Person.__tablename__, Entry.row.in_(people), Entry.field.in_(_SHOWN)),
    )
