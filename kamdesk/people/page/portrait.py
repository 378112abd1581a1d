"""A person's face in a circle: the photo, or the initials on a calm colour that follows from the name."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kamdesk.core.problems import Refused
from kamdesk.people.rules.looks import ground, initials
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.grid import GridModel
from kamdesk.widgets.theme import font, tokens

_Index = QModelIndex | QPersistentModelIndex
_KEPT = 300
IN_LIST = 26


class Portraits:
    """The photos looked at last, unpacked. One that cannot be read shows as initials; `kamdesk check` tells that it is missing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._photos: OrderedDict[str, QImage] = OrderedDict()

    def photo(self, digest: str | None) -> QImage | None:
        if not digest:
            return None
        if digest not in self._photos:
            try:
                image = QImage.fromData(self._desk.files.content(digest))
            except Refused:
                image = QImage()
            self._photos[digest] = image
            if len(self._photos) > _KEPT:
                self._photos.popitem(last=False)
        self._photos.move_to_end(digest)
        found = self._photos[digest]
        return None if found.isNull() else found


def paint_portrait(painter: QPainter, place: QRectF, name: str, photo: QImage | None) -> None:
    """Draws the circle into a square place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    circle = QPainterPath()
    circle.addEllipse(place)
    if photo is not None:
        painter.setClipPath(circle)
        scale = painter.device().devicePixelRatioF()
        pixels = max(1, round(place.width() * scale))
        small = photo.scaled(
            pixels, pixels, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
        )  # fmt: skip
        painter.drawPixmap(place, QPixmap.fromImage(small), QRectF(small.rect()))
    else:
        painter.fillPath(circle, QColor(ground(name)))
        text = initials(name)
        painter.setFont(_face(text, place.width()))
        painter.setPen(QColor("white"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def _face(text: str, size: float) -> QFont:
    return font(max(8, round(size * (0.46 if len(text) == 1 else 0.38))), strong=True)


class Portrait(QAbstractButton):
    """The circle on a card. A click asks for a photo; a picture may be dropped on it. Emits `dropped(QMimeData)`."""

    dropped = Signal(object)

    def __init__(self, portraits: Portraits, size: int, tip: str) -> None:
        super().__init__()
        self._portraits, self._size = portraits, size
        self._name, self._digest = "", ""
        self._over = False
        self.setObjectName("person.photo")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setAcceptDrops(True)

    def show_person(self, name: str, digest: str | None) -> None:
        self._name, self._digest = name, digest or ""
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        paint_portrait(painter, place, self._name, self._portraits.photo(self._digest))
        if self.hasFocus() or self._over:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(tokens().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place.adjusted(-1, -1, 1, 1))
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or any(url.isLocalFile() for url in event.mimeData().urls()):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn before a name; who left is faded."""

    name: str
    photo: str | None
    faded: bool


class PortraitCell(QStyledItemDelegate):
    """The name in a list, a small face before it; `face_of(row)` says whose."""

    room_before = IN_LIST + 14

    def __init__(self, portraits: Portraits, face_of: Callable[[Any], Face | None], parent: QTableView) -> None:
        super().__init__(parent)
        self._portraits, self._face_of = portraits, face_of

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + IN_LIST + 8, hint.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        row = model.row(index.row()) if isinstance(model, GridModel) else None
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        found = self._face_of(row) if row is not None else None
        if found is None:
            super().paint(painter, option, index)
            return
        text, own.text = own.text, ""
        style = own.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        rect: QRect = own.rect
        face = QRectF(rect.left() + 12, rect.center().y() - IN_LIST / 2 + 0.5, IN_LIST, IN_LIST)
        painter.save()
        if found.faded:
            painter.setOpacity(0.55)
        paint_portrait(painter, face, found.name, self._portraits.photo(found.photo))
        painter.setOpacity(1)
        painter.setFont(own.font)
        painter.setPen(QColor(tokens().muted if found.faded else tokens().text))
        room = QRect(QPoint(round(face.right()) + 8, rect.top()), QPoint(rect.right() - 6, rect.bottom()))
        shown = own.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()
