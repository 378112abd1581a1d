"""What a rep does with tasks, and what other subjects do when they need one. Each runs inside one Work and never commits."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kamdesk.core.columns import fields_of
from kamdesk.core.days import local_day
from kamdesk.core.fields import parsed
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.tasks.rules import About, TaskState
from kamdesk.tasks.tables import Task

_STATE = next(field for field in fields_of(Task) if field.name == "state")


@verb(N_("Save task"))
def save_task(work: Work, task: UUID | None, values: Mapping[str, object], about: About | None = None) -> UUID:
    """Creates a task (id None), made by `about` where that is given, or changes fields of one; the day of its end follows its state.

    Raises Refused as `Work.put` does.
    """
    given = dict(values)
    if "state" in given and "done_on" not in given:
        state = given["state"]
        state = parsed(_STATE, state) if isinstance(state, str) and not isinstance(state, TaskState) else state
        before = work.get(Task, task).done_on if task is not None else None
        given["done_on"] = None if state is TaskState.OPEN else before or local_day(work.now)
    saved = work.put(Task, task, given)
    if about is not None and task is None:
        work.session.flush()
        row = work.get(Task, saved)
        row.about_table, row.about, row.about_key = about.table, about.row, about.key or None
    return saved


@verb(N_("Finish a task"))
def finish_task(work: Work, task: UUID, result: str = "", on: date | None = None) -> None:
    """Raises Refused("task_settled") where it was done or dropped before."""
    _settle(work, task, TaskState.DONE, result, on)


@verb(N_("Drop a task"))
def drop_task(work: Work, task: UUID, result: str = "", on: date | None = None) -> None:
    """Raises Refused("task_settled") where it was done or dropped before."""
    _settle(work, task, TaskState.DROPPED, result, on)


@verb(N_("Take a task up again"))
def reopen_task(work: Work, task: UUID) -> None:
    row = work.get(Task, task)
    row.state, row.done_on = TaskState.OPEN, None


@verb(N_("Erase a task"))
def erase_task(work: Work, task: UUID) -> None:
    work.erase(work.get(Task, task))


def open_about(work: Work, about: About, account: UUID | None = None) -> list[Task]:
    """The open tasks that came from something, of one account or of all. With key "" of any part of it."""
    found = select(Task).where(alive(Task), Task.state == TaskState.OPEN, Task.about_table == about.table, Task.about == about.row)
    if about.key:
        found = found.where(Task.about_key == about.key)
    if account is not None:
        found = found.where(Task.account == account)
    return list(work.session.scalars(found.order_by(Task.id)))


def make_sure_of(work: Work, about: About, values: Mapping[str, object]) -> UUID:
    """An open task from this source for this account: the one there is, or a new one with these values."""
    account = values.get("account")
    there = open_about(work, about, account if isinstance(account, UUID) else None)
    return there[0].id if there else save_task(work, None, values, about)


def settle_about(
    work: Work, about: About, state: TaskState = TaskState.DONE, result: str = "", account: UUID | None = None, on: date | None = None
) -> int:
    """End whatever is open from a source, because its reason is gone; how many there were."""
    tasks = open_about(work, about, account)
    for task in tasks:
        _settle(work, task.id, state, result, on)
    return len(tasks)


def _settle(work: Work, task: UUID, state: TaskState, result: str, on: date | None) -> None:
    row = work.get(Task, task)
    if row.state is not TaskState.OPEN:
        raise Refused("task_settled", facts={"state": row.state})
    work.put(Task, task, {"state": state, "done_on": on or local_day(work.now)} | ({"result": result} if result.strip() else {}))
