"""The coverage matrix as a table: one row for each of theirs, one column for each of ours, a cell says how well they know each other."""


from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kamdesk.core.words import Words
from kamdesk.people.rules import standing
from kamdesk.relations.rules import Coverage
from kamdesk.relations.rules.looks import blended
from kamdesk.relations.rules.matrix import (
    BY_FIGURE,
    SHADES,
    SHORT,
    SIGNS,
    MatrixRow,
    MatrixSheet,
    OurColumn,
    gap_of,
    gap_words,
    level_words,
)
from kamdesk.relations.rules.sheet import ThreadRow, depth
from kamdesk.widgets import theme
from kamdesk.widgets.tokens import Tone

WHO, LAYER, WHOLE = 0, 1, 2
FIRST = 3  # the first column of ours; after ours come their number, level, last touch and what is missing
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """A frozen sheet for a table; the last row adds up. `ours` are the columns shown."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.sheet: MatrixSheet | None = None
        self.ours: tuple[OurColumn, ...] = ()
        self._today = date.min

    def put(self, sheet: MatrixSheet, ours: tuple[OurColumn, ...], today: date) -> None:
        """The same people stay the same cells, so that cursor and scrolling stay."""
        before = [row.seat.id for row in self.sheet.rows] if self.sheet is not None else []
        same = before == [row.seat.id for row in sheet.rows] and [each.person for each in self.ours] == [each.person for each in ours]
        if not (same and before):
            self.beginResetModel()
        self.sheet, self.ours, self._today = sheet, ours, today
        if same and before:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()

    def rowCount(self, _parent: Index = _NOWHERE) -> int:
        return len(self.sheet.rows) + 1 if self.sheet is not None and self.sheet.rows else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return FIRST + len(self.ours) + 4

    def row_at(self, index: Index) -> MatrixRow | None:
        rows = self.sheet.rows if self.sheet is not None else ()
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def ours_at(self, column: int) -> OurColumn | None:
        return self.ours[column - FIRST] if FIRST <= column < FIRST + len(self.ours) else None

    def thread_at(self, index: Index) -> ThreadRow | None:
        row, ours = self.row_at(index), self.ours_at(index.column())
        return row.threads.get(ours.person) if row is not None and ours is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return self._beside(section) if role == Qt.ItemDataRole.DisplayRole else None
        ours = self.ours_at(section)
        if role == Qt.ItemDataRole.ToolTipRole and ours is not None:
            return " · ".join(part for part in (ours.name, ours.position) if part)
        if role == Qt.ItemDataRole.TextAlignmentRole and ours is not None:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        words = self._words
        if ours is not None:
            return ours.name
        heads = (words("Their people"), words("Layer"), words("Coverage"))
        tail = (words("Threads"), words("Relationship"), words("Last touch"), words("What is missing"))
        return heads[section] if section < FIRST else tail[section - FIRST - len(self.ours)]

    def _beside(self, section: int) -> str:
        """Who a row is about, for where the rows are too wide and their names must stay in sight."""
        rows = self.sheet.rows if self.sheet is not None else ()
        return self._said(rows[section], WHO) if section < len(rows) else self._sum(WHO)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None:
            return None
        row = self.row_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sum(index.column()) if row is None else self._said(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row is not None:
            return self._tip(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and self.ours_at(index.column()) is not None:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _said(self, row: MatrixRow, column: int) -> str:
        words, seat, ours = self._words, row.seat, self.ours_at(column)
        if ours is not None:
            thread = row.threads.get(ours.person)
            return coverage_words(thread.coverage, words) if thread is not None else ""
        if column == WHO:
            return seat.name or seat.position or words("Unknown seat")
        if column == LAYER:
            return words.translated(seat.layer.label) if seat.layer is not None else ""
        if column == WHOLE:
            return coverage_words(seat.coverage, words) + (" ≠" if row.differs else "")
        place = column - FIRST - len(self.ours)
        tail = (str(row.active or ""), level_words(seat.level, seat.level_wanted, words), self._ago(row), gap_of(row, words))
        return tail[place]

    def _ago(self, row: MatrixRow) -> str:
        return self._words.ago(row.last, self._today) if row.last else ""

    def _sum(self, column: int) -> str:
        ours, rows = self.ours_at(column), self.sheet.rows if self.sheet is not None else ()
        if ours is not None:
            return str(ours.active)
        if column == WHO:
            return self._words("In touch with")
        if column == FIRST + len(self.ours):
            return str(sum(row.active for row in rows))
        return f"{sum(row.seat.covered for row in rows)}/{len(rows)}" if column == WHOLE else ""

    def _tip(self, row: MatrixRow, column: int) -> str:
        words, seat, ours = self._words, row.seat, self.ours_at(column)
        thread = row.threads.get(ours.person) if ours is not None else None
        if thread is not None:
            coverage = words.translated(thread.coverage.label) if thread.coverage is not None else ""
            return "\n".join(part for part in (coverage, level_words(thread.level, thread.level_wanted, words), thread.note) if part)
        if column == WHO:
            layer = words.translated(seat.layer.label) if seat.layer is not None else ""
            return " · ".join(part for part in (seat.name, standing(seat.department, seat.position), layer) if part)
        if column == FIRST + len(self.ours) + 1:
            return gap_words(seat.level, seat.level_wanted, words)
        if column == WHOLE and row.differs:
            return words("Set by hand; the threads say something else. Press Del to follow the threads.")
        return words("Set by hand") if column == WHOLE and seat.coverage is not None and "coverage" not in seat.derived else ""


def coverage_words(coverage: Coverage | None, words: Words) -> str:
    """Sign and word: ◐ 多次."""
    return f"{SIGNS[coverage]} {words.translated(SHORT[coverage])}".strip() if coverage is not None else ""


class MatrixPaint(QStyledItemDelegate):
    """Shades cells by how deep the contact is, and writes a position small behind its name."""

    def __init__(self, model: MatrixModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, ours = self._model.row_at(index), self._model.ours_at(index.column())
        colours, area = theme.tokens(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if row is None:
            painter.fillRect(area, QColor(colours.hover))
        elif ours is not None or index.column() == WHOLE:
            thread = row.threads.get(ours.person) if ours is not None else None
            share = SHADES[depth(row.seat.coverage if ours is None else thread.coverage if thread is not None else None)]
            painter.fillRect(area, QColor(blended(colours.accent, colours.card, share * (0.9 if colours.dark else 0.7))))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if ours is not None:
            painter.drawLine(area.topLeft(), area.bottomLeft())
        self._write(painter, area.adjusted(11, 0, -7, 0), index, row)
        if chosen and option.widget is not None and option.widget.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _write(self, painter: QPainter, area: QRect, index: Index, row: MatrixRow | None) -> None:
        colours, text = theme.tokens(), str(index.data() or "")
        strong = row is None or index.column() == WHO
        painter.setFont(theme.font(13, strong=strong))
        ink = Tone.PLAIN
        if row is not None and index.column() == self._model.columnCount() - 1:
            ink = Tone.BAD if row.uncovered or row.seat.person is None else Tone.CAUTION
        elif row is not None and index.column() in (LAYER, self._model.columnCount() - 2):
            ink = Tone.MUTED
        painter.setPen(QColor(colours.of(ink)))
        centred = self._model.ours_at(index.column()) is not None
        where = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        metrics = QFontMetrics(painter.font())
        painter.drawText(area, where, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width()))
        if row is not None and index.column() == WHO and row.seat.person is not None:
            rest = area.adjusted(metrics.horizontalAdvance(text) + 10, 0, 0, 0)
            painter.setFont(theme.font(12))
            painter.setPen(QColor(colours.muted))
            if rest.width() > 24:
                said = standing(row.seat.department, row.seat.position)
                painter.drawText(rest, where, QFontMetrics(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, rest.width()))


class MatrixTable(QTableView):
    """Emits `figure(index, 0…4)` for a key, `emptied(index)` for Del, `asked(index)` for Enter or a second click on a cell."""

    figure = Signal(QModelIndex, int)
    emptied = Signal(QModelIndex)
    asked = Signal(QModelIndex)

    def __init__(self, model: MatrixModel, words: Words) -> None:
        super().__init__()
        self.setObjectName("matrix")
        self.setAccessibleName(words("Coverage matrix"))
        self._matrix = model
        self.setModel(model)
        self.setItemDelegate(MatrixPaint(model, self))
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setFixedWidth(120)
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().setHighlightSections(True)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().sectionDoubleClicked.connect(self._ask_row)
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self._chosen_before = (-1, -1)

    def share_room(self) -> None:
        """Names and what is missing get what their words need, ours at least their name; what is left goes to the names."""
        model, metrics = self._matrix, QFontMetrics(theme.font(13, strong=True))

        def wide(column: int, least: int, most: int) -> int:
            cells = [str(model.index(row, column).data() or "") for row in range(min(60, model.rowCount()))]
            heading = self.horizontalHeader().fontMetrics().horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal))) + 24
            return max(least, heading, min(most, max((metrics.horizontalAdvance(cell) + 20 for cell in cells), default=0)))

        last = model.columnCount() - 1
        widths = {column: wide(column, 84, 150) for column in range(1, last + 1)}
        widths |= {column: wide(column, 74, 110) for column in range(FIRST, FIRST + len(model.ours))}
        widths[last - 2] = wide(last - 2, 90, 200)
        widths[last - 3] = wide(last - 3, 60, 60)
        widths[last] = wide(last, 90, 140)
        room = self.viewport().width()
        crowded = sum(widths.values()) + 150 > room  # rows stand by layer: that column can be spared first
        self.setColumnHidden(LAYER, crowded)
        if crowded:
            widths.pop(LAYER)
            widths[last - 2] = min(widths[last - 2], 130)
        widths[WHO] = max(150, min(380, room - sum(widths.values())))
        self._keep_names(sum(widths.values()) > room + self.verticalHeader().width() * self.verticalHeader().isVisible())
        widths[last] += max(0, room - sum(widths.values()))
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _keep_names(self, wide: bool) -> None:
        """Where the table scrolls sideways, names stand in the row's own head, which does not scroll."""
        if wide != self.verticalHeader().isVisible():
            self.verticalHeader().setVisible(wide)
            self.setColumnHidden(WHO, wide)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.share_room()

    def _ask_row(self, row: int) -> None:
        self.asked.emit(self._matrix.index(row, WHO))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, text = self.currentIndex(), event.text()
        if index.isValid() and text in {str(figure) for figure in range(len(BY_FIGURE))}:
            self.figure.emit(index, int(text))
        elif index.isValid() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit(index)
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.asked.emit(index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._chosen_before = (self.currentIndex().row(), self.currentIndex().column())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._chosen_before = (self.currentIndex().row(), self.currentIndex().column())
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self._chosen_before == (index.row(), index.column()):
            self.asked.emit(index)


