"""Accounts as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import func, select
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
from kamdesk.accounts.queries.listing import (
    LISTED,
    SORTED_BY,
    AccountLink,
    AccountRow,
    Filter,
    account_ids,
    account_rows,
    ids_of_group,
    member_ids,
    paths_of,
    tags_in_use,
    tops,
)
from kamdesk.accounts.queries.notes import NOTE_FIELDS, NoteRow, note_values, notes_of
from kamdesk.accounts.queries.provenance import TOLD_FIELDS, PastFact, Provenance, fact_history, provenance_of, stale_fields
from kamdesk.accounts.rules import Branch, ancestors, split_tags, tree
from kamdesk.accounts.tables import Account
from kamdesk.core import journal
from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive

__all__ = [
    "ACCOUNT_FIELDS", "INSTALLED_FIELDS", "LISTED", "NOTE_FIELDS", "PROJECT_FIELDS", "RIVAL_FIELDS", "SORTED_BY", "TOLD_FIELDS",
    "YEAR_FIELDS", "AccountCard", "AccountLink", "AccountRow", "Filter", "NoteRow", "PastFact", "Provenance", "account_card",
    "account_count", "account_ids", "account_rows", "fact_history", "group_tree", "ids_of_group", "installed_of", "member_ids",
    "note_values", "notes_of", "paths_of", "projects_of", "provenance_of", "rivals_of", "split_tags", "stale_fields", "tags_in_use",
    "tops", "values_of", "written_on", "years_of",
]  # fmt: skip

ACCOUNT_FIELDS: tuple[Field, ...] = fields_of(Account)


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
        above=paths_of(session, [account]).get(account, ()),
        below=tuple(AccountLink(each, name) for each, name in below),
        tags=split_tags(row.tags),
        notes=notes_of(session, account, today),
    )


def written_on(session: Session, row: UUID, names: Mapping[str, object]) -> dict[str, date]:
    """The local day on which each field of a row was last written, as the journal remembers it."""
    entry, transaction = journal.Entry, journal.Transaction
    lines = select(entry.field, func.max(transaction.at)).join(transaction, transaction.id == entry.work).where(journal.entry_of(row))
    last = {field: local_day(at) for field, at in session.execute(lines.group_by(entry.field))}
    born = last.get(None)
    return {name: day for name in names if (day := last.get(name, born)) is not None}


def group_tree(session: Session, account: UUID) -> Branch | None:
    """The whole group that an account belongs to, from its top; None where the account is gone. Two statements."""
    path = paths_of(session, [account]).get(account, ())
    top = path[0].id if path else account
    members = session.execute(
        select(Account.id, func.coalesce(Account.short_name, Account.name), Account.parent)
        .where(Account.id.in_(ids_of_group(top)), alive(Account)).order_by(Account.order_key, Account.id)
    ).all()  # fmt: skip
    names = {each: name for each, name, _ in members}
    parents = {each: parent for each, _, parent in members}
    return tree(top, names, parents) if top in names and (account == top or top in ancestors(parents, account)) else None
