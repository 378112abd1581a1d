"""The four frames of printed papers: letter, report, form, brief. Each takes blocks and gives the finished PDF.

Layout happens once. Then every heading knows its page, the contents and "page x of y" are drawn with the right numbers, and pikepdf
writes the file. The same input gives the same bytes; the date is passed in.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kamdesk.core.words import Language, Words
from kamdesk.paper.blocks import MM, Block, Manner, Paragraph
from kamdesk.paper.orders import Cover as Cover
from kamdesk.paper.orders import Frame, Order
from kamdesk.paper.orders import Paper as Paper
from kamdesk.paper.type import type_sheet

A4 = (210 * MM, 297 * MM)


def letter(
    title: str, blocks: Sequence[Block], words: Words, today: date, *, author: str = "", footer: str = "", size: float = 12.0
) -> Paper:
    """A formal letter or declaration with the margins of GB/T 9704 (37, 35, 28, 26 mm); a page number only when there are several pages."""
    frame = _frame(37, 35, 28, 26, footer=footer)
    types = type_sheet(_chinese(words), size)
    body: list[Block] = [Paragraph(title, Manner.TITLE)] if title else []
    return _printed(Order(title, [*body, *blocks], words, today, frame, types, author, number_single=False))


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
    return _printed(Order(title, blocks, words, today, frame, types, author, cover, contents, preface=preface))


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
    return _printed(Order(title, [*body, *blocks], words, today, frame, type_sheet(_chinese(words), size), author))


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
    return _printed(Order(title, blocks, words, today, frame, types, author, masthead=(subtitle, tuple(figures))))


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


def _printed(order: Order) -> Paper:
    """Print. The press is opened on the first paper only, since the window must not wait for pikepdf."""
    from kamdesk.paper.printing import printed

    return printed(order)
