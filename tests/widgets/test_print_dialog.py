"""Printing: masked unless said otherwise, in the customer's language, saved whole; the preview shows what will be printed."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from kamdesk.core.problems import Refused
from kamdesk.core.words import Language
from kamdesk.paper.blocks import PageBreak, Paragraph
from kamdesk.paper.frames import Paper as Printed
from kamdesk.paper.frames import form
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.print_dialog import PrintDialog
from kamdesk.widgets.print_job import Paper, PrintJob, PrintOptions
from kamdesk.widgets.printing import draw_pages


def brief(job: Job, options: PrintOptions) -> Printed:
    blocks = [Paragraph(options.words("Yes")), PageBreak(), Paragraph("support +2" if not options.masked else "nothing")]
    return form("Brief", blocks, options.words, options.today)


def broken(job: Job, options: PrintOptions) -> bytes:
    raise Refused("gone")


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> PrintDialog:
    vector = ("svg", "SVG picture", lambda job, options: b"<svg/>")
    papers = (Paper("Brief", "brief", brief, also=(vector,)), Paper("Broken", "broken", broken, maskable=False))
    made = PrintDialog(None, desk, PrintJob(papers))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.save_button.isEnabled)
    return made


def click(dialog: PrintDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def save_to(path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), kind)))


def test_a_print_is_masked_until_the_rep_says_otherwise(dialog: PrintDialog, qtbot: QtBot) -> None:
    assert dialog.masked.isChecked()
    assert "support" not in text_of(dialog.content)
    QTest.mouseClick(dialog.masked, Qt.MouseButton.LeftButton, pos=QPoint(12, dialog.masked.height() // 2))
    qtbot.waitUntil(lambda: dialog.save_button.isEnabled() and not dialog.masked.isChecked())
    assert "support +2" in text_of(dialog.content)


def test_the_paper_speaks_the_language_chosen_for_it(dialog: PrintDialog, qtbot: QtBot) -> None:
    assert "Yes" in text_of(dialog.content)
    dialog.language.setCurrentIndex(dialog.language.findData(Language.ZH.value))
    qtbot.waitUntil(lambda: dialog.save_button.isEnabled() and "是" in text_of(dialog.content))


def test_the_preview_has_every_page_and_turns_them(dialog: PrintDialog, qtbot: QtBot) -> None:
    assert dialog.preview.sheets.pages == 2
    assert dialog.preview.place.text() == "Page 1 of 2"
    sheets = dialog.preview.sheets
    sheets.setFocus()
    QTest.keyClick(sheets, Qt.Key.Key_End)
    assert dialog.preview.place.text() == "Page 2 of 2"
    before = sheets.scale_now()
    QTest.keyClick(sheets, Qt.Key.Key_Plus)
    assert sheets.scale_now() > before
    assert dialog.preview.place.text() == "Page 2 of 2"
    image = sheets.grab().toImage()
    inks = {image.pixelColor(x, y).lightness() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert max(inks) == 255


def test_saving_writes_exactly_what_was_shown(dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_to(tmp_path / "out", "PDF (*.pdf)", monkeypatch)
    click(dialog, "print.save")
    assert (tmp_path / "out.pdf").read_bytes() == dialog.content


def test_the_other_form_of_a_paper_is_made_on_saving(
    dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    save_to(tmp_path / "map.pdf", "SVG picture (*.svg)", monkeypatch)
    click(dialog, "print.save")
    qtbot.waitUntil((tmp_path / "map.svg").exists)
    assert (tmp_path / "map.svg").read_bytes() == b"<svg/>"


def test_a_refused_paper_says_why_and_offers_nothing_to_save(dialog: PrintDialog, qtbot: QtBot) -> None:
    dialog.papers.setCurrentRow(1)
    qtbot.waitUntil(dialog.refusal.isVisible)
    assert dialog.refusal.text() == "This entry no longer exists."
    assert not dialog.save_button.isEnabled()
    assert not dialog.masked.isVisible()


def test_pages_reach_the_printer(dialog: PrintDialog, tmp_path: Path, dressed: QApplication) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    draw_pages(printer, dialog.preview.sheets)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(document) == 2
    document.close()
