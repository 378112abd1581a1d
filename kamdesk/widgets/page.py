"""What every page is: it shows an address, reloads what changed, makes something new, and knows what it can print."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabBar, QVBoxLayout, QWidget

from kamdesk.widgets.card import HeaderCard
from kamdesk.widgets.desk import Address, Changes, Desk
from kamdesk.widgets.grid import Grid
from kamdesk.widgets.print_job import PrintJob
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, MARGIN


class Page(QWidget):
    """Derive, set the class attributes, build the widgets in `__init__` (after `super().__init__(desk)`), fill them in `reload`.

    `key` names the page in addresses, `title` is an English msgid, `icon` a Lucide name. `tables` are the tables whose changes
    make the page reload (none means all). `new_label` is the msgid of "New …" for the menu and Ctrl+N; empty where nothing can be
    made here.
    `help` is a msgid of two or three sentences for F1. A hidden page only marks itself stale and reloads when it is shown again.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = "file-text"
    tables: ClassVar[frozenset[str]] = frozenset()
    new_label: ClassVar[str] = ""
    help: ClassVar[str] = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.setObjectName(f"page.{self.key}")
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.address = Address(self.key)
        self.stale = True
        self.content = _Content(self)
        self.content.setContentsMargins(MARGIN, 6, MARGIN, MARGIN - 8)
        self.content.setSpacing(GAP)
        desk.changed.connect(self._hear)

    # what a page may override

    def reload(self) -> None:
        """Reads everything shown anew, keeping what is selected and typed."""

    def show_address(self, address: Address) -> None:
        """Shows another place on this page. The first call comes before the page is first painted."""
        self.address = address
        self.refresh()

    def on_changed(self, changes: Changes) -> None:
        """Something was written while the page is visible; reloads where one of `tables` is among it."""
        if not self.tables or any(table in self.tables for table, _ in changes):
            self.refresh()

    def new_item(self) -> None:
        """Ctrl+N here."""

    def print_items(self) -> PrintJob | None:
        """What Ctrl+P offers here, or None where there is nothing to print."""
        return None

    def filter_items(self) -> None:
        """Ctrl+F here: puts the cursor into the filter box, where there is one."""

    def edit_item(self) -> None:
        """F2 here, where the focus is on nothing that knows F2 itself."""

    def take_focus(self) -> None:
        """Where the keyboard goes when one comes to this page: its list, so that arrow keys browse at once, or the tabs of its card."""
        grids = [grid for grid in self.findChildren(Grid) if grid.isVisible()]
        if grids:
            grids[0].take_focus()
            return
        tabs = [bar for bar in self.findChildren(QTabBar) if bar.isVisible()]
        (tabs[0] if tabs else self).setFocus()

    def where(self) -> Address:
        """The address of what is shown right now, tab included, for the history."""
        return self.address

    # what a page has

    def refresh(self) -> None:
        """Reload now if visible, else when shown."""
        if self.isVisible() or self.stale:
            self.stale = False
            self.reload()
        else:
            self.stale = True

    def header(self) -> HeaderCard:
        """Adds a header card at the top."""
        made = HeaderCard()
        self.content.addWidget(made)
        return made

    def heading(self, text: str) -> QHBoxLayout:
        """Adds a plain title line; small tools may be added to the returned line."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(text, "title"))
        line.addStretch(1)
        self.content.addLayout(line)
        return line

    def _hear(self, changes: Changes, initiator: object) -> None:
        if initiator is self:
            return
        if self.isVisible():
            self.on_changed(changes)
        else:
            self.stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self.stale:
            self.refresh()
        super().showEvent(event)


class _Content(QVBoxLayout):
    """A page takes the height that is there: parts scroll inside it. Left alone, one wrapped label anywhere makes the whole page scroll."""

    def hasHeightForWidth(self) -> bool:
        return False


def splitter(*parts: QWidget, stretches: tuple[int, ...] = (), vertical: bool = False) -> QSplitter:
    """Parts whose border the rep may drag; none can be dragged away."""
    made = QSplitter(Qt.Orientation.Vertical if vertical else Qt.Orientation.Horizontal)
    made.setHandleWidth(GAP)
    made.setChildrenCollapsible(False)
    for index, part in enumerate(parts):
        made.addWidget(part)
        made.setStretchFactor(index, stretches[index] if index < len(stretches) else 1)
    return made
