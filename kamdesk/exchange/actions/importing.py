"""A confirmed import: one verb, one transaction, one undo, however many rows it has."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.rules import refuse_cycle
from kamdesk.accounts.tables import Account
from kamdesk.core import journal
from kamdesk.core.files import Progress, going_on
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.settings import put_setting
from kamdesk.core.work import Work, verb
from kamdesk.exchange.rules import Entry, Outcome, Plan
from kamdesk.exchange.rules.taking import company_key
from kamdesk.people.actions.postings import ON_CARD, card_values, keep_posting
from kamdesk.people.tables import Person, Posting


@verb(N_("Import people"))
def import_people(work: Work, plan: Plan, progress: Progress = going_on) -> Outcome:
    """Write what the preview showed: unknown companies as accounts (or kept with the person), then new people, then changed ones.

    Raises Refused: changed_since_preview, stopped, and what a row at fault says; nothing is written then.
    """
    _refuse_stale(work, plan)
    work.about = plan.about
    made = _make_accounts(work, plan) if plan.create else {}
    new = [_linked(entry, "account", made) for entry in plan.new]
    people = work.add_many(Person, new, _share(progress, 0, plan))
    if not plan.create:
        _keep_companies(work, plan, people)
    changed = {entry.target: _linked(entry, "account", made) for entry in plan.changed if entry.target is not None}
    before = _before(work, changed)
    work.change_many(Person, changed, _share(progress, len(new), plan))
    for number, card in before.items():
        keep_posting(work, work.get(Person, number), card)
    _remember(work, plan)
    return Outcome(len(new), len(changed), len(made))


@verb(N_("Import accounts"))
def import_accounts(work: Work, plan: Plan, progress: Progress = going_on) -> Outcome:
    """Write what the preview showed. A group may stand anywhere in the file, or be made because others name it.

    Raises Refused: changed_since_preview, parent_cycle, self_parent, stopped, and what a row at fault says; nothing is written then.
    """
    _refuse_stale(work, plan)
    work.about = plan.about
    ids = work.add_many(Account, [dict(entry.values) for entry in plan.new], _share(progress, 0, plan))
    brought = {company_key(str(entry.values["name"])): number for entry, number in zip(plan.new, ids, strict=True)}
    made = {} if not plan.create else _make_accounts(work, plan, frozenset(brought))
    above = brought | made
    changed = {entry.target: _linked(entry, "parent", above) for entry in plan.changed if entry.target is not None}
    for entry, number in zip(plan.new, ids, strict=True):
        if entry.company and (found := above.get(company_key(entry.company))) is not None:
            changed[number] = {"parent": found}
    _refuse_circles(work, changed)
    work.change_many(Account, changed, _share(progress, len(ids), plan))
    _remember(work, plan)
    return Outcome(len(ids), len([entry for entry in plan.changed if entry.target is not None]), len(made))


def _refuse_stale(work: Work, plan: Plan) -> None:
    """What was looked through must still be so: nothing about people and accounts has been written since."""
    later = select(journal.Entry.id).where(journal.Entry.table.in_((Person.__tablename__, Account.__tablename__))).limit(1)
    if plan.mark is not None:
        later = later.where(journal.Entry.id > plan.mark)
    if work.session.scalar(later) is not None:
        raise Refused("changed_since_preview")


def _make_accounts(work: Work, plan: Plan, brought: frozenset[str] = frozenset()) -> dict[str, UUID]:
    """An account for each company that none answers to, by the key of its name."""
    wanted: dict[str, str] = {}
    for entry in (*plan.new, *plan.changed):
        key = company_key(entry.company) if entry.company else ""
        if key and key not in brought:
            wanted.setdefault(key, entry.company)
    ids = work.add_many(Account, [{"name": name} for name in wanted.values()])
    return dict(zip(wanted, ids, strict=True))


def _linked(entry: Entry, link: str, accounts: Mapping[str, UUID]) -> dict[str, object]:
    found = accounts.get(company_key(entry.company)) if entry.company else None
    return dict(entry.values) if found is None else {**entry.values, link: found}


def _keep_companies(work: Work, plan: Plan, people: Sequence[UUID]) -> None:
    """The company's name is kept as where the person works, without an account for it."""
    postings = [
        {"person": person, "organisation": entry.company[:120]} | {name: entry.values[name] for name in _HELD if entry.values.get(name)}
        for entry, person in zip(plan.new, people, strict=True)
        if entry.company
    ]
    work.add_many(Posting, postings)


_PORTION = 500
_HELD = ("department", "position", "rank")


def _before(work: Work, changed: Mapping[UUID, Mapping[str, object]]) -> dict[UUID, Mapping[str, object]]:
    """The cards whose position will change and that have a history: it follows the card, as when somebody edits it by hand."""
    moved = [number for number, values in changed.items() if not values.keys().isdisjoint((*ON_CARD, "retired_on"))]
    found: dict[UUID, Mapping[str, object]] = {}
    for start in range(0, len(moved), _PORTION):
        held = select(Posting.person).where(Posting.person.in_(moved[start : start + _PORTION]), alive(Posting))
        for person in work.session.scalars(select(Person).where(Person.id.in_(held))):
            found[person.id] = card_values(person)
    return found


def _refuse_circles(work: Work, changed: Mapping[UUID, Mapping[str, object]]) -> None:
    """Only where a group is set anew is the whole tree looked at, once."""
    moved = {number: values["parent"] for number, values in changed.items() if isinstance(values.get("parent"), UUID)}
    if not moved:
        return
    work.session.flush()
    tree = work.session.execute(select(Account.id, Account.parent).where(alive(Account)))
    parents: dict[UUID, UUID | None] = dict(iter(tree))
    parents |= {number: parent for number, parent in moved.items() if isinstance(parent, UUID)}
    for number, parent in moved.items():
        refuse_cycle({**parents, number: None}, number, parent if isinstance(parent, UUID) else None)


def _share(progress: Progress, before: int, plan: Plan) -> Progress:
    """The part of the whole that one statement has."""
    whole = max(1, len(plan.new) + len(plan.changed))
    return lambda done, _whole: progress(min(whole, before + done), whole)


def _remember(work: Work, plan: Plan) -> None:
    """The mapping is kept with the import itself, so that one undo takes both back."""
    key, value = plan.remembered
    if key:
        put_setting(work, key, value)
