"""Reads everything that is held on one person. Nothing here knows a subject: links are found by the fields of every table there is."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.journal import Entry, Transaction, entry_of
from kamdesk.core.parting import links_to
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record, record_classes
from kamdesk.core.titles import titles_of
from kamdesk.people.tables import Person
from kamdesk.privacy.rules import Going, HeldField, HeldRow, HeldSheet, Mention, around, counted

PERSON = Person.__tablename__
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_SHORTEST = 2  # a name of one character stands in every second text


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


def leading_to(session: Session, table: str, row: UUID, required: bool = False) -> Iterator[Record]:
    """The rows, erased or not, that lead to one by a link or by columns such as `owner_table` and `owner`."""
    for other in record_classes().values():
        at: list[Any] = [getattr(other, link.name) == row for link in links_to(other, table) if link.required or not required]
        at += [(getattr(other, f"{name}_table") == table) & (getattr(other, name) == row) for name in loose_links(other)]
        if at:
            yield from session.scalars(select(other).where(or_(*at)))


def loose_links(table: type[Record]) -> list[str]:
    """The columns that name a row of any table, beside a column `…_table`: owner, about."""
    keys = {attribute.key for attribute in table.__mapper__.column_attrs}
    return sorted(key.removesuffix("_table") for key in keys if key.endswith("_table") and key.removesuffix("_table") in keys)


def parted(session: Session, person: Person) -> tuple[list[Record], list[Record]]:
    """(rows that go with a person, rows that stay and let go of the person), erased ones included."""
    gone: dict[Record, None] = {}
    emptied: dict[Record, None] = {}
    for row in leading_to(session, PERSON, person.id):
        _part(session, row, person, gone, emptied)
    return list(gone), [row for row in emptied if row not in gone]


def _part(session: Session, row: Record, gone_one: Record, gone: dict[Record, None], emptied: dict[Record, None]) -> None:
    if row in gone:
        return
    table = type(row)
    names = [link for link in links_to(table, gone_one.__tablename__) if getattr(row, link.name) == gone_one.id]
    owned = [
        name for name in loose_links(table)
        if getattr(row, f"{name}_table") == gone_one.__tablename__ and getattr(row, name) == gone_one.id
        and not table.__mapper__.column_attrs[name].columns[0].nullable
    ]  # fmt: skip
    if owned or any(link.required for link in names):
        gone[row] = None
        below = leading_to(session, table.__tablename__, row.id)
    else:
        emptied[row] = None
        below = leading_to(session, table.__tablename__, row.id, required=True) if _is_place(table) else iter(())
    for each in list(below):
        _part(session, each, row, gone, emptied)


def _is_place(table: type[Record]) -> bool:
    """Whether the rows of a table are places that somebody leaves empty: then what hangs on the place is about the person too."""
    return table.left_by is not Record.left_by


def personal(table: type[Record]) -> frozenset[str]:
    """The fields of a table that are about a person."""
    return frozenset(field.name for field in fields_of(table) if field.personal)


def mentions(session: Session, person: Person, without: Collection[Record] = ()) -> tuple[Mention, ...]:
    """Where the name stands in the texts of other entries than those given. A name of one character is not looked for."""
    if len(person.name) < _SHORTEST:
        return ()
    own = {person.id, *(row.id for row in without)}
    found: list[Mention] = []
    for table in record_classes().values():
        fields = [field for field in fields_of(table) if field.kind in _TEXTS and (table is not Person or field.name != "name")]
        if not fields:
            continue
        at = [func.instr(getattr(table, field.name), person.name) > 0 for field in fields]
        for row in session.scalars(select(table).where(or_(*at))):
            if row.id not in own:
                found += _in_row(row, fields, person.name)
    return tuple(found)


def namesakes(session: Session, person: Person) -> int:
    """How many other people are called so, or have the name within a longer one: then a text may mean one of them."""
    found = select(func.count()).select_from(Person).where(func.instr(Person.name, person.name) > 0, Person.id != person.id)
    return session.scalar(found) or 0


def _in_row(row: Record, fields: Sequence[Field], name: str) -> Iterator[Mention]:
    for field in fields:
        value = getattr(row, field.name) or ""
        if name in value:
            kind, erased = row.kind_label, row.erased_at is not None
            yield Mention(row.__tablename__, row.id, field.name, kind, row.title, field.label, around(value, name), erased)


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


__all__ = ["going", "held_sheet", "leading_to", "linked_rows", "loose_links", "mentions", "namesakes", "parted", "person_row", "personal"]
