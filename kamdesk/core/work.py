"""Every change happens inside a Work: one transaction with a name, journalled, and taken back as a whole."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import Connection, event, func, insert, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from kamdesk.core import journal, mass, search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import clean
from kamdesk.core.files import Progress, going_on
from kamdesk.core.ids import new_id
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, record_class

say({
    "gone": N_("This entry no longer exists."),
    "unknown_field": N_("There is no field “{field}” here."),
})  # fmt: skip

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=Record)

Changes = frozenset[tuple[str, UUID]]
_TOLD = 1_000  # rows between two words to whoever watches


class Work:
    """The hand of one action on the store. Only the store opens and ends it; actions never commit."""

    def __init__(self, session: Session, label: str, device: UUID, now: datetime, kind: str = journal.DO) -> None:
        self.session = session
        self.label = label
        self.about: str | None = None  # None: the title of the first row written
        self.now = now
        self.number = new_id()
        self.touched: set[tuple[str, UUID]] = set()
        self.reverses: UUID | None = None
        self._device, self._kind = device, kind
        self._written = False
        event.listen(session, "before_flush", self._journal)
        event.listen(session, "do_orm_execute", self._guard)

    @property
    def changes(self) -> Changes:
        return frozenset(self.touched)

    def get(self, table: type[Row], row_id: UUID) -> Row:
        """The row. Raises Refused("gone") where it has been erased meanwhile."""
        row = self.session.get(table, row_id)
        if row is None or row.erased_at is not None:
            raise Refused("gone", facts={"table": table.__tablename__})
        return row

    def add(self, row: Record) -> UUID:
        if getattr(row, "id", None) is None:  # a row of a known key, such as a setting, brings its own
            row.id = new_id()
        self.session.add(row)
        return row.id

    def erase(self, row: Record) -> None:
        """Take a row out of sight; undo brings it back."""
        row.erased_at = self.now

    def put(self, table: type[Record], row_id: UUID | None, values: Mapping[str, object], as_id: UUID | None = None) -> UUID:
        """Create a row (id None) or change the given fields of one, each value cleaned by its field's description.

        A new row gets the number `as_id` where one is given: what is built from data, such as the sample, is the same every time.

        Raises Refused with the field at fault, "gone", "unknown_field". A new row needs its required fields.
        """
        known = {field.name: field for field in fields_of(table)}
        for name in values:
            if name not in known:
                raise Refused("unknown_field", name)
        cleaned = {name: clean(known[name], value) for name, value in values.items()}
        if row_id is None:
            self._check_links(table, cleaned)
            for name, field in known.items():
                if field.required and name not in cleaned and table.__mapper__.column_attrs[name].columns[0].default is None:
                    raise Refused("empty", name, {"label": field.label})
            return self.add(table(**cleaned) if as_id is None else table(id=as_id, **cleaned))
        row = self.get(table, row_id)
        self._check_links(table, {name: value for name, value in cleaned.items() if getattr(row, name) != value})
        for name, value in cleaned.items():
            setattr(row, name, value)
        return row_id

    def add_many(self, table: type[Record], rows: Collection[Mapping[str, object]], progress: Progress = going_on) -> list[UUID]:
        """Create many rows at once, each cleaned and journalled as `put` does; links are taken as given. Imports live by this.

        `progress(done, whole)` is told rows, and returns False to stop. Raises Refused("stopped"), and Refused for the first row at fault,
        with its number (from 1) in facts["row"]; nothing is written then, since the whole work is given up.
        """
        with mass.uncollected():
            return self._add_many(table, rows if isinstance(rows, Sequence) else list(rows), progress)

    def _add_many(self, table: type[Record], rows: Sequence[Mapping[str, object]], progress: Progress) -> list[UUID]:
        """All rows are looked at before any is written."""
        name, cleaner = table.__tablename__, mass.Cleaner(table, whole=True)
        made, tokens = list[tuple[mass.Columns, int]](), list[search.Found]()
        for start in range(0, len(rows), _TOLD):
            if start and not progress(start * 2 // 5, len(rows)):
                raise Refused("stopped")
            portion = rows[start : start + _TOLD]
            columns = cleaner.columns(portion, start + 1)
            made.append((columns, len(portion)))
            tokens += search.found_in(name, columns, len(portion))
        if not made:
            return []
        self.session.flush()  # rows made before in this work may be what these link to
        connection = self.noted(table.kind_label)
        whole = mass.joined(made)
        ids = mass.bear(connection, table, self.number, whole, tokens, lambda done, of: progress((of * 2 + done * 3) // 5, of))
        self.touched.update((name, row) for row in ids)
        return ids

    def change_many(self, table: type[Record], changes: Mapping[UUID, Mapping[str, object]], progress: Progress = going_on) -> Changes:
        """Change the given fields of many rows that are there, each cleaned and journalled field by field as `put` does; links as given.

        Returns the rows that are really different now. Objects of these rows that the session holds are read anew. Raises
        Refused("stopped"), "gone", and Refused for the first row at fault, with its place (from 1) in facts["row"].
        """
        cleaner, wanted = mass.Cleaner(table, whole=False), dict[UUID, dict[str, Any]]()
        for number, (row, values) in enumerate(changes.items(), 1):
            if number % _TOLD == 0 and not progress(number // 5, len(changes)):
                raise Refused("stopped")
            wanted[row] = cleaner.row(values, number)
        self.session.flush()
        numbers = {row: number for number, row in enumerate(changes, 1)}
        changed = mass.differences(self.session.connection(), table, wanted, numbers)
        self.alter(table, changed, table.kind_label, lambda done, whole: progress((whole + done * 4) // 5, whole))
        return frozenset((table.__tablename__, row) for row in changed)

    def alter(self, table: type[Record], changed: mass.Differences, about: str, progress: Progress = going_on) -> None:
        """Write differences that are known already (see `mass`), journal and index them. `about` names the transaction if nothing else."""
        if not changed:
            return
        mass.alter(self.noted(about), table, self.number, changed, progress)
        self.touched.update((table.__tablename__, row) for row in changed)
        self.session.expire_all()

    def noted(self, about: str) -> Connection:
        """The connection, after the transaction has its line in the journal."""
        connection = self.session.connection()
        if not self._written:
            self._written = True
            self.about = about if self.about is None else self.about
            connection.execute(insert(journal.Transaction), [self._transaction(connection)])
        return connection

    def _check_links(self, table: type[Record], cleaned: Mapping[str, object]) -> None:
        """What is linked to anew must be there; a link that stands may lead to what was erased meanwhile."""
        for field in fields_of(table):
            value = cleaned.get(field.name)
            if field.links_to and isinstance(value, UUID):
                self.get(record_class(field.links_to), value)

    def _journal(self, session: Session, _context: UOWTransaction, _rows: object) -> None:
        rows = [row for row in (*session.new, *session.dirty, *session.deleted) if isinstance(row, Record)]
        entries = journal.entries_of(session, self.number)
        if not entries:
            return
        self.touched.update((entry["table"], entry["row"]) for entry in entries)
        connection = self.noted(next((row.title for row in rows if row.title), ""))
        connection.execute(insert(journal.Entry), entries)
        search.index(connection, [row for row in rows if row not in session.deleted], [row for row in rows if row in session.deleted])

    def _transaction(self, connection: Any) -> dict[str, Any]:
        last = connection.scalar(select(func.max(journal.Transaction.hlc))) or 0
        return {
            "id": self.number, "hlc": max(last + 1, time.time_ns() // 1_000_000 << 16), "device": self._device, "at": self.now,
            "label": self.label, "about": (self.about or "")[:200], "kind": self._kind, "reverses": self.reverses, "reversed": False,
        }  # fmt: skip

    def _guard(self, statement: ORMExecuteState) -> None:
        """Bulk statements would bypass the journal."""
        if statement.is_insert or statement.is_update or statement.is_delete:
            mapper = statement.bind_mapper
            if mapper is not None and issubclass(mapper.class_, Record):
                raise RuntimeError(f"a bulk statement on {mapper.class_.__tablename__} would bypass the journal")


@dataclass(frozen=True)
class Verb(Generic[P, R]):
    """An action, with the msgid that history and the undo menu show for it."""

    label: str
    action: Callable[Concatenate[Work, P], R]

    def __call__(self, work: Work, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.action(work, *args, **kwargs)


def verb(label: str) -> Callable[[Callable[Concatenate[Work, P], R]], Verb[P, R]]:
    """Make a function (work, …) an action with a name that people read; `label` is marked with N_ by the caller."""
    return lambda action: Verb(label, action)
