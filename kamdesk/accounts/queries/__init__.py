"""Accounts as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, literal, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries.business import (
    INSTALLED_FIELDS,
    PROJECT_FIELDS,
    RIVAL_FIELDS,
    YEAR_FIELDS,
    installed_of,
    projects_of,
    rivals_of,
    values_of,
    years_of,
)
from kamdesk.accounts.queries.provenance import TOLD_FIELDS, PastFact, Provenance, fact_history, provenance_of, stale_fields
from kamdesk.accounts.rules import Branch, Channel, Confidence, Ownership, Rank, ancestors, note_is_stale, split_tags, tree
from kamdesk.accounts.tables import Account, AccountNote
from kamdesk.core import journal, search
from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive

ACCOUNT_FIELDS: tuple[Field, ...] = fields_of(Account)
NOTE_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(AccountNote) if field.name != "account")
SORTED_BY = ("name", "short_name", "region", "industry", "ownership", "rank", "tags", "noted_on")


@dataclass(frozen=True, slots=True)
class AccountLink:
    """An account as far as a link to it needs."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list; `path` names the groups above, the highest first, `noted_on` is the day of the newest note."""

    id: UUID
    name: str
    short_name: str
    path: tuple[str, ...]
    region: str
    industry: str
    ownership: Ownership | None
    rank: Rank | None
    tags: tuple[str, ...]
    noted_on: date | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What was learned, by which channel, when, how surely; `stale` once its shelf life is over."""

    id: UUID
    body: str
    source: Channel | None
    learned_on: date
    confidence: Confidence | None
    stale: bool


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Everything that an account's card shows of the account itself.

    `values` by field name, `since` the local day on which each of them was last written, `above` the groups from the highest to the
    nearest, `below` the accounts that belong to this one directly, `notes` the newest first.
    """

    id: UUID
    name: str
    values: Mapping[str, object]
    since: Mapping[str, date]
    above: tuple[AccountLink, ...]
    below: tuple[AccountLink, ...]
    tags: tuple[str, ...]
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the list besides typing; None and "" narrow nothing. `group` keeps an account and everything below it."""

    tag: str = ""
    ownership: Ownership | None = None
    group: UUID | None = None
    top_only: bool = False
    among: frozenset[UUID] | None = None


def account_ids(
    session: Session, sort: str = "", descending: bool = False, typed: str = "", narrowed: Filter | None = None
) -> tuple[UUID, ...]:
    """The numbers of all accounts that answer what was typed (characters, pinyin, initials, words), in the order of `sort`.

    One statement. `sort` is one of SORTED_BY; "" sorts by name.
    """
    wanted = select(Account.id).where(alive(Account))
    if typed.strip():
        found = search.matching(Account.__tablename__, typed)
        if found is None:
            return ()
        wanted = wanted.where(Account.id.in_(found))
    narrowed = narrowed or Filter()
    wanted = _narrowed(wanted, narrowed)
    key = _sort_key(sort)
    ordered = [key.desc().nulls_last() if descending else key.asc().nulls_last(), Account.order_key, Account.id]
    ids = session.scalars(wanted.order_by(*ordered)).all()
    return tuple(ids if narrowed.among is None else (each for each in ids if each in narrowed.among))


def _narrowed(wanted: Select[UUID], narrowed: Filter) -> Select[UUID]:
    if narrowed.tag:
        wanted = wanted.where(Account.tags.contains(narrowed.tag, autoescape=True))
    if narrowed.ownership is not None:
        wanted = wanted.where(Account.ownership == narrowed.ownership)
    if narrowed.group is not None:
        wanted = wanted.where(Account.id.in_(_members(narrowed.group)))
    if narrowed.top_only:
        wanted = wanted.where(Account.parent.is_(None))
    return wanted


def _sort_key(sort: str) -> ColumnElement[Any]:
    match sort:
        case "rank":
            return case({rank: place for place, rank in enumerate(Rank)}, value=Account.rank)
        case "ownership":
            return case({each: place for place, each in enumerate(Ownership)}, value=Account.ownership)
        case "noted_on":
            return _noted_on()
        case "short_name" | "region" | "industry" | "tags":
            return Account.__table__.c[sort]
    return Account.__table__.c.order_key


def _noted_on() -> ScalarSelect[date]:
    newest = select(func.max(AccountNote.learned_on)).where(AccountNote.account == Account.id, alive(AccountNote))
    return newest.correlate(Account).scalar_subquery()


def _members(top: UUID) -> Select[UUID]:
    """An account and everything below it, in one recursive statement."""
    group = select(Account.id).where(Account.id == top).cte("members", recursive=True)
    group = group.union(select(Account.id).join(group, Account.parent == group.c.id).where(alive(Account)))
    return select(group.c.id)


def member_ids(session: Session, top: UUID) -> tuple[UUID, ...]:
    """An account and everything below it in its group, itself first, then by name; one statement."""
    found = session.scalars(select(Account.id).where(Account.id.in_(_members(top)), alive(Account)).order_by(Account.order_key, Account.id))
    return (top, *(each for each in found if each != top))


def account_rows(session: Session, ids: Sequence[UUID], _today: date | None = None) -> tuple[AccountRow, ...]:
    """The lines for some numbers, in their order; erased ones are left out. Two statements however many they are."""
    found = session.execute(select(Account, _noted_on()).where(Account.id.in_(list(ids)), alive(Account))).all()
    paths = _paths(session, [row.id for row, _ in found if row.parent is not None])
    rows = {row.id: _row(row, paths.get(row.id, ()), noted_on) for row, noted_on in found}
    return tuple(rows[each] for each in ids if each in rows)


def _row(row: Account, path: tuple[AccountLink, ...], noted_on: date | None) -> AccountRow:
    return AccountRow(
        row.id, row.name, row.short_name or "", tuple(each.name for each in path), row.region or "", row.industry or "",
        row.ownership, row.rank, split_tags(row.tags), noted_on,
    )  # fmt: skip


def _paths(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[AccountLink, ...]]:
    """The groups above each account, the highest first, by short name where there is one; one recursive statement."""
    if not ids:
        return {}
    climb = select(Account.id.label("start"), Account.parent.label("above"), literal(1).label("step")).where(Account.id.in_(list(ids)))
    steps = climb.cte("climb", recursive=True)
    steps = steps.union_all(
        select(steps.c.start, Account.parent, steps.c.step + 1).join(steps, Account.id == steps.c.above).where(steps.c.step < 20)
    )
    found = select(steps.c.start, Account.id, func.coalesce(Account.short_name, Account.name)).join(steps, Account.id == steps.c.above)
    paths: dict[UUID, list[AccountLink]] = {}
    for start, above, name in session.execute(found.where(alive(Account)).order_by(steps.c.start, steps.c.step.desc())):
        paths.setdefault(start, []).append(AccountLink(above, name))
    return {start: tuple(path) for start, path in paths.items()}


def account_count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Account).where(alive(Account))) or 0


def account_card(session: Session, account: UUID, today: date) -> AccountCard:
    """Raises Refused("gone") where the account was erased."""
    row = session.get(Account, account)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": Account.__tablename__})
    below = session.execute(select(Account.id, Account.name).where(Account.parent == account, alive(Account)).order_by(Account.order_key))
    values = {field.name: getattr(row, field.name) for field in ACCOUNT_FIELDS}
    return AccountCard(
        id=row.id,
        name=row.name,
        values=MappingProxyType(values),
        since=MappingProxyType({name: day for name, day in written_on(session, account, values).items() if values[name] is not None}),
        above=_paths(session, [account]).get(account, ()),
        below=tuple(AccountLink(each, name) for each, name in below),
        tags=split_tags(row.tags),
        notes=notes_of(session, account, today),
    )


def written_on(session: Session, row: UUID, names: Mapping[str, object]) -> dict[str, date]:
    """The local day on which each field of a row was last written, as the journal remembers it."""
    entry, transaction = journal.Entry, journal.Transaction
    lines = select(entry.field, func.max(transaction.at)).join(transaction, transaction.id == entry.work).where(entry.row == row)
    last = {field: local_day(at) for field, at in session.execute(lines.group_by(entry.field))}
    born = last.get(None)
    return {name: day for name in names if (day := last.get(name, born)) is not None}


def notes_of(session: Session, account: UUID, today: date) -> tuple[NoteRow, ...]:
    """What was learned about an account, the newest first."""
    notes = select(AccountNote).where(AccountNote.account == account, alive(AccountNote))
    return tuple(
        NoteRow(note.id, note.body, note.source, note.learned_on, note.confidence, note_is_stale(note.learned_on, note.confidence, today))
        for note in session.scalars(notes.order_by(AccountNote.learned_on.desc(), AccountNote.id.desc()))
    )


def note_values(session: Session, note: UUID) -> dict[str, object]:
    row = session.get(AccountNote, note)
    return {} if row is None else {field.name: getattr(row, field.name) for field in NOTE_FIELDS}


def group_tree(session: Session, account: UUID) -> Branch | None:
    """The whole group that an account belongs to, from its top; None where the account is gone. Two statements."""
    path = _paths(session, [account]).get(account, ())
    top = path[0].id if path else account
    members = session.execute(
        select(Account.id, func.coalesce(Account.short_name, Account.name), Account.parent)
        .where(Account.id.in_(_members(top)), alive(Account)).order_by(Account.order_key, Account.id)
    ).all()  # fmt: skip
    names = {each: name for each, name, _ in members}
    parents = {each: parent for each, _, parent in members}
    return tree(top, names, parents) if top in names and (account == top or top in ancestors(parents, account)) else None


def tags_in_use(session: Session, limit: int = 6) -> tuple[str, ...]:
    """The tags that mark the most accounts, for the filter chips."""
    counted: dict[str, int] = {}
    tagged = select(Account.tags, func.count()).where(alive(Account), Account.tags.is_not(None)).group_by(Account.tags)
    for tags, count in session.execute(tagged):
        for tag in split_tags(tags):
            counted[tag] = counted.get(tag, 0) + count
    return tuple(sorted(counted, key=lambda tag: (-counted[tag], tag))[:limit])
