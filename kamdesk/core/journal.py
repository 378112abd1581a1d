"""Every change is written down before it is made: who, when, which row, which field, old and new.

One mechanism gives the history on every card, undo and redo (an inverse as a new change, refused if the row has changed
since) and later the exchange between machines. Images hold plain JSON values; the way back is by the column's type.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, String, func, inspect, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from kamdesk.core.choices import Choice
from kamdesk.core.columns import Chosen, Exact, Key, Moment
from kamdesk.core.ids import new_id
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, Table, record_class, record_classes

say({
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "changed_since": N_("“{about}” was changed again since. Take the later change back first."),
})  # fmt: skip

Image = dict[str, Any]
LINES_SHOWN = 200
DO, UNDO, REDO = "do", "undo", "redo"
_PORTION = 500


class Transaction(Table):
    """One Work: its label is a msgid, `about` the title of the row it was about, `hlc` a hybrid logical clock."""

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
    """One field's change; `field` is "" where the whole row came into being."""

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


def reverse(session: Session, transaction: Transaction) -> None:
    """Set every row of a transaction back to what it was; the flush journals that as a new change.

    Raises Refused("changed_since") where a row is no longer as the transaction left it.
    """
    known = record_classes()
    found = session.scalars(select(Entry).where(Entry.work == transaction.id).order_by(Entry.id.desc()))
    entries = [entry for entry in found if entry.table in known]
    with session.no_autoflush:  # one flush at the end; with one before each row an import would take minutes to take back
        rows = _rows_of(session, entries)
        for entry in entries:
            row = rows.get((entry.table, entry.row))
            if row is None:
                raise Refused("changed_since", facts={"about": transaction.about})
            if entry.field is None:
                _reverse_birth(row, entry, transaction)
            else:
                _reverse_field(row, entry.field, entry, transaction)
    session.execute(update(Transaction).where(Transaction.id == transaction.id).values(reversed=True))


def _rows_of(session: Session, entries: Sequence[Entry]) -> dict[tuple[str, UUID], Record]:
    """The rows that entries are about, read some hundred at a time."""
    wanted: dict[str, dict[UUID, None]] = {}
    for entry in entries:
        wanted.setdefault(entry.table, {})[entry.row] = None
    found: dict[tuple[str, UUID], Record] = {}
    for table, ids in wanted.items():
        record, left = record_class(table), iter(ids)
        while portion := list(islice(left, _PORTION)):
            found.update(((table, row.id), row) for row in session.scalars(select(record).where(record.id.in_(portion))))
    return found


def _reverse_birth(row: Record, entry: Entry, transaction: Transaction) -> None:
    now = image(row)
    if entry.new is not None and any(now.get(key) != value for key, value in entry.new.items()):
        raise Refused("changed_since", facts={"about": transaction.about})
    row.erased_at = datetime.now(UTC)


def _reverse_field(row: Record, field: str, entry: Entry, transaction: Transaction) -> None:
    if plain(getattr(row, field)) != entry.new:
        raise Refused("changed_since", facts={"about": transaction.about})
    setattr(row, field, unplain(type(row), field, entry.old))


def history(session: Session, limit: int = 100, row: UUID | None = None) -> tuple[HistoryRow, ...]:
    """The newest transactions, all of them or those that touched one row, whose own lines then come first.

    An import has tens of thousands of lines; at most LINES_SHOWN of each transaction are read, `more` counts the others.
    """
    found = select(Transaction).order_by(Transaction.hlc.desc()).limit(limit)
    if row is not None:
        found = found.where(Transaction.id.in_(select(Entry.work).where(Entry.row == row)))
    transactions = session.scalars(found).all()
    among = Entry.work.in_(found.with_only_columns(Transaction.id))
    counted = select(Entry.work, func.count()).where(among).group_by(Entry.work)
    counts: dict[UUID, int] = {row[0]: row[1] for row in session.execute(counted)}
    order = (Entry.row != row, Entry.id) if row is not None else (Entry.id,)
    place = func.row_number().over(partition_by=Entry.work, order_by=order).label("place")
    numbered = select(Entry.id, place).where(among).subquery()
    read = select(Entry).join(numbered, numbered.c.id == Entry.id).where(numbered.c.place <= LINES_SHOWN)
    lines: dict[UUID, list[HistoryLine]] = {transaction.id: [] for transaction in transactions}
    for entry in session.scalars(read.order_by(Entry.work, numbered.c.place)):
        lines[entry.work].append(HistoryLine(entry.table, entry.row, entry.field or "", entry.old, entry.new))

    def shown(one: Transaction) -> HistoryRow:
        read, whole = tuple(lines[one.id]), counts.get(one.id, 0)
        return HistoryRow(one.id, one.at, one.label, one.about, one.kind, one.reversed, read, whole - len(read))

    return tuple(shown(one) for one in transactions)
