"""The current account beside the list, so that the arrow keys browse without opening anything."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.accounts import queries
from kamdesk.accounts.page.heading import badges_of, figures_of, line_of
from kamdesk.accounts.queries import NoteRow
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Figure, clear, rule
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import label

MOST_NOTES = 3


class Peek(QFrame):
    """Emits `opened(UUID)` when the rep wants the whole card."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._account: UUID | None = None
        self.setObjectName("peek")
        self.setProperty("role", "card")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(18, 16, 18, 16)
        self._body.setSpacing(8)

    def show_account(self, account: UUID | None) -> None:
        self._account = account
        clear(self._body)
        if account is None:
            self._body.addStretch(1)
            return
        try:
            card = self._desk.ask(queries.account_card, account, self._desk.today())
        except Refused:  # erased while the list was on screen; the list reloads by itself
            self._body.addStretch(1)
            return
        self._show_head(card)
        self._show_figures(figures_of(self._desk, account))
        self._show_notes(card.notes)
        self._body.addStretch(1)
        open_it = buttons.plain(self._desk.words(N_("Open the card")), "arrow-right", name="peek.open")
        open_it.clicked.connect(self._open)
        self._body.addWidget(open_it)

    def _show_head(self, card: queries.AccountCard) -> None:
        name = label(card.name, "section", wrap=True)
        name.setObjectName("peek.name")
        self._body.addWidget(name)
        line = line_of(card)
        if line:
            self._body.addWidget(label(line, "muted", wrap=True))
        badges = QHBoxLayout()
        badges.setSpacing(6)
        for text, tone in badges_of(card, self._desk.words)[:4]:
            badges.addWidget(Badge(text, tone))
        badges.addStretch(1)
        self._body.addLayout(badges)

    def _show_figures(self, figures: list[Figure]) -> None:
        if not figures:
            return
        self._body.addWidget(rule())
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, figure in enumerate(figures[:6]):
            grid.addWidget(_small_figure(figure), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._body.addLayout(grid)
        reason = next((figure.tip for figure in figures if figure.tone.value in ("bad", "caution") and figure.tip), "")
        if reason:
            self._body.addWidget(label(reason, "small", wrap=True))

    def _show_notes(self, notes: tuple[NoteRow, ...]) -> None:
        if not notes:
            return
        words, today = self._desk.words, self._desk.today()
        self._body.addWidget(rule())
        self._body.addWidget(label(words(N_("What we learned")), "muted"))
        for note in notes[:MOST_NOTES]:
            shown = note.body if len(note.body) <= 90 else note.body[:88] + "…"
            self._body.addWidget(label(shown, wrap=True))
            said = [words.ago(note.learned_on, today)] + ([words.translated(note.source.label)] if note.source else [])
            self._body.addWidget(label(" · ".join(said), "small"))

    def _open(self) -> None:
        if self._account is not None:
            self.opened.emit(self._account)


def _small_figure(figure: Figure) -> QWidget:
    made = QWidget()
    stack = QVBoxLayout(made)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(1)
    stack.addWidget(label(figure.label, "small"))
    value = label(figure.value, "section", tone=figure.tone)
    stack.addWidget(value)
    made.setToolTip(figure.tip)
    made.setAccessibleName(f"{figure.label}: {figure.value}")
    return made
