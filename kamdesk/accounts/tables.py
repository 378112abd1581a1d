"""The account card: who the customer is, and what we were told about it by whom and when."""

from datetime import date
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamdesk.accounts.rules import (
    NOTE_SHELF_DAYS,
    BuyingMethod,
    Channel,
    Confidence,
    FactTopic,
    Kraljic,
    Ownership,
    Rank,
    RivalStanding,
    order_key,
)
from kamdesk.core.columns import choice, day, link, long_text, money, text, whole, yes_no
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.money import LARGEST
from kamdesk.core.record import Record

IDENTITY, BUSINESS, POSITION, BUYING = N_("Identity"), N_("Business"), N_("Its position"), N_("Buying")


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
    performance_targets: Mapped[str | None] = long_text(N_("Leaders' performance targets"), group=BUSINESS, search=TEXT, shelf_days=365)
    products: Mapped[str | None] = long_text(N_("Its products and their customers"), group=BUSINESS, search=TEXT, shelf_days=730)
    strengths: Mapped[str | None] = long_text(N_("Its strengths"), group=POSITION, search=TEXT, shelf_days=365)
    difficulties: Mapped[str | None] = long_text(N_("Its difficulties"), group=POSITION, search=TEXT, shelf_days=180)
    chances: Mapped[str | None] = long_text(N_("Chances it sees"), group=POSITION, search=TEXT, shelf_days=365)
    fears: Mapped[str | None] = long_text(N_("Risks it fears"), group=POSITION, search=TEXT, shelf_days=180)
    budget_cycle: Mapped[str | None] = text(N_("Budget cycle"), group=BUYING, in_list=False)
    buying_method: Mapped[BuyingMethod | None] = choice(N_("Usual buying method"), BuyingMethod, group=BUYING, in_list=False)
    decision_procedure: Mapped[str | None] = long_text(N_("Decision procedure"), group=BUYING, search=TEXT)
    supplier_tiers: Mapped[str | None] = long_text(N_("How it grades its suppliers"), group=BUYING, search=TEXT, shelf_days=365)
    supplier_tier: Mapped[str | None] = text(N_("Our supplier tier"), group=BUYING, longest=60, in_list=False, shelf_days=365)
    kraljic: Mapped[Kraljic | None] = choice(N_("What we sell is to it"), Kraljic, group=BUYING, in_list=False, shelf_days=365)
    favourite: Mapped[bool] = yes_no(N_("Favourite"), default=False, required=True)
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
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    body: Mapped[str] = long_text(N_("What we learned"), required=True, search=TEXT, shelf_days=NOTE_SHELF_DAYS)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date] = day(N_("Date learned"), required=True)
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)
    topic: Mapped[FactTopic | None] = choice(N_("About"), FactTopic)
    # What a newer fact has replaced leaves the list but stays readable below its successor.
    replaced_by: Mapped[UUID | None] = link(N_("Replaced by"), "account_note", in_list=False)


class FieldFact(Record):
    """Where one field of the card was learned; the newest row of a field is about what stands there now, older ones are its history."""

    __tablename__ = "field_fact"
    kind_label = N_("Source of a fact")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    field: Mapped[str] = text(N_("Field of the card"), required=True, longest=60)
    value: Mapped[str | None] = long_text(N_("Value as it was told"), search=None)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date] = day(N_("Date learned"), required=True)
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)
    told_by: Mapped[str | None] = text(N_("Told by"), longest=60, personal=True)


class BusinessYear(Record):
    """One year of an account's business; an account has one row for a year."""

    __tablename__ = "business_year"
    kind_label = N_("Business year")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    year: Mapped[int] = whole(N_("Year"), required=True, least=1949, most=2100)
    revenue: Mapped[int | None] = money(N_("Revenue"), least=0)
    profit: Mapped[int | None] = money(N_("Profit"), least=-LARGEST)
    investment: Mapped[int | None] = money(N_("Investment"), least=0)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date | None] = day(N_("Date learned"))
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)

    @property
    def title(self) -> str:
        return str(self.year)

    def likeness(self) -> object:
        return self.account, self.year


class KeyProject(Record):
    """A project that the account itself has decided on or plans: where its money will go."""

    __tablename__ = "key_project"
    kind_label = N_("Key project")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    name: Mapped[str] = text(N_("Project name"), required=True, search=NAME)
    amount: Mapped[int | None] = money(N_("Investment"), least=0)
    period: Mapped[str | None] = text(N_("Period"), longest=60)
    state: Mapped[str | None] = text(N_("State of the project"), longest=60)
    description: Mapped[str | None] = long_text(N_("What it is about"), search=TEXT, shelf_days=180)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date | None] = day(N_("Date learned"))
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)


class Installed(Record):
    """装机: something of our trade that stands at the account, ours or a competitor's, and when its contract ends."""

    __tablename__ = "installed"
    kind_label = N_("Installed base")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    product: Mapped[str] = text(N_("Product or system"), required=True, search=NAME)
    ours: Mapped[bool] = yes_no(N_("Ours"), default=False, required=True)
    supplier: Mapped[str | None] = text(N_("Supplier"), search=TEXT, longest=100)
    site: Mapped[str | None] = text(N_("Site"), longest=100)
    quantity: Mapped[str | None] = text(N_("Quantity"), longest=60)
    in_use_since: Mapped[int | None] = whole(N_("In use since (year)"), least=1949, most=2100)
    contract_ends: Mapped[date | None] = day(N_("Contract ends"))
    amount: Mapped[int | None] = money(N_("Contract amount"), least=0)
    condition: Mapped[str | None] = text(N_("Condition"), search=TEXT)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date | None] = day(N_("Date learned"))
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)


class AccountRival(Record):
    """A competitor at this account, as far as anybody may know it: never what stands in its bid."""

    __tablename__ = "account_rival"
    kind_label = N_("Competitor at the account")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    name: Mapped[str] = text(N_("Competitor"), required=True, search=NAME, longest=100)
    standing: Mapped[RivalStanding | None] = choice(N_("Standing"), RivalStanding)
    share: Mapped[int | None] = whole(N_("Share of what is bought"), unit="%", least=0, most=100)
    strengths: Mapped[str | None] = long_text(N_("Its strengths"), search=TEXT)
    weaknesses: Mapped[str | None] = long_text(N_("Its weaknesses"), search=TEXT)
    answer: Mapped[str | None] = long_text(N_("What we set against it"), search=TEXT)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    learned_on: Mapped[date | None] = day(N_("Date learned"))
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)
