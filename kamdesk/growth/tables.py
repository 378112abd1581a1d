"""What we sell, the divisions of an account, the grid of both; objectives of the account plan and their reviews."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from kamdesk.core.columns import choice, day, link, long_text, money, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record, shortened
from kamdesk.growth.rules import Ground, ObjectiveState


class Offering(Record):
    """A product or service of ours, as a row of every account's grid."""

    __tablename__ = "offering"
    kind_label = N_("Product of ours")

    name: Mapped[str] = text(N_("Product or service"), required=True, search=NAME, longest=100)
    family: Mapped[str | None] = text(N_("Product family"), longest=60)
    place: Mapped[int] = whole(N_("Order in the list"), required=True, default=0, in_list=False)


class Division(Record):
    """A part of an account that buys for itself: a plant, a department, a line."""

    __tablename__ = "division"
    kind_label = N_("Division of the account")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    name: Mapped[str] = text(N_("Division of the account"), required=True, search=NAME, longest=60)
    place: Mapped[int] = whole(N_("Order in the list"), required=True, default=0, in_list=False)

    def likeness(self) -> object:
        return self.account, self.name


class GridCell(Record):
    """What a division has of one product. No row means: not looked at yet."""

    __tablename__ = "grid_cell"
    kind_label = N_("Cell of the product grid")
    goes_with = frozenset({"division"})

    division: Mapped[UUID] = link(N_("Division of the account"), "division", required=True)
    offering: Mapped[UUID] = link(N_("Product or service"), "offering", required=True)
    ground: Mapped[Ground] = choice(N_("How it stands"), Ground, required=True, default=Ground.WHITE)
    rival: Mapped[str | None] = text(N_("Competitor"), longest=100)
    potential: Mapped[int | None] = money(N_("Potential a year"), least=0)
    note: Mapped[str | None] = text(N_("Note"), search=TEXT)

    @property
    def title(self) -> str:
        """Its note: how it stands is a choice, and no name for a person to know it by."""
        return shortened(self.note) if self.note else ""

    def likeness(self) -> object:
        return self.division, self.offering


class Objective(Record):
    """What we want to have reached at an account; its actions are tasks about it."""

    __tablename__ = "objective"
    kind_label = N_("Objective")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    name: Mapped[str] = text(N_("Objective"), required=True, search=NAME)
    measure: Mapped[str | None] = text(N_("How we know it is reached"))
    amount: Mapped[int | None] = money(N_("Amount aimed at"), least=0)
    due: Mapped[date | None] = day(N_("To be reached by"))
    state: Mapped[ObjectiveState] = choice(N_("State"), ObjectiveState, required=True, default=ObjectiveState.OPEN)
    place: Mapped[int] = whole(N_("Order in the list"), required=True, default=0, in_list=False)


class PlanReview(Record):
    """A look back at the account plan."""

    __tablename__ = "plan_review"
    kind_label = N_("Review of the plan")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    held_on: Mapped[date] = day(N_("Held on"), required=True)
    reached: Mapped[str | None] = long_text(N_("What was reached"), search=TEXT)
    learned: Mapped[str | None] = long_text(N_("What we learned"), search=TEXT)
    decided: Mapped[str | None] = long_text(N_("What was decided"), search=TEXT)
    next_review: Mapped[date | None] = day(N_("Next review"))
