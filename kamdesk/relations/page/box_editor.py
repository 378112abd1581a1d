"""Name and position typed on the box itself. Enter keeps, Esc drops, Tab goes on; a refusal stands below and what was typed stays."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens

_WIDTH = 264
_MOST = 6


class BoxEditor(QFrame):
    """One or two lines over the map. Signals: `kept(str, str, object)` with both texts and what was picked from the list, `dropped()`.

    `offers(typed)` gives (words, data) of the suggestions below the first line; picking one keeps at once.
    """

    kept = Signal(str, str, object)
    dropped = Signal()

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self._offers: Callable[[str], Sequence[tuple[str, object]]] | None = None
        self._open = False
        self.setObjectName("box.editor")
        worn = tokens()
        self.setStyleSheet(f"#box\\.editor, BoxEditor {{ background: {worn.card}; border: 2px solid {worn.accent}; border-radius: 8px; }}")
        self.first, self.second = QLineEdit(), QLineEdit()
        self.first.setObjectName("box.name")
        self.second.setObjectName("box.position")
        self.first.setProperty("role", "strong")
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("box.refusal")
        self.list = QListWidget()
        self.list.setObjectName("box.offers")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemClicked.connect(self._pick)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(6, 6, 6, 6)
        whole.setSpacing(4)
        parts: tuple[QWidget, ...] = (self.first, self.second, self.refusal, self.list)
        for part in parts:
            whole.addWidget(part)
        for line in (self.first, self.second):
            line.installEventFilter(self)
        self.first.textChanged.connect(self._offer)
        self.hide()

    @property
    def is_open(self) -> bool:
        return self._open

    def begin(
        self, texts: tuple[str, str | None], hints: tuple[str, str], place: QPoint,
        offers: Callable[[str], Sequence[tuple[str, object]]] | None = None,
    ) -> None:  # fmt: skip
        """Opens with its top left corner at a place of the parent, kept inside it. The second text None leaves the second line out."""
        self._offers = None
        self.first.setText(texts[0])
        self.second.setText(texts[1] or "")
        self.second.setVisible(texts[1] is not None)
        for line, hint in zip((self.first, self.second), hints, strict=True):
            line.setPlaceholderText(hint)
            line.setAccessibleName(hint)
        self.say("")
        self._offers = offers
        self._open = True
        self._offer(texts[0])
        self._stand(place)
        self.show()
        self.raise_()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.first.selectAll()

    def say(self, refusal: str) -> None:
        """A refusal below the lines; they stay open."""
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        self.adjustSize()

    def close_quietly(self) -> None:
        """Closes without a word."""
        self._open = False
        self.hide()

    def attempt(self, deed: Callable[[], object], sentence: Callable[[Refused], str]) -> bool:
        """Does what was typed; closes where it worked, says the refusal where not."""
        try:
            deed()
        except Refused as refused:
            self.say(sentence(refused))
            self._open = True
            self.show()
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.close_quietly()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if event.type() == QEvent.Type.FocusOut and self._open:
            self._left()
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
            self.dropped.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem() if self.list.isVisible() else None
            self._keep(item.data(Qt.ItemDataRole.UserRole) if item is not None else None)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(-1, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif key == Qt.Key.Key_Tab and watched is self.first and self.second.isVisible():
            self.second.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Backtab, Qt.Key.Key_Tab):
            self.first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def _left(self) -> None:
        """Leaving keeps; nothing typed drops."""
        focus = self.window().focusWidget()
        if focus in (self.first, self.second) or (focus is not None and self.isAncestorOf(focus)):
            return
        if self.first.text().strip() or self.second.text().strip():
            self._keep(None)
        else:
            self.close_quietly()
            self.dropped.emit()

    def _keep(self, picked: object) -> None:
        self._open = False  # what follows may take the focus away; that is not leaving
        self.kept.emit(self.first.text().strip(), self.second.text().strip(), picked)

    def _pick(self, item: QListWidgetItem) -> None:
        self._keep(item.data(Qt.ItemDataRole.UserRole))

    def _offer(self, typed: str) -> None:
        found = self._offers(typed.strip())[:_MOST] if self._offers is not None and typed.strip() else ()
        self.list.clear()
        for words, data in found:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, data)
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(len(found) * max(24, self.list.sizeHintForRow(0)) + 10)
        self.adjustSize()
        self._stand(self.pos())

    def _stand(self, place: QPoint) -> None:
        self.setFixedWidth(_WIDTH)
        self.adjustSize()
        room = QRect(place, self.size())
        over = self.parentWidget()
        parent = (over.rect() if over is not None else room).adjusted(6, 6, -6, -6)
        room.moveRight(min(room.right(), parent.right()))
        room.moveBottom(min(room.bottom(), parent.bottom()))
        self.move(max(parent.left(), room.left()), max(parent.top(), room.top()))


def person_offers(found: Sequence[tuple[UUID, str, str]], typed: str, words: Words) -> list[tuple[str, object]]:
    """Known people by name, then a new person and an unknown seat of what was typed."""
    known: list[tuple[str, object]] = [(f"{name} · {line}" if line else name, number) for number, name, line in found[: _MOST - 2]]
    return [
        *known,
        (words("New person “{name}”", name=typed[:20]), "new"),
        (words("Unknown holder, position “{name}”", name=typed[:20]), "duty"),
    ]
