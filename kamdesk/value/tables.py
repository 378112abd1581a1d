"""Criteria with their weights, and the scores of an account on one day; earlier days are its history."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from kamdesk.accounts.rules import Channel, Confidence
from kamdesk.core.columns import choice, day, link, text, whole, yes_no
from kamdesk.core.fields import TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.value.rules import Axis


class Criterion(Record):
    __tablename__ = "criterion"
    kind_label = N_("Criterion")

    name: Mapped[str] = text(N_("Criterion"), required=True, longest=60)
    axis: Mapped[Axis] = choice(N_("Axis"), Axis, required=True, default=Axis.ATTRACTIVENESS)
    weight: Mapped[int] = whole(N_("Weight"), required=True, default=10, least=0, most=100)
    question: Mapped[str | None] = text(N_("What to find out"), longest=200)
    worst: Mapped[str | None] = text(N_("What 0 means"), longest=120)
    best: Mapped[str | None] = text(N_("What 10 means"), longest=120)
    place: Mapped[int] = whole(N_("Order in the list"), required=True, default=0, in_list=False)
    in_use: Mapped[bool] = yes_no(N_("In use"), default=True, required=True)


class Assessment(Record):
    """How an account was scored on one day."""

    __tablename__ = "assessment"
    kind_label = N_("Assessment")
    goes_with = frozenset({"account"})

    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    assessed_on: Mapped[date] = day(N_("Assessed on"), required=True)
    note: Mapped[str | None] = text(N_("Note"), search=TEXT, longest=400)

    def likeness(self) -> object:
        """An account is scored once a day."""
        return self.account, self.assessed_on


class Score(Record):
    """One criterion's score; without a number it is unknown, which is not 0."""

    __tablename__ = "score"
    kind_label = N_("Score")
    goes_with = frozenset({"assessment"})

    assessment: Mapped[UUID] = link(N_("Assessment"), "assessment", required=True)
    criterion: Mapped[UUID] = link(N_("Criterion"), "criterion", required=True)
    score: Mapped[int | None] = whole(N_("Score"), least=0, most=10)
    evidence: Mapped[str | None] = text(N_("Evidence"), search=TEXT, longest=400)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel)
    confidence: Mapped[Confidence | None] = choice(N_("Confidence"), Confidence)

    def likeness(self) -> object:
        return self.assessment, self.criterion
