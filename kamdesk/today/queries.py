"""The day as the page and the command line read it: everything that waits, in order, and today's appointments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.bids.rules import BidState
from kamdesk.bids.tables import Bid
from kamdesk.core.days import local_day
from kamdesk.core.record import alive
from kamdesk.library.rules import EXPIRY_WARNING_DAYS
from kamdesk.library.tables import Certificate
from kamdesk.people.queries import last_touch_column, overdue
from kamdesk.people.tables import Person
from kamdesk.pipeline.rules import Outcome
from kamdesk.pipeline.tables import Opportunity
from kamdesk.promises.queries import open_promises
from kamdesk.promises.rules import Debtor
from kamdesk.tasks.queries import open_tasks
from kamdesk.tasks.rules import TaskKind, made_on
from kamdesk.tenders.tables import Tender
from kamdesk.today import rules
from kamdesk.today.rules import Appointment, Matter, Waiting
from kamdesk.today.tables import Snooze
from kamdesk.visits.queries import VisitRow, on_day, unreported
from kamdesk.visits.rules import Point, VisitState
from kamdesk.visits.tables import Visit


@dataclass(frozen=True, slots=True)
class Day:
    """`waiting` in its order, `put_off` how many were put off, `appointments` by the clock; `begun` is False in an empty workspace."""

    waiting: tuple[Waiting, ...]
    put_off: int
    appointments: tuple[Appointment, ...]
    begun: bool


def day(session: Session, today: date) -> Day:
    """What the rep sees in the morning. A constant number of statements, whatever the size of the workspace."""
    todays, tomorrows = on_day(session, today, today), on_day(session, today + timedelta(days=1), today)
    found = (
        *_promises(session, today),
        *_visits(todays, 0),
        *_visits(tomorrows, 1),
        *_reports(session, today),
        *_steps(session, today),
        *_tasks(session, today),
        *_bids(session, today),
        *_certificates(session, today),
        *_contacts(session, today),
    )
    put_off = select(Snooze.key, Snooze.until).where(alive(Snooze), Snooze.until > today)
    snoozed = dict(session.execute(put_off).all())
    waiting = rules.ranked(found, snoozed, today)
    begun = bool(found) or session.scalar(select(Account.id).where(alive(Account)).limit(1)) is not None
    return Day(waiting, len(found) - len(waiting), _appointments(session, todays), begun)


def waiting_count(session: Session, today: date) -> int:
    """How many things must be done today: the count in the navigation."""
    return rules.must_count(day(session, today).waiting)


def _promises(session: Session, today: date) -> Iterator[Waiting]:
    for row in open_promises(session, today, until=today + timedelta(days=rules.PROMISE_DAYS)):
        days = (row.due - today).days
        reason = rules.promise_reason(days, row.debtor is Debtor.OURS)
        yield Waiting(Matter.PROMISE, "promise", row.id, row.what, days, reason, {"days": abs(days)}, row.account, row.account_name)


def _visits(rows: tuple[VisitRow, ...], days: int) -> Iterator[Waiting]:
    """Appointments that are not prepared to the last point."""
    for row in rows:
        if row.state is VisitState.PLANNED and row.ready < len(Point) and row.starts_at is not None:
            facts = {"time": f"{row.starts_at.astimezone():%H:%M}", "done": row.ready, "points": len(Point)}
            yield Waiting(
                Matter.VISIT, "visit", row.id, row.subject, days, rules.visit_reason(days, row.ready), facts, row.account, row.account_name
            )


def _reports(session: Session, today: date) -> Iterator[Waiting]:
    for row in unreported(session, today):
        ago = (today - local_day(row.starts_at)).days if row.starts_at is not None else 0
        reason = rules.report_reason(ago)
        yield Waiting(Matter.REPORT, "visit", row.id, row.subject, -ago, reason, {"days": ago}, row.account, row.account_name)


def _steps(session: Session, today: date) -> Iterator[Waiting]:
    due = today + timedelta(days=rules.STEP_DAYS)
    found = session.execute(
        select(Opportunity, func.coalesce(Account.short_name, Account.name)).join(Account, Account.id == Opportunity.account)
        .where(alive(Opportunity), alive(Account), Opportunity.outcome == Outcome.OPEN, Opportunity.next_step_on <= due)
        .order_by(Opportunity.next_step_on, Opportunity.id)
    )  # fmt: skip
    for row, account in found:
        assert row.next_step_on is not None
        days = (row.next_step_on - today).days
        title = f"{row.name}：{row.next_step}" if row.next_step else row.name
        yield Waiting(Matter.STEP, "opportunity", row.id, title, days, rules.step_reason(days), {"days": abs(days)}, row.account, account)


def _tasks(session: Session, today: date) -> Iterator[Waiting]:
    """Tasks on their day; what is to be found out some time, once it has waited for a few days."""
    for row in open_tasks(session, today, until=today + timedelta(days=rules.TASK_DAYS)):
        asks = row.kind is TaskKind.INFORMATION
        if row.days is not None:
            reason, facts = rules.task_reason(row.days, asks), {"days": abs(row.days)}
            yield Waiting(Matter.TASK, "task", row.id, row.what, row.days, reason, facts, row.account, row.account_name)
        elif asks and (old := (today - made_on(row.id)).days) >= rules.ASK_AFTER_DAYS:
            reason = rules.ASK_REASON if row.channel is None else rules.ASK_WHERE_REASON
            said = {"days": old, "channel": row.channel}
            yield Waiting(Matter.INFORMATION, "task", row.id, row.what, -old, reason, said, row.account, row.account_name)


def _bids(session: Session, today: date) -> Iterator[Waiting]:
    found = session.execute(
        select(Bid, Tender, func.coalesce(Account.short_name, Account.name)).join(Tender, Tender.id == Bid.tender)
        .outerjoin(Account, (Account.id == Tender.account) & alive(Account))
        .where(alive(Bid), alive(Tender), Bid.state == BidState.PREPARING, Tender.deadline.is_not(None))
        .where(Tender.deadline < _midnight(today + timedelta(days=rules.BID_DAYS + 1))).order_by(Tender.deadline, Bid.id)
    )  # fmt: skip
    for bid, tender, account in found:
        assert tender.deadline is not None
        deadline = tender.deadline.astimezone()
        days = (deadline.date() - today).days
        facts = {"days": days, "moment": f"{deadline:%Y-%m-%d %H:%M}", "time": f"{deadline:%H:%M}"}
        yield Waiting(Matter.BID, "bid", bid.id, bid.name, days, rules.bid_reason(days), facts, tender.account, account or "")


def _midnight(day: date) -> datetime:
    """The beginning of a local day, aware."""
    return datetime(day.year, day.month, day.day).astimezone()


def _certificates(session: Session, today: date) -> Iterator[Waiting]:
    last = today + timedelta(days=EXPIRY_WARNING_DAYS)
    found = session.scalars(select(Certificate).where(alive(Certificate), Certificate.valid_to <= last).order_by(Certificate.valid_to))
    for row in found:
        assert row.valid_to is not None
        days = (row.valid_to - today).days
        yield Waiting(Matter.CERTIFICATE, "certificate", row.id, row.name, days, rules.certificate_reason(days), {"days": abs(days)})


def _contacts(session: Session, today: date) -> Iterator[Waiting]:
    """People untouched longer than their own rhythm."""
    found = session.execute(
        select(
            Person.id, Person.name, Person.cadence_days, Person.account,
            func.coalesce(Account.short_name, Account.name), last_touch_column(),
        ).select_from(Person)
        .outerjoin(Account, (Account.id == Person.account) & alive(Account))
        .where(alive(Person), overdue(session, today)).order_by(Person.id)
    )  # fmt: skip
    for person, name, rhythm, account, account_name, last in found:
        cadence = rhythm or 0
        over = rules.overdue_contact(last, cadence, today)
        if over is not None:
            facts = {"days": over + cadence, "rhythm": cadence}
            yield Waiting(Matter.CONTACT, "person", person, name, -over, rules.CONTACT_REASON, facts, account, account_name or "")


def _appointments(session: Session, rows: tuple[VisitRow, ...]) -> tuple[Appointment, ...]:
    lasting = select(Visit.id, Visit.minutes).where(Visit.id.in_([row.id for row in rows]))
    minutes = dict(session.execute(lasting).all())
    return tuple(
        Appointment(
            row.id, row.subject, row.account_name, row.place, row.starts_at, minutes.get(row.id), row.ready, len(Point),
            visited=row.state is VisitState.DONE,
        )
        for row in rows if row.starts_at is not None
    )  # fmt: skip
