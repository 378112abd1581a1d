"""A file of any of the kinds that people have, as a table of text: what it is is seen from its bytes, not from its name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

from kamdesk.core.fields import Field
from kamdesk.core.files import Progress, going_on
from kamdesk.core.places import refusal
from kamdesk.core.problems import Refused
from kamdesk.exchange.queries.workbooks import Book, is_old_packet
from kamdesk.exchange.rules import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, FileKind, Table
from kamdesk.exchange.rules.cards import HEADS, is_cards, read_cards
from kamdesk.exchange.rules.headings import header_row
from kamdesk.exchange.rules.texts import decoded, lines_of, separator_of

_STEP = 2_000
_LONGEST_PAGE = 16 * 2**20  # broken pages cost more than their length
_ZIP = b"PK\x03\x04"
_NO_LISTS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ", b"\x7fELF", b"SQLite", b"<?xml", b"{\\rtf",
)  # fmt: skip
Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read where the rep knows better than the guess: `header` None guesses, 0 says that there are no headings."""

    sheet: str = ""
    header: int | None = None
    encoding: str = ""
    separator: str = ""


class Source:
    """An opened file. The workbook stays unpacked, so that another sheet or heading is quick; text and cards are read anew."""

    def __init__(self, path: Path) -> None:
        """Raises Refused: list_too_large, empty_file, unknown_list, damaged_list, password_list, and what the system says."""
        self.name = path.name
        self._content = _bytes_of(path)
        self.kind = _kind_of(self._content, self.name)
        self._book = Book(self._content, self.name) if self.kind in (FileKind.XLSX, FileKind.XLS) else None
        self.sheets = self._book.sheets if self._book is not None else ()

    def table(self, kind: str, fields: Sequence[Field], wanted: Wanted | None = None, progress: Progress = going_on) -> Table:
        """The list in the file as text. Raises Refused: empty_file, no_sheet, too_many_rows, too_many_columns, cell_too_long,
        unreadable_text, stopped.
        """
        wanted = wanted or Wanted()
        if not wanted.sheet and len(self.sheets) > 1:
            return self._first_filled(kind, fields, wanted, progress)
        sheet = self._sheet(wanted.sheet)
        encoding = separator = ""
        rows: Rows
        if self._book is not None:
            rows = self._book.rows(sheet)
        elif self.kind is FileKind.CARDS:
            encoding = decoded(self._content, self.name, wanted.encoding)[1] if wanted.encoding else _charset(self._content)
            content = self._content.decode(encoding).encode() if encoding.startswith("utf-16") else self._content
            rows = ((number, list(row)) for number, row in read_cards(content, "utf-8" if encoding.startswith("utf-16") else encoding))
        else:
            text, encoding = decoded(self._content, self.name, wanted.encoding)
            if self.kind is FileKind.PAGE:
                rows = enumerate(_page_rows(text, self.name), 1)
            else:
                separator = wanted.separator or separator_of(text)
                rows = enumerate(lines_of(text, separator, self.name), 1)
        found = _bounded(rows, self.name, progress)
        if self.kind is FileKind.CARDS:
            place = 1
            found = [(0, list(HEADS)), *found]
        else:
            place = self._heading(kind, fields, wanted, found)
        return self._table(found, place, sheet, encoding, separator)

    def _first_filled(self, kind: str, fields: Sequence[Field], wanted: Wanted, progress: Progress) -> Table:
        """The first sheet that holds a list: many workbooks begin with a cover or an empty sheet. Raises what the last one refuses."""
        for sheet in self.sheets[:-1]:
            try:
                return self.table(kind, fields, replace(wanted, sheet=sheet), progress)
            except Refused as refused:
                if refused.code != "empty_file":
                    raise
        return self.table(kind, fields, replace(wanted, sheet=self.sheets[-1]), progress)

    def _sheet(self, wanted: str) -> str:
        if not self.sheets:
            return ""
        if wanted and wanted not in self.sheets:
            raise Refused("no_sheet", "sheet", {"name": self.name, "sheet": wanted, "sheets": "、".join(self.sheets[:8])})
        return wanted or self.sheets[0]

    def _heading(self, kind: str, fields: Sequence[Field], wanted: Wanted, rows: Sequence[tuple[int, list[str]]]) -> int:
        """The place (from 1) of the headings among the rows that were read; said by its row in the file."""
        if wanted.header is None:
            return header_row(kind, fields, [cells for _number, cells in rows[:40]])
        return next((place for place, (number, _cells) in enumerate(rows, 1) if number == wanted.header), 0)

    def _table(self, rows: Sequence[tuple[int, list[str]]], place: int, sheet: str, encoding: str, separator: str) -> Table:
        below = rows[place:]
        if not below:
            raise Refused("empty_file", "file", {"name": self.name})
        width = max(len(cells) for _number, cells in rows[max(0, place - 1) :])
        heads = [cell.strip() for cell in rows[place - 1][1]] if place else []
        heads += [""] * (width - len(heads))
        filled = {each for _number, cells in below for each, cell in enumerate(cells) if cell}
        shown = [each for each in range(width) if heads[each] or each in filled]
        kept = _Kept()
        heading = rows[place - 1][0] if place and self.kind is not FileKind.CARDS else place
        return Table(
            name=self.name, kind=self.kind, heads=tuple(heads[each] for each in shown),
            rows=tuple(tuple(kept(cells[each]) if each < len(cells) else "" for each in shown) for _number, cells in below),
            numbers=tuple(number for number, _cells in below), header_row=heading,
            sheet=sheet, sheets=self.sheets, encoding=encoding, separator=separator,
        )  # fmt: skip


class _Kept:
    """One text once, however often it stands in the file: names of companies and departments come again and again."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if len(text) > 40 or len(self._seen) > 100_000:
            return text
        return self._seen.setdefault(text, text)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise Refused("no_list_file", "file", {"name": path.name})
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused("list_too_large", "file", {"name": path.name, "size": -(-size // 2**20), "most": MOST_BYTES // 2**20})
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as failure:
        raise refusal(failure, path) from failure
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Refused("empty_file", "file", {"name": path.name})
    return content


def _kind_of(content: bytes, name: str) -> FileKind:
    """Systems in offices write pages or text and call them .xls; so the name says nothing."""
    if content.startswith((_ZIP, b"PK\x05\x06")):
        return FileKind.XLSX
    if is_old_packet(content):
        return FileKind.XLS
    if is_cards(content):
        return FileKind.CARDS
    beginning = content[:4096].replace(b"\x00", b"").lower()
    if b"<table" in content[: 1 << 16].replace(b"\x00", b"").lower() and b"<" in beginning[:200]:
        return FileKind.PAGE
    if _is_binary(content):
        raise Refused("unknown_list", "file", {"name": name})
    return FileKind.TEXT


def _is_binary(content: bytes) -> bool:
    """Pictures, PDF and programs begin with signs that no text has."""
    if content.startswith(_NO_LISTS):
        return True
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    beginning = content[:8192]
    return sum(sign < 9 or 13 < sign < 27 for sign in beginning if sign) > len(beginning) // 50


def _charset(content: bytes) -> str:
    return decoded(content, "")[1] if _decodes(content) else "gb18030"


def _decodes(content: bytes) -> bool:
    try:
        decoded(content, "")
    except Refused:
        return False
    return True


def _bounded(rows: Rows, name: str, progress: Progress) -> list[tuple[int, list[str]]]:
    """The rows that hold anything. Raises Refused: too_many_rows, too_many_columns, cell_too_long, stopped."""
    found: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        if len(found) % _STEP == 0 and not progress(len(found), 0):
            raise Refused("stopped")
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if len(found) > MOST_ROWS:
            raise Refused("too_many_rows", "file", {"name": name, "most": MOST_ROWS})
        if len(cells) > MOST_COLUMNS:
            raise Refused("too_many_columns", "file", {"name": name, "most": MOST_COLUMNS})
        if max(map(len, cells)) > LONGEST_CELL:
            raise Refused("cell_too_long", "file", {"name": name, "row": number, "most": LONGEST_CELL})
        found.append((number, cells))
    return found


class _Page(HTMLParser):
    """The cells of the tables of a page; scripts and styles are no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._inside = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._inside = True
        elif tag in ("script", "style"):
            self._silent += 1
        elif tag == "br" and self._inside:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._inside = False
        elif tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._inside and not self._silent and len(self.rows[-1][-1]) <= LONGEST_CELL:
            self.rows[-1][-1] += data


def _page_rows(text: str, name: str) -> list[list[str]]:
    if len(text) > _LONGEST_PAGE:
        raise Refused("list_too_large", "file", {"name": name, "size": -(-len(text) // 2**20), "most": _LONGEST_PAGE // 2**20})
    page = _Page()
    page.feed(text)
    page.close()
    return [[" ".join(cell.split()) for cell in row] for row in page.rows]
