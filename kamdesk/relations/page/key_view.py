"""The legend under the map, in the same signs and colours, as high as its lines need."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionGraphicsItem, QWidget

from kamdesk.core.words import Words
from kamdesk.relations.rules.legend import legend_picture
from kamdesk.relations.rules.options import MapOptions
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets.picture_items import Piece

_EDGE = 14
_SCALE = 1.15
_LOW = 300  # pixels of map and legend together below which the legend gives way


class KeyView(QWidget):
    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: tuple[MapSheet, MapOptions] | None = None
        self._piece: Piece | None = None
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_key(self, sheet: MapSheet, options: MapOptions) -> None:
        self._shown = (sheet, options)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(300, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._piece is None:
            return
        painter = QPainter(self)
        painter.translate(_EDGE, 2)
        painter.scale(_SCALE, _SCALE)
        self._piece.paint(painter, QStyleOptionGraphicsItem())
        painter.end()

    def _lay_out(self) -> None:
        if self._shown is None:
            return
        picture = legend_picture(*self._shown, self._words, max(100.0, (self.width() - 2 * _EDGE) / _SCALE))
        self._piece = Piece("", picture.shapes, QColor)
        self.setAccessibleName(picture.title)
        over = self.parentWidget()
        low = over is not None and 0 < over.height() < _LOW  # on a low screen the map itself needs the room
        height = 0 if low else round(picture.height * _SCALE) + 10
        if height != self._height:
            self._height = height
            self.setFixedHeight(height)
        self.update()
