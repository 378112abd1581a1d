"""Ctrl+K: goes anywhere and does anything. Commands and everything on file, by characters, pinyin or initials."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kamdesk.core.search import Hit, search
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.icons import icon, pixmap
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, SMALL

ROW = 46
ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Command:
    """Something the palette can do: `title` is worded already, `shortcut` is shown at its right."""

    title: str
    run: Callable[[], None]
    icon: str = "chevron-right"
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette."""

    title: str
    detail: str
    icon: str
    right: str
    run: Callable[[], None]


class Palette(QDialog):
    """`place_of(hit)` says where a row found is shown (None where no page shows it), `icon_of(table)` its picture."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        commands: Sequence[Command],
        place_of: Callable[[Hit], Address | None],
        icon_of: Callable[[str], str],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self._desk, self._commands = desk, tuple(commands)
        self._place_of, self._icon_of = place_of, icon_of
        self._tokens: list[tuple[str, ...]] | None = None
        words = desk.words
        self.line = QLineEdit()
        self.line.setObjectName("palette.line")
        self.line.setPlaceholderText(words("Search customers, people, opportunities, or what to do (pinyin works)"))
        self.line.setAccessibleName(words("Search or command"))
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setMinimumHeight(34)
        self.list = QListWidget()
        self.list.setObjectName("palette.list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.nothing = label(words("Nothing found. Try fewer characters, or the initials: “hddl” finds 华东电力."), "muted", wrap=True)
        self.nothing.setContentsMargins(10, 8, 10, 10)
        self.nothing.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(8)
        whole.addWidget(self.line)
        whole.addWidget(self.list)
        whole.addWidget(self.nothing)
        self.setStyleSheet(f"#palette {{ background: {tokens().card}; border: 1px solid {tokens().edge}; border-radius: 10px; }}")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(60)
        self._typing.timeout.connect(self.look)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self.setFixedWidth(640)
        self.look()

    def show_over(self, window: QWidget) -> None:
        """Opens in the upper third of the window."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 72)
        self.show()
        self.line.setFocus()

    def look(self) -> None:
        """Fills the list for what is typed."""
        self._typing.stop()
        typed = self.line.text().strip()
        entries = [*self._fitting(typed), *self._found(typed)] if typed.startswith(">") else [*self._found(typed), *self._fitting(typed)]
        self.list.clear()
        for entry in entries[:40]:
            item = QListWidgetItem(entry.title)
            item.setData(ITEM, entry)
            item.setSizeHint(QSize(100, ROW))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title} {entry.detail}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self.list.setFixedHeight(min(9, max(1, self.list.count())) * ROW + 4)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps and self.list.count():
            row = self.list.currentRow() + steps[key]
            count = self.list.count()
            self.list.setCurrentRow(row % count if abs(steps[key]) == 1 else max(0, min(count - 1, row)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._typing.isActive():
                self.look()
            self._run(self.list.currentItem())
            return True
        return False

    def _typed(self) -> None:
        self._typing.start()

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: Entry = item.data(ITEM)
        self.accept()
        entry.run()

    def _found(self, typed: str) -> list[Entry]:
        if not typed or typed.startswith(">"):
            return []
        found = []
        for hit in self._desk.ask(search, typed, 30):
            place = self._place_of(hit)
            if place is not None:
                found.append(Entry(hit.title, hit.detail, self._icon_of(hit.table), self._desk.words.translated(hit.kind), self._go(place)))
        return found

    def _go(self, place: Address) -> Callable[[], None]:
        return lambda: self._desk.open(place)

    def _fitting(self, typed: str) -> list[Entry]:
        from kamdesk.core import names

        wanted = names.folded(typed.removeprefix(">").strip())
        if wanted and self._tokens is None:
            self._tokens = [names.search_tokens(command.title) for command in self._commands]
        found = []
        for number, command in enumerate(self._commands):
            tokens_of = self._tokens[number] if self._tokens is not None else ()
            if not wanted or wanted in names.folded(command.title) or any(token.startswith(wanted) for token in tokens_of):
                found.append(Entry(command.title, "", command.icon, command.shortcut, command.run))
        return found


class _Line(QStyledItemDelegate):
    """Picture, title with its grey detail, and the kind or the key at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        entry: Entry = index.data(ITEM)  # type: ignore[attr-defined]
        worn, room = tokens(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(worn.accent_soft))
            painter.drawRoundedRect(room.adjusted(0, 1, 0, -1), 8, 8)
        painter.drawPixmap(room.left() + 12, room.center().y() - 9, pixmap(entry.icon, 20, worn.muted))
        painter.setFont(font(SMALL))
        right = painter.fontMetrics().horizontalAdvance(entry.right) + 12
        painter.setPen(QColor(worn.muted))
        painter.drawText(room.adjusted(0, 0, -12, 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), entry.right)
        left = room.adjusted(44, 0, -right - 12, 0)
        if entry.detail:
            detail = painter.fontMetrics().elidedText(entry.detail.replace("\n", " "), Qt.TextElideMode.ElideRight, left.width())
            painter.drawText(left.adjusted(0, room.height() // 2, 0, 0), int(Qt.AlignmentFlag.AlignLeft), detail)
            left = left.adjusted(0, 4, 0, -room.height() // 2)
        painter.setFont(font(BODY))
        painter.setPen(QColor(worn.text))
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()
