"""The contents pages: laid out when all pages are known, so their numbers are right without a second pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamdesk.paper.blocks import Align
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink, Link
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.lines import Line, broken, natural_width
from kamdesk.paper.pieces import Piece, draw_all, height_of, spaced
from kamdesk.paper.type import QUIET, Type

_NUMBER_ROOM = 34.0
_LONGEST = 160  # characters of a title that are repeated in the contents


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading and where it stands: body page (from 0) and y on the page."""

    title: str
    level: int
    page: int
    y: float
    in_contents: bool = True


def contents_pieces(
    setter: Setter, entries: Sequence[Entry], title: str, width: float, number_of: "dict[int, tuple[int, int]]"
) -> list[Piece]:
    """The title and a line per entry. `number_of[body page]` is (page index, printed number), filled in before drawing."""
    body = setter.types.body
    pieces = spaced(
        setter.text(title, replace(setter.types.headings[0], align=Align.CENTRE if setter.chinese else Align.LEFT, before=0.0), width),
        after=14,
    )
    for entry in entries:
        if entry.in_contents:
            pieces.append(_line(setter, entry, body, width, number_of))
    return pieces


def _line(setter: Setter, entry: Entry, body: Type, width: float, number_of: "dict[int, tuple[int, int]]") -> Piece:
    first = entry.level == 1
    size = body.size if first else body.size - 0.5
    look = Type(FaceName.HEI_BOLD if first else body.face, size, round(size * 1.5, 2))
    indent = (entry.level - 1) * 16.0
    title = entry.title if len(entry.title) <= _LONGEST else entry.title[:_LONGEST] + "…"
    tokens = setter.tokens(title, look)
    room = width - indent - _NUMBER_ROOM
    lines = setter.lines(tokens, look, room)
    last = broken(tokens, room / look.size)[-1:]
    end = natural_width(last[0]) * look.size if last else 0.0
    height = height_of(lines)
    baseline = height - look.pitch + (look.pitch - look.size) / 2 + look.size * 0.88

    def draw(ink: Ink, x: float, y: float) -> None:
        page, shown = number_of[entry.page]
        draw_all(lines, ink, x + indent, y)
        ink.words(str(shown), x + width, y + baseline, look.face, size, look.colour, anchor=1.0)
        digits = Line(setter.tokens(str(shown), look), 1e6, last=True)
        start, stop = x + indent + end + 6, x + width - natural_width(digits) * size - 6
        if stop > start + 6:
            ink.line(start, y + baseline - 1.5, stop, y + baseline - 1.5, QUIET, 0.6, dash=(0.6, 3.2))
        ink.links.append(Link(x, y, x + width, y + height, page=page, y=entry.y))

    return Piece(height, draw, before=7 if first else 2.5, after=2)
