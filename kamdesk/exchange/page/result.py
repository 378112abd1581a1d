"""The fourth step: what was written, and what was not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.exchange.rules import Outcome, Preview, Verdict
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, clear, holder
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import Tone


class ResultPart(QWidget):
    """Emits `again()`, `shown()` when the list is to be shown, `faulty_wanted()`."""

    again = Signal()
    shown = Signal()
    faulty_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = desk.words
        words = self._words
        picture = QLabel(self)
        picture.setPixmap(pixmap("circle-check", 48, tokens().good))
        self.said = label("", "title")
        self.said.setObjectName("exchange.said")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(44)
        hint = label(words(N_("One undo (Ctrl+Z) takes the whole import back.")), "muted")
        self.show_list = buttons.primary(words(N_("Show the list")), "list", name="exchange.show")
        self.show_list.clicked.connect(self.shown)
        self.faulty = buttons.plain(words(N_("Save faulty rows…")), "file-down", name="exchange.result_faulty")
        self.faulty.clicked.connect(self.faulty_wanted)
        again = buttons.plain(words(N_("Import another file")), "file-up", name="exchange.again")
        again.clicked.connect(self.again)
        card = Card(parent=self)
        body = QVBoxLayout()
        body.setSpacing(16)
        body.addStretch(2)
        for part in (picture, self.said):
            body.addLayout(beside(None, part, None))
        body.addLayout(beside(None, holder(self._figures), None))
        body.addLayout(beside(None, hint, None))
        body.addLayout(beside(None, self.show_list, self.faulty, again, None, spacing=10))
        body.addStretch(3)
        card.add(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self.setFocusProxy(self.show_list)

    def show_outcome(self, kind: str, outcome: Outcome, preview: Preview) -> None:
        words = self._words
        self.said.setText(words(N_("“{name}” is imported"), name=preview.table.name[:60]))
        clear(self._figures)
        left = len(preview.rows) - outcome.added - outcome.changed
        figures = [(words(N_("Added")), outcome.added, Tone.GOOD), (words(N_("Updated")), outcome.changed, Tone.ACCENT)]
        if outcome.accounts:
            figures.append((words(N_("New accounts")), outcome.accounts, Tone.PLAIN))
        figures.append((words(N_("Not written")), max(0, left), Tone.MUTED))
        faulty = preview.counts[Verdict.FAULTY]
        if faulty:
            figures.append((words(N_("of these faulty")), faulty, Tone.BAD))
        for text, value, tone in figures:
            stack = QVBoxLayout()
            stack.setSpacing(2)
            stack.addWidget(label(text, "muted"))
            stack.addWidget(label(f"{value:,}", "figure", tone=tone))
            self._figures.addWidget(holder(stack))
        self.faulty.setVisible(faulty > 0)
