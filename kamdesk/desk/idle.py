"""Locks the desk after some minutes without a key or a click; what was typed stays under the curtain."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from kamdesk.widgets.theme import tokens

SIGNS_OF_LIFE = frozenset(
    (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
)


class IdleClock(QObject):
    """Emits `idle()` once after `minutes` without a sign of life; 0 minutes never."""

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self.idle)

    def start(self, minutes: float) -> None:
        application = QApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        self._clock.stop()
        if minutes > 0:
            application.installEventFilter(self)
            self._clock.start(round(minutes * 60_000))

    def seconds_left(self) -> float:
        """Until the desk is locked; 0 while it never is."""
        return max(0, self._clock.remainingTime()) / 1000

    def stop(self) -> None:
        self.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE:
            self._clock.start()
        return False


class Curtain(QWidget):
    """Hides a dialog that is open while the desk is locked; the dialog and what was typed in it stay."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setGeometry(over.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().background))
        painter.end()
