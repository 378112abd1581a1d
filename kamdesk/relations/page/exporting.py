"""The map as papers and pictures to save; everything is made on the worker from a fresh reading."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from kamdesk.core.picture import Picture
from kamdesk.core.words import Words
from kamdesk.relations import document, queries
from kamdesk.relations.document.sheets import SheetChoice, Size
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.picture_items import Piece
from kamdesk.widgets.print_job import Finished, Paper, PrintJob, PrintOptions

_SHARP = 2.0  # pixels for each point
_WIDEST = 12_000  # pixels; a larger picture would not open in most programs


def print_job(sheet: MapSheet, words: Words, day: date | None = None) -> PrintJob:
    """The map as PDF, SVG or PNG, as it is now or as it was in the evening of a day."""
    item: UUID = sheet.map or sheet.account

    def read(job: Job) -> MapSheet:
        return job.ask(queries.map_sheet, item) if day is None else job.ask(queries.map_sheet_at, item, queries.end_of(day))

    def on(choice: SheetChoice | None) -> Callable[[Job, PrintOptions], Finished]:
        def pdf(job: Job, options: PrintOptions) -> Finished:
            return document.map_paper(read(job), options.words, day or options.today, options.masked, choice)

        return pdf

    def svg(job: Job, options: PrintOptions) -> bytes:
        return document.map_svg(read(job), options.words, options.masked).encode("utf-8")

    def png(job: Job, options: PrintOptions) -> bytes:
        return png_of(document.map_picture(read(job), options.words, options.masked))

    title = words("Relationship map of {account}", account=sheet.account_name[:40])
    also = (("svg", words("SVG picture"), svg), ("png", words("PNG picture"), png))
    papers = [Paper(title, title, on(None), also=also)]
    for choice, name in _choices(words).items():
        papers.append(Paper(words("Map: {sheet}", sheet=name), f"{title} {name}", on(choice), also=also))
    return PrintJob(tuple(papers))


def _choices(words: Words) -> dict[SheetChoice, str]:
    """The sheets on offer beside the one the map chooses by itself."""
    return {
        SheetChoice(Size.A4): words("one A4 sheet"), SheetChoice(Size.A4, portrait=True): words("one A4 sheet, upright"),
        SheetChoice(Size.A3): words("one A3 sheet"), SheetChoice(Size.A3, portrait=True): words("one A3 sheet, upright"),
        SheetChoice(Size.A4, tiled=True): words("A4 sheets put together"),
        SheetChoice(Size.A3, tiled=True): words("A3 sheets put together"),
    }  # fmt: skip


def copy_picture(desk: Desk, sheet: MapSheet, masked: bool) -> None:
    """The whole map goes to the clipboard as SVG, PNG and PDF at once; whoever pastes takes what it knows. Made on the worker."""
    words, today = desk.words, desk.today()

    def make(_job: Job) -> tuple[bytes, bytes, bytes]:
        picture = document.map_picture(sheet, words, masked)
        pdf = document.map_paper(sheet, words, today, masked, SheetChoice(Size.A3))
        return document.map_svg(sheet, words, masked).encode("utf-8"), png_of(picture), pdf.pdf

    def put(made: tuple[bytes, bytes, bytes]) -> None:
        data = QMimeData()
        for kind, content in zip(("image/svg+xml", "image/png", "application/pdf"), made, strict=True):
            data.setData(kind, QByteArray(content))
        data.setImageData(QImage.fromData(QByteArray(made[1])))
        QGuiApplication.clipboard().setMimeData(data)
        desk.tell(words("The map is on the clipboard, masked.") if masked else words("The map is on the clipboard, nothing left out."))

    desk.later(make, put, words("Copying the map"))


def png_of(picture: Picture) -> bytes:
    """A picture in the colours of paper as PNG, two pixels for a point, smaller where it would grow beyond what programs open."""
    scale = min(_SHARP, _WIDEST / max(picture.width, picture.height, 1.0))
    image = QImage(max(1, round(picture.width * scale)), max(1, round(picture.height * scale)), QImage.Format.Format_RGB32)
    image.fill(QColor(picture.background or "#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    Piece("", picture.shapes, QColor).paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    room = QByteArray()
    buffer = QBuffer(room)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(room.data())


def map_papers(desk: Desk, card: UUID) -> tuple[Paper, ...]:
    """The map among the papers of an account's card; none while nobody is on it."""
    sheet = desk.ask(queries.map_sheet, desk.ask(queries.home_of, card)[0])
    return print_job(sheet, desk.words).papers[:1] if sheet.seats else ()
