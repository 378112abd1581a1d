"""The stage board: seven columns, a card for each project; a card is dragged, or moved with Ctrl+← and Ctrl+→, to another stage."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kamdesk.core.words import Words
from kamdesk.pipeline.page.words_of_rows import days_words
from kamdesk.pipeline.queries import OpportunityRow
from kamdesk.pipeline.rules import STAGES, FunnelRow, Stage, next_stage, stage_before
from kamdesk.widgets.text import Elided
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, SMALL

MIME = "application/x-kamdesk-opportunity"
ROW = Qt.ItemDataRole.UserRole
CARD_HEIGHT = 118
NARROWEST = 126


class Board(QWidget):
    """Emits `opened(UUID)` and `moved(UUID, Stage)`; what is moved is shown by the next `show_rows`."""

    opened = Signal(object)
    moved = Signal(object, object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.columns: dict[Stage, StageColumn] = {}
        self._sums: dict[Stage, Elided] = {}
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for number, stage in enumerate(STAGES, 1):
            whole.addWidget(self._lane(number, stage), 1)

    def show_rows(self, rows: Sequence[OpportunityRow], sums: Sequence[FunnelRow]) -> None:
        """Fills all columns; the card with the focus keeps it, in whatever column it stands now."""
        focused = next((column for column in self.columns.values() if column.hasFocus()), None)
        current = focused.current() if focused is not None else None
        for stage, column in self.columns.items():
            column.put([row for row in rows if row.stage is stage])
        for each in sums:
            amount = self._words.wan(each.weighted) if each.count else "—"
            self._sums[each.stage].say(self._words("{count} · weighted {amount}", count=each.count, amount=amount))
        if focused is not None and current is not None:
            self.take(current)

    def take(self, opportunity: UUID) -> None:
        """Gives a card the focus."""
        for column in self.columns.values():
            if column.take(opportunity):
                column.setFocus()
                return

    def current(self) -> UUID | None:
        focused = next((column for column in self.columns.values() if column.hasFocus()), None)
        return focused.current() if focused is not None else None

    def _lane(self, number: int, stage: Stage) -> QWidget:
        lane = QFrame()
        lane.setProperty("role", "card")
        lane.setMinimumWidth(NARROWEST)
        column = self.columns[stage] = StageColumn(stage, self._words)
        column.opened.connect(self.opened)
        column.moved.connect(self.moved)
        column.left_sideways.connect(self._go_sideways)
        self._sums[stage] = Elided("", "small")
        stack = QVBoxLayout(lane)
        stack.setContentsMargins(6, 10, 6, 6)
        stack.setSpacing(2)
        head = Elided(f"{number} {self._words.translated(stage.label)}", "strong")
        for part in (head, self._sums[stage]):
            part.setContentsMargins(6, 0, 4, 0)
            stack.addWidget(part)
        stack.addSpacing(4)
        stack.addWidget(column, 1)
        return lane

    def _go_sideways(self, stage: Stage, step: int) -> None:
        """The next column on that side that holds a card takes the focus."""
        place = STAGES.index(stage) + step
        while 0 <= place < len(STAGES):
            column = self.columns[STAGES[place]]
            if column.count():
                column.setCurrentRow(max(0, column.currentRow()))
                column.setFocus()
                return
            place += step


class StageColumn(QListWidget):
    """The cards of one stage."""

    opened = Signal(object)
    moved = Signal(object, object)
    left_sideways = Signal(object, int)

    def __init__(self, stage: Stage, words: Words) -> None:
        super().__init__()
        self.stage = stage
        self._words = words
        self.setObjectName(f"board.{stage.value}")
        self.setAccessibleName(words.translated(stage.label))
        self.setItemDelegate(_CardPainter(words, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(3)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.itemDoubleClicked.connect(self._open)

    def put(self, rows: Sequence[OpportunityRow]) -> None:
        current = self.current()
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(ROW, row)
            spoken = ", ".join((row.name, row.account_name, self._words.wan(row.amount), days_words(row, self._words)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(f"{row.name}\n{row.account_name} · {self._words.money(row.amount) or '—'}\n{row.next_step}".strip())
            self.addItem(item)
        if current is not None:
            self.take(current)

    def take(self, opportunity: UUID) -> bool:
        for place in range(self.count()):
            if self.row_at(place).id == opportunity:
                self.setCurrentRow(place)
                return True
        return False

    def row_at(self, place: int) -> OpportunityRow:
        found = self.item(place).data(ROW)
        assert isinstance(found, OpportunityRow)
        return found

    def current(self) -> UUID | None:
        return self.row_at(self.currentRow()).id if self.currentRow() >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.current()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = key == Qt.Key.Key_Right
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                target = next_stage(self.stage) if forward else stage_before(self.stage)
                if current is not None and target is not None:
                    self.moved.emit(current, target)
            else:
                self.left_sideways.emit(self.stage, 1 if forward else -1)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        made = QMimeData()
        if items:
            made.setData(MIME, items[0].data(ROW).id.bytes)
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Says who came; the page moves it and fills the board anew, so the view itself takes nothing over."""
        if not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.moved.emit(UUID(bytes=bytes(event.mimeData().data(MIME).data())), self.stage)

    def _consider(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(ROW).id)


class _CardPainter(QStyledItemDelegate):
    """Name, account, amount, days; a stuck card says so in word and colour."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(NARROWEST - 20, CARD_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(ROW)
        worn = tokens()
        state: QStyle.StateFlag = option.state
        room: QRect = option.rect.adjusted(1, 1, -1, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(worn.accent_soft if chosen else worn.background))
        painter.setPen(QPen(QColor(worn.accent if chosen else worn.line), 1.0))
        painter.drawRoundedRect(room, 7, 7)
        inside = room.adjusted(9, 7, -9, -7)
        self._name(painter, QRect(inside.left(), inside.top(), inside.width(), 40), row.name)
        self._line(painter, inside, 42, row.account_name, SMALL, worn.muted)
        self._line(painter, inside, 62, self._words.wan(row.amount), BODY, worn.text, tabular=True)
        self._line(painter, inside, 82, days_words(row, self._words), SMALL, worn.caution if row.stuck else worn.muted)
        painter.restore()

    @staticmethod
    def _name(painter: QPainter, room: QRect, name: str) -> None:
        """Two lines at most, broken where they are full: Chinese names have no spaces."""
        painter.setFont(font(BODY, strong=True))
        painter.setPen(QColor(tokens().text))
        metrics = painter.fontMetrics()
        layout = QTextLayout(name[:80].replace("\n", " "), painter.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        first, rest = layout.text()[: line.textLength()], layout.text()[line.textLength() :].strip()
        for place, text in enumerate((first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width()))):
            painter.drawText(QRect(room.left(), room.top() + place * 20, room.width(), 20), int(Qt.AlignmentFlag.AlignVCenter), text)

    @staticmethod
    def _line(
        painter: QPainter, room: QRect, top: int, text: str, size: int, colour: str, *,
        tabular: bool = False,
    ) -> None:  # fmt: skip
        painter.setFont(font(size, tabular=tabular))
        painter.setPen(QColor(colour))
        line = QRect(room.left(), room.top() + top, room.width(), 22)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)


