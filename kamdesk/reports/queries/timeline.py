"""Everything that happened at an account, from every subject, in one order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import member_ids
from kamdesk.accounts.tables import Account, AccountNote
from kamdesk.bids.tables import Bid
from kamdesk.core.days import local_day
from kamdesk.core.journal import DO, REDO, Entry, Transaction
from kamdesk.core.marking import N_
from kamdesk.core.record import alive, shortened
from kamdesk.growth.tables import PlanReview
from kamdesk.library.tables import Attachment
from kamdesk.people.tables import Person, Posting, Touch
from kamdesk.pipeline.rules import Outcome, Stage
from kamdesk.pipeline.tables import Opportunity
from kamdesk.promises.rules import Debtor, PromiseState
from kamdesk.promises.tables import Promise
from kamdesk.proposals.tables import Proposal
from kamdesk.reports.rules import Event, Happening, in_order
from kamdesk.tasks.rules import TaskState
from kamdesk.tasks.tables import Task
from kamdesk.tenders.tables import Tender
from kamdesk.value.tables import Assessment
from kamdesk.visits.rules import VisitState
from kamdesk.visits.tables import Visit

Ids: TypeAlias = Sequence[UUID]
Found: TypeAlias = Iterator[Event]
_SHORT = func.coalesce(Account.short_name, Account.name)


def timeline(session: Session, account: UUID, today: date, group: bool = False) -> tuple[Event, ...]:
    """What happened at an account, and what is fixed for the days to come, the newest first; with `group` also at all accounts below it.

    A fixed number of statements, whatever the length. Changes that were taken back are left out.
    """
    ids = member_ids(session, account) if group else (account,)
    names = dict(session.execute(select(Account.id, _SHORT).where(Account.id.in_(ids))).all()) if group else {}
    sources: tuple[Callable[[Session, Ids], Iterator[tuple[UUID, Event]]], ...] = (
        _visits, _touches, _notes, _postings, partial(_deals, today=today), _proposals, _bids, _promises, _tasks, _assessments,
        _reviews, _files,
    )  # fmt: skip
    found: list[Event] = []
    for source in sources:
        for owner, event in source(session, ids):
            place = names.get(owner, "") if owner != account else ""
            found.append(_at(event, place) if place else event)
    return in_order(found)


def _at(event: Event, place: str) -> Event:
    about = " · ".join(part for part in (place, event.about) if part)
    return Event(event.on, event.kind, event.title, event.table, event.id, event.sentence, event.facts, about)


def _among(column: Any, ids: Ids) -> ColumnElement[bool]:
    return column.in_(ids)  # type: ignore[no-any-return]


def _visits(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    said = {
        VisitState.PLANNED: N_("planned"),
        VisitState.DONE: N_("Visited"),
        VisitState.CANCELLED: N_("cancelled"),
    }
    columns = (Visit.id, Visit.account, Visit.starts_at, Visit.subject, Visit.state, Visit.result)
    for row in session.execute(select(*columns).where(alive(Visit), _among(Visit.account, ids), Visit.starts_at.is_not(None))):
        sentence = N_("Visited: {result}") if row.result and row.state is VisitState.DONE else said[row.state]
        facts = {"result": shortened(row.result)}
        yield row.account, Event(local_day(row.starts_at), Happening.VISIT, row.subject, "visit", row.id, sentence, facts)


def _touches(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    """A touch that a visit wrote is told by the visit."""
    columns = (Touch.id, Touch.account, Touch.touched_on, Touch.kind, Touch.note, Person.name)
    found = select(*columns).join(Person, Person.id == Touch.person).where(alive(Touch), alive(Person), Touch.visit.is_(None))
    for row in session.execute(found.where(_among(Touch.account, ids))):
        facts = {"kind": row.kind, "note": row.note or ""}
        sentence = N_("{kind}: {note}") if row.note else "{kind}"
        yield row.account, Event(row.touched_on, Happening.TOUCH, row.name, "touch", row.id, sentence, facts)


def _notes(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (AccountNote.id, AccountNote.account, AccountNote.learned_on, AccountNote.body, AccountNote.source)
    for row in session.execute(select(*columns).where(alive(AccountNote), _among(AccountNote.account, ids))):
        sentence = N_("Source: {source}") if row.source else ""
        title = " ".join(row.body.split())
        yield row.account, Event(row.learned_on, Happening.FACT, title, "account_note", row.id, sentence, {"source": row.source})


def _postings(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    found = (
        select(Posting, Person.name).join(Person, Person.id == Posting.person)
        .where(alive(Posting), alive(Person), _among(Posting.account, ids))
    )  # fmt: skip
    for posting, name in session.execute(found):
        facts = {"position": posting.position or posting.department or "", "change": posting.change}
        owner = posting.account
        assert owner is not None  # asked for above
        if posting.from_on is not None:
            yield owner, Event(posting.from_on, Happening.PEOPLE, name, "person", posting.person, N_("takes office: {position}"), facts)
        if posting.to_on is not None:
            sentence = N_("leaves office: {position} ({change})") if posting.change else N_("leaves office: {position}")
            yield owner, Event(posting.to_on, Happening.PEOPLE, name, "person", posting.person, sentence, facts)


def _deals(session: Session, ids: Ids, today: date) -> Iterator[tuple[UUID, Event]]:
    """The stages and outcomes of opportunities, as the journal remembers them; for what has no journal only what stands today."""
    columns = (Opportunity.id, Opportunity.account, Opportunity.name, Opportunity.closed_on, Opportunity.outcome)
    rows = {row.id: row for row in session.execute(select(*columns).where(alive(Opportunity), _among(Opportunity.account, ids)))}
    changed = (
        select(Entry.row, Entry.field, Entry.new, Transaction.at).join(Transaction, Transaction.id == Entry.work)
        .where(Entry.table == "opportunity", Entry.row.in_(list(rows)), Transaction.kind.in_((DO, REDO)))
        .where(or_(Transaction.reversed.is_(False), Entry.field.is_(None)))  # what is there was opened, though that was undone and redone
    )  # fmt: skip
    told: set[UUID] = set()
    for entry in session.execute(changed):
        row, day = rows[entry.row], min(local_day(entry.at), today)
        if entry.field is None:
            yield row.account, Event(day, Happening.DEAL, row.name, "opportunity", row.id, N_("Opportunity opened"))
        elif entry.field == "stage" and entry.new:
            reached = {"stage": Stage(entry.new)}  # type: ignore[call-arg]
            yield row.account, Event(day, Happening.DEAL, row.name, "opportunity", row.id, N_("Stage: {stage}"), reached)
        elif entry.field == "outcome" and entry.new and row.closed_on is None:
            facts = {"outcome": Outcome(entry.new)}  # type: ignore[call-arg]
            told.add(row.id)
            yield row.account, Event(day, Happening.DEAL, row.name, "opportunity", row.id, N_("Outcome: {outcome}"), facts)
    for row in rows.values():
        if row.closed_on is not None and row.id not in told:
            facts = {"outcome": row.outcome}
            yield row.account, Event(row.closed_on, Happening.DEAL, row.name, "opportunity", row.id, N_("Outcome: {outcome}"), facts)


def _proposals(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (Proposal.id, Proposal.account, Proposal.name, Proposal.dated, Proposal.state, Proposal.version)
    for row in session.execute(select(*columns).where(alive(Proposal), _among(Proposal.account, ids), Proposal.dated.is_not(None))):
        facts = {"version": row.version, "state": row.state}
        sentence = N_("Proposal, version {version}: {state}")
        yield row.account, Event(row.dated, Happening.PAPER, row.name, "proposal", row.id, sentence, facts)


def _bids(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (Bid.id, Bid.name, Bid.state, Tender.account, Tender.deadline)
    found = select(*columns).join(Tender, Tender.id == Bid.tender).where(alive(Bid), alive(Tender), _among(Tender.account, ids))
    for row in session.execute(found.where(Tender.deadline.is_not(None))):
        sentence = N_("Bid to be handed in: {state}")
        yield row.account, Event(local_day(row.deadline), Happening.PAPER, row.name, "bid", row.id, sentence, {"state": row.state})


def _promises(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    said = {
        (Debtor.OURS, PromiseState.OPEN): N_("We owe this"),
        (Debtor.THEIRS, PromiseState.OPEN): N_("The customer owes this"),
    }
    columns = (Promise.id, Promise.account, Promise.what, Promise.due, Promise.debtor, Promise.state)
    for row in session.execute(select(*columns).where(alive(Promise), _among(Promise.account, ids))):
        sentence = said.get((row.debtor, row.state), N_("Promise: {state}"))
        yield row.account, Event(row.due, Happening.PROMISE, row.what, "promise", row.id, sentence, {"state": row.state})


def _tasks(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (Task.id, Task.account, Task.what, Task.due, Task.done_on, Task.state, Task.result)
    for row in session.execute(select(*columns).where(alive(Task), _among(Task.account, ids), Task.state != TaskState.DROPPED)):
        day = row.done_on or row.due
        if day is not None:
            sentence = N_("Task due")
            if row.state is TaskState.DONE:
                sentence = N_("Task done: {result}") if row.result else N_("Task done")
            yield row.account, Event(day, Happening.PLAN, row.what, "task", row.id, sentence, {"result": shortened(row.result)})


def _assessments(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (Assessment.id, Assessment.account, Assessment.assessed_on, Assessment.note)
    for row in session.execute(select(*columns).where(alive(Assessment), _among(Assessment.account, ids))):
        yield row.account, Event(row.assessed_on, Happening.PLAN, row.note or "", "assessment", row.id, N_("Value of the account assessed"))


def _reviews(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (PlanReview.id, PlanReview.account, PlanReview.held_on, PlanReview.decided)
    for row in session.execute(select(*columns).where(alive(PlanReview), _among(PlanReview.account, ids))):
        yield row.account, Event(row.held_on, Happening.PLAN, shortened(row.decided), "plan_review", row.id, N_("Account plan reviewed"))


def _files(session: Session, ids: Ids) -> Iterator[tuple[UUID, Event]]:
    columns = (Attachment.id, Attachment.owner, Attachment.name, Attachment.added_on)
    found = select(*columns).where(alive(Attachment), Attachment.owner_table == "account", _among(Attachment.owner, ids))
    for row in session.execute(found):
        yield row.owner, Event(row.added_on, Happening.FILE, row.name, "attachment", row.id, N_("File added"))
