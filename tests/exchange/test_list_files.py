"""Files as people bring them: workbooks old and new, text in any encoding, pages that call themselves .xls; and files that mean harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kamdesk.core.problems import Refused
from kamdesk.exchange import queries
from kamdesk.exchange.rules import MOST_BYTES, FileKind
from tests.exchange.conftest import Book, compound, old_workbook, repacked, sheet_xml, table_of

HEADS = ["姓名", "手机", "生日", "备注"]


def refused(path: Path, **wanted: object) -> str:
    with pytest.raises(Refused) as raised:
        table_of(path, **wanted)
    return raised.value.code


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_workbook_becomes_text_with_its_row_numbers(book: Book) -> None:
    path = book("a.xlsx", [["名单"], [], HEADS, ["王建国", 13800002101, date(1970, 5, 1), "=1+1"], [], ["䶮𬱖", None, None, "两行\n字"]])
    table = table_of(path)
    assert (table.kind, table.sheet, table.header_row, table.heads) == (FileKind.XLSX, "人物", 3, tuple(HEADS))
    assert table.rows == (("王建国", "13800002101", "1970-05-01", "=1+1"), ("䶮𬱖", "", "", "两行\n字"))
    assert table.numbers == (4, 6)


def test_another_sheet_is_read_where_it_is_asked_for(book: Book) -> None:
    path = book("a.xlsx", [HEADS, ["甲", "", "", ""]], [["名称", "地区"], ["松岭电力", "太原"]])
    table = table_of(path, "account", sheet="其他")
    assert (table.sheets, table.rows) == (("人物", "其他"), (("松岭电力", "太原"),))
    assert refused(path, sheet="没有") == "no_sheet"


def test_an_old_workbook_is_read_as_well(tmp_path: Path) -> None:
    path = written(tmp_path, "旧.xls", old_workbook([["姓名", "手机"], ["王建国", 13800002101.0], ["䶮小军", "139"]]))
    table = table_of(path)
    assert (table.kind, table.heads) == (FileKind.XLS, ("姓名", "手机"))
    assert table.rows == (("王建国", "13800002101"), ("䶮小军", "139"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_text_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    text = '姓名;手机;备注\r\n王建国;138;"一行\n二行"\r\n'
    table = table_of(written(tmp_path, "a.csv", text.encode(encoding)))
    assert (table.kind, table.separator, table.rows) == (FileKind.TEXT, ";", (("王建国", "138", "一行\n二行"),))


def test_a_page_that_calls_itself_a_workbook_is_a_table(tmp_path: Path) -> None:
    page = (
        "<html><head><style>td{}</style></head><table><tr><th>姓名</th><th>手机</th></tr><tr><td>王&amp;李</td><td> 138 </td></tr></table>"
    )
    table = table_of(written(tmp_path, "导出.xls", page.encode("gbk")))
    assert (table.kind, table.heads, table.rows) == (FileKind.PAGE, ("姓名", "手机"), (("王&李", "138"),))


def test_the_row_of_headings_may_be_said(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "甲,乙\n王建国,138\n".encode())
    assert table_of(path).header_row == 0
    assert table_of(path, header=1).heads == ("甲", "乙")
    assert len(table_of(path, header=0).rows) == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leer.csv", b"", "empty_file"), ("leer.xlsx", b"\xef\xbb\xbf \r\n", "empty_file"),
        ("nur.csv", "姓名,手机\n".encode(), "empty_file"),
        ("a.xlsx", b"PK\x03\x04 no packet at all", "damaged_list"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600, "damaged_list"),
        ("a.pdf", b"%PDF-1.7 ...", "unknown_list"), ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "unknown_list"),
        ("bits.csv", bytes(range(1, 256)) * 40, "unknown_list"), ("mixed.csv", b"\xff\xff\xfe,\x80\n" * 3, "unreadable_text"),
        ("quote.csv", b'name,phone\n"' + b"x" * 200_000, "damaged_list"),
        ("wide.csv", b"a,b\n" + b"1," * 400 + b"1", "too_many_columns"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert refused(written(tmp_path, name, content)) == code


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nicht.csv") == "no_list_file"
    large = tmp_path / "gross.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert refused(large) == "list_too_large"


def test_a_damaged_workbook_is_refused(book: Book, tmp_path: Path) -> None:
    content = book("a.xlsx", [HEADS, ["甲", "", "", ""]]).read_bytes()
    assert refused(written(tmp_path, "half.xlsx", content[: len(content) // 2])) == "damaged_list"
    broken = bytearray(content)
    broken[60:90] = bytes(30)
    assert refused(written(tmp_path, "broken.xlsx", bytes(broken))) == "damaged_list"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packet:
        packet.writestr("word/document.xml", "<a/>")
    assert refused(written(tmp_path, "letter.xlsx", other.getvalue())) == "unknown_list"


def test_a_workbook_behind_a_password_is_refused(tmp_path: Path) -> None:
    new = compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 5000})
    assert refused(written(tmp_path, "geheim.xlsx", new)) == "password_list"
    lock = b"\x2f\x00\x06\x00" + bytes(6)
    assert refused(written(tmp_path, "geheim.xls", old_workbook([["姓名"], ["甲"]], extra=lock))) == "password_list"


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "cells",
    [
        FAR,
        FAR.replace('"XFD1048576"', "'XFD1048576'"),
        FAR.replace('"XFD1048576"', '"&#88;FD1048576"'),
        FAR.replace("<c ", "<x:c ").replace("</c>", "</x:c>"),
        FAR.replace('<c r="XFD', '<c cm=">" r="XFD'),
        '<row r="900000">' + "<c><v>1</v></c>" * 300 + "</row>",
    ],
    ids=["plain", "other quotes", "entity", "prefix", "sign in attribute", "without references"],
)
def test_two_cells_in_opposite_corners_never_reach_the_reader(book: Book, tmp_path: Path, cells: str) -> None:
    """Handed on, they make it ask for half a terabyte and end the program."""
    source = book("a.xlsx", [HEADS, ["甲", "", "", ""]])
    path = written(tmp_path, "bomb.xlsx", repacked(source, {"xl/worksheets/sheet1.xml": sheet_xml(cells)}))
    assert refused(path) in ("too_many_rows", "too_many_columns")


def test_empty_cells_with_a_look_do_not_count(book: Book, tmp_path: Path) -> None:
    """Whoever has formatted a whole column has a million empty cells."""
    source = book("a.xlsx", [HEADS, ["甲", "", "", ""]])
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c></row>'
    )
    path = written(
        tmp_path,
        "a2.xlsx",
        repacked(source, {"xl/worksheets/sheet1.xml": sheet_xml(cells + '<row r="1048576"><c r="B1048576" s="1"/></row>')}),
    )
    assert table_of(path).rows == (("甲",),)


def test_a_workbook_with_a_document_type_is_refused(book: Book, tmp_path: Path) -> None:
    source = book("a.xlsx", [HEADS, ["甲", "", "", ""]])
    laughs = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>' + sheet_xml("<row><c r='A1'><v>&c;</v></c></row>")
    assert refused(written(tmp_path, "lol.xlsx", repacked(source, {"xl/worksheets/sheet1.xml": laughs}))) == "damaged_list"


def test_a_packet_that_unpacks_to_gigabytes_is_refused(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kamdesk.exchange.queries import workbooks

    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 3 * 2**20)  # the way there is the same with 400 MB, and slower
    source = book("a.xlsx", [HEADS, ["甲", "", "", ""]])
    assert refused(written(tmp_path, "zip.xlsx", repacked(source, {"xl/styles.xml": b" " * (4 * 2**20)}))) == "list_too_large"


def test_an_old_workbook_that_claims_too_much_room_is_refused(tmp_path: Path) -> None:
    far = old_workbook([["姓名"], ["甲"]], dimensions=(2**31, 255))
    assert refused(written(tmp_path, "far.xls", far)) == "damaged_list"


def test_a_list_that_is_stopped_says_so(book: Book, tmp_path: Path) -> None:
    source = queries.Source(written(tmp_path, "a.csv", "姓名,手机\n王建国,138\n".encode()))
    stop: Callable[[int, int], bool] = lambda _done, _whole: False  # noqa: E731
    with pytest.raises(Refused, match="stopped"):
        source.table("person", queries.fields_for("person"), progress=stop)


def test_a_cover_sheet_without_rows_is_passed_over(book: Book) -> None:
    path = book("a.xlsx", [], [["姓名", "手机"], ["甲", "138"]], titles=("封面", "名单"))
    assert table_of(path).sheet == "名单"
