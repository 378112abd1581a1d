"""Visits as pages, papers and the command line read them: frozen rows and one sheet, never mapped objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day, utc
from kamdesk.core.fields import Field, Kind
from kamdesk.core.figures import Figure, Tone
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.settings import REP, setting
from kamdesk.people.queries import last_touches
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.pipeline.rules import Stage
from kamdesk.pipeline.tables import Opportunity
from kamdesk.promises.queries import PromiseRow, promise_rows, promises_of
from kamdesk.relations.queries import map_sheet
from kamdesk.relations.rules import Coverage, Layer
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.relations.tables import RelationMap, Seat
from kamdesk.visits.rules import (
    USUAL_CADENCE,
    Known,
    LastVisit,
    PersonKnown,
    PromiseKnown,
    Readiness,
    Suggestion,
    VisitState,
    When,
    is_unreported,
    readiness,
    silence_tone,
    suggestions,
)  # fmt: skip
from kamdesk.visits.tables import Attendee, Visit, VisitPromise

VISIT_FIELDS: tuple[Field, ...] = fields_of(Visit)
ATTENDEE_FIELDS: tuple[Field, ...] = fields_of(Attendee)
_SHOWN = (Visit, func.coalesce(Account.short_name, Account.name), Opportunity.name)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of a list; `ready` of seven points, `people` the names of the customer's people to be met; the account by its short name."""

    id: UUID
    subject: str
    account: UUID
    account_name: str
    opportunity_name: str
    starts_at: datetime | None
    place: str
    state: VisitState
    people: tuple[str, ...]
    ready: int
    unreported: bool
    next_step: str
    result: str


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """A person of the visit. From `layer` on it is what a masked paper leaves out, `remember` too."""

    id: UUID
    person: UUID
    name: str
    position: str
    department: str
    rank: Rank | None
    side: Side
    aim: str
    last_touch: date | None
    remember: str = ""
    layer: Layer | None = None
    coach: bool = False
    support: int | None = None
    influence: int | None = None
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """A visit whole: what page, paper and command line need. `values` holds every field of the visit by name.

    `promises` are the account's open ones both ways, `made` those noted at this visit. `map` is the project's map where there is
    one, else the account's, None without any seat. Times are UTC.
    """

    id: UUID
    values: Mapping[str, object]
    account: UUID
    account_name: str
    account_line: str
    opportunity: UUID | None
    opportunity_name: str
    stage: Stage | None
    people: tuple[AttendeeRow, ...]
    promises: tuple[PromiseRow, ...]
    made: tuple[PromiseRow, ...]
    last: LastVisit | None
    readiness: Readiness
    rep: str
    map: MapSheet | None = None

    def text(self, name: str) -> str:
        """A text field, "" where empty."""
        return str(self.values.get(name) or "")

    def with_typed(self, typed: Mapping[str, object]) -> "VisitSheet":
        """The sheet as it will be once what is being typed is kept."""
        values = MappingProxyType({**self.values, **typed})
        return replace(self, values=values, readiness=readiness(values, len(self.theirs)))

    @property
    def state(self) -> VisitState:
        found = self.values["state"]
        assert isinstance(found, VisitState)
        return found

    @property
    def starts_at(self) -> datetime | None:
        found = self.values.get("starts_at")
        return found if isinstance(found, datetime) else None

    @property
    def theirs(self) -> tuple[AttendeeRow, ...]:
        return tuple(each for each in self.people if each.side is not Side.OURS)

    @property
    def ours(self) -> tuple[AttendeeRow, ...]:
        return tuple(each for each in self.people if each.side is Side.OURS)


def visit_ids(
    session: Session, sort: str = "", descending: bool = False, typed: str = "", when: When | None = None, today: date | None = None
) -> tuple[UUID, ...]:
    """All numbers, filtered and in order: without a `sort` what is to come first, the soonest on top, then the past, the latest on top.

    `when` cuts the list and needs `today`; `typed` is looked for in visits' and accounts' names and in reports.
    """
    found = _living(Visit.id)
    if when is not None and today is not None:
        found = found.where(_when(when, today))
    if typed.strip():
        found = found.where(_matching(typed))
    return tuple(session.scalars(_ordered(found, sort, descending)))


def visit_rows(session: Session, ids: Iterable[UUID], today: date) -> tuple[VisitRow, ...]:
    """The lines of these numbers in their order; two statements however many they are."""
    wanted = list(ids)
    rows = {row.id: row for row in _rows(session, _living(*_SHOWN).where(Visit.id.in_(wanted)), today)}
    return tuple(rows[number] for number in wanted if number in rows)


def of_account(session: Session, account: UUID, today: date) -> tuple[VisitRow, ...]:
    """An account's visits: to come first, then the past."""
    return _rows(session, _ordered(_living(*_SHOWN).where(Visit.account == account), "", False), today)


def concerning(session: Session, item: UUID, today: date) -> tuple[VisitRow, ...]:
    """The visits of an account, of an opportunity, or with a person: whatever the number names. To come first, then the past."""
    with_person = select(Attendee.visit).where(Attendee.person == item, alive(Attendee))
    wanted = or_(Visit.account == item, Visit.opportunity == item, Visit.id.in_(with_person))
    return _rows(session, _ordered(_living(*_SHOWN).where(wanted), "", False), today)


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What is known already about a visit planned from a card: field values by name, and whom to see."""

    values: Mapping[str, object]
    people: tuple[UUID, ...] = ()


def new_visit_for(session: Session, item: UUID) -> NewVisit:
    """From an account's, an opportunity's or a person's card."""
    project, person = session.get(Opportunity, item), session.get(Person, item)
    if project is not None:
        return NewVisit({"account": project.account, "opportunity": project.id})
    if person is not None:
        return NewVisit({"account": person.account} if person.account else {}, (person.id,))
    return NewVisit({"account": item})


def waiting(session: Session, today: date) -> int:
    """How many visits wait for the rep: those of today, and those to report."""
    start, end = _bounds(today)
    of_today = (Visit.state == VisitState.PLANNED) & (Visit.starts_at >= start) & (Visit.starts_at < end)
    wanted = _living(func.count(Visit.id)).where(or_(of_today, _when(When.UNREPORTED, today)))
    return int(session.scalar(wanted) or 0)


def on_day(session: Session, day: date, today: date) -> tuple[VisitRow, ...]:
    """A day's visits in the order of the clock, cancelled ones left out."""
    start, end = _bounds(day)
    found = _living(*_SHOWN).where(Visit.starts_at >= start, Visit.starts_at < end)
    return _rows(session, found.where(Visit.state != VisitState.CANCELLED).order_by(Visit.starts_at, Visit.id), today)


def unreported(session: Session, today: date) -> tuple[VisitRow, ...]:
    """What still wants a report, the oldest first."""
    found = _living(*_SHOWN).where(_when(When.UNREPORTED, today))
    return _rows(session, found.order_by(Visit.starts_at, Visit.id), today)


def visit_sheet(session: Session, visit_id: UUID, today: date) -> VisitSheet:
    """Raises Refused("gone")."""
    visit = session.get(Visit, visit_id)
    if visit is None or visit.erased_at is not None:
        raise Refused("gone", facts={"table": Visit.__tablename__})
    account = session.get_one(Account, visit.account)
    project = session.get(Opportunity, visit.opportunity) if visit.opportunity else None
    values = MappingProxyType({field.name: getattr(visit, field.name) for field in VISIT_FIELDS})
    people = _people(session, visit)
    made = select(VisitPromise.promise).where(VisitPromise.visit == visit_id, alive(VisitPromise))
    return VisitSheet(
        id=visit.id,
        values=values,
        account=account.id,
        account_name=account.name,
        account_line=" · ".join(part for part in (account.short_name, account.region, account.industry) if part),
        opportunity=project.id if project else None,
        opportunity_name=project.name if project else "",
        stage=project.stage if project else None,
        people=people,
        promises=promises_of(session, account.id, today),
        made=promise_rows(session, session.scalars(made).all(), today),
        last=_last(session, visit),
        readiness=readiness(values, sum(each.side is not Side.OURS for each in people)),
        rep=setting(session, REP),
        map=_map(session, visit),
    )


def visit_suggestions(session: Session, sheet: VisitSheet, today: date) -> tuple[Suggestion, ...]:
    """What could be filled in on a visit, each with its reason."""
    account = session.get_one(Account, sheet.account)
    project = session.get(Opportunity, sheet.opportunity) if sheet.opportunity else None
    known = Known(
        people=_people_known(session, sheet),
        promises=tuple(PromiseKnown(each.what, each.debtor, each.due, each.person) for each in sheet.promises),
        last=sheet.last,
        stage=sheet.stage,
        project=sheet.opportunity_name,
        project_next_step=(project.next_step or "") if project else "",
        fears=account.fears or "",
        address=account.address or "",
        starts_on=local_day(sheet.starts_at) if sheet.starts_at else None,
    )
    return suggestions(known, sheet.values, (each.person for each in sheet.people), today)


def last_visit_on(session: Session, account: UUID, today: date) -> date | None:
    """The day of the last visit that took place, today included."""
    done = (Visit.account == account, Visit.state == VisitState.DONE, Visit.starts_at < _bounds(today)[1], alive(Visit))
    found = session.scalar(select(func.max(Visit.starts_at)).where(*done))
    return local_day(found) if found else None


def account_figures(session: Session, account: UUID, today: date) -> tuple[Figure, ...]:
    """距上次拜访: days, loud once they exceed the tightest rhythm among the account's people (30 days where nobody has one)."""
    last = last_visit_on(session, account, today)
    people = (Person.account == account, alive(Person), Person.retired_on.is_(None))
    rhythm = session.scalar(select(func.min(Person.cadence_days)).where(*people))
    label = N_("Since the last visit")
    if last is None:
        return (Figure(label, N_("Not visited yet"), tone=Tone.UNKNOWN, reason=N_("No visit has been marked as visited")),)
    days = (today - last).days
    usual = N_("Last visit on {day}; usual rhythm: every {rhythm} days")
    reason = N_("Last visit on {day}; rhythm: every {rhythm} days") if rhythm else usual
    facts = {"day": last.isoformat(), "rhythm": rhythm or USUAL_CADENCE}
    return (Figure(label, days, Kind.WHOLE, N_("days"), silence_tone(days, rhythm), reason, facts),)


def _people(session: Session, visit: Visit) -> tuple[AttendeeRow, ...]:
    found = select(Attendee, Person).join(Person, Person.id == Attendee.person).where(Attendee.visit == visit.id)
    rows = session.execute(found.where(alive(Attendee), alive(Person)).order_by(Attendee.id)).all()
    ids = [person.id for _attendee, person in rows]
    touched, seats = _touched(session, ids, visit), _seats(session, visit)
    return tuple(_attendee(attendee, person, touched.get(person.id), seats.get(person.id)) for attendee, person in rows)


def _attendee(attendee: Attendee, person: Person, touched: date | None, seat: Seat | None) -> AttendeeRow:
    row = AttendeeRow(
        attendee.id, person.id, person.name, person.position or "", person.department or "", person.rank, person.side, attendee.aim or "",
        touched, person.remember or "",
    )  # fmt: skip
    if seat is None:
        return row
    return AttendeeRow(
        row.id, row.person, row.name, row.position, row.department, row.rank, row.side, row.aim, touched, row.remember,
        seat.layer, seat.coach, seat.support, seat.influence, seat.coverage,
    )  # fmt: skip


def _touched(session: Session, people: Iterable[UUID], visit: Visit) -> dict[UUID, date]:
    """When we were last in touch with each, this visit left out: up to its day, so that an old brief says what was true then."""
    until = local_day(visit.starts_at) if visit.starts_at is not None else None
    return last_touches(session, people, until=until, leaving_out=visit.id)


def _seats(session: Session, visit: Visit) -> dict[UUID, Seat]:
    """Seats by person: on the account's map, and over it on the project's own."""
    found = select(Seat).join(RelationMap, RelationMap.id == Seat.map)
    found = found.where(RelationMap.account == visit.account, alive(Seat), alive(RelationMap))
    found = found.where(or_(RelationMap.opportunity.is_(None), RelationMap.opportunity == visit.opportunity))
    rows = session.scalars(found.order_by(RelationMap.opportunity.is_not(None), Seat.id))
    return {seat.person: seat for seat in rows if seat.person is not None}


def _map(session: Session, visit: Visit) -> MapSheet | None:
    maps = select(RelationMap.id).where(RelationMap.account == visit.account, alive(RelationMap))
    maps = maps.where(or_(RelationMap.opportunity.is_(None), RelationMap.opportunity == visit.opportunity))
    for number in session.scalars(maps.order_by(RelationMap.opportunity.is_(None), RelationMap.id)):
        sheet = map_sheet(session, number)
        if sheet.seats:
            return sheet
    return None


def _last(session: Session, visit: Visit) -> LastVisit | None:
    """The visit to the account before this one that took place."""
    found = select(Visit).where(Visit.account == visit.account, Visit.state == VisitState.DONE, Visit.id != visit.id, alive(Visit))
    if visit.starts_at is not None:
        found = found.where(Visit.starts_at < visit.starts_at)
    row = session.scalars(found.where(Visit.starts_at.is_not(None)).order_by(Visit.starts_at.desc()).limit(1)).first()
    if row is None or row.starts_at is None:
        return None
    return LastVisit(local_day(row.starts_at), row.subject, row.result or "", row.next_step or "")


def _people_known(session: Session, sheet: VisitSheet) -> tuple[PersonKnown, ...]:
    visit = session.get_one(Visit, sheet.id)
    wanted = (Person.account == sheet.account, Person.side == Side.THEIRS, Person.retired_on.is_(None), alive(Person))
    rows = session.scalars(select(Person).where(*wanted).order_by(Person.id)).all()
    touched = _touched(session, [person.id for person in rows], visit)
    return tuple(
        PersonKnown(
            person.id, person.name, person.position or "", touched.get(person.id), person.cadence_days,
            sheet.last is not None and touched.get(person.id) == sheet.last.on,
        )
        for person in rows
    )  # fmt: skip


def _living(*columns: Any) -> Select[Any]:
    found = select(*columns).select_from(Visit).join(Account, Account.id == Visit.account)
    return found.outerjoin(Opportunity, (Opportunity.id == Visit.opportunity) & alive(Opportunity)).where(alive(Visit))


def _matching(typed: str) -> ColumnElement[bool]:
    own, accounts = (search.matching(table.__tablename__, typed) for table in (Visit, Account))
    return false() if own is None or accounts is None else or_(Visit.id.in_(own), Visit.account.in_(accounts))


def _bounds(day: date) -> tuple[datetime, datetime]:
    """A local day's beginning and the next one's, in UTC."""
    return utc(datetime.combine(day, time())), utc(datetime.combine(day + timedelta(days=1), time()))


def _when(when: When, today: date) -> ColumnElement[bool]:
    start = _bounds(today)[0]
    match when:
        case When.UPCOMING:
            return (Visit.state == VisitState.PLANNED) & or_(Visit.starts_at.is_(None), Visit.starts_at >= start)
        case When.UNREPORTED:
            done = (Visit.state == VisitState.DONE) & Visit.reported_at.is_(None)
            return or_(done, (Visit.state == VisitState.PLANNED) & (Visit.starts_at < start))
        case When.PAST:
            return Visit.state != VisitState.PLANNED


_LATER = case((Visit.state == VisitState.PLANNED, 0), else_=1)
_KEYS: dict[str, Any] = {
    "subject": Visit.subject, "account": Account.order_key, "opportunity": Opportunity.name, "starts_at": Visit.starts_at,
    "place": Visit.place, "state": Visit.state, "next_step": Visit.next_step,
}  # fmt: skip


def _ordered(found: Select[Any], sort: str, descending: bool) -> Select[Any]:
    if sort in _KEYS:
        key = _KEYS[sort]
        return found.order_by(key.is_(None), key.desc() if descending else key.asc(), Visit.id)
    upcoming = case((Visit.state == VisitState.PLANNED, Visit.starts_at))
    past = case((Visit.state != VisitState.PLANNED, Visit.starts_at))
    return found.order_by(_LATER, Visit.starts_at.is_(None), upcoming.asc(), past.desc(), Visit.id)


def _rows(session: Session, found: Select[Any], today: date) -> tuple[VisitRow, ...]:
    rows = session.execute(found).all()
    names: dict[UUID, list[str]] = {}
    met = select(Attendee.visit, Person.name).join(Person, Person.id == Attendee.person)
    met = met.where(Attendee.visit.in_([visit.id for visit, _a, _o in rows]), alive(Attendee), alive(Person), Person.side != Side.OURS)
    for visit_id, name in session.execute(met.order_by(Attendee.id)):
        names.setdefault(visit_id, []).append(name)
    return tuple(_row(visit, account, project or "", tuple(names.get(visit.id, ())), today) for visit, account, project in rows)


def _row(visit: Visit, account: str, project: str, people: tuple[str, ...], today: date) -> VisitRow:
    values = {field.name: getattr(visit, field.name) for field in VISIT_FIELDS}
    on = local_day(visit.starts_at) if visit.starts_at else None
    return VisitRow(
        visit.id, visit.subject, visit.account, account, project, visit.starts_at, visit.place or "", visit.state, people,
        readiness(values, len(people)).count, is_unreported(visit.state, on, visit.reported_at, today),
        visit.next_step or "", visit.result or "",
    )  # fmt: skip
