"""Workbooks of Excel, read by calamine; every file is looked through first, because it comes from outside and the reader trusts it.

A sheet of two cells in opposite corners makes calamine ask for 500 GB at once and ends the program, so the corners are known before it
reads. An .xlsx is unpacked here piece by piece with a limit, and what is handed on is a packet made anew from exactly what was looked at;
formulas are never worked out: Excel's own last result stands beside each of them.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers import expat

from kamdesk.core.problems import Refused
from kamdesk.exchange.rules import MOST_CELLS, MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_UNPACKED
from kamdesk.exchange.rules.cells import cell_text

_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 16
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*)>')
_OPENING = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?c[\s/>]")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_old_packet(content: bytes) -> bool:
    """A compound file: an .xls, or an .xlsx behind a password."""
    return content.startswith(_OLD)


class Book:
    """An open workbook. Raises Refused: damaged_list, password_list, too_many_rows, list_too_large, unknown_list."""

    def __init__(self, content: bytes, name: str) -> None:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self._name = name
        safe = _looked_through_old(content, name) if is_old_packet(content) else _repacked(content, name)
        with _reading(name):
            self._book: CalamineWorkbook = CalamineWorkbook.from_filelike(io.BytesIO(safe))
        sheets = [each for each in self._book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
        shown = [each.name for each in sheets if each.visible is SheetVisibleEnum.Visible]
        self.sheets: tuple[str, ...] = tuple(shown or [each.name for each in sheets])
        if not self.sheets:
            raise Refused("empty_file", "file", {"name": name})

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """(row number in Excel, its cells as text), beginning with the first row that is not empty. Raises Refused("damaged_list")."""
        with _reading(self._name):
            found = self._book.get_sheet_by_name(sheet)
            first = (found.start or (0, 0))[0] + 1
            for number, cells in enumerate(found.iter_rows(), first):
                yield number, [cell_text(cell) for cell in cells]


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """What the reader says of a broken file; its own panics are no Exception and would end the program."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise Refused("password_list", "file", {"name": name}) from None
    except (CalamineError, OSError, ValueError):
        raise Refused("damaged_list", "file", {"name": name}) from None
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise Refused("damaged_list", "file", {"name": name}) from None


def _repacked(content: bytes, name: str) -> bytes:
    """The same workbook without pictures and other ballast, every part of it unpacked once under a limit."""
    try:
        packet = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        raise Refused("damaged_list", "file", {"name": name}) from None
    names = packet.namelist()
    if "xl/workbook.xml" not in names:
        code = "damaged_list" if "[Content_Types].xml" in names else "unknown_list"
        raise Refused(code, "file", {"name": name})
    if len(names) > MOST_PARTS:
        raise Refused("damaged_list", "file", {"name": name})
    made, unpacked = io.BytesIO(), 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for part in packet.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue
            corners = _Corners(name)
            with target.open(part.filename, "w", force_zip64=True) as out:
                for piece in _unpacked(content, packet, part, name):
                    unpacked += len(piece)
                    if unpacked > MOST_UNPACKED:
                        raise Refused("list_too_large", "file", _sizes(name, MOST_UNPACKED + 1, MOST_UNPACKED))
                    corners.look(piece)
                    out.write(piece)
            if corners.odd:
                corners.parse(_unpacked(content, packet, part, name))
    return made.getvalue()


def _sizes(name: str, size: int, most: int) -> dict[str, object]:
    return {"name": name, "size": -(-size // 2**20), "most": most // 2**20}


def _unpacked(content: bytes, packet: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The bytes of a part, whatever size its entry claims; a packet behind a password is refused."""
    if part.flag_bits & 1:
        raise Refused("password_list", "file", {"name": name})
    start = part.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04" or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("damaged_list", "file", {"name": name})
    start += 30 + sum(struct.unpack("<HH", header[26:30]))
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        for place in range(0, len(packed), _CHUNK):
            yield bytes(packed[place : place + _CHUNK])
        return
    stream = zlib.decompressobj(-15)
    try:
        for place in range(0, len(packed), _CHUNK):
            left = bytes(packed[place : place + _CHUNK])
            while left and not stream.eof:
                yield stream.decompress(left, _CHUNK)
                left = stream.unconsumed_tail
    except zlib.error:
        raise Refused("damaged_list", "file", {"name": name}) from None
    if not stream.eof:
        raise Refused("damaged_list", "file", {"name": name})


class _Corners:
    """How far the cells of a part reach. Cells written as Excel writes them are read by a pattern; for any other spelling `odd` is set,
    and the part is to be read by a whole parser.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._column = 0
        self._held = b""
        self.odd = False

    def look(self, piece: bytes) -> None:
        """The next piece of the part. Raises Refused: too_many_rows, too_many_columns, damaged_list."""
        held = self._held + piece
        last = held.rfind(b"<")
        cut = len(held) if last < 0 or held.find(b">", last) >= 0 else last
        if len(held) - cut > _LONGEST_TAG or held[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused("damaged_list", "file", {"name": self._name})
        self._scan(held[:cut])
        self._held = held[cut:]

    def _scan(self, piece: bytes) -> None:
        cells = _CELL.findall(piece)
        if len(cells) != len(_OPENING.findall(piece)) or any(b"r=" in rest for _column_, _row, rest in cells):
            self.odd = True
            return
        filled = [(column, row) for column, row, rest in cells if not rest.endswith(b"/")]
        if filled:
            for column in {column for column, _row in filled}:
                self._reach(0, _column(column.decode()))
            self._reach(max(int(row) for _column_, row in filled), 0)

    def parse(self, pieces: Iterator[bytes]) -> None:
        """The whole part by a parser of XML; a document type, which Excel never writes, makes it damaged."""
        parser = expat.ParserCreate(namespace_separator="|")
        place = [0, 0]

        def element(name: str, attributes: dict[str, str]) -> None:
            called = name.rpartition("|")[2]
            if called == "row":
                place[:] = [int(attributes.get("r", place[0] + 1)), 0]
            elif called == "c":
                found = _REFERENCE.fullmatch(attributes.get("r", ""))
                place[:] = [int(found[2]), _column(found[1])] if found else [place[0], place[1] + 1]
                self._reach(*place)

        def doctype(*_said: object) -> None:
            raise ValueError("a document type")

        parser.StartElementHandler = element
        parser.StartDoctypeDeclHandler = doctype
        try:
            for piece in pieces:
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            raise Refused("damaged_list", "file", {"name": self._name}) from None

    def _reach(self, row: int, column: int) -> None:
        self._row, self._column = max(self._row, row), max(self._column, column)
        if self._row > MOST_ROWS:
            raise Refused("too_many_rows", "file", {"name": self._name, "most": MOST_ROWS})
        if self._column > MOST_COLUMNS:
            raise Refused("too_many_columns", "file", {"name": self._name, "most": MOST_COLUMNS})
        if self._row * self._column > MOST_CELLS:
            raise Refused("too_many_rows", "file", {"name": self._name, "most": MOST_CELLS // self._column})


def _column(letters: str) -> int:
    """A is 1, XFD 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_FILEPASS, _BOF, _DIMENSIONS = 0x2F, 0x809, 0x200
_WITH_CELL = {0x203, 0x204, 0xFD, 0x27E, 0xBD, 0x201, 0xBE, 0x06, 0x205, 0x3, 0x4, 0x2, 0x7E}


def _looked_through_old(content: bytes, name: str) -> bytes:
    """An .xls as it is, once its records were walked through: how far the cells of its sheets reach, and whether it is locked."""
    try:
        streams = _streams(content)
    except (struct.error, IndexError, ValueError):
        raise Refused("damaged_list", "file", {"name": name}) from None
    if "encryptedpackage" in streams:
        raise Refused("password_list", "file", {"name": name})
    book = streams.get("workbook", streams.get("book"))
    if book is None:
        raise Refused("unknown_list", "file", {"name": name})
    _refuse_wide_records(book, name)
    return content


def _refuse_wide_records(book: bytes, name: str) -> None:
    place, cells, row, column = 0, 0, 0, 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        place += 4
        if kind == _FILEPASS:
            raise Refused("password_list", "file", {"name": name})
        if kind == _BOF:
            cells, row, column = cells + row * column, 0, 0
        elif kind == _DIMENSIONS and _wide(book[place : place + length]) > MOST_CELLS:
            raise Refused("damaged_list", "file", {"name": name})
        elif kind in _WITH_CELL and length >= 4 and place + 4 <= len(book):
            here, first = struct.unpack_from("<HH", book, place)
            wide = struct.unpack_from("<H", book, place + length - 2)[0] if kind in (0xBD, 0xBE) and place + length <= len(book) else first
            row, column = max(row, here + 1), max(column, wide + 1)
        if cells + row * column > MOST_CELLS:
            raise Refused("too_many_rows", "file", {"name": name, "most": MOST_CELLS // max(1, column)})
        place += length


def _wide(record: bytes) -> int:
    """The cells for which a sheet says that it needs room."""
    if len(record) >= 12:
        top, bottom, left, right = struct.unpack_from("<IIHH", record)
    elif len(record) >= 8:
        top, bottom, left, right = struct.unpack_from("<HHHH", record)
    else:
        return 0
    return int(max(0, bottom - top) * max(0, right - left))


def _streams(content: bytes) -> dict[str, bytes]:
    """The streams of a compound file by their names in small letters (MS-CFB); only those large enough to have sectors of their own."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector not in (512, 4096):
        raise ValueError("no such sector")
    fat_count, directory = struct.unpack_from("<II", content, 44)[0], struct.unpack_from("<I", content, 48)[0]
    least = struct.unpack_from("<I", content, 56)[0]
    table = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    per = sector // 4
    while more < _END and len(table) < fat_count + per:
        found = struct.unpack_from(f"<{per}I", content, (more + 1) * sector)
        table += found[:-1]
        more = found[-1]
    fat: list[int] = []
    for each in table[:fat_count]:
        if each < _END:
            fat += struct.unpack_from(f"<{per}I", content, (each + 1) * sector)
    listed = _chained(content, fat, directory, sector)
    streams: dict[str, bytes] = {}
    for place in range(0, len(listed) - 127, 128):
        length = struct.unpack_from("<H", listed, place + 64)[0]
        called = listed[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        start, size = struct.unpack_from("<II", listed, place + 116)
        if called and listed[place + 66] == 2:
            streams[called] = _chained(content, fat, start, sector)[:size] if size >= least else b""
    return streams


def _chained(content: bytes, fat: list[int], start: int, sector: int) -> bytes:
    """The sectors of a chain; one that turns in a circle is damaged."""
    pieces, seen = [], 0
    while start < _END:
        pieces.append(content[(start + 1) * sector : (start + 2) * sector])
        start, seen = fat[start], seen + 1
        if seen > len(fat):
            raise ValueError("a circle")
    return b"".join(pieces)
