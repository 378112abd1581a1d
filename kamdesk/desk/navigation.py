"""The pages at the left: name, picture, what waits there; folds to pictures where the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.desk.contents import Place
from kamdesk.widgets.buttons import with_key
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import BODY, SMALL

WIDE, NARROW = 216, 68


class Navigation(QFrame):
    """Emits `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAccessibleName(words("Pages"))
        self._buttons: dict[str, NavigationButton] = {}
        self._group = QButtonGroup(self)
        self.brand = label("kamdesk", "brand")
        self.brand.setContentsMargins(14, 6, 0, 14)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 10)
        whole.setSpacing(4)
        whole.addWidget(self.brand)
        for number, place in enumerate((place for place in places if place.listed), 1):
            button = self._buttons[place.key] = NavigationButton(place, words.translated(place.title), number)
            button.picked.connect(self.chosen)
            self._group.addButton(button)
            if place.key == "settings":
                whole.addStretch(1)
            whole.addWidget(button)
        if "settings" not in self._buttons:
            whole.addStretch(1)
        self.fold(narrow=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """The pages in the order of Alt+1 … Alt+9."""
        return tuple(self._buttons)

    def mark(self, key: str) -> None:
        """The page in front; one that is not listed marks none."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self._buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def wait(self, key: str, count: int, *, urgent: bool) -> None:
        """How many things wait on a page."""
        if key in self._buttons:
            self._buttons[key].wait(count, urgent=urgent)

    def waiting(self, key: str) -> tuple[int, bool]:
        return self._buttons[key].count, self._buttons[key].urgent

    def fold(self, *, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDE)
        self.brand.setText("k" if narrow else "kamdesk")
        for button in self._buttons.values():
            button.narrow = narrow
            button.update()


class NavigationButton(QPushButton):
    """Picture and name at the left, the count at the right ("1!" where it is urgent)."""

    picked = Signal(str)

    def __init__(self, place: Place, title: str, number: int) -> None:
        super().__init__()
        self._key, self._icon, self._title = place.key, place.icon, title
        self.count, self.urgent, self.narrow = 0, False, False
        self.setObjectName(f"navigation.{place.key}")
        self.setProperty("role", "navigation")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setAccessibleName(title)
        self.setToolTip(with_key(title, f"Alt+{number}") if number <= 9 else title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._pick)

    def wait(self, count: int, *, urgent: bool) -> None:
        self.count, self.urgent = count, urgent
        self.setAccessibleName(f"{self._title} {self.sign}".strip())
        self.update()

    @property
    def sign(self) -> str:
        return (f"{self.count}!" if self.urgent else str(self.count)) if self.count else ""

    def sizeHint(self) -> QSize:
        return QSize(100, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        worn, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = worn.accent if self.isChecked() else worn.text
        picture = pixmap(self._icon, 18, worn.accent if self.isChecked() else worn.muted)
        left = (self.width() - 18) // 2 if self.narrow else 14
        painter.drawPixmap(left, (self.height() - 18) // 2, picture)
        if not self.narrow:
            painter.setPen(QColor(ink))
            painter.setFont(font(BODY, strong=self.isChecked()))
            room = QRectF(42, 0, self.width() - 86, self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._title)
        if self.sign:
            self._paint_sign(painter)
        painter.end()

    def _paint_sign(self, painter: QPainter) -> None:
        worn = tokens()
        painter.setFont(font(SMALL, strong=self.urgent, tabular=True))
        wide = max(20, painter.fontMetrics().horizontalAdvance(self.sign) + 12)
        top = 2 if self.narrow else (self.height() - 20) / 2
        room = QRectF(self.width() - wide - (2 if self.narrow else 10), top, wide, 20 if not self.narrow else 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.bad_soft if self.urgent else worn.line))
        painter.drawRoundedRect(room, 8, 8)
        painter.setPen(QColor(worn.bad if self.urgent else worn.muted))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self.sign)

    def _pick(self) -> None:
        self.picked.emit(self._key)
