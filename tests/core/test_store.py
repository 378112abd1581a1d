"""A change is kept, journalled, found, taken back and done again, in a real encrypted file."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from kamdesk.core.keys import Keys, keys_path
from kamdesk.core.problems import Refused
from kamdesk.core.settings import Setting, put_setting, setting, setting_id
from kamdesk.core.store import Store
from kamdesk.core.work import Verb, Work


def test_what_was_done_stands_in_the_file_after_closing(store: Store, open_store: Callable[[], Store]) -> None:
    store.do(put_setting, "language", "en")
    store.close()
    assert open_store().ask(setting, "language") == "en"


def test_the_file_tells_nobody_anything(store: Store) -> None:
    store.do(put_setting, "rep", "林晓的秘密")
    store.close()
    content = store.path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert "林晓的秘密".encode() not in content


def test_a_wrong_passphrase_is_refused(workspace: object, store: Store) -> None:
    with pytest.raises(Refused, match="wrong_passphrase"):
        Keys.read(keys_path(store.path)).unlock("not this one")


def test_undo_and_redo_walk_back_and_forth(store: Store) -> None:
    store.do(put_setting, "rep", "林晓")
    store.do(put_setting, "rep", "周岚")
    assert store.undo().label == "Change a setting"
    assert store.ask(setting, "rep") == "林晓"
    store.undo()
    assert store.ask(setting, "rep") == ""
    with pytest.raises(Refused, match="nothing_to_undo"):
        store.undo()
    store.redo()
    store.redo()
    assert store.ask(setting, "rep") == "周岚"
    with pytest.raises(Refused, match="nothing_to_redo"):
        store.redo()
    store.undo()
    assert store.ask(setting, "rep") == "林晓"


def test_a_new_change_ends_what_could_be_redone(store: Store) -> None:
    store.do(put_setting, "rep", "林晓")
    store.undo()
    store.do(put_setting, "theme", "dark")
    with pytest.raises(Refused, match="nothing_to_redo"):
        store.redo()


def test_history_names_each_field_with_old_and_new(store: Store) -> None:
    store.do(put_setting, "rep", "林晓")
    store.do(put_setting, "rep", "周岚")
    newest, first = store.history()
    assert [(line.field, line.old, line.new) for line in newest.lines] == [("value", "林晓", "周岚")]
    assert first.lines[0].new["value"] == "林晓"


def test_an_action_that_raises_leaves_nothing_behind(store: Store) -> None:
    def one_good_one_bad(work: Work) -> None:
        work.put(Setting, None, {"key": "a", "value": "good"})
        work.session.flush()
        work.put(Setting, None, {"key": "b", "value": "bad\x07"})

    with pytest.raises(Refused, match="control_characters"):
        store.do(Verb("Try", one_good_one_bad))
    assert store.history() == ()
    assert store.ask(setting, "a") == ""


def test_bulk_statements_cannot_bypass_the_journal(store: Store) -> None:
    from sqlalchemy import update

    with pytest.raises(RuntimeError, match="bypass"), store.writing("Bulk") as work:
        work.session.execute(update(Setting).values(value="x"))


def test_reading_never_writes(store: Store) -> None:
    def write(session: Session) -> None:
        session.add(Setting(key="a"))
        session.flush()

    with pytest.raises(RuntimeError, match="reading"):
        store.ask(write)


def test_many_rows_at_once_are_journalled_found_and_taken_back_like_one(store: Store) -> None:
    from kamdesk.accounts.tables import Account
    from kamdesk.core.search import search

    rows = [{"name": f"晋岚第{number}公司", "headcount": number} for number in range(500)]
    made, changes = store.do(Verb("Import", lambda work: work.add_many(Account, rows)))
    assert len(made) == len(set(made)) == len(changes) == 500
    with store.reading() as session:
        assert session.get_one(Account, made[7]).headcount == 7
        assert session.get_one(Account, made[7]).order_key == Account(name="晋岚第7公司").order_key
    assert [hit.id for hit in store.ask(search, "晋岚第499公司")] == [made[499]]
    newest = store.history(1)[0]
    assert (len(newest.lines), newest.more) == (200, 300)
    last = store.history(1, made[499])[0]
    assert last.lines[0].row == made[499]
    store.undo()
    assert store.ask(search, "晋岚") == ()
    store.redo()
    assert len(store.ask(search, "晋岚", 1000)) > 100


def test_many_rows_at_once_are_refused_whole_with_the_number_of_the_faulty_one(store: Store) -> None:
    from kamdesk.accounts.tables import Account

    with pytest.raises(Refused, match="empty") as refused:
        store.do(Verb("Import", lambda work: work.add_many(Account, [{"name": "甲"}, {"region": "山西"}])))
    assert refused.value.facts["row"] == 2
    assert store.history() == ()


def test_a_row_made_and_changed_in_one_work_goes_and_comes_as_a_whole(store: Store) -> None:
    from kamdesk.accounts.tables import Account

    def make_and_change(work: Work) -> object:
        made = work.put(Account, None, {"name": "甲公司"})
        work.session.flush()
        work.put(Account, made, {"name": "乙公司", "headcount": 5})
        work.session.flush()
        work.put(Account, made, {"headcount": 6})
        return made

    made, _changes = store.do(Verb("Make and change", make_and_change))
    for _again in range(2):
        store.undo()
        with store.reading() as session:
            assert session.get_one(Account, made).erased_at is not None
        store.redo()
        with store.reading() as session:
            row = session.get_one(Account, made)
            assert (row.name, row.headcount, row.erased_at) == ("乙公司", 6, None)


def test_many_rows_may_link_to_a_row_made_just_before_them(store: Store) -> None:
    from kamdesk.accounts.tables import Account

    def group_with_companies(work: Work) -> int:
        group = work.put(Account, None, {"name": "晋岚集团"})
        return len(work.add_many(Account, [{"name": f"晋岚第{number}公司", "parent": group} for number in range(3)]))

    assert store.do(Verb("Import", group_with_companies))[0] == 3
    store.undo()
    assert store.next_reversal("undo") is None


def test_an_import_of_thousands_is_taken_back_in_one_flush(store: Store) -> None:
    from sqlalchemy import event

    from kamdesk.accounts.tables import Account
    from kamdesk.core.search import search

    store.do(Verb("Import", lambda work: work.add_many(Account, [{"name": f"晋岚第{number}公司"} for number in range(1200)])))
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _u, statement, _p, _x, _m: statements.append(statement))
    store.undo()
    assert len(statements) < 60
    assert store.ask(search, "晋岚") == ()


def test_a_row_whose_link_was_erased_can_still_be_changed(store: Store) -> None:
    from kamdesk.accounts.tables import Account

    group, _ = store.do(Verb("Make", lambda work: work.put(Account, None, {"name": "晋岚集团"})))
    company, _ = store.do(Verb("Make", lambda work: work.put(Account, None, {"name": "晋岚电力", "parent": group})))
    store.do(Verb("Erase", lambda work: work.erase(work.get(Account, group))))
    store.do(Verb("Change", lambda work: work.put(Account, company, {"name": "晋岚电力股份", "parent": group})))
    with store.reading() as session:
        assert session.get_one(Account, company).name == "晋岚电力股份"
    with pytest.raises(Refused, match="gone"):
        store.do(Verb("Make", lambda work: work.put(Account, None, {"name": "晋岚建设", "parent": group})))


def test_undo_from_two_threads_takes_back_one_change_after_the_other(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(20):
        store.do(put_setting, f"key {number}", "value")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _turn: store.undo().changes, range(20)))
    assert set().union(*done) == {("setting", setting_id(f"key {number}")) for number in range(20)}
    assert store.next_reversal("undo") is None


def test_readers_and_writers_in_many_threads_do_not_disturb_each_other(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def write(key: str) -> None:
        for number in range(15):
            store.do(put_setting, key, str(number))

    def read(key: str) -> list[str]:
        return [store.ask(setting, key) for _turn in range(40)]

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(write, key) for key in "abc"]
        readers = [pool.submit(read, key) for key in "abc"]
    for reader in readers:
        seen = [int(value or -1) for value in reader.result()]
        assert seen == sorted(seen)
    assert [writer.result() for writer in writers] == [None] * 3
    assert [store.ask(setting, key) for key in "abc"] == ["14"] * 3
