"""What a rep does with accounts. One verb per function; each runs inside one Work and never commits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from kamdesk.accounts.actions.business import (
    erase_business_year,
    erase_installed,
    erase_key_project,
    erase_rival,
    save_business_year,
    save_installed,
    save_key_project,
    save_rival,
)
from kamdesk.accounts.actions.facts import before_change, before_erasing, confirm_fact, keep_told, replace_note, tell_fact
from kamdesk.accounts.actions.merging import merge_accounts
from kamdesk.accounts.rules import refuse_cycle
from kamdesk.accounts.tables import Account, AccountNote
from kamdesk.core.creditcode import checked_code
from kamdesk.core.days import local_day
from kamdesk.core.marking import N_
from kamdesk.core.parting import erase_with_rest, links_to
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, alive, record_classes
from kamdesk.core.work import Work, verb

__all__ = [
    "confirm_fact", "erase_account", "erase_business_year", "erase_installed", "erase_key_project", "erase_note", "erase_rival",
    "merge_accounts", "note_fact", "replace_note", "save_account", "save_business_year", "save_installed", "save_key_project",
    "save_note", "save_rival", "tell_fact",
]  # fmt: skip

say({
    "self_parent": N_("An account cannot belong to itself."),
    "parent_cycle": N_("That account belongs to this one already; a group cannot turn in a circle."),
    "account_in_use": N_("This account still has other entries ({kind}: {count}). Erase or move them first."),
})  # fmt: skip


@verb(N_("Save account"))
def save_account(work: Work, account: UUID | None, values: Mapping[str, object], told: Mapping[str, object] | None = None) -> UUID:
    """Create an account (None) or change the given fields of one; returns its id.

    `told` says where the values were learned (`source`, `learned_on`, `confidence`, `told_by`); {} means: today, source unknown.
    Raises Refused with the field at fault: what `Work.put` says, `credit_code_*`, self_parent, parent_cycle, learned_ahead.
    """
    cleaned = dict(values)
    code = cleaned.get("credit_code")
    if isinstance(code, str) and code.strip():
        cleaned["credit_code"] = _checked_code(code)
    if account is not None and "parent" in cleaned:
        _refuse_cycle(work, account, cleaned["parent"])
    before = before_change(work, account, cleaned)
    saved = work.put(Account, account, cleaned)
    if account is not None or told is not None:
        keep_told(work, saved, before, told)
    return saved


@verb(N_("Erase account"))
def erase_account(work: Work, account: UUID) -> None:
    """Take an account out of sight with all that is only about it: notes, scores, grid, plan, map.

    Raises Refused("account_in_use") while anything else belongs to it.
    """
    row = work.get(Account, account)
    for kind, count in _entries_of(work, account):
        raise Refused("account_in_use", facts={"kind": kind, "count": count})
    work.about = row.title
    erase_with_rest(work, row)


@verb(N_("Note a fact"))
def note_fact(work: Work, account: UUID, values: Mapping[str, object]) -> UUID:
    """Keep what was learned (`body`, with `source`, `learned_on`, `confidence`); today's date where none is given."""
    work.get(Account, account)
    return work.put(AccountNote, None, {"learned_on": local_day(work.now)} | dict(values) | {"account": account})


@verb(N_("Save note"))
def save_note(work: Work, note: UUID | None, values: Mapping[str, object]) -> UUID:
    """Change a note, or make one that names its `account` itself; today's date where none is given."""
    given = {"learned_on": local_day(work.now)} if note is None else {}
    return work.put(AccountNote, note, given | dict(values))


@verb(N_("Erase a note"))
def erase_note(work: Work, note: UUID) -> None:
    """The older notes that it had replaced come back."""
    row = work.get(AccountNote, note)
    before_erasing(work, row)
    work.erase(row)


def _checked_code(code: str) -> str:
    try:
        return checked_code(code)
    except Refused as refused:
        raise Refused(refused.code, "credit_code", refused.facts) from None


def _refuse_cycle(work: Work, account: UUID, parent: object) -> None:
    """Only the chain above the new parent is read, whatever the size of the group."""
    above = UUID(parent) if isinstance(parent, str) and parent else parent
    parents: dict[UUID, UUID | None] = {}
    step = above if isinstance(above, UUID) else None
    while step is not None and step not in parents:
        row = work.session.get(Account, step)
        parents[step] = row.parent if row is not None else None
        step = parents[step]
    refuse_cycle(parents, account, above if isinstance(above, UUID) else None)


@dataclass(frozen=True, slots=True)
class _KindName:
    """The msgid of a kind of entry, translated with the sentence it stands in."""

    label: str


def _entries_of(work: Work, account: UUID) -> Iterator[tuple[_KindName, int]]:
    """How many living entries of each kind link to the account; what goes with it is left out."""
    for table in record_classes().values():
        links = [link.name for link in links_to(table, Account.__tablename__) if link.name not in table.goes_with]
        count = sum(_count(work, table, link, account) for link in links)
        if count:
            yield _KindName(table.kind_label), count


def _count(work: Work, table: type[Record], link: str, account: UUID) -> int:
    return work.session.scalar(select(func.count()).select_from(table).where(getattr(table, link) == account, alive(table))) or 0
