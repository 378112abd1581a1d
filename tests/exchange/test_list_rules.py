"""The rules of lists: cells that come back as they went, headings, encodings, vCards of several makers, names, matching."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.fields import Field, Kind
from kamdesk.core.ids import new_id
from kamdesk.exchange.queries import fields_for
from kamdesk.exchange.rules import FileKind, Table
from kamdesk.exchange.rules.cards import HEADS, card_name, is_cards, read_cards, written_card
from kamdesk.exchange.rules.cells import cell_text, neutralised, restored
from kamdesk.exchange.rules.headings import guessed_mapping, header_row, kept, plain_heading, remembered, signature, targets_of
from kamdesk.exchange.rules.matching import AccountName, Names, differing, merged, ways_of
from kamdesk.exchange.rules.texts import decoded, separator_of

DANGEROUS = "=+-@\t\r＝＋－＠"


def table(heads: Sequence[str], *rows: Sequence[str], header: int = 1) -> Table:
    return Table("名单.csv", FileKind.TEXT, tuple(heads), tuple(map(tuple, rows)), tuple(range(2, len(rows) + 2)), header)


@given(st.text(alphabet=st.sampled_from([*DANGEROUS, "'", "a", "王", "𬱖", "1", " "]), max_size=8))
def test_no_cell_that_is_written_begins_like_a_formula_and_each_comes_back(text: str) -> None:
    written = neutralised(text)
    assert not written.startswith(tuple(DANGEROUS))
    assert restored(written) == text
    assert written == text or (written == "'" + text and text.lstrip("'").startswith(tuple(DANGEROUS)))


@pytest.mark.parametrize(
    ("value", "text"),
    [(13800138000.0, "13800138000"), (0.1, "0.1"), (1e-7, "0.0000001"), (True, "TRUE"), (None, ""), (float("nan"), ""), (-5, "-5")],
)
def test_cells_of_a_sheet_become_what_somebody_would_have_typed(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030"), ("utf-16", "utf-16"),
     ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_the_encoding_of_a_text_is_seen_from_its_bytes(encoding: str, found: str) -> None:
    text = "姓名,手机\r\n王建国,13800002101\r\n"
    assert decoded(text.encode(encoding), "a.csv") == (text, found)


@pytest.mark.parametrize("sign", [",", ";", "\t", "，"])
def test_the_separator_is_the_sign_that_makes_the_most_even_columns(sign: str) -> None:
    rows = [["姓名", "单位", "备注"], ["王建国", "松岭电力", "要当面谈"], ["李敏", "松岭电力", ""]]
    assert separator_of("\r\n".join(sign.join(row) for row in rows)) == sign


def test_headings_are_found_below_a_title_and_map_themselves() -> None:
    rows = [
        ["松岭电力通讯录（2026）"],
        [],
        ["序号", "姓 名", "工作单位*", "联系手机（必填）", "办公电话", "出生年月", "备注："],
        ["1", "王建国", "松岭", "", "", "", ""],
    ]
    assert header_row("person", fields_for("person"), rows) == 3
    found = guessed_mapping("person", fields_for("person"), table(rows[2], rows[3]))
    assert found == ("", "name", "account", "phone", "office_phone", "birthday", "remember")


def test_english_and_own_headings_map_themselves() -> None:
    heads = ["Full Name", "Company", "Job Title", "Mobile Phone", "E-mail Address", "kamdesk ID"]
    assert guessed_mapping("person", fields_for("person"), table(heads, ["a"] * 6)) == (
        "name",
        "account",
        "position",
        "phone",
        "email",
        "id",
    )
    account = ["单位名称", "统一社会信用代码", "上级单位", "营业收入", "员工人数"]
    found = guessed_mapping("account", fields_for("account"), table(account, ["x"] * 5))
    assert found == ("name", "credit_code", "parent", "revenue", "headcount")


def test_a_column_of_numbers_is_known_without_a_heading() -> None:
    rows = [["王建国", "13800002101", "a@b.cn"], ["李敏", "139 0000 1234", "c@d.com"]]
    assert guessed_mapping("person", fields_for("person"), table(["", "", ""], *rows, header=0)) == ("name", "phone", "email")


def test_a_landline_beside_a_mobile_goes_to_the_office() -> None:
    heads = ["姓名", "手机", "电话"]
    assert guessed_mapping("person", fields_for("person"), table(heads, ["甲", "13800002101", "0351-1234567"]))[2] == "office_phone"
    assert guessed_mapping("person", fields_for("person"), table(["姓名", "电话"], ["甲", "13800002101"]))[1] == "phone"


def test_a_mapping_is_kept_by_its_headings() -> None:
    heads, targets = ["姓名 ", "手机(必填)"], targets_of("person", fields_for("person"))
    assert signature("person", heads) == signature("person", ["姓名", "手机"]) != signature("account", ["姓名", "手机"])
    assert remembered(kept(("name", "")), heads, targets) == ("name", "")
    assert remembered(kept(("name",)), heads, targets) is None
    assert remembered(kept(("name", "gone")), heads, targets) is None
    assert plain_heading("【必填】E-mail ：") == "email"


IPHONE = """BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.0//EN\r\nN:王;建国;;;\r\nFN:建国 王\r
ORG:松岭电力有限公司;总经理办公室\r
TITLE:总经理\r\nitem1.TEL;type=CELL;type=VOICE;type=pref:+86 138 0000 2101\r\nitem2.TEL;type=WORK:0351-1234567\r
item2.X-ABLabel:办公\r\nEMAIL;type=INTERNET;type=WORK:wjg@exam\r\n ple.com\r\nBDAY:1970-05-01\r\nNOTE:爱喝茶\\, 不抽烟\\n下次带样本\r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ\r\n AAAQABAAD\r\nEND:VCARD\r\n"""
NOKIA = """BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E6=95=8F;;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E=E6=95=8F\r\nTEL;CELL:13900001234\r\nTEL;WORK;VOICE:03511234567\r
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=BE=E5=B2=AD=E7=94=B5=\r\n=E5=8A=9B\r\nX-WECHAT:limin_8866\r\nEND:VCARD\r\n"""
MODERN = """BEGIN:VCARD\r\nVERSION:4.0\r\nFN:欧阳雪梅\r\nN:雪梅;欧阳;;;\r\nTEL;VALUE=uri;TYPE="cell,voice":tel:+86-189-1234-5678\r
TEL;VALUE=uri;TYPE=work:tel:+86-351-7654321;ext=8012\r\nIMPP:wechat:ouyangxm\r
BDAY:19850312\r\nADR:;;迎泽大街 1 号;太原市;山西省;030001;中国\r\nEND:VCARD\r\n"""


def rows_of(text: str, charset: str = "utf-8") -> list[dict[str, str]]:
    return [dict(zip(HEADS, row, strict=True)) for _line, row in read_cards(text.encode(charset), charset)]


def test_cards_of_several_phones_become_rows() -> None:
    assert is_cards(b"\xef\xbb\xbf" + IPHONE.encode())
    wang, li, ouyang = rows_of(IPHONE + NOKIA + "\r\n" + MODERN)
    assert (wang["姓名"], wang["单位"], wang["部门"], wang["职务"]) == ("王建国", "松岭电力有限公司", "总经理办公室", "总经理")
    assert (wang["手机"], wang["座机"], wang["邮箱"], wang["生日"]) == (
        "+86 138 0000 2101",
        "0351-1234567",
        "wjg@example.com",
        "1970-05-01",
    )
    assert wang["备注"] == "爱喝茶, 不抽烟\n下次带样本"
    assert (li["姓名"], li["单位"], li["手机"], li["座机"], li["微信"]) == ("李敏", "松岭电力", "13900001234", "03511234567", "limin_8866")
    assert (ouyang["姓名"], ouyang["手机"], ouyang["座机"]) == ("欧阳雪梅", "+86-189-1234-5678", "+86-351-7654321 转 8012")
    assert (ouyang["微信"], ouyang["生日"], ouyang["地址"]) == ("ouyangxm", "19850312", "中国030001山西省太原市迎泽大街 1 号")


def test_a_card_in_gbk_says_so_itself() -> None:
    card = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK:" + "张;伟".encode("gbk") + b"\r\nTEL;CELL:13700008888\r\nEND:VCARD"
    assert [row[0] for _line, row in read_cards(card, "utf-8")] == ["张伟"]


@pytest.mark.parametrize(
    ("structured", "formatted", "name"),
    [("王;建国", "建国 王", "王建国"), ("建国;王", "王建国", "王建国"), (";王建国", "王建国", "王建国"), ("欧阳;雪梅", "", "欧阳雪梅"),
     ("Smith;John", "John Smith", "John Smith"), ("", "䶮小军", "䶮小军"), ("Smith;John", "", "John Smith"), ("", "", "")],
)  # fmt: skip
def test_a_name_stands_in_the_order_of_its_language(structured: str, formatted: str, name: str) -> None:
    assert card_name(structured, formatted) == name


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_cards_without_a_fault(content: bytes) -> None:
    for _line, row in read_cards(b"BEGIN:VCARD\r\n" + content + b"\r\nEND:VCARD", "utf-8"):
        assert len(row) == len(HEADS)


NAME = st.text(alphabet="王李欧阳雪梅建国䶮㛃𬱖敏;,\\", min_size=2, max_size=6).filter(
    lambda text: re.search("[王李]", text[0]) is not None
)


@given(NAME, st.text(alphabet=";,\\:=处室 a电", max_size=90))
def test_a_card_that_is_written_is_read_again(name: str, position: str) -> None:
    position = " ".join(position.split())
    card = written_card(
        {"name": name, "position": position, "phone": "138 0000 2101、139 0000 2101", "account": "松岭;电力", "department": "处"}
    )
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    (row,) = rows_of(card)
    assert (row["姓名"], row["职务"], row["手机"], row["单位"], row["部门"]) == (
        name,
        position,
        "138 0000 2101、139 0000 2101",
        "松岭;电力",
        "处",
    )


def test_names_of_companies_meet_whatever_their_legal_form() -> None:
    group, company = new_id(), new_id()
    names = Names([AccountName(group, "松岭能源集团有限公司", "松岭集团"), AccountName(company, "松岭电力股份有限公司", "松岭电力")])
    assert names.meant("松岭能源集团有限责任公司") == names.meant("松岭集团") == names.meant("松岭能源集团 有限公司") == group
    assert names.meant("松岭电力") == company
    assert names.meant("松岭") is None
    twice = Names([AccountName(group, "松岭电力有限公司", ""), AccountName(company, "松岭电力公司", "")])
    assert twice.meant("松岭电力公司") == company
    assert twice.meant("松岭电力") is None, "two alike: neither is meant"


def test_numbers_and_tags_are_kept_beside_the_new_ones() -> None:
    assert merged("phone", "138 0000 2101", "+8613800002101") == "138 0000 2101"
    assert merged("phone", "138 0000 2101", "139 0000 2101") == "138 0000 2101、139 0000 2101"
    assert merged("email", "A@b.cn", "a@B.cn") == "A@b.cn"
    assert merged("email", "a@b.cn", "a@b.cn、c@d.com") == "a@b.cn、c@d.com"
    assert ways_of({"email": "a@b.cn; C@D.com"}) == (("email", "a@b.cn"), ("email", "c@d.com"))
    assert merged("tags", "重点,展会", "展会、新") == "重点、展会、新"
    old = {"phone": "138 0000 2101", "position": "总经理", "school": None}
    new = {"phone": "13800002101", "position": "董事长", "school": "华北电力大学"}
    assert [(change.field, change.new) for change in differing(old, new, False)] == [("position", "董事长"), ("school", "华北电力大学")]
    assert [change.field for change in differing(old, new, True)] == ["school"]
    assert ways_of({"phone": "(办)+86 138-0000-2101", "email": "A@B.cn"}) == (("phone", "13800002101"), ("email", "a@b.cn"))


def test_a_field_takes_only_what_may_be_joined() -> None:
    from kamdesk.exchange.rules.headings import joins

    assert joins(Field("Note", Kind.LONG_TEXT))
    assert not joins(Field("Birthday", Kind.DAY))
    assert not joins(None)


def test_a_picture_of_many_lines_costs_no_more_than_its_length() -> None:
    lines = b"\r\n ".join([b"PHOTO;ENCODING=b:" + b"A" * 60] + [b"A" * 72] * 60_000)
    card = b"BEGIN:VCARD\r\nFN:\xe7\x8e\x8b\xe6\x95\x8f\r\n" + lines + b"\r\nTEL;CELL:13800002101\r\nEND:VCARD"
    assert [row[:5:4] for _line, row in read_cards(card, "utf-8")] == [("王敏", "13800002101")]
