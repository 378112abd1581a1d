"""Write down what a new revision adds to the file's shape: new tables, columns and indexes, as frozen SQL.

Run it while the revision is being made: `.venv/bin/python packaging/freeze_revision.py 3`. It compares the frozen workspace of the revision
before (tests/old_workspaces/) with today's tables. After a release the script of that revision is frozen for ever. What SQL cannot say
(taking columns away, filling new rows) stands in the revision's own module.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Column, Table
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kamdesk.core.keys import Keys, Purpose, keys_path, subkey  # noqa: E402
from kamdesk.core.record import Table as Mapped  # noqa: E402
from kamdesk.core.store import connect  # noqa: E402
from kamdesk.upkeep import raw  # noqa: E402
from kamdesk.upkeep.opening import import_tables  # noqa: E402

VERSIONS = ROOT / "kamdesk/upkeep/migrations/versions"
OLD = ROOT / "tests/old_workspaces"
NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}


def columns_of(version: int) -> dict[str, set[str]]:
    """The columns of every table in the frozen workspace of a revision, by a copy: opening leaves traces beside a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"v{version}.kamdesk"
        shutil.copy(OLD / path.name, path)
        shutil.copy(keys_path(OLD / path.name), keys_path(path))
        data_key = Keys.read(keys_path(path)).unlock(f"revision {NUMBERS[version]}")
        connection = connect(path, subkey(data_key, Purpose.STORE))
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: {row[1] for row in connection.execute(f"PRAGMA table_info({raw.quoted(name)})")} for name in tables}
        connection.close()
    return found


def statements(before: dict[str, set[str]]) -> list[str]:
    made: list[str] = []
    for table in Mapped.metadata.sorted_tables:
        known = before.get(table.name)
        if known is None:
            made.append(str(CreateTable(table).compile(dialect=dialect())).strip().replace(" \n", "\n"))
            new_indexes = list(table.indexes)
        else:
            made += [_added(table, column) for column in table.columns if column.name not in known]
            new_indexes = [index for index in table.indexes if any(column.name not in known for column in index.columns)]
        made += [str(CreateIndex(index).compile(dialect=dialect())) for index in sorted(new_indexes, key=lambda index: str(index.name))]
    return made


def _added(table: Table, column: "Column[object]") -> str:
    """A column that must not be empty gets its default for the rows that are there."""
    said = str(CreateColumn(column).compile(dialect=dialect()))
    if not column.nullable:
        default = getattr(column.default, "arg", None)
        assert isinstance(default, int), f"{table.name}.{column.name} needs a default"
        said += f" DEFAULT {int(default)}"
    for key in column.foreign_keys:
        said += f" REFERENCES {key.target_fullname.replace('.', ' (')})"
    return f'ALTER TABLE "{table.name}" ADD COLUMN {said}'


if __name__ == "__main__":
    import_tables()
    revision = int(sys.argv[1])
    target = next(VERSIONS.glob(f"v{revision:04d}_*.py")).with_suffix(".sql")
    target.write_text(";\n\n".join(statements(columns_of(revision - 1))) + ";\n", encoding="utf-8")
    print(target.relative_to(ROOT))
