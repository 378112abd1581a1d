"""What a page shows while there is nothing: one sentence, one button, one link. Never a dead end."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.widgets import buttons
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens

PICTURE = 48


class EmptyState(QWidget):
    """Emits `started` for its button and `linked` for its link."""

    started = Signal()
    linked = Signal()

    def __init__(self, icon_name: str, sentence: str, button: str = "", link: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = self.picture = QLabel()
        picture.setPixmap(pixmap(icon_name, PICTURE, tokens().edge))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMinimumWidth(220)
        self.sentence.setMaximumWidth(440)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = buttons.primary(button, "plus", name="empty.start")
        self.button.clicked.connect(self.started)
        self.link = buttons.link(link, name="empty.link")
        self.link.clicked.connect(self.linked)
        middle = Qt.AlignmentFlag.AlignHCenter
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 12, 24, 12)
        stack.setSpacing(12)
        stack.addStretch(2)
        stack.addWidget(picture, 0, middle)
        stack.addLayout(_in_the_middle(self.sentence))  # an alignment would measure its height at the width of the page
        stack.addWidget(self.button, 0, middle)
        stack.addWidget(self.link, 0, middle)
        stack.addStretch(3)
        self.button.setVisible(bool(button))  # only now: shown without a parent it would flash as a window of its own
        self.link.setVisible(bool(link))

    def minimumSizeHint(self) -> QSize:
        """In a low place the words and the button matter, the picture does not."""
        least = super().minimumSizeHint()
        return QSize(least.width(), least.height() - (0 if self.picture.isHidden() else PICTURE + 12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.picture.setVisible(self.height() >= self.minimumSizeHint().height() + PICTURE + 24)


def _in_the_middle(part: QWidget) -> QHBoxLayout:
    """Takes the width there is, up to its largest, and stands in the middle."""
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(part, 1000)
    line.addStretch(1)
    return line
