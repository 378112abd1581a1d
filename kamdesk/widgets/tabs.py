"""Tabs under the header card. A tab is built when it is first shown, so that opening a card costs only what is looked at."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QTabBar, QVBoxLayout, QWidget

from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.tokens import GAP


class Tabs(QWidget):
    """Emits `switched(key)` when another tab comes to the front."""

    switched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QTabBar()
        self.bar.setObjectName("tabs")
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self._stack = FittingStack()
        self._keys: list[str] = []
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._built: dict[str, QWidget] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.bar)
        whole.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._bring)

    def add(self, key: str, title: str, build: Callable[[], QWidget]) -> None:
        """`build` is called once, when the tab is first shown."""
        self._keys.append(key)
        self._builders[key] = build
        self.bar.addTab(title)

    def set_title(self, key: str, title: str) -> None:
        self.bar.setTabText(self._keys.index(key), title)

    def open(self, key: str) -> None:
        """Brings a tab to the front; an unknown key changes nothing (an old address may name a tab of another kind of card)."""
        if key in self._keys:
            self.bar.setCurrentIndex(self._keys.index(key))
            self._bring(self._keys.index(key))

    @property
    def key(self) -> str:
        """The tab in front, or "" while there is none."""
        index = self.bar.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else ""

    def widget(self, key: str) -> QWidget | None:
        """A tab's content, or None while it was never shown."""
        return self._built.get(key)

    def built(self) -> dict[str, QWidget]:
        return dict(self._built)

    def take_focus(self) -> None:
        """The keyboard goes to what comes first in the tab in front, else to the tabs themselves."""
        shown = self._built.get(self.key)
        part = shown.nextInFocusChain() if shown is not None else None
        while shown is not None and part is not None and part is not shown:
            if shown.isAncestorOf(part) and _takes_keys(part):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            part = part.nextInFocusChain()
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, index: int) -> None:
        if not 0 <= index < len(self._keys) or self._keys[index] not in self._builders:
            return
        key = self._keys[index]
        if key not in self._built:
            self._built[key] = self._builders[key]()
            self._stack.addWidget(self._built[key])
        self._stack.setCurrentWidget(self._built[key])
        self.switched.emit(key)


def _takes_keys(part: QWidget) -> bool:
    tabbed = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabbed) and part.isVisible() and part.isEnabled() and type(part) is not QScrollArea
