"""The overview of an account: its facts, edited where they stand; what we learned; and what waits at the right."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.notes import Notes
from kamdesk.accounts.queries import AccountCard
from kamdesk.accounts.rules import Branch, branches, is_stale
from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder, scrolled
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.form import Form, Mark
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

RIGHT = 332
# Below this width what waits stands under the facts instead of beside them.
NARROW = 900
MOST_MEMBERS = 14


class Overview(QWidget):
    """Left the facts and the notes, right what waits. The panels at the right come from other subjects."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._account: UUID | None = None
        self.form = Form(desk, queries.ACCOUNT_FIELDS, self._save, beside=True, columns=2)
        facts = Card()
        facts.add(self.form)
        self.notes = Notes(desk)
        self._left = QVBoxLayout()
        self._left.setContentsMargins(0, 0, 6, 0)
        self._left.setSpacing(GAP)
        self._left.addWidget(facts)
        self._left.addWidget(self.notes)
        self._left.addStretch(1)
        self.panels: list[Panel] = []
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 6, 0)
        right.setSpacing(GAP)
        for panel_class in desk.contributed.panels("account"):
            if not panel_class.wide:
                right.addWidget(self._panel_card(panel_class))
        self.group = Card(self._words(N_("Group")))
        self._members = QVBoxLayout()
        self._members.setSpacing(0)
        self.group.add(self._members)
        right.addWidget(self.group)
        right.addStretch(1)
        self._waits = holder(right)
        self._side = scrolled(self._waits)
        self._side.setFixedWidth(RIGHT)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP - 6)
        whole.addWidget(scrolled(holder(self._left)), 1)
        whole.addWidget(self._side)

    def show_card(self, card: AccountCard) -> None:
        self._account = card.id
        self.form.show_values(card.values, self._marks(card))
        self.notes.show_notes(card.id, card.notes)
        self._show_group(self._desk.ask(queries.group_tree, card.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
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

    def _save(self, values: dict[str, object]) -> None:
        assert self._account is not None
        self._desk.do(actions.save_account, self._account, values)

    def _marks(self, card: AccountCard) -> Mapping[str, Mark]:
        """How old a fact that can grow old is; it warms once its shelf life is over."""
        return {field.name: self._mark(card, field) for field in queries.ACCOUNT_FIELDS if field.shelf_days and field.name in card.since}

    def _mark(self, card: AccountCard, field: Field) -> Mark:
        today, since = self._desk.today(), card.since[field.name]
        stale = is_stale(since, field.shelf_days, today)
        said = self._words.ago(since, today)
        text = self._words(N_("{when}, check"), when=said) if stale else said
        tip = self._words(N_("Written on {day}; good for {days} days"), day=self._words.day(since), days=field.shelf_days)
        return Mark(text, Tone.CAUTION if stale else Tone.MUTED, tip)

    def _show_group(self, tree: Branch | None) -> None:
        clear(self._members)
        listed = list(branches(tree)) if tree is not None else []
        self.group.setVisible(len(listed) > 1)
        for depth, branch in listed[:MOST_MEMBERS]:
            self._members.addWidget(self._member(depth, branch))
        if len(listed) > MOST_MEMBERS:
            self._members.addWidget(label(self._words(N_("and {n} more"), n=len(listed) - MOST_MEMBERS), "small"))

    def _member(self, depth: int, branch: Branch) -> QWidget:
        line = QHBoxLayout()
        line.setContentsMargins(depth * 18, 0, 0, 0)
        if branch.id == self._account:
            here = label(branch.name, "strong")
            here.setContentsMargins(4, 3, 0, 3)
            line.addWidget(here, 1)
        else:
            link = buttons.link(branch.name, name=f"member.{branch.id.hex}")
            link.clicked.connect(self._go)
            line.addWidget(link)
            line.addStretch(1)
        return holder(line)

    def _go(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._desk.open(Address("accounts", UUID(hex=sender.objectName().removeprefix("member."))))
