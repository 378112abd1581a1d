"""The overview of an account: its facts, edited where they stand; what we learned; and what waits at the right."""

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.accounts import queries
from kamdesk.accounts.page.facts import Facts
from kamdesk.accounts.page.group_card import GroupCard
from kamdesk.accounts.page.notes import Notes
from kamdesk.accounts.queries import AccountCard
from kamdesk.core.marking import N_
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.tokens import GAP

RIGHT = 332
# Below this width what waits stands under the facts instead of beside them.
NARROW = 900


class Overview(QWidget):
    """Left the facts and the notes, right what waits. The panels at the right come from other subjects."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._account: UUID | None = None
        self.facts = Facts(desk, self)
        self.notes = Notes(desk)
        self._left = QVBoxLayout()
        self._left.setContentsMargins(0, 0, 6, 0)
        self._left.setSpacing(GAP)
        self._left.addWidget(self.facts)
        self._left.addWidget(self.notes)
        self._left.addStretch(1)
        self.panels: list[Panel] = []
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 6, 0)
        right.setSpacing(GAP)
        for panel_class in desk.contributed.panels("account"):
            if not panel_class.wide:
                right.addWidget(self._panel_card(panel_class))
        self.group = GroupCard(desk)
        right.addWidget(self.group)
        right.addStretch(1)
        self._waits = holder(right)
        self._side = scrolled(self._waits)
        self._side.setFixedWidth(RIGHT)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP - 6)
        self._scroll = scrolled(holder(self._left))
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._side)

    def show_card(self, card: AccountCard) -> None:
        if card.id != self._account:
            self._scroll.verticalScrollBar().setValue(0)
        self._account = card.id
        self.facts.show_card(card)
        self.notes.show_notes(card.id, card.notes)
        self.group.show_group(card.id, self._desk.ask(queries.group_tree, card.id))

    def edit_first(self) -> None:
        self.facts.one.edit_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What waits stands beside the facts, or below them where there is no room for both."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow and self._side.widget() is not None:
            self._left.insertWidget(self._left.count() - 1, self._side.takeWidget())
            self._waits.show()
        elif not narrow and self._side.widget() is None:
            self._left.removeWidget(self._waits)
            self._side.setWidget(self._waits)
        self._side.setHidden(narrow)

    def show_panels(self, account: UUID) -> None:
        for panel in self.panels:
            panel.show_item(account)

    def _panel_card(self, panel_class: type[Panel]) -> Card:
        card = Card(self._words.translated(panel_class.title))
        panel = panel_class(self._desk)
        self.panels.append(panel)
        card.add(panel)
        if panel_class.new_item is not Panel.new_item:
            more = buttons.tool("plus", self._words(N_("Add")), name=f"panel.{panel_class.key}.new")
            more.clicked.connect(panel.new_item)
            card.add_action(more)
        return card
