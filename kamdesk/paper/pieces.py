"""What pages are filled with: a piece has a height and draws itself; a block becomes a column of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kamdesk.paper.ink import Ink

Draw: TypeAlias = Callable[[Ink, float, float], None]


def nothing(ink: Ink, x: float, y: float) -> None:
    """Draws nothing: room only."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading's entry in bookmarks and contents, carried by the piece that it stands in."""

    title: str
    level: int
    in_contents: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that goes on a page whole.

    `before` and `after` are the room wanted around it (the larger of two neighbours counts, none at a page's top); `hold` keeps it with the
    next piece; `header` is set again when the piece begins a page; `split(room)` cuts it in two when it is too tall.
    """

    height: float
    draw: Draw = nothing
    before: float = 0.0
    after: float = 0.0
    hold: bool = False
    mark: Mark | None = None
    header: "Piece | None" = None
    split: "Callable[[float], tuple[Piece, Piece] | None] | None" = None
    new_page: bool = False
    whole_page: bool = False  # takes a page for itself (a foreign page)
    grown: "Callable[[float], Piece] | None" = None  # the same piece as tall as the room left on its page


def height_of(pieces: Sequence[Piece]) -> float:
    """The height of a column of pieces, with the room between them."""
    total, after = 0.0, 0.0
    for number, piece in enumerate(pieces):
        total += (max(after, piece.before) if number else 0.0) + piece.height
        after = piece.after
    return total


def draw_all(pieces: Sequence[Piece], ink: Ink, x: float, y: float) -> None:
    after = 0.0
    for number, piece in enumerate(pieces):
        y += max(after, piece.before) if number else 0.0
        piece.draw(ink, x, y)
        y += piece.height
        after = piece.after


def held(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, kept on one page where they fit."""
    return [replace(piece, hold=True) for piece in pieces[:-1]] + list(pieces[-1:])


def indented(pieces: Sequence[Piece], by: float) -> list[Piece]:
    return [
        replace(piece, draw=_shifted(piece.draw, by), split=_split_shifted(piece.split, by) if piece.split else None) for piece in pieces
    ]


def spaced(pieces: Sequence[Piece], before: float = 0.0, after: float = 0.0) -> list[Piece]:
    """The same pieces with at least this room before the first and after the last."""
    result = list(pieces)
    if result:
        result[0] = replace(result[0], before=max(before, result[0].before))
        result[-1] = replace(result[-1], after=max(after, result[-1].after))
    return result


def stacked(pieces: Sequence[Piece], **changes: object) -> Piece:
    """One piece of a column that must not be torn."""
    whole = tuple(pieces)
    piece = Piece(
        height_of(whole), lambda ink, x, y: draw_all(whole, ink, x, y), whole[0].before if whole else 0.0, whole[-1].after if whole else 0.0
    )
    return replace(piece, **changes)  # type: ignore[arg-type]


def cut_column(pieces: Sequence[Piece], room: float) -> tuple[list[Piece], list[Piece]]:
    """The pieces that fit into `room`, and the rest; a tall one is split where it can be."""
    taken: list[Piece] = []
    used, after = 0.0, 0.0
    for number, piece in enumerate(pieces):
        gap = max(after, piece.before) if taken else 0.0
        if used + gap + piece.height > room + 0.01:
            halves = piece.split(room - used - gap) if piece.split else None
            if halves:
                return [*taken, halves[0]], [halves[1], *pieces[number + 1 :]]
            return taken, list(pieces[number:])
        taken.append(piece)
        used += gap + piece.height
        after = piece.after
    return taken, []


def side_by_side(columns: list[tuple[float, list[Piece]]]) -> Piece:
    """Columns at their distances from the left, as one piece that may go on overleaf."""

    def draw(ink: Ink, x: float, y: float) -> None:
        for left, pieces in columns:
            draw_all(pieces, ink, x + left, y)

    def split(room: float) -> tuple[Piece, Piece] | None:
        halves = [(left, cut_column(pieces, room)) for left, pieces in columns]
        if not any(first for _, (first, _) in halves):
            return None
        return side_by_side([(left, first) for left, (first, _) in halves]), side_by_side([(left, rest) for left, (_, rest) in halves])

    return Piece(max((height_of(pieces) for _, pieces in columns), default=0.0), draw, split=split)


def _shifted(draw: Draw, by: float) -> Draw:
    return lambda ink, x, y: draw(ink, x + by, y)


def _split_shifted(split: "Callable[[float], tuple[Piece, Piece] | None]", by: float) -> "Callable[[float], tuple[Piece, Piece] | None]":
    def both(room: float) -> tuple[Piece, Piece] | None:
        halves = split(room)
        if halves is None:
            return None
        first, second = indented(halves, by)
        return first, second

    return both
