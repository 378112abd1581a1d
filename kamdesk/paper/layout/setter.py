"""Turns text into pieces, one per line; the blocks are laid out with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kamdesk.core.words import Words
from kamdesk.paper.blocks import Align, Block
from kamdesk.paper.book import Book
from kamdesk.paper.ink import Ink
from kamdesk.paper.lines import Line, broken, natural_width
from kamdesk.paper.pieces import Draw, Piece
from kamdesk.paper.spans import Text
from kamdesk.paper.titles import balanced
from kamdesk.paper.tokens import Token, tokens_of
from kamdesk.paper.type import Type, TypeSheet

_NARROW = 24  # ems: in narrower columns justified lines would gape

Layer = Callable[["Setter", Any, float], list[Piece]]


@dataclass(slots=True)
class Setter:
    """What laying out needs to know: the document, its types, the height of a page's text area."""

    book: Book
    types: TypeSheet
    page_height: float
    page_width: float
    words: Words
    layers: dict[type, Layer] = field(default_factory=dict)

    @property
    def chinese(self) -> bool:
        return self.types.chinese

    def lay(self, block: Block, width: float) -> list[Piece]:
        """The pieces of a block in a column `width` points wide."""
        return self.layers[type(block)](self, block, width)

    def lay_all(self, blocks: Sequence[Block], width: float) -> list[Piece]:
        return [piece for block in blocks for piece in self.lay(block, width)]

    def within(self, types: TypeSheet) -> "Setter":
        """The same setter with other types (a quotation, a dense column)."""
        return replace(self, types=types)

    def tokens(self, text: Text, look: Type) -> list[Token]:
        return tokens_of(text, look.face, self.book.missing)

    def text(self, text: Text, look: Type, width: float) -> list[Piece]:
        """A paragraph as pieces of one line each."""
        return self.lines(self.tokens(text, look), look, width)

    def lines(self, tokens: list[Token], look: Type, width: float) -> list[Piece]:
        """Tokens as pieces of one line each; no line of a paragraph of four and more stands alone on a page."""
        em = look.size
        if look.align is Align.JUSTIFY and width < _NARROW * em:
            look = replace(look, align=Align.LEFT)
        found = balanced(tokens, width / em) if look.balance else broken(tokens, width / em, width / em - look.indent)
        last = len(found) - 1
        return [
            Piece(
                look.pitch,
                line_drawing(line, look, width, look.indent * em if number == 0 else 0.0),
                look.before if number == 0 else 0.0,
                look.after if number == last else 0.0,
                look.hold or _keeps(number, last + 1),
            )
            for number, line in enumerate(found)
        ]


def _keeps(number: int, count: int) -> bool:
    """Keep the first two and the last two lines of a paragraph together."""
    if count <= 3:
        return number < count - 1
    return number in (0, count - 2)


def line_drawing(line: Line, look: Type, width: float, indent: float) -> Draw:
    justify = look.align is Align.JUSTIFY
    baseline = (look.pitch - look.size) / 2 + look.size * 0.88

    def draw(ink: Ink, x: float, y: float) -> None:
        left = x + indent
        if look.align is Align.CENTRE:
            left += (width - indent - natural_width(line) * look.size) / 2
        elif look.align is Align.RIGHT:
            left += width - indent - natural_width(line) * look.size
        ink.line_of_text(line, left, y + baseline, look.size, look.colour, justify)

    return draw
