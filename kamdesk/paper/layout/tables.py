"""Tables and fact grids: cells are set by the same engine as paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamdesk.paper.blocks import Align, Cell, Column, Fact, Facts, Row, Table
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.pieces import Piece, cut_column, draw_all, height_of, spaced
from kamdesk.paper.spans import Span, Text, bold, spans_of
from kamdesk.paper.tokens import Kind, Token
from kamdesk.paper.type import HAIRLINE, INK, RULE, Type

_SIDE = 5.0  # room at the left and right of a cell
_INSET = 3.2  # above and below a cell's text
_MEASURED_ROWS = 200  # enough to see how wide a column wants to be


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
        look = replace(look, size=block.size, pitch=round(block.size * 1.42, 2))
    rows = [row if isinstance(row, Row) else Row(row) for row in block.rows]
    widths = _widths(setter, block.columns, rows, look, width)
    pieces: list[Piece] = []
    if block.title:
        pieces += setter.text(
            block.title,
            replace(setter.types.caption, align=Align.LEFT if not block.ruled else Align.CENTRE, hold=True, colour=INK, after=4),
            width,
        )
    header: Piece | None = None
    if block.header:
        head_look = replace(look, face=FaceName.HEI_BOLD, size=look.size - 0.3)
        cells = [
            _set_cell(setter, Cell(column.title), column, head_look, _left(widths, number), widths[number], block.ruled)
            for number, column in enumerate(block.columns)
        ]
        header = _header(cells, width, block.ruled)
        pieces.append(replace(header, hold=True))
    for number, row in enumerate(rows):
        cells = _cells_of_row(setter, block, row, look, widths)
        tint = "#eef1f5" if row.shaded else "#f8f9fb" if block.zebra and number % 2 else ""
        piece = _row(cells, width, tint, block.ruled, last=number == len(rows) - 1, strong=row.strong, header=header)
        pieces.append(replace(piece, hold=row.shaded or number == len(rows) - 2))
    return spaced(pieces, 5, 9)


def _left(widths: Sequence[float], number: int) -> float:
    return sum(widths[:number])


def _cells_of_row(setter: Setter, block: Table, row: Row, look: Type, widths: Sequence[float]) -> list[_Set]:
    cells: list[_Set] = []
    at = 0
    own = replace(look, face=FaceName.HEI_BOLD) if row.strong or row.shaded else look
    for content in row.cells:
        if at >= len(widths):
            break
        cell = content if isinstance(content, Cell) else Cell(content)
        span = max(1, min(cell.columns, len(widths) - at))
        cells.append(_set_cell(setter, cell, block.columns[at], own, _left(widths, at), sum(widths[at : at + span]), block.ruled))
        at += span
    return cells


def _set_cell(setter: Setter, cell: Cell, column: Column, look: Type, left: float, width: float, ruled: bool) -> _Set:
    align = cell.align or column.align
    inner = width - 2 * _SIDE
    content = cell.content
    if isinstance(content, str) or all(isinstance(part, Span) for part in content):
        pieces = setter.text(content, replace(look, align=align), inner)  # type: ignore[arg-type]
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
            draw_all(cell.pieces, ink, x + cell.left + _SIDE, y + height - inset - height_of(cell.pieces))

    return Piece(height, draw)


def _row(cells: list[_Set], width: float, tint: str, ruled: bool, last: bool, strong: bool, header: Piece | None) -> Piece:
    """A row; when it is split, both parts are rows of their own."""
    inset = _INSET
    height = max((height_of(cell.pieces) for cell in cells), default=10.0) + 2 * inset

    def draw(ink: Ink, x: float, y: float) -> None:
        if tint:
            ink.box(x, y, width, height, fill=tint)
        if ruled:
            _grid(ink, cells, x, y, width, height)
        else:
            if strong:
                ink.line(x, y, x + width, y, RULE, 0.5)
            ink.line(x, y + height, x + width, y + height, RULE if last else HAIRLINE, 0.9 if last else 0.5)
        for cell in cells:
            top = (height - height_of(cell.pieces)) / 2 if ruled else inset
            draw_all(cell.pieces, ink, x + cell.left + _SIDE, y + top)

    def split(room: float) -> tuple[Piece, Piece] | None:
        halves = [(cell, cut_column(cell.pieces, room - 2 * inset)) for cell in cells]
        if not any(first for _, (first, _) in halves):
            return None
        upper = [replace(cell, pieces=first) for cell, (first, _) in halves]
        lower = [replace(cell, pieces=rest) for cell, (_, rest) in halves]
        return _row(upper, width, tint, ruled, False, strong, header), _row(lower, width, tint, ruled, last, False, header)

    return Piece(height, draw, header=header, split=split)


def _grid(ink: Ink, cells: list[_Set], x: float, y: float, width: float, height: float) -> None:
    ink.box(x, y, width, height, stroke="#5b6472", thick=0.5)
    for cell in cells[1:]:
        ink.line(x + cell.left, y, x + cell.left, y + height, "#5b6472", 0.5)


# -- widths ------------------------------------------------------------------------------------------------------------------------------
def _widths(setter: Setter, columns: Sequence[Column], rows: Sequence[Row], look: Type, width: float) -> list[float]:
    """Widths in points: columns with a share share what the others leave."""
    measured = [*rows[:_MEASURED_ROWS], *rows[_MEASURED_ROWS:][-2:]]  # with the total below a long table
    natural: dict[int, tuple[float, float]] = {
        number: _wish(setter, column, [cell for row in measured for cell in _cell_at(row, number)], look)
        for number, column in enumerate(columns)
        if column.width is None
    }
    shares = {number: column.width for number, column in enumerate(columns) if column.width is not None}
    if not shares:
        return _fitted([natural[number] for number in range(len(columns))], width)
    free = width - sum(wish for wish, _ in natural.values())
    least = width * 0.45
    if free < least:  # the fitting columns take too much: they give way
        fitted = _fitted(list(natural.values()), width - least)
        natural = {number: (fit, 0.0) for number, fit in zip(natural, fitted, strict=True)}
        free = least
    total = sum(shares.values()) or 1.0
    return [free * shares[number] / total if number in shares else natural[number][0] for number in range(len(columns))]


def _cell_at(row: Row, column: int) -> Sequence[Text | Cell]:
    """The cell that stands in one column alone, if there is one."""
    at = 0
    for cell in row.cells:
        span = cell.columns if isinstance(cell, Cell) else 1
        if at == column:
            return [cell] if span == 1 else []
        at += span
    return []


def _wish(setter: Setter, column: Column, cells: Sequence[Text | Cell], look: Type) -> tuple[float, float]:
    """(wanted, least) width of a column: its longest content, and its longest word."""
    wanted, least = _measure(setter.tokens(bold(column.title), look))
    for cell in cells:
        content = cell.content if isinstance(cell, Cell) else cell
        if isinstance(content, str) or all(isinstance(part, Span) for part in content):
            long, word = _measure(setter.tokens(content, look))  # type: ignore[arg-type]
            wanted, least = max(wanted, long), max(least, word)
    return wanted * look.size + 2 * _SIDE + 1, min(least, 14) * look.size + 2 * _SIDE + 1


def _measure(tokens: list[Token]) -> tuple[float, float]:
    longest = line = word = tied = 0.0
    for token in tokens:
        if token.kind is Kind.NEWLINE:
            longest, line, tied = max(longest, line), 0.0, 0.0
            continue
        line += token.gap + token.width
        piece = token.width if token.kind is not Kind.HAN else min(token.width, 2.0)
        tied = piece if token.breaks else tied + token.gap + piece
        word = max(word, tied)
    return max(longest, line), word


def _fitted(wishes: list[tuple[float, float]], width: float) -> list[float]:
    """Column widths that fill `width`: everyone gets what is least, the rest by what is still wanted."""
    wanted = sum(wish for wish, _ in wishes)
    if wanted <= width:
        room = (width - wanted) / (sum(wish**0.5 for wish, _ in wishes) or 1.0)
        return [wish + room * wish**0.5 for wish, _ in wishes]
    least = sum(least for _, least in wishes)
    if least >= width:
        return [width * low / least for _, low in wishes]
    more = [wish**0.7 for wish, _ in wishes]
    widths = [low for _, low in wishes]
    free = width - least
    for _ in range(4):  # nobody gets more than wanted; what is left goes to the others
        open_ = [number for number, (wish, _) in enumerate(wishes) if widths[number] < wish - 0.01]
        total = sum(more[number] for number in open_)
        if not open_ or free < 0.1:
            break
        given = [(number, min(free * more[number] / total, wishes[number][0] - widths[number])) for number in open_]
        for number, room in given:
            widths[number] += room
        free -= sum(room for _, room in given)
    widths[-1] += max(free, 0.0)
    return widths


# -- facts -------------------------------------------------------------------------------------------------------------------------------
def lay_facts(setter: Setter, block: Facts, width: float) -> list[Piece]:
    """Labels and values in columns, row by row."""
    facts = [fact if isinstance(fact, Fact) else Fact(*fact) for fact in block.facts]
    label = setter.types.label
    value = setter.types.cell
    gap = 0.0 if block.ruled else 14.0
    share = (width - gap * (block.columns - 1)) / block.columns
    label_width = block.label_width or min(
        max((_measure(setter.tokens(fact.label, label))[0] * label.size for fact in facts), default=0.0)
        + (2 * _SIDE + 1 if block.ruled else 12.0),
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
    side = _SIDE if block.ruled else 0.0
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
    height = max((height_of(cell.pieces) for cell in cells), default=0.0) + 2 * inset

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
        return (
            _facts_piece(upper, block, share, gap, side, label_width, width, count),
            _facts_piece(lower, block, share, gap, side, label_width, width, count),
        )

    return Piece(height, draw, split=split)
