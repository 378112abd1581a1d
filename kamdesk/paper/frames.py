"""The four frames of printed papers: letter, report, form, brief. Each takes blocks and gives the finished PDF.

Layout happens once. Then every heading knows its page, the contents and "page x of y" are drawn with the right numbers, and pikepdf
writes the file. The same input gives the same bytes; the date is passed in.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from kamdesk.core.words import Language, Words
from kamdesk.paper.blocks import MM, Align, Block, Manner, Paragraph
from kamdesk.paper.book import Book, Bookmark
from kamdesk.paper.contents import Entry, contents_pieces
from kamdesk.paper.covers import Cover as Cover
from kamdesk.paper.covers import draw_cover
from kamdesk.paper.flow import Sheet, filled
from kamdesk.paper.fonts import FaceName
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.layers import LAYERS
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.pieces import Piece, draw_all, height_of
from kamdesk.paper.type import HAIRLINE, INK, QUIET, TypeSheet, type_sheet

A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished document. `missing` holds the characters that no face has (printed as 〓), for a word to the user."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The geometry of a page and what stands around the text."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: str = ""
    header_right: str = ""
    footer: str = ""
    numbered: bool = True

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


def letter(
    title: str, blocks: Sequence[Block], words: Words, today: date, *, author: str = "", footer: str = "", size: float = 12.0
) -> Paper:
    """A formal letter or declaration with the margins of GB/T 9704 (37, 35, 28, 26 mm); a page number only when there are several pages."""
    frame = _frame(37, 35, 28, 26, footer=footer)
    types = type_sheet(_chinese(words), size)
    body: list[Block] = [Paragraph(title, Manner.TITLE)] if title else []
    return _printed(title, [*body, *blocks], words, today, frame, types, author=author, number_single=False)


def report(
    title: str,
    blocks: Sequence[Block],
    words: Words,
    today: date,
    *,
    cover: Cover | None = None,
    contents: bool = True,
    header: str = "",
    header_right: str = "",
    footer: str = "",
    author: str = "",
    size: float = 10.5,
    landscape: bool = False,
    preface: Sequence[Block] = (),
) -> Paper:
    """A proposal or a bid: cover, contents, header and footer, bookmarks. Pages are counted from the one after the cover.

    `preface`, such as a covering letter, stands between cover and contents.
    """
    frame = _frame(27, 24, 25, 25, landscape, header=header or title, header_right=header_right, footer=footer)
    types = type_sheet(_chinese(words), size)
    return _printed(title, blocks, words, today, frame, types, author=author, cover=cover, contents=contents, preface=preface)


def form(
    title: str,
    blocks: Sequence[Block],
    words: Words,
    today: date,
    *,
    footer: str = "",
    author: str = "",
    size: float = 11.0,
    landscape: bool = False,
) -> Paper:
    """A form to fill in, sign and seal: its title centred above; a `PageBreak` begins the next form."""
    frame = _frame(24, 22, 24, 24, landscape, footer=footer)
    body: list[Block] = [Paragraph(title, Manner.TITLE)] if title else []
    return _printed(title, [*body, *blocks], words, today, frame, type_sheet(_chinese(words), size), author=author)


def brief(
    title: str,
    blocks: Sequence[Block],
    words: Words,
    today: date,
    *,
    subtitle: str = "",
    figures: Sequence[tuple[str, str]] = (),
    footer: str = "",
    author: str = "",
    size: float = 10.0,
    landscape: bool = False,
    a3: bool = False,
) -> Paper:
    """A dense working paper: title and subtitle at the left, the figures that matter at the right, then blocks. `a3` doubles the sheet."""
    frame = _frame(17, 17, 17, 17, landscape, footer=footer)
    if a3:
        frame = replace(frame, width=frame.width * 2**0.5, height=frame.height * 2**0.5)
    types = type_sheet(_chinese(words), size, dense=True)
    return _printed(title, blocks, words, today, frame, types, author=author, masthead=(subtitle, tuple(figures)))


def _chinese(words: Words) -> bool:
    return words.language is Language.ZH


def _frame(
    top: float,
    bottom: float,
    left: float,
    right: float,
    landscape: bool = False,
    header: str = "",
    header_right: str = "",
    footer: str = "",
) -> Frame:
    """A frame from margins in millimetres."""
    width, height = (A4[1], A4[0]) if landscape else A4
    return Frame(width, height, top * MM, bottom * MM, left * MM, right * MM, header, header_right, footer)


def _printed(
    title: str,
    blocks: Sequence[Block],
    words: Words,
    today: date,
    frame: Frame,
    types: TypeSheet,
    *,
    author: str = "",
    cover: Cover | None = None,
    contents: bool = False,
    number_single: bool = True,
    masthead: tuple[str, tuple[tuple[str, str], ...]] | None = None,
    preface: Sequence[Block] = (),
) -> Paper:
    with _collector_resting():
        return _print(title, blocks, words, today, frame, types, author, cover, contents, number_single, masthead, preface)


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


def _print(
    title: str,
    blocks: Sequence[Block],
    words: Words,
    today: date,
    frame: Frame,
    types: TypeSheet,
    author: str,
    cover: Cover | None,
    contents: bool,
    number_single: bool,
    masthead: tuple[str, tuple[tuple[str, str], ...]] | None,
    preface: Sequence[Block],
) -> Paper:
    book = Book()
    setter = Setter(book, types, frame.text_height, frame.text_width, LAYERS)
    pieces = [_masthead(setter, title, *masthead, frame.text_width)] if masthead else []
    pieces += setter.lay_all(blocks, frame.text_width)
    sheets = filled(pieces, frame.text_height)
    entries = [
        Entry(placed.piece.mark.title, placed.piece.mark.level, number, frame.top + placed.y, placed.piece.mark.in_contents)
        for number, sheet in enumerate(sheets)
        for placed in sheet.placed
        if placed.piece.mark
    ]
    number_of: dict[int, tuple[int, int]] = {}
    before = filled(setter.lay_all(preface, frame.text_width), frame.text_height) if preface else []
    front = before
    if contents and any(entry.in_contents for entry in entries):
        front = before + filled(contents_pieces(setter, entries, words("Contents"), frame.text_width, number_of), frame.text_height)
    shift = 1 if cover else 0
    number_of.update({page: (page + len(front) + shift, page + len(front) + 1) for page in range(len(sheets))})
    if cover:
        draw_cover(book.page(frame.width, frame.height), setter, title, cover)
    total = len(front) + len(sheets)
    for number, sheet in enumerate([*front, *sheets], 1):
        ink = book.page(frame.width, frame.height)
        if total > 1 or number_single:
            _edges(ink, frame, words("Page {page} of {pages}", page=number, pages=total))
        for placed in sheet.placed:
            placed.piece.draw(ink, frame.left, frame.top + placed.y)
    bookmarks = [Bookmark(words("Contents"), 1, shift + len(before), frame.top)] if len(front) > len(before) else []
    bookmarks += [Bookmark(entry.title, entry.level, number_of[entry.page][0], entry.y) for entry in entries]
    pdf = book.written(title, author, str(words.language), today, bookmarks)
    return Paper(pdf, total + shift, tuple(sorted(book.missing)))


def _edges(ink: Ink, frame: Frame, number: str) -> None:
    """Header and footer in the margins."""
    right = frame.width - frame.right
    if frame.header:
        y = frame.top - 7 * MM
        limit = frame.text_width * (0.62 if frame.header_right else 1.0)
        ink.words(_cut(frame.header, limit, 8.5), frame.left, y, FaceName.HEI, 8.5, QUIET)
        if frame.header_right:
            ink.words(_cut(frame.header_right, frame.text_width * 0.36, 8.5), right, y, FaceName.HEI, 8.5, QUIET, anchor=1.0)
        ink.line(frame.left, y + 5, right, y + 5, HAIRLINE, 0.6)
    y = frame.height - frame.bottom + min(frame.bottom * 0.55, 13 * MM)
    if frame.footer:
        ink.words(_cut(frame.footer, frame.text_width * 0.7, 8.5), frame.left, y, FaceName.HEI, 8.5, QUIET)
        ink.words(number, right, y, FaceName.HEI, 8.5, QUIET, anchor=1.0)
    else:
        ink.words(number, frame.width / 2, y, FaceName.HEI, 8.5, QUIET, anchor=0.5)


def _cut(text: str, width: float, size: float) -> str:
    """A running head on one line, ended with "…" where the title is long."""
    from kamdesk.core.picture import Face
    from kamdesk.core.picture import Words as Label
    from kamdesk.paper.picture import shortened

    return shortened(Label(0, 0, text, size, face=Face.SANS, max_width=width))


def _masthead(setter: Setter, title: str, subtitle: str, figures: tuple[tuple[str, str], ...], width: float) -> Piece:
    """The head of a brief."""
    types = setter.types
    room = width * (0.5 if figures else 1.0)
    left = setter.text(title, replace(types.manners[Manner.TITLE], align=Align.LEFT, before=0.0, after=2.0, size=types.body.size + 7), room)
    if subtitle:
        left += setter.text(subtitle, replace(types.manners[Manner.SMALL], size=types.body.size - 0.5, pitch=types.body.size * 1.4), room)
    share = (width - room) / max(len(figures), 1)
    label = replace(types.label, align=Align.RIGHT)
    value = replace(
        types.label, face=FaceName.HEI_BOLD, size=types.body.size + 2, pitch=(types.body.size + 2) * 1.35, colour=INK, align=Align.RIGHT
    )
    blocks = [[*setter.text(name, label, share - 8), *setter.text(shown, value, share - 8)] for name, shown in figures]
    height = max(height_of(left), *(height_of(block) for block in blocks), 0.0) if blocks else height_of(left)

    def draw(ink: Ink, x: float, y: float) -> None:
        draw_all(left, ink, x, y)
        for number, block in enumerate(blocks):
            draw_all(block, ink, x + room + number * share + 8, y + height - height_of(block))
        ink.line(x, y + height + 5, x + width, y + height + 5, "#1f5fae", 1.1)

    return Piece(height + 6, draw, after=8)
