"""A list as a file: which columns, which kind of file, personal data only where the rep asks for them."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.exchange import actions
from kamdesk.exchange.page.saving import asked_target
from kamdesk.exchange.queries import outgoing
from kamdesk.exchange.rules.columns import columns_of, headings, is_called_by
from kamdesk.exchange.rules.headings import NUMBER
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.icons import icon
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP

_ROLE = Qt.ItemDataRole.UserRole


class ExportPart(QWidget):
    """Everybody, or every account, as Excel, CSV or vCards."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, desk.words
        words = self._words
        self.kind = "person"
        self._among: tuple[str, tuple[UUID, ...]] = ("person", ())
        self.formats = {
            ".xlsx": buttons.chip(words(N_("Excel")), checked=True, name="export.xlsx"),
            ".csv": buttons.chip(words(N_("CSV")), name="export.csv"),
            "gbk": buttons.chip(words(N_("CSV for old programs (GBK)")), name="export.gbk"),
            ".vcf": buttons.chip(words(N_("vCards for a phone")), name="export.vcf"),
        }
        group = QButtonGroup(self)
        for chip in self.formats.values():
            group.addButton(chip)
            chip.clicked.connect(self._settle)
        self.unmasked = QCheckBox(words(N_("Include personal data (phones, birthdays, home towns …)")), self)
        self.unmasked.setObjectName("export.unmasked")
        self.unmasked.clicked.connect(self.reload)
        self.hint = label("", "small", wrap=True)
        self.chosen = buttons.link(words(N_("Only the rows chosen in the list. Take all of them instead")), name="export.all_rows")
        self.chosen.clicked.connect(self._all_rows)
        self.chosen.hide()
        self.count = label("", "muted")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("export.filter")
        self.filter.setPlaceholderText(words(N_("All of them; or narrow as in the list: region=太原 and tags=重点")))
        self.filter.setAccessibleName(words("Filter the list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(200)
        self._typing.timeout.connect(self.reload)
        self.filter.textChanged.connect(self._typed)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("export.refusal")
        self.refusal.hide()
        self.write = buttons.primary(words(N_("Save as…")), "file-down", name="export.write")
        self.write.clicked.connect(self._write)
        left = Card(words(N_("File")))
        left.add(beside(*self.formats.values(), None, spacing=8))
        left.add(self.filter)
        left.add(beside(self.chosen, None))
        left.add(self.unmasked)
        left.add(self.hint)
        left.add(self.refusal)
        left.add_stretch()
        left.add(beside(self.count, None, self.write))
        whole = beside(left, self._columns_card(), spacing=GAP)
        whole.setStretch(0, 3)
        whole.setStretch(1, 2)
        self.setLayout(whole)
        self.setFocusProxy(self.write)
        self._shown: tuple[str, bool] | None = None

    def _columns_card(self) -> Card:
        words = self._words
        self.columns = QListWidget(self)
        self.columns.setObjectName("export.columns")
        self.columns.setAccessibleName(words(N_("Columns")))
        self.columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.columns.itemChanged.connect(self._settle)
        right = Card(words(N_("Columns")))
        every, none = buttons.link(words(N_("All")), name="export.all"), buttons.link(words(N_("None")), name="export.none")
        every.clicked.connect(self._check_all)
        none.clicked.connect(self._check_none)
        right.add_action(every)
        right.add_action(none)
        right.add(self.columns, 1)
        right.add(label(words(N_("Drag the columns into the order you want.")), "small"))
        return right

    def show_among(self, kind: str, rows: tuple[UUID, ...]) -> None:
        """Only these rows, which were chosen in a list, are written; none means all."""
        self._among = (kind, rows)

    def show_kind(self, kind: str) -> None:
        """People or accounts; what was chosen of the one means nothing for the other."""
        self.kind = kind
        if self._among[0] != kind:
            self._among = (kind, ())
        self.formats[".vcf"].setVisible(kind == "person")
        if kind != "person" and self.formats[".vcf"].isChecked():
            self.formats[".xlsx"].setChecked(True)
        self.unmasked.setVisible(kind == "person")
        self.reload()

    def reload(self) -> None:
        """The columns that may be written; what was unticked stays so."""
        unmasked = self.unmasked.isChecked() or self.kind != "person"
        if self._shown != (self.kind, unmasked):
            same = self._shown is not None and self._shown[0] == self.kind
            off = {str(item.data(_ROLE)) for item in self._items() if item.checkState() is Qt.CheckState.Unchecked} if same else set()
            self._shown = (self.kind, unmasked)
            self.columns.blockSignals(True)
            self.columns.clear()
            columns = columns_of(self.kind, outgoing.fields_to_write(self.kind), (), unmasked)
            for field in columns.fields:
                self._add(field.name, self._words.translated(field.label), field.name not in off, fixed=is_called_by(field))
            self._add(NUMBER, self._words(N_("Number in kamdesk")), NUMBER not in off)
            self.columns.blockSignals(False)
        chosen = self._among[1]
        self.filter.setVisible(not chosen)
        self.chosen.setVisible(bool(chosen))
        try:
            self._rows = len(chosen or self._desk.ask(outgoing.found_ids, self.kind, self.filter.text(), self._desk.today()))
        except Refused as refused:
            self._rows = 0
            self._settle()
            self._refuse(refused)
        else:
            self._settle()

    def _all_rows(self) -> None:
        self._among = (self.kind, ())
        self.reload()

    def _typed(self) -> None:
        self._typing.start()

    def _add(self, name: str, text: str, checked: bool, *, fixed: bool = False) -> None:
        item = QListWidgetItem(text)
        item.setData(_ROLE, name)
        flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if fixed else flags)
        item.setCheckState(Qt.CheckState.Checked if checked or fixed else Qt.CheckState.Unchecked)
        self.columns.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.columns.item(place) for place in range(self.columns.count())]

    def names(self) -> tuple[str, ...]:
        """The columns to be written, in their order."""
        return tuple(str(item.data(_ROLE)) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def _check_all(self) -> None:
        self._check(True)

    def _check_none(self) -> None:
        self._check(False)

    def _check(self, on: bool) -> None:
        for item in self._items():
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _settle(self) -> None:
        words = self._words
        cards = self.formats[".vcf"].isChecked()
        self.columns.setEnabled(not cards)
        self.refusal.hide()
        if cards:
            self.hint.setText(
                words(N_("vCards hold name, account, position, phones, e-mail, WeChat and birthday of everybody in the list."))
            )
        elif self.unmasked.isChecked() or self.kind != "person":
            self.hint.setText(words(N_("The file is not encrypted. Hand it on only to those who may have it.")))
        else:
            self.hint.setText(words(N_("Phones, e-mails and everything personal are left out.")))
        self.count.setText(words(N_("{n} rows"), n=f"{self._rows:,}"))
        self.write.setEnabled(self._rows > 0)

    def _format(self) -> str:
        return next(key for key, chip in self.formats.items() if chip.isChecked())

    def _write(self) -> None:
        chosen = self._format()
        ending = ".csv" if chosen == "gbk" else chosen
        name = self._words(N_("People")) if self.kind == "person" else self._words(N_("Accounts"))
        target = asked_target(self, self._words, name, (ending,))
        if target is not None:
            self.save(target)

    def save(self, target: Path) -> None:
        """Writes the list on the worker; a refusal is said here."""
        asked = actions.Asked(
            target,
            self.kind,
            self.names(),
            self.unmasked.isChecked() or self.kind != "person",
            "gbk" if self._format() == "gbk" else "utf-8",
        )
        try:
            actions.refuse_format(asked)
            columns = columns_of(self.kind, outgoing.fields_to_write(self.kind), asked.columns, asked.unmasked)
        except Refused as refused:
            self._refuse(refused)
            return
        words, today, typed, chosen = self._words, self._desk.today(), self.filter.text(), self._among[1]

        def write(job: Job) -> int:
            with job.store.reading() as session:
                ids: tuple[UUID, ...] = chosen or outgoing.found_ids(session, asked.table, typed, today)
                if target.suffix.lower() == ".vcf":
                    return actions.written_cards(target, outgoing.cards_of(session, ids), len(ids), job.progress)
                rows = outgoing.cells_of(session, columns, ids, words)
                return actions.written_list(target, headings(columns, words), rows, len(ids), asked.encoding, job.progress)

        said = words(N_("Saved as {name}. This copy is not encrypted."), name=target.name)
        self._desk.later(write, lambda _count: self._desk.tell(said), words(N_("Saving {name}"), name=target.name), self._refuse)

    def _refuse(self, refused: Refused) -> None:
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()
