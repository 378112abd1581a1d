"""Undo and redo: a transaction is taken back by setting every row to what it was, as a new change.

By plain statements over lists of rows, whether there is one or a hundred thousand: taking an import back must not take longer than
making it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from kamdesk.core import journal, mass, past, search
from kamdesk.core.files import Progress, going_on
from kamdesk.core.ids import portions, run
from kamdesk.core.journal import Entry, Transaction, plain, unplain
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record, record_classes
from kamdesk.core.work import Work


@dataclass(slots=True)
class _Row:
    """What one transaction did to one row: its image at birth, and for each field the first old and the last new value."""

    image: dict[str, Any] | None = None
    born: bool = False
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def reverse(work: Work, transaction: Transaction, progress: Progress = going_on) -> None:
    """Set every row of a transaction back to what it was, within a new one.

    Raises Refused("changed_since") where a row is no longer as the transaction left it, Refused("forgotten") where one was erased for good,
    and Refused("stopped").
    """
    entries = _entries(work, transaction)
    _refuse_forgotten(work, transaction, entries)
    for table, of_table in groupby(sorted(entries, key=lambda entry: entry.table), key=lambda entry: entry.table):
        _reverse_table(work, transaction, record_classes()[table], list(of_table), progress)
    connection = work.noted(transaction.about)
    connection.execute(update(Transaction).where(Transaction.id == transaction.id).values(reversed=True))


def _entries(work: Work, transaction: Transaction) -> list[Any]:
    """In the order in which they were made."""
    columns = (Entry.table, Entry.row, Entry.last, Entry.field, Entry.old, Entry.new)
    found = work.session.execute(select(*columns).where(Entry.work == transaction.id).order_by(Entry.id))
    known = record_classes()
    return [entry for entry in found if entry.table in known]


def _refuse_forgotten(work: Work, transaction: Transaction, entries: Iterable[Any]) -> None:
    gone = journal.forgotten(work.session)
    if not gone:
        return
    for entry in entries:
        if entry.row in gone or (entry.last is not None and any(entry.row <= row <= entry.last for row in gone)):
            raise Refused("forgotten", facts={"about": transaction.about})


def _reverse_table(work: Work, transaction: Transaction, table: type[Record], entries: Sequence[Any], progress: Progress) -> None:
    runs = [entry for entry in entries if entry.last is not None]
    born = [entry for entry in runs if entry.field is None]
    for entry in born:
        if not past.unchanged_since(work.session, table, entry.row, entry.last, transaction.hlc):
            raise _changed(transaction)
    rows: dict[UUID, _Row] = {}
    for entry in entries:
        if entry.last is None and not any(each.row <= entry.row <= each.last for each in born):
            _take_in(rows.setdefault(entry.row, _Row()), entry, transaction)
    work.alter(table, _differences(work, transaction, table, rows), transaction.about, progress)
    for entry in reversed(runs):
        _reverse_run(work, transaction, table, entry)


def _take_in(row: _Row, entry: Any, transaction: Transaction) -> None:
    if entry.field is not None:
        first = row.fields[entry.field][0] if entry.field in row.fields else entry.old
        row.fields[entry.field] = (first, entry.new)
    elif entry.new is None:  # a row that left the file has nothing to come back to
        raise _changed(transaction)
    else:
        row.image, row.born = entry.new, True


def _differences(
    work: Work, transaction: Transaction, table: type[Record], rows: dict[UUID, _Row]
) -> dict[UUID, dict[str, tuple[Any, Any]]]:
    """What has to be written; a row that came into being goes out of sight with all that it holds."""
    names = mass.shape_of(table).columns
    found: dict[UUID, dict[str, tuple[Any, Any]]] = {}
    for portion in portions(list(rows)):
        standing = mass.read(work.session.connection(), table, portion, names)
        for number in portion:
            row, stands = rows[number], standing.get(number)
            expected = (row.image or {}) | {name: new for name, (_old, new) in row.fields.items()}
            if stands is None or any(plain(stands.get(name)) != value for name, value in expected.items()):
                raise _changed(transaction)
            if row.born:
                found[number] = {"erased_at": (plain(stands["erased_at"]), work.now)}
            else:
                back = {name: (new, unplain(table, name, old)) for name, (old, new) in row.fields.items() if old != new}
                found[number] = back
    return {number: values for number, values in found.items() if values}


def _reverse_run(work: Work, transaction: Transaction, table: type[Record], entry: Any) -> None:
    """All rows of a run at once: out of sight if they came into being, else one field back to what it was."""
    name = entry.field or "erased_at"
    old, new = (entry.new, entry.old) if entry.field else (None, plain(work.now))
    column, among = getattr(table, name), table.id.between(entry.row, entry.last)
    stored = unplain(table, name, old)
    connection = work.noted(transaction.about)
    wrong = select(func.count()).select_from(table).where(among, column.is_not(None) if stored is None else column.is_distinct_from(stored))
    if connection.scalar(wrong):
        raise _changed(transaction)
    connection.execute(update(table).where(among).values({name: unplain(table, name, new)}))
    mass.note_run(connection, work.number, table.__tablename__, entry.row, entry.last, (name, old, new))
    if name == "erased_at" or name in search.searched(table.__tablename__):
        search.forget_run(connection, table.__tablename__, entry.row, entry.last)
        search.index_run(connection, table.__tablename__, entry.row, entry.last)
    work.touched.update((table.__tablename__, row) for row in run(entry.row, entry.last))


def _changed(transaction: Transaction) -> Refused:
    return Refused("changed_since", facts={"about": transaction.about})
