"""Imports through a real encrypted file: what is looked through, decided, written, remembered, taken back; and how it leaves again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.rules import Ownership, Rank
from kamdesk.accounts.tables import Account
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.exchange import actions, queries
from kamdesk.exchange.queries import outgoing
from kamdesk.exchange.rules import Decision, Outcome, Preview, Verdict, Why
from kamdesk.exchange.rules.columns import columns_of, headings
from kamdesk.exchange.rules.planning import planned
from kamdesk.people.actions import move_person, save_person
from kamdesk.people.rules import Basis
from kamdesk.people.tables import Person, Posting
from tests.exchange.conftest import Book, by_name, looked_through, table_of
from tests.factories.songling import TODAY, Songling

ZH = words_of(Language.ZH)


def text_file(folder: Path, *lines: str) -> Path:
    path = folder / "名单.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def write(store: Store, preview: Preview, decisions: dict[int, Decision] | None = None, doubtful: Decision = Decision.SKIP) -> Outcome:
    verb = actions.import_people if preview.options.kind == "person" else actions.import_accounts
    return store.do(verb, planned(preview, decisions or {}, doubtful))[0]


def everybody(store: Store, table: type[Any] = Person) -> dict[str, Any]:
    with store.reading() as session:
        return {row.name: row for row in session.scalars(select(table).where(alive(table)))}


def test_each_row_is_told_what_it_would_do(store: Store, sample: Songling, tmp_path: Path) -> None:
    store.do(save_person, sample.people["李敏"], {"phone": "13900001234", "wechat": "limin_8866"})
    path = text_file(
        tmp_path, "姓名,单位,职务,手机,微信",
        "李敏,松岭电力,总工程师,+86 139-0000-1234,",
        "李敏,松岭电力,,139 0000 1234,limin_8866", "黎敏,松岭电力,,13900001234,", "王芳,,,13900001234,",
        "王建国,松岭电力,董事长,,", "新人,晋岚能源,处长,13600001111,", "新人,晋岚能源有限公司,处长,136 0000 1111,", "坏人,,,call me,",
    )  # fmt: skip
    preview = looked_through(store, path)
    assert [(row.verdict, row.why) for row in preview.rows] == [
        (Verdict.CHANGED, Why.NAME_AND_WAY), (Verdict.SAME, Why.NAME_AND_WAY), (Verdict.DOUBTFUL, Why.PINYIN),
        (Verdict.DOUBTFUL, Why.PHONE),
        (Verdict.DOUBTFUL, Why.NAME_AND_ACCOUNT), (Verdict.NEW, Why.NOTHING), (Verdict.SAME, Why.IN_FILE), (Verdict.FAULTY, Why.NOTHING),
    ]  # fmt: skip
    assert [(change.field, change.new) for change in preview.rows[0].changes] == [("position", "总工程师")]
    assert [fault.code for fault in preview.rows[-1].faults] == ["not_a_phone"]
    assert dict(preview.unknown) == {"晋岚能源": 2}


def test_looking_through_writes_nothing(store: Store, sample: Songling, tmp_path: Path) -> None:
    before = (store.path.read_bytes(), len(store.history(1000)))
    looked_through(store, text_file(tmp_path, "姓名,单位", "新人,新单位", "李敏,松岭电力"))
    assert (store.path.read_bytes(), len(store.history(1000))) == before


def test_an_import_is_one_step_that_one_undo_takes_back(store: Store, sample: Songling, tmp_path: Path) -> None:
    path = text_file(tmp_path, "姓名,单位,手机,职务", "新人,晋岚能源,13600001111,处长", "李敏,松岭电力,13900009999,副主任")
    everyone, steps = set(everybody(store)), len(store.history(1000))
    preview = looked_through(store, path, given={"purpose": "展会跟进", "basis": Basis.CONSENT})
    outcome = write(store, preview, doubtful=Decision.UPDATE)
    assert outcome == Outcome(added=1, changed=1, accounts=1)
    people = everybody(store)
    assert (people["新人"].purpose, people["新人"].basis, people["新人"].phone) == ("展会跟进", Basis.CONSENT, "136 0000 1111")
    assert people["新人"].account == everybody(store, Account)["晋岚能源"].id
    assert people["李敏"].position == "副主任"
    assert "139 0000 9999" in people["李敏"].phone
    assert len(store.history(1000)) == steps + 1
    assert store.undo().label == "Import people"
    assert set(everybody(store)) == everyone
    assert "晋岚能源" not in everybody(store, Account)
    assert everybody(store)["李敏"].position != "副主任"
    store.redo()
    assert "新人" in everybody(store)


def test_an_unknown_company_may_be_kept_without_an_account(store: Store, tmp_path: Path) -> None:
    preview = looked_through(store, text_file(tmp_path, "姓名,单位,职务", "新人,晋岚能源,处长"), create=False)
    assert write(store, preview).accounts == 0
    with store.reading() as session:
        (posting,) = session.scalars(select(Posting))
    assert (posting.organisation, posting.position, posting.person) == ("晋岚能源", "处长", everybody(store)["新人"].id)
    assert everybody(store, Account) == {}


def test_decisions_of_the_rep_hold_row_by_row(store: Store, sample: Songling, tmp_path: Path) -> None:
    path = text_file(tmp_path, "姓名,单位,职务", "李敏,松岭电力,甲", "王建国,松岭电力,乙", "新人,,丙")
    preview = looked_through(store, path)
    count = len(everybody(store))
    outcome = write(store, preview, {0: Decision.ADD, 1: Decision.UPDATE, 2: Decision.SKIP})
    assert outcome == Outcome(1, 1, 0)
    with store.reading() as session:
        positions = sorted(filter(None, session.scalars(select(Person.position).where(Person.name == "李敏"))))
    assert "甲" in positions
    assert len(positions) == 2
    assert everybody(store)["王建国"].position == "乙"
    assert len(everybody(store)) == count


def test_rows_about_one_new_person_are_put_together(store: Store, tmp_path: Path) -> None:
    path = text_file(tmp_path, "姓名,单位,手机,微信", "新人,晋岚,13600001111,", "新人,晋岚,13600002222,xinren88")
    preview = looked_through(store, path)
    assert preview.rows[1].verdict is Verdict.DOUBTFUL
    assert write(store, preview, {1: Decision.UPDATE}).added == 1
    assert (everybody(store)["新人"].phone, everybody(store)["新人"].wechat) == ("136 0000 1111、136 0000 2222", "xinren88")


def test_the_history_of_positions_follows_a_card_that_an_import_changes(store: Store, tmp_path: Path) -> None:
    account = store.do(save_account, None, {"name": "松岭电力"})[0]
    person = store.do(save_person, None, {"name": "李敏", "account": account, "position": "主任", "phone": "13900001234"})[0]
    store.do(move_person, person, {"account": account, "position": "处长"}, date(2026, 1, 1))
    write(store, looked_through(store, text_file(tmp_path, "姓名,手机,职务", "李敏,13900001234,总经理")))
    with store.reading() as session:
        held = session.scalars(select(Posting.position).where(Posting.person == person).order_by(Posting.from_on.nulls_first())).all()
    assert held == ["主任", "总经理"]


def test_only_what_is_empty_is_filled_where_that_is_wanted(store: Store, tmp_path: Path) -> None:
    store.do(save_person, None, {"name": "李敏", "phone": "13900001234", "position": "主任"})
    preview = looked_through(store, text_file(tmp_path, "姓名,手机,职务,籍贯", "李敏,13900001234,处长,太原"), fill_only=True)
    assert write(store, preview).changed == 1
    person = everybody(store)["李敏"]
    assert (person.position, person.home_town) == ("主任", "太原")


def test_faulty_rows_leave_with_their_reasons_and_come_back_mended(store: Store, tmp_path: Path) -> None:
    path = text_file(tmp_path, "姓名,手机,生日,备注", "好人,13600001111,,", "坏人,call me,1985-13-01,'=1", ",138,,")
    preview = looked_through(store, path)
    assert preview.counts[Verdict.FAULTY] == 2
    for ending in ("csv", "xlsx"):
        target = tmp_path / f"faulty.{ending}"
        assert actions.write_faulty(target, preview, ZH) == 2
        table = table_of(target)
        assert table.heads == ("姓名", "手机", "生日", "备注", "未导入的原因")
        assert "call me" in table.rows[0][4]
        assert "1985-13-01" in table.rows[0][4]
        assert "姓名" in table.rows[1][4]
    lenient = looked_through(store, path, lenient=True)
    assert [row.verdict for row in lenient.rows] == [Verdict.NEW, Verdict.NEW, Verdict.FAULTY]
    assert write(store, lenient).added == 2
    assert (everybody(store)["坏人"].phone, everybody(store)["坏人"].remember) == (None, "=1")


def test_a_mapping_is_remembered_with_the_import(store: Store, tmp_path: Path) -> None:
    path = text_file(tmp_path, "姓名,甲列,乙列", "新人,太原,华北电力大学")
    table = table_of(path)
    guessed, remembered = store.ask(queries.mapping_for, "person", table)
    assert (guessed, remembered) == (("name", "", ""), False)
    write(store, looked_through(store, path, mapping=("name", "home_town", "school")))
    assert store.ask(queries.mapping_for, "person", table) == (("name", "home_town", "school"), True)
    store.undo()
    assert store.ask(queries.mapping_for, "person", table)[1] is False


def test_what_was_written_meanwhile_is_not_written_over(store: Store, tmp_path: Path) -> None:
    preview = looked_through(store, text_file(tmp_path, "姓名,手机", "新人,13600001111"))
    store.do(save_person, None, {"name": "新人", "phone": "13600001111"})
    with pytest.raises(Refused, match="changed_since_preview"):
        write(store, preview)
    assert len(everybody(store)) == 1


def test_a_stopped_import_has_written_nothing(store: Store, tmp_path: Path) -> None:
    path = text_file(tmp_path, "姓名,单位", *(f"人{number},单位{number}" for number in range(1200)))
    preview = looked_through(store, path)
    steps: list[int] = []

    def progress(done: int, _whole: int) -> bool:
        steps.append(done)
        return len(steps) < 2

    with pytest.raises(Refused, match="stopped"):
        store.do(actions.import_people, planned(preview, {}), progress)
    assert (everybody(store), everybody(store, Account), store.history(10)) == ({}, {}, ())


@pytest.mark.parametrize(
    ("mapping", "code"),
    [(("phone", ""), "no_name_column"), (("name", "nose"), "unknown_field"), (("account", "account"), "twice_mapped")],
)
def test_a_mapping_that_cannot_be_is_refused(store: Store, tmp_path: Path, mapping: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused, match=code):
        looked_through(store, text_file(tmp_path, "a,b", "王建国,x"), mapping=mapping)


def test_accounts_come_in_with_their_groups_in_any_order(store: Store, tmp_path: Path) -> None:
    store.do(save_account, None, {"name": "松岭能源集团有限公司", "short_name": "松岭集团"})
    path = text_file(
        tmp_path, "名称,简称,上级单位,企业性质,行政级别,营业收入,员工人数,成立日期",
        "青石热电厂,青石,松岭电力有限公司,,副处级,3.5亿,1200人,1998/5/1", "松岭电力有限公司,,松岭集团,省属国企,正处级,12.8亿,,",
        "松岭能源集团公司,,,,,,,", "晋岚分公司,,晋岚集团,,,,,", "坏公司,,,外星人,,,,",
    )  # fmt: skip
    preview = looked_through(store, path, "account")
    assert [row.verdict for row in preview.rows] == [Verdict.NEW, Verdict.NEW, Verdict.SAME, Verdict.NEW, Verdict.FAULTY]
    assert dict(preview.unknown) == {"晋岚集团": 1}
    assert write(store, preview) == Outcome(3, 0, 1)
    found = everybody(store, Account)
    assert found["青石热电厂"].parent == found["松岭电力有限公司"].id
    assert found["松岭电力有限公司"].parent == found["松岭能源集团有限公司"].id
    assert found["晋岚分公司"].parent == found["晋岚集团"].id
    plant = found["青石热电厂"]
    assert (plant.rank, plant.revenue, plant.headcount, plant.founded) == (Rank.DEPUTY_DIVISION, 350_000_000_00, 1200, date(1998, 5, 1))
    assert found["松岭电力有限公司"].ownership is Ownership.PROVINCIAL
    store.undo()
    assert list(everybody(store, Account)) == ["松岭能源集团有限公司"]


def test_a_group_in_a_circle_is_refused_whole(store: Store, tmp_path: Path) -> None:
    preview = looked_through(store, text_file(tmp_path, "名称,上级单位", "甲公司,乙公司", "乙公司,甲公司"), "account")
    with pytest.raises(Refused, match="parent_cycle"):
        write(store, preview)
    assert everybody(store, Account) == {}


def exported(store: Store, target: Path, kind: str = "person", encoding: str = "utf-8", **how: Any) -> int:
    columns = columns_of(kind, outgoing.fields_to_write(kind), how.get("names", ()), how.get("unmasked", True))
    with store.reading() as session:
        ids = outgoing.found_ids(session, kind, how.get("filter", ""), TODAY)
        return actions.written_list(target, headings(columns, ZH), outgoing.cells_of(session, columns, ids, ZH), len(ids), encoding)


@pytest.mark.parametrize("kind", ["person", "account"])
@pytest.mark.parametrize(("ending", "encoding"), [(".xlsx", "utf-8"), (".csv", "utf-8"), (".csv", "gbk")])
def test_what_was_exported_changes_nothing_when_it_comes_back(
    store: Store, sample: Songling, tmp_path: Path, ending: str, encoding: str, kind: str
) -> None:
    store.do(save_person, None, {"name": "=䶮㛃𬱖", "career": '第一行\n\n=第二行，"引号"', "phone": "+852 2123 4567", "tags": "-甲、@乙"})
    store.do(save_account, None, {"name": "+奇怪公司", "strategy": "长" * 3000 + "\n完", "revenue": 123_456_789_01, "headcount": 0})
    target = tmp_path / f"out{ending}"
    count = exported(store, target, kind, encoding)
    preview = looked_through(store, target, kind)
    assert preview.counts[Verdict.SAME] == count == len(preview.rows) > 2, [
        (row.values, row.changes, row.faults) for row in preview.rows if row.verdict is not Verdict.SAME
    ]
    assert {row.why for row in preview.rows} == {Why.NUMBER}


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"]), max_size=30).map(
    str.strip
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=20))
def test_any_text_survives_the_way_out_and_in(store: Store, tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    fields = [field for field in outgoing.fields_to_write("person") if field.name in ("interests", "career")]
    rows = [(neutral(one), neutral(other)) for one, other in texts]
    for ending in (".xlsx", ".csv"):
        target = tmp_path / f"text{ending}"
        actions.written_list(target, ("姓名", *[ZH.translated(field.label) for field in fields]), [("人", *row) for row in rows], len(rows))
        assert [row[1:] for row in table_of(target).rows] == rows


def neutral(text: str) -> str:
    from kamdesk.exchange.rules.cells import neutralised

    return neutralised(text)


def test_personal_data_leave_only_where_they_are_asked_for(store: Store, sample: Songling, tmp_path: Path) -> None:
    store.do(save_person, sample.people["李敏"], {"phone": "13900001234", "home_town": "山东潍坊"})
    target = tmp_path / "open.csv"
    exported(store, target, unmasked=False)
    written = target.read_text(encoding="utf-8-sig")
    assert "李敏" in written
    assert "139 0000 1234" not in written
    assert "潍坊" not in written
    with pytest.raises(Refused, match="personal_columns"):
        columns_of("person", outgoing.fields_to_write("person"), ("name", "phone"), False)
    exported(store, target, unmasked=True, names=("name", "phone"), filter="name=李敏")
    assert target.read_bytes().decode("utf-8-sig").splitlines()[1:] == ["李敏,139 0000 1234"]
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_numbers_and_days_are_real_ones_in_a_workbook(store: Store, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    store.do(save_account, None, {"name": "松岭电力", "revenue": 128_000_000_00, "founded": date(1998, 5, 1), "headcount": 1200})
    target = tmp_path / "a.xlsx"
    exported(store, target, "account", names=("name", "revenue", "founded", "headcount"))
    assert CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()[1] == ["松岭电力", 128_000_000.0, date(1998, 5, 1), 1200.0]
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_cell_longer_than_excel_holds_is_refused_not_cut(store: Store, tmp_path: Path) -> None:
    store.do(save_account, None, {"name": "松岭电力", "strategy": "长" * 40_000})
    with pytest.raises(Refused, match="too_long_for_excel"):
        exported(store, tmp_path / "a.xlsx", "account")
    assert not (tmp_path / "a.xlsx").exists()
    assert exported(store, tmp_path / "a.csv", "account") == 1


def test_people_go_to_a_phone_and_come_back(store: Store, sample: Songling, tmp_path: Path) -> None:
    ways = {"phone": "13900001234", "office_phone": "0351-1234567 转 8", "email": "limin@example.com、lm@example.cn"}
    store.do(save_person, sample.people["李敏"], ways)
    target = tmp_path / "people.vcf"
    with store.reading() as session:
        ids = outgoing.found_ids(session, "person", "", TODAY)
        assert actions.written_cards(target, outgoing.cards_of(session, ids), len(ids)) == len(ids)
    preview = looked_through(store, target)
    assert by_name(preview)["李敏"].verdict is Verdict.SAME
    assert {row.verdict for row in preview.rows} == {Verdict.SAME}


def test_a_card_with_several_addresses_is_not_faulty(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "phone.vcf"
    ways = "EMAIL;TYPE=WORK:ly@x.cn\r\nEMAIL;TYPE=HOME:LuoYing@y.cn\r\n"
    target.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:罗颖\r\n{ways}END:VCARD\r\n", "utf-8")
    preview = looked_through(store, target)
    assert [row.verdict for row in preview.rows] == [Verdict.NEW]
    assert write(store, preview).added == 1
    assert everybody(store)["罗颖"].email == "ly@x.cn、LuoYing@y.cn"
    assert [row.verdict for row in looked_through(store, target).rows] == [Verdict.SAME]


def test_a_workbook_of_ten_columns_comes_in(store: Store, book: Book) -> None:
    path = book("a.xlsx", [["姓名", "手机", "生日"], ["王建国", 13800002101, date(1970, 5, 1)]])
    assert write(store, looked_through(store, path)).added == 1
    assert (everybody(store)["王建国"].phone, everybody(store)["王建国"].birthday) == ("138 0000 2101", date(1970, 5, 1))
