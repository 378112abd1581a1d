"""A relationship map on the command line: PDF on the sheet that was asked for, SVG, or a PNG of the whole."""

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from kamdesk.cli.orders import Order, Printed, reported

if TYPE_CHECKING:
    from kamdesk.core.store import Store

_DOTS = 200 / 72  # pixels for a point: 200 dots per inch


def printed_map(store: "Store", row: UUID, order: Order) -> Printed:
    """Without a size, upright or tiled sheets the pages follow the branches; a picture is always of one sheet."""
    from kamdesk.relations import document, queries
    from kamdesk.relations.document.sheets import SheetChoice, Size

    words, shape, masked = order.words, order.sheet, order.masked
    at = shape.at
    sheet = store.ask(queries.map_sheet, row) if at is None else store.ask(queries.map_sheet_at, row, queries.end_of(at))
    if order.ending == ".svg":
        return document.map_svg(sheet, words, masked=masked).encode(), {}
    on, picture = at or order.today, order.ending == ".png"
    wanted = SheetChoice(Size(shape.size or "a4"), shape.portrait, shape.tiled and not picture)
    chosen = picture or shape.size or shape.portrait or shape.tiled
    made = document.map_paper(sheet, words, on, masked, wanted if chosen else None)
    return (png_of_first_page(made.pdf), {}) if picture else reported(made)


def png_of_first_page(pdf: bytes) -> bytes:
    """The first page as a picture of 200 dots per inch, without Qt."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=_DOTS).to_pil()
        page.close()
    finally:
        document.close()
    room = BytesIO()
    image.save(room, "PNG", dpi=(200, 200))
    return room.getvalue()
