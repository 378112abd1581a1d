"""Text on screen: plain text always, so that a name with angle brackets stays a name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kamdesk.widgets.tokens import Tone


def label(
    text: str = "", role: str = "", *, tone: Tone = Tone.PLAIN, wrap: bool = False, tip: str = "", selectable: bool = False
) -> QLabel:
    """A line of text. Roles: "title", "section", "figure", "strong", "small", "muted", "refusal" or "" for body."""
    made = Wrapped(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone is not Tone.PLAIN:
        made.setProperty("tone", tone.value)
    if tip:
        made.setToolTip(tip)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role == "figure":
        tabular(made)
    return made


def tabular(widget: QWidget) -> None:
    """Figures of one width, so that numbers stand under each other."""
    font = QFont(widget.font())
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    widget.setFont(font)


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Changes the ink of a label that is already on screen."""
    widget.setProperty("tone", tone.value)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Style sheets look at properties only once; this makes them look again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


class Wrapped(QLabel):
    """Text over several lines that always asks for the height it needs at the width it has: Qt's own label guesses, and is cut off."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), 160), self._needed(least.height()))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self._needed(hint.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _needed(self, otherwise: int) -> int:
        if not self.wordWrap() or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return otherwise
        needed = self.heightForWidth(self.width())
        return needed if needed > 0 else otherwise


class Elided(QLabel):
    """A line that ends in … where it does not fit, and shows itself whole in the tooltip: a 5,000-character name never widens a page."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        self._whole = text
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def whole(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(min(super().sizeHint().width(), 600), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = self._whole.replace("\n", " ")
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setToolTip(self._whole[:2000] if shown != line else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
