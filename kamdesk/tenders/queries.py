"""Tenders and their clauses as pages, papers and the command line read them: frozen rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.findings import Article, Finding
from kamdesk.core.places import resource
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.tenders.rules import ClauseKind, TenderFacts, days_left, findings
from kamdesk.tenders.tables import Clause, Tender

TENDER_FIELDS: tuple[Field, ...] = fields_of(Tender)
CLAUSE_FIELDS: tuple[Field, ...] = fields_of(Clause)


@dataclass(frozen=True, slots=True)
class TenderRow:
    id: UUID
    name: str
    number: str
    account: str
    buyer: str
    deadline: datetime | None
    days_left: int | None
    ceiling: int | None
    clauses: int
    starred: int


@dataclass(frozen=True, slots=True)
class TenderCard:
    """A tender's own fields by name, and what is remarkable about it."""

    id: UUID
    values: Mapping[str, object]
    facts: TenderFacts
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    id: UUID
    number: str
    kind: ClauseKind
    starred: bool
    demand: str


@cache
def articles() -> tuple[Article, ...]:
    """The articles that the checks name, from the playbook's versioned data."""
    found = json.loads(resource("playbook/legal_limits.json").read_text(encoding="utf-8"))["limits"]
    return tuple(
        Article(each["rule"], each["regime"], each["zh_CN"], each["en"], date.fromisoformat(each["since"]), each["value"]) for each in found
    )


_SORTS = {"name": Tender.name, "number": Tender.number, "deadline": Tender.deadline, "ceiling": Tender.ceiling, "buyer": Tender.buyer}


def tender_ids(
    session: Session,
    sort: str = "",
    descending: bool = False,
    typed: str = "",
    account: UUID | None = None,
    opportunity: UUID | None = None,
) -> tuple[UUID, ...]:
    """Numbers in order, the next deadline first unless sorted; `typed` narrows by name, number and buyer."""
    found = select(Tender.id).where(alive(Tender))
    if account is not None:
        found = found.where(Tender.account == account)
    if opportunity is not None:
        found = found.where(Tender.opportunity == opportunity)
    if typed.strip():
        columns = (Tender.name, Tender.number, Tender.buyer)
        found = found.where(or_(*(column.icontains(typed.strip(), autoescape=True) for column in columns)))
    column = _SORTS.get(sort)
    if column is not None:
        found = found.order_by(column.desc() if descending else column.asc())
    return tuple(session.scalars(found.order_by(Tender.deadline.is_(None), Tender.deadline, Tender.id)))


def tender_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[TenderRow, ...]:
    """The rows of these numbers in their order; those that are gone are missing."""
    numbers = (
        select(Clause.tender, func.count(), func.sum(case((Clause.starred, 1), else_=0))).where(Clause.tender.in_(ids), alive(Clause))
    ).group_by(Clause.tender)
    counts = {tender: (clauses, starred) for tender, clauses, starred in session.execute(numbers)}
    found = select(Tender, Account.name).outerjoin(Account, Account.id == Tender.account).where(Tender.id.in_(ids), alive(Tender))
    rows = {}
    for row, account in session.execute(found):
        clauses, starred = counts.get(row.id, (0, 0))
        left = days_left(row.deadline.astimezone().date() if row.deadline else None, today)
        rows[row.id] = TenderRow(
            row.id, row.name, row.number or "", account or "", row.buyer or "", row.deadline, left, row.ceiling, clauses, starred
        )
    return tuple(rows[each] for each in ids if each in rows)


def tender_card(session: Session, tender: UUID, today: date) -> TenderCard:
    """Raises Refused("gone")."""
    row = session.get(Tender, tender)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": "tender"})
    facts = facts_of(session, row)
    return TenderCard(row.id, {field.name: getattr(row, field.name) for field in TENDER_FIELDS}, facts, findings(facts, articles(), today))


def facts_of(session: Session, row: Tender) -> TenderFacts:
    """What a bid needs to know of its tender."""
    account = session.get(Account, row.account) if row.account else None
    return TenderFacts(
        row.name, row.number or "", row.buyer or (account.name if account else ""), row.agency or "", row.lot or "", row.regime,
        account.name if account else "", row.issued_on, row.questions_until, row.deadline, row.opening, row.opening_place or "",
        row.delivery or "", row.delivery_place or "", row.budget, row.ceiling, row.bond, row.bond_form or "", row.performance_bond or "",
        row.validity_days, row.originals, row.copies, row.drafted_by_us,
    )  # fmt: skip


def clause_ids(session: Session, tender: UUID, typed: str = "", kind: ClauseKind | None = None, starred: bool = False) -> tuple[UUID, ...]:
    """The clauses of a tender in its order; `typed` narrows by number and text."""
    found = select(Clause.id).where(Clause.tender == tender, alive(Clause))
    if kind is not None:
        found = found.where(Clause.kind == kind)
    if starred:
        found = found.where(Clause.starred)
    if typed.strip():
        found = found.where(or_(*(column.icontains(typed.strip(), autoescape=True) for column in (Clause.number, Clause.demand))))
    return tuple(session.scalars(found.order_by(Clause.place, Clause.id)))


def clause_rows(session: Session, ids: Sequence[UUID]) -> tuple[ClauseRow, ...]:
    found = session.scalars(select(Clause).where(Clause.id.in_(ids), alive(Clause)))
    rows = {row.id: ClauseRow(row.id, row.number or "", row.kind, row.starred, row.demand) for row in found}
    return tuple(rows[each] for each in ids if each in rows)
