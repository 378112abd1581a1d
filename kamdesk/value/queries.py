"""The value of accounts as pages, papers and the command line read it: frozen rows, never mapped objects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Channel, Confidence, split_tags
from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.figures import Figure, FigureColumn, Narrowing, Tone
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.settings import LANGUAGE, setting
from kamdesk.library.queries import company
from kamdesk.tasks.rules import TaskState
from kamdesk.tasks.tables import Task
from kamdesk.value.rules import (
    Axis,
    Cell,
    CriterionRow,
    Judged,
    ScoreRow,
    Standing,
    Weighed,
    quarter_ago,
    standing,
    standing_of,
)
from kamdesk.value.rules.playbook import language_named, standards
from kamdesk.value.rules.portfolio import PortfolioRow, PortfolioSheet
from kamdesk.value.tables import Assessment, Criterion, Score

CRITERION_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(Criterion) if field.name != "place")
SCORE_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(Score) if field.name not in ("assessment", "criterion"))


# How many numbers one statement asks for: a file takes some thirty thousand.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ValueSheet:
    """One account: its rows by axis and order (criteria in use), both axes, and `history` from the first assessment to the newest."""

    account: UUID
    name: str
    assessed_on: date | None
    rows: tuple[ScoreRow, ...]
    standing: Standing
    history: tuple[Judged, ...]

    def of(self, axis: Axis) -> tuple[ScoreRow, ...]:
        return tuple(row for row in self.rows if row.criterion.axis is axis)

    @property
    def begun(self) -> bool:
        return self.assessed_on is not None


class _Score(NamedTuple):
    score: int | None
    evidence: str | None
    source: Channel | None
    confidence: Confidence | None


def criteria(session: Session, everything: bool = False) -> tuple[CriterionRow, ...]:
    """The criteria by axis and order, those in use or all. Before the rep has saved any they are the shipped ones. One statement."""
    rows = session.scalars(select(Criterion)).all()
    if not rows:
        language = language_named(setting(session, LANGUAGE))
        return tuple(each.row(language) for each in standards().values())
    known = standards()
    axes = list(Axis)
    found = [
        CriterionRow(
            row.id, row.axis, row.name, row.weight, row.question or "", row.worst or "", row.best or "", row.place, row.in_use,
            known[row.id].key if row.id in known else "", known[row.id].channel if row.id in known else None,
        )
        for row in rows if row.erased_at is None and (row.in_use or everything)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda row: (axes.index(row.axis), row.place, row.id)))


def value_of(session: Session, account: UUID) -> ValueSheet:
    """An account with every criterion, known or not. A constant number of statements. Raises Refused("gone")."""
    row = session.get(Account, account)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": Account.__tablename__})
    used = criteria(session)
    assessments = _assessments(session, Assessment.account == account)
    scores = _scores(session, [each for each, _day in assessments.get(account, [])])
    days = assessments.get(account, [])
    history = tuple(Judged(day, _judged(used, scores.get(number, {}))) for number, day in days)
    asked = set(
        session.scalars(
            select(Task.about).where(
                alive(Task), Task.account == account, Task.about_table == Criterion.__tablename__, Task.state == TaskState.OPEN
            )
        )
    )
    newest = scores.get(days[-1][0], {}) if days else {}
    rows = tuple(_score_row(criterion, newest.get(criterion.id), criterion.id in asked) for criterion in used)
    return ValueSheet(account, row.short_name or row.name, days[-1][1] if days else None, rows, standing_of(rows), history)


def portfolio(session: Session, today: date, accounts: Iterable[UUID] | None = None) -> tuple[PortfolioRow, ...]:
    """All accounts (or some) by name with where they stand; four statements however many they are."""
    used = criteria(session)
    table = Account.__table__.c
    columns = [table[name] for name in ("id", "name", "short_name", "ownership", "region", "tags", "revenue")]
    wanted = select(*columns).where(alive(Account)).order_by(Account.order_key, Account.id)
    among: tuple[Any, ...] = ()
    if accounts is not None:
        some = list(accounts)
        if len(some) > _AT_ONCE:
            kept = frozenset(some)
            return tuple(row for row in portfolio(session, today) if row.account in kept)
        among = (Assessment.account.in_(some),)
        wanted = wanted.where(Account.id.in_(some))
    assessments = _assessments(session, *among)
    before_day = quarter_ago(today)
    latest: dict[UUID, tuple[UUID, date]] = {account: days[-1] for account, days in assessments.items()}
    earlier = {account: past[-1][0] for account, days in assessments.items() if (past := [each for each in days if each[1] <= before_day])}
    scores = _scores(session, {number for number, _day in latest.values()} | set(earlier.values()))
    never = _Found(_judged(used, {}), used, None, None)  # one for all of which nothing is known: there may be a hundred thousand
    return tuple(
        _portfolio_row(row, _found(used, latest[row[0]], earlier.get(row[0]), scores) if row[0] in latest else never)
        for row in session.execute(wanted)
    )


def portfolio_sheet(session: Session, today: date, sizes: Mapping[UUID, int], size_label: str) -> PortfolioSheet:
    """What the printed portfolio needs; `sizes` (in 分) come from whoever knows open amounts or revenues."""
    return PortfolioSheet(portfolio(session, today), sizes, size_label, company(session).said("rep_name"))


@dataclass(frozen=True, slots=True)
class _Found:
    standing: Standing
    unknown: tuple[CriterionRow, ...]
    assessed_on: date | None
    before: Standing | None


def _found(
    used: tuple[CriterionRow, ...], latest: tuple[UUID, date], earlier: UUID | None, scores: Mapping[UUID, Mapping[UUID, _Score]]
) -> _Found:
    newest = scores.get(latest[0], {})
    now = _judged(used, newest)
    before = _judged(used, scores.get(earlier, {})) if earlier is not None and earlier != latest[0] else None
    moved = before is not None and before.placed and now.placed and _spot(before) != _spot(now)
    unknown = tuple(each for each in used if each.id not in newest or newest[each.id].score is None)
    return _Found(now, unknown, latest[1], before if moved else None)


def _portfolio_row(row: Any, found: _Found) -> PortfolioRow:
    number, name, short, ownership, region, tags, revenue = row
    return PortfolioRow(
        number, name, short or name, ownership, region or "", split_tags(tags), revenue,
        found.assessed_on, found.standing, found.unknown, found.before,
    )  # fmt: skip


def _spot(found: Standing) -> tuple[Decimal | None, Decimal | None]:
    return found.attractiveness.score, found.position.score


def _judged(used: Sequence[CriterionRow], scores: Mapping[UUID, _Score]) -> Standing:
    """By the criteria and weights of today, so that the days of a history can be compared."""
    return standing([Weighed(each.axis, each.weight, scores[each.id].score if each.id in scores else None) for each in used])


def _assessments(session: Session, *criterion: object) -> dict[UUID, list[tuple[UUID, date]]]:
    """(number, day) of each account's assessments, the oldest first; of one day only the last counts."""
    found = session.execute(
        select(Assessment.account, Assessment.id, Assessment.assessed_on).where(alive(Assessment), *criterion)  # type: ignore[arg-type]
        .order_by(Assessment.account, Assessment.assessed_on, Assessment.id)
    )  # fmt: skip
    by_account: dict[UUID, list[tuple[UUID, date]]] = defaultdict(list)
    for account, number, day in found:
        days = by_account[account]
        if days and days[-1][1] == day:
            days.pop()
        days.append((number, day))
    return by_account


def _scores(session: Session, assessments: Iterable[UUID]) -> dict[UUID, dict[UUID, _Score]]:
    """Scores by assessment and criterion; one statement for each few thousand assessments."""
    numbers = list(assessments)
    by_assessment: dict[UUID, dict[UUID, _Score]] = defaultdict(dict)
    table = Score.__table__.c
    columns = (table.assessment, table.criterion, table.score, table.evidence, table.source, table.confidence)
    for start in range(0, len(numbers), _AT_ONCE):
        wanted = Score.assessment.in_(numbers[start : start + _AT_ONCE])
        for row in session.execute(select(*columns).where(alive(Score), wanted).order_by(Score.id)):
            by_assessment[row[0]][row[1]] = _Score(*row[2:])
    return by_assessment


def _score_row(criterion: CriterionRow, row: _Score | None, asked: bool) -> ScoreRow:
    if row is None:
        return ScoreRow(criterion, asked=asked)
    return ScoreRow(criterion, row.score, row.evidence or "", row.source, row.confidence, touched=True, asked=asked)


# What the list and the card of accounts show; `desk/contents.py` hands it over.

_TONES = {Cell.INVEST: Tone.GOOD, Cell.GROW: Tone.PLAIN, Cell.KEEP: Tone.PLAIN, Cell.HARVEST: Tone.UNKNOWN}
_REASON = N_("Attractiveness {attractiveness}, our position {position}; {percent}% of the weight is known")
_NOT_PLACED = N_("Not yet placed: only {percent}% of the weight is known; each axis needs half")


def cell_figure(found: Standing) -> Figure:
    """The cell as a figure, with both scores as its reason."""
    if found.cell is None:
        facts: dict[str, object] = {"percent": found.percent}
        return Figure(N_("Value cell"), N_("not yet placed"), tone=Tone.UNKNOWN, reason=_NOT_PLACED, facts=facts)
    facts = {"attractiveness": found.attractiveness.score, "position": found.position.score, "percent": found.percent}
    return Figure(N_("Value cell"), found.cell.label, tone=_TONES[found.cell], reason=_REASON, facts=facts)


def cells(session: Session, accounts: Sequence[UUID], today: date) -> dict[UUID, Figure]:
    """The value cell of each account that has been assessed."""
    return {row.account: cell_figure(row.standing) for row in portfolio(session, today, accounts) if row.assessed_on is not None}


def cells_of_all(session: Session, today: date) -> dict[UUID, Cell]:
    """The cell of every placed account, for sorting and grouping a list by it."""
    return {row.account: row.cell for row in _assessed(session, today) if row.cell is not None}


def account_figures(session: Session, account: UUID, today: date) -> tuple[Figure, ...]:
    """The cell for the header of an account's card; nothing where it was never assessed."""
    found = cells(session, [account], today).get(account)
    return (found,) if found is not None else ()


def worth_a_push(session: Session, today: date) -> frozenset[UUID]:
    """Accounts in the two cells that ask for our time: invest and grow."""
    return frozenset(row.account for row in _assessed(session, today) if row.cell in (Cell.INVEST, Cell.GROW))


def _assessed(session: Session, today: date) -> tuple[PortfolioRow, ...]:
    return portfolio(session, today, session.scalars(select(Assessment.account).where(alive(Assessment)).distinct()).all())


CELL = FigureColumn("value_cell", N_("Value cell"), cells, width=104, kind=Kind.CHOICE, choices=Cell, values=cells_of_all)
PUSH = Narrowing("worth_a_push", N_("Grow and invest"), worth_a_push)
