"""People as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import written_on
from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.people.rules import Side, standing
from kamdesk.people.tables import Person

PERSON_FIELDS: tuple[Field, ...] = fields_of(Person)
SORTED_BY = ("name", "account", "department", "position", "rank", "side")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people; `standing` is department and position in one line, `retired` says who has left."""

    id: UUID
    name: str
    account: UUID | None
    account_name: str
    side: Side
    department: str
    position: str
    standing: str
    rank: Rank | None
    phone: str
    wechat: str
    remember: str
    retired: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything on one person's card: `values` by field name, `since` the day on which each was last written."""

    id: UUID
    name: str
    standing: str
    account_name: str
    rank: Rank | None
    values: Mapping[str, object]
    since: Mapping[str, date]


def person_ids(
    session: Session,
    sort: str = "",
    descending: bool = False,
    typed: str = "",
    account: UUID | None = None,
    side: Side | None = None,
) -> tuple[UUID, ...]:
    """The numbers of all people that answer what was typed, in the order of `sort` (one of SORTED_BY; "" sorts by name)."""
    wanted = select(Person.id).where(alive(Person))
    if typed.strip():
        found = search.matching(Person.__tablename__, typed)
        if found is None:
            return ()
        wanted = wanted.where(Person.id.in_(found))
    if account is not None:
        wanted = wanted.where(Person.account == account)
    if side is not None:
        wanted = wanted.where(Person.side == side)
    if sort == "account":
        wanted = wanted.outerjoin(Account, Account.id == Person.account)
    key = _sort_key(sort)
    first = key.desc().nulls_last() if descending else key.asc().nulls_last()
    return tuple(session.scalars(wanted.order_by(first, Person.order_key, Person.id)))


def _sort_key(sort: str) -> ColumnElement[Any]:
    match sort:
        case "rank":
            return _rank_order()
        case "account":
            return Account.__table__.c.order_key
        case "department" | "position" | "side":
            return Person.__table__.c[sort]
    return Person.__table__.c.order_key


def _rank_order() -> ColumnElement[Any]:
    return case({rank: place for place, rank in enumerate(Rank)}, value=Person.rank, else_=len(Rank))


def person_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[PersonRow, ...]:
    """The lines for some numbers, in their order; erased ones are left out. One statement however many they are."""
    found = {row.id: row for row in _rows(session, Person.id.in_(list(ids)), today)}
    return tuple(found[each] for each in ids if each in found)


def people_of(session: Session, account: UUID, today: date) -> tuple[PersonRow, ...]:
    """The people of an account as a protocol office would list them: those in office first, by rank, then by name."""
    rows = _rows(session, Person.account == account, today)
    return tuple(sorted(rows, key=lambda row: row.retired))


def _rows(session: Session, criterion: ColumnElement[bool], today: date) -> tuple[PersonRow, ...]:
    found = session.execute(
        select(Person, func.coalesce(Account.short_name, Account.name))
        .outerjoin(Account, (Account.id == Person.account) & alive(Account))
        .where(criterion, alive(Person)).order_by(_rank_order(), Person.order_key, Person.id)
    )  # fmt: skip
    return tuple(_row(person, account or "", today) for person, account in found)


def _row(row: Person, account_name: str, today: date) -> PersonRow:
    return PersonRow(
        id=row.id, name=row.name, account=row.account, account_name=account_name, side=row.side,
        department=row.department or "", position=row.position or "", standing=standing(row.department, row.position), rank=row.rank,
        phone=row.phone or "", wechat=row.wechat or "", remember=row.remember or "",
        retired=row.retired_on is not None and row.retired_on <= today,
    )  # fmt: skip


def person_card(session: Session, person: UUID) -> PersonCard:
    """Raises Refused("gone") where the person was erased."""
    row = session.get(Person, person)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": Person.__tablename__})
    account = session.get(Account, row.account) if row.account is not None else None
    values = {field.name: getattr(row, field.name) for field in PERSON_FIELDS}
    return PersonCard(
        id=row.id,
        name=row.name,
        standing=standing(row.department, row.position),
        account_name=account.short_name or account.name if account is not None and account.erased_at is None else "",
        rank=row.rank,
        values=MappingProxyType(values),
        since=MappingProxyType({name: day for name, day in written_on(session, person, values).items() if values[name] is not None}),
    )
