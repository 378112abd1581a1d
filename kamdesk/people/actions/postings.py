"""Positions over time. The card shows the present one: whichever of both the rep edits, the other follows, here and nowhere else."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.rules import Rank
from kamdesk.core.days import local_day
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.people.rules import Change, Precision
from kamdesk.people.rules.partial import last_day, read_partial
from kamdesk.people.tables import Person, Posting

ON_CARD = ("account", "department", "position", "rank")  # what the card and the present posting both say

say({
    "posting_ends_first": N_("The end lies before the beginning."),
    "empty_posting": N_("Please say where, or as what: an account, an organisation, a department or a position."),
    "present_posting": N_("This is the present position. Change it, or note that the person moved or left."),
    "move_to_come": N_("This day is still to come. Note the move once it has taken place."),
    "nowhere": N_("Please say where to: an account, an organisation, a department or a position."),
    "not_moved": N_("That is the position on the card already."),
})  # fmt: skip


@verb(N_("Save posting"))
def save_posting(work: Work, posting: UUID | None, values: Mapping[str, object]) -> UUID:
    """Add a position to somebody's history (None) or change one; days may be typed as "2019" or "2019-06".

    The card follows where it is the present position that changed, or a later one that was added.
    Raises Refused as `Work.put`, posting_ends_first, empty_posting, not_a_date.
    """
    given = _with_partial_days(work, values)
    person_id = work.get(Posting, posting).person if posting is not None else given.get("person")
    if not isinstance(person_id, UUID):
        raise Refused("empty", "person", {"label": N_("Person")})
    person = work.get(Person, person_id)
    work.about = person.name
    given["person"] = person_id
    present = present_posting(work, person)
    if present is None and posting is None and _on_card(person) and not _same_as_card(person, given):
        present = _from_card(work, person)
    saved = work.put(Posting, posting, given)
    work.session.flush()
    row = work.get(Posting, saved)
    _check(row)
    if row is present or (row.to_on is None and _later(row, present)):
        _onto_card(work, person, row)
    return saved


@verb(N_("Save posting"))
def save_present_posting(work: Work, person: UUID, values: Mapping[str, object]) -> UUID:
    """Change the present position, also where so far only the card says it. Raises Refused as `save_posting`."""
    row = work.get(Person, person)
    work.about = row.name
    posting = present_posting(work, row) or _from_card(work, row)
    return save_posting(work, posting.id, values)


@verb(N_("Erase posting"))
def erase_posting(work: Work, posting: UUID) -> None:
    """Raises Refused: gone, present_posting."""
    row = work.get(Posting, posting)
    person = work.get(Person, row.person)
    work.about = person.name
    if row is present_posting(work, person):
        raise Refused("present_posting")
    work.erase(row)


@verb(N_("Move person"))
def move_person(
    work: Work, person: UUID, values: Mapping[str, object], on: "date | str | None" = None, change: Change | None = None
) -> UUID:
    """调任: from a day (default today) somebody holds another position; the old one ends. Returns the new posting's id.

    `values`: account, organisation, department, position, rank, note. What is not given stays within the same account and is
    empty in another one, but for the rank. `change` says how the old one ended (default: promoted where the rank rises, else transferred).
    Raises Refused: gone, nowhere, not_moved, move_to_come, posting_ends_first, and as `Work.put`.
    """
    row = work.get(Person, person)
    work.about = row.name
    day, precision = _day_given(work, on)
    if day > local_day(work.now):
        raise Refused("move_to_come", "on")
    new = _position_moved_to(row, values)
    old = present_posting(work, row) or (_from_card(work, row) if _on_card(row) else None)
    if old is not None:
        if all(getattr(old, name) == new.get(name) for name in (*ON_CARD, "organisation")):
            raise Refused("not_moved")
        _end(old, day, precision, change or (Change.PROMOTED if _rises(old.rank, new.get("rank")) else Change.TRANSFERRED))
    made = work.put(Posting, None, new | {"person": person, "from_on": day, "from_precision": _noted(precision)})
    work.session.flush()
    _onto_card(work, row, work.get(Posting, made))
    return made


@verb(N_("Retire person"))
def retire_person(work: Work, person: UUID, on: "date | str | None" = None, change: Change = Change.RETIRED) -> None:
    """退休: the present position ends on a day (default today), and the card says so. Ties, seats and visits stay.

    Raises Refused: gone, not_a_date, posting_ends_first.
    """
    row = work.get(Person, person)
    work.about = row.name
    day, precision = _day_given(work, on)
    old = present_posting(work, row) or (_from_card(work, row) if _on_card(row) else None)
    if old is not None:
        _end(old, day, precision, change)
    row.retired_on = day


@verb(N_("Note that a person left"))
def person_left(work: Work, person: UUID, on: "date | str | None" = None) -> None:
    """离职, where to is not known. Raises Refused as `retire_person`."""
    retire_person(work, person, on, Change.LEFT)


def keep_posting(work: Work, person: Person, before: Mapping[str, object]) -> None:
    """After fields of the card were changed: the present posting follows. `before` are the card's values before. Part of `save_person`."""
    posting = present_posting(work, person, before)
    if posting is not None:
        for name in ON_CARD:
            setattr(posting, name, getattr(person, name))
        if person.account is not None:
            posting.organisation = None
    retired, was = person.retired_on, before.get("retired_on")
    if retired == was:
        return
    if retired is not None and posting is not None:
        _end(posting, retired, Precision.DAY, Change.RETIRED)
        return
    ended = select(Posting).where(Posting.person == person.id, Posting.to_on == was, Posting.change.in_((Change.RETIRED, Change.LEFT)))
    for row in work.session.scalars(ended.where(alive(Posting))):
        row.to_on, row.to_precision, row.change = (retired, row.to_precision, row.change) if retired is not None else (None, None, None)


def card_values(person: Person) -> dict[str, object]:
    """What `keep_posting` wants to know from before the change."""
    return {name: getattr(person, name) for name in (*ON_CARD, "retired_on")}


def present_posting(work: Work, person: Person, card: Mapping[str, object] | None = None) -> Posting | None:
    """The position held now: of those without an end the one that says what the card says, else the latest begun."""
    work.session.flush()
    open_ones = work.session.scalars(
        select(Posting).where(Posting.person == person.id, Posting.to_on.is_(None), alive(Posting)).order_by(Posting.id)
    ).all()  # fmt: skip
    said = card if card is not None else card_values(person)
    for row in open_ones:
        if all(getattr(row, name) == said[name] for name in ("account", "department", "position")):
            return row
    return max(open_ones, key=lambda row: row.from_on or date.min, default=None)


def _on_card(person: Person) -> bool:
    return person.retired_on is None and bool(person.account or person.department or person.position)


def _same_as_card(person: Person, given: Mapping[str, object]) -> bool:
    return all((given.get(name) or None) == getattr(person, name) for name in ("account", "department", "position"))


def _from_card(work: Work, person: Person) -> Posting:
    """What only the card said until now becomes a line of the history, its beginning unknown."""
    row = Posting(person=person.id, **{name: getattr(person, name) for name in ON_CARD})
    work.add(row)
    work.session.flush()
    return row


def _onto_card(work: Work, person: Person, row: Posting) -> None:
    """The card says what the present posting says; a position that was ended as retired or left is the end on the card."""
    for name in ON_CARD:
        setattr(person, name, getattr(row, name))
    if row.to_on is None:
        person.retired_on = None
    elif row.change in (Change.RETIRED, Change.LEFT):
        person.retired_on = row.to_on
    else:
        following = present_posting(work, person)
        if following is not None:
            _onto_card(work, person, following)


def _later(row: Posting, present: Posting | None) -> bool:
    if present is None:
        return True
    return row.from_on is not None and present.from_on is not None and row.from_on > present.from_on


def _position_moved_to(person: Person, values: Mapping[str, object]) -> dict[str, object]:
    if not any(values.get(name) for name in ("account", "organisation", "department", "position")):
        raise Refused("nowhere", "account")
    new = dict(values)
    elsewhere = bool(values.get("organisation")) and not values.get("account")
    new.setdefault("account", None if elsewhere else person.account)
    new.setdefault("rank", person.rank)
    new.setdefault("organisation", None)
    for name in ("department", "position"):
        new.setdefault(name, getattr(person, name) if new["account"] == person.account and not elsewhere else None)
    return new


def _rises(old: Rank | None, new: object) -> bool:
    """Ranks are listed high to low."""
    order = list(Rank)
    return isinstance(new, Rank) and old is not None and order.index(new) < order.index(old)


def _end(row: Posting, on: date, precision: Precision, change: Change) -> None:
    row.to_on, row.to_precision, row.change = on, _noted(precision), change
    _check(row)


def _check(row: Posting) -> None:
    if row.from_on is not None and row.to_on is not None and last_day(row.to_on, row.to_precision) < row.from_on:
        raise Refused("posting_ends_first", "to_on")
    if not (row.account or row.organisation or row.department or row.position):
        raise Refused("empty_posting", "position")


def _noted(precision: Precision) -> Precision | None:
    """A day that is known whole needs no word about it."""
    return None if precision is Precision.DAY else precision


def _day_given(work: Work, on: "date | str | None") -> tuple[date, Precision]:
    today = local_day(work.now)
    if on is None or on == "":
        return today, Precision.DAY
    return (on, Precision.DAY) if isinstance(on, date) else _read(on, "on", today)


def _read(text: str, field: str, today: date) -> tuple[date, Precision]:
    try:
        return read_partial(text, today)
    except ValueError:
        raise Refused("not_a_date", field, {"text": text[:40]}) from None


def _with_partial_days(work: Work, values: Mapping[str, object]) -> dict[str, object]:
    given = dict(values)
    for name, beside in (("from_on", "from_precision"), ("to_on", "to_precision")):
        typed = given.get(name)
        if isinstance(typed, str) and typed.strip():
            given[name], precision = _read(typed, name, local_day(work.now))
            given[beside] = _noted(precision)
        elif name in given and beside not in given:
            given[beside] = None
    return given
