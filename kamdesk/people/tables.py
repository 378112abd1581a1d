"""The person card. What belongs to a map (support, layer, coach) is not here but on the map's seat."""

from datetime import date
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamdesk.accounts.rules import Channel, Rank
from kamdesk.core.columns import Key, choice, day, link, long_text, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.people.rules import Basis, Change, OrganisationalNeed, PersonalNeed, Precision, Sex, Side, Style, TouchKind, order_key

WORK, CONTACT, PERSONAL, PRIVACY = N_("Position"), N_("Ways to reach"), N_("Background"), N_("Privacy")


class Person(Record):
    __tablename__ = "person"
    kind_label = N_("Person")

    name: Mapped[str] = text(N_("Full name"), group=WORK, required=True, search=NAME, personal=True, longest=60)
    account: Mapped[UUID | None] = link(N_("Account"), "account", group=WORK)
    side: Mapped[Side] = choice(N_("Side"), Side, group=WORK, required=True, default=Side.THEIRS)
    department: Mapped[str | None] = text(N_("Department"), group=WORK, search=TEXT, longest=60)
    position: Mapped[str | None] = text(N_("Position held"), group=WORK, search=TEXT, longest=60)
    rank: Mapped[Rank | None] = choice(N_("Administrative rank"), Rank, group=WORK)
    sex: Mapped[Sex | None] = choice(N_("Sex"), Sex, group=WORK, personal=True, in_list=False)
    addressed: Mapped[str | None] = text(N_("Form of address"), group=WORK, personal=True, longest=40, in_list=False)
    phone: Mapped[str | None] = text(N_("Phone"), group=CONTACT, personal=True, longest=60)
    office_phone: Mapped[str | None] = text(N_("Office phone"), group=CONTACT, personal=True, longest=60, in_list=False)
    wechat: Mapped[str | None] = text(N_("WeChat"), group=CONTACT, personal=True, longest=60, in_list=False)
    email: Mapped[str | None] = text(N_("E-mail"), group=CONTACT, personal=True, longest=120, in_list=False)
    cadence_days: Mapped[int | None] = whole(N_("Touch at least every"), group=CONTACT, unit=N_("days"), least=1, most=3650, in_list=False)
    birthday: Mapped[date | None] = day(N_("Birthday"), group=PERSONAL, personal=True, in_list=False)
    home_town: Mapped[str | None] = text(N_("Home town"), group=PERSONAL, personal=True, longest=60)
    school: Mapped[str | None] = text(N_("School"), group=PERSONAL, personal=True, longest=120)
    career: Mapped[str | None] = long_text(N_("Career"), group=PERSONAL, personal=True, search=TEXT)
    interests: Mapped[str | None] = text(N_("Interests"), group=PERSONAL, personal=True, in_list=False)
    organisational_need: Mapped[OrganisationalNeed | None] = choice(
        N_("Organisational need"), OrganisationalNeed, group=PERSONAL, personal=True
    )
    personal_need: Mapped[PersonalNeed | None] = choice(N_("Personal need"), PersonalNeed, group=PERSONAL, personal=True)
    style: Mapped[Style | None] = choice(N_("Style"), Style, group=PERSONAL, personal=True, in_list=False)
    worries: Mapped[str | None] = long_text(N_("What worries them"), group=PERSONAL, personal=True, search=TEXT)
    remember: Mapped[str | None] = long_text(N_("One thing to remember"), group=PERSONAL, personal=True, longest=400)
    tags: Mapped[str | None] = text(N_("Tags"), group=PERSONAL, search=TEXT)
    purpose: Mapped[str | None] = text(N_("Purpose of keeping this"), group=PRIVACY, in_list=False)
    basis: Mapped[Basis | None] = choice(N_("Lawful basis"), Basis, group=PRIVACY, in_list=False)
    source: Mapped[Channel | None] = choice(N_("Where we have this from"), Channel, group=PRIVACY, in_list=False)
    retired_on: Mapped[date | None] = day(N_("Retired or moved away on"), group=WORK, in_list=False)
    # The address of a kept picture, as attachments have one; not typed by anybody.
    photo: Mapped[str | None] = mapped_column(String(80))
    # Derived from the name whenever that is set, so that lists of any length are sorted by SQL.
    order_key: Mapped[str | None] = mapped_column(String(200), index=True)

    @validates("name")
    def _order(self, _key: str, name: str) -> str:
        self.order_key = order_key(name) if name else None
        return name


class Posting(Record):
    """任职经历: a position held over time. The one without an end is what the card shows as the present."""

    __tablename__ = "posting"
    kind_label = N_("Posting")
    goes_with = frozenset({"person"})

    person: Mapped[UUID] = link(N_("Person"), "person", required=True)
    account: Mapped[UUID | None] = link(N_("Account"), "account")
    organisation: Mapped[str | None] = text(N_("Organisation not on file"), personal=True, longest=120)
    department: Mapped[str | None] = text(N_("Department"), personal=True, longest=60)
    position: Mapped[str | None] = text(N_("Position held"), personal=True, longest=60)
    rank: Mapped[Rank | None] = choice(N_("Administrative rank"), Rank, personal=True)
    from_on: Mapped[date | None] = day(N_("From"), personal=True)
    from_precision: Mapped[Precision | None] = choice(N_("Start known by"), Precision, in_list=False)
    to_on: Mapped[date | None] = day(N_("Until"), personal=True)
    to_precision: Mapped[Precision | None] = choice(N_("End known by"), Precision, in_list=False)
    change: Mapped[Change | None] = choice(N_("How it ended"), Change, personal=True)
    note: Mapped[str | None] = text(N_("Note"), personal=True)


class Touch(Record):
    """往来记录: once that we were in touch with somebody. A visit that took place writes one for each who was there (`visit`)."""

    __tablename__ = "touch"
    kind_label = N_("Touch")
    goes_with = frozenset({"person"})

    person: Mapped[UUID] = link(N_("Person"), "person", required=True)
    account: Mapped[UUID | None] = link(N_("Account"), "account")
    kind: Mapped[TouchKind] = choice(N_("How"), TouchKind, required=True, default=TouchKind.CALL)
    touched_on: Mapped[date] = day(N_("When"), required=True)
    note: Mapped[str | None] = text(N_("Note"), search=TEXT, personal=True, longest=400)
    visit: Mapped[UUID | None] = mapped_column(Key(), index=True)

    def likeness(self) -> object:
        """A visit writes one touch for each who was there."""
        return (self.person, self.visit) if self.visit is not None else None
