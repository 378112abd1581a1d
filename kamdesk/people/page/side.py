"""One person at the side of a list: who it is, every field edited where it stands, and what other subjects know."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.people import queries
from kamdesk.people.page.deeds import Deeds
from kamdesk.people.page.fields import PersonFields
from kamdesk.people.page.head import PersonHead
from kamdesk.people.page.portrait import Portraits
from kamdesk.people.page.postings import PostingsPart
from kamdesk.people.page.settling import Settling
from kamdesk.people.page.touches import TouchesPart
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder, rule, scrolled
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label

WHOLE = "card"  # the tab of an address that shows a person on a page of its own


class PersonSide(QFrame):
    """Shows a person by number, or nothing. `with_account` says the account too, with a link to it."""

    def __init__(self, desk: Desk, portraits: Portraits, *, with_account: bool = False) -> None:
        super().__init__()
        words = desk.words
        self._desk, self._words = desk, words
        self.person: UUID | None = None
        self.setObjectName("person")
        self.setProperty("role", "card")
        deeds = Deeds(desk, self)
        self.head = PersonHead(desk, deeds, portraits, large=False, with_account=with_account)
        self.name = self.head.name
        whole = buttons.tool("maximize", words(N_("Open the whole card (Enter)")), name="person.open")
        whole.clicked.connect(self.open_whole)
        self.head.add_tool(whole)
        self.touches = TouchesPart(desk)
        self.postings = PostingsPart(desk, deeds)
        self._fields = PersonFields(desk, queries.PERSON_FIELDS, headed=True)
        self.form = self._fields.form
        self.panels: list[Panel] = []
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 4, 10, 0)
        self._inside.setSpacing(10)
        self._section(words(N_("Touches")), self.touches)
        self._inside.addWidget(rule())
        self._fields.put_into(self._inside)
        self._inside.addWidget(rule())
        self._section(words(N_("Positions over time")), self.postings)
        for panel_class in self._panel_classes():
            panel = panel_class(desk)
            self.panels.append(panel)
            self._inside.addWidget(rule())
            if panel.findChild(Card) is None:  # else it has its own heading
                self._section(words.translated(panel_class.title), panel)
            else:
                self._inside.addWidget(panel)
        self._inside.addStretch(1)
        filled = QVBoxLayout()
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(8)
        filled.addWidget(self.head)
        filled.addWidget(rule())
        content = holder(self._inside)
        filled.addWidget(scrolled(content), 1)
        self._settling = Settling(self, content)
        self.whole = holder(filled)
        self._nobody = label(words(N_("Choose a person to see more.")), "muted", wrap=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 14, 6, 14)
        body.addWidget(self.whole, 1)
        body.addWidget(self._nobody)
        self.show_person(None)

    @property
    def editing(self) -> bool:
        """Whether something is being typed that showing another person would lose."""
        return self.form.editing

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
        self.head.show_card(person, card)
        self._fields.show_card(person, card)
        account = card.values.get("account")
        self.postings.show_person(person, account if isinstance(account, UUID) else None)
        self.touches.show_person(person)
        for panel in self.panels:
            panel.show_item(person)
        self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settling.start()

    def open_whole(self) -> None:
        if self.person is not None:
            self._desk.open(Address("people", self.person, WHOLE))

    def _section(self, heading: str, part: PostingsPart | TouchesPart | Panel) -> None:
        self._inside.addWidget(label(heading, "section"))
        self._inside.addWidget(part)

    def _panel_classes(self) -> Sequence[type[Panel]]:
        return [panel for panel in self._desk.contributed.panels("person") if not panel.wide]
