"""How wide the columns of a table are: what cannot be broken fits, what is said shares the rest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from kamdesk.paper.blocks import Cell, Column, Row
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.spans import Span, Text, bold
from kamdesk.paper.tokens import Kind, Token
from kamdesk.paper.type import Type

SIDE = 5.0  # points at the left and right of a cell
_MEASURED_ROWS = 200  # enough to see how wide a column wants to be
_LONGEST_WORD = 14.0  # ems: a longer one is cut rather than given room
_LONGEST_TITLE = 4.5  # ems
_SHARED = 0.45  # of the table that columns with a share may claim
_AT_LEAST = 0.3  # of the table that they keep where the others want more than there is
_SHORT = 0.2  # of the table: columns up to this width are set whole before longer ones get any
_FOR_SHORT = 0.85  # of the table that whole columns may take


def is_text(content: object) -> TypeGuard[Text]:
    """Whether a cell holds text rather than blocks."""
    return isinstance(content, str) or (isinstance(content, tuple) and all(isinstance(part, Span) for part in content))


class Known:
    """The tokens of a table's cells, so that measuring a column and setting it cut the text once."""

    def __init__(self, setter: Setter) -> None:
        self.setter = setter
        self._tokens: dict[tuple[Text, FaceName], list[Token]] = {}

    def look_of(self, row: Row, look: Type) -> Type:
        """Totals and group headings are bold."""
        return replace(look, face=FaceName.HEI_BOLD) if row.strong or row.shaded else look

    def tokens(self, text: Text, look: Type) -> list[Token]:
        if not isinstance(text, str):
            text = tuple(text)
        key = (text, look.face)
        found = self._tokens.get(key)
        if found is None:
            found = self._tokens[key] = self.setter.tokens(text, look)
        return found


def column_widths(known: Known, columns: Sequence[Column], rows: Sequence[Row], look: Type, width: float) -> list[float]:
    """Widths in points: columns without a share fit their content, the others share what is left; none tears its longest word."""
    seen = [*rows[:_MEASURED_ROWS], *rows[_MEASURED_ROWS:][-2:]]  # with the total below a long table
    looks = [known.look_of(row, look) for row in seen]
    wishes = [
        _wish(known, column, [(cell, own) for row, own in zip(seen, looks, strict=True) for cell in _cell_at(row, number)], look)
        for number, column in enumerate(columns)
    ]
    fitting = [number for number, column in enumerate(columns) if column.width is None]
    sharing = [number for number, column in enumerate(columns) if column.width is not None]
    if not sharing:
        return _fitted(wishes, width)
    widths = {number: wishes[number][0] for number in fitting}
    free = width - sum(widths.values())
    wanted, longest_words = (sum(wishes[number][part] for number in sharing) for part in (0, 1))
    least = min(max(min(width * _SHARED, wanted), longest_words), width * 0.75)
    if free < least:  # the fitting columns take too much: everybody gives way
        among_all = _fitted(wishes, width)
        free = sum(among_all[number] for number in sharing)
        widths = {number: among_all[number] for number in fitting}
        kept = min(least, max(width * _AT_LEAST, longest_words))
        if free < kept:
            widths = dict(zip(fitting, _fitted([wishes[number] for number in fitting], width - kept, width), strict=True))
            free = kept
    shares = {number: columns[number].width or 1.0 for number in sharing}
    widths |= _shared(shares, {number: wishes[number][1] for number in sharing}, free)
    return [widths[number] for number in range(len(columns))]


def _shared(shares: dict[int, float], least: dict[int, float], free: float) -> dict[int, float]:
    """`free` points by shares, but nobody below what is least where there is room for all."""
    if sum(least.values()) >= free:
        return {number: free * low / sum(least.values()) for number, low in least.items()}
    widths: dict[int, float] = {}
    open_ = dict(shares)
    while open_:
        total = sum(open_.values())
        narrow = [number for number, share in open_.items() if free * share / total < least[number]]
        if not narrow:
            return widths | {number: free * share / total for number, share in open_.items()}
        for number in narrow:
            widths[number] = least[number]
            free -= least[number]
            del open_[number]
    return widths


def _cell_at(row: Row, column: int) -> Sequence[Text | Cell]:
    """The cell that stands in one column alone, if there is one."""
    at = 0
    for cell in row.cells:
        span = cell.columns if isinstance(cell, Cell) else 1
        if at == column:
            return [cell] if span == 1 else []
        at += span
    return []


def _wish(known: Known, column: Column, cells: Sequence[tuple[Text | Cell, Type]], look: Type) -> tuple[float, float]:
    """(wanted, least) width of a column: its longest content, and its longest word."""
    title, least = measured(known.tokens(bold(column.title), look))
    wanted = title if title <= _LONGEST_TITLE else max(least, _LONGEST_TITLE, title * 0.6)  # longer ones may stand on two lines
    for cell, own in cells:
        content = cell.content if isinstance(cell, Cell) else cell
        if is_text(content):
            long, word = measured(known.tokens(content, own))
            wanted, least = max(wanted, long), max(least, word)
    return wanted * look.size + 2 * SIDE + 1, min(least, _LONGEST_WORD) * look.size + 2 * SIDE + 1


def measured(tokens: list[Token]) -> tuple[float, float]:
    """Ems of the longest line and of the longest piece that may not be broken."""
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


def _fitted(wishes: list[tuple[float, float]], width: float, table: float = 0.0) -> list[float]:
    """Column widths that fill `width`: everyone gets what is least, the rest by what is still wanted."""
    wanted = sum(wish for wish, _ in wishes)
    if wanted <= width:
        room = (width - wanted) / (sum(wish**0.5 for wish, _ in wishes) or 1.0)
        return [wish + room * wish**0.5 for wish, _ in wishes]
    least = sum(least for _, least in wishes)
    if least >= width:
        return [width * low / least for _, low in wishes]
    more = [wish**0.7 for wish, _ in wishes]
    widths = _short_ones_whole(wishes, width, table or width)
    free = width - sum(widths)
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


def _short_ones_whole(wishes: list[tuple[float, float]], width: float, table: float) -> list[float]:
    """What everyone gets at least: a telephone number, a date or a word is not broken to give a sentence room."""
    widths = [low for _, low in wishes]
    for wish, number in sorted((wish, number) for number, (wish, _) in enumerate(wishes)):
        if wish <= _SHORT * table and sum(widths) + wish - widths[number] <= _FOR_SHORT * width:
            widths[number] = wish
    return widths
