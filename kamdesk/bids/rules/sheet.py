"""What a bid is made of: its parts, its answers clause by clause, its one price. Pure.

kamdesk helps to answer honestly: nothing here knows a secret base price, an evaluator or what a rival offers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.problems import say
from kamdesk.people.rules import Sex
from kamdesk.proposals.rules import Chapter, line_total
from kamdesk.tenders.rules import ClauseKind, TenderFacts

say({
    "one_bid_per_tender": N_("“{name}” answers this tender already. Two bids by one bidder are both rejected ({article})."),
    "handed_in_is_frozen": N_("“{name}” was handed in and is frozen. Take it back to preparation to change it."),
    "tender_has_bid": N_("“{name}” answers this tender. Remove the bid first."),
    "clause_of_other_tender": N_("This clause belongs to another tender."),
})  # fmt: skip

TENDER, OFFER, ANSWERS, SIGNING, TECHNICAL, SCANS = "tender", "prices", "answers", "signing", "technical", "scans"


class BidState(Choice):
    PREPARING = "preparing", N_("In preparation")
    HANDED_IN = "handed_in", N_("Handed in")
    AWARDED = "awarded", N_("Awarded")
    NOT_AWARDED = "not_awarded", N_("Not awarded")


class Deviation(Choice):
    NONE = "none", N_("No deviation")
    POSITIVE = "positive", N_("Positive deviation")
    NEGATIVE = "negative", N_("Negative deviation")


class Signing(Choice):
    """Who signs the bid."""

    REPRESENTATIVE = "representative", N_("The legal representative signs")
    AGENT = "agent", N_("An authorised agent signs")


class Form(Choice):
    """The parts of a bid, in the order in which they are bound; a tender's own order would win."""

    LETTER = "letter", N_("Bid letter")
    IDENTITY = "identity", N_("Certificate of the legal representative")
    AUTHORITY = "authority", N_("Power of attorney")
    OPENING = "opening", N_("Opening schedule")
    PRICES = "prices", N_("Itemised prices")
    COMMERCIAL = "commercial", N_("Table of commercial deviations")
    TECHNICAL_TABLE = "technical_table", N_("Table of technical deviations")
    TECHNICAL = "technical", N_("Technical part")
    SCANS = "scans", N_("Supporting documents")


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """Our own company as forms name it."""

    name: str = ""
    credit_code: str = ""
    nature: str = ""
    address: str = ""
    postcode: str = ""
    founded: date | None = None
    business_term: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    legal_representative: str = ""
    representative_sex: Sex | None = None
    representative_age: int | None = None
    representative_position: str = ""
    bank: str = ""
    bank_account: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the itemised price table; `unit_price` in 分."""

    id: UUID
    item: str
    quantity: Decimal
    unit_price: int
    model: str = ""
    maker: str = ""
    unit: str = ""
    note: str = ""

    @property
    def total(self) -> int:
        return line_total(self.quantity, self.unit_price)


@dataclass(frozen=True, slots=True)
class Answer:
    """A clause and what we say to it; without `deviation` it is not answered."""

    clause: UUID
    number: str
    kind: ClauseKind
    starred: bool
    demand: str
    answer: str = ""
    deviation: Deviation | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A foreign PDF to be bound in; `content` is its address in the attachment store."""

    id: UUID
    heading: str
    attachment: UUID
    name: str = ""
    content: str = ""
    certificate: str = ""
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class BidSheet:
    """Everything that a bid prints and that the check looks at."""

    id: UUID
    name: str
    tender: TenderFacts = field(default_factory=TenderFacts)
    company: CompanyFacts = field(default_factory=CompanyFacts)
    state: BidState = BidState.PREPARING
    dated: date | None = None
    validity_days: int | None = None
    delivery: str = ""
    warranty: str = ""
    quality: str = ""
    tax_rate: int | None = None
    remarks: str = ""
    bond: int | None = None
    bond_form: str = ""
    bond_until: date | None = None
    signing: Signing = Signing.AGENT
    agent_name: str = ""
    agent_sex: Sex | None = None
    agent_position: str = ""
    agent_phone: str = ""
    authority_from: date | None = None
    authority_until: date | None = None
    items: tuple[Item, ...] = ()
    answers: tuple[Answer, ...] = ()
    sections: tuple[Chapter, ...] = ()
    scans: tuple[Scan, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The one price of the bid: every place that shows it takes it from here."""
        return sum(item.total for item in self.items)

    @property
    def opening_day(self) -> date | None:
        moment = self.tender.opening or self.tender.deadline
        return moment.astimezone().date() if moment else None

    @property
    def deadline_day(self) -> date | None:
        return self.tender.deadline.astimezone().date() if self.tender.deadline else None

    @property
    def starred(self) -> tuple[int, int]:
        """(★ clauses answered, ★ clauses)."""
        stars = [answer for answer in self.answers if answer.starred]
        return sum(answer.deviation is not None for answer in stars), len(stars)

    @property
    def text_fields(self) -> tuple[tuple[str, UUID | None, str], ...]:
        """(tab, row, text) of everything that was written freely, for whoever looks through it."""
        own = " ".join((self.remarks, self.delivery, self.warranty, self.quality))
        found: list[tuple[str, UUID | None, str]] = [(OFFER, None, own)]
        found += [(OFFER, item.id, f"{item.item} {item.model} {item.note}") for item in self.items]
        answered = (answer for answer in self.answers if answer.answer or answer.evidence)
        found += [(ANSWERS, answer.clause, f"{answer.answer} {answer.evidence}") for answer in answered]
        found += [(TECHNICAL, section.id, f"{section.heading}\n{section.body}") for section in self.sections]
        return tuple(found + [(SCANS, scan.id, scan.heading) for scan in self.scans])
