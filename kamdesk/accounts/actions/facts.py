"""Where the facts of the card come from: stating it with an edit, confirming that a fact is still true, replacing a note by a newer one."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.rules.telling import written
from kamdesk.accounts.tables import Account, AccountNote, FieldFact
from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day
from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb

say({
    "nothing_to_confirm": N_("There is nothing in “{field}” yet whose source could be stated."),
    "learned_ahead": N_("A fact cannot have been learned in the future: {day}."),
    "replaced_already": N_("This note was replaced by a newer one already."),
})  # fmt: skip

TOLD = ("source", "learned_on", "confidence", "told_by")


def keep_told(work: Work, account: UUID, before: Mapping[str, object], told: Mapping[str, object] | None) -> None:
    """After the card was saved: each changed field gets a line about where it was learned.

    Without `told` only those fields that have such lines already, so that an old source never stands beside a new value.
    """
    row = work.get(Account, account)
    changed = [field for field in fields_of(Account) if field.name in before and getattr(row, field.name) != before[field.name]]
    if not changed:
        return
    work.about = work.about if work.about is not None else row.title
    if told is None:
        known = select(FieldFact.field).where(FieldFact.account == account, alive(FieldFact)).distinct()
        followed = set(work.session.scalars(known))
        changed = [field for field in changed if field.name in followed]
    for field in changed:
        _add(work, account, field, getattr(row, field.name), told or {})


@verb(N_("State the source of a fact"))
def tell_fact(work: Work, account: UUID, field: str, told: Mapping[str, object]) -> UUID:
    """Say where what stands in a field was learned, without changing it.

    Raises Refused: unknown_field, nothing_to_confirm, learned_ahead.
    """
    described, row = _field(field), work.get(Account, account)
    value = getattr(row, field)
    if value is None:
        raise Refused("nothing_to_confirm", field, {"label": described.label})
    work.about = row.title
    return _add(work, account, described, value, told)


@verb(N_("Confirm a fact"))
def confirm_fact(work: Work, account: UUID, field: str, told: Mapping[str, object] | None = None) -> UUID:
    """It is still true: the same value from today on. Source, confidence and person stay as last stated unless `told` says otherwise."""
    last = work.session.scalars(
        select(FieldFact).where(FieldFact.account == account, FieldFact.field == field, alive(FieldFact)).order_by(FieldFact.id.desc())
    ).first()
    kept = {} if last is None else {"source": last.source, "confidence": last.confidence, "told_by": last.told_by}
    return tell_fact(work, account, field, kept | {"learned_on": local_day(work.now)} | dict(told or {}))


@verb(N_("Replace a note"))
def replace_note(work: Work, note: UUID, values: Mapping[str, object]) -> UUID:
    """A newer fact takes the place of an older one, which stays readable below it. Raises Refused("replaced_already")."""
    old = work.get(AccountNote, note)
    if old.replaced_by is not None:
        raise Refused("replaced_already")
    given: dict[str, object] = {"topic": old.topic, "learned_on": local_day(work.now)}
    new = work.put(AccountNote, None, given | dict(values) | {"account": old.account, "replaced_by": None})
    work.session.flush()  # the older one links to it
    old.replaced_by = new
    return new


def before_erasing(work: Work, note: AccountNote) -> None:
    """What an erased note had replaced comes back to the place it had, or below what replaced the erased one."""
    for older in work.session.scalars(select(AccountNote).where(AccountNote.replaced_by == note.id, alive(AccountNote))):
        older.replaced_by = note.replaced_by


def _add(work: Work, account: UUID, field: Field, value: object, told: Mapping[str, object]) -> UUID:
    today = local_day(work.now)
    given = {"learned_on": today} | {name: told[name] for name in TOLD if told.get(name) is not None}
    day = given["learned_on"]
    if isinstance(day, date) and day > today:
        raise Refused("learned_ahead", "learned_on", {"day": day.isoformat()})
    return work.put(FieldFact, None, given | {"account": account, "field": field.name, "value": written(field, value)})


def _field(name: str) -> Field:
    for field in fields_of(Account):
        if field.name == name:
            return field
    raise Refused("unknown_field", name)


def before_change(work: Work, account: UUID | None, names: Iterable[str]) -> dict[str, object]:
    """What stands in some fields before they are saved; of a new account nothing."""
    known = {field.name for field in fields_of(Account)} - {"favourite", "name", "tags"}
    if account is None:
        return dict.fromkeys((name for name in names if name in known), None)
    row = work.get(Account, account)
    return {name: getattr(row, name) for name in names if name in known}
