"""The check finds what was broken on purpose, names it, and mends what is only derived."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from kamdesk.accounts.tables import Account
from kamdesk.core.files import Files, files_folder
from kamdesk.core.keys import Purpose, subkey
from kamdesk.core.problems import Refused
from kamdesk.core.search import search
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.library.tables import Attachment
from kamdesk.upkeep import backup, check, raw, restoring
from kamdesk.upkeep.check import check_workspace, mend_index

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def faulty(store: Store) -> dict[str, tuple[str, ...]]:
    return {row.name: row.faults for row in check_workspace(store) if not row.good}


def filled(store: Store) -> Files:
    """An account with an attachment."""
    files = Files(files_folder(store.path), subkey(store.data_key, Purpose.FILES))
    kept = files.keep_bytes(b"licence")
    with store.writing("Fill") as work:
        account = work.put(Account, None, {"name": "云岭能源青石电厂"})
        attachment = Attachment(name="执照.pdf", size=kept.size, content=kept.digest, owner_table="account", owner=account)
        attachment.added_on = date(2026, 11, 22)
        work.add(attachment)
    return files


def test_a_sound_workspace_passes_everything(store: Store) -> None:
    filled(store)
    backup.make_backup(store.path, store.data_key, NOW)
    rows = check_workspace(store)
    assert [row.name for row in rows] == [check.FILE, check.LINKS, check.HISTORY, check.INDEX, check.ATTACHMENTS, check.BACKUPS]
    assert [row.faults for row in rows] == [()] * 6


def test_a_flipped_bit_in_a_page_is_reported_alone(store: Store) -> None:
    filled(store)
    store.close()
    content = bytearray(store.path.read_bytes())
    content[-3_000] ^= 1
    store.path.write_bytes(content)
    assert list(faulty(store)) == [check.FILE]


def test_a_link_that_leads_nowhere_is_named(store: Store) -> None:
    filled(store)
    with raw.opened(store.path, store.data_key) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE account SET parent = ?", (uuid4().bytes,))
    assert faulty(store) == {check.LINKS: ("An entry of account points at a missing entry of account.",)}


def test_a_recorded_change_without_its_transaction_is_found(store: Store) -> None:
    filled(store)
    with raw.opened(store.path, store.data_key) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM journal_transaction")
        connection.execute('UPDATE journal_entry SET "table" = \'stranger\' WHERE "table" = \'account\'')
    assert faulty(store) == {
        check.HISTORY: ("2 recorded changes belong to no transaction.", "Changes are recorded for an unknown table stranger.")
    }


def test_a_search_index_with_gaps_is_found_and_mended(store: Store) -> None:
    filled(store)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM search_row WHERE \"table\" = 'account'"))
    assert list(faulty(store)) == [check.INDEX]
    assert store.ask(search, "qingshi") == ()
    assert mend_index(store) == 2
    assert faulty(store) == {}
    assert [hit.title for hit in store.ask(search, "qingshi")] == ["云岭能源青石电厂"]


@pytest.mark.parametrize("damage", ["missing", "flipped"])
def test_a_damaged_or_missing_attachment_is_named(store: Store, damage: str) -> None:
    files = filled(store)
    (digest,) = files.present()
    if damage == "missing":
        files.path(digest).unlink()
    else:
        content = bytearray(files.path(digest).read_bytes())
        content[-1] ^= 1
        files.path(digest).write_bytes(content)
    found = faulty(store)
    assert list(found) == [check.ATTACHMENTS]
    assert found[check.ATTACHMENTS][0].startswith("执照.pdf: The attachment is ")


@pytest.mark.parametrize("damage", ["missing", "flipped"])
@pytest.mark.parametrize("by", ["mending", "restoring"])
def test_a_lost_attachment_comes_back_from_the_backup(store: Store, damage: str, by: str) -> None:
    files = filled(store)
    (digest,) = files.present()
    row = backup.make_backup(store.path, store.data_key, NOW)
    good = files.path(digest).read_bytes()
    if damage == "missing":
        files.path(digest).unlink()
    else:
        files.path(digest).write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    backup.make_backup(store.path, store.data_key, NOW + timedelta(hours=1))
    if by == "mending":
        assert check.mend_attachments(store) == 1
        assert check.mend_attachments(store) == 0
    else:
        store.close()
        restoring.restore_in_place(row, store.path, NOW)
    assert files.path(digest).read_bytes() == good
    assert faulty(store) == {}


def test_a_damaged_attachment_is_not_taken_into_a_backup(store: Store) -> None:
    files = filled(store)
    (digest,) = files.present()
    files.path(digest).write_bytes(b"torn")
    assert backup.make_backup(store.path, store.data_key, NOW).files == frozenset()
    assert check.mend_attachments(store) == 0


def test_a_damaged_newest_backup_is_reported(store: Store) -> None:
    row = backup.make_backup(store.path, store.data_key, NOW)
    backup.database_of(row).write_bytes(b"x" * row.size)
    assert faulty(store) == {check.BACKUPS: ("The newest backup 20261122T023000Z is damaged.",)}


def test_the_check_speaks_chinese(store: Store) -> None:
    files = filled(store)
    (digest,) = files.present()
    files.path(digest).unlink()
    rows = check_workspace(store, words_of(Language.ZH))
    assert [row.faults for row in rows if not row.good] == [("执照.pdf: 文件夹 work.kamdesk.files 中缺少该附件，可从备份恢复。",)]


def test_a_check_can_be_stopped(store: Store) -> None:
    with pytest.raises(Refused, match="stopped"):
        check_workspace(store, progress=lambda done, _whole: done < 2)


def test_the_check_changes_nothing(store: Store, workspace: Path) -> None:
    filled(store)
    store.close()
    before = workspace.read_bytes()
    check_workspace(store)
    store.close()
    assert workspace.read_bytes() == before
