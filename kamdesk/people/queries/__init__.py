"""People as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import written_on
from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.people.queries.listing import photos, place_names
from kamdesk.people.queries.postings import (
    POSTING_FIELDS,
    Gone,
    PostingRow,
    former_people,
    gone_from,
    left_accounts,
    posting_values,
    postings_of,
)
from kamdesk.people.queries.touches import TOUCH_FIELDS, TouchRow, last_touch_column, last_touches, overdue, touches_of
from kamdesk.people.rules import Cut, Side, standing
from kamdesk.people.tables import Person

PERSON_FIELDS: tuple[Field, ...] = fields_of(Person)
MOST_TOUCHES = 8  # on paper
SORTED_BY = ("name", "account", "department", "position", "rank", "side", "last_touch")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people; `standing` is department and position in one line, `retired` says who has left.

    In the list of an account `former` marks those who moved elsewhere (`moved_to`, since `moved_on`); they count as `retired` there.
    `photo` is a content address, `grounded` says whether purpose and lawful basis of keeping the data are noted.
    """

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
    last_touch: date | None = None
    cadence_days: int | None = None
    photo: str | None = None
    grounded: bool = True
    former: bool = False
    moved_to: str = ""
    moved_on: date | None = None


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
    photo: str | None = None
    last_touch: date | None = None


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """`photo` is the content address of the photo, None where there is none; whoever prints reads its bytes."""

    id: UUID
    card: PersonCard
    photo: str | None
    postings: tuple[PostingRow, ...]
    touches: tuple[TouchRow, ...]


def person_ids(
    session: Session,
    sort: str = "",
    descending: bool = False,
    typed: str = "",
    account: UUID | None = None,
    side: Side | None = None,
    cut: Cut | None = None,
    today: date | None = None,
    former: bool = False,
) -> tuple[UUID, ...]:
    """The numbers of all people that answer what was typed, in the order of `sort` (one of SORTED_BY; "" sorts by name).

    `cut` keeps one part of them and needs `today`; `former` adds to an account those who left it for another place.
    """
    wanted = select(Person.id).where(alive(Person))
    if typed.strip():
        found = search.matching(Person.__tablename__, typed)
        if found is None:
            return ()
        wanted = wanted.where(Person.id.in_(found))
    if account is not None:
        there = Person.account == account
        wanted = wanted.where(or_(there, Person.id.in_(former_people(account))) if former else there)
    if side is not None:
        wanted = wanted.where(Person.side == side)
    if cut is not None:
        wanted = wanted.where(_cut(session, cut, today or date.max))
    return tuple(session.scalars(_ordered(wanted, sort, descending)))


def _ordered(wanted: Select[UUID], sort: str, descending: bool) -> Select[UUID]:
    if sort == "account":
        wanted = wanted.outerjoin(Account, Account.id == Person.account)
    key = _sort_key(sort)
    first = key.desc().nulls_last() if descending else key.asc().nulls_last()
    return wanted.order_by(first, Person.order_key, Person.id)


_SIDES = {Cut.THEIRS: Side.THEIRS, Cut.OURS: Side.OURS, Cut.THIRD: Side.THIRD}


def _cut(session: Session, cut: Cut, today: date) -> ColumnElement[bool]:
    match cut:
        case Cut.OVERDUE:
            return overdue(session, today)
        case Cut.GONE:
            return and_(Person.retired_on.is_not(None), Person.retired_on <= today)
        case Cut.GROUNDLESS:
            ungrounded = or_(Person.basis.is_(None), func.coalesce(Person.purpose, "") == "")
            return and_(Person.side != Side.OURS, ungrounded)
    return Person.side == _SIDES[cut]


def _sort_key(sort: str) -> ColumnElement[Any]:
    match sort:
        case "rank":
            return _rank_order()
        case "account":
            return Account.__table__.c.order_key
        case "last_touch":
            return last_touch_column()
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
    """The people of an account as a protocol office would list them: those in office first, by rank, then by name.

    Those who left it come last, with a flag: retired ones, and former ones who are elsewhere now.
    """
    there = sorted(_rows(session, Person.account == account, today), key=lambda row: row.retired)
    gone = gone_from(session, account, session.scalars(former_people(account)), today)
    moved = _rows(session, Person.id.in_(list(gone)), today) if gone else ()
    return (*there, *(_moved(row, gone[row.id]) for row in moved))


def _moved(row: PersonRow, gone: Gone) -> PersonRow:
    return replace(row, former=True, retired=True, moved_to=gone.to_name, moved_on=gone.on)


def _rows(session: Session, criterion: ColumnElement[bool], today: date) -> tuple[PersonRow, ...]:
    found = session.execute(
        select(Person, func.coalesce(Account.short_name, Account.name), last_touch_column())
        .outerjoin(Account, (Account.id == Person.account) & alive(Account))
        .where(criterion, alive(Person)).order_by(_rank_order(), Person.order_key, Person.id)
    )  # fmt: skip
    return tuple(_row(person, account or "", touched, today) for person, account, touched in found)


def _row(row: Person, account_name: str, touched: date | None, today: date) -> PersonRow:
    return PersonRow(
        id=row.id, name=row.name, account=row.account, account_name=account_name, side=row.side,
        department=row.department or "", position=row.position or "", standing=standing(row.department, row.position), rank=row.rank,
        phone=row.phone or "", wechat=row.wechat or "", remember=row.remember or "",
        retired=row.retired_on is not None and row.retired_on <= today, last_touch=touched, cadence_days=row.cadence_days,
        photo=row.photo, grounded=row.side is Side.OURS or bool(row.basis and row.purpose),
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
        photo=row.photo,
        last_touch=last_touches(session, (person,)).get(person),
    )


def person_sheet(session: Session, person: UUID) -> PersonSheet:
    """A person whole, for paper. Raises Refused("gone")."""
    card = person_card(session, person)
    return PersonSheet(person, card, card.photo, postings_of(session, person), touches_of(session, person, MOST_TOUCHES))


__all__ = [
    "PERSON_FIELDS", "POSTING_FIELDS", "SORTED_BY", "TOUCH_FIELDS", "Gone", "PersonCard", "PersonRow", "PersonSheet", "PostingRow",
    "TouchRow", "gone_from", "last_touch_column", "last_touches", "left_accounts", "overdue", "people_of", "person_card", "person_ids",
    "person_rows", "person_sheet", "photos", "place_names", "posting_values", "postings_of", "touches_of",
]  # fmt: skip
