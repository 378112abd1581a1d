"""Where an account could buy more and what we set out to reach there, as pages and papers read it: frozen rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account, AccountRival
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record, alive
from kamdesk.growth.rules import (
    CellRow,
    Cells,
    DivisionRow,
    ObjectiveState,
    OfferingRow,
    Progress,
    Tally,
    progress,
    tally,
)
from kamdesk.growth.tables import Division, GridCell, Objective, Offering, PlanReview
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.tasks.queries import TaskRow, tasks_about
from kamdesk.tasks.rules import TaskState

OFFERING_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(Offering) if field.name != "place")
DIVISION_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(Division) if field.name == "name")
CELL_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(GridCell) if field.name not in ("division", "offering"))
OBJECTIVE_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(Objective) if field.name not in ("account", "place"))
NEW_OBJECTIVE_FIELDS: tuple[Field, ...] = tuple(field for field in OBJECTIVE_FIELDS if field.name != "state")
REVIEW_FIELDS: tuple[Field, ...] = tuple(field for field in fields_of(PlanReview) if field.name != "account")


@dataclass(frozen=True, slots=True)
class GridSheet:
    """The grid of one account: our offerings as rows, its divisions as columns; `cells` by (offering, division), only those looked at."""

    account: UUID
    name: str
    offerings: tuple[OfferingRow, ...]
    divisions: tuple[DivisionRow, ...]
    cells: Cells

    def cell(self, offering: UUID, division: UUID) -> CellRow | None:
        return self.cells.get((offering, division))

    def of_offering(self, offering: UUID) -> Tally:
        return tally([self.cell(offering, each.id) for each in self.divisions])

    def of_division(self, division: UUID) -> Tally:
        return tally([self.cell(each.id, division) for each in self.offerings])

    @property
    def whole(self) -> Tally:
        return tally([self.cell(row.id, column.id) for row in self.offerings for column in self.divisions])


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective with its actions (tasks about it), the open ones first."""

    id: UUID
    name: str
    measure: str
    amount: int | None
    due: date | None
    state: ObjectiveState
    progress: Progress
    actions: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A look back at the plan."""

    id: UUID
    held_on: date
    reached: str
    learned: str
    decided: str
    next_review: date | None


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The account plan: objectives in their order, those under way first; reviews, the newest first."""

    account: UUID
    name: str
    objectives: tuple[ObjectiveRow, ...]
    reviews: tuple[ReviewRow, ...]

    @property
    def under_way(self) -> tuple[ObjectiveRow, ...]:
        return tuple(row for row in self.objectives if row.state is ObjectiveState.OPEN)

    @property
    def next_review(self) -> date | None:
        """As the newest review set it."""
        return self.reviews[0].next_review if self.reviews else None


def grid_of(session: Session, account: UUID) -> GridSheet:
    """Four statements. Raises Refused("gone")."""
    name = _name(session, account)
    mine = select(Division).where(alive(Division), Division.account == account).order_by(Division.place, Division.id)
    divisions = tuple(DivisionRow(row.id, row.name) for row in session.scalars(mine))
    found = select(GridCell).where(alive(GridCell), GridCell.division.in_([row.id for row in divisions])).order_by(GridCell.id)
    cells = {
        (row.offering, row.division): CellRow(row.id, row.ground, row.rival or "", row.potential, row.note or "")
        for row in session.scalars(found)
    }
    return GridSheet(account, name, offerings(session), divisions, MappingProxyType(cells))


def offerings(session: Session) -> tuple[OfferingRow, ...]:
    """What we sell, in the rep's order; the same list for every account."""
    rows = session.scalars(select(Offering).where(alive(Offering)).order_by(Offering.place, Offering.id))
    return tuple(OfferingRow(row.id, row.name, row.family or "") for row in rows)


def suggested_divisions(session: Session, account: UUID, limit: int = 12) -> tuple[str, ...]:
    """Names for columns: the account's own subsidiaries, then the departments of its people, without those that are there."""
    subsidiaries = session.scalars(
        select(func.coalesce(Account.short_name, Account.name)).where(alive(Account), Account.parent == account).order_by(Account.order_key)
    )
    departments = session.execute(
        select(Person.department, func.count()).where(
            alive(Person), Person.account == account, Person.side == Side.THEIRS, Person.department.is_not(None)
        ).group_by(Person.department).order_by(func.count().desc(), Person.department)
    )  # fmt: skip
    there = set(session.scalars(select(Division.name).where(alive(Division), Division.account == account)))
    named = [*subsidiaries, *(department for department, _count in departments)]
    return tuple(dict.fromkeys(name for name in named if name and name not in there))[:limit]


def rivals_at(session: Session, account: UUID) -> tuple[str, ...]:
    """Competitors known at the account, and those that its grid names, for the cell's own list."""
    known = session.scalars(select(AccountRival.name).where(alive(AccountRival), AccountRival.account == account).order_by(AccountRival.id))
    named = session.scalars(
        select(GridCell.rival).join(Division, Division.id == GridCell.division)
        .where(alive(GridCell), Division.account == account, GridCell.rival.is_not(None)).order_by(GridCell.id)
    )  # fmt: skip
    return tuple(dict.fromkeys(name for name in (*known, *named) if name))


def plan_of(session: Session, account: UUID, today: date) -> PlanSheet:
    """Four statements. Raises Refused("gone")."""
    name = _name(session, account)
    mine = select(Objective).where(alive(Objective), Objective.account == account).order_by(Objective.place, Objective.id)
    rows = session.scalars(mine).all()
    actions: dict[UUID, list[TaskRow]] = {row.id: [] for row in rows}
    for task in tasks_about(session, Objective.__tablename__, list(actions), today):
        if task.about is not None:
            actions[task.about.row].append(task)
    objectives = sorted((_objective(row, actions[row.id], today) for row in rows), key=lambda row: row.state is not ObjectiveState.OPEN)
    held = select(PlanReview).where(alive(PlanReview), PlanReview.account == account)
    reviews = tuple(
        ReviewRow(row.id, row.held_on, row.reached or "", row.learned or "", row.decided or "", row.next_review)
        for row in session.scalars(held.order_by(PlanReview.held_on.desc(), PlanReview.id.desc()))
    )
    return PlanSheet(account, name, tuple(objectives), reviews)


def _objective(row: Objective, actions: list[TaskRow], today: date) -> ObjectiveRow:
    """A dropped action counts neither as done nor as to be done."""
    counted = [task for task in actions if task.state is not TaskState.DROPPED]
    done = sum(task.state is TaskState.DONE for task in counted)
    far = progress(done, len(counted), row.state, row.due, today)
    ordered = tuple(sorted(actions, key=lambda task: not task.open))
    return ObjectiveRow(row.id, row.name, row.measure or "", row.amount, row.due, row.state, far, ordered)


def values_of(session: Session, kind: str, row: UUID) -> Mapping[str, object]:
    """The values of an offering, division, grid_cell, objective or plan_review, by field name. Raises Refused("gone")."""
    table: type[Record] = {each.__tablename__: each for each in (Offering, Division, GridCell, Objective, PlanReview)}[kind]
    found = session.get(table, row)
    if found is None or found.erased_at is not None:
        raise Refused("gone", facts={"table": kind})
    return MappingProxyType({field.name: getattr(found, field.name) for field in fields_of(table)})


def _name(session: Session, account: UUID) -> str:
    row = session.get(Account, account)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": Account.__tablename__})
    return row.short_name or row.name
