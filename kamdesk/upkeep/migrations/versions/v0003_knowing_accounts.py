"""Revision 3: what a rep knows of accounts, people and relations beyond their cards.

New tables, columns and indexes are frozen in the SQL beside this file. A visit that took place becomes a touch of each person who was
there, and the position on a person's card becomes their first posting.
"""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

_SPACE = uuid.UUID("6b616d64-6573-4b00-8000-000000000003")


def upgrade() -> None:
    """From revision 2."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.rstrip(";\n").split(";\n\n"):
        op.execute(sa.text(statement))
    _write_touches()
    _write_postings()


def _write_touches() -> None:
    """The number follows from visit and person: two machines that upgrade the same file agree on it."""
    connection = op.get_bind()
    found = connection.execute(sa.text(
        "SELECT DISTINCT v.id, a.person, v.account, v.starts_at FROM visit AS v JOIN attendee AS a ON a.visit = v.id "
        "JOIN person AS p ON p.id = a.person "
        "WHERE v.state = 'done' AND v.starts_at IS NOT NULL AND v.erased_at IS NULL AND a.erased_at IS NULL AND p.side <> 'ours'"
    )).all()  # fmt: skip
    rows = [
        {"id": uuid.uuid5(_SPACE, visit.hex() + person.hex()).bytes, "person": person, "account": account, "visit": visit, "on": _day(at)}
        for visit, person, account, at in found
    ]
    if rows:
        insert = "INSERT INTO touch (id, person, account, kind, touched_on, visit) VALUES (:id, :person, :account, 'visit', :on, :visit)"
        connection.execute(sa.text(insert), rows)


def _write_postings() -> None:
    connection = op.get_bind()
    found = connection.execute(sa.text(
        "SELECT id, account, department, position, rank, retired_on FROM person "
        "WHERE erased_at IS NULL AND side <> 'ours' AND (position IS NOT NULL OR department IS NOT NULL)"
    )).all()  # fmt: skip
    rows = [
        {
            "id": uuid.uuid5(_SPACE, person.hex()).bytes, "person": person, "account": account, "department": department,
            "position": position, "rank": rank, "to_on": retired_on,
        }
        for person, account, department, position, rank, retired_on in found
    ]  # fmt: skip
    if rows:
        connection.execute(
            sa.text(
                "INSERT INTO posting (id, person, account, department, position, rank, to_on) "
                "VALUES (:id, :person, :account, :department, :position, :rank, :to_on)"
            ),
            rows,
        )


def _day(milliseconds: int) -> str:
    """The local day, as a column of days keeps it."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone().date().isoformat()
