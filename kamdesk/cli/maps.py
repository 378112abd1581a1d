"""A relationship map on the command line: PDF on the sheet that was asked for, SVG, or a PNG of the whole."""

from argparse import Namespace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kamdesk.core.words import Words

if TYPE_CHECKING:
    from kamdesk.core.store import Store

SIZES = ("a4", "a3")
ENDINGS = (".pdf", ".svg", ".png")
_DOTS = 200 / 72  # pixels for a point: 200 dots per inch


def printed_map(
    store: "Store", row: UUID, words: Words, today: date, arguments: Namespace, ending: str, at: date | None = None
) -> tuple[bytes, dict[str, Any]]:
    """The bytes and a report {"pages": …, "missing": […]}; without --paper, --portrait or --tiled the pages follow the branches."""
    from kamdesk.relations import document, queries
    from kamdesk.relations.document.sheets import SheetChoice, Size

    sheet = store.ask(queries.map_sheet, row) if at is None else store.ask(queries.map_sheet_at, row, queries.end_of(at))
    masked, on = not arguments.unmasked, at or today
    if ending == ".svg":
        return document.map_svg(sheet, words, masked=masked).encode(), {}
    wanted = SheetChoice(Size(arguments.sheet_size or "a4"), arguments.portrait, arguments.tiled and ending == ".pdf")
    if ending == ".png":
        return png_of_first_page(document.map_paper(sheet, words, on, masked, wanted).pdf), {}
    chosen = arguments.sheet_size or arguments.portrait or arguments.tiled
    made = document.map_paper(sheet, words, on, masked, wanted if chosen else None)
    return made.pdf, {"pages": made.pages, "missing": list(made.missing)}


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
