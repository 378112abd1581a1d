"""Pictures, photographs and the pages of foreign PDFs."""

from dataclasses import replace
from hashlib import sha256

from kamdesk.paper.blocks import Align, Drawing, ForeignPages, Photo
from kamdesk.paper.ink import Ink
from kamdesk.paper.layout.setter import Setter
from kamdesk.paper.merge import opened, placement
from kamdesk.paper.photos import raster
from kamdesk.paper.picture import draw_picture
from kamdesk.paper.pieces import Draw, Mark, Piece, height_of, held, spaced

_WIDER = 24.0  # points: a scan has margins of its own, so it reaches into ours
_DPI = 150.0  # of a photograph that says no width


def lay_drawing(setter: Setter, block: Drawing, width: float) -> list[Piece]:
    """A vector drawing, scaled down to fit."""
    picture = block.picture
    tallest = min(block.max_height or setter.page_height * 0.92, setter.page_height * 0.92)
    scale = min(block.scale, width / max(picture.width, 1.0), tallest / max(picture.height, 1.0)) * setter.types.pictures
    left = _left(block.align, width, picture.width * scale)
    drawing = Piece(picture.height * scale, lambda ink, x, y: draw_picture(ink, picture, x + left, y, scale))
    return _with_caption(setter, drawing, block.caption, width)


def lay_photo(setter: Setter, block: Photo, width: float) -> list[Piece]:
    """A photograph at its width, no larger than the column and the page."""
    found = raster(block.data)
    wide = block.width or found.width * 72 / _DPI
    tallest = min(block.max_height or setter.page_height * 0.85, setter.page_height * 0.85)
    scale = min(wide, width) / found.width
    scale = min(scale, tallest / found.height) * setter.types.pictures
    shown_width, shown_height = found.width * scale, found.height * scale
    left = _left(block.align, width, shown_width)
    picture = Piece(shown_height, lambda ink, x, y: ink.thing(ink.book.image(found), x + left, y, shown_width, shown_height))
    return _with_caption(setter, picture, block.caption, width)


def _left(align: Align, width: float, own: float) -> float:
    return {Align.CENTRE: (width - own) / 2, Align.RIGHT: width - own}.get(align, 0.0)


def _with_caption(setter: Setter, figure: Piece, caption: str, width: float) -> list[Piece]:
    pieces = [figure]
    if caption:
        pieces += setter.text(caption, setter.types.caption, width)
    return spaced(held(pieces), 6, 8)


def lay_foreign(setter: Setter, block: ForeignPages, width: float) -> list[Piece]:
    """One whole page of ours for each page of theirs; the first one carries the title."""
    foreign = opened(block.data, block.name or block.title)
    book = setter.book
    book.sources.append(foreign.pdf)
    key = sha256(block.data).hexdigest()
    title = setter.text(block.title, replace(setter.types.headings[2], before=0.0, after=6.0), width) if block.title else []
    pieces: list[Piece] = []
    for number, form in enumerate(foreign.forms):
        name = book.holds((key, number)) or book.hold((key, number), book.pdf.copy_foreign(form))
        above = title if number == 0 else []
        mark = Mark(block.title, block.level, True) if number == 0 and block.title else None
        pieces.append(Piece(setter.page_height, _foreign_drawing(setter, name, above, width), mark=mark, whole_page=True))
    return pieces


def _foreign_drawing(setter: Setter, name: str, above: list[Piece], width: float) -> Draw:
    from kamdesk.paper.pieces import draw_all

    top = height_of(above) + 8 if above else 0.0

    def draw(ink: Ink, x: float, y: float) -> None:
        draw_all(above, ink, x, y)
        height = setter.page_height - top
        ink.form(name, placement(ink.book.thing(name), x - _WIDER, ink.height - y - setter.page_height, width + 2 * _WIDER, height))

    return draw
