"""Tables and fact grids: cells are set by the same engine as paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamdesk.paper.blocks import Align, Cell, Column, Fact, Facts, Row, Table
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.layout.widths import SIDE, Known, column_widths, is_text, measured
from kamdesk.paper.pieces import Piece, cut_column, draw_all, height_of, held, spaced
from kamdesk.paper.spans import bold, spans_of
from kamdesk.paper.type import HAIRLINE, INK, RULE, Type

_SMALL_TABLE = 0.22  # of a page: tables up to this height are not torn
_LAST_ROWS = 2  # of the body that stay with the total below them


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell laid out: its place in the row and its column of pieces."""

    left: float
    width: float
    pieces: list[Piece]
    shaded: bool = False


def lay_table(setter: Setter, block: Table, width: float) -> list[Piece]:
    """Header and rows as pieces; the header comes again on every page."""
    look = setter.types.cell
    if block.size:
        look = replace(look, size=block.size, pitch=round(look.pitch / look.size * block.size, 2))
    rows = [row if isinstance(row, Row) else Row(row) for row in block.rows]
    known = Known(setter)
    widths = column_widths(known, block.columns, rows, look, width)
    pieces: list[Piece] = []
    if block.title:
        pieces += setter.text(
            block.title,
            replace(setter.types.caption, align=Align.LEFT if not block.ruled else Align.CENTRE, hold=True, colour=INK, after=4),
            width,
        )
    header: Piece | None = None
    if block.header:
        head_look = replace(look, face=FaceName.HEI_BOLD, size=look.size - 0.3, balance=True)
        cells = [
            _set_cell(known, Cell(bold(column.title)), column, head_look, _left(widths, number), widths[number])
            for number, column in enumerate(block.columns)
        ]
        header = _header(cells, width, block.ruled)
        pieces.append(replace(header, hold=True))
    torn_until = len(rows) - _closing(rows) - _LAST_ROWS  # from here on rows stay together
    for number, row in enumerate(rows):
        cells = _cells_of_row(known, block, row, look, widths)
        tint = "#eef1f5" if row.shaded else "#f8f9fb" if block.zebra and number % 2 else ""
        lines = _Lines(width, tint, block.ruled, setter.types.inset, block.row_height)
        piece = _row(cells, lines, number == len(rows) - 1, row.strong, header)
        pieces.append(replace(piece, hold=number < len(rows) - 1 and (row.shaded or number == 0 or number >= torn_until)))
    if height_of(pieces) <= _SMALL_TABLE * setter.page_height:
        pieces = held(pieces)
    return spaced(pieces, 5, 9)


def _closing(rows: Sequence[Row]) -> int:
    """How many totals end the table."""
    count = 0
    while count < len(rows) and (rows[-1 - count].strong or rows[-1 - count].shaded):
        count += 1
    return count if count < len(rows) else 0


def _left(widths: Sequence[float], number: int) -> float:
    return sum(widths[:number])


def _cells_of_row(known: Known, block: Table, row: Row, look: Type, widths: Sequence[float]) -> list[_Set]:
    cells: list[_Set] = []
    at = 0
    own = known.look_of(row, look)
    for content in row.cells:
        if at >= len(widths):
            break
        cell = content if isinstance(content, Cell) else Cell(content)
        span = max(1, min(cell.columns, len(widths) - at))
        cells.append(_set_cell(known, cell, block.columns[at], own, _left(widths, at), sum(widths[at : at + span])))
        at += span
    return cells


def _set_cell(known: Known, cell: Cell, column: Column, look: Type, left: float, width: float) -> _Set:
    align = cell.align or column.align
    inner = width - 2 * SIDE
    content, setter = cell.content, known.setter
    if is_text(content):
        if align is not look.align:
            look = replace(look, align=align)
        pieces = setter.lines(known.tokens(content, look), look, inner)
    else:
        from kamdesk.paper.layout.running import note_types

        pieces = setter.within(note_types(setter.types)).lay_all(content, inner)  # type: ignore[arg-type]
    return _Set(left, width, pieces)


def _header(cells: list[_Set], width: float, ruled: bool) -> Piece:
    inset = 4.0
    height = max((height_of(cell.pieces) for cell in cells), default=0.0) + 2 * inset

    def draw(ink: Ink, x: float, y: float) -> None:
        if ruled:
            ink.box(x, y, width, height, fill="#f1f3f6")
            _grid(ink, cells, x, y, width, height)
        else:
            ink.line(x, y, x + width, y, RULE, 0.9)
            ink.line(x, y + height, x + width, y + height, RULE, 0.5)
        for cell in cells:
            draw_all(cell.pieces, ink, x + cell.left + SIDE, y + height - inset - height_of(cell.pieces))

    return Piece(height, draw)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is drawn around the cells of a row; `least` is the height of a row that says little."""

    width: float
    tint: str
    ruled: bool
    inset: float
    least: float


def _row(cells: list[_Set], lines: _Lines, last: bool, strong: bool, header: Piece | None) -> Piece:
    """A row; when it is split, both parts are rows of their own."""
    inset, width, ruled = lines.inset, lines.width, lines.ruled
    height = max(max((height_of(cell.pieces) for cell in cells), default=10.0) + 2 * inset, lines.least)

    def draw(ink: Ink, x: float, y: float) -> None:
        if lines.tint:
            ink.box(x, y, width, height, fill=lines.tint)
        if ruled:
            _grid(ink, cells, x, y, width, height)
        else:
            if strong:
                ink.line(x, y, x + width, y, RULE, 0.5)
            ink.line(x, y + height, x + width, y + height, RULE if last else HAIRLINE, 0.9 if last else 0.5)
        for cell in cells:
            top = (height - height_of(cell.pieces)) / 2 if ruled else inset
            draw_all(cell.pieces, ink, x + cell.left + SIDE, y + top)

    def split(room: float) -> tuple[Piece, Piece] | None:
        halves = [(cell, cut_column(cell.pieces, room - 2 * inset)) for cell in cells]
        if not any(first for _, (first, _) in halves):
            return None
        upper = [replace(cell, pieces=first) for cell, (first, _) in halves]
        lower = [replace(cell, pieces=rest) for cell, (_, rest) in halves]
        flat = replace(lines, least=0.0)
        return _row(upper, flat, False, strong, header), _row(lower, flat, last, False, header)

    return Piece(height, draw, header=header, split=split)


def _grid(ink: Ink, cells: list[_Set], x: float, y: float, width: float, height: float) -> None:
    ink.box(x, y, width, height, stroke="#5b6472", thick=0.5)
    for cell in cells[1:]:
        ink.line(x + cell.left, y, x + cell.left, y + height, "#5b6472", 0.5)


# -- facts -------------------------------------------------------------------------------------------------------------------------------
def lay_facts(setter: Setter, block: Facts, width: float) -> list[Piece]:
    """Labels and values in columns, row by row."""
    facts = [fact if isinstance(fact, Fact) else Fact(*fact) for fact in block.facts]
    label = setter.types.label
    value = setter.types.cell
    gap = 0.0 if block.ruled else 14.0
    share = (width - gap * (block.columns - 1)) / block.columns
    label_width = block.label_width or min(
        max((measured(setter.tokens(fact.label, label))[0] * label.size for fact in facts), default=0.0)
        + (2 * SIDE + 1 if block.ruled else 12.0),
        share * 0.45,
    )
    pieces: list[Piece] = []
    row: list[Fact] = []
    for fact in facts:
        if fact.wide or len(row) == block.columns:
            if row:
                pieces.append(_fact_row(setter, row, block, label, value, share, gap, label_width, width))
            row = []
        row.append(fact)
        if fact.wide:
            pieces.append(_fact_row(setter, row, block, label, value, share, gap, label_width, width))
            row = []
    if row:
        if block.ruled and len(row) == 1:
            row = [replace(row[0], wide=True)]  # no empty cells in a form's grid
        pieces.append(_fact_row(setter, row, block, label, value, share, gap, label_width, width))
    return spaced(pieces, 4, 8)


def _fact_row(
    setter: Setter, facts: list[Fact], block: Facts, label: Type, value: Type, share: float, gap: float, label_width: float, width: float
) -> Piece:
    side = SIDE if block.ruled else 0.0
    cells: list[_Set] = []
    for number, fact in enumerate(facts):
        left = number * (share + gap)
        room = width if fact.wide else share
        shown = replace(label, colour=INK) if block.ruled else label
        cells.append(
            _Set(
                left + side,
                label_width,
                setter.text(fact.label, shown, label_width - 2 * side if block.ruled else label_width - 8),
                shaded=True,
            )
        )
        cells.append(
            _Set(left + label_width + side, room - label_width, setter.text(spans_of(fact.value), value, room - label_width - 2 * side))
        )
    return _facts_piece(cells, block, share, gap, side, label_width, width, 0 if facts[0].wide else len(facts))


def _facts_piece(
    cells: list[_Set], block: Facts, share: float, gap: float, side: float, label_width: float, width: float, count: int
) -> Piece:
    inset = 4.0 if block.ruled else 2.6
    height = max(max((height_of(cell.pieces) for cell in cells), default=0.0) + 2 * inset, block.row_height)

    def draw(ink: Ink, x: float, y: float) -> None:
        for number in range(count or 1):  # no count: one fact over the whole width
            left, room = x + number * (share + gap), share if count else width
            if block.ruled:
                ink.box(left, y, label_width, height, fill="#f4f6f9", stroke="#5b6472", thick=0.5)
                ink.box(left + label_width, y, room - label_width, height, stroke="#5b6472", thick=0.5)
            else:
                ink.line(left, y + height, left + room, y + height, HAIRLINE, 0.5)
        for cell in cells:
            top = (height - height_of(cell.pieces)) / 2 if block.ruled else inset
            draw_all(cell.pieces, ink, x + cell.left, y + top)

    def split(room: float) -> tuple[Piece, Piece] | None:
        halves = [(cell, cut_column(cell.pieces, room - 2 * inset)) for cell in cells]
        if not any(first for _, (first, _) in halves):
            return None
        upper, lower = ([replace(cell, pieces=half[part]) for cell, half in halves] for part in (0, 1))
        flat = replace(block, row_height=0.0)
        return (
            _facts_piece(upper, flat, share, gap, side, label_width, width, count),
            _facts_piece(lower, flat, share, gap, side, label_width, width, count),
        )

    return Piece(height, draw, split=split)
