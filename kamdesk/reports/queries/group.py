"""A group as a whole: what its members add up to, over opportunities, visits and money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import member_ids
from kamdesk.core.days import local_day
from kamdesk.core.fields import Kind
from kamdesk.core.figures import Figure
from kamdesk.core.marking import N_
from kamdesk.core.record import alive
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.pipeline.rules import Outcome, weighted
from kamdesk.pipeline.tables import Opportunity
from kamdesk.visits.rules import VisitState
from kamdesk.visits.tables import Visit

VISIT_DAYS = 90


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's own share; amounts in 分, `visits` within the last 90 days."""

    account: UUID
    open_count: int = 0
    open_amount: int = 0
    weighted_amount: int = 0
    won_amount: int = 0
    unpriced: int = 0
    people: int = 0
    visits: int = 0
    last_visit: date | None = None


def group_members(session: Session, account: UUID, today: date) -> tuple[MemberRow, ...]:
    """The account and everything below it, each with its own figures. Four statements, whatever the size of the group."""
    ids = member_ids(session, account)
    deals, people, visits = _deals(session, ids), _people(session, ids), _visits(session, ids, today)
    return tuple(
        MemberRow(each, *deals.get(each, (0, 0, 0, 0, 0)), people.get(each, 0), *visits.get(each, (0, None))) for each in ids
    )


def group_figures(session: Session, account: UUID, today: date) -> tuple[Figure, ...]:
    """What the whole group adds up to; nothing for an account that has no members below it."""
    rows = group_members(session, account, today)
    if len(rows) < 2:
        return ()
    count, unpriced = sum(row.open_count for row in rows), sum(row.unpriced for row in rows)
    reason = N_("{count} opportunities in {members} members of the group; {unpriced} without an amount.")
    facts = {"count": count, "members": len(rows), "unpriced": unpriced}
    last = max((row.last_visit for row in rows if row.last_visit is not None), default=None)
    return (
        Figure(N_("Open in the group"), sum(row.open_amount for row in rows), Kind.MONEY, reason=reason, facts=facts),
        Figure(N_("Weighted in the group"), sum(row.weighted_amount for row in rows), Kind.MONEY),
        Figure(N_("Won in the group"), sum(row.won_amount for row in rows), Kind.MONEY),
        Figure(N_("Visits in 90 days"), sum(row.visits for row in rows), Kind.WHOLE),
        Figure(N_("Last visit"), last, Kind.DAY),
        Figure(N_("People known"), sum(row.people for row in rows), Kind.WHOLE),
    )


def _deals(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int, int, int, int]]:
    columns = (Opportunity.account, Opportunity.outcome, Opportunity.amount, Opportunity.probability)
    found: dict[UUID, list[int]] = {}
    for row in session.execute(select(*columns).where(alive(Opportunity), Opportunity.account.in_(ids))):
        sums = found.setdefault(row.account, [0, 0, 0, 0, 0])
        if row.outcome is Outcome.OPEN:
            sums[0] += 1
            sums[1] += row.amount or 0
            sums[2] += weighted(row.amount, row.probability) or 0
            sums[4] += row.amount is None
        elif row.outcome is Outcome.WON:
            sums[3] += row.amount or 0
    return {account: (sums[0], sums[1], sums[2], sums[3], sums[4]) for account, sums in found.items()}


def _people(session: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    theirs = select(Person.account, func.count()).where(alive(Person), Person.account.in_(ids), Person.side == Side.THEIRS)
    return {account: count for account, count in session.execute(theirs.group_by(Person.account)) if account is not None}


def _visits(session: Session, ids: Sequence[UUID], today: date) -> dict[UUID, tuple[int, date | None]]:
    done = (alive(Visit), Visit.account.in_(ids), Visit.state == VisitState.DONE, Visit.starts_at.is_not(None))
    since = datetime.combine(today - timedelta(days=VISIT_DAYS), time()).astimezone(UTC)
    lately = func.sum(Visit.starts_at >= since)
    found = session.execute(select(Visit.account, lately, func.max(Visit.starts_at)).where(*done).group_by(Visit.account))
    return {account: (int(count or 0), min(local_day(last), today) if last else None) for account, count, last in found}
