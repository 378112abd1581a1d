"""Wrapped labels and panels know their height only once they are shown, and a scroll area misses some of that: it is told again."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_MILLISECONDS = 30  # a turn or two of the event loop


class Settling(QTimer):
    """`start()` after what scrolls has changed or was shown; `content` is the widget inside the scroll area."""

    def __init__(self, parent: QWidget, content: QWidget) -> None:
        super().__init__(parent)
        self._content = content
        self.setSingleShot(True)
        self.setInterval(_MILLISECONDS)
        self.timeout.connect(self._settle)

    def _settle(self) -> None:
        layout = self._content.layout()
        if layout is not None:
            layout.invalidate()
        QApplication.sendEvent(self._content, QEvent(QEvent.Type.LayoutRequest))
