"""Taking a photo for a card: from a file, the clipboard or a drop, cut to a square by eye, kept encrypted with the attachments."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QBuffer, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QSizePolicy, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.people import actions
from kamdesk.people.page.portrait import paint_portrait
from kamdesk.people.rules import photo as rules
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import MARGIN

_VIEW = 360
_STEP = 0.12  # of the square, for an arrow key
_CLOSEST = 6.0


class Taking:
    """One card's way to a photo. `owner` is the widget that dialogs stand over."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk, self._owner = desk, owner
        self._words = desk.words

    def choose(self, person: UUID) -> None:
        kinds = self._words(N_("Pictures")) + " (*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff)"
        name, _kind = QFileDialog.getOpenFileName(self._owner, self._words(N_("Choose a photo")), "", kinds)
        if name:
            self.take_file(person, Path(name))

    def paste(self, person: UUID) -> None:
        """What the clipboard holds: a picture, or a file of one."""
        self.take_mime(person, QGuiApplication.clipboard().mimeData())

    def take_mime(self, person: UUID, mime: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.take_file(person, files[0])
            return
        image = mime.imageData() if mime.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            self._desk.tell(self._words(N_("There is no picture on the clipboard.")))
            return
        packed = QBuffer()
        packed.open(QBuffer.OpenModeFlag.WriteOnly)
        image.save(packed, "PNG")  # type: ignore[call-overload]
        self._open(person, bytes(packed.data().data()))

    def take_file(self, person: UUID, path: Path) -> None:
        self._desk.later(_Reading(path), _Cutting(self, person), self._words(N_("Opening the picture")), self._refused)

    def _open(self, person: UUID, content: bytes) -> None:
        try:
            self.cut(person, rules.opened(content))
        except Refused as refused:
            self._refused(refused)

    def cut(self, person: UUID, plain: rules.Plain) -> None:
        """Shows the dialog that cuts, and keeps what was cut."""
        dialog = PhotoDialog(self._desk, plain, self._owner)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            kept = self._desk.files.keep_bytes(dialog.photo())
            self._desk.do(actions.set_photo, person, kept.digest)
        dialog.deleteLater()

    def _refused(self, refused: Refused) -> None:
        self._desk.refuse(self._owner, refused)


class _Reading:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, _job: Job) -> rules.Plain:
        try:
            if self._path.stat().st_size > rules.LARGEST_BYTES:
                return rules.opened(b"\0" * (rules.LARGEST_BYTES + 1))
            return rules.opened(self._path.read_bytes())
        except OSError as failure:
            raise Refused("file_unreadable", facts={"name": self._path.name, "reason": failure.strerror or str(failure)}) from failure


class _Cutting:
    def __init__(self, taking: Taking, person: UUID) -> None:
        self._taking, self._person = taking, person

    def __call__(self, plain: rules.Plain) -> None:
        self._taking.cut(self._person, plain)


class PhotoDialog(QDialog):
    """The picture under a square window: drag or arrow keys move it, the wheel or + and − make it larger; the round preview follows."""

    def __init__(self, desk: Desk, plain: rules.Plain, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = desk.words
        self._plain = plain
        self.setObjectName("photo")
        self.setWindowTitle(words(N_("Cut the photo")))
        self.view = _Cutter(plain)
        self.view.setAccessibleName(words(N_("The part of the picture that is kept")))
        self._round = _Round(self.view, 112)
        self._small = _Round(self.view, 40)
        self.view.moved.connect(self._round.update)
        self.view.moved.connect(self._small.update)
        closer = buttons.tool("zoom-in", words(N_("Larger")), name="photo.larger")
        closer.clicked.connect(self._larger)
        away = buttons.tool("zoom-out", words(N_("Smaller")), name="photo.smaller")
        away.clicked.connect(self._smaller)
        hint = label(words(N_("Drag to move, wheel to zoom; arrow keys, + and − do the same.")), "small", wrap=True)
        on_card = label(words(N_("On the card")), "muted")
        right = stacked(on_card, self._round, self._small, beside(away, closer, None), hint, None, spacing=12)
        keep = buttons.primary(words(N_("Use this photo")), name="photo.keep")
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        cancel = buttons.plain(words("Cancel"), name="photo.cancel")
        cancel.clicked.connect(self.reject)
        whole = stacked(
            label(words(N_("Cut the photo")), "title"), beside(self.view, right, spacing=20), beside(None, cancel, keep, spacing=8),
            spacing=16, margins=MARGIN,
        )  # fmt: skip
        self.setLayout(whole)
        self.setFixedWidth(_VIEW + 20 + 190 + 2 * MARGIN)
        self.view.setFocus()

    def photo(self) -> bytes:
        """What is under the window, as it is kept."""
        return rules.portrait(self._plain, *self.view.cut())

    def _larger(self) -> None:
        self.view.zoom(1.25)

    def _smaller(self) -> None:
        self.view.zoom(0.8)


class _Cutter(QWidget):
    """`side` is the window's side in pixels of the picture, `left` and `top` its corner there."""

    moved = Signal()

    def __init__(self, plain: rules.Plain) -> None:
        super().__init__()
        self.image = QImage(plain.rgb, plain.width, plain.height, plain.width * 3, QImage.Format.Format_RGB888)
        self._bytes = plain.rgb  # QImage only borrows them
        self._most = float(plain.shorter)
        self.side = self._most
        self.left, self.top = (plain.width - self.side) / 2, (plain.height - self.side) / (2 if plain.width >= plain.height else 4)
        self._held: QPointF | None = None
        self.setObjectName("photo.view")
        self.setFixedSize(QSize(_VIEW, _VIEW))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def cut(self) -> tuple[int, int, int]:
        return round(self.left), round(self.top), round(self.side)

    def window_in_picture(self) -> QRectF:
        return QRectF(self.left, self.top, self.side, self.side)

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """`about` is the point of the view that stays where it is."""
        share = QPointF(0.5, 0.5) if about is None else QPointF(about.x() / self.width(), about.y() / self.height())
        side = min(self._most, max(self._most / _CLOSEST, min(self._most, 32.0), self.side / factor))
        self.left += (self.side - side) * share.x()
        self.top += (self.side - side) * share.y()
        self.side = side
        self.shift(0, 0)

    def shift(self, right: float, down: float) -> None:
        """Moves the window by so many pixels of the picture, within it."""
        self.left = min(max(0.0, self.left + right), self.image.width() - self.side)
        self.top = min(max(0.0, self.top + down), self.image.height() - self.side)
        self.update()
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        painter.drawImage(whole, self.image, self.window_in_picture())
        outside, circle = QPainterPath(), QPainterPath()
        outside.addRect(whole)
        circle.addEllipse(whole.adjusted(1, 1, -1, -1))
        shade = QColor(tokens().background)
        shade.setAlphaF(0.62)
        painter.fillPath(outside.subtracted(circle), shade)
        painter.setPen(QColor(tokens().accent if self.hasFocus() else tokens().edge))
        painter.drawPath(circle)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            step, scale = event.position() - self._held, self.side / self.width()
            self._held = event.position()
            self.shift(-step.x() * scale, -step.y() * scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if event.key() in steps:
            right, down = steps[Qt.Key(event.key())]
            self.shift(right * self.side * _STEP, down * self.side * _STEP)
        elif event.text() in ("+", "="):
            self.zoom(1.25)
        elif event.text() in ("-", "−"):
            self.zoom(0.8)
        else:
            super().keyPressEvent(event)


class _Round(QWidget):
    """What the circle will show, at one size."""

    def __init__(self, view: _Cutter, size: int) -> None:
        super().__init__()
        self._view = view
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        part = self._view.image.copy(self._view.window_in_picture().toRect())
        paint_portrait(painter, QRectF(self.rect()), "", part)
        painter.end()
