"""What the list of people knows besides the fields of the card: being in touch, and whether we may keep what we keep."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core import listing
from kamdesk.core.fields import Field, Kind
from kamdesk.core.filtering import Derived
from kamdesk.core.marking import N_
from kamdesk.core.record import alive
from kamdesk.people.queries.touches import last_touch_column, overdue
from kamdesk.people.rules import Side
from kamdesk.people.rules.rhythm import rhythm
from kamdesk.people.tables import Person


def photos(session: Session) -> dict[UUID, str]:
    """The content address of every photo there is, by person."""
    found = session.execute(select(Person.id, Person.photo).where(alive(Person), Person.photo.is_not(None)))
    return {person: photo for person, photo in found if photo}


def place_names(session: Session) -> dict[UUID, str]:
    """How accounts are called in a narrow column: by their short names."""
    found = session.execute(select(Account.id, func.coalesce(Account.short_name, Account.name)).where(alive(Account)))
    return {account: name for account, name in found}  # noqa: C416 - the rows are typed pairs


def _overdue_days(session: Session, today: date) -> Mapping[UUID, int]:
    found = session.execute(select(Person.id, Person.cadence_days, last_touch_column()).where(alive(Person), overdue(session, today)))
    return {person: rhythm(every, last, today).over for person, every, last in found}


def _grounded() -> ColumnElement[bool]:
    noted = and_(Person.basis.is_not(None), func.coalesce(Person.purpose, "") != "")
    return case((or_(Person.side == Side.OURS, noted), True), else_=False)


_DERIVED = (
    Derived(Field(N_("Last touch"), Kind.DAY, name="last_touch"), value=last_touch_column),
    Derived(Field(N_("Touch overdue by"), Kind.WHOLE, unit=N_("days"), name="overdue_days"), values=_overdue_days),
    Derived(Field(N_("Purpose and basis noted"), Kind.YES_NO, name="grounded"), value=_grounded),
)
LISTED = listing.offer(listing.Listed("person", _DERIVED, order="order_key"))
