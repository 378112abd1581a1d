"""Write down the shape of revision 1 and a small workspace of it, from which every upgrade is tested.

Run it only while no version has been released: `.venv/bin/python packaging/freeze_first_shape.py`. After that the two results are frozen
for ever, and a changed table needs a further revision in kamdesk/upkeep/migrations/versions/.
"""

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Column, MetaData, String, insert
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kamdesk.core import record, search  # noqa: E402
from kamdesk.core.files import Files, files_folder  # noqa: E402
from kamdesk.core.keys import Cost, Purpose, keys_path, new_keys, subkey  # noqa: E402
from kamdesk.core.store import Store  # noqa: E402
from kamdesk.upkeep.migrations import running  # noqa: E402
from kamdesk.upkeep.opening import import_tables  # noqa: E402

SCRIPT = ROOT / "kamdesk/upkeep/migrations/versions/first_shape.sql"
WORKSPACE = ROOT / "tests/old_workspaces/v1.kamdesk"
PASSPHRASE = "revision one"  # opens only the frozen test workspace
MADE = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def first_shape() -> MetaData:
    """Today's tables without what revision 2 brought, and with what it took away."""
    shape = MetaData()
    for table in record.Table.metadata.sorted_tables:
        if table.name != "bid_scan":
            table.to_metadata(shape)
    account, person = shape.tables["account"], shape.tables["person"]
    account.indexes = {index for index in account.indexes if "order_key" not in index.columns}
    account._columns.remove(account.c.order_key)
    person.append_column(Column("note", String(200)))
    return shape


def script(shape: MetaData) -> str:
    statements = [_in_order(str(CreateTable(table).compile(dialect=dialect())).strip()) for table in shape.sorted_tables]
    for table in shape.sorted_tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect())) for index in indexes]
    statements += [search.NAMES_DDL, search.TEXTS_DDL]
    return ";\n\n".join(line.replace(" \n", "\n") for line in statements) + ";\n\n"


def _in_order(statement: str) -> str:
    """Links stand in one order, so that freezing the same tables twice gives the same text."""
    lines = statement.split("\n")
    links = sorted(line.strip(" \t,") for line in lines if line.startswith("\tFOREIGN KEY"))
    others = [line for line in lines[:-1] if not line.startswith("\tFOREIGN KEY")]
    if links:
        others[-1] = others[-1].rstrip(" ,") + ", "
    return "\n".join([*others, *([",\n".join(f"\t{link}" for link in links)] if links else []), lines[-1]])


def write_workspace(shape: MetaData) -> None:
    for old in (WORKSPACE, keys_path(WORKSPACE)):
        old.unlink(missing_ok=True)
    shutil.rmtree(files_folder(WORKSPACE), ignore_errors=True)
    keys, _code = new_keys(PASSPHRASE, Cost(memory_kib=256, passes=1, lanes=1))
    keys.write(keys_path(WORKSPACE))
    data_key = keys.unlock(PASSPHRASE)
    running.upgrade(WORKSPACE, data_key, to=1)
    kept = Files(files_folder(WORKSPACE), subkey(data_key, Purpose.FILES)).keep_bytes(b"scan of a licence")
    store = Store(WORKSPACE, data_key, keys.workspace)
    with store.engine.begin() as connection:
        for table, rows in sample_rows(kept.digest, kept.size).items():
            connection.execute(insert(shape.tables[table]), rows)
    store.close()


def sample_rows(digest: str, size: int) -> dict[str, list[dict[str, Any]]]:
    """A group with its subsidiary, two people, a project with its tender and bid, and a file."""
    names = ("group", "plant", "director", "engineer", "project", "tender", "bid", "file")
    ids = {name: UUID(int=0x01A200000000_7000_8000_000000000000 + place) for place, name in enumerate(names, start=1)}
    director = {"name": "单志远", "side": "theirs", "account": ids["group"], "remember": "重视安全", "note": "左撇子"}
    engineer = {"name": "仇晓岚", "side": "theirs", "account": ids["plant"], "remember": None, "note": "爱下棋"}
    project = {"name": "青石电厂开关柜改造", "account": ids["plant"], "stage": "lead", "outcome": "open"}
    bid = {"name": "青石电厂开关柜投标", "tender": ids["tender"], "state": "preparing", "signing": "agent"}
    file = {"name": "执照.pdf", "size": size, "content": digest, "owner_table": "account", "owner": ids["plant"]}
    return {
        "account": [
            {"id": ids["group"], "name": "云岭能源集团有限公司", "parent": None},
            {"id": ids["plant"], "name": "云岭能源青石电厂", "parent": ids["group"]},
        ],
        "person": [{"id": ids["director"], **director}, {"id": ids["engineer"], **engineer}],
        "opportunity": [{"id": ids["project"], **project}],
        "tender": [{"id": ids["tender"], "name": "青石电厂开关柜采购", "account": ids["plant"]}],
        "bid": [{"id": ids["bid"], **bid}],
        "attachment": [{"id": ids["file"], **file, "added_on": date(2026, 11, 22)}],
    }


if __name__ == "__main__":
    import_tables()
    text = script(first_shape())
    if WORKSPACE.exists() and SCRIPT.exists() and SCRIPT.read_text(encoding="utf-8") == text:
        print("unchanged: the tables are as they were frozen")
    else:
        SCRIPT.write_text(text, encoding="utf-8")
        write_workspace(first_shape())
        print(f"frozen: {SCRIPT.relative_to(ROOT)}, {WORKSPACE.relative_to(ROOT)}")
