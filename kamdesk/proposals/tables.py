"""The proposal: sections in Markdown, a price table, and the versions that left the house."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from kamdesk.core.columns import choice, day, decimal, link, long_text, money, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.proposals.rules import ProposalState


class Proposal(Record):
    __tablename__ = "proposal"
    kind_label = N_("Proposal")

    name: Mapped[str] = text(N_("Title"), required=True, search=NAME)
    subtitle: Mapped[str | None] = text(N_("Subtitle"), in_list=False)
    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    opportunity: Mapped[UUID | None] = link(N_("Opportunity"), "opportunity")
    reader: Mapped[str | None] = text(N_("Written for"), longest=80)
    number: Mapped[str | None] = text(N_("Number"), longest=60)
    dated: Mapped[date | None] = day(N_("Date"))
    state: Mapped[ProposalState] = choice(N_("State"), ProposalState, required=True, default=ProposalState.DRAFT)
    letter: Mapped[str | None] = long_text(N_("Covering letter"))
    issued_to: Mapped[str | None] = text(N_("Issued to"), in_list=False)
    issued_hash: Mapped[str | None] = text(N_("Fingerprint of the issued file"), in_list=False)
    version: Mapped[int] = whole(N_("Version"), required=True, least=1, default=1)
    earlier: Mapped[UUID | None] = link(N_("Earlier version"), "proposal", in_list=False)
    # The variables' values on the day of issue, as JSON: an account that is renamed later must not change what was sent.
    issued_values: Mapped[str | None] = mapped_column(Text())


class Section(Record):
    """One chapter; `body` is Markdown with {{variables}} of the account."""

    __tablename__ = "proposal_section"
    kind_label = N_("Section")

    proposal: Mapped[UUID] = link(N_("Proposal"), "proposal", required=True)
    place: Mapped[int] = whole(N_("Order"), required=True, least=0)
    heading: Mapped[str] = text(N_("Heading"), required=True, search=TEXT)
    body: Mapped[str | None] = long_text(N_("Text"), search=TEXT)


class PriceLine(Record):
    __tablename__ = "proposal_price_line"
    kind_label = N_("Price line")

    proposal: Mapped[UUID] = link(N_("Proposal"), "proposal", required=True)
    place: Mapped[int] = whole(N_("Order"), required=True, least=0)
    item: Mapped[str] = text(N_("Item"), required=True)
    specification: Mapped[str | None] = text(N_("Specification"))
    unit: Mapped[str | None] = text(N_("Unit of measure"), longest=20)
    quantity: Mapped[Decimal] = decimal(N_("Quantity"), required=True, least=0)
    unit_price: Mapped[int] = money(N_("Unit price"), required=True, least=0)
    note: Mapped[str | None] = text(N_("Note"))
