"""What is on file already, as far as an import must know it: names and ways to reach for all, values for those that it touches."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import ACCOUNT_FIELDS
from kamdesk.accounts.tables import Account
from kamdesk.core import journal, settings
from kamdesk.core.fields import Field
from kamdesk.core.record import Record, alive
from kamdesk.exchange.rules.matching import AccountName, OnFile, ways_of
from kamdesk.people.queries import PERSON_FIELDS
from kamdesk.people.tables import Person

KINDS = ("person", "account")
_PORTION = 500
_WAYS = ("phone", "office_phone", "email", "wechat")
_RECORDS: Mapping[str, type[Record]] = {"person": Person, "account": Account}
_LINKS = {"person": "account", "account": "parent"}


def fields_for(kind: str) -> tuple[Field, ...]:
    """The fields that a list of this kind may bring, in the order of its card."""
    return PERSON_FIELDS if kind == "person" else ACCOUNT_FIELDS


def link_for(kind: str) -> Field:
    """The field in which a row names a company: a person's account, an account's group."""
    return next(field for field in fields_for(kind) if field.name == _LINKS[kind])


def mark(session: Session) -> UUID | None:
    """How far the journal is; what comes later makes a preview out of date."""
    return session.scalar(select(func.max(journal.Entry.id)))


def people(session: Session) -> tuple[OnFile, ...]:
    """Everybody who is on file. One statement."""
    columns = (Person.id, Person.name, Person.account, *(getattr(Person, name) for name in _WAYS))
    found = session.execute(select(*columns).where(alive(Person)))
    return tuple(
        OnFile(number, name, account.hex if account else "", ways_of(dict(zip(_WAYS, ways, strict=True))))
        for number, name, account, *ways in found
    )


def accounts(session: Session) -> tuple[AccountName, ...]:
    """Every account that is on file. One statement."""
    found = session.execute(select(Account.id, Account.name, Account.short_name, Account.credit_code).where(alive(Account)))
    return tuple(AccountName(number, name, short or "", code or "") for number, name, short, code in found)


def values_of(session: Session, kind: str, ids: Iterable[UUID], names: Iterable[str]) -> dict[UUID, dict[str, Any]]:
    """The values of some fields of some entries."""
    record = _RECORDS[kind]
    wanted = list(names)
    columns = [getattr(record, name) for name in wanted]
    found: dict[UUID, dict[str, Any]] = {}
    left = iter(ids)
    while portion := list(islice(left, _PORTION)):
        for row in session.execute(select(record.id, *columns).where(record.id.in_(portion))):
            found[row[0]] = dict(zip(wanted, row[1:], strict=True))
    return found


def remembered_mapping(session: Session, key: str) -> str:
    return settings.setting(session, key)
