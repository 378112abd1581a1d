"""Ties that seem likely, each with its evidence: confirmed or turned down by the rep in one click, and undone as any change."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.relations.actions import suggesting
from kamdesk.relations.queries import SuggestedRow
from kamdesk.relations.rules.options import SHORT_TIES
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import Elided, label

_SHOWN = 30


def evidence(row: SuggestedRow, words: Words) -> str:
    return words.filled(words.translated(row.reason), row.facts)


class SuggestedLine(QWidget):
    """One likely tie. Confirming draws it with the evidence as its source; `heading` is what stands first, such as both names."""

    def __init__(self, desk: Desk, row: SuggestedRow, heading: str) -> None:
        super().__init__()
        self._desk, self._row = desk, row
        words = desk.words
        take = buttons.link(words("Confirm"), name="suggested.take")
        take.setAccessibleName(f"{words('Confirm')} {heading}")
        take.clicked.connect(self._take)
        refuse = buttons.link(words("Is none"), name="suggested.refuse")
        refuse.setAccessibleName(f"{words('Is none')} {heading}")
        refuse.clicked.connect(self._refuse)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Elided(heading, "strong"), 1)
        head.addWidget(take)
        head.addWidget(refuse)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 4)
        whole.setSpacing(0)
        whole.addLayout(head)
        kind = words.translated(SHORT_TIES[row.kind])
        whole.addWidget(label(words("{kind}? {evidence}", kind=kind, evidence=evidence(row, words)), "muted", wrap=True))

    def _take(self) -> None:
        row, source = self._row, evidence(self._row, self._desk.words)
        self._do(lambda: self._desk.do(suggesting.confirm_tie, row.first.person, row.second.person, row.kind, source))

    def _refuse(self) -> None:
        row = self._row
        self._do(lambda: self._desk.do(suggesting.dismiss_tie, row.first.person, row.second.person, row.kind))

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except Refused as refused:
            self._desk.refuse(self, refused)


class SuggestedSide(QWidget):
    """All likely ties of a map. Emits `closed()`."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.words = desk, desk.words
        words = self.words
        self.head = label("", "section")
        close = buttons.tool("x", words("Back to the map's health"), name="suggested.close")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(close)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        said = words("Home town, school and employers on file suggest them. They count once you confirm them.")
        whole.addWidget(label(said, "muted", wrap=True))
        whole.addLayout(self.body)
        whole.addStretch(1)

    def show_rows(self, rows: Sequence[SuggestedRow]) -> None:
        words = self.words
        self.head.setText(words("{n} ties to confirm", n=len(rows)))
        clear(self.body)
        for row in rows[:_SHOWN]:
            self.body.addWidget(SuggestedLine(self.desk, row, f"{row.first.name} — {row.second.name}"))
        if len(rows) > _SHOWN:
            self.body.addWidget(label(words("And {n} more.", n=len(rows) - _SHOWN), "muted", wrap=True))
        if not rows:
            self.body.addWidget(label(words("Nothing to confirm."), "muted", wrap=True))
