"""Pairs of rows that look alike and are two: what the rep said once is not asked again."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.core.marking import N_
from kamdesk.core.record import alive
from kamdesk.core.settings import Setting, put_setting
from kamdesk.core.work import Work, verb

_APART = "apart"


def _apart_key(table: str, one: UUID, other: UUID) -> str:
    first, second = sorted((one.hex, other.hex))
    return f"{_APART}.{table}.{first}.{second}"


@verb(N_("Not a duplicate"))
def keep_apart(work: Work, table: str, one: UUID, other: UUID) -> None:
    """These two are two; they are not offered for merging again."""
    put_setting(work, _apart_key(table, one, other), "yes")


def kept_apart(session: Session, table: str) -> frozenset[frozenset[UUID]]:
    """The pairs that were said to be two."""
    keys = session.scalars(select(Setting.key).where(Setting.key.startswith(f"{_APART}.{table}."), alive(Setting), Setting.value == "yes"))
    return frozenset(frozenset(UUID(hex=part) for part in key.split(".")[-2:]) for key in keys)
