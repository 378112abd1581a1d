"""The table inside a list: its columns fill its width by what is in them, Enter opens, ↑ from the first row goes into the filter."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QTableView

from kamdesk.widgets.column_shares import PADDING, Wish, shares

_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
LOOKED_AT = 40  # rows that say how wide a column is; more would cost time at every reload


class RowTable(QTableView):
    """`kind(column)` says how wide a column may ask to be, whether it is a number, and whether it stretches.

    Once the rep has dragged a column, the widths are theirs.
    """

    entered_row = Signal()
    left_upwards = Signal()
    typed = Signal(str)
    folded = Signal(object)

    def __init__(self, kind: Callable[[int], tuple[int, bool, bool]]) -> None:
        super().__init__()
        self._kind = kind
        self._sharing = False
        self._dragged = False
        self.keys: frozenset[str] = frozenset()  # typed on a row, these mean something to the list
        self.horizontalHeader().sectionResized.connect(self._resized)

    def share_room(self) -> None:
        """Gives each column its share of the width there is; called whenever rows, width or hidden columns changed."""
        model, header = self.model(), self.horizontalHeader()
        if model is None or self._dragged or self._sharing or not self.isVisible():
            return  # rows are read only once they are looked at
        shown = [place for place in range(model.columnCount()) if not header.isSectionHidden(place)]
        widths = shares([self._wish(place) for place in shown], self.viewport().width())
        self._sharing = True
        for place, width in zip(shown, widths, strict=True):
            header.resizeSection(place, width)
        self._sharing = False

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """A column that appears or goes changes the shares of the others."""
        if hide != self.isColumnHidden(column):
            self._sharing = True
            super().setColumnHidden(column, hide)
            self._sharing = False
            self.share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() == 0:
            self.left_upwards.emit()
            return
        if event.text() and event.text() in self.keys and not event.modifiers() & ~_HARMLESS:
            self.typed.emit(event.text())
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.folded.emit(event.key() == Qt.Key.Key_Left)
        super().keyPressEvent(event)

    def forget_dragging(self) -> None:
        """Other columns have other widths."""
        self._dragged = False

    def _wish(self, place: int) -> Wish:
        model = self.model()
        heading = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        cells = 0
        for row in range(min(LOOKED_AT, model.rowCount())):
            index = model.index(row, place)
            font = index.data(Qt.ItemDataRole.FontRole)
            metrics = QFontMetrics(font) if isinstance(font, QFont) else self.fontMetrics()
            cells = max(cells, metrics.horizontalAdvance(str(index.data() or "")[:200]))
        before = int(getattr(self.itemDelegateForColumn(place), "room_before", 0))  # a picture that stands before the words
        cells += before
        heading_width = self.horizontalHeader().fontMetrics().horizontalAdvance(heading) + before
        return Wish(heading_width + PADDING, cells + PADDING, *self._kind(place))

    def _resized(self) -> None:
        if not self._sharing and self.isVisible() and self.horizontalHeader().underMouse():
            self._dragged = True
