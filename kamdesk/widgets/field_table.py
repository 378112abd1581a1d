"""A short table that is filled in where it stands, its columns derived from fields: prices, lines of a plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kamdesk.core import money
from kamdesk.core.fields import Field, Kind, clean, parsed, shown
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import font
from kamdesk.widgets.tokens import BODY

_Index = QModelIndex | QPersistentModelIndex
Save = Callable[[UUID, dict[str, object]], object]
_NUMBERS = (Kind.MONEY, Kind.DECIMAL, Kind.WHOLE)


@dataclass(frozen=True, slots=True)
class Derived:
    """What is worked out, such as a line's total, and cannot be typed into. It stands behind the field `after`; `label` is worded."""

    label: str
    show: Callable[[Mapping[str, object]], str]
    after: str
    width: int = 120
    number: bool = True


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the table may do; each may raise Refused, which is said below the table and leaves everything as it was."""

    save: Save
    add: Callable[[], UUID | None]
    remove: Callable[[UUID], object]
    move: Callable[[UUID, int], object]


class FieldModel(QAbstractTableModel):
    """Rows of values by field name."""

    refused = Signal(object)

    def __init__(self, desk: Desk, fields: Sequence[Field], derived: Sequence[Derived], save: Save, short_money: bool = False) -> None:
        super().__init__()
        self._desk, self._save = desk, save
        self._short_money = short_money
        columns: list[Field | Derived] = []
        for field in fields:
            columns += [field, *(each for each in derived if each.after == field.name)]
        self.columns = tuple(columns)
        self.rows: tuple[tuple[UUID, Mapping[str, object]], ...] = ()
        self.frozen = False
        self._tabular = font(BODY, tabular=True)

    def put(self, rows: Sequence[tuple[UUID, Mapping[str, object]]], frozen: bool) -> None:
        same = [row for row, _ in rows] == [row for row, _ in self.rows]
        self.frozen = frozen
        if same and rows:
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = not self.frozen and isinstance(self.columns[index.column()], Field)
        return found | Qt.ItemFlag.ItemIsEditable if editable else found

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        values, column = self.rows[index.row()][1], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                if isinstance(column, Derived):
                    return column.show(values)
                value = values.get(column.name)
                if self._short_money and role == Qt.ItemDataRole.DisplayRole and column.kind is Kind.MONEY and isinstance(value, int):
                    return self._desk.words.money_on_card(value)
                return shown(column, value, self._desk.words)
            case Qt.ItemDataRole.EditRole if isinstance(column, Field):
                return _typed(column, values.get(column.name))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(column)
            case Qt.ItemDataRole.FontRole:
                return self._tabular if _number(column) else None
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or isinstance(field, Derived):
            return False
        row, values = self.rows[index.row()]
        try:
            text = str(value)
            read = clean(field, text if field.kind is Kind.TEXT else parsed(field, text, self._desk.today()))
            if read != values.get(field.name):
                self._save(row, {field.name: read})
        except Refused as refusal:
            self.refused.emit(refusal)
            return False
        self.refused.emit(None)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label if isinstance(column, Derived) else self._desk.words.translated(column.label)
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


class FieldTable(QWidget):
    """The table with its buttons: add, up, down, remove (`lines.add`, `lines.up`, `lines.down`, `lines.remove`).

    Typing into a cell replaces it, F2 or a double click edits it, Enter keeps. `short_money` shows 92.4 亿 where that is exact.
    """

    def __init__(
        self,
        desk: Desk,
        fields: Sequence[Field],
        deeds: Deeds,
        derived: Sequence[Derived] = (),
        widths: Mapping[str, int] | None = None,
        *,
        short_money: bool = False,
    ) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self.model = FieldModel(desk, fields, derived, deeds.save, short_money)
        self.table = QTableView()
        self.table.setObjectName("lines")
        self.table.setModel(self.model)
        self._dress(widths or {})
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("lines.refusal")
        self.refusal.hide()
        self.model.refused.connect(self._say)
        words = desk.words
        self.add_button = buttons.plain(words(N_("Add line")), "plus", name="lines.add")
        self.up = buttons.tool("arrow-up", words(N_("Move up")), "Alt+Up", name="lines.up")
        self.down = buttons.tool("arrow-down", words(N_("Move down")), "Alt+Down", name="lines.down")
        self.remove_button = buttons.tool("trash-2", words(N_("Remove line")), name="lines.remove")
        self.add_button.clicked.connect(self.add)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.remove_button.clicked.connect(self.remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(beside(self.add_button, self.up, self.down, self.remove_button, None, spacing=6))
        whole.addWidget(self.table, 1)
        whole.addWidget(self.refusal)

    def put(self, rows: Sequence[tuple[UUID, Mapping[str, object]]], frozen: bool = False) -> None:
        """Shows these rows; the current one stays current where it is still there."""
        current, column = self.current(), max(0, self.table.currentIndex().column())
        self.model.put(rows, frozen)
        for button in (self.add_button, self.up, self.down, self.remove_button):
            button.setEnabled(not frozen)
        if current is not None:
            self.select(current, column)

    def current(self) -> UUID | None:
        place = self.table.currentIndex().row()
        return self.model.rows[place][0] if 0 <= place < len(self.model.rows) else None

    def select(self, row: UUID, column: int = 0) -> bool:
        place = next((place for place, (found, _) in enumerate(self.model.rows) if found == row), -1)
        if place < 0:
            return False
        self.table.setCurrentIndex(self.model.index(place, column))
        return True

    def add(self) -> None:
        """A new line at the end, its first cell open."""
        row = self._try(self._deeds.add)
        if isinstance(row, UUID) and self.select(row):
            self.table.setFocus()
            self.table.edit(self.table.currentIndex())

    def remove(self) -> None:
        row = self.current()
        if row is not None:
            self._try(lambda: self._deeds.remove(row))

    def _up(self) -> None:
        self._shift(-1)

    def _down(self) -> None:
        self._shift(1)

    def _shift(self, way: int) -> None:
        row, place = self.current(), self.table.currentIndex().row() + way
        if row is not None and 0 <= place < len(self.model.rows):
            self._try(lambda: self._deeds.move(row, place))
            self.select(row)

    def _try(self, deed: Callable[[], object]) -> object:
        try:
            done = deed()
        except Refused as refused:
            self._say(refused)
            return None
        self._say(None)
        return done

    def _say(self, refused: Refused | None) -> None:
        self.refusal.setVisible(refused is not None)
        self.refusal.setText(self._desk.sentence(refused) if refused is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column takes what is left, but never less than it needs; then the table scrolls sideways."""
        super().resizeEvent(event)
        others = sum(self.table.columnWidth(place) for place in range(1, self.model.columnCount()))
        numbers = self.table.verticalHeader()
        room = self.width() - (0 if numbers.isHidden() else numbers.sizeHint().width()) - others - 8
        self.table.setColumnWidth(0, max(self._least, room))

    def _dress(self, widths: Mapping[str, int]) -> None:
        table = self.table
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(True)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(38)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(self.model.columns):
            table.setColumnWidth(place, column.width if isinstance(column, Derived) else widths.get(column.name, 110))
            if isinstance(column, Field) and column.choices is not None:
                table.setItemDelegateForColumn(place, _ChoiceCell(column, self._desk, table))
        header.setMinimumSectionSize(48)
        self._least = widths.get(getattr(self.model.columns[0], "name", ""), 150)


class _ChoiceCell(QStyledItemDelegate):
    """A cell that takes one of few is edited as a list."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._field, self._desk = field, desk

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        box = QComboBox(parent)
        if not self._field.required:
            box.addItem("—", "")
        for member in self._field.choices or ():
            box.addItem(self._desk.words.translated(member.label), member.value)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(str(index.data(Qt.ItemDataRole.EditRole)))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


def _number(column: Field | Derived) -> bool:
    return column.number if isinstance(column, Derived) else column.kind in _NUMBERS


def _side(column: Field | Derived) -> int:
    return int((Qt.AlignmentFlag.AlignRight if _number(column) else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)


def _typed(field: Field, value: object) -> str:
    """A value as one would type it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return money.plain_yuan(value) if field.kind is Kind.MONEY and isinstance(value, int) else str(value)
