"""PDF pages on screen, each rendered when it comes into view; zoom, page x of y, and the keyboard scrolls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens

if TYPE_CHECKING:
    import pypdfium2

SPACE = 14
KEPT = 8
STEPS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class _Opened:
    """The document that is shown. It outlives the widget by a moment, so that it can be closed when the widget is gone."""

    def __init__(self) -> None:
        self.document: pypdfium2.PdfDocument | None = None

    def close(self) -> None:
        if self.document is not None:
            self.document.close()
        self.document = None


class Sheets(QAbstractScrollArea):
    """The pages below each other. `factor` 0 means as wide as the window; 1 means 100 %."""

    turned = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._opened = _Opened()
        self.destroyed.connect(self._opened.close)
        self._sizes: list[tuple[float, float]] = []
        self._drawn: dict[tuple[int, int], QPixmap] = {}
        self.factor = 0.0
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_pdf(self, content: bytes) -> None:
        """Another document; the place in it stays where there is one. Raises pypdfium2.PdfiumError for what is no PDF."""
        import pypdfium2

        place = self.verticalScrollBar().value()
        self.close_document()
        document = self._opened.document = pypdfium2.PdfDocument(content)
        self._sizes = [document.get_page_size(number) for number in range(len(document))]
        self._measure()
        self.verticalScrollBar().setValue(place)
        self._tell_page()
        self.viewport().update()

    def close_document(self) -> None:
        self._opened.close()
        self._sizes = []
        self._drawn.clear()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 1; 0 while there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        number = 0
        for number, top in enumerate(self._tops(), 1):
            if top + self._height(number - 1) >= middle:
                return number
        return number

    def show_page(self, number: int) -> None:
        if 1 <= number <= self.pages:
            self.verticalScrollBar().setValue(round(self._tops()[number - 1]) - SPACE)

    def zoom_to(self, factor: float) -> None:
        number = self.page
        self.factor = factor
        self._drawn.clear()
        self._measure()
        self.show_page(number)
        self.viewport().update()

    def scale_now(self) -> float:
        """Screen pixels for one point of paper."""
        if self.factor:
            return self.factor * 96 / 72
        widest = max((wide for wide, _high in self._sizes), default=595.0)
        return max(0.2, (self.viewport().width() - 2 * SPACE) / widest)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().background))
        missing = False
        for number, room in self._visible():
            picture = self._drawn.get(self._key(number))
            painter.setPen(QColor(tokens().edge))
            painter.setBrush(QColor("#FFFFFF"))
            painter.drawRect(room.adjusted(-1, -1, 0, 0))
            if picture is None:
                missing = True
            else:
                painter.drawPixmap(room.topLeft(), picture)
        painter.end()
        if missing:
            self._late.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.factor:
            self._drawn.clear()
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_Down: 48, Qt.Key.Key_Up: -48, Qt.Key.Key_PageDown: self.viewport().height() - 40,
            Qt.Key.Key_Space: self.viewport().height() - 40, Qt.Key.Key_PageUp: 40 - self.viewport().height(),
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_step(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_step(-1)
        else:
            super().keyPressEvent(event)

    def zoom_step(self, way: int) -> None:
        now = self.scale_now() * 72 / 96
        bigger, smaller = [step for step in STEPS if step > now * 1.01], [step for step in STEPS if step < now * 0.99]
        self.zoom_to((bigger or STEPS[-1:])[0] if way > 0 else (smaller or STEPS[:1])[-1])

    def _key(self, number: int) -> tuple[int, int]:
        return number, round(self.scale_now() * self.devicePixelRatioF() * 1000)

    def _height(self, number: int) -> float:
        return self._sizes[number][1] * self.scale_now()

    def _tops(self) -> list[float]:
        tops, top = [], float(SPACE)
        for number in range(self.pages):
            tops.append(top)
            top += self._height(number) + SPACE
        return tops

    def _visible(self) -> list[tuple[int, QRectF]]:
        found, scale, seen = [], self.scale_now(), self.viewport().height()
        down, right = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        for number, top in enumerate(self._tops()):
            wide, high = self._sizes[number][0] * scale, self._sizes[number][1] * scale
            if top + high >= down and top <= down + seen:
                left = max(float(SPACE), (self.viewport().width() - wide) / 2) - right
                found.append((number, QRectF(round(left), round(top - down), round(wide), round(high))))
        return found

    def _measure(self) -> None:
        scale = self.scale_now()
        whole = sum(high * scale + SPACE for _wide, high in self._sizes) + SPACE
        widest = max((wide * scale for wide, _high in self._sizes), default=0.0) + 2 * SPACE
        self.verticalScrollBar().setRange(0, max(0, round(whole) - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.horizontalScrollBar().setRange(0, max(0, round(widest) - self.viewport().width()) if self.factor else 0)
        self.verticalScrollBar().setSingleStep(32)

    def _draw_next(self) -> None:
        """One page at a time, so that scrolling never waits for more than one."""
        for number, _room in self._visible():
            if self._key(number) not in self._drawn:
                while len(self._drawn) >= KEPT:
                    self._drawn.pop(next(iter(self._drawn)))
                ratio = self.devicePixelRatioF()
                self._drawn[self._key(number)] = self.rendered(number, self.scale_now() * ratio, ratio)
                self.viewport().update()
                return

    def rendered(self, number: int, scale: float, ratio: float = 1.0) -> QPixmap:
        """One page as a picture; `scale` is device pixels for a point."""
        assert self._opened.document is not None
        page = self._opened.document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888).copy()
        bitmap.close()
        page.close()
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _tell_page(self) -> None:
        self.turned.emit(self.page, self.pages)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(520, 640)


class Preview(QWidget):
    """The pages with their small bar: zoom out, zoom in, fit, page x of y."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.sheets = Sheets()
        self.sheets.setAccessibleName(words("Preview"))
        self.place = label("", "small")
        smaller = buttons.tool("zoom-out", words("Zoom out"))
        larger = buttons.tool("zoom-in", words("Zoom in"))
        fit = buttons.tool("maximize", words("Fit the width"))
        smaller.clicked.connect(self._smaller)
        larger.clicked.connect(self._larger)
        fit.clicked.connect(self._fit)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        bar.addWidget(self.place)
        bar.addStretch(1)
        for part in (smaller, larger, fit):
            bar.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(bar)
        whole.addWidget(self.sheets, 1)
        self.sheets.turned.connect(self._say_page)

    def show_pdf(self, content: bytes) -> None:
        self.sheets.show_pdf(content)

    def _say_page(self, page: int, pages: int) -> None:
        self.place.setText(self._words("Page {page} of {pages}", page=page, pages=pages) if pages else "")

    def _smaller(self) -> None:
        self.sheets.zoom_step(-1)

    def _larger(self) -> None:
        self.sheets.zoom_step(1)

    def _fit(self) -> None:
        self.sheets.zoom_to(0.0)
