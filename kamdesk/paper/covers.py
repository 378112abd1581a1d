"""The cover of a report."""

from collections.abc import Sequence
from dataclasses import replace

from kamdesk.paper.blocks import MM, Align, Manner
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.orders import Cover
from kamdesk.paper.picture import text_width
from kamdesk.paper.pieces import Piece, draw_all, height_of
from kamdesk.paper.type import ACCENT, HAIRLINE, QUIET, Type


def draw_cover(ink: Ink, setter: Setter, title: str, cover: Cover) -> None:
    (_centred if cover.centred else _modern)(ink, setter, title, cover)


def _modern(ink: Ink, setter: Setter, title: str, cover: Cover) -> None:
    """Title at the left of the upper third, facts at the foot."""
    left, width = 30 * MM, ink.width - 56 * MM
    ink.box(0, 0, 7 * MM, ink.height, fill=ACCENT)
    y = 62 * MM
    if cover.kind:
        kind = setter.text(cover.kind, Type(FaceName.HEI, 12, 18, colour=ACCENT), width)
        draw_all(kind, ink, left, y)
        y += height_of(kind) + 10
    size = 29.0 if len(title) <= 30 else 23.0 if len(title) <= 80 else 15.0
    head = limited(setter.text(title, Type(FaceName.HEI_BOLD, size, size * 1.36, balance=True), width), 95 * MM)
    draw_all(head, ink, left, y)
    y += height_of(head) + 14
    ink.box(left, y, 22 * MM, 2.2, fill=ACCENT)
    y += 18
    if cover.subtitle:
        below = Type(FaceName.HEI, 14, 21, colour="#475467", balance=True)
        draw_all(limited(setter.text(cover.subtitle, below, width), 40 * MM), ink, left, y)
    _facts(ink, setter, cover.lines, left, width)


def _facts(ink: Ink, setter: Setter, lines: Sequence[tuple[str, str]], left: float, width: float) -> None:
    label, value = Type(FaceName.HEI, 10, 16, colour=QUIET), Type(FaceName.SONG, 11, 16.5)
    rows = [_fact(setter, name, shown, label, value, 32 * MM, width - 36 * MM) for name, shown in lines]
    heights = [max(height_of(name), height_of(shown)) + 9 for name, shown in rows]
    y = ink.height - 38 * MM - sum(heights)
    for (name, shown), height in zip(rows, heights, strict=True):
        ink.line(left, y, left + width, y, HAIRLINE, 0.6)
        draw_all(name, ink, left, y + 5)
        draw_all(shown, ink, left + 36 * MM, y + 4.5)
        y += height
    if rows:
        ink.line(left, y, left + width, y, HAIRLINE, 0.6)


def _fact(
    setter: Setter, name: str, shown: str, label: Type, value: Type, label_width: float, value_width: float
) -> tuple[list[Piece], list[Piece]]:
    lines = 4
    return (
        limited(setter.text(name, label, label_width), lines * label.pitch),
        limited(setter.text(shown, value, value_width), lines * value.pitch),
    )


def _centred(ink: Ink, setter: Setter, title: str, cover: Cover) -> None:
    """The customary cover of a Chinese bid: title and kind centred, the facts below on lines."""
    left, width = 28 * MM, ink.width - 56 * MM
    size = 26.0 if len(title) <= 26 else 21.0 if len(title) <= 70 else 15.0
    head = limited(setter.text(title, Type(FaceName.HEI_BOLD, size, size * 1.45, Align.CENTRE, balance=True), width), 90 * MM)
    y = 58 * MM
    draw_all(head, ink, left, y)
    y += height_of(head) + 22 * MM
    if cover.kind:
        kind = setter.text(cover.kind, Type(FaceName.HEI_BOLD, 34, 48, Align.CENTRE), width)
        draw_all(kind, ink, left, y)
        y += height_of(kind) + 8
    if cover.subtitle:
        below = replace(setter.types.manners[Manner.FLUSH], align=Align.CENTRE, size=14, pitch=22, balance=True)
        draw_all(setter.text(cover.subtitle, below, width), ink, left, y)
    label, value = Type(FaceName.HEI, 13, 21), Type(FaceName.SONG, 13, 21)
    longest = max((text_width(name, label.face, label.size) for name, _ in cover.lines), default=0.0)
    label_width = min(max(longest + 12, 36 * MM), 86 * MM)
    inner = min(max(128 * MM, label_width + 76 * MM), width)
    x = (ink.width - inner) / 2
    rows = [_fact(setter, name, shown, label, value, label_width, inner - label_width - 4) for name, shown in cover.lines]
    heights = [max(height_of(name), height_of(shown)) + 11 for name, shown in rows]
    y = ink.height - 42 * MM - sum(heights)
    for (name, shown), height in zip(rows, heights, strict=True):
        draw_all(name, ink, x, y)
        draw_all(shown, ink, x + label_width, y)
        ink.line(x + label_width - 2, y + height - 9, x + inner, y + height - 9, "#3a424d", 0.6)
        y += height


def limited(pieces: Sequence[Piece], height: float) -> list[Piece]:
    """As many lines as fit: a title of thousands of characters stands in full in the metadata and in the text."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and height_of([*kept, piece]) > height:
            break
        kept.append(piece)
    return kept
