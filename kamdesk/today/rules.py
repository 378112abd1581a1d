"""What waits for the rep today, and in which order. Pure: no session, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_

# How far ahead a deadline counts as today's business. [ours]
BID_DAYS = 7
STEP_DAYS = 1
PROMISE_DAYS = 1
VISIT_DAYS = 1
TASK_DAYS = 1
# What is to be found out and has no day comes up after so many days. [ours]
ASK_AFTER_DAYS = 3


class Matter(Choice):
    """What kind of thing waits."""

    BID = "bid", N_("Bid")
    PROMISE = "promise", N_("Promise")
    VISIT = "visit", N_("Visit")
    REPORT = "report", N_("Visit report")
    STEP = "step", N_("Next step")
    TASK = "task", N_("Task")
    CERTIFICATE = "certificate", N_("Certificate")
    CONTACT = "contact", N_("Keeping in touch")
    INFORMATION = "information", N_("Find out")


class Pressing(Choice):
    """How loud it is."""

    MUST = "must", N_("Must be done today")
    SHOULD = "should", N_("Should be done soon")
    COULD = "could", N_("Worth a thought")


# At equal pressure what cannot be made good again comes first: a bid is thrown out, a broken promise is remembered.
_WEIGHT = (
    Matter.BID, Matter.VISIT, Matter.PROMISE, Matter.REPORT, Matter.STEP, Matter.TASK, Matter.CERTIFICATE, Matter.CONTACT,
    Matter.INFORMATION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: `days` until it is due (negative: late by so many). `reason` is a msgid whose braces `facts` fill.

    (`table`, `id`) is the row it stands for; `account` and `account_name` say whose it is.
    """

    matter: Matter
    table: str
    id: UUID
    title: str
    days: int
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
    account: UUID | None = None
    account_name: str = ""

    @property
    def key(self) -> str:
        """What a snooze remembers."""
        return f"{self.matter.value}:{self.id.hex}"


def pressing(waiting: Waiting) -> Pressing:
    """A bid presses three days ahead, anything else on its day; what is only advised never must be done today."""
    if waiting.matter in (Matter.CONTACT, Matter.INFORMATION):
        return Pressing.COULD
    if waiting.matter is Matter.CERTIFICATE:
        return Pressing.SHOULD if waiting.days <= 14 else Pressing.COULD
    if waiting.days <= (3 if waiting.matter is Matter.BID else 0):
        return Pressing.MUST
    return Pressing.SHOULD


def ranked(waiting: Iterable[Waiting], snoozed: Mapping[str, date], today: date) -> tuple[Waiting, ...]:
    """The list of the day: the most pressing first, then what weighs most, then what is latest. What was put off is left out."""
    pressures = list(Pressing)
    awake = (each for each in waiting if snoozed.get(each.key, today) <= today)
    return tuple(
        sorted(awake, key=lambda each: (pressures.index(pressing(each)), _WEIGHT.index(each.matter), each.days, each.title, each.id))
    )


def must_count(waiting: Iterable[Waiting]) -> int:
    return sum(pressing(each) is Pressing.MUST for each in waiting)


def promise_reason(days: int, ours: bool) -> str:
    if days == -1:
        return N_("We promised this for yesterday") if ours else N_("They promised this for yesterday")
    if days < 0:
        return N_("We promised this {days} days ago") if ours else N_("They have owed us this for {days} days")
    if days == 0:
        return N_("We promised this for today") if ours else N_("They promised this for today")
    return N_("We promised this for tomorrow") if ours else N_("They promised this for tomorrow")


def visit_reason(days: int, points_done: int) -> str:
    """Why an appointment is on the list: how near it is and how far its preparation has come."""
    if points_done == 0:
        return N_("Today at {time}, nothing prepared yet") if days <= 0 else N_("Tomorrow at {time}, nothing prepared yet")
    ready_tomorrow = N_("Tomorrow at {time}, {done} of {points} points ready")
    return N_("Today at {time}, {done} of {points} points ready") if days <= 0 else ready_tomorrow


def step_reason(days: int) -> str:
    if days == -1:
        return N_("Next step was due yesterday")
    if days < 0:
        return N_("Next step late by {days} days")
    return N_("Next step due today") if days == 0 else N_("Next step due tomorrow")


def task_reason(days: int, asks: bool) -> str:
    if days == -1:
        return N_("To be found out by yesterday") if asks else N_("Task was due yesterday")
    if days < 0:
        return N_("To be found out {days} days ago") if asks else N_("Task late by {days} days")
    if days == 0:
        return N_("To be found out today") if asks else N_("Task due today")
    return N_("To be found out by tomorrow") if asks else N_("Task due tomorrow")


ASK_REASON = N_("Not known for {days} days")
ASK_WHERE_REASON = N_("Not known for {days} days; ask: {channel}")


def bid_reason(days: int) -> str:
    if days < 0:
        return N_("The deadline passed on {moment}; was it handed in?")
    if days == 0:
        return N_("Hand in today before {time}")
    if days == 1:
        return N_("Hand in tomorrow before {time}")
    return N_("Hand in within {days} days, by {moment}")


def certificate_reason(days: int) -> str:
    if days == -1:
        return N_("Expired yesterday; bids that show it are thrown out")
    if days < 0:
        return N_("Expired {days} days ago; bids that show it are thrown out")
    if days == 1:
        return N_("Expires tomorrow")
    return N_("Expires today") if days == 0 else N_("Expires in {days} days")


CONTACT_REASON = N_("Not in touch for {days} days; the rhythm is {rhythm} days")


def report_reason(ago: int) -> str:
    if ago == 1:
        return N_("Visited yesterday, not reported yet")
    return N_("Visited today, not reported yet") if ago <= 0 else N_("Visited {days} days ago, not reported yet")


def until_tomorrow(today: date) -> date:
    return today + timedelta(days=1)


def overdue_contact(last: date | None, cadence_days: int, today: date) -> int | None:
    """How many days a person has gone untouched beyond the cadence, None where it is kept or nobody knows of any touch.

    The priority max(days − period, 0) / period of the field's common practice ranks by share; the list shows days.
    """
    if last is None:
        return None
    over = (today - last).days - cadence_days
    return over if over > 0 else None


@dataclass(frozen=True, slots=True)
class Appointment:
    """One visit of today's timeline; `done` of `points` points are prepared. `starts_at` is aware."""

    id: UUID
    subject: str
    account_name: str
    place: str
    starts_at: datetime
    minutes: int | None
    done: int
    points: int
    visited: bool
