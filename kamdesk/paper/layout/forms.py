"""What people fill in by hand: signatures and seals, checklists, lines and boxes to write in."""

from collections.abc import Sequence
from dataclasses import replace

from kamdesk.paper.blocks import MM, Align, Check, Checklist, Signature, Signing, WriteBox, WriteLines
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.lines import Line, broken, natural_width
from kamdesk.paper.pieces import Piece, draw_all, height_of, held, spaced
from kamdesk.paper.spans import Span
from kamdesk.paper.type import QUIET, RULE, Type

_SEAL = 19 * MM  # radius of the ring: company seals are about 40 mm across
_SEAL_COLOUR = "#d3868a"


def lay_signature(setter: Setter, block: Signature, width: float) -> list[Piece]:
    """Signing lines with room for seals, kept on one page."""
    if block.parties:
        gap = 24.0
        share = (width - gap * (len(block.parties) - 1)) / len(block.parties)
        columns = [(number * (share + gap), _party(setter, places, share)) for number, places in enumerate(block.parties)]
        height = max(height_of(pieces) for _, pieces in columns)

        def draw(ink: Ink, x: float, y: float) -> None:
            for left, pieces in columns:
                draw_all(pieces, ink, x + left, y)

        return [Piece(height, draw, before=16, after=8)]
    share = min(width, max(width * 0.62, 240.0))
    left = {Align.RIGHT: width - share, Align.CENTRE: (width - share) / 2}.get(block.align, 0.0)
    places = _party(setter, block.places, share)
    return spaced(held([replace(piece, draw=_at(piece, left)) for piece in places]), 16, 8)


def _at(piece: Piece, left: float):  # type: ignore[no-untyped-def]
    return lambda ink, x, y: piece.draw(ink, x + left, y)


def _party(setter: Setter, places: Sequence[Signing], width: float) -> list[Piece]:
    look = replace(setter.types.body, indent=0.0, before=0.0, after=0.0, align=Align.LEFT)
    hint = setter.types.caption.size
    return [_signing(setter, place, look, width, hint) for place in places]


def _signing(setter: Setter, place: Signing, look: Type, width: float, hint: float) -> Piece:
    label = place.label.rstrip("：:") + ("：" if setter.chinese else ":")
    label_tokens = setter.tokens(label, look)
    label_lines = broken(label_tokens, width * 0.6 / look.size)
    label_width = max((natural_width(line) for line in label_lines), default=0.0) * look.size + 6
    label_pieces = setter.lines(label_tokens, look, width * 0.6)
    value = setter.text(Span_text(place.value), look, max(width - label_width - 4, 40)) if place.value else []
    text_height = max(height_of(label_pieces), height_of(value), look.pitch)
    height = max(text_height + 8, 2 * _SEAL + 6 if place.seal else 0.0)

    def draw(ink: Ink, x: float, y: float) -> None:
        top = y + (height - text_height) / 2
        draw_all(label_pieces, ink, x, top)
        draw_all(value, ink, x + label_width, top)
        foot = top + text_height + 1.5
        ink.line(x + label_width - 2, foot, x + width, foot, RULE, 0.5)
        if place.seal:
            middle_x, middle_y = x + width - _SEAL - 6, y + height / 2
            ink.disc(middle_x, middle_y, _SEAL, stroke=_SEAL_COLOUR, thick=0.8, dash=(3, 3))
            ink.words(
                "盖章处" if setter.chinese else "Seal",
                middle_x,
                middle_y - _SEAL + hint + 7,
                FaceName.HEI,
                hint - 0.5,
                _SEAL_COLOUR,
                anchor=0.5,
            )

    return Piece(height, draw, before=4, after=4)


def Span_text(text: str) -> tuple[Span, ...]:
    return (Span(text),)


def lay_checklist(setter: Setter, block: Checklist, width: float) -> list[Piece]:
    """Boxes, ticked or not, row by row."""
    gap = 16.0
    columns = max(1, min(block.columns, 4))
    share = (width - gap * (columns - 1)) / columns
    look = replace(setter.types.cell, face=FaceName.SONG)
    pieces: list[Piece] = []
    for start in range(0, len(block.items), columns):
        entries = [_check(setter, item, look, share) for item in block.items[start : start + columns]]
        height = max(entry.height for entry in entries)
        pieces.append(Piece(height, _beside(entries, share + gap), before=3.2))
    return spaced(pieces, 3, 6)


def _beside(entries: list[Piece], step: float):  # type: ignore[no-untyped-def]
    def draw(ink: Ink, x: float, y: float) -> None:
        for number, entry in enumerate(entries):
            entry.draw(ink, x + number * step, y)

    return draw


def _check(setter: Setter, item: Check, look: Type, width: float) -> Piece:
    indent = look.size * 1.65
    pieces = setter.text(item.text, look, width - indent)
    if item.note:
        pieces += setter.text(
            item.note, replace(setter.types.label, size=look.size - 1.5, pitch=round((look.size - 1.5) * 1.4, 2)), width - indent
        )

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.tick_box(x + 1, y + (look.pitch - look.size) / 2 + look.size * 0.86, look.size * 1.12, item.done)
        draw_all(pieces, ink, x + indent, y)

    return Piece(height_of(pieces), draw)


def lay_write_lines(setter: Setter, block: WriteLines, width: float) -> list[Piece]:
    """Hairlines 8.5 mm apart, wide enough for handwriting."""
    pitch = 8.5 * MM
    pieces: list[Piece] = []
    if block.label:
        pieces += setter.text(block.label, replace(setter.types.label, colour="#3f4753", hold=True), width)

    def rule(ink: Ink, x: float, y: float) -> None:
        ink.line(x, y + pitch - 1, x + width, y + pitch - 1, "#aab2bf", 0.5)

    pieces += [Piece(pitch, rule) for _ in range(block.lines)]
    return spaced(held(pieces) if len(pieces) <= 12 else pieces, 4, 8)


def lay_write_box(setter: Setter, block: WriteBox, width: float) -> list[Piece]:
    label = replace(setter.types.label, colour=QUIET)
    pieces = setter.text(block.label, label, width - 12) if block.label else []

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.box(x, y, width, block.height, stroke="#aab2bf", thick=0.6, radius=2.5)
        draw_all(pieces, ink, x + 6, y + 4)

    return [Piece(block.height, draw, before=5, after=7)]


def one_line(setter: Setter, text: str, look: Type) -> Line:
    """Text on a single line, however long (its natural width is `natural_width(line) * look.size`)."""
    return Line(setter.tokens(text.replace("\n", " "), look), 1e6, last=True)
