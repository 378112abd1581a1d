"""People who may be on file twice."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.core.apart import kept_apart
from kamdesk.core.duplicates import Mark, Pair, alike
from kamdesk.core.names import normalised
from kamdesk.core.record import alive
from kamdesk.people.rules import comparable_phone, emails_of
from kamdesk.people.rules.duplicates import AlikePeople, person_marks
from kamdesk.people.tables import Person


def person_duplicates(session: Session) -> tuple[Pair, ...]:
    """Pairs of people who may be one, the surest first; two statements, whatever their number."""
    columns = (Person.id, Person.name, Person.account, Person.position, Person.phone, Person.wechat, Person.email, Person.order_key)
    rows = session.execute(select(*columns).where(alive(Person))).all()
    marked: dict[UUID, list[Mark]] = {}
    placed: dict[str, set[UUID | None]] = {}
    for row in rows:
        placed.setdefault(normalised(row.name), set()).add(row.account)
        reach = [*comparable_phone(row.phone), *emails_of(row.email), *([row.wechat] if row.wechat else [])]
        account = row.account.hex if row.account else ""
        marked[row.id] = list(person_marks(row.name, account, row.position or "", reach, row.order_key or ""))
    for row in rows:  # somebody noted once with an account and once without
        plain = normalised(row.name)
        if plain and None in placed[plain] and len(placed[plain]) > 1:
            marked[row.id].append(Mark(AlikePeople.UNPLACED, plain, 60))
    return alike(marked, kept_apart(session, Person.__tablename__))
