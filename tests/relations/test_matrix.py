"""Who of ours knows whom of theirs: from the file, in words, on paper; and what masking leaves."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from kamdesk.accounts.tables import Account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person, Touch
from kamdesk.relations import actions, queries
from kamdesk.relations.document.matrix import matrix_paper
from kamdesk.relations.rules import Coverage, Level
from kamdesk.relations.rules.matrix import gap_of, gap_words, level_words
from kamdesk.relations.rules.sheet import with_threads
from tests.relations.conftest import House, write

WORDS = words_of("zh_CN")
TODAY = date(2026, 11, 22)


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.fixture
def second(store: Store) -> object:
    return store.do(write, Person, {"name": "唐毅", "position": "方案总师", "side": Side.OURS})[0]


def test_a_cell_is_written_changed_emptied_and_undone(store: Store, house: House) -> None:
    seat, ours = house.seats["王建国"], house.people["林晓"]
    number, _changes = store.do(actions.set_thread, seat, ours, {"coverage": Coverage.BRIEF})
    again, _changes = store.do(actions.set_thread, seat, ours, {"level": Level.CREDIBLE})
    assert again == number
    sheet = store.ask(queries.matrix_sheet, house.account)
    row = sheet.row(seat)
    assert row is not None
    assert (row.threads[ours].coverage, row.threads[ours].level, row.active) == (Coverage.BRIEF, Level.CREDIBLE, 1)
    assert row.differs  # by hand it says 深入接触
    assert [column.active for column in sheet.columns] == [1]
    assert store.do(actions.set_thread, seat, ours, {"coverage": None, "level": None})[0] is None
    assert store.ask(queries.matrix_sheet, house.map).busy() == ()
    store.undo()
    assert store.ask(queries.matrix_sheet, house.map).busy()[0].name == "林晓"


def test_a_seat_takes_the_best_of_its_threads_unless_set_by_hand(store: Store, house: House, second: object) -> None:
    seat = house.seats["赵强"]
    store.do(actions.set_thread, seat, house.people["林晓"], {"coverage": Coverage.BRIEF, "level": Level.VENDOR})
    store.do(actions.set_thread, seat, second, {"coverage": Coverage.DEEP, "level_wanted": Level.ADVISOR})
    shown = store.ask(queries.map_sheet, house.map).seat(seat)
    assert shown is not None
    assert (shown.coverage, shown.level, shown.level_wanted) == (Coverage.NONE, Level.VENDOR, Level.ADVISOR)
    store.do(actions.save_seat, seat, {"coverage": None})
    shown = store.ask(queries.map_sheet, house.map).seat(seat)
    assert shown is not None
    assert shown.coverage is Coverage.DEEP
    assert shown.derived == {"coverage", "level", "level_wanted"}
    assert with_threads(shown, ()).threads == ()
    assert store.ask(queries.account_healths, [house.account])[house.account][1].known == 4


def test_threads_begin_with_ours_lead_to_theirs_and_end_with_the_holder(store: Store, house: House) -> None:
    for ours, code in ((house.people["周涛"], "not_ours"), (house.people["林晓"], "thread_exists")):
        if code == "thread_exists":
            store.do(actions.save_thread, None, {"seat": house.seats["李敏"], "ours": ours, "coverage": Coverage.BRIEF})
        with pytest.raises(Refused) as refused:
            store.do(actions.save_thread, None, {"seat": house.seats["李敏"], "ours": ours, "coverage": Coverage.BRIEF})
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        store.do(actions.save_thread, None, {"ours": house.people["林晓"]})
    assert refused.value.field == "seat"
    successor, _changes = store.do(write, Person, {"name": "新任", "account": house.account})
    store.do(actions.fill_seat, house.seats["李敏"], successor)
    assert store.ask(queries.matrix_sheet, house.map).busy() == ()
    store.undo()
    assert len(store.ask(queries.matrix_sheet, house.map).busy()) == 1


def test_rows_say_what_is_missing_and_when_we_were_last_in_touch(store: Store, house: House) -> None:
    store.do(actions.set_thread, house.seats["周涛"], house.people["林晓"], {"coverage": Coverage.SEVERAL})
    store.do(write, Touch, {"person": house.people["周涛"], "touched_on": date(2026, 11, 1)})
    sheet = store.ask(queries.matrix_sheet, house.map)
    said = {row.seat.name or row.seat.position: gap_of(row, WORDS) for row in sheet.rows}
    assert said == {"王建国": "未记录由谁接触", "李敏": "未记录由谁接触", "赵强": "无人接触", "采购部部长": "人选不详", "周涛": "仅一条线"}
    assert [row.seat.name or row.seat.position for row in sheet.rows] == ["王建国", "李敏", "赵强", "采购部部长", "周涛"]
    assert sheet.rows[-1].last == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("now", "wanted", "line", "gap"),
    [
        (None, None, "", ""),
        (Level.VENDOR, None, "供应商", ""),
        (None, Level.CREDIBLE, "— → 可信来源", "距“可信来源”还差 2 级。"),
        (Level.VENDOR, Level.ADVISOR, "供应商 → 可信顾问", "距“可信顾问”还差 3 级。"),
        (Level.SOLVER, Level.ADVISOR, "问题解决者 → 可信顾问", "距“可信顾问”还差一级。"),
        (Level.ADVISOR, Level.ADVISOR, "可信顾问", "已达到期望的关系。"),
    ],
)
def test_levels_in_words(now: Level | None, wanted: Level | None, line: str, gap: str) -> None:
    assert (level_words(now, wanted, WORDS), gap_words(now, wanted, WORDS)) == (line, gap)


def test_on_paper_masked_it_holds_names_and_positions_and_nothing_else(store: Store, house: House, second: object) -> None:
    plain = matrix_paper(store.ask(queries.matrix_sheet, house.map), WORDS, TODAY)
    store.do(actions.set_thread, house.seats["王建国"], house.people["林晓"], {"coverage": Coverage.DEEP, "level": Level.ADVISOR})
    store.do(actions.save_seat, house.seats["周涛"], {"support": -2, "note": "秘密"})
    sheet = store.ask(queries.matrix_sheet, house.map)
    assert matrix_paper(sheet, WORDS, TODAY).pdf == plain.pdf  # whatever is hidden leaves no trace, not even in the order
    whole = text_of(matrix_paper(sheet, WORDS, TODAY, masked=False).pdf)
    assert "深入" in whole
    assert "决策层" in whole
    assert "无人接触" in whole
    bare = text_of(plain.pdf)
    assert "王建国" in bare
    assert "林晓" in bare
    assert not any(word in bare for word in ("深入", "决策层", "无人", "教练", "隐藏", "可信"))


def test_many_of_ours_go_on_overleaf(store: Store, house: House) -> None:
    for number in range(20):
        ours, _changes = store.do(write, Person, {"name": f"我方{number:02}", "side": Side.OURS})
        store.do(actions.set_thread, house.seats["李敏"], ours, {"coverage": Coverage.BRIEF})
    paper = matrix_paper(store.ask(queries.matrix_sheet, house.map), WORDS, TODAY, masked=False)
    assert paper.pages == 3
    assert all(f"我方{number:02}" in text_of(paper.pdf) for number in range(20))
    empty, _changes = store.do(write, Account, {"name": "空公司"})
    assert "关系图上还没有人" in text_of(matrix_paper(store.ask(queries.matrix_sheet, empty), WORDS, TODAY).pdf)
