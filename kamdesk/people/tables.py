"""The person card. What belongs to a map (support, layer, coach) is not here but on the map's seat."""

from datetime import date
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamdesk.accounts.rules import Rank
from kamdesk.core.columns import choice, day, link, long_text, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.people.rules import OrganisationalNeed, PersonalNeed, Sex, Side, order_key

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
    phone: Mapped[str | None] = text(N_("Phone"), group=CONTACT, personal=True, longest=60)
    wechat: Mapped[str | None] = text(N_("WeChat"), group=CONTACT, personal=True, longest=60, in_list=False)
    email: Mapped[str | None] = text(N_("E-mail"), group=CONTACT, personal=True, longest=120, in_list=False)
    cadence_days: Mapped[int | None] = whole(N_("Touch at least every"), group=CONTACT, unit=N_("days"), least=1, most=3650, in_list=False)
    home_town: Mapped[str | None] = text(N_("Home town"), group=PERSONAL, personal=True, longest=60)
    school: Mapped[str | None] = text(N_("School"), group=PERSONAL, personal=True, longest=120)
    career: Mapped[str | None] = long_text(N_("Career"), group=PERSONAL, personal=True, search=TEXT)
    interests: Mapped[str | None] = text(N_("Interests"), group=PERSONAL, personal=True, in_list=False)
    organisational_need: Mapped[OrganisationalNeed | None] = choice(
        N_("Organisational need"), OrganisationalNeed, group=PERSONAL, personal=True
    )
    personal_need: Mapped[PersonalNeed | None] = choice(N_("Personal need"), PersonalNeed, group=PERSONAL, personal=True)
    remember: Mapped[str | None] = long_text(N_("One thing to remember"), group=PERSONAL, personal=True, longest=400)
    purpose: Mapped[str | None] = text(N_("Purpose and basis of keeping this"), group=PRIVACY, in_list=False)
    retired_on: Mapped[date | None] = day(N_("Retired or moved away on"), group=WORK, in_list=False)
    # Derived from the name whenever that is set, so that lists of any length are sorted by SQL.
    order_key: Mapped[str | None] = mapped_column(String(200), index=True)

    @validates("name")
    def _order(self, _key: str, name: str) -> str:
        self.order_key = order_key(name) if name else None
        return name
