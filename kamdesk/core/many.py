"""The same change to many rows at once: one work, so that one undo takes it back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kamdesk.core.filtering import TAGS
from kamdesk.core.marking import N_
from kamdesk.core.record import Record, alive, record_class
from kamdesk.core.tags import retagged
from kamdesk.core.work import Verb, Work, verb

_PORTION = 500


@verb(N_("Change several entries"))
def change_many(work: Work, save: Verb[Any, UUID], table: str, rows: Sequence[UUID], values: Mapping[str, object]) -> int:
    """Gives every row the same values, each by the action that saves one of its kind; returns how many rows there were.

    Raises what that action refuses; nothing is changed then.
    """
    kept = _loaded(work, table, rows)
    for row in kept:
        save(work, row.id, values)
    _call(work, kept)
    return len(kept)


@verb(N_("Change tags"))
def tag_many(work: Work, table: str, rows: Sequence[UUID], add: Sequence[str] = (), remove: Sequence[str] = ()) -> int:
    """Puts tags on rows and takes tags off; returns how many rows have changed. Raises Refused("too_long")."""
    changed = []
    for row in _loaded(work, table, rows):
        before = getattr(row, TAGS)
        after = retagged(before, add, remove)
        if after != before:
            work.put(type(row), row.id, {TAGS: after})
            changed.append(row)
    _call(work, changed)
    return len(changed)


@verb(N_("Erase several entries"))
def erase_many(work: Work, erase: Verb[Any, None], table: str, rows: Sequence[UUID]) -> int:
    """Takes rows out of sight, each by the action that erases one of its kind. Raises what that refuses; nothing is erased then."""
    kept = _loaded(work, table, rows)
    for row in kept:
        erase(work, row.id)
    _call(work, kept)
    return len(kept)


def _loaded(work: Work, table: str, rows: Sequence[UUID]) -> list[Record]:
    """The rows that are still there, read some hundred at a time, so that getting one by one costs nothing."""
    record = record_class(table)
    found: list[Record] = []
    for portion in _portions(rows):
        found.extend(work.session.scalars(select(record).where(record.id.in_(portion), alive(record))))
    return found


def _portions(rows: Sequence[UUID]) -> list[list[UUID]]:
    return [list(rows[start : start + _PORTION]) for start in range(0, len(rows), _PORTION)]


def _call(work: Work, rows: Sequence[Record]) -> None:
    """The history names the row where it is one, else how many they are."""
    if len(rows) > 1:
        work.about = f"{rows[0].title} … × {len(rows)}"
