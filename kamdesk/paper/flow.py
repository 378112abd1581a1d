"""Fills pages with pieces, once: afterwards every piece has its page, and nothing needs to be laid out again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kamdesk.paper.pieces import Piece, height_of

_TALL = 0.4  # of a page: a row taller than this is split rather than pushed overleaf
_LITTLE = 0.2  # of a page


@dataclass(slots=True)
class Placed:
    piece: Piece
    y: float  # from the top of the text area


@dataclass(slots=True)
class Sheet:
    """The pieces of one page."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0.0
    after: float = 0.0


def filled(pieces: Sequence[Piece], height: float) -> list[Sheet]:
    """Pages `height` points tall that hold all pieces in order."""
    flow = _Flow(height)
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) - 1 and pieces[end].hold and not pieces[end + 1].new_page:
            end += 1
        flow.add(pieces[at : end + 1])
        at = end + 1
    for sheet in flow.sheets:
        _grow(sheet, height)
    return flow.sheets


def _grow(sheet: Sheet, height: float) -> None:
    """A box to write in at the end of a page takes the room that is left."""
    last = sheet.placed[-1] if sheet.placed else None
    if last is not None and last.piece.grown is not None and height > sheet.used:
        last.piece = last.piece.grown(height - last.y)
        sheet.used = last.y + last.piece.height


class _Flow:
    def __init__(self, height: float) -> None:
        self.height = height
        self.sheets = [Sheet()]

    def add(self, group: Sequence[Piece]) -> None:
        """Place pieces that want to stay together."""
        if (group[0].new_page or group[0].whole_page or self._full_page_above()) and self.sheets[-1].placed:
            self._turn(group[0])
        if len(group) > 1 and self.sheets[-1].placed and not self._fits(group) and (self._fits_a_page(group) or self._little_room()):
            self._turn(group[0])
        for piece in group:
            self._place(piece)

    def _full_page_above(self) -> bool:
        placed = self.sheets[-1].placed
        return bool(placed) and placed[-1].piece.whole_page

    def _little_room(self) -> bool:
        """Too little for a heading and the beginning of what is taller than a page."""
        return self.height - self.sheets[-1].used < _LITTLE * self.height

    def _fits(self, group: Sequence[Piece]) -> bool:
        return self._next_y(group[0]) + height_of(group) <= self.height + 0.01

    def _fits_a_page(self, group: Sequence[Piece]) -> bool:
        header = group[0].header
        return height_of(group) + (header.height if header else 0.0) <= self.height

    def _next_y(self, piece: Piece) -> float:
        sheet = self.sheets[-1]
        return sheet.used + (max(sheet.after, piece.before) if sheet.placed else 0.0)

    def _turn(self, piece: Piece) -> None:
        self.sheets.append(Sheet())
        if piece.header is not None:
            self._put(piece.header)

    def _put(self, piece: Piece) -> None:
        sheet = self.sheets[-1]
        y = self._next_y(piece)
        sheet.placed.append(Placed(piece, y))
        sheet.used = y + piece.height
        sheet.after = piece.after

    def _place(self, piece: Piece) -> None:
        while True:
            room = self.height - self._next_y(piece)
            if piece.height <= room + 0.01:
                self._put(piece)
                return
            sheet = self.sheets[-1]
            begun = bool(sheet.placed) and not (len(sheet.placed) == 1 and sheet.placed[0].piece is piece.header)
            halves = piece.split(room) if piece.split and (piece.height > _TALL * self.height or not begun) else None
            if halves is not None:
                self._put(halves[0])
                piece = halves[1]
                self._turn(piece)
            elif begun:
                self._turn(piece)
            else:  # taller than a page and cannot be split: it runs over the foot rather than being lost
                self._put(piece)
                return
