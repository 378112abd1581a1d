"""Running text: headings, paragraphs, lists, quotations, code, notes, columns."""

from collections.abc import Sequence
from dataclasses import replace

from kamdesk.paper.blocks import (
    Align,
    Block,
    Bullets,
    Code,
    Columns,
    Heading,
    Item,
    Manner,
    Note,
    Numbering,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Space,
    Together,
    Tone,
    WriteBox,
)
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.pieces import Draw, Mark, Piece, height_of, held, indented, side_by_side, spaced
from kamdesk.paper.spans import Text, plain
from kamdesk.paper.type import HAIRLINE, INK, Type, TypeSheet

_TONES = {
    Tone.QUIET: ("#f4f6f9", "#98a2b3"),
    Tone.INFO: ("#eef4fc", "#2f6fc1"),
    Tone.GOOD: ("#edf7f0", "#2f8a55"),
    Tone.WARN: ("#fdf5e6", "#c8861a"),
    Tone.BAD: ("#fdeeee", "#c23b3b"),
}
_NOTE_INSET = 6.0
_TALLEST_LEVEL = 0.5  # of a page: taller boxes side by side go on overleaf, each as long as its text
_CHINESE_DIGITS = "零一二三四五六七八九"


def lay_heading(setter: Setter, block: Heading, width: float) -> list[Piece]:
    """A heading, with its mark for bookmarks and contents."""
    look = setter.types.headings[min(max(block.level, 1), 4) - 1]
    pieces = setter.text(block.text, look, width)
    if pieces:
        pieces[0] = replace(
            pieces[0],
            mark=Mark(" ".join(plain(block.text).split()), block.level, block.in_contents and block.level <= 3),
            new_page=block.new_page,
        )
    return pieces


def lay_paragraph(setter: Setter, block: Paragraph, width: float) -> list[Piece]:
    look = setter.types.manners[block.manner]
    if block.align is not None:
        look = replace(look, align=block.align, indent=look.indent if block.align in (Align.LEFT, Align.JUSTIFY) else 0.0)
    if block.indent is not None:
        look = replace(look, indent=block.indent)
    if block.hold:
        look = replace(look, hold=True)
    return setter.text(block.text, look, width)


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十, up to 99."""
    tens, ones = divmod(number, 10)
    if tens == 0 or tens > 9:
        return _CHINESE_DIGITS[number] if number < 10 else str(number)
    return ("" if tens == 1 else _CHINESE_DIGITS[tens]) + "十" + (_CHINESE_DIGITS[ones] if ones else "")


def list_mark(numbering: Numbering, number: int) -> str:
    """What an item begins with: 一、（一）1. （1）or a dot."""
    match numbering:
        case Numbering.CHINESE:
            return f"{chinese_number(number)}、"
        case Numbering.CHINESE_BRACKETS:
            return f"（{chinese_number(number)}）"
        case Numbering.DIGITS:
            return f"{number}."
        case Numbering.BRACKETS:
            return f"（{number}）"
        case Numbering.BULLET:
            return ""


def lay_bullets(setter: Setter, block: Bullets, width: float) -> list[Piece]:
    """A list: marks hang in the indent, text is flush beside them."""
    body = replace(setter.types.body, indent=0.0, before=0.0, after=0.0)
    marks = [list_mark(block.numbering, block.start + number) for number in range(len(block.items))]
    longest = max((sum(token.width for token in setter.tokens(mark, body)) for mark in marks if mark), default=0.7)
    outer = setter.types.list_indent * body.size
    indent = outer + body.size * max(longest + 0.35, 1.5)
    inner = setter.within(without_indent(setter.types))
    room = body.size * 0.2
    pieces: list[Piece] = []
    for mark, item in zip(marks, block.items, strict=True):
        entry = item if isinstance(item, Item) else Item(item)
        lines = setter.text(entry.text, body, width - indent) or [Piece(body.pitch)]
        lines[0] = replace(lines[0], draw=_marked(setter, lines[0].draw, mark, body, outer, indent), before=room)
        pieces += [lines[0], *indented(lines[1:], indent)]
        if entry.children:
            pieces += spaced(indented(inner.lay_all(entry.children, width - indent), indent), room, room)
    return spaced(pieces, setter.types.body.size * 0.25, setter.types.body.size * 0.45)


def without_indent(types: TypeSheet) -> TypeSheet:
    """Inside a list, paragraphs and further lists begin at the edge."""
    return replace(types, manners={**types.manners, Manner.BODY: replace(types.body, indent=0.0)}, list_indent=0.0)


def _marked(setter: Setter, draw: Draw, mark: str, look: Type, outer: float, indent: float) -> Draw:
    """The first line of an item with its mark before it; the bullet is drawn."""
    face = FaceName.HEI if mark and setter.types.chinese is False else look.face

    def drawn(ink: Ink, x: float, y: float) -> None:
        baseline = y + (look.pitch - look.size) / 2 + look.size * 0.88
        if mark:
            ink.words(mark, x + outer, baseline, face, look.size, look.colour)
        else:
            ink.disc(x + outer + look.size * 0.62, baseline - look.size * 0.36, look.size * 0.13, fill="#667085")
        draw(ink, x + indent, y)

    return drawn


def lay_quote(setter: Setter, block: Quote, width: float) -> list[Piece]:
    """Somebody else's words, in Kai with a rule at the left."""
    note = setter.types.manners[Manner.NOTE]
    manners = {
        manner: replace(note, after=2.0) if manner in (Manner.BODY, Manner.FLUSH) else look for manner, look in setter.types.manners.items()
    }
    pieces = setter.within(replace(setter.types, manners=manners)).lay_all(block.blocks, width - 14)
    return spaced(_walled(pieces, "", "#c3cad5", width, 14.0, 0.0), 5, 7)


def lay_code(setter: Setter, block: Code, width: float) -> list[Piece]:
    """Typed lines as they are, on a tint; leading spaces are kept as indent."""
    size = setter.types.cell.size - 0.5
    look = Type(FaceName.HEI, size, size * 1.5)
    pieces: list[Piece] = []
    for line in block.text.expandtabs(4).rstrip("\n").split("\n"):
        lead = (len(line) - len(line.lstrip(" "))) * 0.5
        laid = setter.text(line.strip(), replace(look, indent=0.0), max(width - 20 - lead * size, 60)) or [Piece(look.pitch)]
        pieces += indented(laid, lead * size)
    return spaced(_walled(pieces, "#f4f6f9", "", width, 10.0, 5.0), 5, 8)


def lay_note(setter: Setter, block: Note, width: float) -> list[Piece]:
    """A tinted box with a coloured edge; its title says what the colour says."""
    fill, edge = _TONES[block.tone]
    inner = width - 22
    pieces: list[Piece] = []
    types = note_types(setter.types)
    if block.title:
        pieces += setter.text(
            block.title, replace(types.headings[3], before=0.0, after=2.0, colour=edge if block.tone is not Tone.QUIET else INK), inner
        )
    inside = setter.within(types)
    pieces += inside.text(block.content, types.body, inner) if not _has_blocks(block.content) else inside.lay_all(block.content, inner)  # type: ignore[arg-type]
    short = block.height - height_of(pieces) - 2 * _NOTE_INSET
    if short > 0 and pieces:
        pieces[-1] = replace(pieces[-1], height=pieces[-1].height + short)
    return spaced(_walled(pieces, fill, edge, width, 12.0, _NOTE_INSET), 6, 9)


def note_types(types: TypeSheet) -> TypeSheet:
    """Inside a box text is flush and a little smaller."""
    body = replace(types.cell, align=types.body.align, after=2.0, pitch=round(types.cell.size * 1.5, 2))
    return replace(types, manners={**types.manners, Manner.BODY: body, Manner.FLUSH: body}, list_indent=0.0)


def _has_blocks(content: Text | tuple[object, ...]) -> bool:
    from kamdesk.paper.spans import Span

    return not isinstance(content, str) and any(not isinstance(part, Span) for part in content)


def _walled(pieces: list[Piece], fill: str, edge: str, width: float, left: float, inset: float) -> list[Piece]:
    """Pieces on a tint with an edge at the left, each drawing its own stretch, so that a box may go on overleaf."""
    result: list[Piece] = []
    after = 0.0
    for number, piece in enumerate(pieces):
        top = inset if number == 0 else max(after, piece.before)
        bottom = inset if number == len(pieces) - 1 else 0.0
        result.append(
            replace(
                piece,
                height=piece.height + top + bottom,
                before=0.0,
                after=0.0,
                draw=_wall(piece, fill, edge, width, left, top, bottom),
                split=None,
            )
        )
        after = piece.after
    if len(result) <= 6:
        result = held(result)
    return result


def _wall(piece: Piece, fill: str, edge: str, width: float, left: float, top: float, bottom: float) -> Draw:
    def draw(ink: Ink, x: float, y: float) -> None:
        height = piece.height + top + bottom
        if fill:
            ink.box(x, y - 0.1, width, height + 0.2, fill=fill)
        if edge:
            ink.box(x, y - 0.1, 2.4, height + 0.2, fill=edge)
        piece.draw(ink, x + left, y + top)

    return draw


def lay_columns(setter: Setter, block: Columns, width: float) -> list[Piece]:
    """Columns side by side; they go on overleaf together where they are taller than the room."""
    weights = block.weights or [1.0] * len(block.columns)
    free = width - block.gap * (len(block.columns) - 1)
    columns: list[tuple[float, list[Piece]]] = []
    inner = setter.within(replace(setter.types, list_indent=0.0))
    x = 0.0
    shares = [free * weight / sum(weights) for weight in weights]
    for share, blocks in zip(shares, _levelled(inner, block.columns, shares), strict=True):
        columns.append((x, inner.lay_all(blocks, share)))
        x += share + block.gap
    return spaced([side_by_side(columns)], 3, 6)


def _levelled(setter: Setter, columns: Sequence[Sequence[Block]], shares: Sequence[float]) -> Sequence[Sequence[Block]]:
    """Boxes side by side are equally tall."""
    boxes = [blocks[0] for blocks in columns if len(blocks) == 1 and isinstance(blocks[0], Note | WriteBox)]
    if len(boxes) < len(columns):
        return columns
    tallest = max((height_of(setter.lay(box, share)) for box, share in zip(boxes, shares, strict=True)), default=0.0)
    return columns if tallest > _TALLEST_LEVEL * setter.page_height else [(replace(box, height=tallest),) for box in boxes]


def lay_space(setter: Setter, block: Space, width: float) -> list[Piece]:
    return [Piece(block.height)]


def lay_rule(setter: Setter, block: Rule, width: float) -> list[Piece]:
    return [Piece(1.0, lambda ink, x, y: ink.line(x, y + 0.5, x + width, y + 0.5, HAIRLINE, 0.7), before=8, after=8)]


def lay_page_break(setter: Setter, block: PageBreak, width: float) -> list[Piece]:
    return [Piece(0.0, new_page=True)]


def lay_together(setter: Setter, block: Together, width: float) -> list[Piece]:
    return held(setter.lay_all(block.blocks, width))
