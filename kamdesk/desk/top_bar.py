"""Back and forth, the search field, print and new: the same on every page."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.icons import BEFORE_WORDS, before_words, icon, pixmap
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.theme import tokens


class SearchField(QFrame):
    """Looks like a field and opens the palette, by click or as soon as something is typed. Emits `asked(typed)`."""

    asked = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setProperty("role", "search")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words("Search or command"))
        self.setToolTip(buttons.with_key(words("Go anywhere, do anything"), "Ctrl+K"))
        self.setMaximumWidth(440)
        self.setMinimumWidth(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        picture = QLabel()
        picture.setPixmap(pixmap("search", 18, tokens().muted))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 7, 12, 7)
        line.setSpacing(10)
        line.addWidget(picture)
        line.addWidget(Elided(words("Search customers, people, opportunities (pinyin works)"), "muted"), 1)
        line.addWidget(label("Ctrl+K", "small"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.asked.emit("")
        elif event.text().strip() and not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    def __init__(self, words: Words, back: QAction, forward: QAction, print_out: QAction, new: QAction) -> None:
        super().__init__()
        self.back = self._tool(back, "top.back")
        self.forward = self._tool(forward, "top.forward")
        self.search = SearchField(words)
        self.print_button = buttons.plain(words("Print…"), "printer", name="top.print")
        self.print_button.setToolTip(buttons.with_key(words("Print what is shown"), "Ctrl+P"))
        self.print_button.clicked.connect(print_out.trigger)
        print_out.enabledChanged.connect(self.print_button.setEnabled)
        self.new_button = QToolButton()
        self.new_button.setObjectName("top.new")
        self.new_button.setProperty("role", "primary")
        self.new_button.setText(words("New"))
        self.new_button.setAccessibleName(words("New"))
        self.new_button.setIcon(before_words("plus", tokens().on_accent))
        self.new_button.setIconSize(BEFORE_WORDS)
        self.new_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.new_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.new_button.setToolTip(buttons.with_key(words("New here"), "Ctrl+N"))
        self.new_menu = QMenu(self.new_button)
        self.new_button.setMenu(self.new_menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 16, 24, 8)
        line.setSpacing(6)
        line.addWidget(self.back)
        line.addWidget(self.forward)
        line.addSpacing(6)
        line.addWidget(self.search, 3)
        line.addStretch(1)
        line.addWidget(self.print_button)
        line.addSpacing(4)
        line.addWidget(self.new_button)
        self._new = new

    @staticmethod
    def _tool(action: QAction, name: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setDefaultAction(action)
        made.setToolTip(action.toolTip())
        made.setAccessibleName(action.text())
        made.setIconSize(QSize(18, 18))
        return made

    def add_new(self, title: str, icon_name: str, action: QAction) -> None:
        action.setIcon(icon(icon_name))
        action.setText(title)
        self.new_menu.addAction(action)
