"""The chips of a list: what it can be narrowed to at once, then the saved views, which can be dragged into another order."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from kamdesk.core import views
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.views import NAME_FIELD, Definition, ViewRow
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.new_dialog import NewDialog, made


class ViewChip(QPushButton):
    """A saved view. Dragged sideways it changes places; the right button or the menu key offers to rename, renew or delete it."""

    dropped_at = Signal(object, QPoint)
    asked = Signal(object, QPoint)

    def __init__(self, view: ViewRow, tip: str) -> None:
        name = view.name if len(view.name) <= 20 else view.name[:19] + "…"
        super().__init__(name.replace("&", "&&"))
        self.view = view
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setObjectName(f"view.{view.id.hex}")
        self.setAccessibleName(view.name)
        self.setToolTip(f"{view.name}\n{tip}")
        self._from: QPoint | None = None
        self._dragging = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        self._dragging = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None and (event.globalPosition().toPoint() - self._from).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.unsetCursor()
            self.setDown(False)
            self.dropped_at.emit(self.view.id, event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(self.view.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.asked.emit(self.view.id, self.mapToGlobal(QPoint(0, self.height())))
            return
        super().keyPressEvent(event)


class Views:
    """What can be done with the saved views of one list; the list itself shows them."""

    def __init__(self, desk: Desk, key: str, owner: QWidget, now: Callable[[], Definition]) -> None:
        self._desk, self._words, self._key, self._owner, self._now = desk, desk.words, key, owner, now
        self.rows: tuple[ViewRow, ...] = ()

    def reload(self) -> None:
        self.rows = self._desk.ask(views.saved_views, self._key)

    def row(self, view: UUID | None) -> ViewRow | None:
        return next((row for row in self.rows if row.id == view), None)

    def keep(self) -> UUID | None:
        """Asks for a name and keeps the list as it stands; the number of the new view, None where the rep cancelled."""
        heading, deed = self._words(N_("Keep this list as a view")), self._words("Save")
        return made(NewDialog(self._owner, self._desk, heading, NAME_FIELD, self._create, deed=deed))

    def _create(self, values: dict[str, object]) -> UUID:
        return self._desk.do(views.save_view, None, values | {"list": self._key, "definition": self._now().text()})

    def rename(self, view: UUID) -> None:
        row = self.row(view)
        if row is None:
            return

        def save(values: dict[str, object]) -> UUID:
            return self._desk.do(views.save_view, view, values)

        heading = self._words(N_("Rename the view"))
        made(NewDialog(self._owner, self._desk, heading, NAME_FIELD, save, values={"name": row.name}, deed=self._words("Save")))

    def renew(self, view: UUID) -> None:
        """The view is from now on as the list stands."""
        self._deed(lambda: self._desk.do(views.save_view, view, {"definition": self._now().text()}))

    def delete(self, view: UUID) -> None:
        row = self.row(view)
        if row is None:
            return
        sentence = self._words(N_("Only the view goes; the entries stay. You can take this back with undo."))
        if agreed(self._owner, self._words(N_("Delete the view “{name}”?"), name=row.name), sentence, self._words("Delete"), self._words):
            self._deed(lambda: self._desk.do(views.erase_view, view))

    def move(self, view: UUID, place: int) -> None:
        """Puts a view before the one that now stands at `place`."""
        order = [row.id for row in self.rows]
        was = order.index(view)
        order.remove(view)
        order.insert(place - (1 if was < place else 0), view)
        if order != [row.id for row in self.rows]:
            self._deed(lambda: self._desk.do(views.order_views, order))

    def menu(self, view: UUID, place: QPoint) -> QMenu:
        """The menu of a view's chip; the caller shows it."""
        words, number = self._words, [row.id for row in self.rows].index(view)
        menu = QMenu(self._owner)
        entries: Sequence[tuple[str, Callable[[], None], bool]] = (
            (words(N_("Rename…")), lambda: self.rename(view), True),
            (words(N_("Update to the list as it stands")), lambda: self.renew(view), True),
            (words(N_("Move left")), lambda: self.move(view, number - 1), number > 0),
            (words(N_("Move right")), lambda: self.move(view, number + 2), number + 1 < len(self.rows)),
            (words(N_("Delete…")), lambda: self.delete(view), True),
        )
        for text, call, possible in entries:
            action = menu.addAction(text)
            action.setEnabled(possible)
            action.triggered.connect(call)
        menu.move(place)
        return menu

    def _deed(self, do: Callable[[], object]) -> None:
        try:
            do()
        except Refused as refused:
            self._desk.refuse(self._owner, refused)


def preset_chip(key: str, title: str) -> QPushButton:
    return buttons.chip(title, name=f"chip.{key}")
