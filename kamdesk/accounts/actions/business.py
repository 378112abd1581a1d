"""Saving what an account does, plans, runs and buys from others. One verb per kind; (work, id or None, values) as everywhere."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from kamdesk.accounts.tables import Account, AccountRival, BusinessYear, Installed, KeyProject
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, alive
from kamdesk.core.work import Work, verb

say({
    "second_year": N_("There is a line for {year} already. Change that one."),
    "second_project": N_("The project “{name}” is listed already."),
    "second_rival": N_("The competitor “{name}” is listed already."),
    "second_installed": N_("“{name}” at this place is listed already."),
})  # fmt: skip


@verb(N_("Save business year"))
def save_business_year(work: Work, row: UUID | None, values: Mapping[str, object]) -> UUID:
    """One row for a year: raises Refused("second_year", "year") where the account has that year already."""
    saved = _put(work, BusinessYear, row, values)
    one = work.get(BusinessYear, saved)
    _refuse_second(work, one, BusinessYear.year == one.year, Refused("second_year", "year", {"year": one.year}))
    return saved


@verb(N_("Save key project"))
def save_key_project(work: Work, row: UUID | None, values: Mapping[str, object]) -> UUID:
    """Raises Refused("second_project", "name") for a name that the account has already."""
    saved = _put(work, KeyProject, row, values)
    one = work.get(KeyProject, saved)
    _refuse_second(work, one, func.lower(KeyProject.name) == one.name.lower(), Refused("second_project", "name", {"name": one.name}))
    return saved


@verb(N_("Save installed base"))
def save_installed(work: Work, row: UUID | None, values: Mapping[str, object]) -> UUID:
    """What is ours needs no supplier. Raises Refused("second_installed", "product") for the same of one supplier at one site."""
    saved = _put(work, Installed, row, dict(values) | ({"supplier": None} if values.get("ours") is True else {}))
    one = work.get(Installed, saved)
    same = (Installed.product == one.product) & _like(Installed.site, one.site) & _like(Installed.supplier, one.supplier)
    _refuse_second(work, one, same & (Installed.ours == one.ours), Refused("second_installed", "product", {"name": one.product}))
    return saved


@verb(N_("Save competitor"))
def save_rival(work: Work, row: UUID | None, values: Mapping[str, object]) -> UUID:
    """Raises Refused("second_rival", "name") for a competitor that the account has already."""
    saved = _put(work, AccountRival, row, values)
    one = work.get(AccountRival, saved)
    _refuse_second(work, one, func.lower(AccountRival.name) == one.name.lower(), Refused("second_rival", "name", {"name": one.name}))
    return saved


@verb(N_("Erase a business year"))
def erase_business_year(work: Work, row: UUID) -> None:
    work.erase(work.get(BusinessYear, row))


@verb(N_("Erase a key project"))
def erase_key_project(work: Work, row: UUID) -> None:
    work.erase(work.get(KeyProject, row))


@verb(N_("Erase installed base"))
def erase_installed(work: Work, row: UUID) -> None:
    work.erase(work.get(Installed, row))


@verb(N_("Erase a competitor"))
def erase_rival(work: Work, row: UUID) -> None:
    work.erase(work.get(AccountRival, row))


def _put(work: Work, table: type[Record], row: UUID | None, values: Mapping[str, object]) -> UUID:
    """A row never moves to another account; a new one needs an account that is there."""
    if row is None and isinstance(values.get("account"), UUID):
        work.get(Account, values["account"])  # type: ignore[arg-type]
    return work.put(table, row, values)


def _refuse_second(work: Work, one: Any, same: ColumnElement[bool], refused: Refused) -> None:
    table: Any = type(one)
    others = select(func.count()).select_from(table).where(table.account == one.account, table.id != one.id, alive(table), same)
    if work.session.scalar(others):
        raise refused


def _like(column: Any, value: str | None) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value  # type: ignore[no-any-return]
