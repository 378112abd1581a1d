"""Many rows in one stroke: values cleaned without an object for each row, and statements prepared once and given whole lists.

What `Work.add_many` and `Work.change_many` stand on, and the way back of both. Reasons and figures: docs/decisions/0006-mass-writing.md.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from kamdesk.core import search
from kamdesk.core.columns import Chosen, Key, fields_of
from kamdesk.core.fields import Field, Kind, clean
from kamdesk.core.files import Progress
from kamdesk.core.ids import new_id, new_ids, portions
from kamdesk.core.journal import Entry, plain
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record

Values = dict[str, Any]
Columns = dict[str, list[Any]]
# Of each row that changes: the fields that differ, before (as JSON holds it) and after (as the class takes it).
Differences = Mapping[UUID, Mapping[str, tuple[Any, Any]]]
_PORTION = 5_000
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)


class Draft:
    """What a table's own rules (a sort key that follows the name) are given instead of a row: they may read and set columns."""

    __slots__ = ("_read", "_set")

    def __init__(self, read: Callable[[str], Any], into: Values) -> None:
        object.__setattr__(self, "_read", read)
        object.__setattr__(self, "_set", into)

    def __getattr__(self, name: str) -> Any:
        return self._set[name] if name in self._set else self._read(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._set[name] = value


@dataclass(frozen=True, slots=True)
class Shape:
    """What is worth knowing once about a table before a hundred thousand of its rows are made."""

    fields: Mapping[str, Field]
    columns: tuple[str, ...]
    defaults: Mapping[str, Any]
    required: tuple[Field, ...]  # those without a default
    rules: Mapping[str, Callable[[Any, str, Any], Any]]


@cache
def shape_of(table: type[Record]) -> Shape:
    fields = {field.name: field for field in fields_of(table)}
    columns = {attribute.key: attribute.columns[0].default for attribute in table.__mapper__.column_attrs}
    defaults = {name: default.arg for name, default in columns.items() if default is not None and default.is_scalar}
    required = tuple(field for name, field in fields.items() if field.required and name not in defaults)
    validators: Any = table.__mapper__.validators
    return Shape(fields, tuple(columns), defaults, required, {name: rule for name, (rule, _options) in validators.items()})


class Cleaner:
    """The values of rows as they may be stored, each checked as `fields.clean` does; what is plain at a glance is not checked twice."""

    def __init__(self, table: type[Record], whole: bool) -> None:
        """`whole`: new rows, which need their required fields and take the defaults."""
        self._shape = shape_of(table)
        self._whole = whole
        self._quick = {name: field.longest for name, field in self._shape.fields.items() if field.kind in _TEXTS}
        self._seen: dict[str, dict[str, Any]] = {name: {} for name in self._shape.fields}

    def row(self, given: Mapping[str, object], number: int) -> Values:
        """Raises Refused with the row's number in facts["row"]."""
        shape, quick = self._shape, self._quick
        values: Values = dict(shape.defaults) if self._whole else {}
        try:
            for name, value in given.items():
                if type(value) is str and 0 < len(value) <= quick.get(name, 0) and value.isprintable():
                    values[name] = value.strip() or clean(shape.fields[name], None)
                elif name in shape.fields:
                    values[name] = self._cleaned(shape.fields[name], value)
                else:
                    raise Refused("unknown_field", name)
            if self._whole:
                for field in shape.required:
                    if field.name not in given:
                        clean(field, None)
        except Refused as refused:
            raise Refused(refused.code, refused.field, refused.facts | {"row": number}) from None
        if shape.rules:
            self._follow_rules(values)
        return values

    def _cleaned(self, field: Field, value: object) -> object:
        if value is None:
            return clean(field, None) if field.required else None
        if type(value) is not str:
            plain_at_a_glance = (field.kind is Kind.LINK and type(value) is UUID) or (field.kind is Kind.DAY and type(value) is date)
            return value if plain_at_a_glance or type(value) is field.choices else clean(field, value)
        if field.kind in _TEXTS:
            return clean(field, value)
        seen = self._seen[field.name]  # a choice or a day comes again and again
        if value not in seen:
            seen[value] = clean(field, value)
        return seen[value]

    def _follow_rules(self, values: Values) -> None:
        draft = Draft(values.get, values)
        for name, rule in self._shape.rules.items():
            if name in values:
                values[name] = rule(draft, name, values[name])

    def columns(self, rows: Sequence[Mapping[str, object]], first: int) -> Columns:
        """New rows column by column, which is several times quicker where nothing is at fault; else row by row, which finds the fault.

        `first` is the number of the first row. Raises Refused as `row` does.
        """
        quick = self._columns(rows)
        if quick is not None:
            return quick
        cleaned = [self.row(row, number) for number, row in enumerate(rows, first)]
        return {name: [row.get(name) for row in cleaned] for name in set[str]().union(*cleaned)}

    def _columns(self, rows: Sequence[Mapping[str, object]]) -> Columns | None:
        """None where a value is at fault, or where a row lacks what others have and has to have or has by default."""
        shape, names = self._shape, set[str]().union(*rows)
        if not names <= shape.fields.keys() or any(field.name not in names for field in shape.required):
            return None
        columns: Columns = {name: [value] * len(rows) for name, value in shape.defaults.items() if name not in names}
        for name in names:
            field = shape.fields[name]
            if (field.required or name in shape.defaults) and not all(name in row for row in rows):
                return None
            column = self._column(field, [row.get(name) for row in rows])
            if column is None:
                return None
            columns[name] = column
        return self._ruled(columns, len(rows))

    def _column(self, field: Field, values: list[Any]) -> list[Any] | None:
        """The values of one field, cleaned; None where one is at fault."""
        if field.kind in _TEXTS and set(map(type, values)) == {str}:
            whole = "".join(values)
            if whole.isprintable() and max(map(len, values)) <= field.longest:
                stripped = list(map(str.strip, values))
                if "" not in stripped:
                    return stripped
        try:
            return [self._cleaned(field, value) for value in values]
        except Refused:
            return None

    def _ruled(self, columns: Columns, count: int) -> Columns:
        for name, rule in self._shape.rules.items():
            values = columns.get(name)
            if values is None:
                continue
            found: Columns = {}
            for place, value in enumerate(values):
                into: Values = {}
                values[place] = rule(Draft(partial(_at, columns, place), into), name, value)
                for key, derived in into.items():
                    found.setdefault(key, columns.get(key) or [None] * count)[place] = derived
            columns |= found
        return columns


def _at(columns: Columns, place: int, name: str) -> Any:
    return columns[name][place] if name in columns else None


def joined(parts: Sequence[tuple[Columns, int]]) -> Columns:
    """The columns of several portions (each with its number of rows) as one; what a portion does not have is empty in it."""
    names = set[str]().union(*(columns for columns, _count in parts))
    return {name: [value for columns, count in parts for value in columns.get(name, (None,) * count)] for name in names}


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: a hundred thousand rows are no garbage, and looking through them again and again takes a fifth."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Prepared:
    """A statement made once by SQLAlchemy for whatever database this is, then given lists of plain tuples."""

    def __init__(self, connection: Connection, statement: Any, sets: Sequence[str], types: Mapping[str, Any]) -> None:
        """`sets` are the columns that the statement fills."""
        compiled = statement.compile(dialect=connection.dialect, column_keys=list(sets))
        self._connection, self._sql = connection, str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._types = types

    def run(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """The values column by column, all of the same length."""
        given = [self._bound(name, columns[name]) for name in self._names]
        self._connection.exec_driver_sql(self._sql, list(zip(*given, strict=True)))

    def _bound(self, name: str, values: Sequence[Any]) -> Iterable[Any]:
        kind, dialect = self._types[name], self._connection.dialect
        way = kind.dialect_impl(dialect).bind_processor(dialect)
        if way is None:
            return values
        if isinstance(kind, Chosen):  # a handful of values, asked for again and again
            known = {value: way(value) for value in set(values)}
            return [known[value] for value in values]
        return [way(value) for value in values]


def bear(
    connection: Connection, table: type[Record], work: UUID, columns: Columns, tokens: Sequence[search.Found], progress: Progress
) -> list[UUID]:
    """Write new rows, one line in the journal for each run of their numbers, and the index by the rows' tokens. Returns their numbers.

    `progress` is told rows. Raises Refused("stopped").
    """
    name, count = table.__tablename__, len(tokens)
    ids = new_ids(count)
    statement = Prepared(connection, insert(_stored(table)), ("id", *columns), _types(table))
    index = search.Tokens(connection, name)
    for start in range(0, count, _PORTION):
        if not progress(start, count):
            raise Refused("stopped")
        numbers = ids[start : start + _PORTION]
        statement.run({one: values[start : start + _PORTION] for one, values in columns.items()} | {"id": numbers})
        if search.searched(name):
            index.add_found(numbers, tokens[start : start + _PORTION])
    for first, last in _runs(ids):
        note_run(connection, work, name, first, last)
    return ids


def _stored(table: Any) -> Any:
    """The table itself, without its class."""
    return table.__table__


def _types(table: type[Record]) -> dict[str, Any]:
    return {attribute.key: attribute.columns[0].type for attribute in table.__mapper__.column_attrs}


def _runs(ids: Sequence[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """First and last of the numbers that follow each other; all but the very largest imports are one run."""
    start = 0
    while start < len(ids):
        end = start
        left, right = start, len(ids) - 1
        while left <= right:  # the numbers rise, so where a run ends is found by halving
            end = (left + right) // 2
            if ids[end].int - ids[start].int == end - start:
                left = end + 1
            else:
                right = end - 1
        yield ids[start], ids[right]
        start = right + 1


def note_run(connection: Connection, work: UUID, table: str, first: UUID, last: UUID, change: tuple[str, Any, Any] | None = None) -> None:
    """Journal what was done to a run of rows at once: their birth, or one field's change (field, old, new in JSON values)."""
    field, old, new = change or (None, None, None)
    entry = {"id": new_id(), "work": work, "table": table, "row": first, "last": last, "field": field, "old": old, "new": new}
    connection.execute(insert(Entry), [entry])


def differences(
    connection: Connection, table: type[Record], changes: Mapping[UUID, Values], numbers: Mapping[UUID, int]
) -> dict[UUID, dict[str, tuple[Any, Any]]]:
    """What of the wanted values is not so already. Raises Refused("gone") with the row's place in facts["row"]."""
    found: dict[UUID, dict[str, tuple[Any, Any]]] = {}
    names = sorted({name for values in changes.values() for name in values})
    for portion in portions(list(changes)):
        standing = read(connection, table, portion, [*names, "erased_at"])
        for row in portion:
            stands = standing.get(row)
            if stands is None or stands["erased_at"] is not None:
                raise Refused("gone", facts={"table": table.__tablename__, "row": numbers[row]})
            before = {name: plain(stands[name]) for name in changes[row]}
            differing = {name: (before[name], new) for name, new in changes[row].items() if before[name] != plain(new)}
            if differing:
                found[row] = differing
    return found


def read(connection: Connection, table: type[Record], ids: Sequence[UUID], names: Collection[str]) -> dict[UUID, Values]:
    """Columns of rows by number, as the class has them, without the class."""
    wanted = ["id", *dict.fromkeys(name for name in names if name != "id")]
    statement = select(*(_stored(table).c[name] for name in wanted)).where(table.id.in_(ids))
    return {row[0]: dict(zip(wanted, row, strict=True)) for row in connection.execute(statement)}


def alter(connection: Connection, table: type[Record], work: UUID, changed: Differences, progress: Progress) -> None:
    """Change rows that are there, journal field by field, and index anew what is found otherwise now. Raises Refused("stopped")."""
    by_fields: dict[tuple[str, ...], list[UUID]] = {}
    for row, values in changed.items():
        by_fields.setdefault(tuple(values), []).append(row)
    entries = _entries(connection)
    searched = {*search.searched(table.__tablename__), "erased_at"}
    done, again = 0, list[UUID]()
    for fields, rows in by_fields.items():
        statement = _update(connection, table, fields)
        for start in range(0, len(rows), _PORTION):
            if not progress(done, len(changed)):
                raise Refused("stopped")
            portion = rows[start : start + _PORTION]
            statement.run({name: [changed[row][name][1] for row in portion] for name in fields} | {"id_": portion})
            _note(entries, work, table.__tablename__, fields, portion, changed)
            done += len(portion)
        if searched.intersection(fields):
            again += rows
    search.index_again(connection, table.__tablename__, again)


def _update(connection: Connection, table: type[Record], fields: Sequence[str]) -> Prepared:
    statement = update(_stored(table)).where(table.id == bindparam("id_"))
    return Prepared(connection, statement, fields, _types(table) | {"id_": Key()})


def _entries(connection: Connection) -> Prepared:
    names = ("id", "work", "table", "row", "field", "old", "new")
    mapped = _stored(Entry)
    return Prepared(connection, insert(mapped), names, {name: mapped.c[name].type for name in names})


def _note(statement: Prepared, work: UUID, table: str, fields: Sequence[str], rows: Sequence[UUID], changed: Differences) -> None:
    lines = [(row, name, *changed[row][name]) for row in rows for name in fields]
    found, named, old, new = zip(*lines, strict=True)
    count = len(lines)
    statement.run({
        "id": new_ids(count), "work": [work] * count, "table": [table] * count, "row": found, "field": named,
        "old": old, "new": [plain(value) for value in new],
    })  # fmt: skip


__all__ = [
    "Cleaner",
    "Columns",
    "Differences",
    "Draft",
    "Prepared",
    "alter",
    "bear",
    "differences",
    "joined",
    "note_run",
    "read",
    "shape_of",
    "uncollected",
]
