"""When a row goes, what hangs on it goes along or stays without it: a tie ends with either person, a seat on the map becomes empty.

Nothing here knows a subject. A table says by `Record.goes_with` and `Record.left_by` what its rows are without what one of their links
led to.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.record import Left, Record, alive, record_classes
from kamdesk.core.work import Work


def erase_with_rest(work: Work, row: Record) -> None:
    """Take a row out of sight with all that means nothing without it. One undo brings everything back."""
    work.erase(row)
    for other, link in _linked(work, row):
        answer = other.left_by(link.name, row)
        if answer is Left.GOES:
            erase_with_rest(work, other)
        elif answer is Left.EMPTY:
            for below, its_link in _linked(work, other):
                if its_link.required:
                    erase_with_rest(work, below)


def _linked(work: Work, row: Record) -> Iterator[tuple[Record, Field]]:
    """The living rows that lead to a row, each with the link that does."""
    for table in record_classes().values():
        for link in links_to(table, row.__tablename__):
            at: Any = getattr(table, link.name)
            for found in work.session.scalars(select(table).where(alive(table), at == row.id)).all():
                if found.erased_at is None:
                    yield found, link


def links_to(table: type[Record], wanted: str) -> tuple[Field, ...]:
    """The fields of a table that lead to another."""
    return tuple(field for field in fields_of(table) if field.links_to == wanted)
