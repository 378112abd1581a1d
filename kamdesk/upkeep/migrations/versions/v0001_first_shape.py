"""Revision 1: the first shape of a workspace. Its statements are frozen in `first_shape.sql` and never follow the tables of today."""

from pathlib import Path

from alembic import op


def upgrade() -> None:
    """From an empty file."""
    script = Path(__file__).with_name("first_shape.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            op.execute(statement)
