"""What an account does, plans, runs and buys from others: one statement per list, frozen rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules.holdings import Due, InstalledRow, Project, Rival, due_of
from kamdesk.accounts.rules.provenance import Told, told_is_stale
from kamdesk.accounts.rules.years import Year, compared
from kamdesk.accounts.tables import AccountRival, BusinessYear, Installed, KeyProject
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.record import Record, alive


def _own_fields(table: type[Record]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(table) if field.name != "account")


YEAR_FIELDS = _own_fields(BusinessYear)
PROJECT_FIELDS = _own_fields(KeyProject)
INSTALLED_FIELDS = _own_fields(Installed)
RIVAL_FIELDS = _own_fields(AccountRival)
_TABLES: dict[str, tuple[type[Any], tuple[Field, ...]]] = {
    table.__tablename__: (table, _own_fields(table)) for table in (BusinessYear, KeyProject, Installed, AccountRival)
}
# A year's figures are published once; two years later nobody needs reminding that they are old, but last year's may still be estimates.
_YEAR_SHELF = 540
_PROJECT_SHELF = 180


def _rows(session: Session, table: type[Any], account: UUID) -> Sequence[Any]:
    return session.scalars(select(table).where(table.account == account, alive(table)).order_by(table.id)).all()


def _told(row: Any) -> Told:
    return Told(row.source, row.learned_on, row.confidence)


def years_of(session: Session, account: UUID, today: date) -> tuple[Year, ...]:
    """The business years, the earliest first, each compared with the one before. Only the newest can be stale: the others are history."""
    rows = _rows(session, BusinessYear, account)
    newest = max((row.year for row in rows), default=0)
    return compared(
        Year(
            row.id, row.year, row.revenue, row.profit, row.investment, _told(row),
            row.year == newest and told_is_stale(_told(row), _YEAR_SHELF, today),
        )
        for row in rows
    )  # fmt: skip


def projects_of(session: Session, account: UUID, today: date) -> tuple[Project, ...]:
    """The account's own projects, the largest first, those of unknown size last."""
    rows = sorted(_rows(session, KeyProject, account), key=lambda row: (row.amount is None, -(row.amount or 0)))
    return tuple(
        Project(
            row.id, row.name, row.amount, row.period or "", row.state or "", row.description or "", _told(row),
            told_is_stale(_told(row), _PROJECT_SHELF, today),
        )
        for row in rows
    )  # fmt: skip


def installed_of(session: Session, account: UUID, today: date) -> tuple[InstalledRow, ...]:
    """What stands there: contracts that end soonest first, then those long over, then those without a known end."""
    order = {Due.SOON: 0, Due.LATER: 1, Due.OVER: 2, Due.UNKNOWN: 3}
    rows = [
        InstalledRow(
            row.id, row.product, row.ours, row.supplier or "", row.site or "", row.quantity or "", row.in_use_since, row.contract_ends,
            row.amount, row.condition or "", _told(row), due_of(row.contract_ends, today),
            (row.contract_ends - today).days if row.contract_ends else None,
        )
        for row in _rows(session, Installed, account)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (order[row.due], row.contract_ends or date.max, row.product)))


def rivals_of(session: Session, account: UUID, _today: date | None = None) -> tuple[Rival, ...]:
    """The competitors there, the largest share first, unknown shares last."""
    rows = sorted(_rows(session, AccountRival, account), key=lambda row: (row.share is None, -(row.share or 0)))
    return tuple(
        Rival(
            row.id, row.name, row.standing, row.share, row.strengths or "", row.weaknesses or "", row.answer or "", _told(row)
        )
        for row in rows
    )  # fmt: skip


def values_of(session: Session, table: str, row: UUID) -> dict[str, object]:
    """The fields of one business year, key project, installed base or competitor, for a dialog that changes it; {} once it is gone."""
    record, fields = _TABLES[table]
    found = session.get(record, row)
    return {} if found is None else {field.name: getattr(found, field.name) for field in fields}
