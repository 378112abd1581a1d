"""What was there at an earlier moment: today's rows, walked back through the journal.

The journal holds what changed, not what stood; so the past is the present with every later change taken back. A row that a migration
wrote has no birth in the journal and counts as always there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.core.ids import portions, run
from kamdesk.core.journal import Entry, Transaction, forgotten, unplain
from kamdesk.core.record import Record

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Touched:
    """One change of one field, values as the table's class has them; `field` is "" where the row came into being (new is then None).

    `label` is the msgid of what was done, `work` the transaction, `kind` journal.DO, UNDO or REDO.
    """

    table: str
    id: UUID
    field: str
    old: Any
    new: Any
    at: datetime
    label: str
    work: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as it is read here: values as JSON holds them; `field` None for a birth."""

    row: UUID
    last: UUID | None
    field: str | None
    old: Any
    new: Any
    work: UUID


def rows_at(session: Session, table: type[Record], ids: Collection[UUID], at: datetime) -> dict[UUID, Values]:
    """What stood in the given rows at a moment, by column; a row that was not there then, or had been erased, is missing.

    What changed at that very moment counts as done. A row that is gone today is found as well, unless it was erased for good.
    """
    return {row: values for row, values in images_at(session, table, ids, at).items() if values["erased_at"] is None}


def images_at(session: Session, table: type[Record], ids: Collection[UUID], at: datetime) -> dict[UUID, Values]:
    """As `rows_at`, with the rows that had been erased by then too: their `erased_at` says when."""
    return walked_back(session, table, ids, _last_by(session, at))


def walked_back(session: Session, table: type[Record], ids: Collection[UUID], hlc: int) -> dict[UUID, Values]:
    """The rows as they were when the transaction of this clock reading had just been done."""
    wanted = list(dict.fromkeys(ids))
    images: dict[UUID, Values | None] = dict.fromkeys(wanted)
    images.update(_present(session, table, wanted))
    for change in changes_after(session, table.__tablename__, wanted, hlc):
        if change.last is None:
            images[change.row] = _before(table, images[change.row], change)
            continue
        for row, values in images.items():
            if change.row <= row <= change.last:
                images[row] = _before(table, values, change)
    return {row: values for row, values in images.items() if values is not None}


def _before(table: type[Record], values: Values | None, change: Change) -> Values | None:
    """What a row was before a change; None for a row that was not there."""
    if change.field is None:
        if change.old is None:
            return None
        columns = table.__mapper__.column_attrs.keys()  # the image may be older or younger than the table
        return {name: unplain(table, name, change.old.get(name)) for name in columns}
    if values is not None and change.field in values:
        values[change.field] = unplain(table, change.field, change.old)
    return values


def _present(session: Session, table: type[Record], ids: Sequence[UUID]) -> Iterator[tuple[UUID, Values]]:
    names = [attribute.key for attribute in table.__mapper__.column_attrs]
    columns = [getattr(table, name) for name in names]
    for portion in portions(ids):
        for row in session.execute(select(*columns).where(table.id.in_(portion))):
            values = dict(zip(names, row, strict=True))
            yield values["id"], values


def changes_after(session: Session, table: str, ids: Sequence[UUID], hlc: int) -> list[Change]:
    """What was done to the given rows after the transaction of this clock reading, the newest first. Runs are given as they stand."""
    about = (Entry.row, Entry.last, Entry.field, Entry.old, Entry.new, Entry.work)
    found = select(Transaction.hlc, Entry.id, *about).join(Transaction, Transaction.id == Entry.work)
    found = found.where(Transaction.hlc > hlc, Entry.table == table)
    read: list[Any] = []
    for portion in portions(ids):
        read += session.execute(found.where(Entry.row.in_(portion), Entry.last.is_(None))).all()
    if ids:
        read += session.execute(found.where(Entry.last >= min(ids), Entry.row <= max(ids))).all()
    read.sort(key=lambda row: (row[0], row[1]), reverse=True)
    return [Change(*row[2:]) for row in read]


def touched_between(session: Session, tables: Collection[type[Record]], since: datetime, until: datetime) -> tuple[Touched, ...]:
    """Every change of the given tables' rows after `since` and up to `until`, in the order in which they were done.

    A run that was born or changed at once is given row by row. Rows that were erased for good are left out.
    """
    known = {table.__tablename__: table for table in tables}
    found = (
        select(Entry.table, Entry.row, Entry.field, Entry.old, Entry.new, Transaction.at, Transaction.label, Transaction.id,
               Transaction.kind, Entry.last)
        .join(Transaction, Transaction.id == Entry.work)
        .where(Transaction.hlc > _last_by(session, since), Transaction.hlc <= _last_by(session, until), Entry.table.in_(known))
        .order_by(Transaction.hlc, Entry.id)
    )  # fmt: skip
    gone = forgotten(session)
    return tuple(one for row in session.execute(found) for one in _touched(known[row[0]], row) if one.id not in gone)


def _touched(table: type[Record], row: Sequence[Any]) -> Iterator[Touched]:
    name, first, field, old, new, *rest, last = row
    if field is None:
        old = new = None
    elif field not in table.__mapper__.column_attrs:  # a column that later revisions do not have
        return
    else:
        old, new = unplain(table, field, old), unplain(table, field, new)
    for number in [first] if last is None else run(first, last):
        yield Touched(name, number, field or "", old, new, *rest)


def unchanged_since(session: Session, table: type[Record], first: UUID, last: UUID, hlc: int) -> bool:
    """Whether every row of a run is as the transaction of this clock reading left it."""
    name = table.__tablename__
    later = select(Entry.row, Entry.last).join(Transaction, Transaction.id == Entry.work).where(Transaction.hlc > hlc, Entry.table == name)
    single = later.where(Entry.row.between(first, last), Entry.last.is_(None)).distinct()
    changed = {row for row, _none in session.execute(single)}
    for start, end in session.execute(later.where(Entry.last >= first, Entry.row <= last)):
        changed |= {max(start, first), min(end or last, last)}
    ids = list(changed)
    then = walked_back(session, table, ids, hlc)
    return len(then) == len(ids) and all(then[row] == values for row, values in _present(session, table, ids))


def _last_by(session: Session, at: datetime) -> int:
    """The clock reading of the last transaction by a moment. Whatever was done before that one counts as earlier, however clocks stood."""
    return session.scalar(select(func.max(Transaction.hlc)).where(Transaction.at <= at)) or 0


def moments(session: Session, tables: Iterable[type[Record]]) -> tuple[datetime, ...]:
    """When rows of these tables changed, each moment once, the earliest first: the notches of a slider."""
    names = [table.__tablename__ for table in tables]
    works = select(Entry.work).where(Entry.table.in_(names)).distinct()
    return tuple(session.scalars(select(Transaction.at).where(Transaction.id.in_(works)).distinct().order_by(Transaction.at)))


__all__ = ["Change", "Touched", "changes_after", "images_at", "moments", "rows_at", "touched_between", "unchanged_since", "walked_back"]
