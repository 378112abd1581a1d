"""Makes the pages of a document: layout once, then contents, numbers and running heads, then the file."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from kamdesk.core.picture import Face
from kamdesk.core.picture import Words as Label
from kamdesk.paper.blocks import MM, Align, Block, Heading, Manner
from kamdesk.paper.book import Book, Bookmark
from kamdesk.paper.contents import Entry, contents_pieces
from kamdesk.paper.covers import draw_cover, limited
from kamdesk.paper.flow import Sheet, filled
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.layers import LAYERS
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.orders import Frame, Order, Paper
from kamdesk.paper.picture import shortened, text_width
from kamdesk.paper.pieces import Piece, draw_all, height_of
from kamdesk.paper.type import ACCENT, HAIRLINE, INK, QUIET, tightened

_EDGE = 8.5  # size of running heads and page numbers
_FEW, _FEW_IN_BRIEF = 0.2, 0.3  # of a page: less is not worth a page of its own
_MOST_FITTED = 12  # pages: in longer chapters nobody minds
_TIGHTER = (0.97, 0.94, 0.91)


def printed(order: Order) -> Paper:
    """The finished document. Raises Refused where a picture or a foreign PDF cannot be taken in."""
    with _collector_resting():
        return _printed(order)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Some hundred thousand small objects and no rubbish in circles: the cyclic collector would only cost a third of the time."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


def _printed(order: Order) -> Paper:
    frame, words, book = order.frame, order.words, Book()
    setter = Setter(book, order.types, frame.text_height, frame.text_width, words, LAYERS)
    sheets = _filled(setter, order)
    preface = filled(setter.lay_all(order.preface, frame.text_width), frame.text_height) if order.preface else []
    entries = _entries(sheets, frame)
    number_of: dict[int, tuple[int, int]] = {}
    contents: list[Sheet] = []
    if order.contents and any(entry.in_contents for entry in entries):
        contents = filled(contents_pieces(setter, entries, words("Contents"), frame.text_width, number_of), frame.text_height)
    cover = 1 if order.cover else 0
    before = len(preface) + len(contents)
    number_of.update({page: (page + before + cover, page + before + 1) for page in range(len(sheets))})
    if order.cover:
        draw_cover(book.page(frame.width, frame.height), setter, order.title, order.cover)
    _draw(order, book, [*preface, *contents, *sheets])
    bookmarks = [Bookmark(words("Contents"), 1, cover + len(preface), frame.top)] if contents else []
    bookmarks += [Bookmark(entry.title, entry.level, number_of[entry.page][0], entry.y) for entry in entries]
    pdf = book.written(order.title, order.author, str(words.language), order.today, bookmarks)
    return Paper(pdf, len(book.pages), tuple(sorted(book.missing)))


def _filled(setter: Setter, order: Order) -> list[Sheet]:
    """The pages of all chapters; what begins a page of its own is a chapter."""
    head = [_masthead(setter, order.title, *order.masthead, order.frame.text_width)] if order.masthead else []
    sheets: list[Sheet] = []
    for blocks in _chapters(order.blocks):
        sheets += _fitted(setter, order, head, blocks)
        head = []
    return sheets


def _chapters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    chapter: list[Block] = []
    for block in blocks:
        if chapter and isinstance(block, Heading) and block.new_page:
            yield chapter
            chapter = []
        chapter.append(block)
    yield chapter


def _fitted(setter: Setter, order: Order, head: list[Piece], blocks: Sequence[Block]) -> list[Sheet]:
    """The pages of a chapter; where the last one would hold a few lines only, all of it moves a little closer together."""
    frame, few = order.frame, _FEW_IN_BRIEF if order.masthead else _FEW
    sheets = filled([*head, *setter.lay_all(blocks, frame.text_width)], frame.text_height)
    if not 1 < len(sheets) <= _MOST_FITTED or sheets[-1].used > few * frame.text_height:
        return sheets
    for by in _TIGHTER:
        closer = setter.within(tightened(order.types, by)).lay_all(blocks, frame.text_width)
        fitted = filled([*head, *closer], frame.text_height)
        if len(fitted) < len(sheets):
            return fitted
    return sheets


def _entries(sheets: Sequence[Sheet], frame: Frame) -> list[Entry]:
    """Where every heading stands."""
    return [
        Entry(placed.piece.mark.title, placed.piece.mark.level, number, frame.top + placed.y, placed.piece.mark.in_contents)
        for number, sheet in enumerate(sheets)
        for placed in sheet.placed
        if placed.piece.mark
    ]


def _draw(order: Order, book: Book, sheets: Sequence[Sheet]) -> None:
    frame = order.frame
    for number, sheet in enumerate(sheets, 1):
        ink = book.page(frame.width, frame.height)
        if len(sheets) > 1 or order.number_single:
            _edges(ink, frame, order.words("Page {page} of {pages}", page=number, pages=len(sheets)))
        for placed in sheet.placed:
            placed.piece.draw(ink, frame.left, frame.top + placed.y)


def _edges(ink: Ink, frame: Frame, number: str) -> None:
    """Header and footer in the margins."""
    right = frame.width - frame.right
    if frame.header:
        y = frame.top - 7 * MM
        beside = _cut(frame.header_right, frame.text_width * 0.45, _EDGE)
        taken = text_width(beside, FaceName.HEI, _EDGE) + 24 if beside else 0.0
        ink.words(_cut(frame.header, frame.text_width - taken, _EDGE), frame.left, y, FaceName.HEI, _EDGE, QUIET)
        ink.words(beside, right, y, FaceName.HEI, _EDGE, QUIET, anchor=1.0)
        ink.line(frame.left, y + 5, right, y + 5, HAIRLINE, 0.6)
    y = frame.height - frame.bottom + min(frame.bottom * 0.55, 13 * MM)
    if frame.footer:
        room = frame.text_width - text_width(number, FaceName.HEI, _EDGE) - 24
        ink.words(_cut(frame.footer, room, _EDGE), frame.left, y, FaceName.HEI, _EDGE, QUIET)
        ink.words(number, right, y, FaceName.HEI, _EDGE, QUIET, anchor=1.0)
    else:
        ink.words(number, frame.width / 2, y, FaceName.HEI, _EDGE, QUIET, anchor=0.5)


def _cut(text: str, width: float, size: float) -> str:
    """A running head on one line, ended with "…" where the title is long."""
    return shortened(Label(0, 0, text, size, face=Face.SANS, max_width=width))


def _masthead(setter: Setter, title: str, subtitle: str, figures: tuple[tuple[str, str], ...], width: float) -> Piece:
    """The head of a brief: the title at the left, figures in columns of their own width at the right."""
    types = setter.types
    label = replace(types.label, align=Align.RIGHT)
    size = types.body.size + 2
    value = replace(label, face=FaceName.HEI_BOLD, size=size, pitch=size * 1.35, colour=INK)
    shares = [max(text_width(name, label.face, label.size), text_width(shown, value.face, size)) + 2 for name, shown in figures]
    gap = 20.0
    taken = sum(shares) + gap * len(shares)
    if taken > width * 0.6:
        shares = [share * (width * 0.6 - gap * len(shares)) / sum(shares) for share in shares]
        taken = width * 0.6
    blocks = [
        [*limited(setter.text(name, label, share), 2 * label.pitch), *limited(setter.text(shown, value, share), 2 * value.pitch)]
        for (name, shown), share in zip(figures, shares, strict=True)
    ]
    head = replace(types.manners[Manner.TITLE], align=Align.LEFT, before=0.0, after=2.0, size=types.body.size + 7)
    below = replace(types.manners[Manner.SMALL], size=types.body.size - 0.5, pitch=types.body.size * 1.4)
    left = limited(setter.text(title, head, width - taken), 4 * head.pitch)  # a name of thousands of characters stands in full further down
    left += limited(setter.text(subtitle, below, width - taken), 6 * below.pitch) if subtitle else []
    height = max([height_of(left), *(height_of(block) for block in blocks)])

    def draw(ink: Ink, x: float, y: float) -> None:
        draw_all(left, ink, x, y)
        at = x + width - taken
        for block, share in zip(blocks, shares, strict=True):
            draw_all(block, ink, at + gap, y + height - height_of(block))
            at += gap + share
        ink.line(x, y + height + 5, x + width, y + height + 5, ACCENT, 1.1)

    return Piece(height + 6, draw, after=8)
