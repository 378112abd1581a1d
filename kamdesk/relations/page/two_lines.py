"""A button of a sentence and a quieter one below it; both wrap, which a button's own text cannot."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone


class TwoLines(QPushButton):
    """Emits `asked(value)` with what it stands for."""

    asked = Signal(object)

    def __init__(self, text: str, below: str, value: Any, name: str) -> None:
        super().__init__()
        self._value = value
        self.setObjectName(name)
        self.setProperty("role", "value")
        self.setAccessibleName(text)
        self.setAccessibleDescription(below)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._parts = [label(text, wrap=True, tone=Tone.ACCENT), label(below, "muted", wrap=True)]
        inside = QVBoxLayout(self)
        inside.setContentsMargins(6, 4, 6, 4)
        inside.setSpacing(2)
        for part in self._parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            inside.addWidget(part)
        self.clicked.connect(self._ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A layout that is short of room squeezes what wraps; this one keeps its lines."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(part.heightForWidth(width - 12) for part in self._parts) + 10

    def _ask(self) -> None:
        self.asked.emit(self._value)
