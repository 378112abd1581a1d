"""The grid product × division as a table: products stand still at the left, divisions scroll, a key or a click goes round the grounds."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.growth.queries import GridSheet
from kamdesk.growth.rules import SHORT, SIGNS, CellRow, Ground, Tally
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, Tone

_Index = QModelIndex | QPersistentModelIndex
TONES = {Ground.OURS: Tone.GOOD, Ground.RIVAL: Tone.BAD, Ground.WHITE: Tone.ACCENT, Ground.UNSUITABLE: Tone.MUTED, None: Tone.MUTED}
KEYS = {"1": Ground.OURS, "2": Ground.RIVAL, "3": Ground.WHITE, "4": Ground.UNSUITABLE}
COLUMN, MOST_COLUMN, HEAD_MOST = 118, 190, 220


class CellsModel(QAbstractTableModel):
    """Rows are offerings and a sum, columns divisions and a sum."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.sheet: GridSheet | None = None

    def put(self, sheet: GridSheet) -> None:
        before = self.sheet
        self.sheet = sheet
        if before is not None and (before.offerings, before.divisions) == (sheet.offerings, sheet.divisions) and sheet.offerings:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.endResetModel()

    def place(self, row: int, column: int) -> tuple[UUID, UUID] | None:
        """(offering, division) of a cell; None for a sum."""
        sheet = self.sheet
        if sheet is None or not (0 <= row < len(sheet.offerings) and 0 <= column < len(sheet.divisions)):
            return None
        return sheet.offerings[row].id, sheet.divisions[column].id

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.offerings) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.divisions) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        assert self.sheet is not None
        where = self.place(index.row(), index.column())
        if where is None:
            return self._sum(index, role)
        cell = self.sheet.cell(*where)
        tone = TONES[cell.ground if cell else None]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._said(cell)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(*where, cell)
            case Qt.ItemDataRole.BackgroundRole if cell is not None:
                return QBrush(QColor(tokens().soft(tone)))
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor(tokens().of(tone)))
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        sheet = self.sheet
        if sheet is None:
            return None
        across = orientation is Qt.Orientation.Horizontal
        named: list[str] = [each.name for each in (sheet.divisions if across else sheet.offerings)]
        text = named[section] if section < len(named) else self._words(N_("Total"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            room = MOST_COLUMN if across else HEAD_MOST
            return QFontMetrics(font(BODY)).elidedText(text, Qt.TextElideMode.ElideRight, room - 20)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter if across else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _said(self, cell: CellRow | None) -> str:
        """Sign, then the competitor's name, the potential, or the word."""
        if cell is None:
            return "·"
        words = self._words
        detail = cell.rival if cell.ground is Ground.RIVAL and cell.rival else words.translated(SHORT[cell.ground])
        potential = f" {words.wan(cell.potential)}" if cell.potential and cell.ground in (Ground.WHITE, Ground.RIVAL) else ""
        return f"{SIGNS[cell.ground]} {detail}{potential}"

    def _tip(self, offering: UUID, division: UUID, cell: CellRow | None) -> str:
        assert self.sheet is not None
        words = self._words
        names = [each.name for each in self.sheet.offerings if each.id == offering] + [
            each.name for each in self.sheet.divisions if each.id == division
        ]
        lines = [" × ".join(names), words.translated(cell.ground.label if cell else SHORT[None])]
        if cell is not None:
            lines += [cell.rival] if cell.rival else []
            lines += [words(N_("{amount} a year"), amount=words.wan(cell.potential))] if cell.potential else []
            lines += [cell.note] if cell.note else []
        return "\n".join(lines)

    def _sum(self, index: _Index, role: int) -> Any:
        found = self._tally(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                covered = "—" if found.covered is None else f"{found.covered}%"
                return f"{covered} · {self._words.wan(found.white_potential)}" if found.white_potential else covered
            case Qt.ItemDataRole.ToolTipRole:
                return tally_words(found, self._words)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
            case Qt.ItemDataRole.FontRole:
                return font(BODY, strong=True, tabular=True)
        return None

    def _tally(self, index: _Index) -> Tally:
        assert self.sheet is not None
        sheet, row, column = self.sheet, index.row(), index.column()
        if row < len(sheet.offerings):
            return sheet.of_offering(sheet.offerings[row].id)
        return sheet.of_division(sheet.divisions[column].id) if column < len(sheet.divisions) else sheet.whole


class _CellPainter(QStyledItemDelegate):
    """The ground of its tone, and an accent frame round the chosen cell: a selection of its own colour would hide what it says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        worn, room = tokens(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.setPen(Qt.PenStyle.NoPen)
        if ground is not None:
            painter.setBrush(ground)
            painter.drawRoundedRect(room.adjusted(2, 2, -2, -2), 4, 4)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(worn.accent), 1.6))
            painter.drawRoundedRect(room.adjusted(2, 2, -2, -2), 4, 4)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if ink is not None else QColor(worn.text))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or font(BODY))
        text = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, int(room.width()) - 12)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()


class CellsTable(QTableView):
    """Signals: `marked(row, column, Ground | None | "next")`, `wanted(row, column)` for the details, `moved()` when another is current."""

    marked = Signal(int, int, object)
    wanted = Signal(int, int)
    moved = Signal()

    def __init__(self, model: CellsModel, words: Words) -> None:
        super().__init__()
        self.cells = model
        self.setModel(model)
        self.setObjectName("grid.cells")
        self.setAccessibleName(words(N_("Product grid")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(36)
        self.verticalHeader().setMaximumWidth(HEAD_MOST)
        self.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegate(_CellPainter(self))
        self.selectionModel().currentChanged.connect(self.moved)

    def fit_columns(self) -> None:
        """Each column as wide as its name or its widest cell, within bounds; what is left over is shared."""
        metrics = QFontMetrics(font(BODY))
        widths = []
        for column in range(self.cells.columnCount()):
            texts = [str(self.cells.headerData(column, Qt.Orientation.Horizontal) or "")]
            texts += [str(self.cells.data(self.cells.index(row, column)) or "") for row in range(self.cells.rowCount())]
            widths.append(max(COLUMN, min(MOST_COLUMN, max(metrics.horizontalAdvance(text) for text in texts) + 24)))
        spare = self.viewport().width() - sum(widths)
        share = max(0, spare // len(widths)) if widths else 0
        for column, width in enumerate(widths):
            self.setColumnWidth(column, min(MOST_COLUMN + 40, width + share))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        text = event.text()
        if not index.isValid() or self.cells.place(index.row(), index.column()) is None:
            super().keyPressEvent(event)
        elif text in KEYS:
            self.marked.emit(index.row(), index.column(), KEYS[text])
        elif event.key() == Qt.Key.Key_Space:
            self.marked.emit(index.row(), index.column(), "next")
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or text == "0":
            self.marked.emit(index.row(), index.column(), None)
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The first click chooses a cell, each further one goes round."""
        index = self.indexAt(event.position().toPoint())
        again = index.isValid() and index == self.currentIndex() and event.button() is Qt.MouseButton.LeftButton
        super().mousePressEvent(event)
        if again and self.cells.place(index.row(), index.column()) is not None:
            self.marked.emit(index.row(), index.column(), "next")


def tally_words(found: Tally, words: Words) -> str:
    """已覆盖 33%（我方 1，对手 1，空白 1，年潜力 120 万）；6 格中已了解 4 格."""
    if found.covered is None:
        return words(N_("{n} of {all} cells looked at"), n=found.looked_at, all=found.cells)
    said = words(
        N_("We cover {percent}%: {ours} ours, {rival} with competitors, {white} white; {n} of {all} cells looked at"),
        percent=found.covered, ours=found.ours, rival=found.rival, white=found.white, n=found.looked_at, all=found.cells,
    )  # fmt: skip
    if found.white_potential:
        said += words(N_(". White space worth {amount} a year"), amount=words.wan(found.white_potential))
    return said
