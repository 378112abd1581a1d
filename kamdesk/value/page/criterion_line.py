"""One criterion of one account: its name and weight, the strip of scores, and what the score stands on or what is still to be asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.value.page.strip import ScoreStrip
from kamdesk.value.rules import ScoreRow
from kamdesk.value.rules.playbook import in_language
from kamdesk.widgets import buttons
from kamdesk.widgets.card import holder
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone

NAME_WIDTH = 132


class CriterionLine(QWidget):
    """Emits `scored(ScoreRow, int | None)`, `wanted(ScoreRow)` for its evidence, `left(line, way)` for ↑ and ↓."""

    scored = Signal(object, object)
    wanted = Signal(object)
    left = Signal(object, int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.row: ScoreRow | None = None
        self.name = Elided("", "strong")
        self.weight = label("", "small")
        self.strip = ScoreStrip(words)
        self.strip.setObjectName("value.score")
        self.strip.scored.connect(self._score)
        self.strip.left.connect(self._leave)
        self.edit = buttons.tool("pencil", buttons.with_key(words(N_("Evidence, source, confidence")), "F2"), name="value.evidence")
        self.edit.clicked.connect(self._want)
        self.asked = Badge("", Tone.ACCENT)
        self.below = label("", "small", wrap=True)
        named = QVBoxLayout()
        named.setSpacing(0)
        named.setContentsMargins(0, 0, 0, 0)
        named.addWidget(self.name)
        named.addWidget(self.weight)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.asked)
        said.addWidget(self.below, 1)
        whole = QGridLayout(self)
        whole.setContentsMargins(0, 4, 0, 4)
        whole.setHorizontalSpacing(10)
        whole.setVerticalSpacing(2)
        names = holder(named)
        names.setFixedWidth(NAME_WIDTH)
        whole.setColumnStretch(1, 1)
        whole.addWidget(names, 0, 0, 2, 1)
        scored = QHBoxLayout()
        scored.setSpacing(8)
        scored.addWidget(self.strip, 100)
        scored.addWidget(self.edit)
        scored.addStretch(1)
        whole.addLayout(scored, 0, 1)
        whole.addLayout(said, 1, 1)

    def put(self, row: ScoreRow, axis_weight: int) -> None:
        words = self._words
        self.row = row
        said = in_language(row.criterion, words)
        self.name.say(said.name)
        share = round(100 * said.weight / axis_weight) if axis_weight else 0
        self.weight.setText(words(N_("weight {percent}%"), percent=share))
        self.strip.put(said.name, row.score, touched=row.touched)
        scale = words(N_("0 = {worst} · 10 = {best}"), worst=said.worst, best=said.best) if said.worst and said.best else ""
        self.setToolTip("\n".join(part for part in (said.question, scale) if part))
        self.asked.setVisible(row.score is None and row.asked)
        self.asked.say(words(N_("Find out")), Tone.ACCENT)
        told = " · ".join(
            part
            for part in (
                row.evidence,
                words.translated(row.source.label) if row.source else "",
                words.translated(row.confidence.label) if row.confidence else "",
            )
            if part
        )
        self.below.setText(told if row.score is not None and told else said.question if row.score is None else scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        else:
            super().keyPressEvent(event)

    def _score(self, score: object) -> None:
        self.scored.emit(self.row, score)

    def _want(self) -> None:
        self.wanted.emit(self.row)

    def _leave(self, way: int) -> None:
        self.left.emit(self, way)
