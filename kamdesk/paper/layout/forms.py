"""What people fill in by hand: signatures and seals, checklists, lines and boxes to write in."""

from collections.abc import Sequence
from dataclasses import replace

from kamdesk.paper.blocks import MM, Align, Check, Checklist, Signature, Signing, WriteBox, WriteLines
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.lines import broken, natural_width
from kamdesk.paper.pieces import Piece, draw_all, height_of, held, indented, side_by_side, spaced
from kamdesk.paper.type import QUIET, RULE, Type

_SEAL = 19 * MM  # radius of the ring: company seals are about 40 mm across
_SEAL_COLOUR = "#d3868a"


def lay_signature(setter: Setter, block: Signature, width: float) -> list[Piece]:
    """Signing lines with room for seals, kept on one page."""
    if block.parties:
        gap = 24.0
        share = (width - gap * (len(block.parties) - 1)) / len(block.parties)
        columns = [(number * (share + gap), _party(setter, places, share)) for number, places in enumerate(block.parties)]
        return spaced([side_by_side(columns)], 16, 8)
    share = min(width, max(width * 0.62, 240.0))
    left = {Align.RIGHT: width - share, Align.CENTRE: (width - share) / 2}.get(block.align, 0.0)
    places = _party(setter, block.places, share)
    return spaced(held(indented(places, left)), 16, 8)


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
    value = setter.text(place.value, look, max(width - label_width - 4, 40)) if place.value else []
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
            ink.words(setter.words("Seal here"), middle_x, middle_y - _SEAL + hint + 7, FaceName.HEI, hint - 0.5, _SEAL_COLOUR, anchor=0.5)

    return Piece(height, draw, before=4, after=4)


def lay_checklist(setter: Setter, block: Checklist, width: float) -> list[Piece]:
    """Boxes, ticked or not, row by row."""
    gap = 16.0
    columns = max(1, min(block.columns, 4))
    share = (width - gap * (columns - 1)) / columns
    pieces: list[Piece] = []
    for start in range(0, len(block.items), columns):
        entries = [
            (number * (share + gap), _check(setter, item, setter.types.cell, share))
            for number, item in enumerate(block.items[start : start + columns])
        ]
        pieces.append(replace(side_by_side(entries), before=3.2))
    return spaced(pieces, 3, 6)


def _check(setter: Setter, item: Check, look: Type, width: float) -> list[Piece]:
    """An item's lines; the box is drawn beside the first one."""
    indent = look.size * 1.65
    size = look.size - 1.5
    pieces = setter.text(item.text, look, width - indent) or [Piece(look.pitch)]
    if item.note:
        pieces += setter.text(item.note, replace(setter.types.label, size=size, pitch=round(size * 1.4, 2)), width - indent)
    pieces = indented(pieces, indent)
    first = pieces[0].draw

    def boxed(ink: Ink, x: float, y: float) -> None:
        ink.tick_box(x + 1, y + (look.pitch - look.size) / 2 + look.size * 0.86, look.size * 1.12, item.done)
        first(ink, x, y)

    return [replace(pieces[0], draw=boxed), *pieces[1:]]


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
    height = min(block.height, setter.page_height * 0.95)

    def draw(ink: Ink, x: float, y: float) -> None:
        ink.box(x, y, width, height, stroke="#aab2bf", thick=0.6, radius=2.5)
        draw_all(pieces, ink, x + 6, y + 4)

    return [Piece(height, draw, before=5, after=7)]
