"""A person on a page of its own: the face on top, what is known at the left, what happened at the right."""

from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.people import queries
from kamdesk.people.page.deeds import Deeds
from kamdesk.people.page.fields import PersonFields, fields_of_group, groups
from kamdesk.people.page.head import PersonHead
from kamdesk.people.page.portrait import Portraits
from kamdesk.people.page.postings import PostingsPart
from kamdesk.people.page.settling import Settling
from kamdesk.people.page.touches import TouchesPart
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder, scrolled
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP

_LIST_HEIGHT = 300  # of a contributed list, which scrolls inside itself


class PersonWhole(QWidget):
    """`show_one` raises Refused("gone") where the person was erased."""

    def __init__(self, desk: Desk, portraits: Portraits) -> None:
        super().__init__()
        words = desk.words
        self._desk, self._words = desk, words
        self.person: UUID | None = None
        deeds = Deeds(desk, self)
        self.head = PersonHead(desk, deeds, portraits, large=True, with_account=True)
        back = buttons.plain(words(N_("To the list")), "arrow-left", name="person.back")
        back.clicked.connect(self._back)
        move = buttons.plain(words(N_("Moved to another position…")), "arrow-right-left", name="person.move.button")
        move.clicked.connect(self.head.move_on)
        self.head.add_tool(back)
        self.head.add_tool(move)
        face = Card()
        face.add(self.head)
        self.touches = TouchesPart(desk)
        self.postings = PostingsPart(desk, deeds)
        self.parts = [PersonFields(desk, fields_of_group(group), headed=False) for group in groups()]
        left = self._column([_fields_card(words.translated(group), part) for group, part in zip(groups(), self.parts, strict=True)])
        right = self._column([_card(words(N_("Touches")), self.touches), _card(words(N_("Positions over time")), self.postings)])
        self.panels = [self._panel(right, panel_class) for panel_class in desk.contributed.panels("person")]
        for column in (left, right):
            column.addStretch(1)
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 6, 0)
        both.setSpacing(GAP)
        both.addWidget(holder(left), 1)
        both.addWidget(holder(right), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(face)
        content = holder(both)
        whole.addWidget(scrolled(content), 1)
        self._settling = Settling(self, content)

    @property
    def editing(self) -> bool:
        return any(part.form.editing for part in self.parts)

    def show_one(self, row: UUID) -> None:
        card = self._desk.ask(queries.person_card, row)
        self.person = row
        self.head.show_card(row, card)
        for part in self.parts:
            part.show_card(row, card)
        account = card.values.get("account")
        self.postings.show_person(row, account if isinstance(account, UUID) else None)
        self.touches.show_person(row)
        for panel in self.panels:
            panel.show_item(row)
        self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settling.start()

    def edit(self) -> None:
        """F2: the first field, or the one that has the focus."""
        focus = QApplication.focusWidget()
        focused = next((part for part in self.parts if focus is not None and part.form.isAncestorOf(focus)), self.parts[0])
        focused.form.edit_first()

    def is_there(self, row: UUID) -> bool:
        try:
            self._desk.ask(queries.person_card, row)
        except Refused:
            return False
        return True

    def _back(self) -> None:
        self._desk.open(Address("people", self.person))

    def _column(self, cards: list[Card]) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setSpacing(GAP)
        for card in cards:
            made.addWidget(card)
        return made

    def _panel(self, column: QVBoxLayout, panel_class: type[Panel]) -> Panel:
        """Lists bring their own card; small panels get one."""
        panel = panel_class(self._desk)
        if panel_class.wide:
            panel.setFixedHeight(_LIST_HEIGHT)
            column.addWidget(label(self._words.translated(panel_class.title), "section"))
        column.addWidget(panel if panel.findChild(Card) is not None else _card(self._words.translated(panel_class.title), panel))
        return panel


def _fields_card(heading: str, fields: PersonFields) -> Card:
    made = Card(heading)
    fields.put_into(made.body)
    return made


def _card(heading: str, part: QWidget | QLayout) -> Card:
    made = Card(heading)
    made.add(part)
    return made
