"""A person's ties, where they sit on our maps, and the warmest way to them."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.relations import queries
from kamdesk.relations.page import dialogs
from kamdesk.relations.page.suggested_side import SuggestedLine
from kamdesk.relations.page.tie_line import TieLine, tie_menu
from kamdesk.relations.page.way_side import WaySide
from kamdesk.relations.queries import WaySheet
from kamdesk.relations.rules.options import STANCES
from kamdesk.relations.rules.sheet import SeatRow, TieRow
from kamdesk.relations.rules.way_words import nearest_words, way_line
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, clear, rule
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.signs import support_sign
from kamdesk.widgets.text import label


class TiesPanel(Panel):
    key = "ties"
    title = N_("Ties and way in")
    tables: ClassVar[frozenset[str]] = frozenset({"tie", "tie_dismissed", "thread", "person", "posting", "seat", "relation_map"})
    wide: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self.card = Card(words("Ties and way in"))
        add = buttons.tool("plus", words("Draw a tie"), name="ties.add")
        add.clicked.connect(self.new_item)
        self.card.add_action(add)
        self.way = label("", wrap=True)
        self.way.setObjectName("ties.way")
        self.more = buttons.chip(words("Step by step"), name="ties.steps")
        self.more.toggled.connect(self._show_steps)
        self.steps = WaySide(desk, closable=False)
        self.steps.followed.connect(self._follow)
        self.steps.hide()
        self.places, self.ties, self.likely = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for stack in (self.places, self.ties, self.likely):
            stack.setSpacing(4)
        self.card.add(self.way)
        self.card.add(beside(self.more, None))
        self.card.add(self.steps)
        self.card.add(self.places)
        self.card.add(self.ties)
        self.card.add(self.likely)
        self.card.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)

    def reload(self) -> None:
        if self.item is None:
            return
        sheet = self.desk.ask(queries.way_to, self.item)
        self.way.setText(way_in_words(self.desk, sheet))
        self.way.setVisible(not sheet.ours)
        self.more.setVisible(not sheet.ours)
        self._show_steps(self.more.isChecked() and not sheet.ours)
        clear(self.places)
        for row, seat in self.desk.ask(queries.seats_of_person, self.item):
            self.places.addWidget(_Place(self.desk, row.account, row.name, seat))
        clear(self.ties)
        ties = self.desk.ask(queries.ties_of_person, self.item)
        for tie, other in ties:
            line = TieLine(self.words, tie, other.person, other.name)
            line.opened.connect(self._open_tie)
            line.followed.connect(self._follow)
            self.ties.addWidget(line)
        if not ties:
            self.ties.addWidget(label(self.words("No ties written down yet."), "muted", wrap=True))
        self._show_likely(self.item)

    def _show_likely(self, person: UUID) -> None:
        """What home town, school and employers suggest, with the evidence."""
        clear(self.likely)
        found = self.desk.ask(queries.suggested_ties, person)
        if found:
            self.likely.addWidget(rule())
            self.likely.addWidget(label(self.words("{n} ties to confirm", n=len(found)), "section"))
        for row in found:
            self.likely.addWidget(SuggestedLine(self.desk, row, row.other(person).name))

    def _show_steps(self, on: bool) -> None:
        self.steps.setVisible(on)
        if on and self.item is not None:
            self.steps.show_person(self.item)

    def new_item(self) -> None:
        if self.item is not None:
            dialogs.ask_tie(self, self.desk, self.item)

    def _open_tie(self, tie: TieRow) -> None:
        tie_menu(self, self.desk, tie)

    def _follow(self, person: UUID) -> None:
        self.desk.open(Address("people", person))


def way_in_words(desk: Desk, sheet: WaySheet) -> str:
    """The way to somebody in a line: 林晓 → 周涛 → 王建国; where there is none, who is nearest."""
    if sheet.nearest is not None:
        return nearest_words(sheet.nearest, sheet.name, sheet.names, desk.words)
    return desk.words("Warmest way in: {way}", way=way_line(sheet.ways[0], sheet.names, desk.words)) if sheet.ways else ""


class _Place(QWidget):
    """A map on which the person sits, and how they stand there."""

    def __init__(self, desk: Desk, account: UUID, name: str, seat: SeatRow) -> None:
        super().__init__()
        self._desk, self._account = desk, account
        link = buttons.link(name if len(name) <= 16 else name[:16] + "…", name="ties.map")
        link.clicked.connect(self._open)
        sign, tone = support_sign(seat.support)
        stance = f"{sign} {desk.words.translated(STANCES[seat.support])}"
        layer = desk.words.translated(seat.layer.label) if seat.layer else ""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(link)
        line.addStretch(1)
        line.addWidget(label(layer, "muted"))
        line.addWidget(label(stance, tone=tone))

    def _open(self) -> None:
        self._desk.open(Address("accounts", self._account, "map"))
