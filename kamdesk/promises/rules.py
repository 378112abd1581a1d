"""What a promise is worth: who owes it, when it is due, how badly it is late. Pure: no session, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_


class Debtor(Choice):
    """Who owes it."""

    OURS = "ours", N_("We owe")
    THEIRS = "theirs", N_("They owe")


class PromiseState(Choice):
    OPEN = "open", N_("Still open")
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


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many promises are open each way, and how many of them are late."""

    ours: int = 0
    theirs: int = 0
    ours_late: int = 0
    theirs_late: int = 0


def ledger(promises: Iterable[tuple[Debtor, date]], today: date) -> Ledger:
    counted = {(debtor, late): 0 for debtor in Debtor for late in (False, True)}
    for debtor, due in promises:
        counted[debtor, urgency(due, today) is Urgency.OVERDUE] += 1
    return Ledger(
        counted[Debtor.OURS, False] + counted[Debtor.OURS, True], counted[Debtor.THEIRS, False] + counted[Debtor.THEIRS, True],
        counted[Debtor.OURS, True], counted[Debtor.THEIRS, True],
    )  # fmt: skip
