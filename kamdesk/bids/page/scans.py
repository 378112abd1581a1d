"""附件扫描件: PDFs that are bound into the bid in their order, each with its heading and, where it is a certificate, its last day."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from kamdesk.bids import actions
from kamdesk.bids.queries import SCAN_FIELDS
from kamdesk.bids.rules.sheet import BidSheet, BidState, Scan
from kamdesk.core.files import Kept
from kamdesk.core.problems import Refused
from kamdesk.library.actions import attach_file
from kamdesk.library.queries import certificate_ids, certificate_rows
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.field_table import Deeds, Derived, FieldTable
from kamdesk.widgets.keeping import keep_each
from kamdesk.widgets.text import label

COLUMNS = tuple(field for field in SCAN_FIELDS if field.name == "heading")


class Scans(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self.sheet: BidSheet | None = None
        words = self._words
        file = Derived(words("File"), _name, "heading", 220, number=False)
        certificate = Derived(words("Certificate"), self._certificate, "heading", 240, number=False)
        deeds = Deeds(self._save, self._choose, self._remove, self._move)
        self.table = FieldTable(desk, COLUMNS, deeds, (file, certificate), {"heading": 240})
        self.table.add_button.setText(words("Bind in PDFs"))
        self.setAcceptDrops(True)
        self.certificate = buttons.plain(words("Certificate"), "shield-check", name="scan.certificate")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.certificate.setMenu(self._menu)
        card = Card(words("Supporting documents"))
        card.add_action(self.certificate)
        hint = words("PDFs are bound in behind the technical part in this order, their pages numbered on. Photos: save them as PDF first.")
        card.add(label(hint, "muted", wrap=True))
        card.add(self.table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def show_sheet(self, sheet: BidSheet) -> None:
        self.sheet = sheet
        frozen = sheet.state is not BidState.PREPARING
        self.certificate.setEnabled(not frozen)
        self.table.put([(scan.id, {"heading": scan.heading, "scan": scan}) for scan in sheet.scans], frozen)

    def take_file(self, name: str, kept: Kept) -> None:
        """A PDF whose bytes are safe is attached to the bid and bound in under its own name."""
        if self.sheet is None:
            return
        try:
            attachment = self._desk.do(attach_file, kept, name, "bid", self.sheet.id, self._desk.today())
            self._desk.do(actions.add_scan, self.sheet.id, attachment, Path(name).stem)
        except Refused as refused:
            self._desk.refuse(self, refused)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Each PDF is encrypted on the worker and bound in behind the others; other files are left where they are."""
        if self.sheet is not None and self.sheet.state is BidState.PREPARING:
            keep_each(self._desk, [path for path in paths if path.suffix.lower() == ".pdf"], self.take_file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_paths(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    def _choose(self) -> None:
        names, _kinds = QFileDialog.getOpenFileNames(self, self._words("Bind in PDFs"), "", "PDF (*.pdf)")
        self.add_paths(Path(name) for name in names)

    def _save(self, scan: UUID, values: dict[str, object]) -> object:
        return self._desk.do(actions.save_scan, scan, values)

    def _remove(self, scan: UUID) -> object:
        return self._desk.do(actions.remove_part, "bid_scan", scan)

    def _move(self, scan: UUID, place: int) -> object:
        return self._desk.do(actions.move_part, "bid_scan", scan, place)

    def _certificate(self, values: Mapping[str, object]) -> str:
        scan = values["scan"]
        assert isinstance(scan, Scan)
        if not scan.certificate:
            return ""
        until = self._words("until {day}", day=self._words.day_short(scan.valid_to)) if scan.valid_to else ""
        return f"{scan.certificate} {until}".strip()

    def _fill(self) -> None:
        self._menu.clear()
        self._offer(self._words("None"), None)
        for row in self._desk.ask(certificate_rows, self._desk.ask(certificate_ids), self._desk.today()):
            self._offer(row.name, row.id)

    def _offer(self, title: str, certificate: UUID | None) -> None:
        action = QAction(title, self._menu)
        action.setData(certificate)
        action.triggered.connect(self._link)
        self._menu.addAction(action)

    def _link(self) -> None:
        action, scan = self.sender(), self.table.current()
        if isinstance(action, QAction) and scan is not None:
            self._save(scan, {"certificate": action.data()})


def _name(values: Mapping[str, object]) -> str:
    scan = values["scan"]
    assert isinstance(scan, Scan)
    return scan.name
