"""Small charts beside figures: bars by year or stage, each with its word and number, painted without any library."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import SMALL, Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """`words` is the number as it is read (the height comes from `value`)."""

    label: str
    value: float
    words: str = ""
    tone: Tone = Tone.ACCENT


class Bars(QWidget):
    """Upright bars, one per bar given; the tallest fills the height."""

    def __init__(self, bars: Sequence[Bar] = (), height: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.put(bars)

    def put(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleName("; ".join(f"{bar.label} {bar.words}" for bar in self._bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(64 * max(1, len(self._bars)), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        worn, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL, tabular=True))
        step = self.width() / len(self._bars)
        tallest = max((abs(bar.value) for bar in self._bars), default=0) or 1.0
        room, line = self.height() - 40, 18
        for place, bar in enumerate(self._bars):
            height = max(2.0, room * abs(bar.value) / tallest)
            wide = min(36.0, step * 0.56)
            left = place * step + (step - wide) / 2
            top = 20 + room - height
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(worn.of(bar.tone)))
            painter.drawRoundedRect(QRectF(left, top, wide, height), 3, 3)
            painter.setPen(QColor(worn.text))
            middle = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(QRectF(place * step, top - line - 1, step, line), middle, bar.words)
            painter.setPen(QColor(worn.muted))
            painter.drawText(QRectF(place * step, self.height() - line, step, line), middle, bar.label)
        painter.end()
