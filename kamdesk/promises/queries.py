"""Promises as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.people.tables import Person
from kamdesk.promises.rules import Debtor, Ledger, PromiseState, Urgency, ledger, urgency
from kamdesk.promises.tables import Promise

PROMISE_FIELDS: tuple[Field, ...] = fields_of(Promise)
# What a new promise is made of; its state and evidence come later.
NEW_PROMISE_FIELDS: tuple[Field, ...] = tuple(field for field in PROMISE_FIELDS if field.name not in ("state", "evidence"))


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise with the names of whom it is about; `urgency` counts only while it is open."""

    id: UUID
    what: str
    debtor: Debtor
    due: date
    state: PromiseState
    urgency: Urgency
    account: UUID | None
    account_name: str
    person: UUID | None
    person_name: str
    evidence: str


def open_promises(session: Session, today: date, until: date | None = None) -> tuple[PromiseRow, ...]:
    """All that is still owed (or only what is due up to a day), the most urgent first. One statement."""
    criterion = Promise.state == PromiseState.OPEN
    return _rows(session, criterion if until is None else criterion & (Promise.due <= until), today)


def promises_of(session: Session, account: UUID, today: date, everything: bool = False) -> tuple[PromiseRow, ...]:
    """What is open with an account both ways, the most urgent first; with `everything` the settled ones behind them."""
    criterion = Promise.account == account
    rows = _rows(session, criterion if everything else criterion & (Promise.state == PromiseState.OPEN), today)
    return tuple(sorted(rows, key=lambda row: row.state is not PromiseState.OPEN))


def promises_with(session: Session, people: Sequence[UUID], today: date) -> tuple[PromiseRow, ...]:
    """What is open with any of some people."""
    return _rows(session, Promise.person.in_(list(people)) & (Promise.state == PromiseState.OPEN), today)


def promise_ids(session: Session, sort: str = "", descending: bool = False, typed: str = "") -> tuple[UUID, ...]:
    """The numbers of all promises: by due day, or by "what", "debtor", "state"."""
    wanted = select(Promise.id).where(alive(Promise))
    if typed.strip():
        found = search.matching(Promise.__tablename__, typed)
        if found is None:
            return ()
        wanted = wanted.where(Promise.id.in_(found))
    key = Promise.__table__.c[sort if sort in ("what", "debtor", "state") else "due"]
    return tuple(session.scalars(wanted.order_by(key.desc() if descending else key.asc(), Promise.due, Promise.id)))


def promise_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[PromiseRow, ...]:
    """The lines for some numbers, in their order. One statement."""
    found = {row.id: row for row in _rows(session, Promise.id.in_(list(ids)), today)}
    return tuple(found[each] for each in ids if each in found)


def promise_values(session: Session, promise: UUID) -> dict[str, object]:
    """One promise's values by field name. Raises Refused("gone")."""
    row = session.get(Promise, promise)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": Promise.__tablename__})
    return {field.name: getattr(row, field.name) for field in PROMISE_FIELDS}


def promise_ledger(session: Session, account: UUID, today: date) -> Ledger:
    owed = session.execute(
        select(Promise.debtor, Promise.due).where(Promise.account == account, Promise.state == PromiseState.OPEN, alive(Promise))
    )
    return ledger(((debtor, due) for debtor, due in owed), today)


def _rows(session: Session, criterion: ColumnElement[bool], today: date) -> tuple[PromiseRow, ...]:
    found = session.execute(
        select(Promise, func.coalesce(Account.short_name, Account.name), Person.name)
        .outerjoin(Account, (Account.id == Promise.account) & alive(Account))
        .outerjoin(Person, (Person.id == Promise.person) & alive(Person))
        .where(criterion, alive(Promise)).order_by(Promise.due, Promise.id)
    )  # fmt: skip
    return tuple(
        PromiseRow(
            row.id, row.what, row.debtor, row.due, row.state, urgency(row.due, today),
            row.account, account or "", row.person, person or "", row.evidence or "",
        )
        for row, account, person in found
    )  # fmt: skip


def promises_about(session: Session, item: UUID, today: date) -> tuple[PromiseRow, ...]:
    """What is open with an account or with a person, whichever the number belongs to."""
    mine = (Promise.account == item) | (Promise.person == item)
    return _rows(session, mine & (Promise.state == PromiseState.OPEN), today)


def new_promise_values(session: Session, item: UUID) -> dict[str, object]:
    """What a new promise about an account or a person begins with."""
    person = session.get(Person, item)
    if person is not None:
        return {"person": person.id, "account": person.account, "debtor": Debtor.OURS}
    return {"account": item, "debtor": Debtor.OURS}
