"""The account card: who the customer is, and what we were told about it by whom and when."""

from datetime import date
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamdesk.accounts.rules import NOTE_SHELF_DAYS, BuyingMethod, Channel, Confidence, Ownership, Rank, order_key
from kamdesk.core.columns import choice, day, link, long_text, money, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record

IDENTITY, BUSINESS, BUYING = N_("Identity"), N_("Business"), N_("Buying")


class Account(Record):
    __tablename__ = "account"
    kind_label = N_("Account")

    name: Mapped[str] = text(N_("Name"), group=IDENTITY, required=True, search=NAME)
    short_name: Mapped[str | None] = text(N_("Short name"), group=IDENTITY, search=NAME, longest=40)
    parent: Mapped[UUID | None] = link(N_("Belongs to"), "account", group=IDENTITY)
    ownership: Mapped[Ownership | None] = choice(N_("Ownership"), Ownership, group=IDENTITY)
    rank: Mapped[Rank | None] = choice(N_("Administrative rank"), Rank, group=IDENTITY)
    industry: Mapped[str | None] = text(N_("Industry"), group=IDENTITY, longest=60)
    region: Mapped[str | None] = text(N_("Region"), group=IDENTITY, longest=60)
    address: Mapped[str | None] = text(N_("Address"), group=IDENTITY, search=TEXT)
    credit_code: Mapped[str | None] = text(N_("Unified credit code"), group=IDENTITY, longest=18, in_list=False)
    legal_representative: Mapped[str | None] = text(N_("Legal representative"), group=IDENTITY, longest=60, in_list=False)
    headcount: Mapped[int | None] = whole(N_("Headcount"), group=IDENTITY, unit=N_("people"), least=0, shelf_days=365, in_list=False)
    founded: Mapped[date | None] = day(N_("Founded"), group=IDENTITY, in_list=False)
    tags: Mapped[str | None] = text(N_("Tags"), group=IDENTITY, search=TEXT)
    revenue: Mapped[int | None] = money(N_("Annual revenue"), group=BUSINESS, least=0, shelf_days=365, in_list=False)
    strategy: Mapped[str | None] = long_text(N_("Strategy and key projects"), group=BUSINESS, search=TEXT, shelf_days=365)
    fears: Mapped[str | None] = long_text(N_("Difficulties and risks it fears"), group=BUSINESS, search=TEXT, shelf_days=180)
    budget_cycle: Mapped[str | None] = text(N_("Budget cycle"), group=BUYING, in_list=False)
    buying_method: Mapped[BuyingMethod | None] = choice(N_("Usual buying method"), BuyingMethod, group=BUYING, in_list=False)
    decision_procedure: Mapped[str | None] = long_text(N_("Decision procedure"), group=BUYING, search=TEXT)
    supplier_tier: Mapped[str | None] = text(N_("Our supplier tier"), group=BUYING, longest=60, in_list=False)
    # Derived from the name whenever that is set, so that lists of any length are sorted by SQL.
    order_key: Mapped[str | None] = mapped_column(String(200), index=True)

    @validates("name")
    def _order(self, _key: str, name: str) -> str:
        self.order_key = order_key(name) if name else None
        return name


class AccountNote(Record):
    """A fact about an account with its source, date and confidence."""

    __tablename__ = "account_note"
    kind_label = N_("Account note")

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    body: Mapped[str] = long_text(N_("What we learned"), required=True, search=TEXT, shelf_days=NOTE_SHELF_DAYS)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date] = day(N_("Date learned"), required=True)
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)
