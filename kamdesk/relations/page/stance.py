"""Support in one click: five stances and "unknown" as signs, the chosen one in its colour with its word."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.relations.rules.options import STANCES
from kamdesk.widgets import buttons
from kamdesk.widgets.signs import support_sign
from kamdesk.widgets.text import label, set_tone

ORDER = (2, 1, 0, -1, -2, None)


class StanceRow(QWidget):
    """Emits `chosen(int | None)` when the rep picks a stance."""

    chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.word = label("", "strong")
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(4)
        for number, stance in enumerate(ORDER):
            sign, _tone = support_sign(stance)
            button = buttons.chip(sign * 2 if stance in (2, -2) else sign, name=f"stance.{'unknown' if stance is None else stance}")
            button.setAccessibleName(words.translated(STANCES[stance]))
            button.setToolTip(words.translated(STANCES[stance]))
            button.setFixedWidth(40)
            button.setStyleSheet("padding: 3px 0px;")
            self._group.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        self._group.idClicked.connect(self._pick)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(words("Support"), "muted"))
        head.addWidget(self.word)
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addLayout(line)

    def show_stance(self, stance: int | None) -> None:
        self._group.button(ORDER.index(stance)).setChecked(True)
        self.word.setText(self._words.translated(STANCES[stance]))
        set_tone(self.word, support_sign(stance)[1])

    def _pick(self, number: int) -> None:
        self.chosen.emit(ORDER[number])
