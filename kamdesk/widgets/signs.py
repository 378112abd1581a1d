"""Small signs beside things: a badge (ground and word), a dot with its word, and what they mean. Colour, sign and word together."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import SMALL, Tone

SUPPORT = {
    2: ("＋", Tone.GOOD), 1: ("＋", Tone.GOOD), 0: ("○", Tone.CAUTION),
    -1: ("－", Tone.BAD), -2: ("－", Tone.BAD), None: ("？", Tone.MUTED),
}  # fmt: skip


def support_sign(stance: int | None) -> tuple[str, Tone]:
    """Sign and tone for a support from −2 to +2, or None where it is unknown."""
    return SUPPORT[stance]


class Badge(QWidget):
    """A word on a quiet ground of its tone: rank, state, tag."""

    def __init__(self, text: str, tone: Tone = Tone.MUTED, *, dot: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = dot
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def say(self, text: str, tone: Tone = Tone.MUTED) -> None:
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.setFont(font(SMALL))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text) + (18 if not self._dot else 20)
        return QSize(min(width, 320), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ink = QColor(tokens().of(self.tone))
        left = 9.0
        if self._dot:
            painter.setBrush(ink)
            painter.drawEllipse(QRectF(2, self.height() / 2 - 4, 8, 8))
            left = 16.0
        else:
            painter.setBrush(QColor(tokens().soft(self.tone)))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setPen(ink)
        painter.setFont(self.font())
        room = QRectF(left, 0, self.width() - left - (2 if self._dot else 9), self.height())
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()


def health(text: str, tone: Tone) -> Badge:
    """A dot in the tone with its word: relation health, readiness; the reason belongs beside or in the tooltip."""
    return Badge(text, tone, dot=True)
