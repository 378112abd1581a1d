"""接触线: who of ours holds which contact, written down in the matrix or on the command line."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.relations.tables import Seat, Thread

say({
    "not_ours": N_("A thread begins with one of our people; {name} is not on our side."),
    "thread_exists": N_("{name} has a thread to this seat already."),
    "thread_of_theirs": N_("A thread leads to somebody of the customer; {name} is on our side."),
})  # fmt: skip

_SAID = ("coverage", "level", "level_wanted", "note")


@verb(N_("Save a thread"))
def save_thread(work: Work, thread: UUID | None, values: Mapping[str, object]) -> UUID:
    """Create a thread (None) or change one; its map is that of its seat.

    Raises Refused: not_ours, thread_of_theirs, thread_exists, gone, and what the fields refuse.
    """
    row = work.get(Thread, thread) if thread is not None else None
    ours, seat = (values.get(name, getattr(row, name) if row else None) for name in ("ours", "seat"))
    given = dict(values)
    if isinstance(ours, UUID) and isinstance(seat, UUID):
        _refuse(work, ours, seat, thread)
        given["map"] = work.get(Seat, seat).map
    elif "map" not in given and row is None:
        raise Refused("empty", "seat" if seat is None else "ours", {"label": Seat.kind_label if seat is None else N_("Our person")})
    found = work.put(Thread, thread, given)
    work.about = _about(work, work.get(Thread, found))
    return found


@verb(N_("Write down a contact"))
def set_thread(work: Work, seat: UUID, ours: UUID, values: Mapping[str, object]) -> UUID | None:
    """The thread between one of ours and a seat, begun where there is none; one that says nothing any more is ended.

    Gives its number, None where it was ended or never begun. Raises what `save_thread` raises.
    """
    found = work.session.scalars(select(Thread).where(alive(Thread), Thread.seat == seat, Thread.ours == ours).order_by(Thread.id)).first()
    said = {name: getattr(found, name) if found else None for name in _SAID} | dict(values)
    if not any(said[name] for name in _SAID):
        if found is not None:
            end_thread.action(work, found.id)
        return None
    return save_thread.action(work, found.id if found else None, dict(values) if found else {**values, "seat": seat, "ours": ours})


@verb(N_("End a thread"))
def end_thread(work: Work, thread: UUID) -> None:
    row = work.get(Thread, thread)
    work.about = _about(work, row)
    work.erase(row)


def end_threads_of(work: Work, seat: UUID) -> None:
    """Threads lead to whoever holds a seat; another holder begins without them. Part of an action that changes the holder."""
    for row in work.session.scalars(select(Thread).where(alive(Thread), Thread.seat == seat)):
        work.erase(row)


def copy_threads(work: Work, copies: Mapping[UUID, UUID]) -> None:
    """The threads of some seats, written for their copies on another map."""
    for row in work.session.scalars(select(Thread).where(alive(Thread), Thread.seat.in_(list(copies))).order_by(Thread.id)).all():
        known = {name: getattr(row, name) for name in ("ours", *_SAID)}
        work.put(Thread, None, {**known, "seat": copies[row.seat], "map": work.get(Seat, copies[row.seat]).map})


def _refuse(work: Work, ours: UUID, seat: UUID, besides: UUID | None) -> None:
    person = work.get(Person, ours)
    if person.side is not Side.OURS:
        raise Refused("not_ours", "ours", {"name": person.name})
    holder = work.get(Seat, seat).person
    if holder is not None:
        row = work.session.get(Person, holder)
        if row is not None and row.side is Side.OURS:
            raise Refused("thread_of_theirs", "seat", {"name": row.name})
    held = work.session.scalars(select(Thread.id).where(alive(Thread), Thread.seat == seat, Thread.ours == ours))
    if any(each != besides for each in held):
        raise Refused("thread_exists", "seat", {"name": person.name})


def _about(work: Work, thread: Thread) -> str:
    seat, ours = work.session.get(Seat, thread.seat), work.session.get(Person, thread.ours)
    holder = work.session.get(Person, seat.person) if seat is not None and seat.person is not None else None
    theirs = holder.name if holder else (seat.duty if seat else "") or "？"
    return f"{ours.name if ours else '？'} — {theirs}"
