"""A small picture of the whole picture, in the corner of its view."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsView, QWidget

from kamdesk.widgets.theme import tokens


class MiniMap(QWidget):
    """Where in the picture one is: a click goes there, the frame is dragged. Only shown while not everything is in view."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._room = QRectF()
        self._bodies: list[QRectF] = []
        self._grasp: QPointF | None = None
        self.setObjectName("minimap")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(168, 112)
        view.horizontalScrollBar().valueChanged.connect(self._look)
        view.verticalScrollBar().valueChanged.connect(self._look)
        self.hide()

    def put(self, room: QRectF, bodies: list[QRectF]) -> None:
        self._room, self._bodies = room, bodies
        self.place()

    def place(self) -> None:
        viewport: QSize = self._view.viewport().size()
        self.move(viewport.width() - self.width() - 10, viewport.height() - self.height() - 10)
        self._look()

    def _look(self) -> None:
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        self.setVisible(not self._room.isEmpty() and not seen.contains(self._room.adjusted(4, 4, -4, -4)) and self._view.width() > 420)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn = tokens()
        painter.setPen(QPen(QColor(worn.line)))
        painter.setBrush(QColor(worn.background))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        factor = self._factor()
        painter.translate((self.width() - self._room.width() * factor) / 2, (self.height() - self._room.height() * factor) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.edge))
        for body in self._bodies:
            painter.drawRect(QRectF(body.x() * factor, body.y() * factor, max(2, body.width() * factor), max(1.5, body.height() * factor)))
        seen = self._seen().intersected(self._room)
        painter.setBrush(QColor(worn.accent_soft) if not worn.dark else Qt.BrushStyle.NoBrush)
        painter.setOpacity(0.55)
        painter.drawRect(_times(seen, factor))
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(worn.accent), 1.5))
        painter.drawRect(_times(seen, factor))
        painter.end()

    def frame_place(self) -> QPointF:
        """The middle of the frame, in this widget."""
        return self._corner() + _times(self._seen().intersected(self._room), self._factor()).center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Inside the frame it is grasped where it is; elsewhere it comes to the pointer first."""
        here = self._scene_point(event.position())
        seen = self._seen()
        self._grasp = seen.center() - here if seen.contains(here) else QPointF()
        self._view.centerOn(here + self._grasp)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grasp is not None:
            self._view.centerOn(self._scene_point(event.position()) + self._grasp)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grasp = None

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _corner(self) -> QPointF:
        factor = self._factor()
        return QPointF((self.width() - self._room.width() * factor) / 2, (self.height() - self._room.height() * factor) / 2)

    def _scene_point(self, place: QPointF) -> QPointF:
        return (place - self._corner()) / self._factor()

    def _factor(self) -> float:
        if self._room.isEmpty():
            return 1.0
        return min((self.width() - 12) / self._room.width(), (self.height() - 12) / self._room.height())


def _times(room: QRectF, factor: float) -> QRectF:
    return QRectF(room.x() * factor, room.y() * factor, room.width() * factor, room.height() * factor)
