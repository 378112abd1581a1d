"""Lists written as Excel workbooks, CSV and vCards, whole or not at all. What is on the way there never leaves the folder it goes to."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamdesk.core.files import Progress, going_on
from kamdesk.core.places import atomic_write, refusal
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.exchange.rules import Preview, Row
from kamdesk.exchange.rules.cards import written_card
from kamdesk.exchange.rules.cells import neutralised
from kamdesk.exchange.rules.columns import LONGEST_IN_EXCEL, Cell, cell_words
from kamdesk.exchange.rules.planning import faulty_rows

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ENDINGS = (".xlsx", ".csv", ".vcf")
ENCODINGS = {"utf-8": "utf-8-sig", "gbk": "gb18030"}
_STEP = 500
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that somebody wants as a file: which table, which columns (none: all), whether personal data too."""

    target: Path
    table: str
    columns: tuple[str, ...] = ()
    unmasked: bool = False
    encoding: str = "utf-8"


def refuse_format(asked: Asked) -> None:
    """Raises Refused: list_format, cards_of_people, cards_are_personal."""
    ending = asked.target.suffix.lower()
    if ending not in ENDINGS:
        raise Refused("list_format", "out", {"name": asked.target.name, "endings": ", ".join(ENDINGS)})
    if ending == ".vcf" and asked.table != "person":
        raise Refused("cards_of_people", "out")
    if ending == ".vcf" and not asked.unmasked:
        raise Refused("cards_are_personal", "out")


def write_faulty(target: Path, preview: Preview, words: Words) -> int:
    """The rows that were not taken, with their columns as they came and one more that says why, so that they can be mended and read again.

    Raises Refused as `written_list`.
    """
    rows = faulty_rows(preview)
    heads = [head or words("Column {number}", number=place) for place, head in enumerate(preview.table.heads, 1)]
    cells = ((*map(neutralised, preview.table.rows[row.place]), reasons(row, words)) for row in rows)
    return written_list(target, (*heads, words("Why it was not imported")), cells, len(rows))


def reasons(row: Row, words: Words) -> str:
    """Why a row cannot be taken, in words, each field with its own sentence."""
    found = []
    for fault in row.faults:
        label = words.translated(str(fault.facts.get("label", "")))
        said = sentence(Refused(fault.code, fault.field, fault.facts), words)
        found.append(said if not label or label in said else words("{field}: {reason}", field=label, reason=said))
    return " ".join(found)


def written_list(
    target: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]], whole: int, encoding: str = "utf-8", progress: Progress = going_on
) -> int:
    """Write a table as .xlsx or .csv, by the ending of `target`; returns how many rows. CSV begins with the mark that Excel needs.

    Raises Refused: list_format, too_long_for_excel, stopped, and what the disk says.
    """
    match target.suffix.lower():
        case ".xlsx":
            return _workbook(target, heads, _told(rows, whole, progress))
        case ".csv":
            return _csv(target, heads, _told(rows, whole, progress), encoding)
    raise Refused("list_format", "out", {"name": target.name, "endings": ".xlsx, .csv"})


def written_cards(target: Path, people: Iterable[dict[str, str]], whole: int, progress: Progress = going_on) -> int:
    """Write vCards 3.0 in UTF-8; returns how many. Raises Refused: stopped, and what the disk says."""
    cards = [written_card(each) for each in _told(people, whole, progress)]
    atomic_write(target, "".join(cards).encode())
    return len(cards)


def _told(rows: Iterable[Any], whole: int, progress: Progress) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number % _STEP == 0 and not progress(number, whole):
            raise Refused("stopped")
        yield row


def _csv(target: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]], encoding: str) -> int:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([neutralised(head) for head in heads])
    count = 0
    for row in rows:
        writer.writerow([cell_words(cell) for cell in row])
        count += 1
    atomic_write(target, made.getvalue().encode(ENCODINGS.get(encoding, encoding)))
    return count


def _workbook(target: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Row by row, so that the memory does not grow with the list; the drafts stand in a folder beside the target and go with it."""
    import xlsxwriter

    try:
        with tempfile.TemporaryDirectory(prefix=".kamdesk-", dir=target.parent) as folder:
            draft = Path(folder) / "list.xlsx"
            options = {
                "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
                "strings_to_numbers": False,
            }  # fmt: skip
            book = xlsxwriter.Workbook(str(draft), options)
            book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - when it was written is nobody's business
            try:
                count = _filled(book.add_worksheet(), heads, rows, _Looks(book))
            finally:
                book.close()  # also where a row was refused: its drafts are open until then
            atomic_write(target, draft.read_bytes())
    except OSError as failure:
        raise refusal(failure, target) from failure
    return count


class _Looks:
    """The few formats there are."""

    def __init__(self, book: Any) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.money: Format = book.add_format({"num_format": "#,##0.00"})
        self.text: Format = book.add_format({"num_format": "@"})


def _filled(sheet: "Worksheet", heads: Sequence[str], rows: Iterable[Sequence[Cell]], looks: _Looks) -> int:
    sheet.freeze_panes(1, 0)
    for place, head in enumerate(heads):
        sheet.set_column(place, place, min(_WIDEST, max(10, _wide(head) + 4)))
        sheet.write_string(0, place, neutralised(head), looks.head)
    count = 0
    for count, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell is not None and cell != "":
                _write(sheet, count, place, cell, looks, heads)
    if count:
        sheet.autofilter(0, 0, count, len(heads) - 1)
    return count


def _write(sheet: "Worksheet", row: int, place: int, cell: Cell, looks: _Looks, heads: Sequence[str]) -> None:
    if isinstance(cell, str):
        if len(cell) > LONGEST_IN_EXCEL:
            raise Refused("too_long_for_excel", facts={"row": row, "label": heads[place], "most": LONGEST_IN_EXCEL})
        sheet.write_string(row, place, cell, looks.text)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, place, float(cell), looks.money)  # a cell of Excel is a float; the amounts of this program fit into one
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), looks.day)
    elif isinstance(cell, int):
        sheet.write_number(row, place, cell)


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
