"""Print: options at the left, the paper itself at the right; save, open or send to the printer. Masked unless the rep says otherwise."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QHBoxLayout, QListWidget, QProgressBar, QWidget

from kamdesk.core.places import atomic_write
from kamdesk.core.problems import Refused
from kamdesk.core.words import Language, words_of
from kamdesk.widgets import buttons
from kamdesk.widgets.card import holder, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.preview import Preview
from kamdesk.widgets.print_job import Paper, PrintJob, PrintOptions
from kamdesk.widgets.text import label

AROUND = 40
LANGUAGES = ((Language.ZH, "中文"), (Language.EN, "English"))


class PrintDialog(QDialog):
    """Renders anew after each change of an option, on the worker; what was asked for last wins."""

    def __init__(self, parent: QWidget | None, desk: Desk, job: PrintJob) -> None:
        super().__init__(parent)
        self._desk, self._papers = desk, job.papers
        self._round = 0
        self.content = b""
        words = desk.words
        self.setObjectName("print")
        self.setWindowTitle(words("Print"))
        self.papers = QListWidget()
        self.papers.setObjectName("print.papers")
        self.papers.setAccessibleName(words("Papers"))
        self.papers.addItems([paper.title for paper in job.papers])
        self.papers.setMaximumHeight(44 * max(1, len(job.papers)))
        self.title = label("", "section", wrap=True)
        self.language = QComboBox()
        self.language.setObjectName("print.language")
        for language, name in LANGUAGES:
            self.language.addItem(name, language.value)
        self.language.setCurrentIndex(self.language.findData(words.language.value))
        self.masked = QCheckBox(words("Masked"))
        self.masked.setObjectName("print.masked")
        self.masked.setChecked(True)
        self.mask_note = label(words("Leaves out affinities, support and coach, and does not say so."), "small", wrap=True)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.hide()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.preview = Preview(words)
        self._lay_out()
        self.papers.setVisible(len(job.papers) > 1)
        room = QGuiApplication.primaryScreen().availableGeometry()  # at 150 % a laptop's screen is lower than the dialog would be
        self.resize(min(1040, room.width() - AROUND), min(720, room.height() - AROUND))
        self.papers.setCurrentRow(0)
        self.papers.currentRowChanged.connect(self.render_paper)
        self.language.currentIndexChanged.connect(self.render_paper)
        self.masked.toggled.connect(self.render_paper)
        self.render_paper()

    @property
    def paper(self) -> Paper:
        return self._papers[max(0, self.papers.currentRow())]

    def options(self) -> PrintOptions:
        return PrintOptions(words_of(self.language.currentData()), self.masked.isChecked() or not self.paper.maskable, self._desk.today())

    def render_paper(self) -> None:
        """Makes the paper with the options as they stand."""
        self._round += 1
        this, paper, options = self._round, self.paper, self.options()
        self.title.setText(paper.title)
        self.masked.setVisible(paper.maskable)
        self.mask_note.setVisible(paper.maskable)
        self._set_ready(ready=False)
        self.refusal.hide()

        def make(job: Job) -> tuple[int, bytes]:
            made = paper.make(job, options)
            return this, made if isinstance(made, bytes) else made.pdf

        self._desk.later(make, self._made, self._desk.words("Preparing {name}", name=paper.title), self._refused)

    def save(self) -> None:
        """Save as PDF (or in another form the paper offers)."""
        words, paper = self._desk.words, self.paper
        also = {words_of_form: (ending, make) for ending, words_of_form, make in paper.also}
        filters = ";;".join(["PDF (*.pdf)", *(f"{name} (*.{ending})" for name, (ending, _make) in also.items())])
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, kind = QFileDialog.getSaveFileName(self, words("Save as PDF"), str(Path(folder) / f"{paper.file_name}.pdf"), filters)
        if not chosen:
            return
        name = kind.rsplit(" (", 1)[0]
        if name in also:
            ending, make = also[name]
            path = Path(chosen).with_suffix(f".{ending}")
            options = self.options()
            told = words("Preparing {name}", name=name)
            self._desk.later(lambda job: make(job, options), lambda content: self._write(path, content), told)
            return
        self._write(Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".pdf"), self.content)

    def open_outside(self) -> None:
        """Shows the paper in the system's own viewer, from a folder that only this person can read."""
        folder = Path(tempfile.mkdtemp(prefix="kamdesk-"))
        path = folder / f"{self.paper.file_name}.pdf"
        atomic_write(path, self.content)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def print_out(self) -> None:
        """The system's print dialog; pages are drawn at 300 dots per inch."""
        from kamdesk.widgets.printing import send_to_printer

        send_to_printer(self, self.preview.sheets, self.paper.title)

    def _write(self, path: Path, content: bytes) -> None:
        try:
            atomic_write(path, content)
        except Refused as refused:
            self._desk.refuse(self, refused)
            return
        self._desk.tell(self._desk.words("Saved as {name}", name=path.name))

    def _made(self, made: tuple[int, bytes]) -> None:
        this, content = made
        if this != self._round or not self.isVisible():
            return
        self.content = content
        self.preview.show_pdf(content)
        self._set_ready(ready=True)

    def _refused(self, refused: Refused) -> None:
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()
        self.busy.hide()

    def _set_ready(self, *, ready: bool) -> None:
        self.busy.setVisible(not ready)
        for button in (self.save_button, self.open_button, self.print_button):
            button.setEnabled(ready)

    def done(self, result: int) -> None:
        self.preview.sheets.close_document()
        super().done(result)

    def _lay_out(self) -> None:
        words = self._desk.words
        self.save_button = buttons.primary(words("Save as PDF…"), "download", name="print.save")
        self.open_button = buttons.plain(words("Open in the viewer"), "external-link", name="print.open")
        self.print_button = buttons.plain(words("Send to the printer…"), "printer", name="print.printer")
        close = buttons.plain(words("Close"), name="print.close")
        self.save_button.clicked.connect(self.save)
        self.open_button.clicked.connect(self.open_outside)
        self.print_button.clicked.connect(self.print_out)
        close.clicked.connect(self.reject)
        language = stacked(label(words("Language of the paper"), "muted"), self.language, spacing=4)
        mask = stacked(self.masked, self.mask_note, spacing=0)
        left = holder(stacked(
            self.title, self.papers, language, mask, self.refusal, self.busy, None,
            self.save_button, self.open_button, self.print_button, close,
        ))  # fmt: skip
        left.setFixedWidth(264)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 20, 20, 20)
        whole.setSpacing(24)
        whole.addWidget(left)
        whole.addWidget(self.preview, 1)
        self.save_button.setDefault(True)
        self.setTabOrder(self.language, self.masked)
        self.preview.sheets.setFocus(Qt.FocusReason.OtherFocusReason)


def print_now(parent: QWidget | None, desk: Desk, job: PrintJob) -> None:
    """Shows the dialog over `parent` until it is closed."""
    PrintDialog(parent, desk, job).exec()
