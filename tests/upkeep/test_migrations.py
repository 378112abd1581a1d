"""Every released version of the file opens for ever: frozen workspaces are upgraded to exactly the shape of today's tables."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from kamdesk.accounts.tables import Account
from kamdesk.core.keys import Cost, Keys, keys_path, new_keys
from kamdesk.core.problems import Refused
from kamdesk.core.record import Table
from kamdesk.core.settings import put_setting, setting
from kamdesk.core.store import SCHEMA, Store
from kamdesk.library.tables import Attachment
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person, Posting, Touch
from kamdesk.upkeep import backup, opening, raw, restoring
from kamdesk.upkeep.check import check_workspace, mend_index
from kamdesk.upkeep.migrations import running
from kamdesk.upkeep.opening import create_workspace, open_with_passphrase
from kamdesk.visits.rules import VisitState
from kamdesk.visits.tables import Visit

OLD = Path(__file__).resolve().parent.parent / "old_workspaces"
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
PASSPHRASE = "revision one"
QUICK = Cost(memory_kib=256, passes=1, lanes=1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the frozen workspace of revision 1."""
    shutil.copytree(OLD, tmp_path / "old")
    return tmp_path / "old" / "v1.kamdesk"


def shape(path: Path, data_key: bytes) -> dict[str, Any]:
    """Columns, links and indexes of every ordinary table, in no order."""
    found: dict[str, Any] = {}
    with raw.opened(path, data_key) as connection:
        for table in raw.counts(connection):
            columns = {(row[1], row[2], row[3], row[5]) for row in connection.execute(f"PRAGMA table_info({raw.quoted(table)})")}
            links = {(row[2], row[3], row[4]) for row in connection.execute(f"PRAGMA foreign_key_list({raw.quoted(table)})")}
            indexes = set()
            for row in connection.execute(f"PRAGMA index_list({raw.quoted(table)})").fetchall():
                within = tuple(part[2] for part in connection.execute(f"PRAGMA index_info({raw.quoted(row[1])})"))
                indexes.add((row[2], within))
            found[table] = (columns, links, indexes)
    return found


def test_an_upgraded_file_has_the_shape_of_a_new_one(old: Path, tmp_path: Path) -> None:
    made, _ = create_workspace(tmp_path / "new.kamdesk", "new", lambda: NOW, QUICK)
    new_key = made.store.data_key
    made.close()
    with open_with_passphrase(old, PASSPHRASE, lambda: NOW) as upgraded:
        key = upgraded.store.data_key
        assert upgraded.store.version() == SCHEMA
        with upgraded.store.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            ours = [change for change in compare_metadata(context, Table.metadata) if "search_" not in str(change)]
    missing = "a changed table needs a revision; while it is not released, run packaging/freeze_revision.py N"
    assert ours == [], missing
    assert shape(old, key) == shape(tmp_path / "new.kamdesk", new_key), missing


def test_what_was_in_the_old_file_is_in_the_new_one(old: Path) -> None:
    with open_with_passphrase(old, PASSPHRASE, lambda: NOW) as upgraded:
        with upgraded.store.reading() as session:
            accounts = {row.name: row for row in session.scalars(select(Account))}
            people = {row.name: row.remember for row in session.scalars(select(Person))}
            file = session.scalars(select(Attachment)).one()
        assert accounts["云岭能源青石电厂"].parent == accounts["云岭能源集团有限公司"].id
        assert accounts["云岭能源青石电厂"].order_key == "yun ling neng yuan qing shi dian chang"
        assert people == {"单志远": "重视安全\n左撇子", "仇晓岚": "爱下棋"}
        assert upgraded.files.content(file.content) == b"scan of a licence"
        upgraded.store.do(put_setting, "company", "松风电力")
        mend_index(upgraded.store)
        assert [row.name for row in check_workspace(upgraded.store) if not row.good] == []


def test_the_sample_of_version_0_1_0_opens_with_its_visits_as_touches_and_its_positions_as_postings(old: Path) -> None:
    second = old.with_name("v2.kamdesk")
    with open_with_passphrase(second, "revision two", lambda: NOW) as upgraded, upgraded.store.reading() as session:
        qin = session.scalars(select(Person).where(Person.name == "秦卫国")).one()
        postings = session.scalars(select(Posting).where(Posting.person == qin.id)).all()
        assert [(row.account, row.position, row.to_on) for row in postings] == [(qin.account, "总经理、党委副书记", None)]
        done = session.scalars(select(Visit).where(Visit.state == VisitState.DONE)).all()
        touches = session.scalars(select(Touch)).all()
        assert touches
        assert {touch.visit for touch in touches} <= {visit.id for visit in done}
        ours = set(session.scalars(select(Person.id).where(Person.side == Side.OURS)))
        assert not ours & {touch.person for touch in touches}
    with open_with_passphrase(second, "revision two", lambda: NOW) as again:
        assert [row.name for row in check_workspace(again.store) if not row.good] == []


def test_the_file_is_copied_before_it_is_upgraded(old: Path, tmp_path: Path) -> None:
    open_with_passphrase(old, PASSPHRASE, lambda: NOW).close()
    rows = backup.backups(old)
    assert [(row.name, row.version) for row in rows] == [(f"20261122T023000Z-before-v{SCHEMA}", 1)]
    restoring.restore_to(rows[0], tmp_path / "again.kamdesk")
    with open_with_passphrase(tmp_path / "again.kamdesk", PASSPHRASE, lambda: NOW) as again:
        assert again.store.version() == SCHEMA


def test_opening_an_upgraded_file_again_changes_nothing(old: Path) -> None:
    open_with_passphrase(old, PASSPHRASE, lambda: NOW).close()
    open_with_passphrase(old, PASSPHRASE, lambda: NOW).close()
    assert len(backup.backups(old)) == 1


def test_an_upgrade_that_fails_half_way_leaves_the_old_file(old: Path, full_disk: Callable[[int], AbstractContextManager[None]]) -> None:
    key = Keys.read(keys_path(old)).unlock(PASSPHRASE)
    before = shape(old, key)
    with full_disk(80_000), pytest.raises(Refused, match="disk_full"):
        running.upgrade(old, key)
    assert shape(old, key) == before
    with raw.opened(old, key) as connection:
        assert raw.version(connection) == 1
        assert raw.faults(connection) == ()
    open_with_passphrase(old, PASSPHRASE, lambda: NOW).close()


def test_a_file_with_broken_links_is_not_upgraded(old: Path) -> None:
    key = Keys.read(keys_path(old)).unlock(PASSPHRASE)
    with raw.opened(old, key) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE person SET account = randomblob(16)")
    with pytest.raises(Refused) as caught:
        open_with_passphrase(old, PASSPHRASE, lambda: NOW)
    assert (caught.value.code, caught.value.facts) == ("links_broken", {"count": 2})
    with raw.opened(old, key) as connection:
        assert raw.version(connection) == 1


def test_every_subject_with_tables_is_part_of_the_file() -> None:
    with_tables = {path.parent.name for path in Path(opening.__file__).parent.parent.glob("*/tables.py")}
    assert set(opening.SUBJECTS) == with_tables


def test_revisions_are_named_without_gaps_up_to_the_shape_of_today() -> None:
    assert sorted(running.REVISIONS) == list(range(1, SCHEMA + 1))
    for revision in running.REVISIONS:
        assert callable(running.steps(revision))


def test_all_revisions_run_from_an_empty_file(tmp_path: Path) -> None:
    keys, _ = new_keys("new", QUICK)
    key = keys.unlock("new")
    assert running.upgrade(tmp_path / "w", key) == tuple(range(1, SCHEMA + 1))
    assert running.upgrade(tmp_path / "w", key) == ()
    with pytest.raises(Refused, match="newer_version"):
        running.upgrade(tmp_path / "w", key, to=1)
    store = Store(tmp_path / "w", key, keys.workspace)
    assert store.ask(setting, "company") == ""
    store.close()
