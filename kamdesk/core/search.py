"""Find anything by what a rep would type: Chinese of any length, pinyin, initials, words of a note.

Chinese names have two characters, so SQLite's trigram tokenizer finds nothing and LIKE is slow. Two FTS5 tables over our own tokens:
names as suffix tokens (characters, pinyin initials, full pinyin) with prefix indexes, running text as single characters and pairs
whose candidates are confirmed by substring. Both are contentless and share the row number of `search_row`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Integer, Select, String, UniqueConstraint, column, delete, inspect, select, text, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from kamdesk.core import names
from kamdesk.core.columns import Key, fields_of
from kamdesk.core.fields import NAME, TEXT, Kind
from kamdesk.core.ids import portions
from kamdesk.core.record import Record, Table, record_class, record_classes, shortened, title_field

NAMES_DDL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_names USING fts5"
    "(tokens, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')"
)
TEXTS_DDL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_texts USING fts5"
    "(tokens, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0')"
)
Found = tuple[str, str]  # the tokens that a row is found by as a name and as text, blanks between them
_CANDIDATES = 200
_PORTION = 30
_IN_RUN = 5_000
_AT_ONCE = 500  # a statement holds only so many values
_LONGEST_QUERY = 60
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PIECE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[0-9a-z\u00c0-\u024f]+")


class SearchRow(Table):
    """Which record an index row stands for."""

    __tablename__ = "search_row"
    __table_args__ = (UniqueConstraint("table", "row"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    table: Mapped[str] = mapped_column(String(60))
    row: Mapped[UUID] = mapped_column(Key())


@dataclass(frozen=True, slots=True)
class Hit:
    """A row found; `kind` is the msgid of what it is, `detail` the text around the place found (or "")."""

    table: str
    id: UUID
    title: str
    kind: str
    detail: str
    score: int


@lru_cache
def _searched(table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(name fields, text fields) of a table."""
    fields = [field for field in fields_of(record_class(table)) if field.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    return tuple(field.name for field in fields if field.search is NAME), tuple(field.name for field in fields if field.search is TEXT)


def index(connection: Connection, rows: Sequence[Record], gone: Iterable[Record] = ()) -> None:
    """Bring the index up to date with rows that are being written; erased rows leave it."""
    old = [row for row in rows if any(_searched(row.__tablename__)) and _touches(row)]
    old += [row for row in gone if any(_searched(row.__tablename__))]
    if not old:
        return
    _forget(connection, [(row.__tablename__, row.id) for row in old if inspect(row).persistent or inspect(row).deleted])
    touched = {id(row) for row in old}
    new = [row for row in rows if id(row) in touched and row.erased_at is None]
    index_values(connection, [(row.__tablename__, row.id, *_values(row)) for row in new])


def _touches(row: Record) -> bool:
    state = inspect(row)
    if not state.persistent:
        return True
    fields = (*_searched(row.__tablename__)[0], *_searched(row.__tablename__)[1], "erased_at")
    return state.deleted or any(state.attrs[field].history.has_changes() for field in fields)


def _values(row: Record) -> tuple[list[str], list[str]]:
    name_fields, text_fields = _searched(row.__tablename__)
    return [getattr(row, name) or "" for name in name_fields], [getattr(row, name) or "" for name in text_fields]


def searched(table: str) -> tuple[str, ...]:
    """The fields of a table that its rows are found by."""
    return (*_searched(table)[0], *_searched(table)[1])


def index_rows(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index new rows of one table given as column values with their `id`."""
    Tokens(connection, table).add([row["id"] for row in rows], rows)


class Tokens:
    """The index lines of new rows of one table, portion after portion."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._next = (connection.scalar(text("SELECT max(number) FROM search_row")) or 0) + 1

    def add(self, ids: Sequence[UUID], rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows by their columns; what a row does not have is empty."""
        if searched(self._table):
            self.add_found(ids, [found_by(self._table, row) for row in rows])

    def add_found(self, ids: Sequence[UUID], found: Sequence[Found]) -> None:
        self.add_lines([(self._table, row.bytes) for row in ids], found)

    def add_lines(self, rows: Sequence[tuple[str, bytes]], found: Sequence[Found]) -> None:
        """(table, id as bytes) of each row and what it is found by."""
        if not rows:
            return
        first, execute = self._next, self._connection.exec_driver_sql
        self._next += len(rows)
        numbers = range(first, self._next)
        rows_sql = 'INSERT INTO search_row (number, "table", "row") VALUES (?, ?, ?)'
        execute(rows_sql, [(number, *row) for number, row in zip(numbers, rows, strict=True)])
        for index_table, which in (("search_names", 0), ("search_texts", 1)):
            lines = [(number, tokens[which]) for number, tokens in zip(numbers, found, strict=True) if tokens[which]]
            if lines:
                execute(f"INSERT INTO {index_table}(rowid, tokens) VALUES (?, ?)", lines)


def found_by(table: str, row: Mapping[str, Any]) -> Found:
    """What a row given by its columns is found by."""
    name_fields, text_fields = _searched(table)
    return (
        _joined_names([row.get(field) for field in name_fields]) if name_fields else "",
        _joined_texts(" ".join([row.get(field) or "" for field in text_fields])) if text_fields else "",
    )


def found_in(table: str, columns: Mapping[str, Sequence[Any]], count: int) -> list[Found]:
    """The same for many rows given column by column."""
    name_fields, text_fields = _searched(table)
    nothing = ("",) * count
    named = _lines(columns, name_fields, count)
    told = _lines(columns, text_fields, count)
    in_names = map(_joined_names, named) if named is not None else nothing
    in_texts = (_joined_texts(" ".join([value or "" for value in line])) for line in told) if told is not None else nothing
    return list(zip(in_names, in_texts, strict=True))


def _lines(columns: Mapping[str, Sequence[Any]], fields: Sequence[str], count: int) -> Iterable[tuple[Any, ...]] | None:
    if not any(field in columns for field in fields):
        return None
    return zip(*(columns.get(field) or (None,) * count for field in fields), strict=True)


def _joined_names(values: Sequence[str | None]) -> str:
    if len(values) == 1:
        return " ".join(names.search_tokens(values[0])) if values[0] else ""
    return " ".join(_name_tokens(value for value in values if value))


@lru_cache(maxsize=8192)
def _joined_texts(value: str) -> str:
    """Kept: departments and positions are the same for thousands of people."""
    return " ".join(sorted(text_tokens(value)))


def index_values(connection: Connection, rows: Sequence[tuple[str, UUID, list[str], list[str]]]) -> None:
    """Index new rows given as (table, id, names, texts)."""
    found = [(_joined_names(in_names), _joined_texts(" ".join(in_texts))) for _table, _row, in_names, in_texts in rows]
    Tokens(connection, "").add_lines([(table, row.bytes) for table, row, _names, _texts in rows], found)


def index_again(connection: Connection, table: str, ids: Sequence[UUID]) -> None:
    """Bring the index up to date with rows that were changed by plain statements; erased rows leave it."""
    names_of, texts_of = _searched(table)
    if not ids or not (names_of or texts_of):
        return
    _forget(connection, [(table, row) for row in ids])
    mapped = record_class(table).__table__
    tokens = Tokens(connection, table)
    for portion in portions(ids):
        columns = [mapped.c[name] for name in ("id", *names_of, *texts_of)]
        found = connection.execute(select(*columns).where(mapped.c.id.in_(portion), mapped.c.erased_at.is_(None))).mappings()
        rows = [{str(key): value for key, value in row.items()} for row in found]
        tokens.add([row["id"] for row in rows], rows)


def forget_run(connection: Connection, table: str, first: UUID, last: UUID) -> None:
    """A run of rows that was erased at once leaves the index."""
    among = 'SELECT number FROM search_row WHERE "table" = ? AND "row" BETWEEN ? AND ?'
    given = (table, first.bytes, last.bytes)
    for index_table in ("search_names", "search_texts"):
        connection.exec_driver_sql(f"DELETE FROM {index_table} WHERE rowid IN ({among})", given)
    connection.exec_driver_sql('DELETE FROM search_row WHERE "table" = ? AND "row" BETWEEN ? AND ?', given)


def index_run(connection: Connection, table: str, first: UUID, last: UUID) -> None:
    """Index the living rows of a run that has no line in the index."""
    mapped: Any = record_class(table)
    tokens, ahead = Tokens(connection, table), mapped.id >= first
    columns = [mapped.__table__.c[name] for name in ("id", *searched(table))]
    while searched(table):
        statement = select(*columns).where(ahead, mapped.id <= last, mapped.erased_at.is_(None)).order_by(mapped.id).limit(_IN_RUN)
        rows = [dict(zip(("id", *searched(table)), row, strict=True)) for row in connection.execute(statement)]
        if not rows:
            return
        tokens.add([row["id"] for row in rows], rows)
        ahead = mapped.id > rows[-1]["id"]


def _forget(connection: Connection, rows: list[tuple[str, UUID]]) -> None:
    if not rows:
        return
    left = iter(rows)
    while portion := list(islice(left, _AT_ONCE)):
        where = tuple_(SearchRow.table, SearchRow.row).in_(portion)
        numbers = list(connection.scalars(select(SearchRow.number).where(where)))
        if numbers:
            for table in ("search_names", "search_texts"):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", [(number,) for number in numbers])
            connection.execute(delete(SearchRow).where(SearchRow.number.in_(numbers)))


def rebuild(session: Session) -> int:
    """Index every living row anew; returns how many. Used after restoring and by the integrity check's mend."""
    connection = session.connection()
    for statement in (
        "DROP TABLE IF EXISTS search_names",
        "DROP TABLE IF EXISTS search_texts",
        "DELETE FROM search_row",
        NAMES_DDL,
        TEXTS_DDL,
    ):
        connection.execute(text(statement))
    count = 0
    for table, mapped in record_classes().items():
        if not any(_searched(table)):
            continue
        for rows in session.scalars(select(mapped).where(mapped.erased_at.is_(None)).execution_options(yield_per=1000)).partitions():
            index_values(connection, [(table, row.id, *_values(row)) for row in rows])
            count += len(rows)
    return count


def _name_tokens(values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        for token in names.search_tokens(value):
            if token not in seen:
                seen.add(token)
                yield token


def text_tokens(value: str) -> set[str]:
    """Single characters and neighbouring pairs of Chinese, whole words of Latin letters and digits."""
    found: set[str] = set()
    for piece in _PIECE.findall(names.folded(value)):
        if _CJK.match(piece):
            found.update(piece)
            found.update(piece[i : i + 2] for i in range(len(piece) - 1))
        else:
            found.add(piece)
    return found


def _name_query(typed: str) -> str:
    """Every piece must begin some suffix of the name."""
    return " AND ".join(f'"{piece}"*' for piece in _PIECE.findall(typed))


def _text_query(typed: str) -> str:
    tokens: list[str] = []
    for piece in _PIECE.findall(typed):
        if not _CJK.match(piece):
            tokens.append(f'"{piece}"*')
        elif len(piece) == 1:
            tokens.append(f'"{piece}"')
        else:
            tokens.extend(f'"{piece[i : i + 2]}"' for i in range(len(piece) - 1))
    return " AND ".join(tokens)


def search(session: Session, typed: str, limit: int = 30, tables: Sequence[str] = ()) -> tuple[Hit, ...]:
    """The rows that answer what was typed, names before texts, the best first. Any input is safe; nothing usable finds nothing.

    Plain statements on the bare connection: at a million notes, making objects of the candidates cost ten times the search itself.
    """
    typed = names.folded(typed.strip())[:_LONGEST_QUERY]
    pieces = _PIECE.findall(typed)
    if not pieces:
        return ()
    connection = session.connection()
    found = dict.fromkeys(_found(connection, "search_names", " AND ".join(f'"{piece}"' for piece in pieces), tables, limit))
    if len(found) < limit:
        found |= dict.fromkeys(_found(connection, "search_names", _name_query(typed), tables, limit))
    hits = [_name_hit(key, row, typed) for key, row in _read(connection, list(found), _NAMES)]
    if len(hits) < limit:
        wanted = (key for key in _found(connection, "search_texts", _text_query(typed), tables, _CANDIDATES) if key not in found)
        hits += islice(_text_hits(connection, wanted, pieces), limit - len(hits))
    hits.sort(key=lambda hit: (-hit.score, len(hit.title), hit.title))
    return tuple(hits[:limit])


def matching(table: str, typed: str) -> Select[UUID] | None:
    """The rows of one table that answer what was typed into a list's filter, for `Table.id.in_(…)`; None where nothing usable was typed.

    One statement whatever the length of the list, and not cut off at the candidates that `search` looks at.
    """
    typed = names.folded(typed.strip())[:_LONGEST_QUERY]
    if not _PIECE.search(typed):
        return None
    found = text(
        "SELECT rowid FROM search_names WHERE search_names MATCH :as_name "
        "UNION SELECT rowid FROM search_texts WHERE search_texts MATCH :as_text"
    ).bindparams(as_name=_name_query(typed), as_text=_text_query(typed))
    numbers = found.columns(column("rowid", Integer)).subquery()
    return select(SearchRow.row).where(SearchRow.table == table, SearchRow.number.in_(select(numbers.c.rowid)))


_Address = tuple[str, bytes]
_NAMES, _TEXTS = 0, 1


def _found(connection: Connection, index_table: str, query: str, tables: Sequence[str], limit: int) -> Iterator[_Address]:
    """(table, id as bytes) of the first rows that match, read only as far as they are asked for."""
    among = f' AND r."table" IN ({", ".join("?" * len(tables))})' if tables else ""
    statement = (
        f'SELECT r."table", r."row" FROM {index_table} AS f JOIN search_row AS r ON r.number = f.rowid '
        f"WHERE {index_table} MATCH ?{among} LIMIT ?"
    )
    yield from ((table, row) for table, row in connection.exec_driver_sql(statement, (query, *tables, limit)))


def _read(connection: Connection, addresses: Sequence[_Address], which: int) -> Iterator[tuple[_Address, tuple[Any, ...]]]:
    """Each row's title and its name (or text) fields, one statement per table."""
    by_table: dict[str, list[bytes]] = {}
    for table, row in addresses:
        by_table.setdefault(table, []).append(row)
    known = record_classes()
    for table, ids in by_table.items():
        if table not in known:
            continue
        title = title_field(known[table])
        columns = ", ".join(f'"{name}"' for name in (title.name if title else "id", *_searched(table)[which]))
        statement = f'SELECT id, {columns} FROM "{table}" WHERE id IN ({", ".join("?" * len(ids))})'
        for row, *values in connection.exec_driver_sql(statement, tuple(ids)):
            yield (table, row), tuple(values)


def _name_hit(address: _Address, row: Sequence[Any], typed: str) -> Hit:
    score = 10
    for value in row[1:]:
        folded = names.folded(value or "")
        score = max(score, 40 if folded == typed else 30 if folded.startswith(typed) else 20 if typed in folded else 10)
    return _hit(address, row[0], "", score)


def _text_hits(connection: Connection, addresses: Iterator[_Address], pieces: Sequence[str]) -> Iterator[Hit]:
    """Candidates whose text really holds every piece; read in small portions, since the first ones are usually enough."""
    while portion := list(islice(addresses, _PORTION)):
        for address, row in _read(connection, portion, _TEXTS):
            whole = " ".join(value or "" for value in row[1:])
            folded = names.folded(whole)
            if all(piece in folded for piece in pieces):
                yield _hit(address, row[0], _around(whole, folded, pieces[0]), 1)


def _hit(address: _Address, title: Any, detail: str, score: int) -> Hit:
    table, row = address
    record = record_classes()[table]
    field = title_field(record)
    if field is not None and field.choices is not None and title is not None:
        title = field.choices(title)  # type: ignore[call-arg]
    return Hit(table, UUID(bytes=row), shortened(title), record.kind_label, detail, score)


def _around(value: str, folded: str, piece: str) -> str:
    """Some twenty characters on each side of the place found."""
    place = folded.find(piece) if len(folded) == len(value) else 0
    start = max(0, place - 20)
    cut = " ".join(value[start : place + 40].split())
    return ("…" if start else "") + cut + ("…" if place + 40 < len(value) else "")


def create_index(connection: Any) -> None:
    """The two virtual tables, which mapped metadata cannot describe."""
    connection.execute(text(NAMES_DDL))
    connection.execute(text(TEXTS_DDL))


__all__ = [
    "NAME", "TEXT", "Found", "Hit", "SearchRow", "Tokens", "create_index", "forget_run", "found_by", "found_in", "index", "index_again",
    "index_run", "index_values", "matching", "rebuild", "search", "searched", "text_tokens",
]  # fmt: skip
