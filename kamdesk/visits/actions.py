"""What a rep does with visits: plan, prepare, go, report. Each runs inside one Work and never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kamdesk.core.days import local_day
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.people.actions import keep_visit_touches
from kamdesk.people.tables import Person
from kamdesk.pipeline.actions import set_next_step
from kamdesk.pipeline.tables import Opportunity
from kamdesk.promises.actions import note_promise
from kamdesk.promises.rules import Debtor
from kamdesk.visits.rules import Point, VisitState
from kamdesk.visits.tables import Attendee, Visit, VisitPromise


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """A promise as it was given at a visit: what, who owes it, until when, and by or to whom of the customer's people."""

    what: str
    debtor: Debtor
    due: date
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What happened, in the rep's words. At least one of the texts is needed; `next_step_on` belongs to the opportunity's next step."""

    said: str = ""
    learned: str = ""
    result: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    promises: tuple[PromiseMade, ...] = ()


@verb(N_("Plan visit"))
def plan_visit(work: Work, values: Mapping[str, object], people: Sequence[UUID] = ()) -> UUID:
    """A new visit, with those to see. Raises Refused as `Work.put`, other_account."""
    visit_id = work.put(Visit, None, values)
    work.session.flush()
    _check_opportunity(work, visit_id)
    for person in people:
        _add(work, visit_id, person, "")
    _keep_touches(work, visit_id)
    return visit_id


@verb(N_("Save visit"))
def save_visit(work: Work, visit_id: UUID | None, values: Mapping[str, object]) -> UUID:
    """Changes fields of a visit, or plans one (id None). Raises Refused as `Work.put`, other_account.

    Moving a visit to another account lets go of an opportunity that does not belong there.
    """
    if visit_id is None:
        return plan_visit(work, values)
    visit = work.get(Visit, visit_id)
    account = visit.account
    work.put(Visit, visit_id, values)
    if visit.account != account and "opportunity" not in values:
        visit.opportunity = None
    _check_opportunity(work, visit_id)
    _keep_touches(work, visit_id)
    return visit_id


@verb(N_("Put a person on the list of a visit"))
def add_attendee(work: Work, visit_id: UUID, person_id: UUID, aim: str = "") -> UUID:
    """Theirs or ours. Raises Refused: gone, attends_already."""
    work.get(Visit, visit_id)
    made = _add(work, visit_id, person_id, aim)
    _keep_touches(work, visit_id)
    return made


@verb(N_("Say what we want from a person"))
def save_attendee(work: Work, attendee_id: UUID, values: Mapping[str, object]) -> None:
    work.put(Attendee, attendee_id, values)
    _keep_touches(work, work.get(Attendee, attendee_id).visit)


@verb(N_("Take a person off the list of a visit"))
def remove_attendee(work: Work, attendee_id: UUID) -> None:
    attendee = work.get(Attendee, attendee_id)
    work.erase(attendee)
    _keep_touches(work, attendee.visit)


@verb(N_("Tick a point of the visit"))
def tick_point(work: Work, visit_id: UUID, point: Point, ticked: bool = True) -> None:
    work.put(Visit, visit_id, {point.tick: ticked})


@verb(N_("Mark as visited"))
def mark_visited(work: Work, visit_id: UUID) -> None:
    """A visit without a time took place now. Raises Refused: gone, visit_cancelled."""
    visit = work.get(Visit, visit_id)
    if visit.state is VisitState.CANCELLED:
        raise Refused("visit_cancelled", "state")
    visit.state = VisitState.DONE
    visit.starts_at = visit.starts_at or work.now
    _keep_touches(work, visit_id)


@verb(N_("Cancel visit"))
def cancel_visit(work: Work, visit_id: UUID) -> None:
    """Raises Refused: gone, visit_done."""
    visit = work.get(Visit, visit_id)
    if visit.state is VisitState.DONE:
        raise Refused("visit_done", "state")
    visit.state = VisitState.CANCELLED


@verb(N_("Plan the visit again"))
def plan_again(work: Work, visit_id: UUID) -> None:
    """A cancelled visit, or one marked as visited by mistake, is to come once more."""
    work.get(Visit, visit_id).state = VisitState.PLANNED
    _keep_touches(work, visit_id)


@verb(N_("Erase visit"))
def erase_visit(work: Work, visit_id: UUID) -> None:
    """Its list of people goes with it; the promises made there stand for themselves and stay."""
    visit = work.get(Visit, visit_id)
    work.about = visit.title
    for table in (Attendee, VisitPromise):
        for row in work.session.scalars(select(table).where(table.visit == visit_id, alive(table))):
            work.erase(row)
    work.erase(visit)
    _keep_touches(work, visit_id)


@verb(N_("Report a visit"))
def report_visit(work: Work, visit_id: UUID, draft: ReportDraft) -> tuple[UUID, ...]:
    """Writes the report, notes the promises made, and moves the project's next step on: one change, taken back as one.

    Returns the promises' numbers. A second report of the same visit replaces its texts and adds its promises.
    Raises Refused: gone, visit_cancelled, nothing_to_report, and what `note_promise` refuses.
    """
    visit = work.get(Visit, visit_id)
    texts = {"said": draft.said, "learned": draft.learned, "result": draft.result, "next_step": draft.next_step}
    if not any(text.strip() for text in texts.values()):
        raise Refused("nothing_to_report", "said")
    mark_visited(work, visit_id)
    work.about = visit.title
    work.put(Visit, visit_id, texts | {"reported_at": work.now})
    if visit.opportunity is not None and visit.next_step:
        set_next_step(work, visit.opportunity, visit.next_step, draft.next_step_on)
    return tuple(_promised(work, visit, promise) for promise in draft.promises)


@verb(N_("Note a promise of a visit"))
def note_visit_promise(work: Work, visit_id: UUID, promise: PromiseMade) -> UUID:
    """One promise more, after the report or before it."""
    return _promised(work, work.get(Visit, visit_id), promise)


def _promised(work: Work, visit: Visit, made: PromiseMade) -> UUID:
    values = {"what": made.what, "debtor": made.debtor, "due": made.due, "account": visit.account, "person": made.person}
    promise_id = note_promise(work, values)
    work.session.flush()
    work.put(VisitPromise, None, {"visit": visit.id, "promise": promise_id})
    return promise_id


def _add(work: Work, visit_id: UUID, person_id: UUID, aim: str) -> UUID:
    person = work.get(Person, person_id)
    there = select(Attendee.id).where(Attendee.visit == visit_id, Attendee.person == person_id, alive(Attendee))
    if work.session.scalar(there) is not None:
        raise Refused("attends_already", "person", {"name": person.name})
    return work.put(Attendee, None, {"visit": visit_id, "person": person_id, "aim": aim})


@verb(N_("Note the touches of visits"))
def note_touches(work: Work) -> None:
    """Every visit that took place becomes a touch of those who were there: after visits were written otherwise than by these verbs."""
    for visit in work.session.scalars(select(Visit.id).where(Visit.state == VisitState.DONE, alive(Visit)).order_by(Visit.id)).all():
        _keep_touches(work, visit)


def _keep_touches(work: Work, visit_id: UUID) -> None:
    """A visit that took place is a touch of each who was there, the others' side only. In the same change, so that undo takes both back."""
    work.session.flush()
    visit = work.session.get_one(Visit, visit_id)
    took_place = visit.erased_at is None and visit.state is VisitState.DONE and visit.starts_at is not None
    people = work.session.scalars(select(Attendee.person).where(Attendee.visit == visit_id, alive(Attendee))).all() if took_place else ()
    on = local_day(visit.starts_at) if took_place and visit.starts_at is not None else None
    keep_visit_touches(work, visit_id, visit.account, on, people)


def _check_opportunity(work: Work, visit_id: UUID) -> None:
    visit = work.get(Visit, visit_id)
    if visit.opportunity is not None and work.get(Opportunity, visit.opportunity).account != visit.account:
        raise Refused("other_account", "opportunity")
