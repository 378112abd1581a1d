"""The timeline of an account: everything that happened there and what is fixed for the days to come, down one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.reports.queries import timeline as queries
from kamdesk.reports.rules import Event, Happening, counted, narrowed, worded
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.icons import icon, pixmap
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, SMALL, Tone
from kamdesk.widgets.tool_line import ToolLine

ICONS = {
    Happening.VISIT: "calendar-check", Happening.TOUCH: "message-circle", Happening.FACT: "info", Happening.PEOPLE: "user-round",
    Happening.DEAL: "target", Happening.PAPER: "file-text", Happening.PROMISE: "handshake", Happening.PLAN: "list-checks",
    Happening.FILE: "paperclip",
}  # fmt: skip
PAGES = {"visit": "visits", "opportunity": "opportunities", "proposal": "proposals", "bid": "bids", "person": "people"}
TABS = {
    "account_note": "overview", "promise": "promises", "task": "tasks", "attachment": "files", "assessment": "value", "plan_review": "plan",
    "touch": "people",
}  # fmt: skip
ROW, MONTH = 48, 34
LINE_AT = 108  # where the line of time runs; the days stand left of it
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Month:
    """The heading above the events of one month, or above what lies ahead."""

    text: str


class TimelinePanel(Panel):
    """What has happened here?"""

    key, title = "timeline", N_("Timeline")
    group = "contact"
    tables: ClassVar[frozenset[str]] = frozenset()  # any change may be an event

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self._events: tuple[Event, ...] = ()
        self.filter = QLineEdit()
        self.filter.setObjectName("timeline.filter")
        self.filter.setPlaceholderText(words("Filter (Ctrl+F)"))
        self.filter.setAccessibleName(words(N_("Filter the timeline")))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._filter_soon)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(self._show)
        self.chips = {kind: buttons.chip(words.translated(kind.label), name=f"timeline.{kind.value}") for kind in Happening}
        self.group_chip = buttons.chip(words(N_("Whole group")), name="timeline.group")
        self.group_chip.toggled.connect(self._ask_again)
        self.view = EventView(words, self)
        self.view.opened.connect(self._open)
        sentence = words(N_("Nothing has happened here yet. Visits, facts, people and papers appear by themselves."))
        self.empty = EmptyState("history", sentence)
        self.nothing = EmptyState("search", words(N_("Nothing fits this filter.")), "", words(N_("Clear the filter")))
        self.nothing.linked.connect(self._clear)
        self._lay_out()

    def reload(self) -> None:
        if self.item is None:
            return
        self._events = self.desk.ask(queries.timeline, self.item, self.desk.today(), self.group_chip.isChecked())
        counts = counted(self._events)
        for kind, chip in self.chips.items():
            chip.setText(f"{self.words.translated(kind.label)} {counts[kind]}" if counts[kind] else self.words.translated(kind.label))
            chip.setVisible(counts[kind] > 0 or chip.isChecked())
        self._show()

    def shown(self) -> tuple[Event, ...]:
        """The events that pass the chips and the words typed, the newest first."""
        kinds = frozenset(kind for kind, chip in self.chips.items() if chip.isChecked())
        return narrowed(self._events, kinds, self.filter.text(), self.words)

    def _show(self) -> None:
        events = self.shown()
        self.view.put(events, self.desk.today())
        self.stack.setCurrentWidget(self.view if events else self.nothing if self._events else self.empty)

    def _filter_soon(self) -> None:
        self._typing.start()

    def _ask_again(self) -> None:
        self.refresh()

    def _clear(self) -> None:
        self.filter.clear()
        for chip in self.chips.values():
            chip.setChecked(False)
        self._show()

    def _open(self, event: Event) -> None:
        if event.table in PAGES:
            self.desk.open(Address(PAGES[event.table], event.id))
        elif self.item is not None:
            self.desk.open(Address("accounts", self.item, TABS.get(event.table, "")))

    def _lay_out(self) -> None:
        line = ToolLine(self.filter, 130, 240)
        line.addWidget(self.filter)
        chips: list[QPushButton] = [*self.chips.values()]
        for chip in chips:
            chip.toggled.connect(self._show)
            line.addWidget(chip)
        line.addStretch()
        line.addWidget(self.group_chip)
        self.stack = FittingStack()
        for part in (self.view, self.empty, self.nothing):
            self.stack.addWidget(part)
        card = Card()
        card.add(line)
        card.add(self.stack, 1)
        card.add(label(self.words(N_("Enter opens what an event is about.")), "small"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


class EventModel(QAbstractListModel):
    """Events with a heading before each month."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: list[Event | Month] = []

    def put(self, events: Sequence[Event], today: date) -> None:
        self.beginResetModel()
        self.rows = []
        heading = ""
        for event in events:
            text = self._words(N_("Ahead")) if event.on > today else self._words.month(event.on)
            if text != heading:
                heading = text
                self.rows.append(Month(text))
            self.rows.append(event)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Month):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text if isinstance(row, Month) else f"{self._words.day(row.on)} {row.title} {worded(row, self._words)}".strip()
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Event):
            kind = self._words.translated(row.kind.label)
            said = (f"{self._words.day(row.on)} · {kind}", row.title, worded(row, self._words), row.about)
            return "\n".join(part for part in said if part)
        return None


class EventView(QListView):
    """Emits `opened(Event)` on Enter or double click. Painted by a delegate: an account may have thousands of events."""

    opened = Signal(object)

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline.list")
        self.setAccessibleName(words(N_("Timeline")))
        self.setProperty("role", "plain")
        self._model = EventModel(words, self)
        self.setModel(self._model)
        self.setItemDelegate(_EventPainter(words, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.doubleClicked.connect(self._open_current)

    def put(self, events: Sequence[Event], today: date) -> None:
        """Shows the events; the current one stays current where it is still there."""
        current = self.current()
        self._model.put(events, today)
        places = {(row.table, row.id, row.on): place for place, row in enumerate(self._model.rows) if isinstance(row, Event)}
        key = (current.table, current.id, current.on) if current is not None else None
        place = places.get(key, 1 if self._model.rows else -1) if key is not None else (1 if self._model.rows else -1)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))

    def rows(self) -> tuple[Event | Month, ...]:
        return tuple(self._model.rows)

    def current(self) -> Event | None:
        index = self.currentIndex()
        row = self._model.rows[index.row()] if index.isValid() and index.row() < len(self._model.rows) else None
        return row if isinstance(row, Event) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
            return
        super().keyPressEvent(event)

    def _open_current(self) -> None:
        current = self.current()
        if current is not None:
            self.opened.emit(current)


class _EventPainter(QStyledItemDelegate):
    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, MONTH if isinstance(index.data(Qt.ItemDataRole.UserRole), Month) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Month):
            painter.setFont(font(SMALL, strong=True))
            painter.setPen(QColor(tokens().muted))
            painter.drawText(rect.adjusted(8, 6, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.text)
        else:
            self._paint_event(painter, rect, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_event(self, painter: QPainter, rect: QRect, event: Event, chosen: bool) -> None:
        inks = tokens()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(inks.accent_soft))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        painter.setPen(QPen(QColor(inks.line), 2))
        painter.drawLine(QPoint(rect.left() + LINE_AT, rect.top()), QPoint(rect.left() + LINE_AT, rect.bottom()))
        painter.setPen(QPen(QColor(inks.edge), 1))
        painter.setBrush(QColor(inks.card))
        middle = QPoint(rect.left() + LINE_AT, rect.center().y())
        painter.drawEllipse(middle, 14, 14)
        painter.drawPixmap(middle - QPoint(8, 8), pixmap(ICONS[event.kind], 16, inks.of(Tone.ACCENT if chosen else Tone.MUTED)))
        painter.setFont(font(SMALL, tabular=True))
        painter.setPen(QColor(inks.muted))
        day = QRect(rect.left() + 8, rect.top(), LINE_AT - 32, rect.height())
        painter.drawText(day, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._words.day_short(event.on))
        self._paint_words(painter, rect.adjusted(LINE_AT + 26, 0, -10, 0), event)

    def _paint_words(self, painter: QPainter, room: QRect, event: Event) -> None:
        inks, detail = tokens(), worded(event, self._words)
        title, below = (event.title, detail) if event.title else (detail, "")
        title_font, small = font(BODY), font(SMALL)
        if event.about:
            width = min(QFontMetrics(small).horizontalAdvance(event.about) + 12, room.width() // 3)
            place = QRect(room.right() - width, room.top(), width, room.height())
            painter.setFont(small)
            painter.setPen(QColor(inks.muted))
            elided = QFontMetrics(small).elidedText(event.about, Qt.TextElideMode.ElideRight, width)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, elided)
            room = room.adjusted(0, 0, -width - 8, 0)
        upper = QRect(room.left(), room.top() + (5 if below else 0), room.width(), room.height() if not below else 22)
        painter.setFont(title_font)
        painter.setPen(QColor(inks.text))
        elided = QFontMetrics(title_font).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        if below:
            painter.setFont(small)
            painter.setPen(QColor(inks.muted))
            elided = QFontMetrics(small).elidedText(below, Qt.TextElideMode.ElideRight, room.width())
            lower = QRect(room.left(), room.top() + 25, room.width(), 18)
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
