"""What leads to a row, and where its name stands: for telling all that is held on somebody, and for forgetting it.

Nothing here knows a subject: links are found by the fields of every table there is.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.mentioned import Mention, around
from kamdesk.core.parting import links_to
from kamdesk.core.record import Record, record_classes, title_field

_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_SHORTEST = 2  # a name of one character stands in every second text


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


def parted(session: Session, person: Record) -> tuple[list[Record], list[Record]]:
    """(rows that go with a row, rows that stay and let go of it), erased ones included."""
    gone: dict[Record, None] = {}
    emptied: dict[Record, None] = {}
    for row in leading_to(session, person.__tablename__, person.id):
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


def mentions(session: Session, named: Record, without: Collection[Record] = ()) -> tuple[Mention, ...]:
    """Where the name stands in the texts of other entries than those given. A name of one character is not looked for."""
    own_field, name = _named(named)
    if len(name) < _SHORTEST:
        return ()
    own = {named.id, *(row.id for row in without)}
    found: list[Mention] = []
    for table in record_classes().values():
        fields = [field for field in fields_of(table) if field.kind in _TEXTS and (table is not type(named) or field.name != own_field)]
        if not fields:
            continue
        at = [func.instr(getattr(table, field.name), name) > 0 for field in fields]
        for row in session.scalars(select(table).where(or_(*at))):
            if row.id not in own:
                found += _in_row(row, fields, name)
    return tuple(found)


def namesakes(session: Session, named: Record) -> int:
    """How many other rows of its table are called so, or have the name within a longer one: then a text may mean one of them."""
    field, name = _named(named)
    table = type(named)
    found = select(func.count()).select_from(table).where(func.instr(getattr(table, field), name) > 0, table.id != named.id)
    return session.scalar(found) or 0


def _named(row: Record) -> tuple[str, str]:
    """(the field that a row is called by, what stands in it)."""
    field = title_field(type(row))
    return (field.name, str(getattr(row, field.name) or "")) if field is not None else ("", "")


def _in_row(row: Record, fields: Sequence[Field], name: str) -> Iterator[Mention]:
    for field in fields:
        value = getattr(row, field.name) or ""
        if name in value:
            kind, erased = row.kind_label, row.erased_at is not None
            yield Mention(row.__tablename__, row.id, field.name, kind, row.title, field.label, around(value, name), erased)
