"""Lists that stay quick at a hundred thousand rows: all numbers at once, rows in pages of 200 when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kamdesk.core.words import Words
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.grid_table import RowTable
from kamdesk.widgets.icons import icon
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, Tone
from kamdesk.widgets.tool_line import ToolLine

PAGE = 200
PAGES_KEPT = 40
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `show(row)` gives its words; numbers stand right in tabular figures.

    A column is as wide as what is in it, but asks for no more than twice its `width` (thrice where it stretches).
    `tone(row)` colours the word (which must say the same by itself), `tip(row)` gives the whole story, `sortable` says whether
    `ids` knows how to order by `key`.
    """

    key: str
    label: str
    show: Callable[[Any], str]
    width: int = 120
    number: bool = False
    strong: bool = False
    stretch: bool = False
    sortable: bool = True
    tone: Callable[[Any], Tone] | None = None
    tip: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """Which column orders the list; key "" is the list's own order."""

    key: str = ""
    descending: bool = False


Ids = Callable[[Sort, str], Sequence[UUID]]
Rows = Callable[[Sequence[UUID]], Mapping[UUID, Any] | Sequence[Any]]  # a sequence of rows that have an `id`


class GridModel(QAbstractTableModel):
    """The numbers in order, and the pages of rows looked at last."""

    def __init__(self, columns: Sequence[Column], rows: Rows) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows = rows
        self.ids: Sequence[UUID] = ()
        self._pages: OrderedDict[int, Mapping[UUID, Any]] = OrderedDict()
        self._strong = font(BODY, strong=True)
        self._tabular = font(BODY, tabular=True)

    def put(self, ids: Sequence[UUID]) -> None:
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def row(self, number: int) -> Any:
        """The row at a place, None where it was erased since the numbers were read."""
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = {}  # a page that fails once fails once, not at every repaint
            rows = self._rows(self.ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = rows if isinstance(rows, Mapping) else {row.id: row for row in rows}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self.ids[number])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole:
                return self._strong if column.strong else self._tabular if column.number else None
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                row = self.row(index.row())
                return column.show(row) if row is not None else ""
            case Qt.ItemDataRole.ForegroundRole if column.tone is not None:
                row = self.row(index.row())
                return QColor(tokens().of(column.tone(row))) if row is not None else None
            case Qt.ItemDataRole.ToolTipRole:
                row = self.row(index.row())
                return None if row is None else column.tip(row) if column.tip else column.show(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class Grid(QWidget):
    """The list with its filter box. Emits `opened(UUID)` on Enter or double click, `picked(UUID | None)` when another row is current."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(
        self, words: Words, columns: Sequence[Column], ids: Ids, rows: Rows, *, filtered: bool = True, row_height: int = 40
    ) -> None:
        super().__init__()
        self._words, self._ids = words, ids
        self.sort = Sort()
        self.model = GridModel(columns, rows)
        self.table = RowTable(self._kind)
        self.table.setObjectName("grid")
        self.table.setModel(self.model)
        self._dress(row_height)
        self.filter = QLineEdit()
        self.filter.setObjectName("grid.filter")
        self.filter.setPlaceholderText(words("Filter (Ctrl+F)"))
        self.filter.setAccessibleName(words("Filter the list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setMaximumWidth(320)
        self.count = label("", "small")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(self.reload)
        self.tools = ToolLine(self.filter, 130, 320)
        self.tools.addWidget(self.filter)
        self.tools.addWidget(self.count)
        self.tools.addStretch()
        self.empty: QWidget | None = None
        self._nothing = EmptyState("search", words("Nothing fits this filter."), "", words("Clear the filter"))
        self._nothing.linked.connect(self.filter.clear)
        self._stack = FittingStack()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.tools)
        whole.addWidget(self._stack, 1)
        self.filter.setVisible(filtered)
        self.filter.textChanged.connect(self._filter_changed)
        self.filter.returnPressed.connect(self._into_list)
        self.table.left_upwards.connect(self.focus_filter)
        self.table.entered_row.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.table.selectionModel().currentRowChanged.connect(self._picked_another)

    def put_empty(self, empty: QWidget) -> None:
        """What stands here while there is no row at all (an EmptyState)."""
        self.empty = empty
        self._stack.addWidget(empty)

    def reload(self) -> None:
        """Reads the numbers anew; the current row stays current where it is still there."""
        self._typing.stop()
        current = self.current()
        place = self.table.verticalScrollBar().value()
        typed = self.filter.text().strip()
        ids = self._ids(self.sort, typed)
        self.model.put(ids)
        self.table.share_room()
        self.count.setText(self._counted(len(ids)) if ids or typed else "")
        if ids:
            self._stack.setCurrentWidget(self.table)
        else:
            self._stack.setCurrentWidget(self._nothing if typed or self.empty is None else self.empty)
        if current is None or not self.select(current):
            self._take(0 if ids and current is not None else -1)
        self.table.verticalScrollBar().setValue(place)

    def _counted(self, rows: int) -> str:
        return self._words("1 row") if rows == 1 else self._words("{n} rows", n=f"{rows:,}")

    def select(self, row_id: UUID) -> bool:
        """Makes a row current and scrolls to it; False where it is not in the list."""
        try:
            number = list(self.model.ids).index(row_id) if not isinstance(self.model.ids, list) else self.model.ids.index(row_id)
        except ValueError:
            return False
        self._take(number)
        return True

    def select_first(self) -> None:
        if self.model.ids:
            self._take(0)

    def current(self) -> UUID | None:
        number = self.table.currentIndex().row()
        return self.model.ids[number] if 0 <= number < len(self.model.ids) else None

    def current_row(self) -> Any:
        number = self.table.currentIndex().row()
        return self.model.row(number) if 0 <= number < len(self.model.ids) else None

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def take_focus(self) -> None:
        """The rows, or while there is none what makes the first one."""
        shown = self._stack.currentWidget()
        if isinstance(shown, EmptyState) and shown.button.isVisible():
            shown.button.setFocus()
        elif shown is self.table:
            if self.current() is None:
                self.select_first()  # so that Enter opens at once
            self.table.setFocus()
        else:
            self.filter.setFocus()

    def sort_by(self, sort: Sort) -> None:
        self.sort = sort
        section = next((place for place, each in enumerate(self.model.columns) if each.key == sort.key), -1)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder)
        self.reload()

    def _dress(self, row_height: int) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setItemDelegate(_Ink(table))
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(row_height)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(48)

    def _kind(self, place: int) -> tuple[int, bool, bool]:
        column = self.model.columns[place]
        return column.width * (3 if column.stretch else 2), column.number, column.stretch

    def _take(self, number: int) -> None:
        if number < 0:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        else:
            self.table.setCurrentIndex(self.model.index(number, 0))

    def _filter_changed(self) -> None:
        self._typing.start()

    def _into_list(self) -> None:
        self.reload()
        if self.model.ids:
            if self.current() is None:
                self.select_first()
            self.table.setFocus()

    def _sort_by(self, section: int) -> None:
        column = self.model.columns[section]
        if not column.sortable:
            return
        again = self.sort.key == column.key
        self.sort_by(Sort(column.key, not self.sort.descending if again else column.number))

    def _open(self) -> None:
        current = self.current()
        if current is not None:
            self.opened.emit(current)

    def _picked_another(self) -> None:
        self.picked.emit(self.current())


class _Ink(QStyledItemDelegate):
    """A chosen row keeps the tones of its words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            palette: QPalette = option.palette
            palette.setColor(QPalette.ColorRole.HighlightedText, colour)
            option.palette = palette
