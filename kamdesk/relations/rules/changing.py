"""What became different on a map between two moments, in words: 罗颖：立场 中立 → 支持."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.relations.rules.options import SHORT_TIES, STANCES
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, ThreadRow, TieRow


class Happened(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    HOLDER = "holder"
    FIELD = "field"
    TIE_DRAWN = "tie_drawn"
    TIE_ERASED = "tie_erased"
    TIE_CHANGED = "tie_changed"
    THREAD_BEGUN = "thread_begun"
    THREAD_ENDED = "thread_ended"
    THREAD_CHANGED = "thread_changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is different. `seat` is where it shows (None where it is gone), `field` a field's msgid; `old` and `new` as stored."""

    happened: Happened
    seat: UUID | None
    name: str
    field: str = ""
    old: object = None
    new: object = None
    kind: str = ""
    key: str = ""


_FIELDS = {
    "support": N_("Support"),
    "layer": N_("Layer"),
    "coach": N_("Coach"),
    "influence": N_("Influence"),
    "coverage": N_("Coverage"),
    "level": N_("Relationship now"),
    "level_wanted": N_("Relationship wanted"),
    "position": N_("Position held"),
    "department": N_("Department"),
    "rank": N_("Administrative rank"),
    "retired": N_("Left"),
    "note": N_("What matters here"),
}


# These follow from who holds the seat.
_OF_PERSON = ("position", "department", "rank", "retired")


def differences(before: MapSheet, after: MapSheet) -> tuple[Difference, ...]:
    """Seats first in the order of the map, then ties, then threads; what was changed and changed back is no difference."""
    old = {seat.id: seat for seat in before.seats}
    new = {seat.id: seat for seat in after.seats}
    found: list[Difference] = []
    for seat in after.seats:
        if seat.id not in old:
            found.append(Difference(Happened.ADDED, seat.id, _name(seat), new=seat.position if seat.name else ""))
        else:
            found += _seat(old[seat.id], seat, old, new)
    found += [Difference(Happened.REMOVED, None, _name(seat), old=seat.position) for seat in before.seats if seat.id not in new]
    found += _ties(before, after)
    found += _threads(before, after)
    return tuple(found)


def _seat(was: SeatRow, now: SeatRow, old: Mapping[UUID, SeatRow], new: Mapping[UUID, SeatRow]) -> Iterator[Difference]:
    name = _name(now)
    if was.person != now.person:
        yield Difference(Happened.HOLDER, now.id, now.position or name, old=was.name, new=now.name)
    if was.reports_to != now.reports_to:
        yield Difference(Happened.MOVED, now.id, name, old=_boss(was, old), new=_boss(now, new))
    for key, label in _FIELDS.items():
        if getattr(was, key) != getattr(now, key) and (was.person == now.person or key not in _OF_PERSON):
            yield Difference(Happened.FIELD, now.id, name, label, getattr(was, key), getattr(now, key), key=key)


def _boss(seat: SeatRow, seats: Mapping[UUID, SeatRow]) -> str:
    return _name(seats[seat.reports_to]) if seat.reports_to is not None and seat.reports_to in seats else ""


def _ties(before: MapSheet, after: MapSheet) -> Iterator[Difference]:
    old, new = {tie.id: tie for tie in before.ties}, {tie.id: tie for tie in after.ties}
    for tie in after.ties:
        was = old.get(tie.id)
        if was is None:
            yield _tie(Happened.TIE_DRAWN, after, tie)
        elif (was.kind, was.strength, was.first, was.second) != (tie.kind, tie.strength, tie.first, tie.second):
            yield _tie(Happened.TIE_CHANGED, after, tie, f"{'●' * was.strength}", SHORT_TIES[was.kind])
    for tie in before.ties:
        if tie.id not in new:
            yield _tie(Happened.TIE_ERASED, before, tie)


def _tie(happened: Happened, sheet: MapSheet, tie: TieRow, old: str = "", old_kind: str = "") -> Difference:
    seated = sheet.seats_by_person()
    names = {person: seat.name for person, seat in seated.items()} | {each.person: each.name for each in sheet.outside}
    seat = seated.get(tie.first) or seated.get(tie.second)
    name = f"{names.get(tie.first, '？')} — {names.get(tie.second, '？')}"
    shown = seat.id if seat is not None and happened is not Happened.TIE_ERASED else None
    return Difference(happened, shown, name, old_kind, old, "●" * tie.strength, SHORT_TIES[tie.kind])


def _threads(before: MapSheet, after: MapSheet) -> Iterator[Difference]:
    seats = {seat.id for seat in before.seats} & {seat.id for seat in after.seats}
    old = {each.id: each for seat in before.seats for each in seat.threads}
    new = {each.id: each for seat in after.seats for each in seat.threads}
    for number, thread in new.items():
        was = old.get(number)
        if was is None:
            yield _thread(Happened.THREAD_BEGUN, after, thread, None, thread.coverage)
        elif was.coverage != thread.coverage:
            yield _thread(Happened.THREAD_CHANGED, after, thread, was.coverage, thread.coverage)
        elif (was.level, was.level_wanted) != (thread.level, thread.level_wanted):
            yield _thread(Happened.THREAD_CHANGED, after, thread, was.level or was.level_wanted, thread.level or thread.level_wanted)
    for number, thread in old.items():
        if number not in new and thread.seat in seats:
            yield _thread(Happened.THREAD_ENDED, before, thread, thread.coverage, None)


def _thread(happened: Happened, sheet: MapSheet, thread: ThreadRow, old: object, new: object) -> Difference:
    seat = sheet.seat(thread.seat)
    ours = next((each.name for each in sheet.ours if each.person == thread.ours), "？")
    return Difference(happened, thread.seat, f"{ours} — {_name(seat) if seat else '？'}", old=old, new=new)


def _name(seat: SeatRow) -> str:
    return seat.name or seat.position or "？"


_SENTENCES = {
    Happened.ADDED: N_("{name} came onto the map"),
    Happened.REMOVED: N_("{name} was taken off"),
    Happened.MOVED: N_("{name} reports to {new}, before to {old}"),
    Happened.HOLDER: N_("{name}: held by {new}, before by {old}"),
    Happened.TIE_DRAWN: N_("New tie: {name} ({kind})"),
    Happened.TIE_ERASED: N_("Tie erased: {name} ({kind})"),
    Happened.TIE_CHANGED: N_("Tie changed: {name} ({old} → {new})"),
    Happened.THREAD_BEGUN: N_("New thread: {name} ({new})"),
    Happened.THREAD_ENDED: N_("Thread ended: {name}"),
    Happened.THREAD_CHANGED: N_("Thread {name}: {old} → {new}"),
}


def difference_words(difference: Difference, words: Words) -> str:
    """One difference as a sentence without its full stop."""
    if difference.happened is Happened.FIELD:
        return _field_words(difference, words)
    old, new = (_value(value, "", words) for value in (difference.old, difference.new))
    if difference.happened is Happened.MOVED:
        old, new = (name or words("nobody") for name in (str(difference.old or ""), str(difference.new or "")))
    elif difference.happened is Happened.HOLDER:
        old, new = (name or "？" for name in (str(difference.old or ""), str(difference.new or "")))
    elif difference.happened is Happened.TIE_CHANGED:
        old, new = f"{words.translated(difference.field)} {old}", f"{words.translated(difference.kind)} {new}"
    facts = {"name": difference.name, "old": old or "？", "new": new or "？", "kind": words.translated(difference.kind)}
    return words.filled(words.translated(_SENTENCES[difference.happened]), facts)


def _field_words(difference: Difference, words: Words) -> str:
    label = words.translated(difference.field)
    if difference.key == "note":
        return words("{name}: {field} was written anew", name=difference.name, field=label)
    old, new = (_value(value, difference.key, words) for value in (difference.old, difference.new))
    return words("{name}: {field} {old} → {new}", name=difference.name, field=label, old=old, new=new)


def _value(value: object, key: str, words: Words) -> str:
    if key == "support":
        return words.translated(STANCES[value if isinstance(value, int) else None])
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, Choice):
        return words.translated(value.label)
    return "？" if value is None or value == "" else str(value)
