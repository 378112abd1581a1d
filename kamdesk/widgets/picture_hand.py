"""What a hand does with the mouse on a picture: pick, pan, drag boxes, draw a line from a handle, or a band round several."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem

from kamdesk.widgets.picture_items import Piece
from kamdesk.widgets.theme import tokens

if TYPE_CHECKING:
    from kamdesk.widgets.picture import PictureView

_FIRM = 6  # pixels a press may wander before it is a drag
ABOVE = 1e6


@dataclass(frozen=True, slots=True)
class Aim:
    """What letting go here would do: `onto` a box, into the gap at `bar`, or on the ground (neither).

    `good` False marks it as refused; `said` is the sentence beside it.
    """

    onto: str = ""
    bar: QLineF | None = None
    good: bool = True
    said: str = ""
    data: object = None


@dataclass(slots=True)
class _Grip:
    """What the pressed button holds."""

    start: QPoint
    last: QPoint
    kind: str = "pan"
    keys: tuple[str, ...] = ()
    pick: str | None = None  # what a release without a drag picks alone
    aim: Aim = field(default_factory=Aim)
    moving: bool = False


class Hand:
    """One for each view; the view passes its mouse events on."""

    def __init__(self, view: "PictureView") -> None:
        self._view = view
        self._grip: _Grip | None = None
        self._thread: QGraphicsLineItem | None = None
        self._marks: list[QGraphicsItem] = []

    def forget(self) -> None:
        """The scene was emptied under the hand."""
        self._grip, self._thread = None, None
        self._marks.clear()

    @property
    def holds(self) -> bool:
        return self._grip is not None

    def drop(self) -> bool:
        """Esc: lets go of what is held without doing anything; False where nothing was."""
        grip = self._grip
        if grip is None or not (grip.moving or self._thread is not None or grip.kind == "band"):
            return False
        self._clear()
        self._put_back(grip)
        self._grip = None
        return True

    def press(self, event: QMouseEvent) -> None:
        view, here = self._view, event.position().toPoint()
        grip = self._grip = _Grip(here, here)
        if event.button() == Qt.MouseButton.MiddleButton:
            return
        if view.on_handle(here):
            grip.kind = "thread"
            self._begin_thread()
            return
        piece = view.piece_at(here)
        more = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if piece is None:
            if more and view.draggable:
                grip.kind = "band"
            else:
                view.choose("", show=False)
            return
        if more and view.draggable:
            view.toggle(piece.key)
        elif piece.key in view.selection() and len(view.selection()) > 1:
            grip.pick = piece.key
        else:
            view.choose(piece.key, show=False)
        if view.draggable and piece.key in view.selection():
            grip.kind, grip.keys = "drag", view.carried(piece.key)

    def move(self, event: QMouseEvent) -> None:
        here, view, grip = event.position().toPoint(), self._view, self._grip
        if grip is None:
            view.setCursor(view.cursor_at(here))
            return
        firm = grip.moving or (here - grip.start).manhattanLength() > _FIRM
        if grip.kind == "thread" and self._thread is not None:
            line = self._thread.line()
            line.setP2(view.mapToScene(here))
            self._thread.setLine(line)
            self._show(view.aim_thread(view.mapToScene(here)))
        elif grip.kind == "drag" and firm:
            grip.moving = True
            self._carry(grip, view.mapToScene(here) - view.mapToScene(grip.start))
            grip.aim = view.aim(grip.keys, view.mapToScene(here))
            self._show(grip.aim)
        elif grip.kind == "band" and firm:
            grip.moving = True
            self._band(QRectF(view.mapToScene(grip.start), view.mapToScene(here)).normalized())
        elif grip.kind == "pan":
            view.pan(here - grip.last)
        grip.last = here

    def release(self, event: QMouseEvent) -> None:
        here, grip, view = event.position().toPoint(), self._grip, self._view
        self._grip = None
        view.unsetCursor()
        if grip is None:
            return
        self._clear()
        if grip.kind == "thread":
            onto = view.piece_at(here)
            if onto is not None and onto.key != view.key:
                view.linked.emit(view.key, onto.key)
        elif grip.kind == "band" and grip.moving:
            view.gather(QRectF(view.mapToScene(grip.start), view.mapToScene(here)).normalized())
        elif grip.kind == "drag" and grip.moving:
            way = view.mapToScene(here) - view.mapToScene(grip.start)
            self._put_back(grip)
            view.let_go(grip.keys, grip.aim, way)
        elif grip.pick is not None:
            view.choose(grip.pick, show=False)

    def _carry(self, grip: _Grip, way: QPointF) -> None:
        for key in grip.keys:
            piece = self._view.piece(key)
            if piece is not None:
                piece.setPos(way)
                piece.setOpacity(0.75)
                piece.setZValue(ABOVE)

    def _put_back(self, grip: _Grip) -> None:
        for key in grip.keys:
            piece = self._view.piece(key)
            if piece is not None:
                piece.setPos(QPointF())
                piece.setOpacity(1.0)
                piece.setZValue(ABOVE / 20)

    def _begin_thread(self) -> None:
        start = self._view.handle_point()
        self._thread = QGraphicsLineItem(start.x(), start.y(), start.x(), start.y())
        pen = QPen(QColor(tokens().accent), 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._thread.setPen(pen)
        self._thread.setZValue(ABOVE)
        self._view.scene().addItem(self._thread)

    def _band(self, room: QRectF) -> None:
        self._unmark()
        pen = QPen(QColor(tokens().accent), 1)
        pen.setCosmetic(True)
        soft = QColor(tokens().accent)
        soft.setAlpha(28)
        self._mark(self._view.scene().addRect(room, pen, soft))

    def _show(self, aim: Aim) -> None:
        """A frame round the box that would take it, or a bar in the gap; red with its reason where it would be refused."""
        self._unmark()
        view = self._view
        colour = QColor(tokens().accent if aim.good else tokens().bad)
        pen = QPen(colour, 3)
        pen.setCosmetic(True)
        target = view.piece(aim.onto) if aim.onto else None
        if target is not None:
            soft = QColor(colour)
            soft.setAlpha(36)
            self._mark(view.scene().addRect(target.body.adjusted(-5, -5, 5, 5), pen, soft))
        if aim.bar is not None:
            self._mark(view.scene().addLine(aim.bar, pen))
        view.say_aim(aim)

    def _mark(self, item: QGraphicsItem) -> None:
        item.setZValue(ABOVE * 2)
        self._marks.append(item)

    def _unmark(self) -> None:
        for mark in self._marks:
            self._view.scene().removeItem(mark)
        self._marks.clear()

    def _clear(self) -> None:
        self._unmark()
        self._view.say_aim(Aim())
        if self._thread is not None:
            self._view.scene().removeItem(self._thread)
            self._thread = None


def inside(pieces: Sequence[Piece], room: QRectF) -> list[str]:
    """The keys of the boxes whose middle lies in a band."""
    return [piece.key for piece in pieces if piece.solid and room.contains(piece.mapToScene(piece.body.center()))]
