"""What people fill in by hand: signatures and seals, checklists, lines and boxes to write in."""

from collections.abc import Sequence
from dataclasses import replace

from kamdesk.paper.blocks import MM, Align, Check, Checklist, Signature, Signing, WriteBox, WriteLines
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.lines import broken, natural_width
from kamdesk.paper.picture import text_width
from kamdesk.paper.pieces import Piece, draw_all, height_of, held, indented, side_by_side, spaced
from kamdesk.paper.type import QUIET, RULE, Type

_SEAL = 19 * MM  # radius of the ring: company seals are about 40 mm across
_SEAL_COLOUR = "#d3868a"
_TOUCH = 10.0  # points by which the ring reaches over the lines
_LINE = 46 * MM  # to sign on
_WIDE = 140 * MM  # a column that has room for the ring beside the lines
_TALLEST_BOX = 130 * MM


def lay_signature(setter: Setter, block: Signature, width: float) -> list[Piece]:
    """Signing lines with room for seals, kept on one page."""
    if block.parties:
        gap = 24.0
        share = (width - gap * (len(block.parties) - 1)) / len(block.parties)
        columns = [(number * (share + gap), _party(setter, places, share)) for number, places in enumerate(block.parties)]
        return spaced([side_by_side(columns)], 16, 8)
    beside = sum(place.seal for place in block.places) == 1 and width >= _WIDE
    share = min(width, _needed(setter, block.places)) if beside else min(width, max(width * 0.62, 240.0))
    left = {Align.RIGHT: width - share, Align.CENTRE: (width - share) / 2}.get(block.align, 0.0)
    places = _beside_seal(setter, block.places, share) if beside else _party(setter, block.places, share)
    return spaced(held(indented(places, left)), 16, 8)


def _needed(setter: Setter, places: Sequence[Signing]) -> float:
    """Room for the longest label with a line to sign on, the longest value, and the seal at the right."""
    body = setter.types.body
    labels = [text_width(f"{place.label}：", body.face, body.size) + 8 for place in places]
    values = [text_width(place.value, body.face, body.size) + 8 for place in places]
    lines = [label + max(value, _LINE) for label, value in zip(labels, values, strict=True)]
    return max(lines, default=0.0) + 2 * _SEAL + 12


def _beside_seal(setter: Setter, places: Sequence[Signing], width: float) -> list[Piece]:
    """Rows of one height at the left of the ring, which touches the line of the one who seals."""
    rows = _party(setter, [replace(place, seal=False) for place in places], width - 2 * _SEAL + _TOUCH)
    number = next(number for number, place in enumerate(places) if place.seal)
    above = height_of(rows[:number]) + (rows[number].before if number else 0.0)
    middle = max(above + rows[number].height / 2, _SEAL)
    short = middle + _SEAL - height_of(rows)
    if short > 0:
        rows[-1] = replace(rows[-1], after=rows[-1].after + short)
    first = rows[0].draw

    def with_ring(ink: Ink, x: float, y: float) -> None:
        _ring(setter, ink, x + width - _SEAL, y + middle)
        first(ink, x, y)

    return [replace(rows[0], draw=with_ring), *rows[1:]]


def _ring(setter: Setter, ink: Ink, x: float, y: float) -> None:
    size = setter.types.caption.size
    ink.disc(x, y, _SEAL, stroke=_SEAL_COLOUR, thick=0.8, dash=(3, 3))
    ink.words(setter.words("Seal here"), x, y - _SEAL + size + 7, FaceName.HEI, size - 0.5, _SEAL_COLOUR, anchor=0.5)


def _party(setter: Setter, places: Sequence[Signing], width: float) -> list[Piece]:
    look = replace(setter.types.body, indent=0.0, before=0.0, after=0.0, align=Align.LEFT)
    return [_signing(setter, place, look, width) for place in places]


def _signing(setter: Setter, place: Signing, look: Type, width: float) -> Piece:
    label = place.label.rstrip("：:") + ("：" if setter.chinese else ":")
    label_tokens = setter.tokens(label, look)
    label_lines = broken(label_tokens, width * 0.68 / look.size)
    label_width = max((natural_width(line) for line in label_lines), default=0.0) * look.size + 6
    label_pieces = setter.lines(label_tokens, look, width * 0.68)
    value = setter.text(place.value, look, max(width - label_width - 4, 40)) if place.value else []
    text_height = max(height_of(label_pieces), height_of(value), look.pitch)
    height = max(text_height + 11, 2 * _SEAL + 6 if place.seal else 0.0)

    def draw(ink: Ink, x: float, y: float) -> None:
        top = y + (height - text_height) / 2
        draw_all(label_pieces, ink, x, top)
        draw_all(value, ink, x + label_width, top)
        foot = top + text_height + 1.5
        ink.line(x + label_width - 2, foot, x + width, foot, RULE, 0.5)
        if place.seal:
            _ring(setter, ink, x + width - _SEAL - 6, y + height / 2)

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
    room = 1.0 if block.lines == 1 and not block.label else 4.0  # one line belongs to the question above it
    return spaced(held(pieces) if len(pieces) <= 12 else pieces, room, room + 4)


def lay_write_box(setter: Setter, block: WriteBox, width: float) -> list[Piece]:
    label = replace(setter.types.label, colour=QUIET)
    pieces = setter.text(block.label, label, width - 12) if block.label else []
    box = _box(pieces, width, min(block.height, setter.page_height * 0.95))
    return [replace(box, grown=lambda room: _box(pieces, width, min(room, _TALLEST_BOX)))] if block.grows else [box]


def _box(label: list[Piece], width: float, height: float) -> Piece:
    def draw(ink: Ink, x: float, y: float) -> None:
        ink.box(x, y, width, height, stroke="#aab2bf", thick=0.6, radius=2.5)
        draw_all(label, ink, x + 6, y + 4)

    return Piece(height, draw, before=5, after=7)
