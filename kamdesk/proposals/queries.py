"""Proposals as pages, papers and the command line read them: frozen rows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.library.tables import Attachment, Company, TextPiece
from kamdesk.pipeline.tables import Opportunity
from kamdesk.proposals.rules import Chapter, Line, ProposalSheet, ProposalState, line_total
from kamdesk.proposals.tables import PriceLine, Proposal, Section

PROPOSAL_FIELDS: tuple[Field, ...] = fields_of(Proposal)
SECTION_FIELDS: tuple[Field, ...] = fields_of(Section)
LINE_FIELDS: tuple[Field, ...] = fields_of(PriceLine)
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    id: UUID
    name: str
    account: str
    opportunity: str
    number: str
    version: int
    state: ProposalState
    dated: date | None
    total: int


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """One proposal's own fields by name, for its form."""

    id: UUID
    values: Mapping[str, object]
    state: ProposalState
    opportunity_account: UUID | None


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A text of the library, ready to be put in."""

    id: UUID
    name: str
    body: str


_SORTS = {"name": Proposal.name, "number": Proposal.number, "dated": Proposal.dated, "state": Proposal.state, "version": Proposal.version}


def proposal_ids(
    session: Session,
    sort: str = "",
    descending: bool = False,
    typed: str = "",
    account: UUID | None = None,
    opportunity: UUID | None = None,
) -> tuple[UUID, ...]:
    """Numbers in order, the newest first unless sorted; `typed` narrows by title, number and account."""
    found = select(Proposal.id).where(alive(Proposal)).join(Account, Account.id == Proposal.account)
    if account is not None:
        found = found.where(Proposal.account == account)
    if opportunity is not None:
        found = found.where(Proposal.opportunity == opportunity)
    if typed.strip():
        columns = (Proposal.name, Proposal.number, Account.name, Account.short_name)
        found = found.where(or_(*(column.icontains(typed.strip(), autoescape=True) for column in columns)))
    column = Account.name if sort == "account" else _SORTS.get(sort)
    if column is not None:
        found = found.order_by(column.desc() if descending else column.asc())
    return tuple(session.scalars(found.order_by(Proposal.id.desc())))


def proposal_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[ProposalRow, ...]:
    """The rows of these numbers in their order; those that are gone are missing."""
    found = select(Proposal, Account.name, Opportunity.name).where(Proposal.id.in_(ids), alive(Proposal))
    found = found.join(Account, Account.id == Proposal.account).outerjoin(Opportunity, Opportunity.id == Proposal.opportunity)
    totals: dict[UUID, int] = {}
    for owner, quantity, price in session.execute(
        select(PriceLine.proposal, PriceLine.quantity, PriceLine.unit_price).where(PriceLine.proposal.in_(ids), alive(PriceLine))
    ):
        totals[owner] = totals.get(owner, 0) + line_total(quantity, price)
    rows = {
        row.id: ProposalRow(
            row.id, row.name, account, opportunity or "", row.number or "", row.version, row.state, row.dated, totals.get(row.id, 0)
        )
        for row, account, opportunity in session.execute(found)
    }
    return tuple(rows[each] for each in ids if each in rows)


def proposal_card(session: Session, proposal: UUID) -> ProposalCard:
    """Raises Refused("gone")."""
    row = _proposal(session, proposal)
    opportunity = session.get(Opportunity, row.opportunity) if row.opportunity else None
    values = {field.name: getattr(row, field.name) for field in PROPOSAL_FIELDS}
    return ProposalCard(row.id, values, row.state, opportunity.account if opportunity else None)


def proposal_sheet(session: Session, proposal: UUID) -> ProposalSheet:
    """Everything that a proposal prints. Raises Refused("gone")."""
    row = _proposal(session, proposal)
    values = json.loads(row.issued_values) if row.issued_values else live_values(session, row.account, row.opportunity)
    of_sections = select(Section).where(Section.proposal == proposal, alive(Section))
    of_lines = select(PriceLine).where(PriceLine.proposal == proposal, alive(PriceLine))
    sections = session.scalars(of_sections.order_by(Section.place, Section.id))
    lines = session.scalars(of_lines.order_by(PriceLine.place, PriceLine.id))
    return ProposalSheet(
        row.id, row.name, row.subtitle or "", values["account.name"], row.reader or "", row.number or "", row.dated, row.state, row.version,
        row.letter or "", row.issued_to or "", row.issued_hash or "", values["company.name"],
        tuple(Chapter(section.id, section.heading, section.body or "") for section in sections),
        tuple(line_of(line) for line in lines), values, pictures_of(session, proposal),
    )  # fmt: skip


def line_of(line: PriceLine) -> Line:
    quantity: Decimal = line.quantity
    return Line(line.id, line.item, quantity, line.unit_price, line.specification or "", line.unit or "", line.note or "")


def live_values(session: Session, account: UUID | None, opportunity: UUID | None) -> dict[str, str]:
    """The variables' values as the cards say them today."""
    customer = session.get(Account, account) if account else None
    project = session.get(Opportunity, opportunity) if opportunity else None
    company = session.scalars(select(Company).where(alive(Company)).order_by(Company.id).limit(1)).first()
    return {
        "account.name": _of(customer, "name"),
        "account.short_name": _of(customer, "short_name") or _of(customer, "name"),
        "account.address": _of(customer, "address"),
        "opportunity.name": _of(project, "name"),
        "company.name": _of(company, "name"),
        "company.short_name": _of(company, "short_name") or _of(company, "name"),
        "company.address": _of(company, "address"),
        "company.phone": _of(company, "phone"),
        "rep.name": _of(company, "rep_name"),
        "rep.position": _of(company, "rep_position"),
        "rep.phone": _of(company, "rep_phone"),
    }


def pictures_of(session: Session, owner: UUID) -> dict[str, str]:
    """The pictures attached to a card: file name → the address of its content. Of two with one name the newer counts."""
    found = session.scalars(select(Attachment).where(Attachment.owner == owner, alive(Attachment)).order_by(Attachment.id))
    return {file.name: file.content for file in found if file.name.lower().endswith(PICTURE_ENDINGS)}


def text_pieces(session: Session, typed: str = "") -> tuple[PieceRow, ...]:
    """The library's texts by name."""
    found = select(TextPiece).where(alive(TextPiece)).order_by(TextPiece.name)
    if typed.strip():
        found = found.where(TextPiece.name.icontains(typed.strip(), autoescape=True))
    return tuple(PieceRow(row.id, row.name, row.body) for row in session.scalars(found))


def next_number(session: Session, today: date) -> str:
    """A number to offer on issue: 2026-007 is the seventh proposal with a number of the year."""
    start = f"{today.year}-"
    taken: Iterable[str | None] = session.scalars(select(Proposal.number).where(Proposal.number.startswith(start)))
    highest = max((int(number.removeprefix(start)) for number in taken if number and number.removeprefix(start).isdecimal()), default=0)
    return f"{start}{highest + 1:03}"


def _proposal(session: Session, proposal: UUID) -> Proposal:
    row = session.get(Proposal, proposal)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": "proposal"})
    return row


def _of(row: object | None, name: str) -> str:
    return "" if row is None else getattr(row, name) or ""
