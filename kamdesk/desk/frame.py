"""What stands round every page: navigation, bar, place for the page, drawer, quiet line. Made anew for another language or theme."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.desk.contents import pages
from kamdesk.desk.navigation import Navigation
from kamdesk.desk.status_bar import StatusBar
from kamdesk.desk.top_bar import TopBar
from kamdesk.widgets.text import label

FOLDS_BELOW = 1100


class Frame(QWidget):
    def __init__(self, words: Words, top: TopBar) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.top = top
        self.navigation = Navigation(pages(), words)
        self.status = StatusBar(words)
        self._place = QStackedWidget()
        self._place.addWidget(label(""))
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addWidget(top)
        page.addWidget(self._place, 1)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.navigation)
        self._middle.addLayout(page, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._middle, 1)
        whole.addWidget(self.status)

    def put_pages(self, stack: QWidget) -> None:
        self._place.addWidget(stack)
        stack.show()
        self._place.setCurrentWidget(stack)

    def put_drawer(self, drawer: QWidget) -> None:
        """Something at the right of the page, such as the history."""
        self._middle.addWidget(drawer)
        drawer.show()

    def fold(self, width: int) -> None:
        self.navigation.fold(narrow=width < FOLDS_BELOW)
