"""What was learned about an account, note by note; a note that a newer one replaced stands below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Channel, Confidence, FactTopic, note_is_stale
from kamdesk.accounts.tables import AccountNote
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.record import alive

NOTE_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(AccountNote) if field.name not in ("account", "replaced_by"))


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What was learned, by which channel, when, how surely; `stale` once its shelf life is over.

    `earlier` is what this note has replaced, the newest first; those have none of their own.
    """

    id: UUID
    body: str
    source: Channel | None
    learned_on: date
    confidence: Confidence | None
    stale: bool
    topic: FactTopic | None = None
    earlier: tuple["NoteRow", ...] = ()


# Columns instead of objects: the card of a customer of many years has thousands of notes.
_COLUMNS = (
    AccountNote.id, AccountNote.body, AccountNote.source, AccountNote.learned_on, AccountNote.confidence, AccountNote.topic,
    AccountNote.replaced_by,
)  # fmt: skip


def notes_of(session: Session, account: UUID, today: date) -> tuple[NoteRow, ...]:
    """The notes that hold now, the newest first, each with what it replaced. One statement."""
    notes = select(*_COLUMNS).where(AccountNote.account == account, alive(AccountNote))
    rows = session.execute(notes.order_by(AccountNote.learned_on.desc(), AccountNote.id.desc())).all()
    there = {row.id for row in rows}
    replaced: dict[UUID, list[Any]] = {}
    for row in rows:
        if row.replaced_by in there and row.replaced_by is not None:
            replaced.setdefault(row.replaced_by, []).append(row)
    return tuple(_row(row, today, _chain(row, replaced, today)) for row in rows if row.replaced_by not in there)


def _chain(row: Any, replaced: Mapping[UUID, list[Any]], today: date) -> tuple[NoteRow, ...]:
    """Everything below a note, whatever replaced what; a circle in a broken file ends where it began."""
    if row.id not in replaced:
        return ()
    found: list[Any] = []
    seen, waiting = {row.id}, list(replaced.get(row.id, ()))
    while waiting:
        one = waiting.pop(0)
        if one.id not in seen:
            seen.add(one.id)
            found.append(one)
            waiting += replaced.get(one.id, ())
    return tuple(_row(one, today, ()) for one in sorted(found, key=lambda each: (each.learned_on, each.id), reverse=True))


def _row(row: Any, today: date, earlier: tuple[NoteRow, ...]) -> NoteRow:
    stale = note_is_stale(row.learned_on, row.confidence, today)
    return NoteRow(row.id, row.body, row.source, row.learned_on, row.confidence, stale, row.topic, earlier)


def note_values(session: Session, note: UUID) -> dict[str, object]:
    """The fields of a note, for a dialog that changes it; {} once it is gone."""
    row = session.get(AccountNote, note)
    return {} if row is None else {field.name: getattr(row, field.name) for field in NOTE_FIELDS}
