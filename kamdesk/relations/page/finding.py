"""The search line of the map: a name, pinyin or initials, a position, a department. Enter goes to the next who fits."""


from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kamdesk.core import names
from kamdesk.core.words import Words
from kamdesk.relations.rules.sheet import MapSheet, SeatRow


class FindLine(QLineEdit):
    """Emits `found(seat, number of it, how many fit)` and `left()` on Esc. F3 on the map goes on."""

    found = Signal(object, int, int)
    missed = Signal(str)
    left = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: MapSheet | None = None
        self._at = -1
        self.setObjectName("map.find")
        self.setPlaceholderText(words("Find on the map"))
        self.setAccessibleName(words("Find on the map"))
        self.setToolTip(words("Name, pinyin or position (/); Enter or F3 goes to the next"))
        self.setClearButtonEnabled(True)
        self.setFixedWidth(136)
        self.textEdited.connect(self._begin)

    def put(self, sheet: MapSheet) -> None:
        self._sheet = sheet

    def go_on(self) -> None:
        """The next who fits; from the first again after the last."""
        fitting = self._fitting()
        if fitting:
            self._at = (self._at + 1) % len(fitting)
            self.found.emit(fitting[self._at].id, self._at + 1, len(fitting))
        elif self.text().strip():
            self.missed.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        """Goes to the first while typing."""
        self._at = -1
        if self._fitting():
            self.go_on()

    def _fitting(self) -> list[SeatRow]:
        wanted = names.folded(self.text().strip())
        if not wanted or self._sheet is None:
            return []
        return [seat for seat in self._sheet.seats if fits(seat, wanted)]


def fits(seat: SeatRow, wanted: str) -> bool:
    """Whether folded text is in the name, its pinyin or initials, the position or the department."""
    if any(wanted in names.folded(text) for text in (seat.name, seat.position, seat.department) if text):
        return True
    return any(token.startswith(wanted) for token in names.search_tokens(seat.name)) if seat.name else False


