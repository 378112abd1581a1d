"""The same tables must stand on PostgreSQL one day: every one of them can be said in its words."""

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from kamdesk.core.record import Table
from kamdesk.upkeep.opening import import_tables

import_tables()


@pytest.mark.parametrize("table", Table.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_a_table_can_be_made_on_postgresql(table) -> None:
    said = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert said.strip().startswith("CREATE TABLE")
    assert ("UUID" in said) == any(column.primary_key and column.name == "id" for column in table.columns) or "row UUID" in said
