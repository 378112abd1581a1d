"""A person who was erased for good is nowhere in the file: not in a table, not in the journal, not in the index, not in a free page."""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import select

from kamdesk.core.keys import Purpose, subkey
from kamdesk.core.past import rows_at
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.search import search
from kamdesk.core.store import Store, connect
from kamdesk.library.tables import Attachment
from kamdesk.people.actions import erase_person, save_person
from kamdesk.people.tables import Person, Touch
from kamdesk.privacy.actions import forget
from kamdesk.privacy.queries import going, held_sheet
from kamdesk.relations.queries import map_sheet
from kamdesk.relations.tables import Seat, Thread, Tie
from kamdesk.visits.queries import visit_sheet
from tests.conftest import NOW
from tests.privacy.conftest import NAME, PHONE, WORRY, House

SECRETS = (NAME, "璟瑜", "ouyang", "oyjy", PHONE, "7777 1234", "南浔", WORRY, "私下愿意", "睡上下铺", "羽毛球", "璟字辈", "1975-03-08")


def decrypted(store: Store) -> bytes:
    """Every page of the file, free ones included, and everything that can be read from it: tables, journal, tokens of the index."""
    key = subkey(store.data_key, Purpose.STORE)
    connection = connect(store.path, key)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    dumped = "\n".join(_dumped(connection))
    connection.close()
    return b"".join(_pages(store.path.read_bytes(), key)) + dumped.encode()


def _dumped(connection: Any) -> Iterator[str]:
    for index in ("search_names", "search_texts"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.words_of_{index} USING fts5vocab(main, {index}, row)")
        yield from (str(row[0]) for row in connection.execute(f"SELECT term FROM temp.words_of_{index}"))
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        yield from ("|".join(map(str, row)) for row in connection.execute(f'SELECT * FROM "{table}"'))


def _pages(content: bytes, key: bytes) -> Iterator[bytes]:
    """SQLCipher 4: pages of 4,096 bytes, AES-256 in CBC; the last 80 hold 16 of the beginning vector and 64 of the seal."""
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        reading = Cipher(algorithms.AES(key), modes.CBC(page[4016:4032])).decryptor()
        yield reading.update(page[16 if start == 0 else 0 : 4016])


def forms(secret: str) -> list[bytes]:
    return [secret.encode(), secret.encode("unicode_escape")]


def test_nothing_of_the_person_is_left_in_the_file(store: Store, house: House) -> None:
    before = decrypted(store)
    assert [secret for secret in SECRETS if not any(form in before for form in forms(secret))] == []
    done = forget(store, house.person, instead="（已删除人员）")
    after = decrypted(store)
    assert [secret for secret in SECRETS if any(form in after for form in forms(secret))] == []
    assert not any(name.encode() in store.path.read_bytes() for name in SECRETS)
    assert store.path.with_name(store.path.name + "-wal").stat().st_size == 0
    assert done.mentions == ()
    assert not any(store.files.path(digest).exists() for digest in house.files)
    with store.reading() as session:
        row = session.get_one(Person, house.person)
        kept = {each.key: getattr(row, each.key) for each in Person.__mapper__.column_attrs}
    assert {key: value for key, value in kept.items() if value not in (None, "")} == {
        "id": house.person, "erased_at": NOW, "side": row.side, **{key: False for key, value in kept.items() if value is False},
    }  # fmt: skip


def test_maps_and_visits_stay_sound_without_the_person(store: Store, house: House) -> None:
    forget(store, house.person)
    with store.reading() as session:
        seat = session.get_one(Seat, house.seat)
        assert (seat.person, seat.duty, seat.coach, seat.support, seat.note, seat.erased_at) == (
            None,
            "生产技术部主任",
            False,
            None,
            None,
            None,
        )
        for table in (Tie, Thread, Touch, Attachment):
            assert session.scalars(select(table)).all() == []
        sheet = map_sheet(session, house.map)
        assert NAME not in str(sheet)
        assert visit_sheet(session, house.visit, NOW.date()).people == ()
        assert [row.name for row in session.scalars(select(Person).where(alive(Person)).order_by(Person.id))] == ["林晓", "周敏"]
        for typed in (NAME, "ouyang", "oyjy", "璟瑜", "南浔"):
            assert {hit.table for hit in search(session, typed)} <= {"visit", "promise"}
        assert rows_at(session, Person, [house.person], NOW) == rows_at(session, Tie, [house.tie], NOW) == {}


def test_the_name_in_other_texts_is_listed_or_replaced(store: Store, house: House) -> None:
    listed = {(mention.table, mention.field) for mention in store.ask(going, house.person).mentions}
    assert listed == {("visit", "subject"), ("visit", "place"), ("promise", "what")}
    done = forget(store, house.person)
    assert {(mention.table, mention.field) for mention in done.mentions} == listed
    assert all(NAME in mention.around for mention in done.mentions)


def test_the_name_is_not_replaced_where_it_may_be_somebody_else(store: Store, house: House) -> None:
    store.do(save_person, None, {"name": NAME + "子"})
    with pytest.raises(Refused, match="namesakes"):
        forget(store, house.person, instead="某人")
    assert store.ask(held_sheet, house.person).name == NAME
    forget(store, house.person)
    assert [hit.title for hit in store.ask(search, NAME, tables=("person",))] == [NAME + "子"]


def test_undo_passes_by_and_never_brings_anything_back(store: Store, house: House) -> None:
    store.do(save_person, house.other, {"office_phone": "8800"})
    forget(store, house.person, instead="某人")
    assert store.undo().label == "Save person"

    def take_all_back() -> None:
        while True:
            store.undo()

    with pytest.raises(Refused, match=r"forgotten|nothing_to_undo"):
        take_all_back()
    assert NAME.encode() not in b"".join(str(row).encode() for row in store.history())
    with store.reading() as session:
        assert session.get_one(Person, house.person).erased_at is not None
        assert session.scalars(select(Person).where(Person.name == NAME)).all() == []
    while True:
        try:
            store.redo()
        except Refused:
            break
    with store.reading() as session:
        assert session.scalars(select(Person).where(Person.name == NAME)).all() == []


def test_a_change_that_touched_the_person_among_others_is_refused_clearly(store: Store) -> None:
    from kamdesk.core.work import Verb

    many = [{"name": NAME}, {"name": "周敏"}, {"name": "秦致远"}]
    made = store.do(Verb("Import", lambda work: work.add_many(Person, many)))[0]
    forget(store, made[0])
    with pytest.raises(Refused, match="forgotten"):
        store.undo()
    with store.reading() as session:
        assert len(session.scalars(select(Person).where(alive(Person))).all()) == 2


def test_who_was_erased_softly_before_is_forgotten_just_as_well(store: Store, house: House) -> None:
    store.do(erase_person, house.person)
    forget(store, house.person, instead="某人")
    after = decrypted(store)
    assert [secret for secret in SECRETS if any(form in after for form in forms(secret))] == []
    with pytest.raises(Refused, match="gone"):
        forget(store, house.person)


def test_a_file_that_somebody_else_uses_stays(store: Store, house: House) -> None:
    from kamdesk.people.actions import set_photo

    store.do(set_photo, house.other, house.files[0])
    forget(store, house.person)
    assert store.files.content(house.files[0]) == b"a face"
    assert not store.files.path(house.files[1]).exists()


def test_a_soft_erasure_leaves_the_seat_empty_and_one_undo_brings_all_back(store: Store, house: House) -> None:
    before = store.ask(map_sheet, house.map)
    store.do(erase_person, house.person)
    with store.reading() as session:
        seat = session.get_one(Seat, house.seat)
        assert (seat.person, seat.duty, seat.support, seat.erased_at) == (None, "生产技术部主任", None, None)
        for table in (Tie, Thread):
            assert session.scalars(select(table).where(alive(table))).all() == []
    store.undo()
    assert store.ask(map_sheet, house.map) == before


def test_a_seat_whose_holder_had_no_position_keeps_its_place_on_the_map(store: Store, house: House) -> None:
    store.do(erase_person, house.other)
    sheet = store.ask(map_sheet, house.map)
    assert sorted((seat.person is None, seat.position) for seat in sheet.seats) == [(False, "生产技术部主任"), (True, "？")]


def test_everything_that_is_held_is_told(store: Store, house: House) -> None:
    sheet = store.ask(held_sheet, house.person)
    told = {field.field.name: field.value for field in sheet.person.fields}
    assert (told["name"], told["worries"], told["purpose"]) == (NAME, WORRY, "项目沟通")
    assert {row.table for row in sheet.rows} == {"posting", "seat", "tie", "thread", "attendee", "promise", "touch", "attachment"}
    assert {(mention.table, mention.field) for mention in sheet.mentions} == {("visit", "subject"), ("visit", "place")}
    assert sheet.journalled > 10
    assert sheet.oldest == NOW
    assert sheet.files[0][0] == f"{NAME}简历.pdf"
