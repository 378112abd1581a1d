"""The coverage matrix of a map, in a fixed number of statements."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamdesk.core.record import alive
from kamdesk.people.queries.touches import last_touches
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.relations.queries.sheets import map_sheet
from kamdesk.relations.rules.matrix import MatrixSheet, matrix
from kamdesk.relations.rules.sheet import MapSheet


def matrix_sheet(session: Session, map_or_account_id: UUID) -> MatrixSheet:
    """Rows are the customer's seats, columns all of our people. Raises Refused("gone")."""
    return matrix_of(session, map_sheet(session, map_or_account_id))


def matrix_of(session: Session, sheet: MapSheet) -> MatrixSheet:
    """The matrix of a map that was read already."""
    columns = (Person.id, Person.name, Person.position)
    ours = session.execute(select(*columns).where(alive(Person), Person.side == Side.OURS).order_by(Person.id))
    last = last_touches(session, [seat.person for seat in sheet.seats if seat.person is not None])
    return matrix(sheet, [(person, name, position or "") for person, name, position in ours], last)
