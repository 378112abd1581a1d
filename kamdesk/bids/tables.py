"""Our bid for one tender: prices, answers clause by clause, the technical part and the scans that are bound in."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from kamdesk.bids.rules import BidState, Deviation, Signing
from kamdesk.core.columns import choice, day, decimal, link, long_text, money, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.people.rules import Sex

OFFER, BOND, SIGNER = N_("Offer"), N_("Bid bond"), N_("Signature")


class Bid(Record):
    __tablename__ = "bid"
    kind_label = N_("Bid")

    name: Mapped[str] = text(N_("Name of the bid"), group=OFFER, required=True, search=NAME)
    tender: Mapped[UUID] = link(N_("Tender"), "tender", group=OFFER, required=True)
    state: Mapped[BidState] = choice(N_("State"), BidState, group=OFFER, required=True, default=BidState.PREPARING)
    dated: Mapped[date | None] = day(N_("Date of the bid"), group=OFFER)
    validity_days: Mapped[int | None] = whole(N_("Bid validity offered"), group=OFFER, unit=N_("days"), least=1, most=3650)
    delivery: Mapped[str | None] = text(N_("Delivery time offered"), group=OFFER)
    warranty: Mapped[str | None] = text(N_("Warranty offered"), group=OFFER)
    quality: Mapped[str | None] = text(N_("Quality standard"), group=OFFER)
    tax_rate: Mapped[int | None] = whole(N_("VAT rate"), group=OFFER, unit="%", least=0, most=100)
    remarks: Mapped[str | None] = text(N_("Remarks"), group=OFFER)
    bond: Mapped[int | None] = money(N_("Bid bond provided"), group=BOND, least=0)
    bond_form: Mapped[str | None] = text(N_("Form of our bid bond"), group=BOND)
    bond_until: Mapped[date | None] = day(N_("Bid bond valid until"), group=BOND)
    signing: Mapped[Signing] = choice(N_("Who signs"), Signing, group=SIGNER, required=True, default=Signing.AGENT)
    agent_name: Mapped[str | None] = text(N_("Authorised agent"), group=SIGNER, longest=60)
    agent_sex: Mapped[Sex | None] = choice(N_("Sex"), Sex, group=SIGNER)
    agent_position: Mapped[str | None] = text(N_("Position held"), group=SIGNER, longest=60)
    agent_phone: Mapped[str | None] = text(N_("Phone of the agent"), group=SIGNER, longest=60)
    authority_from: Mapped[date | None] = day(N_("Authority from"), group=SIGNER)
    authority_until: Mapped[date | None] = day(N_("Authority until"), group=SIGNER)


class BidItem(Record):
    """One line of the itemised price table."""

    __tablename__ = "bid_item"
    kind_label = N_("Bid item")

    bid: Mapped[UUID] = link(N_("Bid"), "bid", required=True)
    place: Mapped[int] = whole(N_("Order"), required=True, least=0)
    item: Mapped[str] = text(N_("Item"), required=True)
    model: Mapped[str | None] = text(N_("Model and specification"))
    maker: Mapped[str | None] = text(N_("Maker and origin"))
    unit: Mapped[str | None] = text(N_("Unit of measure"), longest=20)
    quantity: Mapped[Decimal] = decimal(N_("Quantity"), required=True, least=0)
    unit_price: Mapped[int] = money(N_("Unit price"), required=True, least=0)
    note: Mapped[str | None] = text(N_("Note"))


class Response(Record):
    """Our answer to one clause of the tender."""

    __tablename__ = "bid_response"
    # One look-up per clause: with two single indexes SQLite walks all answers of the bid for each clause.
    __table_args__ = (Index("ix_bid_response_pair", "clause", "bid"),)
    kind_label = N_("Response")

    bid: Mapped[UUID] = link(N_("Bid"), "bid", required=True)
    clause: Mapped[UUID] = link(N_("Clause"), "tender_clause", required=True)
    answer: Mapped[str | None] = long_text(N_("Our response"), search=TEXT)
    deviation: Mapped[Deviation | None] = choice(N_("Deviation"), Deviation)
    evidence: Mapped[str | None] = text(N_("Supporting evidence"))


class BidSection(Record):
    """A chapter of the technical part, in Markdown."""

    __tablename__ = "bid_section"
    kind_label = N_("Section")

    bid: Mapped[UUID] = link(N_("Bid"), "bid", required=True)
    place: Mapped[int] = whole(N_("Order"), required=True, least=0)
    heading: Mapped[str] = text(N_("Heading"), required=True, search=TEXT)
    body: Mapped[str | None] = long_text(N_("Text"), search=TEXT)


class BidScan(Record):
    """A foreign PDF bound into the bid: a certificate, a licence, a test report."""

    __tablename__ = "bid_scan"
    kind_label = N_("Scan")

    bid: Mapped[UUID] = link(N_("Bid"), "bid", required=True)
    place: Mapped[int] = whole(N_("Order"), required=True, least=0)
    heading: Mapped[str] = text(N_("Heading"), required=True)
    attachment: Mapped[UUID] = link(N_("File"), "attachment", required=True)
    certificate: Mapped[UUID | None] = link(N_("Certificate"), "certificate")
