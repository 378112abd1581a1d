"""Pages are imported and built when they are first shown, and kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from kamdesk.desk.contents import Place, pages, resolved
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.page import Page


class PageStack(QStackedWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._places: dict[str, Place] = {place.key: place for place in pages()}
        self._built: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}

    @property
    def page(self) -> Page | None:
        """The page in front."""
        area = self.currentWidget()
        shown = area.widget() if isinstance(area, QScrollArea) else None
        return shown if isinstance(shown, Page) else None

    def knows(self, key: str) -> bool:
        return key in self._places

    def built(self, key: str) -> Page:
        """The page of a key, built if need be."""
        if key not in self._built:
            kind: type[Page] = resolved(self._places[key].code)
            self._built[key] = kind(self._desk)
            self._areas[key] = _area(self._built[key])
            self.addWidget(self._areas[key])
        return self._built[key]

    def show_address(self, address: Address) -> Page:
        """Brings the page of an address to the front, showing what the address names."""
        page = self.built(address.page)
        page.show_address(address)
        self.setCurrentWidget(self._areas[address.page])
        return page


def _area(page: Page) -> QScrollArea:
    """A page that is larger than a small window is scrolled; it never makes the window larger than the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
