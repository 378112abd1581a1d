"""Lists in files, made here as others write them."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdesk.core.store import Store
from kamdesk.exchange import queries
from kamdesk.exchange.rules import Options, Preview, Row, Table
from tests.factories.pages import desk, filled_workspace, sample, shown, workspace

__all__ = ["desk", "filled_workspace", "sample", "shown", "workspace"]

TODAY = date(2026, 11, 22)
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """`book("a.xlsx", [[…], …], sheet="人物")` writes a real workbook."""
    import xlsxwriter

    def write(name: str, *sheets: Sequence[Sequence[Any]], titles: Sequence[str] = ("人物", "其他")) -> Path:
        path = tmp_path / name
        made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in zip(titles, sheets, strict=False):
            sheet = made.add_worksheet(title)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(line, column, cell, day)
                    elif cell is not None:
                        sheet.write(line, column, cell)
        made.close()
        return path

    return write


def repacked(path: Path, changed: dict[str, bytes], left_out: Sequence[str] = ()) -> bytes:
    """A workbook with some of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in left_out:
                target.writestr(name, changed.get(name, source.read(name)))
    return made.getvalue()


def sheet_xml(cells: str) -> bytes:
    """A sheet written by hand, as a program other than Excel might."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}" xmlns:x="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def old_workbook(rows: Sequence[Sequence[str | float]], extra: bytes = b"", dimensions: tuple[int, int] | None = None) -> bytes:
    """An .xls of one sheet: BIFF8 records in a compound file (MS-XLS, MS-CFB), large enough to have sectors of its own."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + extra + record(0x42, struct.pack("<H", 1200))
    title = "名单".encode("utf-16-le")
    end = record(0x0A, b"")
    size = len(head) + 4 + 8 + len(title) + len(end)
    bound = record(0x85, struct.pack("<IBBBB", size, 0, 0, len(title) // 2, 1) + title)
    height, width = dimensions or (len(rows), max(map(len, rows)))
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + record(0x200, struct.pack("<IIHHH", 0, height, 0, width, 0))
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", line, column, 0)
            sheet += record(0x204, place + text(cell)) if isinstance(cell, str) else record(0x203, place + struct.pack("<d", cell))
    return compound({"Workbook": head + bound + end + sheet + end})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with sectors of 512 bytes; streams are padded beyond the size under which they would share sectors."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors: list[bytes] = []
    fat: list[int] = []
    starts: dict[str, int] = {}
    for name, content in padded.items():
        starts[name] = len(sectors)
        pieces = [content[place : place + 512].ljust(512, b"\0") for place in range(0, len(content), 512)]
        sectors += pieces
        fat += [len(fat) + step + 1 for step in range(len(pieces))]
        fat[-1] = 0xFFFFFFFE
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    for number, (name, content) in enumerate(padded.items(), 1):
        entries += _entry(name, 2, starts[name], len(content), right=number + 1 if number < len(padded) else 0xFFFFFFFF)
    directory = len(sectors)
    pieces = [entries[place : place + 512].ljust(512, b"\0") for place in range(0, len(entries), 512)]
    sectors += pieces
    fat += [directory + step + 1 for step in range(len(pieces))]
    fat[-1] = 0xFFFFFFFE
    table = len(sectors)
    fat.append(0xFFFFFFFD)
    fat += [0xFFFFFFFF] * (128 - len(fat))
    assert len(fat) == 128
    sectors.append(struct.pack("<128I", *fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", table, *[0xFFFFFFFF] * 108)
    return header.ljust(512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    called = name.encode("utf-16-le") + b"\0\0"
    made = called.ljust(64, b"\0") + struct.pack("<HBBIII", len(called), kind, 1, 0xFFFFFFFF, right, child)
    return made + b"\0" * 36 + struct.pack("<IQ", start, size)


def table_of(path: Path, kind: str = "person", **wanted: Any) -> Table:
    return queries.Source(path).table(kind, queries.fields_for(kind), queries.Wanted(**wanted))


def looked_through(store: Store, path: Path, kind: str = "person", **options: Any) -> Preview:
    """What importing a file would do, with the guessed mapping."""
    table = table_of(path, kind)
    mapping = options.pop("mapping", None) or store.ask(queries.mapping_for, kind, table)[0]
    return store.ask(queries.preview, table, Options(kind, mapping, **options), TODAY)


def by_name(preview: Preview) -> dict[str, Row]:
    return {str(row.values.get("name", "")): row for row in preview.rows}
