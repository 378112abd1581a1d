"""The visit: why the customer should give us the time, what we want to leave with, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from kamdesk.core.columns import choice, link, long_text, moment, text, whole, yes_no
from kamdesk.core.fields import NAME, TEXT
from kamdesk.core.marking import N_
from kamdesk.core.record import Record
from kamdesk.visits.rules import VisitState

FRAME, GOAL, TALK, POINTS, REPORT = N_("Appointment"), N_("Purpose and results"), N_("Conversation"), N_("Seven points"), N_("Report")


class Visit(Record):
    __tablename__ = "visit"
    kind_label = N_("Visit")

    subject: Mapped[str] = text(N_("Subject"), group=FRAME, required=True, search=NAME)
    account: Mapped[UUID] = link(N_("Account"), "account", group=FRAME, required=True)
    opportunity: Mapped[UUID | None] = link(N_("Opportunity"), "opportunity", group=FRAME)
    starts_at: Mapped[datetime | None] = moment(N_("Time"), group=FRAME)
    minutes: Mapped[int | None] = whole(N_("Duration"), group=FRAME, unit=N_("minutes"), least=5, most=1440)
    place: Mapped[str | None] = text(N_("Place"), group=FRAME)
    logistics: Mapped[str | None] = long_text(N_("Route, parking, dress"), group=FRAME)
    state: Mapped[VisitState] = choice(N_("State"), VisitState, group=FRAME, required=True, default=VisitState.PLANNED)
    reason: Mapped[str | None] = long_text(N_("Why the customer should give us the time"), group=GOAL)
    best_result: Mapped[str | None] = long_text(N_("Best result"), group=GOAL)
    least_result: Mapped[str | None] = long_text(N_("Least acceptable result"), group=GOAL)
    opening: Mapped[str | None] = long_text(N_("Opening line"), group=TALK)
    questions: Mapped[str | None] = long_text(N_("Questions"), group=TALK)
    objections: Mapped[str | None] = long_text(N_("Likely objections and answers"), group=TALK)
    materials: Mapped[str | None] = long_text(N_("Materials to show"), group=TALK)
    do_not_say: Mapped[str | None] = long_text(N_("Do not say"), group=TALK)
    next_meeting: Mapped[str | None] = text(N_("Next meeting to propose"), group=TALK)
    point_whom: Mapped[bool] = yes_no(N_("Whom to see"), group=POINTS, default=False, required=True, in_list=False)
    point_prepare: Mapped[bool] = yes_no(N_("Prepared"), group=POINTS, default=False, required=True, in_list=False)
    point_on_time: Mapped[bool] = yes_no(N_("On time"), group=POINTS, default=False, required=True, in_list=False)
    point_opening: Mapped[bool] = yes_no(N_("Opening line"), group=POINTS, default=False, required=True, in_list=False)
    point_materials: Mapped[bool] = yes_no(N_("Guide through the material"), group=POINTS, default=False, required=True, in_list=False)
    point_openness: Mapped[bool] = yes_no(N_("Open questions"), group=POINTS, default=False, required=True, in_list=False)
    point_next: Mapped[bool] = yes_no(N_("Fix the next meeting"), group=POINTS, default=False, required=True, in_list=False)
    said: Mapped[str | None] = long_text(N_("What was said"), group=REPORT, search=TEXT)
    learned: Mapped[str | None] = long_text(N_("What we learned"), group=REPORT, search=TEXT)
    result: Mapped[str | None] = long_text(N_("Result reached"), group=REPORT, search=TEXT)
    next_step: Mapped[str | None] = text(N_("Next step"), group=REPORT, search=TEXT)
    reported_at: Mapped[datetime | None] = moment(N_("Reported at"), group=REPORT, in_list=False)


class Attendee(Record):
    """A person at a visit, theirs or ours, and what we want from each."""

    __tablename__ = "attendee"
    kind_label = N_("Attendee")

    visit: Mapped[UUID] = link(N_("Visit"), "visit", required=True)
    person: Mapped[UUID] = link(N_("Person"), "person", required=True)
    aim: Mapped[str | None] = text(N_("What we want from this person"))

    def likeness(self) -> object:
        """Nobody attends a visit twice."""
        return self.visit, self.person


class VisitPromise(Record):
    """Which promises were made at which visit."""

    __tablename__ = "visit_promise"
    kind_label = N_("Promise of a visit")

    visit: Mapped[UUID] = link(N_("Visit"), "visit", required=True)
    promise: Mapped[UUID] = link(N_("Promise"), "promise", required=True)

    def likeness(self) -> object:
        return self.visit, self.promise
