"""What the rep put off until another day."""

from datetime import date

from sqlalchemy.orm import Mapped

from kamdesk.core.columns import day, text
from kamdesk.core.marking import N_
from kamdesk.core.record import Record


class Snooze(Record):
    """One thing that waits, by its key (see `rules.Waiting.key`); the row's number follows from the key."""

    __tablename__ = "snooze"
    kind_label = N_("Put off")

    key: Mapped[str] = text(N_("What waits"), required=True, longest=80)
    until: Mapped[date] = day(N_("Put off until"), required=True)
