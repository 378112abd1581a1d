"""The recovery code, shown once: to read, copy, print or save, and to confirm that it is kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from kamdesk.core.places import atomic_write
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside
from kamdesk.widgets.text import label


class RecoveryCard(QWidget):
    """Emits `confirmed(bool)` when the box is ticked or not."""

    confirmed = Signal(bool)

    def __init__(self, words: Words, code: str, workspace: Path, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._words, self.code, self._workspace, self._today = words, code, workspace, today
        frame = QFrame()
        frame.setProperty("role", "code")
        grid = QGridLayout(frame)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setSpacing(10)
        for number, group in enumerate(code.split("-")):
            shown = label(group)
            font = QFont("DejaVu Sans Mono")
            font.setStyleHint(QFont.StyleHint.Monospace)
            font.setPixelSize(18)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
            shown.setFont(font)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(shown, number // 4, number % 4)
        frame.setAccessibleName(code)
        copy = buttons.plain(words("Copy"), "copy", name="recovery.copy")
        copy.clicked.connect(self.copy)
        save = buttons.plain(words("Save as PDF…"), "download", name="recovery.save")
        save.clicked.connect(self.save)
        output = buttons.plain(words("Print…"), "printer", name="recovery.print")
        output.clicked.connect(self.print_out)
        self.said = label("", "small", wrap=True)
        self.kept = QCheckBox(words("I have kept the recovery code in a safe place."))
        self.kept.setObjectName("recovery.kept")
        self.kept.toggled.connect(self.confirmed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(frame)
        whole.addLayout(beside(copy, save, output, None, spacing=8))
        whole.addWidget(self.said)
        whole.addWidget(self.kept)

    def sheet(self) -> bytes:
        """The page to keep, as PDF."""
        from kamdesk.desk.recovery_sheet import recovery_sheet

        return recovery_sheet(self.code, self._workspace, self._words, self._today())

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)
        self.said.setText(self._words("Copied. Put it somewhere safe, then copy something else."))

    def save(self) -> None:
        words = self._words
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = words("{name} recovery code", name=self._workspace.stem)
        chosen, _kind = QFileDialog.getSaveFileName(self, words("Save as PDF"), str(Path(folder) / f"{name}.pdf"), "PDF (*.pdf)")
        if not chosen:
            return
        try:
            atomic_write(Path(chosen), self.sheet())
        except Refused as refused:
            self.said.setText(sentence(refused, words))
            return
        self.said.setText(words("Saved as {name}", name=Path(chosen).name))

    def print_out(self) -> None:
        from kamdesk.widgets.preview import Sheets
        from kamdesk.widgets.printing import send_to_printer

        sheets = Sheets()
        sheets.show_pdf(self.sheet())
        send_to_printer(self, sheets, self._words("Recovery code"))
        sheets.close_document()
