"""The third step: every row and what it would do, before anything is written."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QVBoxLayout, QWidget

from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.exchange import queries
from kamdesk.exchange.page.preview_table import SIGNS, PreviewModel, PreviewTable
from kamdesk.exchange.page.row_side import RowSide
from kamdesk.exchange.rules import Decision, Preview, Row, Verdict
from kamdesk.exchange.rules.planning import decided
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP
from kamdesk.widgets.tool_line import ToolLine

ALL = ""


class LookPart(QWidget):
    """Emits `back()`, `confirmed()` when it is to be written, `faulty_wanted()` when the faulty rows are to be saved."""

    back = Signal()
    confirmed = Signal()
    faulty_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, desk.words
        words = self._words
        self.preview: Preview | None = None
        self.decisions: dict[int, Decision] = {}
        self.doubtful = Decision.SKIP
        self.fields: dict[str, Field] = {}
        self.model = PreviewModel(words, {})
        self.table = PreviewTable(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._picked)
        self.side = RowSide(desk, self.model, self)
        self.side.decided.connect(self._say)
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.tools = ToolLine()
        for key in (ALL, *(verdict.value for verdict in Verdict)):
            chip = self.chips[key] = buttons.chip("", checked=key == ALL, name=f"exchange.only.{key or 'all'}")
            self._group.addButton(chip)
            chip.clicked.connect(self._narrow)
            self.tools.addWidget(chip)
        self.unknown = label("", "small", wrap=True)
        self.unknown.setObjectName("exchange.unknown")
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("exchange.look_refusal")
        self.refusal.hide()
        card = Card()
        card.add(self.tools)
        card.add(self.unknown)
        card.add(self.table, 1)
        card.add(self.refusal)
        card.add(self._foot())
        whole = beside(card, self.side, spacing=GAP)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def _foot(self) -> QVBoxLayout:
        words = self._words
        back = buttons.plain(words(N_("Back")), "arrow-left", name="exchange.back_to_map")
        back.clicked.connect(self.back)
        self.faulty = buttons.plain(words(N_("Save faulty rows…")), "file-down", name="exchange.faulty")
        self.faulty.clicked.connect(self.faulty_wanted)
        self.confirm = buttons.primary("", "check", name="exchange.confirm")
        self.confirm.clicked.connect(self._confirm)
        self.doubt = QComboBox(self)
        self.doubt.setObjectName("exchange.doubt")
        self.doubt.setAccessibleName(words(N_("All doubtful rows")))
        for text, decision in (
            (words(N_("Doubtful rows: skip")), Decision.SKIP),
            (words(N_("Doubtful rows: update")), Decision.UPDATE),
            (words(N_("Doubtful rows: add")), Decision.ADD),
        ):
            self.doubt.addItem(text, decision.value)
        self.doubt.activated.connect(self._all_doubtful)
        self.tools.addStretch()
        self.tools.addWidget(self.doubt)
        line = QVBoxLayout()
        line.addLayout(beside(back, self.faulty, None, self.confirm, spacing=10))
        return line

    def show_preview(self, preview: Preview) -> None:
        """Decisions made before stay with their rows where it is the same file that was looked through again."""
        if self.preview is None or self.preview.table is not preview.table:
            self.decisions.clear()
            self.doubtful = Decision.SKIP
            self.doubt.setCurrentIndex(0)
        self.preview = preview
        self.fields = {field.name: field for field in queries.fields_for(preview.options.kind)}
        self.model.decisions = self.decisions
        self.model.put(preview, self.fields, preview.rows)
        words = self._words
        self.chips[ALL].setText(words(N_("All {n}"), n=f"{len(preview.rows):,}"))
        for verdict in Verdict:
            count = preview.counts[verdict]
            chip = self.chips[verdict.value]
            chip.setText(f"{SIGNS[verdict][0]} {words.translated(verdict.label)} {count:,}")
            chip.setVisible(count > 0)
        self.chips[ALL].setChecked(True)
        self.faulty.setVisible(preview.counts[Verdict.FAULTY] > 0)
        self.doubt.setVisible(preview.counts[Verdict.DOUBTFUL] > 0)
        self.unknown.setText(self._unknown(preview))
        self.unknown.setVisible(bool(self.unknown.text()))
        self.refusal.hide()
        self._narrow()
        self.table.widen()
        self._count()

    def _unknown(self, preview: Preview) -> str:
        if not preview.unknown:
            return ""
        words = self._words
        some = "、".join(list(preview.unknown)[:3]) if words.chinese else ", ".join(list(preview.unknown)[:3])
        count = f"{len(preview.unknown):,}"
        if preview.options.create:
            return words(N_("{count} companies are not on file and become accounts: {some}"), count=count, some=some)
        return words(N_("{count} companies are not on file; their names are kept with the people: {some}"), count=count, some=some)

    def _confirm(self) -> None:
        """Once: while it is being written, a second click has nothing to say."""
        self.confirm.setEnabled(False)
        self.confirmed.emit()

    def refuse(self, refused: Refused) -> None:
        """What is refused, or was stopped, can be tried again."""
        self._count()
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()

    def _narrow(self) -> None:
        assert self.preview is not None
        key = next((key for key, chip in self.chips.items() if chip.isChecked()), ALL)
        rows = self.preview.rows
        self.model.narrow(rows if key == ALL else [row for row in rows if row.verdict.value == key])
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        else:
            self._show_side(None)

    def _picked(self, index: QModelIndex) -> None:
        self._show_side(self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None)

    def _show_side(self, row: Row | None) -> None:
        said = decided(row, self.decisions, self.doubtful) if row is not None else None
        self.side.show_row(row, said, self.fields)

    def _say(self, place: int, decision: Decision) -> None:
        self.decisions[place] = decision
        self.model.tell()
        self._count()

    def _all_doubtful(self) -> None:
        """What was said to single rows before gives way to what is said to all."""
        assert self.preview is not None
        self.doubtful = next(each for each in Decision if each.value == self.doubt.currentData())
        for row in self.preview.rows:
            if row.verdict is Verdict.DOUBTFUL:
                self.decisions.pop(row.place, None)
                if self.doubtful is not Decision.SKIP:
                    self.decisions[row.place] = self.doubtful
        self.model.tell()
        self._show_side(self.side.row)
        self._count()

    def _count(self) -> None:
        """The button says how many rows would be written."""
        assert self.preview is not None
        written = sum(decided(row, self.decisions, self.doubtful) is not Decision.SKIP for row in self.preview.rows)
        self.confirm.setText(self._words(N_("Import {n} rows"), n=f"{written:,}"))
        self.confirm.setEnabled(written > 0)
