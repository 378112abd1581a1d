"""Lists that stay quick at a hundred thousand rows: all numbers at once, rows in pages of 200 when they are looked at."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
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
from kamdesk.widgets.grid_model import PAGE, Column, GridModel, Heap, Heaps, Ids, Rows, Sort
from kamdesk.widgets.grid_table import RowTable
from kamdesk.widgets.icons import icon
from kamdesk.widgets.text import label
from kamdesk.widgets.tool_line import ToolLine

_Index = QModelIndex | QPersistentModelIndex

__all__ = ["PAGE", "Column", "Grid", "GridModel", "Heap", "Heaps", "Sort"]


class Grid(QWidget):
    """The list with its filter box.

    Emits `opened(UUID)` on Enter or double click, `picked(UUID | None)` when another row is current, `pressed(column key, UUID)` for a
    click into a column that can be pressed, `typed(str)` for one of `keys` typed on the rows, and, where several rows may be chosen
    (`several`), `chose()` whenever the choice changed.
    """

    opened = Signal(object)
    picked = Signal(object)
    pressed = Signal(str, object)
    typed = Signal(str)
    chose = Signal()
    cleared = Signal()

    def __init__(
        self,
        words: Words,
        columns: Sequence[Column],
        ids: Ids,
        rows: Rows,
        *,
        filtered: bool = True,
        row_height: int = 40,
        several: bool = False,
    ) -> None:
        super().__init__()
        self._words, self._ids, self._several = words, ids, several
        self.sort = Sort()
        self.is_narrowed: Callable[[], bool] = lambda: False  # whether anything besides the filter box narrows the list
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
        self._nothing.linked.connect(self._clear_filter)
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
        self.table.selectionModel().selectionChanged.connect(self._chosen_others)
        self.table.clicked.connect(self._clicked)
        self.table.typed.connect(self.typed)
        self.table.folded.connect(self._fold)

    def put_empty(self, empty: QWidget) -> None:
        """What stands here while there is no row at all (an EmptyState)."""
        self.empty = empty
        self._stack.addWidget(empty)

    def reload(self) -> None:
        """Reads the numbers anew; the current row stays current where it is still there."""
        self._typing.stop()
        current = self.current()
        place = self.table.verticalScrollBar().value()
        chosen = self.chosen() if self._several else ()
        typed = self.filter.text().strip()
        found = self._ids(self.sort, typed)
        self.model.put(found)
        ids = self.model.ids
        self.table.share_room()
        self.count.setText(self._counted(found.count if isinstance(found, Heaps) else len(ids)) if ids or typed else "")
        if ids:
            self._stack.setCurrentWidget(self.table)
        else:
            self._stack.setCurrentWidget(self._nothing if typed or self.is_narrowed() or self.empty is None else self.empty)
        if current is None or not self.select(current):
            self._take(self._first() if ids and current is not None else -1)
        if len(chosen) > 1:
            self.choose(chosen)
        self.table.verticalScrollBar().setValue(place)

    def put_columns(self, columns: Sequence[Column]) -> None:
        """Shows other columns, in this order."""
        header = self.table.horizontalHeader()
        self.model.put_columns(columns)
        for place in range(len(self.model.columns)):
            header.moveSection(header.visualIndex(place), place)
        self.table.forget_dragging()
        self._mark_sort()
        self.table.share_room()

    def column_order(self) -> tuple[str, ...]:
        """The keys of the columns as they stand, after dragging too."""
        header, columns = self.table.horizontalHeader(), self.model.columns
        return tuple(columns[place].key for place in sorted(range(len(columns)), key=header.visualIndex))

    def chosen(self) -> tuple[UUID, ...]:
        """The rows chosen (all of them where several are), in their order; a row in several groups once."""
        selection = self.table.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        places = sorted((part.top(), part.bottom()) for part in parts)
        ids = self.model.ids
        return tuple(dict.fromkeys(each for top, bottom in places for each in ids[top : bottom + 1] if each is not None))

    def choose(self, rows: Iterable[UUID]) -> None:
        """Chooses these rows, as far as they are in the list; the current one stays."""
        wanted, last = set(rows), self.model.columnCount() - 1
        chosen, start = QItemSelection(), -1
        for place, each in enumerate((*self.model.ids, None)):
            if each in wanted and each is not None:
                start = place if start < 0 else start
            elif start >= 0:
                chosen.select(self.model.index(start, 0), self.model.index(place - 1, last))
                start = -1
        self.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _first(self) -> int:
        """The first row that is no heading; the first heading where all groups are shut."""
        return next((place for place in range(min(len(self.model.ids), PAGE)) if self.model.ids[place] is not None), 0)

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
            self._take(self._first())

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
        self._mark_sort()
        self.reload()

    def _mark_sort(self) -> None:
        sort = self.sort
        section = next((place for place, each in enumerate(self.model.columns) if each.key == sort.key), -1)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder)

    def _dress(self, row_height: int) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        table.setSelectionMode(modes.ExtendedSelection if self._several else modes.SingleSelection)
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

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.cleared.emit()

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
        else:
            self._fold(None)

    def _fold(self, shut: bool | None) -> None:
        """The group whose heading is current is shut (True), opened (False) or turned (None)."""
        number = self.table.currentIndex().row()
        heap = self.model.heads.get(number)
        if heap is None:
            return
        was = heap.key in self.model.folded
        self.model.fold(heap.key, shut=not was if shut is None else shut)
        self._take(number)

    def fold_all(self, *, shut: bool) -> None:
        self.model.fold_all(shut=shut)
        self._take(0 if self.model.ids else -1)

    def _clicked(self, index: QModelIndex) -> None:
        if index.row() in self.model.heads:
            self._fold(None)
            return
        column = self.model.columns[index.column()]
        row = self.model.ids[index.row()]
        if column.pressed and row is not None:
            self.pressed.emit(column.key, row)

    def _chosen_others(self) -> None:
        if self._several:
            self.chose.emit()

    def _picked_another(self) -> None:
        self.picked.emit(self.current())


class _Ink(QStyledItemDelegate):
    """A chosen row keeps the tones of its words; the heading of a group keeps its ground, which the style sheet would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            palette: QPalette = option.palette
            palette.setColor(QPalette.ColorRole.HighlightedText, colour)
            option.palette = palette
