"""Parts that share one tab: a row of chips above, one part in front. Each part is built when it is first shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.tokens import GAP


class ChipTabs(QWidget):
    """Emits `switched(key)` when another part comes to the front. The chips are named `part.<key>`; ← and → go from one to the next."""

    switched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, QPushButton] = {}
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._built: dict[str, QWidget] = {}
        self.key = ""
        self._one = QButtonGroup(self)
        self._one.setExclusive(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self._stack = FittingStack()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP - 4)
        whole.addLayout(self._row)
        whole.addWidget(self._stack, 1)

    def add(self, key: str, title: str, build: Callable[[], QWidget]) -> None:
        """`build` is called once, when the part is first shown."""
        made = self._chips[key] = _Chip(self, key, title)
        self._one.addButton(made)
        self._builders[key] = build
        self._row.insertWidget(self._row.count() - 1, made)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._chips)

    def open(self, key: str) -> None:
        """Brings a part to the front; "" brings the one that was, else the first. An unknown key changes nothing."""
        key = key or self.key or next(iter(self._chips), "")
        if key not in self._chips:
            return
        self._chips[key].setChecked(True)
        self.key = key
        if key not in self._built:
            self._built[key] = self._builders[key]()
            self._stack.addWidget(self._built[key])
        self._stack.setCurrentWidget(self._built[key])
        self.switched.emit(key)

    def front(self) -> QWidget | None:
        """The part in front, or None while there is none."""
        return self._built.get(self.key)

    def step(self, way: int) -> None:
        """The next part (1) or the one before (-1), with the keyboard on its chip."""
        keys = self.keys()
        here = keys.index(self.key) if self.key in keys else 0
        self.open(keys[(here + way) % len(keys)])
        self._chips[self.key].setFocus(Qt.FocusReason.TabFocusReason)


class _Chip(QPushButton):
    def __init__(self, owner: ChipTabs, key: str, title: str) -> None:
        super().__init__(title.replace("&", "&&"))
        self._owner, self._key = owner, key
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setAccessibleName(title)
        self.setObjectName(f"part.{key}")
        self.clicked.connect(self._bring)

    def _bring(self) -> None:
        self._owner.open(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in ways:
            self._owner.step(ways[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
