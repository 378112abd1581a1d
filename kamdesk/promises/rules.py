"""What a promise is worth: who owes it, when it is due, how badly it is late. Pure: no session, no clock."""

from datetime import date

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Debtor(Choice):
    """Who owes it."""

    OURS = "ours", N_("We owe")
    THEIRS = "theirs", N_("They owe")


class PromiseState(Choice):
    OPEN = "open", N_("Open")
    KEPT = "kept", N_("Kept")
    DROPPED = "dropped", N_("Dropped")


class Urgency(Choice):
    """The overdue ladder, calm to loud."""

    LATER = "later", N_("Later")
    THIS_WEEK = "this_week", N_("This week")
    TODAY = "today", N_("Due today")
    OVERDUE = "overdue", N_("Overdue")


def urgency(due: date, today: date) -> Urgency:
    days = (due - today).days
    if days < 0:
        return Urgency.OVERDUE
    if days == 0:
        return Urgency.TODAY
    return Urgency.THIS_WEEK if days < 7 else Urgency.LATER
