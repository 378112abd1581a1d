"""The rep's own list of things to do and to find out; what made a task is named by table, row and key."""

from datetime import date
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kamdesk.accounts.rules import Channel
from kamdesk.core.columns import Key, choice, day, link, long_text, text
from kamdesk.core.fields import TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.tasks.rules import TaskKind, TaskState


class Task(Record):
    __tablename__ = "task"
    kind_label = N_("Task")

    what: Mapped[str] = text(N_("What is to be done"), required=True, search=TEXT, longest=400)
    kind: Mapped[TaskKind] = choice(N_("Kind"), TaskKind, required=True, default=TaskKind.ACTION)
    account: Mapped[UUID | None] = link(N_("Account"), "account")
    person: Mapped[UUID | None] = link(N_("Person"), "person")
    due: Mapped[date | None] = day(N_("Due"))
    state: Mapped[TaskState] = choice(N_("State"), TaskState, required=True, default=TaskState.OPEN)
    done_on: Mapped[date | None] = day(N_("Done on"), in_list=False)
    channel: Mapped[Channel | None] = choice(N_("Channel to ask"), Channel, in_list=False)
    result: Mapped[str | None] = long_text(N_("What came of it"), search=TEXT)
    # What the task came from (an objective, an unknown criterion), as attachments name their owners.
    about_table: Mapped[str | None] = mapped_column(String(60))
    about: Mapped[UUID | None] = mapped_column(Key(), index=True)
    about_key: Mapped[str | None] = mapped_column(String(80))
