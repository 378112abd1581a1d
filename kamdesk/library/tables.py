"""What is used again and again: our own company's data, texts, certificates, and files kept with any card."""

from datetime import date
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kamdesk.core.columns import Key, choice, day, long_text, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.library.rules import Topic
from kamdesk.people.rules import Sex

COMPANY, SIGNATORY, BANK, REP = N_("Company"), N_("Legal representative"), N_("Bank details"), N_("Account manager")


class Company(Record):
    """Our own company as forms name it; there is one row (see `queries.company`)."""

    __tablename__ = "company"
    kind_label = N_("Our company")

    name: Mapped[str] = text(N_("Company name"), group=COMPANY, required=True, search=NAME)
    short_name: Mapped[str | None] = text(N_("Short name"), group=COMPANY, longest=40)
    credit_code: Mapped[str | None] = text(N_("Unified credit code"), group=COMPANY, longest=18)
    nature: Mapped[str | None] = text(N_("Kind of company"), group=COMPANY, longest=60)
    address: Mapped[str | None] = text(N_("Address"), group=COMPANY)
    postcode: Mapped[str | None] = text(N_("Postcode"), group=COMPANY, longest=12)
    founded: Mapped[date | None] = day(N_("Founded"), group=COMPANY)
    business_term: Mapped[str | None] = text(N_("Business term"), group=COMPANY, longest=60)
    phone: Mapped[str | None] = text(N_("Phone"), group=COMPANY, longest=60)
    fax: Mapped[str | None] = text(N_("Fax"), group=COMPANY, longest=60)
    email: Mapped[str | None] = text(N_("E-mail"), group=COMPANY, longest=120)
    legal_representative: Mapped[str | None] = text(N_("Legal representative"), group=SIGNATORY, longest=60)
    representative_sex: Mapped[Sex | None] = choice(N_("Sex"), Sex, group=SIGNATORY)
    representative_age: Mapped[int | None] = whole(N_("Age"), group=SIGNATORY, least=16, most=120)
    representative_position: Mapped[str | None] = text(N_("Position held"), group=SIGNATORY, longest=60)
    bank: Mapped[str | None] = text(N_("Bank of account"), group=BANK)
    bank_account: Mapped[str | None] = text(N_("Bank account number"), group=BANK, longest=40)
    rep_name: Mapped[str | None] = text(N_("Account manager"), group=REP, longest=60)
    rep_position: Mapped[str | None] = text(N_("Position held"), group=REP, longest=60)
    rep_phone: Mapped[str | None] = text(N_("Phone"), group=REP, longest=60)


class TextPiece(Record):
    """文本素材库: a passage to be used again, in Markdown."""

    __tablename__ = "text_piece"
    kind_label = N_("Text piece")

    name: Mapped[str] = text(N_("Heading"), required=True, search=NAME)
    topic: Mapped[Topic | None] = choice(N_("Topic"), Topic)
    body: Mapped[str] = long_text(N_("Text"), required=True, search=TEXT)


class Certificate(Record):
    """资质: a certificate with the day it ends."""

    __tablename__ = "certificate"
    kind_label = N_("Certificate")

    name: Mapped[str] = text(N_("Certificate"), required=True, search=NAME)
    number: Mapped[str | None] = text(N_("Number"), search=TEXT, longest=80)
    issuer: Mapped[str | None] = text(N_("Issued by"))
    valid_from: Mapped[date | None] = day(N_("Valid from"))
    valid_to: Mapped[date | None] = day(N_("Valid until"))


class Attachment(Record):
    """A file kept, encrypted, with any card; `content` is its address in the attachment store."""

    __tablename__ = "attachment"
    kind_label = N_("File")

    name: Mapped[str] = text(N_("File name"), required=True, search=NAME)
    note: Mapped[str | None] = text(N_("Note"), search=TEXT)
    size: Mapped[int] = whole(N_("Size"), required=True, unit=N_("bytes"))
    content: Mapped[str] = mapped_column(String(80))
    owner_table: Mapped[str] = mapped_column(String(60), index=True)
    owner: Mapped[UUID] = mapped_column(Key(), index=True)
    added_on: Mapped[date] = day(N_("Added on"), required=True)


