"""Inputs that are more than a line: a searchable link, a day that may be typed or picked."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kamdesk.core import days
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.icons import icon
from kamdesk.widgets.links import LinkSource
from kamdesk.widgets.tokens import Tone

MAKE = "make"


class LinkPicker(QLineEdit):
    """Type characters, pinyin or initials; ↓ chooses, Enter takes, empty means nothing. Emits `picked(UUID | None)`."""

    picked = Signal(object)

    def __init__(self, desk: Desk, source: LinkSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._id: UUID | None = None
        self._title = ""
        self.setPlaceholderText(desk.words("Type to search (pinyin works)"))
        self.addAction(icon("search"), QLineEdit.ActionPosition.TrailingPosition)
        self.popup = _Popup(self)
        self.popup.list.itemClicked.connect(self._take)
        self.textEdited.connect(self.offer)

    def put(self, row: UUID | None, title: str = "") -> None:
        self._id = row
        self._title = title or (self._source.title(row) if row is not None else "")
        self.setText(self._title)
        self.setCursorPosition(0)

    def row(self) -> UUID | None:
        """The row chosen. Raises Refused("not_found") where something was typed that names no row."""
        typed = self.text().strip()
        if not typed:
            return None
        if typed == self._title and self._id is not None:
            return self._id
        same = [each for each in self._source.find(typed) if each.title == typed]
        if len(same) == 1:
            self.put(same[0].id, same[0].title)
            return self._id
        raise Refused("pick_from_list", facts={"text": typed[:40]})

    def offer(self) -> None:
        """Shows what fits to what is typed."""
        typed = "" if self.text() == self._title else self.text()
        self.popup.list.clear()
        for each in self._source.find(typed)[:30]:
            item = QListWidgetItem(f"{each.title}   {each.detail}" if each.detail else each.title)
            item.setData(Qt.ItemDataRole.UserRole, (each.id, each.title))
            self.popup.list.addItem(item)
        if typed.strip() and self._source.make is not None:
            item = QListWidgetItem(icon("plus", Tone.ACCENT), self._desk.words("New “{name}”", name=typed.strip()[:60]))
            item.setData(Qt.ItemDataRole.UserRole, (MAKE, typed.strip()))
            self.popup.list.addItem(item)
        if self.popup.list.count() == 0:
            item = QListWidgetItem(self._desk.words("Nothing found"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.popup.list.addItem(item)
        self.popup.list.setCurrentRow(0)
        self.popup.show_under(self)

    def event(self, event: QEvent) -> bool:
        """Tab takes the row in front before it goes on (Qt never hands Tab to keyPressEvent); only Enter makes a new one."""
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        item = self.popup.list.currentItem() if tab and self.popup.isVisible() and self.text().strip() else None
        data = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if data is not None and data[0] != MAKE:
            self._take(item)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if down and not self.popup.isVisible():
            self.offer()
            return
        if self.popup.isVisible():
            if down:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                count = self.popup.list.count()
                self.popup.list.setCurrentRow((self.popup.list.currentRow() + step) % count)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
                self._take(self.popup.list.currentItem())
                return
            if event.key() == Qt.Key.Key_Escape:
                self.popup.hide()
                return
        super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem | None) -> None:
        self.popup.hide()
        data = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if data is None:
            return
        row, title = data
        if row == MAKE and self._source.make is not None:
            try:
                row = self._source.make(title)
            except Refused as refused:
                self._desk.refuse(self, refused)
                return
        self.put(row, title)
        self.picked.emit(row)


class _Popup(QFrame):
    """The list under a picker; the keyboard stays in the line."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip)
        self.setProperty("role", "card")
        self.list = QListWidget()
        self.list.setProperty("role", "popup")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.list)
        self._owner = owner
        owner.installEventFilter(self)

    def show_under(self, owner: QWidget) -> None:
        rows = min(self.list.count(), 8)
        height = max(44, rows * (self.list.sizeHintForRow(0) + 1) + 16)
        place = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        screen = QGuiApplication.screenAt(place)  # QWidget.screen() ends in a crash of PySide now and then
        if screen is not None and place.y() + height > screen.availableGeometry().bottom():
            place = owner.mapToGlobal(QPoint(0, -height - 2))
        self.setGeometry(place.x(), place.y(), max(owner.width(), 260), height)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move) and QApplication.activePopupWidget() is not self:
            self.hide()
        return False


class DayPicker(QWidget):
    """A day, typed as people type days ("11-22", "tomorrow", "下周一") or picked from a calendar."""

    def __init__(self, words: Words, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._today = words, today
        self.line = QLineEdit()
        self.line.setPlaceholderText(words("e.g. 2026-11-22 or tomorrow"))
        self.button = buttons.tool("calendar", words("Pick from the calendar"))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.open_calendar)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.line, 1)
        whole.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.calendar: QCalendarWidget | None = None

    def put(self, day: date | None) -> None:
        self.line.setText(day.isoformat() if day else "")

    def day(self) -> date | None:
        """Raises Refused("not_a_date")."""
        typed = self.line.text().strip()
        try:
            return days.parse_day(typed, self._today) if typed else None
        except ValueError:
            raise Refused("not_a_date", facts={"text": typed[:40]}) from None

    def open_calendar(self) -> None:
        self.calendar = calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        try:
            shown = self.day() or self._today
        except Refused:
            shown = self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.show()
        calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self.put(date(chosen.year(), chosen.month(), chosen.day()))
        if self.calendar is not None:
            self.calendar.close()
            self.calendar.deleteLater()
            self.calendar = None
        self.line.setFocus()
