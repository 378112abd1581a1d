"""One person at the side of a list: who it is, every field edited where it stands, and what other subjects know."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kamdesk.accounts.rules import Rank
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.people import actions, queries
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear, holder, rule, scrolled
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.form import Form
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone


class PersonSide(QFrame):
    """Shows a person by number, or nothing. `with_account` says the account too, with a link to it."""

    def __init__(self, desk: Desk, *, with_account: bool = False) -> None:
        super().__init__()
        self._desk, self._words, self._with_account = desk, desk.words, with_account
        self.person: UUID | None = None
        self._account: UUID | None = None
        self.setObjectName("person")
        self.setProperty("role", "card")
        self.name = Elided("", "section")
        self.name.setObjectName("person.name")
        self.standing = label("", "muted", wrap=True)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(6)
        self.account = buttons.link("", name="person.account")
        self.account.clicked.connect(self._open_account)
        erase = buttons.tool("trash-2", self._words(N_("Erase person")), name="person.erase")
        erase.clicked.connect(self._erase)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(erase)
        self.form = Form(desk, queries.PERSON_FIELDS, self._save, beside=True)
        self.panels: list[Panel] = []
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(10)
        inside.addWidget(self.form)
        for panel_class in self._panel_classes():
            panel = panel_class(desk)
            self.panels.append(panel)
            inside.addWidget(rule())
            inside.addWidget(label(self._words.translated(panel_class.title), "section"))
            inside.addWidget(panel)
        inside.addStretch(1)
        self.whole = holder(QVBoxLayout())
        filled = self.whole.layout()
        assert isinstance(filled, QVBoxLayout)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(6)
        filled.addLayout(top)
        filled.addWidget(self.standing)
        filled.addWidget(self.account)
        filled.addLayout(self._badges)
        filled.addWidget(scrolled(holder(inside)), 1)
        self._nobody = label(self._words(N_("Choose a person to see more.")), "muted", wrap=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 10, 14)
        body.addWidget(self.whole, 1)
        body.addWidget(self._nobody)
        self.show_person(None)

    def show_person(self, person: UUID | None) -> None:
        """An erased person shows as nobody."""
        card = None
        if person is not None:
            try:
                card = self._desk.ask(queries.person_card, person)
            except Refused:
                person = None
        self.person = person
        self.whole.setVisible(card is not None)
        self._nobody.setVisible(card is None)
        if card is None or person is None:
            return
        self.name.say(card.name)
        self.standing.setText(card.standing)
        self.standing.setVisible(bool(card.standing))
        found = card.values.get("account")
        self._account = found if isinstance(found, UUID) else None
        self.account.setText(card.account_name)
        self.account.setVisible(self._with_account and bool(card.account_name))
        clear(self._badges)
        if card.rank is not None and card.rank is not Rank.NONE:
            self._badges.addWidget(Badge(self._words.translated(card.rank.label), Tone.ACCENT))
        if card.values.get("retired_on"):
            self._badges.addWidget(Badge(self._words(N_("Left")), Tone.MUTED))
        self._badges.addStretch(1)
        self.form.show_values(card.values)
        for panel in self.panels:
            panel.show_item(person)

    def _panel_classes(self) -> Sequence[type[Panel]]:
        return [panel for panel in self._desk.contributed.panels("person") if not panel.wide]

    def _save(self, values: dict[str, object]) -> None:
        assert self.person is not None
        self._desk.do(actions.save_person, self.person, values)

    def _open_account(self) -> None:
        if self._account is not None:
            self._desk.open(Address("accounts", self._account))

    def _erase(self) -> None:
        words, person = self._words, self.person
        if person is None:
            return
        sentence = words(N_("The person leaves every list, map and visit. You can take this back with undo."))
        if agreed(self, words(N_("Erase “{name}”?"), name=self.name.whole()[:60]), sentence, words(N_("Erase")), words):
            self._desk.do(actions.erase_person, person)
