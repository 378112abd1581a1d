"""Every change is written down before it is made: who, when, which row, which field, old and new.

One mechanism gives the history on every card, undo and redo (an inverse as a new change, refused if the row has changed
since) and later the exchange between machines. Images hold plain JSON values; the way back is by the column's type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ColumnElement, Index, String, and_, func, inspect, not_, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from kamdesk.core.choices import Choice
from kamdesk.core.columns import Chosen, Exact, Key, Moment
from kamdesk.core.ids import new_id, run
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, Table

say({
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "forgotten": N_("“{about}” cannot be taken back: something in it was erased for good since."),
    "changed_since": N_("“{about}” was changed again since. Take the later change back first."),
})  # fmt: skip

Image = dict[str, Any]
LINES_SHOWN = 200
DO, UNDO, REDO, FORGET = "do", "undo", "redo", "forget"


class Transaction(Table):
    """One Work: its label is a msgid, `about` the title of the row it was about, `hlc` a hybrid logical clock.

    A transaction of the kind FORGET erased rows for good: it has one entry without field and values for each, and is never taken back.
    """

    __tablename__ = "journal_transaction"

    id: Mapped[UUID] = mapped_column(Key(), primary_key=True, default=new_id)
    hlc: Mapped[int] = mapped_column(BigInteger, index=True)
    device: Mapped[UUID] = mapped_column(Key())
    at: Mapped[datetime] = mapped_column(Moment())
    label: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(8), default=DO)
    reverses: Mapped[UUID | None] = mapped_column(Key())
    reversed: Mapped[bool] = mapped_column(default=False)


class Entry(Table):
    """One field of one row; a row that came into being (or left the file) is one entry without a field, with the whole image.

    With `last` it stands for a run: every row of the table numbered `row` to `last` came into being, or had the field set, at once. The
    birth of a run has no image: a row's is what the row holds now, less what later entries changed (`past`).
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_last", "last", sqlite_where=text("last IS NOT NULL"), postgresql_where=text("last IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(Key(), primary_key=True, default=new_id)
    work: Mapped[UUID] = mapped_column(Key(), index=True)
    table: Mapped[str] = mapped_column(String(60))
    row: Mapped[UUID] = mapped_column(Key(), index=True)
    last: Mapped[UUID | None] = mapped_column(Key())
    field: Mapped[str | None] = mapped_column(String(60))
    old: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    new: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One field's change; `field` is "" where the whole row came into being (`new` is its image, or None if it came with many others)."""

    table: str
    row: UUID
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One transaction as history shows it; `label` is a msgid, `more` how many lines it has besides those given."""

    id: UUID
    at: datetime
    label: str
    about: str
    kind: str
    reversed: bool
    lines: tuple[HistoryLine, ...]
    more: int = 0


def plain(value: object) -> Any:
    """A value as JSON holds it."""
    if value is None or type(value) in (str, int, bool):  # most of them, and an import asks for millions
        return value
    match value:
        case Choice():
            return value.value
        case datetime():
            return round(value.timestamp() * 1000)
        case date():
            return value.isoformat()
        case UUID():
            return value.hex
        case Decimal():
            return str(value)
        case bytes():
            return value.hex()
    return value


def unplain(table: type[Record], field: str, value: Any) -> Any:
    """The way back from a journalled value to what the mapped class takes."""
    if value is None:
        return None
    kind = table.__mapper__.column_attrs[field].columns[0].type
    match kind:
        case Key():
            return UUID(hex=value)
        case Moment():
            return datetime.fromtimestamp(value / 1000, UTC)
        case Chosen():
            return kind.choices(value)  # type: ignore[call-arg]
        case Exact():
            return Decimal(value)
    return date.fromisoformat(value) if kind.python_type is date else value


def image(row: Record) -> Image:
    return {column.key: plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}


def entries_of(session: Session, work: UUID) -> list[dict[str, Any]]:
    """The entries for everything that this session is about to flush."""
    found: list[dict[str, Any]] = []

    def note(row: Record, field: str | None, old: Any, new: Any) -> None:
        found.append({"id": new_id(), "work": work, "table": row.__tablename__, "row": row.id, "field": field, "old": old, "new": new})

    for row in session.new:
        if isinstance(row, Record):
            _fill_defaults(row)
            note(row, None, None, image(row))
    for row in session.dirty:
        if isinstance(row, Record):
            for key, old, new in changed_fields(row):
                note(row, key, old, new)
    for row in session.deleted:
        if isinstance(row, Record):
            note(row, None, image(row), None)
    return found


def changed_fields(row: Record) -> list[tuple[str, Any, Any]]:
    """(field, old, new) of each column that differs from the file, in JSON values."""
    state = inspect(row)
    found = []
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            old, new = plain(history.deleted[0]) if history.deleted else None, plain(getattr(row, column.key))
            if old != new:
                found.append((column.key, old, new))
    return found


def _fill_defaults(row: Record) -> None:
    """Defaults that SQLAlchemy would set at the flush are set before it, or the image would lack them."""
    for column in inspect(row).mapper.column_attrs:
        default = column.columns[0].default
        if getattr(row, column.key) is None and default is not None:
            setattr(row, column.key, default.arg(None) if default.is_callable else default.arg)


def forgotten(session: Session) -> frozenset[UUID]:
    """The rows that were erased for good."""
    found = select(Entry.row).join(Transaction, Transaction.id == Entry.work).where(Transaction.kind == FORGET)
    return frozenset(session.scalars(found))


def last_to(session: Session, kind: str) -> Transaction:
    """The transaction that undo (or redo) would reverse now. Raises Refused where there is none."""
    newest = select(Transaction).order_by(Transaction.hlc.desc())
    if kind == UNDO:
        found = session.scalars(newest.where(Transaction.kind.in_((DO, REDO)), ~Transaction.reversed).limit(1)).first()
        if found is None:
            raise Refused("nothing_to_undo")
        return found
    found = session.scalars(newest.where(Transaction.kind == UNDO, ~Transaction.reversed).limit(1)).first()
    done = session.scalars(newest.where(Transaction.kind == DO).limit(1)).first()
    if found is None or (done is not None and done.hlc > found.hlc):
        raise Refused("nothing_to_redo")
    return found


def size_of(session: Session, transaction: Transaction) -> int:
    """How many lines a transaction has: what taking it back costs."""
    return _counted(session, Entry.work == transaction.id).get(transaction.id, 0)


def history(session: Session, limit: int = 100, row: UUID | None = None) -> tuple[HistoryRow, ...]:
    """The newest transactions, all of them or those that touched one row, whose own lines then come first.

    An import has tens of thousands of lines; at most LINES_SHOWN of each transaction are read, `more` counts the others.
    """
    found = select(Transaction).order_by(Transaction.hlc.desc()).limit(limit)
    if row is not None:
        found = found.where(Transaction.id.in_(select(Entry.work).where(entry_of(row))))
    transactions = session.scalars(found).all()
    among = Entry.work.in_(found.with_only_columns(Transaction.id))
    counts = _counted(session, among)
    order = (not_(entry_of(row)), Entry.id) if row is not None else (Entry.id,)
    place = func.row_number().over(partition_by=Entry.work, order_by=order).label("place")
    numbered = select(Entry.id, place).where(among).subquery()
    read = select(Entry).join(numbered, numbered.c.id == Entry.id).where(numbered.c.place <= LINES_SHOWN)
    lines: dict[UUID, list[HistoryLine]] = {transaction.id: [] for transaction in transactions}
    for entry in session.scalars(read.order_by(Entry.work, numbered.c.place)):
        lines[entry.work] += islice(_lines(entry, row), LINES_SHOWN - len(lines[entry.work]))

    def shown(one: Transaction) -> HistoryRow:
        read, whole = tuple(lines[one.id]), counts.get(one.id, 0)
        return HistoryRow(one.id, one.at, one.label, one.about, one.kind, one.reversed, read, whole - len(read))

    return tuple(shown(one) for one in transactions)


def entry_of(row: UUID) -> ColumnElement[bool]:
    """The criterion for the entries that are about a row, on its own or within a run."""
    return or_(Entry.row == row, and_(Entry.last >= row, Entry.row <= row))


def _counted(session: Session, among: ColumnElement[bool]) -> dict[UUID, int]:
    """How many lines each transaction has, a run counting as many as it has rows."""
    singles = select(Entry.work, func.count()).where(among, Entry.last.is_(None)).group_by(Entry.work)
    counts: dict[UUID, int] = {row[0]: row[1] for row in session.execute(singles)}
    for entry in session.scalars(select(Entry).where(among, Entry.last.is_not(None))):
        assert entry.last is not None
        counts[entry.work] = counts.get(entry.work, 0) + entry.last.int - entry.row.int + 1
    return counts


def _lines(entry: Entry, row: UUID | None) -> Iterator[HistoryLine]:
    """A run gives a line for each of its rows, the one that was asked for first."""
    if entry.last is None:
        yield HistoryLine(entry.table, entry.row, entry.field or "", entry.old, entry.new)
        return
    asked = [row] if row is not None and entry.row <= row <= entry.last else []
    for number in chain(asked, (one for one in run(entry.row, entry.last) if one != row)):
        yield HistoryLine(entry.table, number, entry.field or "", entry.old, entry.new)
