"""Positions over time, and who has left which account for where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.record import alive
from kamdesk.people.rules import Change, standing
from kamdesk.people.rules.partial import partial_text
from kamdesk.people.tables import Person, Posting

POSTING_FIELDS: tuple[Field, ...] = fields_of(Posting)
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A position held. `id` is None where it is only known from the card; `present` says it is held now.

    `start` and `end` are figures such as "2019-06", "" where unknown; `place` is the account's or the organisation's name.
    """

    id: UUID | None
    account: UUID | None
    place: str
    department: str
    position: str
    standing: str
    rank: Rank | None
    start: str
    end: str
    present: bool
    change: Change | None
    note: str


@dataclass(frozen=True, slots=True)
class Gone:
    """That somebody is no longer at `account`: since `on` (None: not known), `how`, and where to.

    `to` is the account where the person is now (None: retired, or not on file), `to_name` its name or that of an organisation not on file.
    """

    person: UUID
    account: UUID
    to: UUID | None
    to_name: str
    on: date | None
    how: Change | None


def postings_of(session: Session, person: UUID) -> tuple[PostingRow, ...]:
    """The positions of a person, the present first, then the latest; what stands on the card only is the first line."""
    row = session.get(Person, person)
    if row is None or row.erased_at is not None:
        return ()
    found = session.execute(
        select(Posting, func.coalesce(Account.short_name, Account.name))
        .outerjoin(Account, (Account.id == Posting.account) & alive(Account))
        .where(Posting.person == person, alive(Posting))
    ).all()  # fmt: skip
    lines = sorted(found, key=_order, reverse=True)
    rows = [_row(posting, account or "") for posting, account in lines]
    if any(each.present for each in rows) or (rows and row.retired_on is not None) or not (row.account or row.position or row.department):
        return tuple(rows)
    account = session.scalar(select(func.coalesce(Account.short_name, Account.name)).where(Account.id == row.account, alive(Account)))
    end = row.retired_on.isoformat() if row.retired_on is not None else ""
    on_card = PostingRow(
        None, row.account, account or "", row.department or "", row.position or "", standing(row.department, row.position), row.rank,
        "", end, row.retired_on is None, None, "",
    )  # fmt: skip
    return (on_card, *rows)


def _order(line: Sequence[object]) -> tuple[bool, date, date]:
    posting = line[0]
    assert isinstance(posting, Posting)
    first = date.min
    return posting.to_on is None, posting.to_on or posting.from_on or first, posting.from_on or first


def _row(row: Posting, account: str) -> PostingRow:
    return PostingRow(
        row.id, row.account, account or row.organisation or "", row.department or "", row.position or "",
        standing(row.department, row.position), row.rank, partial_text(row.from_on, row.from_precision),
        partial_text(row.to_on, row.to_precision), row.to_on is None, row.change, row.note or "",
    )  # fmt: skip


def posting_values(session: Session, posting: UUID) -> Mapping[str, object]:
    """A posting's fields by name, days as they may be typed again; empty where it was erased."""
    row = session.get(Posting, posting)
    if row is None or row.erased_at is not None:
        return {}
    values: dict[str, object] = {field.name: getattr(row, field.name) for field in POSTING_FIELDS}
    values["from_on"] = partial_text(row.from_on, row.from_precision)
    values["to_on"] = partial_text(row.to_on, row.to_precision)
    return values


def left_accounts(session: Session, people: Iterable[UUID], today: date | None = None) -> dict[UUID, tuple[Gone, ...]]:
    """By person, the accounts left for others and the one retired from; who has left nothing is missing.

    Who retires after `today` is still there; without a `today` whatever is noted counts.
    """
    wanted = list(dict.fromkeys(people))
    found: dict[UUID, list[Gone]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for gone in (*_moved(session, some), *_retired(session, some, today)):
            found.setdefault(gone.person, []).append(gone)
    return {person: tuple(each) for person, each in found.items()}


def gone_from(session: Session, account: UUID, people: Iterable[UUID], today: date | None = None) -> dict[UUID, Gone]:
    """Who of these people is no longer at that account."""
    left = left_accounts(session, people, today)
    return {person: gone for person, all_left in left.items() for gone in all_left if gone.account == account}


def _moved(session: Session, people: Sequence[UUID]) -> list[Gone]:
    """Those whose position at an account ended and who hold none there now. The latest end counts where somebody left twice."""
    rows = session.execute(_endings().where(Posting.person.in_(people)).order_by(Posting.to_on, Posting.id)).all()
    elsewhere = _organisations(session, [person.id for _posting, person, _to in rows if person.account is None])
    latest: dict[tuple[UUID, UUID], Gone] = {}
    for posting, person, to in rows:
        to_name = to or elsewhere.get(person.id, "")
        assert posting.account is not None
        latest[person.id, posting.account] = Gone(person.id, posting.account, person.account, to_name, posting.to_on, posting.change)
    return list(latest.values())


def _endings() -> Select[Posting, Person, str]:
    ended = select(Posting, Person, func.coalesce(Account.short_name, Account.name)).join(Person, Person.id == Posting.person)
    return ended.outerjoin(Account, (Account.id == Person.account) & alive(Account)).where(
        alive(Posting), alive(Person), Posting.to_on.is_not(None), Posting.account.is_not(None),
        or_(Person.account.is_(None), Person.account != Posting.account),
    )  # fmt: skip


def _organisations(session: Session, people: Sequence[UUID]) -> dict[UUID, str]:
    """Where those are now who went to an organisation that is not on file."""
    found = select(Posting.person, Posting.organisation).where(Posting.person.in_(people), Posting.to_on.is_(None), alive(Posting))
    rows = session.execute(found.where(Posting.organisation.is_not(None)).order_by(Posting.from_on, Posting.id)) if people else ()
    return {person: organisation or "" for person, organisation in rows}


def _retired(session: Session, people: Sequence[UUID], today: date | None) -> list[Gone]:
    found = select(Person).where(Person.id.in_(people), alive(Person), Person.retired_on.is_not(None), Person.account.is_not(None))
    if today is not None:
        found = found.where(Person.retired_on <= today)
    rows = session.scalars(found).all()
    endings = select(Posting.person, Posting.change).where(Posting.person.in_([row.id for row in rows]), alive(Posting))
    ended = session.execute(endings.where(Posting.change.is_not(None)).order_by(Posting.to_on)) if rows else ()
    how: dict[UUID, Change | None] = {person: change for person, change in ended}  # noqa: C416 - the rows are typed pairs
    return [Gone(row.id, row.account, None, "", row.retired_on, how.get(row.id)) for row in rows if row.account is not None]


def former_people(account: UUID) -> Select[UUID]:
    """A statement of the numbers of those who were at an account and are now elsewhere."""
    return (
        select(Posting.person).join(Person, Person.id == Posting.person)
        .where(Posting.account == account, Posting.to_on.is_not(None), alive(Posting), alive(Person))
        .where(or_(Person.account.is_(None), Person.account != account))
    )  # fmt: skip
