"""The list of accounts: its rows, its order, and what it can be narrowed and grouped by besides the account's own fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, literal, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Ownership, Rank
from kamdesk.accounts.tables import Account, AccountNote
from kamdesk.core import listing, search
from kamdesk.core.fields import Field, Kind
from kamdesk.core.filtering import Derived
from kamdesk.core.marking import N_
from kamdesk.core.record import alive
from kamdesk.core.tags import split_tags

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
        wanted = wanted.where(Account.id.in_(ids_of_group(narrowed.group)))
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
            return newest_note()
        case "short_name" | "region" | "industry" | "tags":
            return Account.__table__.c[sort]
    return Account.__table__.c.order_key


def newest_note() -> ScalarSelect[date]:
    newest = select(func.max(AccountNote.learned_on)).where(AccountNote.account == Account.id, alive(AccountNote))
    return newest.correlate(Account).scalar_subquery()


def ids_of_group(top: UUID) -> Select[UUID]:
    """An account and everything below it, in one recursive statement."""
    group = select(Account.id).where(Account.id == top).cte("members", recursive=True)
    group = group.union(select(Account.id).join(group, Account.parent == group.c.id).where(alive(Account)))
    return select(group.c.id)


def member_ids(session: Session, top: UUID) -> tuple[UUID, ...]:
    """An account and everything below it in its group, itself first, then by name; one statement."""
    inside = (Account.id.in_(ids_of_group(top)), alive(Account))
    found = session.scalars(select(Account.id).where(*inside).order_by(Account.order_key, Account.id))
    return (top, *(each for each in found if each != top))


def account_rows(session: Session, ids: Sequence[UUID], _today: date | None = None) -> tuple[AccountRow, ...]:
    """The lines for some numbers, in their order; erased ones are left out. Two statements however many they are."""
    found = session.execute(select(Account, newest_note()).where(Account.id.in_(list(ids)), alive(Account))).all()
    paths = paths_of(session, [row.id for row, _ in found if row.parent is not None])
    rows = {row.id: _row(row, paths.get(row.id, ()), noted_on) for row, noted_on in found}
    return tuple(rows[each] for each in ids if each in rows)


def _row(row: Account, path: tuple[AccountLink, ...], noted_on: date | None) -> AccountRow:
    return AccountRow(
        row.id, row.name, row.short_name or "", tuple(each.name for each in path), row.region or "", row.industry or "",
        row.ownership, row.rank, split_tags(row.tags), noted_on,
    )  # fmt: skip


def paths_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[AccountLink, ...]]:
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


def tops(session: Session, _today: date | None = None) -> Mapping[UUID, UUID]:
    """The highest account above each one (itself where nothing stands above); one statement for all of them."""
    rows = session.execute(select(Account.id, Account.parent).where(alive(Account)))
    parents: dict[UUID, UUID | None] = {row.id: row.parent for row in rows}
    found: dict[UUID, UUID] = {}
    for account in parents:
        path: list[UUID] = []
        step = account
        while step not in found:
            above = parents[step]
            if above is None or above not in parents or above in path:
                break
            path.append(step)
            step = above
        found.update(dict.fromkeys((*path, step), found.get(step, step)))
    return found


def in_group(top: UUID) -> ColumnElement[bool]:
    return Account.id.in_(ids_of_group(top))


def tags_in_use(session: Session, limit: int = 6) -> tuple[str, ...]:
    """The tags that mark the most accounts, for the filter chips."""
    return listing.tags_in_use(session, Account.__tablename__, limit)


def path_words(session: Session, accounts: Sequence[UUID]) -> Mapping[UUID, str]:
    """松岭集团 › 松岭电力: the groups above each account in one line."""
    return {row: " › ".join(each.name for each in path) for row, path in paths_of(session, accounts).items()}


NOTED_ON = Field(N_("Last note"), Kind.DAY, name="noted_on")
PATH = Field(N_("Groups above"), Kind.TEXT, name="path")
GROUP = Field(N_("Group of companies"), Kind.LINK, links_to="account", name="group")
_DERIVED = (Derived(PATH, shown=path_words), Derived(NOTED_ON, value=newest_note), Derived(GROUP, test=in_group, values=tops))
LISTED = listing.offer(listing.Listed("account", _DERIVED))
