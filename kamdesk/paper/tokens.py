"""Cuts spans into tokens: what a line is made of, with the room and the possible breaks between.

A token is a run of Chinese characters (which may be broken anywhere), a mark, or a Latin word or a piece of one. Widths and gaps
are ems of the paragraph's size, so breaking needs no font any more.
"""

from dataclasses import dataclass
from enum import IntEnum

from kamdesk.paper.fonts import FaceName, cleaned, face, parts_by_face
from kamdesk.paper.marks import (
    BLANK,
    CLOSING,
    HAN_UNIT,
    HAS_HAN,
    LATIN_UNITS,
    LONG_DASH,
    NO_LINE_END,
    NO_LINE_START,
    OPENING,
    TOKEN,
    TYPED,
    pieces_of,
    reads_chinese,
    with_right_quotes,
)
from kamdesk.paper.spans import Span, Text, spans_of

SCRIPT_GAP = 0.22  # between Chinese and Latin
SPACE = 0.25


class Kind(IntEnum):
    HAN = 0  # may be broken between any two characters
    SOLID = 1  # Chinese characters that stay together: a unit, a dash
    MARK = 2
    WORD = 3
    NEWLINE = 4


HAN, SOLID, MARK, WORD, NEWLINE = Kind  # as plain names: these are asked for hundreds of thousands of times


@dataclass(frozen=True, slots=True)
class Look:
    """How a token is drawn; `scale` and `rise` are ems of the paragraph's size."""

    face: FaceName
    scale: float = 1.0
    rise: float = 0.0
    colour: str = ""
    link: str = ""
    shaded: bool = False
    slanted: bool = False


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
        if self.kind is WORD:
            known = face(self.look.face)
            first, rest = known.width(self.text[:count]) * self.look.scale, known.width(self.text[count:]) * self.look.scale
        else:
            first = self.width * count / len(self.text)
            rest = self.width - first
        head = Token(self.text[:count], self.kind, first, self.look)
        head.gap, head.elastic, head.breaks, head.spaced = self.gap, self.elastic, self.breaks, self.spaced
        return head, Token(self.text[count:], self.kind, rest, self.look)


def look_of(span: Span, body: FaceName, strong: FaceName = FaceName.HEI_BOLD) -> Look:
    """Bold is Hei; italic is Kai, or the body slanted where there is no Chinese in it; code is Hei on a tint."""
    if span.code:
        return Look(FaceName.HEI, colour=span.colour, link=span.link, shaded=True)
    slanted = span.italic and not HAS_HAN.search(span.text)
    name = strong if span.bold else FaceName.KAI if span.italic and not slanted else body
    if span.raised:
        return Look(name, 0.62, 0.36, span.colour, span.link)
    return Look(name, 1.0, 0.0, span.colour, span.link, slanted=slanted)


def tokens_of(text: Text, body: FaceName, missing: set[str]) -> list[Token]:
    """The tokens of a paragraph set in `body`; characters that no face has are put into `missing`."""
    spans = [(cleaned(span.text), span) for span in spans_of(text)]
    chinese = reads_chinese("".join([typed for typed, _ in spans]))
    tokens: list[Token] = []
    joiner = _Joiner()
    for typed, span in spans:
        look = look_of(span, body)
        for name, part in parts_by_face(with_right_quotes(typed, chinese), look.face, missing):
            own = look if name is look.face else Look(name, look.scale, look.rise, look.colour, look.link, look.shaded, look.slanted)
            joiner.add_all(part, own, tokens)
    return tokens


class _Joiner:
    """Remembers what stands before a token, for the room and the break between the two."""

    def __init__(self) -> None:
        self.space = False
        self.before = ""  # last character so far
        self.kind = NEWLINE
        self.figure = False  # a number stands just before, which keeps its unit

    def add_all(self, part: str, look: Look, tokens: list[Token]) -> None:
        """Append the tokens of a stretch of text in one look."""
        scale, measured = look.scale, face(look.face)
        for found in TOKEN.findall(part):
            first = found[0]
            if first in BLANK:
                self._blank(found, look, tokens)
            elif "\u4e00" <= first <= "\u9fff" or HAS_HAN.match(first):
                unit = HAN_UNIT.match(found) if self.figure and not self.space else None
                if unit:
                    self._put(Token(unit[0], SOLID, len(unit[0]) * scale, look), tokens)
                    found = found[len(unit[0]) :]
                if found:
                    self._put(Token(found, HAN, len(found) * scale, look), tokens)
            elif first in OPENING or first in CLOSING:
                token = Token(found, MARK, measured.width(found) * scale, look)
                token.opening, token.closing = first in OPENING, first in CLOSING
                self._put(token, tokens)
            elif (ord(first) < 0x2014 and first != "·") or first in TYPED:
                for number, piece in enumerate(pieces_of(found)):
                    token = Token(piece, WORD, measured.width(piece) * scale, look)
                    token.breaks = number > 0
                    self._put(token, tokens)
            else:
                self._put(_other(found, look), tokens)

    def _blank(self, found: str, look: Look, tokens: list[Token]) -> None:
        if found == "\n":
            self._put(Token(found, NEWLINE, 0.0, look), tokens)
        elif found[0] == "\u3000" and self.kind is not NEWLINE:
            self._put(Token(found, SOLID, len(found) * look.scale, look), tokens)
        else:
            self.space = True

    def _put(self, token: Token, tokens: list[Token]) -> None:
        kind = token.kind
        if self.kind is not NEWLINE and kind is not NEWLINE:
            self._join(token, token.text[0])
        self.space = False
        self.before = token.text[-1]
        self.figure = kind is WORD and self.before.isdigit()
        self.kind = kind
        tokens.append(token)

    def _join(self, token: Token, first: str) -> None:
        """The room between what stands before and `token`, and whether a line may end there."""
        before = self.before
        latin, was_latin = token.kind is WORD, self.kind is WORD
        breaks = first not in NO_LINE_START and before not in NO_LINE_END
        if self.space:
            token.spaced = token.elastic = True
            token.gap = 0.0 if before in CLOSING or token.opening else SPACE
            if latin and self.figure and token.text in LATIN_UNITS:
                breaks = False
        elif latin is not was_latin:
            if token.kind is not MARK and self.kind is not MARK:
                narrow = first if latin else before
                if narrow.isalnum() or narrow in "%+":
                    token.gap, token.elastic = SCRIPT_GAP, True
            if self.figure and token.kind is SOLID and first != LONG_DASH and first != "…":
                breaks = False
        elif latin:
            breaks = breaks and token.breaks
        if (token.opening and before in OPENING) or (before in CLOSING and (token.opening or token.closing)):
            token.gap -= 0.5 * token.look.scale
        token.breaks = breaks


def _other(found: str, look: Look) -> Token:
    """Dashes and ellipses in pairs, which are never torn, and single signs."""
    if len(found) == 1:
        return Token(found, MARK, face(look.face).width(found) * look.scale, look)
    if found[0] == "—" and LONG_DASH in face(look.face).known:
        found = LONG_DASH * len(found)
    return Token(found, SOLID, face(look.face).width(found) * look.scale, look)
