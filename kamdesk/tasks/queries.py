"""Tasks as pages, papers and the command line read them: frozen rows, never mapped objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Channel
from kamdesk.accounts.tables import Account
from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive, record_class, title_field
from kamdesk.core.titles import titles_of
from kamdesk.people.tables import Person
from kamdesk.tasks.rules import About, TaskKind, TaskState, days_left
from kamdesk.tasks.tables import Task

TASK_FIELDS: tuple[Field, ...] = fields_of(Task)
NEW_TASK_FIELDS: tuple[Field, ...] = tuple(field for field in TASK_FIELDS if field.name not in ("state", "done_on", "result"))


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with the names of whom it is about; `days` until it is due, negative where it is late, None without a day."""

    id: UUID
    what: str
    kind: TaskKind
    state: TaskState
    due: date | None
    days: int | None
    done_on: date | None
    account: UUID | None
    account_name: str
    person: UUID | None
    person_name: str
    channel: Channel | None
    result: str
    about: About | None

    @property
    def open(self) -> bool:
        return self.state is TaskState.OPEN


def open_tasks(session: Session, today: date, until: date | None = None) -> tuple[TaskRow, ...]:
    """All that is to be done, the earliest first and undated ones last; with `until` only what is due by then or has no day."""
    criterion = Task.state == TaskState.OPEN
    if until is not None:
        criterion = criterion & (Task.due.is_(None) | (Task.due <= until))
    return _rows(session, criterion, today)


def tasks_of(session: Session, item: UUID, today: date, done: int = 0) -> tuple[TaskRow, ...]:
    """What is open with an account or a person by its day, then the `done` last settled ones. Two statements."""
    mine = (Task.account == item) | (Task.person == item)
    opened = _rows(session, mine & (Task.state == TaskState.OPEN), today)
    if not done:
        return opened
    last = select(Task.id).where(mine, alive(Task), Task.state != TaskState.OPEN).order_by(Task.done_on.desc(), Task.id.desc()).limit(done)
    settled = {row.id: row for row in _rows(session, Task.id.in_(list(session.scalars(last))), today)}
    return (*opened, *sorted(settled.values(), key=lambda row: (row.done_on or date.min, row.id), reverse=True))


def tasks_about(session: Session, table: str, rows: Sequence[UUID], today: date) -> tuple[TaskRow, ...]:
    """All tasks that came from some rows of a table, whatever their state; one statement."""
    return _rows(session, (Task.about_table == table) & Task.about.in_(list(rows)), today) if rows else ()


def origins(session: Session, rows: Sequence[TaskRow]) -> dict[UUID, str]:
    """The name of what each task came from, where that has a name; one statement for each table that tasks come from."""
    tables: dict[str, set[UUID]] = {}
    for row in rows:
        if row.about is not None and (field := title_field(record_class(row.about.table))) is not None and field.name == "name":
            tables.setdefault(row.about.table, set()).add(row.about.row)
    titles = {(table, number): title for table, numbers in tables.items() for number, title in titles_of(session, table, numbers).items()}
    found = ((row.id, titles.get((row.about.table, row.about.row), "")) for row in rows if row.about is not None)
    return {task: title for task, title in found if title}


def task_ids(session: Session, sort: str = "", descending: bool = False, typed: str = "") -> tuple[UUID, ...]:
    """The numbers of all tasks: by due day, or by "what", "kind", "state"."""
    wanted = select(Task.id).where(alive(Task))
    if typed.strip():
        found = search.matching(Task.__tablename__, typed)
        if found is None:
            return ()
        wanted = wanted.where(Task.id.in_(found))
    key = Task.__table__.c[sort if sort in ("what", "kind", "state") else "due"]
    return tuple(session.scalars(wanted.order_by(key.desc() if descending else key.asc().nulls_last(), Task.id)))


def task_rows(session: Session, ids: Sequence[UUID], today: date) -> tuple[TaskRow, ...]:
    """The lines for some numbers, in their order. One statement."""
    found = {row.id: row for row in _rows(session, Task.id.in_(list(ids)), today)}
    return tuple(found[each] for each in ids if each in found)


def task_values(session: Session, task: UUID) -> Mapping[str, object]:
    """One task's values by field name. Raises Refused("gone")."""
    row = session.get(Task, task)
    if row is None or row.erased_at is not None:
        raise Refused("gone", facts={"table": Task.__tablename__})
    return MappingProxyType({field.name: getattr(row, field.name) for field in TASK_FIELDS})


def new_task_values(session: Session, item: UUID) -> dict[str, object]:
    """What a new task about an account or a person begins with."""
    person = session.get(Person, item)
    if person is not None:
        return {"person": person.id, "account": person.account}
    return {"account": item}


def _rows(session: Session, criterion: ColumnElement[bool], today: date) -> tuple[TaskRow, ...]:
    found = session.execute(
        select(Task, func.coalesce(Account.short_name, Account.name), Person.name)
        .outerjoin(Account, (Account.id == Task.account) & alive(Account))
        .outerjoin(Person, (Person.id == Task.person) & alive(Person))
        .where(criterion, alive(Task)).order_by(Task.due.asc().nulls_last(), Task.id)
    )  # fmt: skip
    return tuple(
        TaskRow(
            row.id, row.what, row.kind, row.state, row.due, days_left(row.due, today), row.done_on, row.account, account or "",
            row.person, person or "", row.channel, row.result or "",
            About(row.about_table, row.about, row.about_key or "") if row.about_table and row.about else None,
        )
        for row, account, person in found
    )  # fmt: skip
