"""What rows are called, for whoever shows a link: the title behind a number, and the first rows to choose from."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.core.record import alive, record_class


def title_of(session: Session, table: str, row: UUID | None) -> str:
    """The row's title; "" for None and for a row that is gone."""
    return titles_of(session, table, [row] if row is not None else []).get(row, "") if row is not None else ""


def titles_of(session: Session, table: str, rows: Iterable[UUID]) -> dict[UUID, str]:
    """Titles by number, in one statement; rows that are gone are missing."""
    mapped = record_class(table)
    found = session.scalars(select(mapped).where(mapped.id.in_(list(rows)), alive(mapped)))
    return {row.id: row.title for row in found}


def newest(session: Session, table: str, limit: int = 30) -> tuple[tuple[UUID, str], ...]:
    """(number, title) of the rows made last: what a picker offers before anything is typed."""
    mapped = record_class(table)
    found = session.scalars(select(mapped).where(alive(mapped)).order_by(mapped.id.desc()).limit(limit))
    return tuple((row.id, row.title) for row in found)
