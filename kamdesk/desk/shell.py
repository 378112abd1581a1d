"""The very first thing on screen: an empty window in the right place and theme, painted before anything of the program is loaded.

It imports as little as it can; the desk moves in as its content a moment later.
"""

from PySide6.QtCore import QByteArray, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from kamdesk.core.places import config_folder
from kamdesk.widgets.tokens import DARK, LIGHT

LEAST = (960, 600)
FIRST = (1366, 768)
NAVIGATION, STATUS = 216, 32
TITLE_BAR = 40  # what the system puts above a window; without room for it the status line would lie below the screen


def place(window: QWidget, geometry: object) -> None:
    """Puts a window where it was last, or in its first size on a screen that may be small."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    window.setMinimumSize(min(LEAST[0], room.width()), min(LEAST[1], room.height() - TITLE_BAR))  # a laptop at 150 % has 911 × 512
    if isinstance(geometry, QByteArray) and window.restoreGeometry(geometry):
        return
    window.resize(min(FIRST[0], room.width()), min(FIRST[1], room.height() - TITLE_BAR))


class Shell(QMainWindow):
    """Says `painted()` once it is seen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("kamdesk")
        kept = QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)
        theme = kept.value("theme", "system")
        hints = QGuiApplication.styleHints()
        dark = theme == "dark" or (theme != "light" and hints.colorScheme() == Qt.ColorScheme.Dark)
        self._worn = DARK if dark else LIGHT
        place(self, kept.value("geometry"))

    def furnish(self, content: QWidget) -> None:
        """The desk moves in; closing and the title are its affair from now on."""
        content.setWindowFlags(Qt.WindowType.Widget)
        content.windowTitleChanged.connect(self.setWindowTitle)
        self.setCentralWidget(content)
        content.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.centralWidget() is not None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._worn.background))
        painter.fillRect(QRect(0, 0, NAVIGATION, self.height()), QColor(self._worn.card))
        painter.fillRect(QRect(0, self.height() - STATUS, self.width(), STATUS), QColor(self._worn.card))
        painter.fillRect(QRect(NAVIGATION - 1, 0, 1, self.height() - STATUS), QColor(self._worn.line))
        painter.fillRect(QRect(0, self.height() - STATUS, self.width(), 1), QColor(self._worn.line))
        painter.end()
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        content = self.centralWidget()
        if content is not None:
            content.close()
        event.accept()
