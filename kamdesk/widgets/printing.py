"""Sends rendered pages to a printer through the system's own dialog."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from kamdesk.widgets.preview import Sheets

DOTS = 300


def send_to_printer(parent: QWidget, sheets: Sheets, title: str) -> None:
    """Asks for the printer and draws the pages the rep chose there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, sheets.pages)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    draw_pages(printer, sheets)


def draw_pages(printer: QPrinter, sheets: Sheets) -> None:
    """Each page on a sheet of its own, as large as the sheet allows."""
    first, last = printer.fromPage() or 1, printer.toPage() or sheets.pages
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number in range(first - 1, min(last, sheets.pages)):
        if number >= first:
            printer.newPage()
        picture = sheets.rendered(number, DOTS / 72)
        room = QRectF(painter.viewport())
        factor = min(room.width() / picture.width(), room.height() / picture.height())
        painter.drawPixmap(QRectF(0, 0, picture.width() * factor, picture.height() * factor), picture, QRectF(picture.rect()))
    painter.end()
