"""The rows of a list that is written out, read in portions: a hundred thousand people are never in memory at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.filters import read_filter
from kamdesk.core.listing import Wanted, answer, list_fields
from kamdesk.core.record import Record, alive, record_class
from kamdesk.core.titles import titles_of
from kamdesk.core.words import Words
from kamdesk.exchange.rules.columns import Cell, Outgoing, cell_of

_PORTION = 500


def fields_to_write(table: str) -> tuple[Field, ...]:
    """The described fields of a table, in the order of its card."""
    return fields_of(record_class(table))


def found_ids(session: Session, table: str, typed: str, today: date) -> tuple[UUID, ...]:
    """The entries that answer a filter as the list takes it ("" for all), in the order of the list. Raises Refused: filter_*."""
    conditions = read_filter(typed, list_fields(table), today) if typed.strip() else ()
    return tuple(dict.fromkeys(answer(session, table, Wanted(conditions=conditions), today).ids))


def cells_of(session: Session, outgoing: Outgoing, ids: Iterable[UUID], words: Words) -> Iterator[tuple[Cell, ...]]:
    """One row of cells for each entry, in the order of `ids`; what was erased meanwhile is left out."""
    for portion in _portions(ids):
        rows = _rows(session, outgoing, portion)
        called = _titles(session, outgoing.fields, rows)
        for number, values in rows:
            pairs = zip(outgoing.fields, values, strict=True)
            cells = [cell_of(field, value, words, _title(called, field, value)) for field, value in pairs]
            yield (*cells, str(number)) if outgoing.numbered else tuple(cells)


def cards_of(session: Session, ids: Iterable[UUID]) -> Iterator[dict[str, str]]:
    """What a vCard holds of each person: values by field name, the account by its full name."""
    fields = tuple(field for field in fields_to_write("person") if field.name in _ON_CARD)
    outgoing = Outgoing("person", fields, numbered=False)
    for portion in _portions(ids):
        rows = _rows(session, outgoing, portion)
        called = _titles(session, fields, rows)
        for _number, values in rows:
            said = {field.name: (field, value) for field, value in zip(fields, values, strict=True) if value not in (None, "")}
            yield {name: _title(called, field, value) or _plain(value) for name, (field, value) in said.items()}


_ON_CARD = frozenset({"name", "account", "department", "position", "phone", "office_phone", "email", "wechat", "birthday"})


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _portions(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = iter(ids)
    while portion := list(islice(left, _PORTION)):
        yield portion


def _rows(session: Session, outgoing: Outgoing, ids: Sequence[UUID]) -> list[tuple[UUID, tuple[Any, ...]]]:
    record: type[Record] = record_class(outgoing.kind)
    columns = [getattr(record, field.name) for field in outgoing.fields]
    found = {row[0]: tuple(row[1:]) for row in session.execute(select(record.id, *columns).where(record.id.in_(list(ids)), alive(record)))}
    return [(each, found[each]) for each in ids if each in found]


def _titles(session: Session, fields: Sequence[Field], rows: Sequence[tuple[UUID, tuple[Any, ...]]]) -> Mapping[tuple[str, UUID], str]:
    called: dict[tuple[str, UUID], str] = {}
    for place, field in enumerate(fields):
        wanted = {values[place] for _number, values in rows if field.links_to and isinstance(values[place], UUID)}
        if wanted:
            called |= {(field.links_to, number): title for number, title in _whole_titles(session, field.links_to, wanted).items()}
    return called


def _whole_titles(session: Session, table: str, wanted: set[UUID]) -> dict[UUID, str]:
    """Accounts by their whole name, however long: cut off, it would be another company when it comes back."""
    if table == "account":
        named = select(Account.id, Account.name).where(Account.id.in_(wanted), alive(Account))
        return dict(iter(session.execute(named)))
    return titles_of(session, table, wanted)


def _title(called: Mapping[tuple[str, UUID], str], field: Field, value: object) -> str:
    return called.get((field.links_to, value), "") if field.links_to and isinstance(value, UUID) else ""
