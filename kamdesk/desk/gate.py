"""What stands before the desk: a card in the middle of an empty window, on which one unlocks, begins, or mends."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kamdesk.widgets.card import beside, scrolled
from kamdesk.widgets.text import label

WIDE = 480


class Steps(QWidget):
    """One part after the other in the same place, which is only as tall as the part that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.step = 0

    def add(self, part: QWidget) -> None:
        self._stack.addWidget(part)  # in its place before it is shown, or it would flash up as a window of its own
        part.setVisible(len(self._parts) == self.step)
        self._parts.append(part)

    def go(self, step: int) -> None:
        self.step = step
        for number, part in enumerate(self._parts):
            part.setVisible(number == step)


class Gate(QWidget):
    """Derive, and put parts on the card with `add`."""

    def __init__(self, title: str, sentence: str = "", *, wide: int = WIDE) -> None:
        super().__init__()
        self.setProperty("role", "gate")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(wide)
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(36, 30, 36, 30)
        self.body.setSpacing(12)
        self.title = label(title, "title", wrap=True)
        self.body.addWidget(self.title)
        self.sentence = label(sentence, "muted", wrap=True)
        self.body.addWidget(self.sentence)
        self.sentence.setVisible(bool(sentence))
        brand = label("kamdesk", "brand")
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 24, 24, 24)
        middle.setSpacing(18)
        middle.addStretch(2)
        middle.addWidget(brand, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addLayout(beside(None, card, None))  # an alignment would measure the height at the width of the window
        middle.addStretch(3)
        content = QWidget()
        content.setLayout(middle)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content))

    def add(self, part: QWidget | QLayout) -> None:
        if isinstance(part, QLayout):
            self.body.addLayout(part)
        else:
            self.body.addWidget(part)
