"""Opportunities as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.figures import Figure, Tone
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.titles import titles_of
from kamdesk.pipeline.rules import STAGES, FunnelRow, Outcome, Stage, Stake, days_in_stage, funnel, is_stuck, weighted
from kamdesk.pipeline.tables import Opportunity

OPPORTUNITY_FIELDS: tuple[Field, ...] = fields_of(Opportunity)
_SHORT = func.coalesce(Account.short_name, Account.name)


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """One line of a list, one card of the board; amounts in 分, `chance` in percent, `days` in its stage.

    `account_name` is the short name where there is one; on a single card the full one.
    """

    id: UUID
    name: str
    account: UUID
    account_name: str
    stage: Stage
    outcome: Outcome
    amount: int | None
    chance: int | None
    weighted: int | None
    expected_on: date | None
    next_step: str
    next_step_on: date | None
    days: int | None
    stuck: bool


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    """One opportunity whole: its line, and every field's value by name for the form."""

    row: OpportunityRow
    values: Mapping[str, object]


def opportunity_ids(
    session: Session, sort: str = "", descending: bool = False, typed: str = "", outcome: Outcome | None = None
) -> tuple[UUID, ...]:
    """All numbers, filtered and in order: without a `sort` the latest stage first and in it the largest amount.

    `typed` is looked for in project and account names (characters, pinyin, initials) and in the texts of opportunities.
    """
    found = _living(Opportunity.id)
    if outcome is not None:
        found = found.where(Opportunity.outcome == outcome)
    if typed.strip():
        found = found.where(_matching(typed))
    return tuple(session.scalars(_ordered(found, sort, descending)))


def opportunity_rows(session: Session, ids: Iterable[UUID], today: date) -> tuple[OpportunityRow, ...]:
    """The lines of these numbers in their order; what is gone is missing."""
    wanted = list(ids)
    rows = {row.id: row for row in _rows(session, _living(Opportunity, _SHORT).where(Opportunity.id.in_(wanted)), today)}
    return tuple(rows[number] for number in wanted if number in rows)


def of_account(session: Session, account: UUID, today: date) -> tuple[OpportunityRow, ...]:
    """An account's opportunities, those in progress first, the furthest on top."""
    found = _living(Opportunity, _SHORT).where(Opportunity.account == account)
    return _rows(session, _ordered(found, "", False), today)


def board(session: Session, today: date) -> tuple[OpportunityRow, ...]:
    """What is in progress, and what was won and is being delivered; the largest first."""
    shown = or_(Opportunity.outcome == Outcome.OPEN, (Opportunity.outcome == Outcome.WON) & (Opportunity.stage == Stage.DELIVERY))
    found = _living(Opportunity, _SHORT).where(shown)
    return _rows(session, found.order_by(func.coalesce(Opportunity.amount, 0).desc(), Opportunity.id), today)


def stuck_opportunities(session: Session, today: date) -> tuple[OpportunityRow, ...]:
    """In progress, and longer in their stage than is typical; the longest first."""
    found = _living(Opportunity, _SHORT).where(Opportunity.outcome == Outcome.OPEN).order_by(Opportunity.stage_since)
    return tuple(row for row in _rows(session, found, today) if row.stuck)


def opportunity_card(session: Session, opportunity_id: UUID, today: date) -> OpportunityCard:
    """Raises Refused("gone")."""
    found = session.get(Opportunity, opportunity_id)
    if found is None or found.erased_at is not None:
        raise Refused("gone", facts={"table": Opportunity.__tablename__})
    account = titles_of(session, "account", [found.account]).get(found.account, "")
    return OpportunityCard(_row(found, account, today), values_of(found, OPPORTUNITY_FIELDS))


def funnel_rows(session: Session, account: UUID | None = None) -> tuple[FunnelRow, ...]:
    """Count, amount and weighted amount of each stage, over what is in progress."""
    return funnel(_stake(row) for row in _open(session, account))


def account_figures(session: Session, account: UUID, today: date) -> tuple[Figure, ...]:
    """What is open with an account: 在谈金额 and 加权金额; what has no amount yet is said, not counted as nothing."""
    found = _open(session, account)
    rows = funnel(_stake(row) for row in found)
    facts = {
        "count": len(found),
        "unpriced": sum(row.unpriced for row in rows),
        "stuck": sum(is_stuck(row.stage, row.stage_since, today) for row in found),
    }
    reason = N_("{count} in progress, of these {unpriced} without an amount and {stuck} stuck in their stage")
    if found and facts["unpriced"] == len(found):
        return Figure(N_("Open amount"), None, Kind.MONEY, tone=Tone.UNKNOWN, reason=reason, facts=facts), _weighted_figure(None)
    tone = Tone.CAUTION if facts["stuck"] else Tone.PLAIN
    amount = Figure(N_("Open amount"), sum(row.amount for row in rows), Kind.MONEY, tone=tone, reason=reason, facts=facts)
    return amount, _weighted_figure(sum(row.weighted for row in rows))


def _weighted_figure(amount: int | None) -> Figure:
    tone = Tone.UNKNOWN if amount is None else Tone.PLAIN
    return Figure(N_("Weighted amount"), amount, Kind.MONEY, tone=tone, reason=N_("Amount × chance of winning"))


def _stake(row: Opportunity) -> Stake:
    return Stake(row.stage, row.amount, row.probability)


def values_of(row: Any, fields: Iterable[Field]) -> Mapping[str, object]:
    """A row's described fields by name, read-only."""
    return MappingProxyType({field.name: getattr(row, field.name) for field in fields})


def _open(session: Session, account: UUID | None) -> Sequence[Opportunity]:
    found = select(Opportunity).where(alive(Opportunity), Opportunity.outcome == Outcome.OPEN)
    return session.scalars(found if account is None else found.where(Opportunity.account == account)).all()


def _living(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(Opportunity).join(Account, Account.id == Opportunity.account).where(alive(Opportunity))


def _matching(typed: str) -> ColumnElement[bool]:
    """Projects by their own name and texts, and all projects of an account whose name was typed."""
    own, accounts = (search.matching(table.__tablename__, typed) for table in (Opportunity, Account))
    return false() if own is None or accounts is None else or_(Opportunity.id.in_(own), Opportunity.account.in_(accounts))


_PLACE = case({stage.value: place for place, stage in enumerate(STAGES)}, value=Opportunity.stage)
_ENDED = case((Opportunity.outcome == Outcome.OPEN, 0), else_=1)
_WEIGHT = Opportunity.amount * Opportunity.probability
_KEYS: dict[str, Any] = {
    "name": Opportunity.name, "account": Account.order_key, "stage": _PLACE, "outcome": Opportunity.outcome, "amount": Opportunity.amount,
    "probability": Opportunity.probability, "weighted": _WEIGHT, "expected_on": Opportunity.expected_on,
    "next_step": Opportunity.next_step, "next_step_on": Opportunity.next_step_on, "days": Opportunity.stage_since,
}  # fmt: skip


def _ordered(found: Select[Any], sort: str, descending: bool) -> Select[Any]:
    """Unknown values come last, whichever way the order goes."""
    if sort not in _KEYS:
        return found.order_by(_ENDED, _PLACE.desc(), func.coalesce(Opportunity.amount, 0).desc(), Opportunity.id)
    key = _KEYS[sort]
    downwards = descending != (sort == "days")  # many days in a stage: an early date
    return found.order_by(key.is_(None), key.desc() if downwards else key.asc(), Opportunity.id)


def _rows(session: Session, found: Select[Any], today: date) -> tuple[OpportunityRow, ...]:
    return tuple(_row(row, account, today) for row, account in session.execute(found))


def _row(row: Opportunity, account: str, today: date) -> OpportunityRow:
    stuck = row.outcome is Outcome.OPEN and is_stuck(row.stage, row.stage_since, today)
    return OpportunityRow(
        row.id, row.name, row.account, account, row.stage, row.outcome, row.amount, row.probability, weighted(row.amount, row.probability),
        row.expected_on, row.next_step or "", row.next_step_on, days_in_stage(row.stage_since, today), stuck,
    )  # fmt: skip
