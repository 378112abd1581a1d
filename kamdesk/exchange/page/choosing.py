"""The first step: a file is dropped here or chosen, and what was understood of it is shown."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.exchange.queries import Source, Wanted
from kamdesk.exchange.rules import FileKind, Table
from kamdesk.exchange.rules.texts import ENCODINGS
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, holder, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.theme import tokens


class DropArea(QFrame):
    """A dashed frame that takes one file. Emits `dropped(Path)`."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exchange.drop")
        self.setAcceptDrops(True)
        self._over = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.dropped.emit(paths[0])

    def _mark(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(worn.accent if self._over else worn.edge), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(worn.accent_soft if self._over else worn.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()


class ChoosePart(QWidget):
    """Emits `read(path or opened source, Wanted)` when a file is to be read, `onward()` when the table is right."""

    read = Signal(object, object)
    onward = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, desk.words
        self._source: Source | None = None
        words = self._words
        self.drop = DropArea(self)
        self.drop.dropped.connect(self.take)
        picture = QLabel(self.drop)
        picture.setPixmap(pixmap("file-up", 48, tokens().edge))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence = label(
            words(N_("Drop an Excel, CSV or vCard file here. It is read on this computer and stays as it is.")), "muted", wrap=True
        )
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setMaximumWidth(440)
        sentence.setMinimumWidth(240)
        self.choose = buttons.primary(words(N_("Choose a file")), "folder-open", name="exchange.choose")
        self.choose.clicked.connect(self._choose)
        self.other = buttons.plain(words(N_("Choose another file")), "folder-open", name="exchange.other")
        self.other.clicked.connect(self._choose)
        self.other.hide()
        kinds = label(words(N_(".xlsx  .xls  .csv  .txt  .vcf  ·  up to 200,000 rows")), "small")
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self.drop)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(14)
        inside.addStretch(1)
        inside.addWidget(picture)
        line = beside(None, sentence, None)
        line.setStretch(1, 1000)
        inside.addLayout(line)
        inside.addLayout(beside(None, self.choose, self.other, None))
        inside.addWidget(kinds)
        inside.addStretch(1)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("exchange.refusal")
        self.refusal.hide()
        self.card = self._file_card()
        self.card.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self.card)
        whole.addWidget(self.refusal)
        whole.addWidget(self.drop, 1)
        self.setFocusProxy(self.choose)

    def _file_card(self) -> Card:
        words = self._words
        card = Card()
        self.name = Elided("", "section")
        self.about = Elided("", "muted")
        self.sheet = QComboBox(card)
        self.sheet.setObjectName("exchange.sheet")
        self.sheet.setAccessibleName(words(N_("Sheet")))
        self.sheet.activated.connect(self.read_anew)
        self.encoding = QComboBox(card)
        self.encoding.setObjectName("exchange.encoding")
        self.encoding.setAccessibleName(words(N_("Encoding")))
        for each in ENCODINGS:
            self.encoding.addItem({"gb18030": "GBK / GB18030"}.get(each, each.upper()), each)
        self.encoding.activated.connect(self.read_anew)
        self.row = QComboBox(card)
        self.row.setObjectName("exchange.header")
        self.row.setAccessibleName(words(N_("Headings")))
        self.row.setMaxVisibleItems(16)
        self.row.activated.connect(self.read_anew)
        self._sheet_line = holder(beside(label(words(N_("Sheet"))), self.sheet, spacing=8))
        self._encoding_line = holder(beside(label(words(N_("Encoding"))), self.encoding, spacing=8))
        self._head_line = holder(beside(label(words(N_("Headings"))), self.row, spacing=8))
        self.next = buttons.primary(words(N_("Match columns")), "arrow-right", name="exchange.next")
        self.next.clicked.connect(self.onward)
        card.add(stacked(self.name, self.about, spacing=2))
        card.add(beside(self._sheet_line, self._encoding_line, self._head_line, None, self.next, spacing=20))
        return card

    def take(self, path: Path) -> None:
        """Reads another file."""
        self.refusal.hide()
        self.read.emit(path, Wanted())

    def read_anew(self) -> None:
        """The same file with what the rep chose instead of the guess."""
        if self._source is None:
            return
        header = None if self.sender() is self.sheet else int(self.row.currentData())
        sheet = self.sheet.currentText() if self._source.sheets else ""
        encoding = str(self.encoding.currentData()) if self._encoding_line.isVisible() else ""
        self.refusal.hide()
        self.read.emit(self._source, Wanted(sheet, header, encoding))

    def show_table(self, source: Source, table: Table) -> None:
        words = self._words
        self._source = source
        self.name.say(table.name)
        kinds = {
            FileKind.XLSX: words(N_("Excel workbook")), FileKind.XLS: words(N_("Old Excel workbook")),
            FileKind.TEXT: words(N_("Text with separators")), FileKind.PAGE: words(N_("Table of a web page")),
            FileKind.CARDS: words(N_("vCards")),
        }  # fmt: skip
        size = words(N_("{rows} rows · {columns} columns"), rows=f"{len(table.rows):,}", columns=len(table.heads))
        self.about.say(f"{kinds[table.kind]} · {size}")
        self.sheet.clear()
        self.sheet.addItems(list(table.sheets))
        self.sheet.setCurrentText(table.sheet)
        self._sheet_line.setVisible(len(table.sheets) > 1)
        text = table.kind in (FileKind.TEXT, FileKind.PAGE, FileKind.CARDS)
        place = self.encoding.findData(table.encoding)
        if text and place < 0:
            self.encoding.addItem(table.encoding.upper(), table.encoding)
            place = self.encoding.count() - 1
        self.encoding.setCurrentIndex(max(0, place))
        self._encoding_line.setVisible(text)
        self._head_line.setVisible(table.kind is not FileKind.CARDS)
        self.row.clear()
        self.row.addItem(words(N_("None in the file")), 0)
        for number in sorted({*range(1, 21), table.header_row} - {0}):
            self.row.addItem(words(N_("Row {number}"), number=number), number)
        self.row.setCurrentIndex(self.row.findData(table.header_row))
        self.card.show()
        self.refusal.hide()
        self.choose.hide()
        self.other.show()
        self.next.setFocus()

    def clear(self) -> None:
        self._source = None
        self.card.hide()
        self.refusal.hide()
        self.choose.show()
        self.other.hide()

    def refuse(self, refused: Refused) -> None:
        """Says beside the drop area why a file cannot be read; what was read before stays."""
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()

    def _choose(self) -> None:
        kinds = self._words(N_("Lists (*.xlsx *.xls *.csv *.txt *.tsv *.vcf);;All files (*)"))
        name, _kind = QFileDialog.getOpenFileName(self, self._words(N_("Choose a file")), "", kinds)
        if name:
            self.take(Path(name))
