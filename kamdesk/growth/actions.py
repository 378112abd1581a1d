"""What a rep does with the grid and the account plan. One verb per function; each runs inside one Work and never commits."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from kamdesk.accounts.tables import Account
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, alive
from kamdesk.core.settings import LANGUAGE, setting
from kamdesk.core.words import Language, words_of
from kamdesk.core.work import Work, verb
from kamdesk.growth.rules import Ground, ObjectiveState
from kamdesk.growth.tables import Division, GridCell, Objective, Offering, PlanReview
from kamdesk.tasks.actions import make_sure_of, open_about, save_task, settle_about
from kamdesk.tasks.rules import About, TaskState
from kamdesk.tasks.tables import Task

say({"named_already": N_("There is “{name}” already.")})

Placed = TypeVar("Placed", Offering, Division, Objective)


@verb(N_("Save product of ours"))
def save_offering(work: Work, offering: UUID | None, values: Mapping[str, object]) -> UUID:
    """A row of every account's grid; a new one comes last. Raises Refused("named_already")."""
    saved = work.put(Offering, offering, _at_the_end(work, Offering, offering, values, alive(Offering)))
    _refuse_twin(work, Offering, saved, alive(Offering))
    return saved


@verb(N_("Move product of ours"))
def move_offering(work: Work, offering: UUID, place: int) -> None:
    _move(work, work.get(Offering, offering), place, alive(Offering))


@verb(N_("Erase product of ours"))
def erase_offering(work: Work, offering: UUID) -> None:
    """It leaves every grid; undo brings it back with its cells."""
    work.erase(work.get(Offering, offering))


@verb(N_("Save division"))
def save_division(work: Work, division: UUID | None, values: Mapping[str, object]) -> UUID:
    """A column of its account's grid; a new one comes last. Raises Refused("named_already")."""
    account = values.get("account") if division is None else work.get(Division, division).account
    mine = alive(Division) & (Division.account == account)
    saved = work.put(Division, division, _at_the_end(work, Division, division, values, mine))
    _refuse_twin(work, Division, saved, mine)
    return saved


@verb(N_("Add divisions"))
def add_divisions(work: Work, account: UUID, names: Sequence[str]) -> list[UUID]:
    """Several columns at once, as they were suggested."""
    return [save_division(work, None, {"account": account, "name": name}) for name in names]


@verb(N_("Move division"))
def move_division(work: Work, division: UUID, place: int) -> None:
    row = work.get(Division, division)
    _move(work, row, place, alive(Division) & (Division.account == row.account))


@verb(N_("Erase division"))
def erase_division(work: Work, division: UUID) -> None:
    work.erase(work.get(Division, division))


@verb(N_("Save cell of the grid"))
def save_cell(work: Work, cell: UUID | None, values: Mapping[str, object]) -> UUID:
    """One cell; where its division has one for this offering already, that one is changed."""
    if cell is None:
        there = _cell(work, values.get("offering"), values.get("division"))
        cell = there.id if there is not None else None
    return work.put(GridCell, cell, values)


@verb(N_("Mark a cell of the grid"))
def mark_cell(work: Work, offering: UUID, division: UUID, ground: Ground | None) -> None:
    """How it stands; None takes the cell back to "not looked at". What was noted of its potential stays while it is looked at."""
    row = _cell(work, offering, division)
    if ground is None:
        if row is not None:
            work.erase(row)
        return
    work.put(GridCell, row.id if row else None, {"offering": offering, "division": division, "ground": ground})


@verb(N_("Save objective"))
def save_objective(work: Work, objective: UUID | None, values: Mapping[str, object]) -> UUID:
    """An objective that is given up drops its open actions; undo brings both back."""
    account = values.get("account") if objective is None else work.get(Objective, objective).account
    mine = alive(Objective) & (Objective.account == account)
    saved = work.put(Objective, objective, _at_the_end(work, Objective, objective, values, mine))
    work.session.flush()
    if work.get(Objective, saved).state is ObjectiveState.DROPPED:
        settle_about(work, _about(saved), TaskState.DROPPED)
    return saved


@verb(N_("Add an action"))
def add_action(work: Work, objective: UUID, values: Mapping[str, object]) -> UUID:
    """A task that serves an objective; it counts into its progress."""
    row = work.get(Objective, objective)
    return save_task(work, None, {"account": row.account, **values}, _about(objective))


@verb(N_("Move objective"))
def move_objective(work: Work, objective: UUID, place: int) -> None:
    row = work.get(Objective, objective)
    _move(work, row, place, alive(Objective) & (Objective.account == row.account))


@verb(N_("Erase objective"))
def erase_objective(work: Work, objective: UUID) -> None:
    work.erase(work.get(Objective, objective))
    for task in open_about(work, _about(objective)):
        work.erase(task)


@verb(N_("Save review of the plan"))
def save_review(work: Work, review: UUID | None, values: Mapping[str, object]) -> UUID:
    """A look back at the plan. Its next review becomes a task on that day; the review held ends the one before.

    Raises Refused as `Work.put` does.
    """
    saved = work.put(PlanReview, review, values)
    work.session.flush()
    row = work.get(PlanReview, saved)
    if review is None:
        for before in work.session.scalars(select(PlanReview).where(alive(PlanReview), PlanReview.account == row.account)):
            if before.id != saved:
                settle_about(work, _of_review(before.id), TaskState.DONE, on=row.held_on)
    _remind(work, row)
    return saved


@verb(N_("Erase review of the plan"))
def erase_review(work: Work, review: UUID) -> None:
    work.erase(work.get(PlanReview, review))
    for task in open_about(work, _of_review(review)):
        work.erase(task)


def _remind(work: Work, row: PlanReview) -> None:
    there = open_about(work, _of_review(row.id))
    if row.next_review is None:
        for task in there:
            work.erase(task)
    elif there:
        work.put(Task, there[0].id, {"due": row.next_review})
    else:
        newer = select(PlanReview.id).where(alive(PlanReview), PlanReview.account == row.account, PlanReview.held_on > row.held_on)
        if work.session.scalar(newer.limit(1)) is None:
            account = work.get(Account, row.account)
            words = words_of(setting(work.session, LANGUAGE) or Language.ZH)
            what = words(N_("Review the account plan: {account}"), account=account.short_name or account.name)
            make_sure_of(work, _of_review(row.id), {"what": what[:400], "account": row.account, "due": row.next_review})


def _about(objective: UUID) -> About:
    return About(Objective.__tablename__, objective)


def _of_review(review: UUID) -> About:
    return About(PlanReview.__tablename__, review)


def _cell(work: Work, offering: object, division: object) -> GridCell | None:
    found = select(GridCell).where(alive(GridCell), GridCell.offering == offering, GridCell.division == division)
    return work.session.scalar(found.order_by(GridCell.id).limit(1))


def _at_the_end(
    work: Work, table: type[Placed], row: UUID | None, values: Mapping[str, object], among: ColumnElement[bool]
) -> dict[str, object]:
    given = dict(values)
    if row is None and "place" not in given:
        last = work.session.scalar(select(func.max(table.place)).where(among))
        given["place"] = 0 if last is None else last + 1
    return given


def _refuse_twin(work: Work, table: type[Any], saved: UUID, among: ColumnElement[bool]) -> None:
    work.session.flush()
    row: Record = work.get(table, saved)
    name = getattr(row, "name", "")
    if work.session.scalar(select(table.id).where(among, table.name == name, table.id != saved).limit(1)) is not None:
        raise Refused("named_already", "name", {"name": name})


def _move(work: Work, row: Placed, place: int, among: ColumnElement[bool]) -> None:
    table = type(row)
    others = list(work.session.scalars(select(table).where(among, table.id != row.id).order_by(table.place, table.id)))
    others.insert(max(0, min(place, len(others))), row)
    for number, each in enumerate(others):
        each.place = number
