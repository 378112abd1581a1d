"""Noting that we were in touch. A visit that took place writes its own touches; they follow the visit."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select

from kamdesk.core.days import local_day
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.people.rules import Side, TouchKind
from kamdesk.people.tables import Person, Touch

# As revision 3 of the file numbered the touches of earlier visits: the same visit and person give the same row.
_SPACE = UUID("6b616d64-6573-4b00-8000-000000000003")

say({
    "touch_to_come": N_("This day is still to come. Plan a visit or a task for it instead."),
    "touch_of_visit": N_("This was a visit; it is changed there: take the person off its list, or change its time."),
})  # fmt: skip


@verb(N_("Save touch"))
def save_touch(work: Work, touch: UUID | None, values: Mapping[str, object]) -> UUID:
    """Note a touch (None) or change one; a new one is of today and of the person's account unless said otherwise.

    Raises Refused as `Work.put`, touch_to_come, touch_of_visit.
    """
    given = dict(values)
    if touch is None:
        person = given.get("person")
        given.setdefault("touched_on", local_day(work.now))
        if isinstance(person, UUID):
            whose = work.get(Person, person)
            work.about = whose.name
            given.setdefault("account", whose.account)
    else:
        row = work.get(Touch, touch)
        _refuse_of_visit(row)
        work.about = work.get(Person, row.person).name
    saved = work.put(Touch, touch, given)
    work.session.flush()
    row = work.get(Touch, saved)
    if row.touched_on > local_day(work.now):
        raise Refused("touch_to_come", "touched_on")
    return saved


@verb(N_("Note a touch"))
def log_touch(work: Work, person: UUID, kind: TouchKind, on: date, note: str = "") -> UUID:
    return save_touch(work, None, {"person": person, "kind": kind, "touched_on": on, "note": note})


@verb(N_("Erase touch"))
def erase_touch(work: Work, touch: UUID) -> None:
    """Raises Refused: gone, touch_of_visit."""
    row = work.get(Touch, touch)
    _refuse_of_visit(row)
    work.about = work.get(Person, row.person).name
    work.erase(row)


def _refuse_of_visit(row: Touch) -> None:
    if row.visit is not None:
        raise Refused("touch_of_visit", "visit")


def keep_visit_touches(work: Work, visit: UUID, account: UUID | None, on: date | None, people: Iterable[UUID]) -> None:
    """Bring the touches of one visit in step with it: one for each of these people of theirs or a third side, none where `on` is None.

    Touches that are no longer true are taken out of sight, and come back as they were. Part of the verb that changed the visit.
    """
    wanted = set(people) if on is not None else set()
    if wanted:
        met = select(Person.id).where(Person.id.in_(wanted), alive(Person), Person.side != Side.OURS)
        wanted = set(work.session.scalars(met))
    there = {row.person: row for row in work.session.scalars(select(Touch).where(Touch.visit == visit))}
    for person in wanted | set(there):
        row = there.get(person)
        if person not in wanted or on is None:
            if row is not None and row.erased_at is None:
                work.erase(row)
        elif row is None:
            number = uuid5(_SPACE, visit.hex + person.hex)
            work.add(Touch(id=number, person=person, account=account, kind=TouchKind.VISIT, touched_on=on, visit=visit))
        else:
            row.account, row.touched_on, row.erased_at = account, on, None
