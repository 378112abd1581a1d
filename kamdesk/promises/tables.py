"""The promise ledger: what we owe the customer and what the customer owes us."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from kamdesk.core.columns import choice, day, link, text
from kamdesk.core.fields import TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.promises.rules import Debtor, PromiseState


class Promise(Record):
    __tablename__ = "promise"
    kind_label = N_("Promise")

    what: Mapped[str] = text(N_("What was promised"), required=True, search=TEXT, longest=400)
    debtor: Mapped[Debtor] = choice(N_("Who owes it"), Debtor, required=True, default=Debtor.OURS)
    due: Mapped[date] = day(N_("Due"), required=True)
    account: Mapped[UUID | None] = link(N_("Account"), "account")
    person: Mapped[UUID | None] = link(N_("Person"), "person")
    state: Mapped[PromiseState] = choice(N_("State"), PromiseState, required=True, default=PromiseState.OPEN)
    evidence: Mapped[str | None] = text(N_("Evidence"), search=TEXT)
