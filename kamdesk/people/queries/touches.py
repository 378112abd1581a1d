"""When we were last in touch, and how: the one source of "last touch" for lists, the day, visits and maps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.record import alive, record_classes
from kamdesk.core.titles import titles_of
from kamdesk.people.rules import TouchKind
from kamdesk.people.tables import Person, Touch

TOUCH_FIELDS: tuple[Field, ...] = fields_of(Touch)
_AT_ONCE = 5000  # numbers in one statement; SQLite takes 32,766


@dataclass(frozen=True, slots=True)
class TouchRow:
    """Once that we were in touch; `visit` is the visit that it stands for, `about` its subject, or else the note."""

    id: UUID
    kind: TouchKind
    on: date
    about: str
    visit: UUID | None


def last_touches(
    session: Session, people: Iterable[UUID], *, until: date | None = None, leaving_out: UUID | None = None
) -> dict[UUID, date]:
    """The day of each person's last touch; who was never touched is missing.

    `until` counts that day in, `leaving_out` is a visit's number.
    """
    wanted = list(dict.fromkeys(people))
    criteria: list[ColumnElement[bool]] = [alive(Touch)]
    if until is not None:
        criteria.append(Touch.touched_on <= until)
    if leaving_out is not None:
        criteria.append(or_(Touch.visit.is_(None), Touch.visit != leaving_out))
    found: dict[UUID, date] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = select(Touch.person, func.max(Touch.touched_on)).where(Touch.person.in_(wanted[start : start + _AT_ONCE]), *criteria)
        found.update(dict(session.execute(some.group_by(Touch.person)).all()))
    return found


def touches_of(session: Session, person: UUID, limit: int = 200) -> tuple[TouchRow, ...]:
    """A person's touches, the latest first."""
    rows = session.scalars(
        select(Touch).where(Touch.person == person, alive(Touch)).order_by(Touch.touched_on.desc(), Touch.id.desc()).limit(limit)
    ).all()
    visits = {row.visit for row in rows if row.visit is not None}
    # Visits stand above people: their titles are asked for by the table's name, where that is loaded.
    subjects = titles_of(session, "visit", visits) if visits and "visit" in record_classes() else {}
    return tuple(
        TouchRow(row.id, row.kind, row.touched_on, row.note or (subjects.get(row.visit, "") if row.visit else ""), row.visit)
        for row in rows
    )  # fmt: skip


def last_touch_column() -> ScalarSelect[date]:
    """The day of the last touch of the person of the statement around it."""
    return select(func.max(Touch.touched_on)).where(Touch.person == Person.id, alive(Touch)).correlate(Person).scalar_subquery()


def overdue(session: Session, today: date) -> ColumnElement[bool]:
    """The criterion of people untouched longer than their rhythm. Who was never touched is not late: nobody knows since when."""
    rhythms = session.scalars(select(Person.cadence_days).where(Person.cadence_days.is_not(None), alive(Person)).distinct())
    last = last_touch_column()
    late = [and_(Person.cadence_days == days, last < today - timedelta(days=days)) for days in rhythms if days is not None]
    in_office = or_(Person.retired_on.is_(None), Person.retired_on > today)
    return and_(in_office, or_(*late)) if late else Person.id.in_([])
