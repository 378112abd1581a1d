"""What rows are called, for whoever shows a link: the title behind a number, and the first rows to choose from."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.record import alive, record_class, shortened, title_field


def title_of(session: Session, table: str, row: UUID | None) -> str:
    """The row's title; "" for None and for a row that is gone."""
    return titles_of(session, table, [row] if row is not None else []).get(row, "") if row is not None else ""


def titles_of(session: Session, table: str, rows: Iterable[UUID]) -> dict[UUID, str]:
    """Titles by number, in one statement; rows that are gone are missing."""
    mapped = record_class(table)
    field = title_field(mapped)
    called = getattr(mapped, field.name) if field else null()
    found = session.execute(select(mapped.id, called).where(mapped.id.in_(list(rows)), alive(mapped)))
    return {row: shortened(value) for row, value in found}


def newest(session: Session, table: str, limit: int = 30) -> tuple[tuple[UUID, str], ...]:
    """(number, title) of the rows made last: what a picker offers before anything is typed."""
    mapped = record_class(table)
    field = title_field(mapped)
    called = getattr(mapped, field.name) if field else null()
    found = session.execute(select(mapped.id, called).where(alive(mapped)).order_by(mapped.id.desc()).limit(limit))
    return tuple((row, shortened(value)) for row, value in found)


def owner_of(session: Session, table: str, row: UUID, wanted: frozenset[str]) -> tuple[str, UUID] | None:
    """The row itself where its table is wanted, else the nearest row of a wanted table that it links to, over at most three links."""
    seen: set[UUID] = set()
    ahead = [(table, row)]
    for _step in range(4):
        found: list[tuple[str, UUID]] = []
        for name, number in ahead:
            if name in wanted:
                return name, number
            seen.add(number)
            found += [link for link in _links(session, name, number) if link[1] not in seen]
        ahead = found
    return None


def _links(session: Session, table: str, row: UUID) -> list[tuple[str, UUID]]:
    """Where a row points to, required links first; the owner of what hangs on any card (owner_table, owner) as well."""
    mapped = record_class(table)
    found = session.get(mapped, row)
    if found is None:
        return []
    links = sorted((field for field in fields_of(mapped) if field.links_to), key=lambda field: not field.required)
    pointed = [(field.links_to, getattr(found, field.name)) for field in links]
    pointed.append((getattr(found, "owner_table", ""), getattr(found, "owner", None)))
    return [(name, number) for name, number in pointed if name and isinstance(number, UUID)]
