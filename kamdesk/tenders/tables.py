"""The tender document's facts, entered from the document, and its clauses that a bid must answer."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from kamdesk.accounts.rules import BuyingMethod
from kamdesk.core.columns import choice, day, link, long_text, moment, money, text, whole, yes_no
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.tenders.rules import ClauseKind, Regime

BASICS, TIMES, MONEY, PAPER, CONTENT = N_("Basic facts"), N_("Times and places"), N_("Money"), N_("Copies and sealing"), N_("Requirements")


class Tender(Record):
    __tablename__ = "tender"
    kind_label = N_("Tender")

    name: Mapped[str] = text(N_("Name of the tendered project"), group=BASICS, required=True, search=NAME)
    number: Mapped[str | None] = text(N_("Tender number"), group=BASICS, search=TEXT, longest=80)
    account: Mapped[UUID | None] = link(N_("Account"), "account", group=BASICS)
    opportunity: Mapped[UUID | None] = link(N_("Opportunity"), "opportunity", group=BASICS)
    buyer: Mapped[str | None] = text(N_("Buyer as named in the tender"), group=BASICS)
    agency: Mapped[str | None] = text(N_("Tendering agency"), group=BASICS)
    method: Mapped[BuyingMethod | None] = choice(N_("Buying method"), BuyingMethod, group=BASICS)
    regime: Mapped[Regime | None] = choice(N_("Governing law"), Regime, group=BASICS)
    lot: Mapped[str | None] = text(N_("Lot"), group=BASICS)
    drafted_by_us: Mapped[bool] = yes_no(N_("We helped to write the specification"), group=BASICS, required=True, default=False)
    issued_on: Mapped[date | None] = day(N_("Tender issued on"), group=TIMES)
    questions_until: Mapped[datetime | None] = moment(N_("Questions until"), group=TIMES)
    deadline: Mapped[datetime | None] = moment(N_("Bid deadline"), group=TIMES)
    opening: Mapped[datetime | None] = moment(N_("Bid opening"), group=TIMES)
    opening_place: Mapped[str | None] = text(N_("Place of opening"), group=TIMES)
    delivery: Mapped[str | None] = text(N_("Delivery time"), group=TIMES)
    delivery_place: Mapped[str | None] = text(N_("Place of delivery"), group=TIMES)
    budget: Mapped[int | None] = money(N_("Budget"), group=MONEY, least=0)
    ceiling: Mapped[int | None] = money(N_("Ceiling price"), group=MONEY, least=0)
    bond: Mapped[int | None] = money(N_("Bid bond"), group=MONEY, least=0)
    bond_form: Mapped[str | None] = text(N_("Form of the bid bond"), group=MONEY)
    performance_bond: Mapped[str | None] = text(N_("Performance bond"), group=MONEY)
    validity_days: Mapped[int | None] = whole(N_("Bid validity"), group=MONEY, unit=N_("days"), least=1, most=3650)
    originals: Mapped[int | None] = whole(N_("Originals"), group=PAPER, least=0, most=50)
    copies: Mapped[int | None] = whole(N_("Copies"), group=PAPER, least=0, most=50)
    sealing: Mapped[str | None] = text(N_("Sealing"), group=PAPER)
    scope: Mapped[str | None] = long_text(N_("Scope of supply"), group=CONTENT, search=TEXT)
    qualification: Mapped[str | None] = long_text(N_("Qualification required"), group=CONTENT, search=TEXT)
    scoring: Mapped[str | None] = long_text(N_("Scoring"), group=CONTENT)
    rejections: Mapped[str | None] = long_text(N_("Grounds for rejection"), group=CONTENT)


class Clause(Record):
    """One requirement that the bid answers row by row."""

    __tablename__ = "tender_clause"
    kind_label = N_("Clause")

    tender: Mapped[UUID] = link(N_("Tender"), "tender", required=True)
    place: Mapped[int] = whole(N_("Order"), required=True, least=0)
    number: Mapped[str | None] = text(N_("Clause number"), longest=40)
    kind: Mapped[ClauseKind] = choice(N_("Kind of clause"), ClauseKind, required=True, default=ClauseKind.TECHNICAL)
    starred: Mapped[bool] = yes_no(N_("Substantive (★)"), required=True, default=False)
    demand: Mapped[str] = long_text(N_("Text of the tender"), required=True, search=TEXT)
