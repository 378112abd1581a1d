"""A panel is what a higher subject shows on a lower subject's card: an account's visits, its map, its files."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.core.problems import Refused
from kamdesk.widgets.desk import Changes, Desk


class Panel(QWidget):
    """Derive, set `key` (the tab's name in addresses), `title` (msgid) and `tables`; fill in `reload`.

    It reloads by itself when it is visible and one of its tables has changed.

    `wide` panels become a tab; the others stand on the overview's right column ("what now"). Panels of one `group` share a tab, where
    chips lead from one to the next; the card names the groups it knows. `keys` are its own keys for F1: (key as it is written, msgid).
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    wide: ClassVar[bool] = True
    group: ClassVar[str] = ""
    keys: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = desk.words
        self.item: UUID | None = None
        self.stale = True
        desk.changed.connect(self._hear)

    def show_item(self, item: UUID) -> None:
        """Show another account (or person …); reloads at once where visible, else when shown."""
        self.item = item
        self.stale = True
        if self.isVisible():
            self.refresh()

    def reload(self) -> None:
        """Reads everything shown anew for `self.item`."""

    def new_item(self) -> None:
        """Ctrl+N while this panel is in front."""

    def refresh(self) -> None:
        if self.item is not None:
            self.stale = False
            try:
                self.reload()
            except Refused as refused:
                if refused.code != "gone":  # erased just now: the page it stands on leaves, and says so
                    raise

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self.stale:
            self.refresh()

    def _hear(self, changes: Changes, _initiator: object) -> None:
        if not self.tables or any(table in self.tables for table, _ in changes):
            self.stale = True
            if self.isVisible():
                self.refresh()
