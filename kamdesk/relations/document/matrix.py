"""The coverage matrix on paper: who of ours knows whom of theirs. Masked it is a plain list with room to write in by hand."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from kamdesk.core.words import Words
from kamdesk.paper.blocks import Align, Block, Cell, Column, Heading, Manner, Paragraph, Row, Table
from kamdesk.paper.frames import Paper, brief
from kamdesk.paper.spans import Span
from kamdesk.people.rules import standing
from kamdesk.relations.rules.matrix import SHORT, SIGNS, MatrixRow, MatrixSheet, OurColumn, bare_matrix, gap_of, level_words
from kamdesk.relations.rules.sheet import depth

MOST_COLUMNS = 9  # of our people side by side on a page; more go on overleaf


def matrix_paper(sheet: MatrixSheet, words: Words, today: date, masked: bool = True) -> Paper:
    """A4 landscape. Unmasked: every thread as sign and word, levels, what is missing. Masked: who works there, and our people."""
    shown = bare_matrix(sheet) if masked else sheet
    title = words("Coverage matrix of {account}", account=_cut(sheet.account_name))
    said = (_cut(sheet.name), words("As of {day}", day=words.day(today)))
    subtitle = " · ".join(part for part in said if part)
    figures = () if masked or not sheet.rows else ((words("Contacts covered"), f"{_covered(sheet)}/{len(sheet.rows)}"),)
    return brief(title, list(_blocks(shown, words, masked)), words, today, subtitle=subtitle, figures=figures, landscape=True)


def _blocks(sheet: MatrixSheet, words: Words, masked: bool) -> Iterator[Block]:
    if not sheet.rows:
        yield Paragraph(words("Nobody is on the map yet."), Manner.FLUSH)
        return
    columns = sheet.columns if masked else sheet.busy()
    parts = _parts(columns)
    for number, part in enumerate(parts):
        if len(parts) > 1:
            yield Heading("、".join(column.name for column in part[:3]) + ("…" if len(part) > 3 else ""), 3, new_page=number > 0)
        yield _table(sheet, part, words, masked)
    if not masked:
        yield Paragraph(_legend(words), Manner.SMALL)


def _parts(columns: Sequence[OurColumn]) -> list[tuple[OurColumn, ...]]:
    """As many columns to a page as stay legible, spread evenly."""
    if not columns:
        return [()]
    pages = -(-len(columns) // MOST_COLUMNS)
    size = -(-len(columns) // pages)
    return [tuple(columns[start : start + size]) for start in range(0, len(columns), size)]


def _table(sheet: MatrixSheet, part: Sequence[OurColumn], words: Words, masked: bool) -> Table:
    wide = 1.0
    head = [Column(words("Their people"), width=2.6)]
    head += [Column(_cut(column.name, 8), width=wide, align=Align.CENTRE) for column in part]
    if masked:
        return Table(head, [[_who(row, words), *("" for _ in part)] for row in sheet.rows], ruled=True, row_height=22)
    head += [Column(words("Relationship"), width=2.0), Column(words("What is missing"), width=1.4)]
    rows: list[Row | Sequence[object]] = []
    for layer, members in groupby(sheet.rows, key=lambda row: row.seat.layer):
        label = words.translated(layer.label) if layer is not None else words("Layer not known")
        rows.append(Row((Cell(label, columns=len(head)),), shaded=True))
        rows += [_row(row, part, words) for row in members]
    if part:
        active = [str(sum(ours.person in row.threads and row.threads[ours.person].active for row in sheet.rows)) for ours in part]
        rows.append(Row((words("In touch with"), *active, "", ""), strong=True))
    return Table(head, rows, ruled=True)  # type: ignore[arg-type]


def _row(row: MatrixRow, part: Sequence[OurColumn], words: Words) -> tuple[object, ...]:
    cells = [_cell(row, ours, words) for ours in part]
    return (_who(row, words), *cells, level_words(row.seat.level, row.seat.level_wanted, words), gap_of(row, words))


def _who(row: MatrixRow, words: Words) -> tuple[Span, ...]:
    """Name in bold, then position; an unknown seat by its duty."""
    seat = row.seat
    if seat.person is None:
        return (Span(_cut(seat.position) or words("Unknown seat"), bold=True),)
    gap = "　" if words.chinese else "  "
    return (Span(_cut(seat.name, 20), bold=True), Span(gap + _cut(standing(seat.department, seat.position), 34)))


def _cell(row: MatrixRow, ours: OurColumn, words: Words) -> str:
    thread = row.threads.get(ours.person)
    if thread is None or not depth(thread.coverage) or thread.coverage is None:
        return ""
    return f"{SIGNS[thread.coverage]} {words.translated(SHORT[thread.coverage])}"


def _covered(sheet: MatrixSheet) -> int:
    return sum(row.seat.covered for row in sheet.rows)


def _legend(words: Words) -> str:
    gap = "　" if words.chinese else "   "
    return gap.join(f"{SIGNS[each]} {words.translated(each.label)}" for each in SIGNS if SIGNS[each])


def _cut(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"
