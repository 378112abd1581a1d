"""Parts beside each other that go on in the next line where the width ends: chips of words of any length."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays parts out like words in a paragraph; hidden ones take no room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), measure=True)

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        self._place(room, measure=False)

    def sizeHint(self) -> QSize:
        return QSize(sum(item.sizeHint().width() + self.spacing() for item in self._items), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _place(self, room: QRect, *, measure: bool) -> int:
        """Sets every part in its place (or only measures); returns the height that all lines take."""
        x, y, high = room.x(), room.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint()
            if x > room.x() and x + wanted.width() > room.x() + room.width():
                x, y, high = room.x(), y + high + self.spacing(), 0
            if not measure:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(wanted.width(), room.width()), wanted.height())))
            x, high = x + wanted.width() + self.spacing(), max(high, wanted.height())
        return y + high - room.y()
