"""Cuts spans into tokens: what a line is made of, with the room and the possible breaks between.

A token is a run of Chinese characters (which may be broken anywhere), a mark, or a Latin word or a piece of one. Widths and gaps are ems of the paragraph's
size, so breaking needs no font any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from kamdesk.paper.fonts import FaceName, cleaned, face, parts_by_face
from kamdesk.paper.marks import CLOSING, HAN_UNIT, HAS_HAN, LATIN_UNITS, LONG_DASH, NO_LINE_END, NO_LINE_START, OPENING, TOKEN, pieces_of, with_right_quotes
from kamdesk.paper.spans import Span, Text, spans_of

SCRIPT_GAP = 0.22  # between Chinese and Latin
SPACE = 0.25


class Kind(IntEnum):
    HAN = 0  # may be broken between any two characters
    SOLID = 1  # Chinese characters that stay together: a unit, a dash
    MARK = 2
    WORD = 3
    NEWLINE = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a token is drawn; `scale` and `rise` are ems of the paragraph's size."""

    face: FaceName
    scale: float = 1.0
    rise: float = 0.0
    colour: str = ""
    link: str = ""
    shaded: bool = False


class Token:
    """One piece of a line. `gap` ems stand before it unless it begins a line; `spaced` says that the gap was typed as a space."""

    __slots__ = ("breaks", "closing", "elastic", "gap", "kind", "look", "opening", "spaced", "text", "width")

    def __init__(self, text: str, kind: Kind, width: float, look: Look) -> None:
        self.text = text
        self.kind = kind
        self.width = width
        self.look = look
        self.gap = 0.0
        self.elastic = False
        self.breaks = True
        self.spaced = False
        self.opening = False
        self.closing = False

    def cut(self, count: int) -> "tuple[Token, Token]":
        """The first `count` characters and the rest, which then begins a line."""
        if self.kind is Kind.WORD:
            known = face(self.look.face)
            first, rest = known.width(self.text[:count]) * self.look.scale, known.width(self.text[count:]) * self.look.scale
        else:
            first = self.width * count / len(self.text)
            rest = self.width - first
        head = Token(self.text[:count], self.kind, first, self.look)
        head.gap, head.elastic, head.breaks, head.spaced = self.gap, self.elastic, self.breaks, self.spaced
        return head, Token(self.text[count:], self.kind, rest, self.look)


def look_of(span: Span, body: FaceName, strong: FaceName = FaceName.HEI_BOLD) -> Look:
    """Bold is Hei, italic is Kai; code is Hei on a tint."""
    if span.code:
        return Look(FaceName.HEI, colour=span.colour, link=span.link, shaded=True)
    name = strong if span.bold else FaceName.KAI if span.italic else body
    if span.raised:
        return Look(name, 0.62, 0.36, span.colour, span.link)
    return Look(name, 1.0, 0.0, span.colour, span.link)


def tokens_of(text: Text, body: FaceName, missing: set[str]) -> list[Token]:
    """The tokens of a paragraph set in `body`; characters that no face has are put into `missing`."""
    spans = [(cleaned(span.text), span) for span in spans_of(text)]
    chinese = any(HAS_HAN.search(typed) for typed, _ in spans)
    tokens: list[Token] = []
    joiner = _Joiner()
    for typed, span in spans:
        look = look_of(span, body)
        for name, part in parts_by_face(with_right_quotes(typed, chinese), look.face, missing):
            own = look if name is look.face else Look(name, look.scale, look.rise, look.colour, look.link, look.shaded)
            for found in TOKEN.findall(part):
                joiner.add(found, own, tokens)
    return tokens


class _Joiner:
    """Remembers what stands before a token, for the room and the break between the two."""

    def __init__(self) -> None:
        self.space = False
        self.before = ""  # last character so far
        self.kind = Kind.NEWLINE
        self.word = ""  # the Latin word just before, for numbers with units

    def add(self, found: str, look: Look, tokens: list[Token]) -> None:
        first = found[0]
        if first in " \t\u00a0\u3000":
            if first == "\u3000" and self.kind is not Kind.NEWLINE:
                self._put(Token(found, Kind.SOLID, len(found) * look.scale, look), tokens)
            else:
                self.space = True
            return
        for token in _tokens_from(found, look, self.word if not self.space else ""):
            self._put(token, tokens)

    def _put(self, token: Token, tokens: list[Token]) -> None:
        first = token.text[0]
        if self.kind is not Kind.NEWLINE and token.kind is not Kind.NEWLINE:
            self._join(token, first)
        self.space = False
        self.before = token.text[-1]
        self.word = token.text if token.kind is Kind.WORD else ""
        self.kind = token.kind
        tokens.append(token)

    def _join(self, token: Token, first: str) -> None:
        latin, was_latin = token.kind is Kind.WORD, self.kind is Kind.WORD
        breaks = first not in NO_LINE_START and self.before not in NO_LINE_END
        if self.space:
            token.spaced = True
            token.elastic = True
            token.gap = 0.0 if self.before in CLOSING or token.opening else SPACE
            if latin and was_latin:  # a typed space before Latin punctuation still ends the line's word
                breaks = self.before not in NO_LINE_END and not (token.text in LATIN_UNITS and self.word[-1:].isdigit()) and first not in NO_LINE_START
        elif latin != was_latin:
            if (first.isalnum() or first == "%") if latin else (token.kind is not Kind.MARK and (self.before.isalnum() or self.before in "%+")):
                if token.kind is not Kind.MARK and self.kind is not Kind.MARK:
                    token.gap, token.elastic = SCRIPT_GAP, True
            breaks = breaks and not (token.kind is Kind.SOLID and token.text[0] != LONG_DASH and self.before.isdigit())
        elif latin and was_latin:
            breaks = breaks and token.breaks
        if (token.opening and self.before in OPENING) or (self.before in CLOSING and (token.opening or token.closing)):
            token.gap -= 0.5 * token.look.scale
        token.breaks = breaks


def _tokens_from(found: str, look: Look, word_before: str) -> Iterator[Token]:
    first = found[0]
    if first == "\n":
        yield Token(found, Kind.NEWLINE, 0.0, look)
    elif len(found) > 1 and first in "—…":
        shown = found if first == "…" else LONG_DASH * len(found)
        yield Token(shown, Kind.SOLID, face(look.face).width(shown) * look.scale if LONG_DASH in face(look.face).known else len(found), look)
    elif HAS_HAN.match(first):
        unit = HAN_UNIT.match(found) if word_before[-1:].isdigit() else None
        if unit:
            yield Token(unit[0], Kind.SOLID, len(unit[0]) * look.scale, look)
            found = found[len(unit[0]) :]
        if found:
            yield Token(found, Kind.HAN, len(found) * look.scale, look)
    elif first in OPENING or first in CLOSING or ord(first) > 0x2014 or first in "·—×÷±":
        token = Token(found, Kind.MARK, face(look.face).width(found) * look.scale, look)
        token.opening, token.closing = first in OPENING, first in CLOSING
        yield token
    else:
        for number, piece in enumerate(pieces_of(found)):
            token = Token(piece, Kind.WORD, face(look.face).width(piece) * look.scale, look)
            token.breaks = number > 0
            yield token
