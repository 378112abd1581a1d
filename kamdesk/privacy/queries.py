"""Reads everything that is held on one person. Nothing here knows a subject: links are found by the fields of every table there is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.journal import Entry, Transaction, entry_of
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record
from kamdesk.core.titles import titles_of
from kamdesk.core.tracing import leading_to, mentions, namesakes, parted
from kamdesk.people.tables import Person
from kamdesk.privacy.rules import Going, HeldField, HeldRow, HeldSheet, counted

PERSON = Person.__tablename__


def held_sheet(session: Session, person: UUID) -> HeldSheet:
    """Everything held on a person, what was erased but can be brought back included. Raises Refused("gone")."""
    row = person_row(session, person)
    found = linked_rows(session, person)
    files = [(each.name, each.content) for each in found if each.__tablename__ == "attachment"]  # type: ignore[attr-defined]
    count, oldest = _journalled(session, [row, *found])
    shown = sorted((_held(session, each) for each in found), key=lambda held: (held.table, held.id))
    return HeldSheet(_held(session, row), tuple(shown), mentions(session, row, found), count, oldest, row.photo, tuple(files))


def going(session: Session, person: UUID) -> Going:
    """What erasing for good would take away, and where the name would still stand. Raises Refused("gone")."""
    row = person_row(session, person)
    gone, emptied = parted(session, row)
    count, _oldest = _journalled(session, [row, *gone, *emptied])
    files = sum(each.__tablename__ == "attachment" for each in gone) + (row.photo is not None)
    return Going(
        row.name,
        tuple(counted([each.kind_label for each in gone])),
        tuple(counted([each.kind_label for each in emptied])),
        mentions(session, row, gone),
        namesakes(session, row),
        count,
        files,
    )


def person_row(session: Session, person: UUID) -> Person:
    """The row, out of sight or not. Raises Refused("gone") where there is none or it was erased for good."""
    row = session.get(Person, person)
    if row is None or not row.name:
        raise Refused("gone", facts={"table": PERSON})
    return row


def linked_rows(session: Session, person: UUID) -> list[Record]:
    """Every row that leads to the person, erased or not, and what means nothing without such a row (a thread to the person's seat)."""
    first = list(leading_to(session, PERSON, person))
    found = dict.fromkeys(first)
    for row in first:
        if row.__tablename__ == "attachment":
            continue
        below = (each for each in leading_to(session, row.__tablename__, row.id, required=True))
        found.update(dict.fromkeys(below))
    return list(found)


def _held(session: Session, row: Record) -> HeldRow:
    since = _since(session, row)
    fields = []
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        if value is None or value == "":
            continue
        link = titles_of(session, field.links_to, [value]).get(value, "") if field.links_to else ""
        fields.append(HeldField(field, value, link, since.get(field.name, since.get(""))))
    return HeldRow(row.__tablename__, row.id, row.kind_label, row.title, tuple(fields), row.erased_at is not None, since.get(""))


def _since(session: Session, row: Record) -> dict[str, datetime]:
    """When each field was last written; "" for the row itself."""
    found = select(Entry.field, Transaction.at).join(Transaction, Transaction.id == Entry.work)
    written = session.execute(found.where(entry_of(row.id), Entry.table == row.__tablename__).order_by(Transaction.hlc))
    return {field or "": at for field, at in written}


def _journalled(session: Session, rows: Sequence[Record]) -> tuple[int, datetime | None]:
    """How many lines of the journal are about these rows, and when the oldest was written."""
    count, oldest = 0, None
    for row in rows:
        found = select(func.count(), func.min(Transaction.at)).select_from(Entry).join(Transaction, Transaction.id == Entry.work)
        number, at = session.execute(found.where(entry_of(row.id), Entry.table == row.__tablename__)).one()
        count += number
        oldest = at if oldest is None or (at is not None and at < oldest) else oldest
    return count, oldest


__all__ = ["going", "held_sheet", "linked_rows", "person_row"]
