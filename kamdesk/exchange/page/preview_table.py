"""The rows of a file as they would be written: each with its sign, and what would change in colour with the old value before it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.exchange.rules import Change, Decision, Preview, Row, Verdict
from kamdesk.exchange.rules.cells import restored
from kamdesk.widgets.column_shares import PADDING
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, Tone

_Index = QModelIndex | QPersistentModelIndex
SIGNS = {
    Verdict.NEW: ("＋", Tone.GOOD), Verdict.CHANGED: ("→", Tone.ACCENT), Verdict.SAME: ("＝", Tone.MUTED),
    Verdict.DOUBTFUL: ("？", Tone.CAUTION), Verdict.FAULTY: ("！", Tone.BAD),
}  # fmt: skip
_STATE, _NUMBER = 0, 1
_LOOKED_AT, _WIDEST = 40, 280


class PreviewModel(QAbstractTableModel):
    """State, row number, and a column for each field that the file feeds. `said` is the decision that holds for a row."""

    def __init__(self, words: Words, fields: Mapping[str, Field]) -> None:
        super().__init__()
        self._words, self._fields = words, fields
        self._preview: Preview | None = None
        self._names: list[str] = []
        self._places: dict[str, list[int]] = {}
        self.rows: Sequence[Row] = ()
        self.decisions: Mapping[int, Decision] = {}
        self._strong = font(BODY, strong=True)

    @property
    def kind(self) -> str:
        """What the rows are: "person" or "account"."""
        return self._preview.options.kind if self._preview is not None else ""

    def put(self, preview: Preview, fields: Mapping[str, Field], rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._preview, self._fields, self.rows = preview, fields, rows
        self._places = {}
        for place, name in enumerate(preview.options.mapping):
            if name in fields:
                self._places.setdefault(name, []).append(place)
        self._names = sorted(self._places, key=lambda name: name != "name")
        self.endResetModel()

    def narrow(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def tell(self) -> None:
        """Decisions have changed."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2 + len(self._names)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return (
                    self._state(row)
                    if column == _STATE
                    else str(row.number)
                    if column == _NUMBER
                    else self.cell(row, self._names[column - 2])
                )
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(tokens().of(self._tone(row, column)))
            case Qt.ItemDataRole.FontRole if column > _NUMBER and self._names[column - 2] == "name":
                return self._strong
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column == _NUMBER else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) if role == Qt.ItemDataRole.TextAlignmentRole else None
        if section == _STATE:
            return self._words(N_("What happens"))
        if section == _NUMBER:
            return self._words(N_("Row"))
        return self._words.translated(self._fields[self._names[section - 2]].label)

    def _state(self, row: Row) -> str:
        sign = SIGNS[row.verdict][0]
        said = self.decisions.get(row.place)
        if said is not None:
            return f"{sign} {self._words.translated(said.label)}"
        return f"{sign} {self._words.translated(row.verdict.label)}"

    def _tone(self, row: Row, column: int) -> Tone:
        if column == _STATE:
            return Tone.MUTED if self.decisions.get(row.place) is Decision.SKIP else SIGNS[row.verdict][1]
        if column == _NUMBER or row.verdict is Verdict.SAME:
            return Tone.MUTED
        name = self._names[column - 2]
        if any(fault.field == name for fault in (*row.faults, *row.left_out)):
            return Tone.BAD
        return Tone.ACCENT if any(change.field == name for change in row.changes) else Tone.PLAIN

    def cell(self, row: Row, name: str) -> str:
        """What stands in a field then; the old value before it where one is replaced."""
        change = next((each for each in row.changes if each.field == name), None)
        if change is not None and change.old not in (None, "") and self._fields[name].kind is not Kind.LINK:
            return f"{self.old(change)} → {self.new(row, change)}"
        if name in row.values and self._fields[name].kind is not Kind.LINK:
            return shown(self._fields[name], row.values[name], self._words)
        return self.typed(row, name)

    def typed(self, row: Row, name: str) -> str:
        """As it stands in the file."""
        assert self._preview is not None
        cells = self._preview.table.rows[row.place]
        return " ".join(restored(cells[place]).strip() for place in self._places.get(name, ())).strip()

    def old(self, change: Change) -> str:
        return shown(self._fields[change.field], change.old, self._words)

    def new(self, row: Row, change: Change) -> str:
        field = self._fields[change.field]
        return self.typed(row, change.field) if field.kind is Kind.LINK else shown(field, change.new, self._words)


class PreviewTable(QTableView):
    """The table in the look of every list. Columns are as wide as what is in them: half a value is none to check."""

    def __init__(self, model: PreviewModel) -> None:
        super().__init__()
        self.setObjectName("exchange.preview")
        self.setModel(model)
        self.setItemDelegate(Ink(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(48)

    def widen(self) -> None:
        """Widths from the first rows; what is left over goes to the last column."""
        model, header = self.model(), self.horizontalHeader()
        for place in range(model.columnCount()):
            texts = [str(model.headerData(place, Qt.Orientation.Horizontal) or "")]
            texts += [str(model.index(row, place).data() or "") for row in range(min(_LOOKED_AT, model.rowCount()))]
            wide = max(self.fontMetrics().horizontalAdvance(text[:60]) for text in texts)
            header.resizeSection(place, min(_WIDEST, wide + PADDING + 4))
        header.setStretchLastSection(True)


class Ink(QStyledItemDelegate):
    """A chosen row keeps the tones of its words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            palette: QPalette = option.palette
            palette.setColor(QPalette.ColorRole.HighlightedText, colour)
            option.palette = palette
