"""Where each fact on the card comes from, which of them have outlived their shelf life, and what stood there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules.provenance import Told, shelf_of, told_is_stale
from kamdesk.accounts.rules.telling import read
from kamdesk.accounts.tables import Account, FieldFact
from kamdesk.core import journal
from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day
from kamdesk.core.fields import Field, Kind
from kamdesk.core.record import alive

_FIELDS = {field.name: field for field in fields_of(Account)}
# The name is who we talk about, tags and stars are our own; nobody told us those.
_NOT_FACTS = frozenset({"name", "short_name", "tags", "favourite"})
TOLD_FIELDS: tuple[Field, ...] = tuple(
    field for field in fields_of(FieldFact) if field.name in ("source", "learned_on", "confidence", "told_by")
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where what stands in a field comes from. `stated` is False where only the day of writing is known; `shelf_days` None: never stale."""

    field: str
    told: Told
    stated: bool
    stale: bool
    shelf_days: int | None


@dataclass(frozen=True, slots=True)
class PastFact:
    """One line of a field's history: a value (None: emptied), where it came from, and whether it is what stands there now."""

    value: object
    told: Told
    stated: bool
    current: bool


def provenance_of(session: Session, account: UUID, today: date) -> Mapping[str, Provenance]:
    """By field name, for every filled field that is a fact; empty where the account is gone. Three statements."""
    row = session.get(Account, account)
    if row is None:
        return MappingProxyType({})
    values = {name: getattr(row, name) for name in _FIELDS if name not in _NOT_FACTS}
    filled = {name: value for name, value in values.items() if value is not None and _FIELDS[name].kind is not Kind.YES_NO}
    newest = {fact.field: fact for fact in _facts(session, account)}
    since = _written_on(session, account)
    born = since.get("")
    found: dict[str, Provenance] = {}
    for name, value in filled.items():
        field, fact = _FIELDS[name], newest.get(name)
        stated = fact is not None and read(field, fact.value) == value
        told = _told(fact) if fact is not None and stated else Told(learned_on=since.get(name, born))
        shelf = shelf_of(field.shelf_days, told.confidence)
        found[name] = Provenance(name, told, stated, told_is_stale(told, field.shelf_days, today), shelf)
    return MappingProxyType(found)


def stale_fields(session: Session, account: UUID, today: date) -> tuple[Provenance, ...]:
    """The facts that have outlived their shelf life, in the order of the card."""
    return tuple(each for each in provenance_of(session, account, today).values() if each.stale)


def fact_history(session: Session, account: UUID, field: str) -> tuple[PastFact, ...]:
    """Every value that the field has held, the newest first: what was stated, and between that what the journal remembers."""
    row = session.get(Account, account)
    if row is None or field not in _FIELDS:
        return ()
    described, current = _FIELDS[field], getattr(row, field)
    facts = [fact for fact in _facts(session, account) if fact.field == field]
    told_in = _works_of(session, [fact.id for fact in facts])
    lines: list[tuple[tuple[int, int], object, Told, bool]] = []
    for place, fact in enumerate(facts):
        lines.append(((told_in[fact.id][0] if fact.id in told_in else 0, place), read(described, fact.value), _told(fact), True))
    covered = {work for _hlc, work in told_in.values()}
    changes = _changes(session, account, field)
    lines += [((hlc, -1), value, Told(learned_on=day), False) for hlc, work, day, value in changes if work not in covered]
    lines.sort(key=lambda line: line[0], reverse=True)
    return tuple(PastFact(value, told, stated, place == 0 and value == current) for place, (_hlc, value, told, stated) in enumerate(lines))


def _facts(session: Session, account: UUID) -> Sequence[FieldFact]:
    """In the order in which they were written down."""
    return session.scalars(select(FieldFact).where(FieldFact.account == account, alive(FieldFact)).order_by(FieldFact.id)).all()


def _told(fact: FieldFact) -> Told:
    return Told(fact.source, fact.learned_on, fact.confidence, fact.told_by or "")


def _written_on(session: Session, account: UUID) -> dict[str, date]:
    """The local day on which each field was last written; "" the day on which the account came into being."""
    entry, transaction = journal.Entry, journal.Transaction
    lines = select(entry.field, func.max(transaction.at)).join(transaction, transaction.id == entry.work).where(entry.row == account)
    return {field or "": local_day(at) for field, at in session.execute(lines.group_by(entry.field))}


def _works_of(session: Session, facts: Sequence[UUID]) -> dict[UUID, tuple[int, UUID]]:
    """(clock, transaction) in which each line was written."""
    if not facts:
        return {}
    entry, transaction = journal.Entry, journal.Transaction
    born = select(entry.row, transaction.hlc, entry.work).join(transaction, transaction.id == entry.work)
    return {row: (hlc, work) for row, hlc, work in session.execute(born.where(entry.row.in_(facts), entry.field.is_(None)))}


def _changes(session: Session, account: UUID, field: str) -> list[tuple[int, UUID, date, Any]]:
    """(clock, transaction, day, value) of each change of the field that was not taken back, its birth included."""
    entry, transaction = journal.Entry, journal.Transaction
    lines = (
        select(transaction.hlc, transaction.id, transaction.at, entry.field, entry.new)
        .join(transaction, transaction.id == entry.work)
        .where(entry.row == account, entry.field.is_(None) | (entry.field == field))
        .where(transaction.kind != journal.UNDO, ~transaction.reversed)
        .order_by(transaction.hlc)
    )
    found: list[tuple[int, UUID, date, Any]] = []
    for hlc, work, at, name, new in session.execute(lines):
        value = new if name is not None else (new or {}).get(field)
        if name is not None or value is not None:
            found.append((hlc, work, local_day(at), journal.unplain(Account, field, value)))
    return found
