"""The opportunity: one project of one account on its way through the seven stages."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from kamdesk.accounts.rules import Channel
from kamdesk.core.columns import choice, day, link, long_text, money, text, whole
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.pipeline.rules import Outcome, Stage


class Opportunity(Record):
    __tablename__ = "opportunity"
    kind_label = N_("Opportunity")

    name: Mapped[str] = text(N_("Project name"), required=True, search=NAME)
    account: Mapped[UUID] = link(N_("Account"), "account", required=True)
    stage: Mapped[Stage] = choice(N_("Stage"), Stage, required=True, default=Stage.LEAD)
    outcome: Mapped[Outcome] = choice(N_("Outcome"), Outcome, required=True, default=Outcome.OPEN)
    amount: Mapped[int | None] = money(N_("Amount"), least=0)
    probability: Mapped[int | None] = whole(N_("Chance of winning"), unit="%", least=0, most=100)
    expected_on: Mapped[date | None] = day(N_("Expected decision"))
    next_step: Mapped[str | None] = text(N_("Next step"), search=TEXT)
    next_step_on: Mapped[date | None] = day(N_("Next step on"))
    stage_since: Mapped[date | None] = day(N_("In this stage since"), in_list=False)
    source: Mapped[Channel | None] = choice(N_("Source"), Channel, in_list=False)
    need: Mapped[str | None] = long_text(N_("Need and background"), search=TEXT)
    rivals: Mapped[str | None] = text(N_("Rivals"), search=TEXT, in_list=False)
    closed_on: Mapped[date | None] = day(N_("Closed on"), in_list=False)
    outcome_reason: Mapped[str | None] = text(N_("Why it ended so"), search=TEXT, in_list=False, longest=400)
