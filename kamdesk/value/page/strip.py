"""Eleven spots from 0 to 10 and one for "unknown": a score with one click or one key, readable without its colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.value.rules import HIGHEST
from kamdesk.widgets.theme import font, tokens
from kamdesk.widgets.tokens import SMALL

SPOTS = HIGHEST + 2  # "?" and 0 to 10
HEIGHT = 28


class ScoreStrip(QWidget):
    """Emits `scored(int | None)`. Keys: 0 to 9, 0 again after 1 makes 10, ? for unknown, ← and → step, Home and End.

    ↑ and ↓ leave for the criterion above or below (`left(-1 | 1)`).
    """

    scored = Signal(object)
    left = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.score: int | None = None
        self.touched = False
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(SPOTS * 17)
        self.setMaximumWidth(SPOTS * 30)
        self.setToolTip(words(N_("0 to 9, 1 0 for ten, ? unknown, ← → one less or more, F2 evidence")))

    def put(self, name: str, score: int | None, *, touched: bool) -> None:
        self.score, self.touched = score, touched
        said = self._words(N_("unknown")) if score is None else str(score)
        self.setAccessibleName(f"{name}: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SPOTS * 25, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if text and text in "0123456789":
            self._set(HIGHEST if text == "0" and self.score == 1 else int(text))
        elif text in ("?", "？"):
            self._set(None)
        elif key == Qt.Key.Key_Right:
            self._set(0 if self.score is None else min(HIGHEST, self.score + 1))
        elif key == Qt.Key.Key_Left:
            self._set(None if self.score in (None, 0) else (self.score or 0) - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._set(0 if key == Qt.Key.Key_Home else HIGHEST)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            spot = self._spot_at(event.position().x())
            self._set(None if spot == 0 else spot - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._spot_at(event.position().x())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = -1
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def spot_place(self, score: int | None) -> QPointF:
        """The middle of a spot, for whoever clicks there."""
        step = self.width() / SPOTS
        return QPointF(((0 if score is None else score + 1) + 0.5) * step, self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL, tabular=True))
        step = self.width() / SPOTS
        middle = self.height() / 2
        round_ = min(step * 0.47, 12.0)
        chosen = 0 if self.score is None else self.score + 1
        if self.hasFocus():
            painter.setPen(QPen(QColor(worn.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.score:
            painter.setPen(QPen(QColor(worn.accent_soft), round_ * 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(step * 1.5, middle), QPointF((chosen + 0.5) * step, middle))
        for spot in range(SPOTS):
            centre = QPointF((spot + 0.5) * step, middle)
            marked = spot == chosen and (self.score is not None or self.touched)
            painter.setPen(Qt.PenStyle.NoPen)
            if marked or spot == self._hovered:
                painter.setBrush(QColor(worn.hover if not marked else worn.accent_fill if spot else worn.muted))
                painter.drawEllipse(centre, round_, round_)
            painter.setPen(QColor((worn.on_accent if spot else worn.card) if marked else worn.muted))
            room = QRectF(spot * step, 0, step, self.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), str(spot - 1) if spot else "?")
        painter.end()

    def _set(self, score: int | None) -> None:
        if score != self.score or not self.touched:
            self.scored.emit(score)

    def _spot_at(self, x: float) -> int:
        return max(0, min(SPOTS - 1, int(x / (self.width() / SPOTS))))
