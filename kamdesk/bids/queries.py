"""Bids as pages, papers and the command line read them: frozen rows and the sheet that a bid is printed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.bids.rules.check import Report, check
from kamdesk.bids.rules.sheet import Answer, BidSheet, BidState, CompanyFacts, Deviation, Item, Scan
from kamdesk.bids.tables import Bid, BidItem, BidScan, BidSection, Response
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.findings import Severity
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.library.tables import Attachment, Certificate, Company
from kamdesk.pipeline.tables import Opportunity
from kamdesk.proposals.queries import live_values, pictures_of
from kamdesk.proposals.rules import Chapter, line_total
from kamdesk.tenders.queries import articles, facts_of
from kamdesk.tenders.rules import ClauseKind, days_left
from kamdesk.tenders.tables import Clause, Tender

BID_FIELDS: tuple[Field, ...] = fields_of(Bid)
ITEM_FIELDS: tuple[Field, ...] = fields_of(BidItem)
RESPONSE_FIELDS: tuple[Field, ...] = fields_of(Response)
SECTION_FIELDS: tuple[Field, ...] = fields_of(BidSection)
SCAN_FIELDS: tuple[Field, ...] = fields_of(BidScan)


@dataclass(frozen=True, slots=True)
class BidRow:
    id: UUID
    name: str
    tender: str
    number: str
    account: str
    state: BidState
    deadline: datetime | None
    days_left: int | None
    total: int
    fatal: int


@dataclass(frozen=True, slots=True)
class BidCard:
    """One bid's own fields by name, its tender, and where it stands."""

    id: UUID
    values: Mapping[str, object]
    tender: UUID
    days_left: int | None
    sheet: BidSheet
    report: Report


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the response matrix; its id is the clause's."""

    id: UUID
    number: str
    kind: ClauseKind
    starred: bool
    demand: str
    answer: str
    deviation: Deviation | None
    evidence: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A PDF kept with some card, ready to be bound in."""

    id: UUID
    name: str
    note: str
    size: int


URGENT_DAYS = 3
_SORTS = {"name": Bid.name, "state": Bid.state, "tender": Tender.name, "number": Tender.number, "account": Account.name}
_TIMES = frozenset({"deadline", "days"})


def bid_ids(
    session: Session, sort: str = "", descending: bool = False, typed: str = "", opportunity: UUID | None = None
) -> tuple[UUID, ...]:
    """Numbers in order: bids in preparation by their deadline, then the others, unless sorted; `typed` narrows by names and number."""
    found = select(Bid.id).join(Tender, Tender.id == Bid.tender).outerjoin(Account, Account.id == Tender.account).where(alive(Bid))
    if opportunity is not None:
        found = found.where(Tender.opportunity == opportunity)
    if typed.strip():
        columns = (Bid.name, Tender.name, Tender.number, Tender.buyer, Account.name)
        found = found.where(or_(*(column.icontains(typed.strip(), autoescape=True) for column in columns)))
    column: Any = Tender.deadline if sort in _TIMES else _SORTS.get(sort)
    if column is not None:
        found = found.order_by(column.desc() if descending else column.asc())
    waiting = Bid.state != BidState.PREPARING
    return tuple(session.scalars(found.order_by(waiting, Tender.deadline.is_(None), Tender.deadline, Bid.id)))


def bid_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[BidRow, ...]:
    """The rows of these numbers in their order; those that are gone are missing. A bid in preparation is checked for its fatal count."""
    found = select(Bid, Tender, Account.name).join(Tender, Tender.id == Bid.tender).outerjoin(Account, Account.id == Tender.account)
    totals: dict[UUID, int] = {}
    prices = select(BidItem.bid, BidItem.quantity, BidItem.unit_price).where(BidItem.bid.in_(ids), alive(BidItem))
    for bid, quantity, price in session.execute(prices):
        totals[bid] = totals.get(bid, 0) + line_total(quantity, price)
    rows = {}
    for row, tender, account in session.execute(found.where(Bid.id.in_(ids), alive(Bid))):
        left = days_left(tender.deadline.astimezone().date() if tender.deadline else None, today)
        fatal = bid_report(session, row.id, today).number(Severity.FATAL) if row.state is BidState.PREPARING else 0
        names = (row.name, tender.name, tender.number or "", account or tender.buyer or "")
        rows[row.id] = BidRow(row.id, *names, row.state, tender.deadline, left, totals.get(row.id, 0), fatal)
    return tuple(rows[each] for each in ids if each in rows)


def bid_card(session: Session, bid: UUID, today: date) -> BidCard:
    """Raises Refused("gone")."""
    row = _bid(session, bid)
    sheet = bid_sheet(session, bid)
    report = check(sheet, other_names(session, row.tender), articles(), today)
    values = {field.name: getattr(row, field.name) for field in BID_FIELDS}
    return BidCard(row.id, values, row.tender, days_left(sheet.deadline_day, today), sheet, report)


def bid_report(session: Session, bid: UUID, today: date) -> Report:
    """The bid check. Raises Refused("gone")."""
    return check(bid_sheet(session, bid), other_names(session, _bid(session, bid).tender), articles(), today)


def bid_sheet(session: Session, bid: UUID) -> BidSheet:
    """Everything that a bid prints and that the check looks at. Raises Refused("gone")."""
    row = _bid(session, bid)
    tender = session.get(Tender, row.tender)
    assert tender is not None
    return BidSheet(
        row.id, row.name, facts_of(session, tender), company_facts(session), row.state, row.dated, row.validity_days, row.delivery or "",
        row.warranty or "", row.quality or "", row.tax_rate, row.remarks or "", row.bond, row.bond_form or "", row.bond_until, row.signing,
        row.agent_name or "", row.agent_sex, row.agent_position or "", row.agent_phone or "", row.authority_from, row.authority_until,
        _items(session, bid), _answers(session, bid, row.tender), _sections(session, bid), _scans(session, bid),
        _values(session, tender), pictures_of(session, bid),
    )  # fmt: skip


def company_facts(session: Session) -> CompanyFacts:
    """Our own company, with empty facts where it is not on file yet."""
    row = session.scalars(select(Company).where(alive(Company)).order_by(Company.id).limit(1)).first()
    if row is None:
        return CompanyFacts()
    return CompanyFacts(
        row.name, row.credit_code or "", row.nature or "", row.address or "", row.postcode or "", row.founded, row.business_term or "",
        row.phone or "", row.fax or "", row.email or "", row.legal_representative or "", row.representative_sex, row.representative_age,
        row.representative_position or "", row.bank or "", row.bank_account or "",
    )  # fmt: skip


def other_names(session: Session, tender: UUID) -> tuple[str, ...]:
    """Names that must not stand in this bid: other accounts, opportunities and tenders, with their numbers."""
    own = session.get(Tender, tender)
    account, opportunity = (own.account, own.opportunity) if own is not None else (None, None)
    names: list[str | None] = []
    for row in session.execute(select(Account.id, Account.name, Account.short_name).where(alive(Account))):
        names += [] if row[0] == account else row[1:]
    projects = session.execute(select(Opportunity.id, Opportunity.name).where(alive(Opportunity)))
    names += [name for project, name in projects if project != opportunity]
    for row in session.execute(select(Tender.id, Tender.name, Tender.number).where(alive(Tender))):
        names += [] if row[0] == tender else row[1:]
    return tuple(name for name in names if name)


def answer_ids(session: Session, bid: UUID, typed: str = "", show: str = "", kind: ClauseKind | None = None) -> tuple[UUID, ...]:
    """The clauses that a bid answers, in the tender's order. `show` is "", "open" (not answered), "starred" or "deviating"."""
    tender = _bid(session, bid).tender
    joined = and_(Response.clause == Clause.id, Response.bid == bid, alive(Response))
    found = select(Clause.id).outerjoin(Response, joined).where(Clause.tender == tender, alive(Clause))
    if kind is not None:
        found = found.where(Clause.kind == kind)
    if show == "open":
        found = found.where(Response.deviation.is_(None))
    elif show == "starred":
        found = found.where(Clause.starred)
    elif show == "deviating":
        found = found.where(Response.deviation.in_((Deviation.POSITIVE, Deviation.NEGATIVE)))
    if typed.strip():
        columns = (Clause.number, Clause.demand, Response.answer, Response.evidence)
        found = found.where(or_(*(column.icontains(typed.strip(), autoescape=True) for column in columns)))
    return tuple(session.scalars(found.order_by(Clause.place, Clause.id)))


def answer_rows(session: Session, bid: UUID, clauses: Sequence[UUID]) -> tuple[AnswerRow, ...]:
    """The rows of the response matrix for these clauses, in their order."""
    found: Any = select(Clause, Response).outerjoin(Response, and_(Response.clause == Clause.id, Response.bid == bid, alive(Response)))
    rows = {}
    for clause, response in session.execute(found.where(Clause.id.in_(clauses), alive(Clause))):
        given = (response.answer, response.deviation, response.evidence) if response is not None else (None, None, None)
        answer, deviation, evidence = given
        rows[clause.id] = AnswerRow(
            clause.id, clause.number or "", clause.kind, clause.starred, clause.demand, answer or "", deviation, evidence or ""
        )
    return tuple(rows[each] for each in clauses if each in rows)


def pdf_files(session: Session, typed: str = "", limit: int = 200) -> tuple[FileRow, ...]:
    """PDFs kept with any card, the newest first."""
    found = select(Attachment).where(alive(Attachment), func.lower(Attachment.name).endswith(".pdf"))
    if typed.strip():
        found = found.where(or_(*(column.icontains(typed.strip(), autoescape=True) for column in (Attachment.name, Attachment.note))))
    rows = session.scalars(found.order_by(Attachment.id.desc()).limit(limit))
    return tuple(FileRow(row.id, row.name, row.note or "", row.size) for row in rows)


def waiting(session: Session, today: date) -> tuple[int, bool]:
    """(bids in preparation, whether one of them is due within three days)."""
    found = select(Tender.deadline).join(Bid, Bid.tender == Tender.id).where(alive(Bid), Bid.state == BidState.PREPARING)
    left = [days_left(deadline.astimezone().date() if deadline else None, today) for deadline in session.scalars(found)]
    return len(left), any(days is not None and 0 <= days <= URGENT_DAYS for days in left)


def bid_of_tender(session: Session, tender: UUID) -> UUID | None:
    return session.scalars(select(Bid.id).where(Bid.tender == tender, alive(Bid)).limit(1)).first()


def _bid(session: Session, bid: UUID) -> Bid:
    row = session.get(Bid, bid)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": "bid"})
    return row


def _items(session: Session, bid: UUID) -> tuple[Item, ...]:
    rows = session.scalars(select(BidItem).where(BidItem.bid == bid, alive(BidItem)).order_by(BidItem.place, BidItem.id))
    return tuple(
        Item(row.id, row.item, row.quantity, row.unit_price, row.model or "", row.maker or "", row.unit or "", row.note or "")
        for row in rows
    )


def _answers(session: Session, bid: UUID, tender: UUID) -> tuple[Answer, ...]:
    columns = (Clause.id, Clause.number, Clause.kind, Clause.starred, Clause.demand, Response.answer, Response.deviation, Response.evidence)
    found = select(*columns).outerjoin(Response, and_(Response.clause == Clause.id, Response.bid == bid, alive(Response)))
    found = found.where(Clause.tender == tender, alive(Clause)).order_by(Clause.place, Clause.id)
    return tuple(
        Answer(clause, number or "", kind, starred, demand, answer or "", deviation, evidence or "")
        for clause, number, kind, starred, demand, answer, deviation, evidence in session.execute(found)
    )


def _sections(session: Session, bid: UUID) -> tuple[Chapter, ...]:
    rows = session.scalars(select(BidSection).where(BidSection.bid == bid, alive(BidSection)).order_by(BidSection.place, BidSection.id))
    return tuple(Chapter(row.id, row.heading, row.body or "") for row in rows)


def _scans(session: Session, bid: UUID) -> tuple[Scan, ...]:
    found: Any = select(BidScan, Attachment, Certificate).join(Attachment, Attachment.id == BidScan.attachment)
    found = found.outerjoin(Certificate, and_(Certificate.id == BidScan.certificate, alive(Certificate)))
    found = found.where(BidScan.bid == bid, alive(BidScan)).order_by(BidScan.place, BidScan.id)
    scans = []
    for row, file, kept in session.execute(found):
        certificate, valid_to = (kept.name, kept.valid_to) if kept is not None else ("", None)
        scans.append(Scan(row.id, row.heading, file.id, file.name, file.content, certificate, valid_to))
    return tuple(scans)


def _values(session: Session, tender: Tender) -> dict[str, str]:
    """The variables of the technical part: the proposal's, with the tender's own names before the cards'."""
    values = live_values(session, tender.account, tender.opportunity)
    buyer = tender.buyer or values["account.name"]
    return values | {"tender.name": tender.name, "tender.number": tender.number or "", "account.name": buyer}
