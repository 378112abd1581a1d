"""A person's ties, where they sit on our maps, and the warmest way to them."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.relations import actions, queries
from kamdesk.relations.page import dialogs
from kamdesk.relations.page.tie_line import TieLine, tie_menu
from kamdesk.relations.queries import WaySheet
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.options import SHORT_TIES, STANCES
from kamdesk.relations.rules.sheet import SeatRow, TieRow
from kamdesk.relations.rules.way_words import nearest_words, way_line
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.signs import support_sign
from kamdesk.widgets.text import label


class TiesPanel(Panel):
    key = "ties"
    title = N_("Ties and way in")
    tables: ClassVar[frozenset[str]] = frozenset({"tie", "person", "seat", "relation_map"})
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
        self.places, self.ties = QVBoxLayout(), QVBoxLayout()
        for stack in (self.places, self.ties):
            stack.setSpacing(4)
        self.card.add(self.way)
        self.card.add(self.places)
        self.card.add(self.ties)
        self.card.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)

    def reload(self) -> None:
        if self.item is None:
            return
        self.way.setText(way_in_words(self.desk, self.desk.ask(queries.way_to, self.item)))
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
        for likely in self.desk.ask(queries.suggested_ties, self.item):
            other = likely.other(self.item)
            line_of = _Likely(self.words, likely.kind, other.person, other.name)
            line_of.taken.connect(self._take)
            self.ties.addWidget(line_of)
        if not ties:
            self.ties.addWidget(label(self.words("No ties written down yet."), "muted", wrap=True))

    def new_item(self) -> None:
        if self.item is not None:
            dialogs.ask_tie(self, self.desk, self.item)

    def _take(self, kind: TieKind, other: UUID) -> None:
        """Draws a tie that was suggested; it can be undone and made stronger later."""
        values = {"first": self.item, "second": other, "kind": kind, "strength": 1, "source": self.words("Home town and school on file")}
        try:
            self.desk.do(actions.draw_tie, values)
        except Refused as refused:
            self.desk.refuse(self, refused)

    def _open_tie(self, tie: TieRow) -> None:
        tie_menu(self, self.desk, tie)

    def _follow(self, person: UUID) -> None:
        self.desk.open(Address("people", person))


def way_in_words(desk: Desk, sheet: WaySheet) -> str:
    """The way to somebody in a line: 林晓 → 周涛 → 王建国; where there is none, who is nearest."""
    if sheet.nearest is not None:
        return nearest_words(sheet.nearest, sheet.name, sheet.names, desk.words)
    return desk.words("Warmest way in: {way}", way=way_line(sheet.ways[0], sheet.names, desk.words)) if sheet.ways else ""


class _Likely(QWidget):
    """A tie that home town or school suggest. Emits `taken(kind, person)`."""

    taken = Signal(object, object)

    def __init__(self, words: Words, kind: TieKind, other: UUID, name: str) -> None:
        super().__init__()
        self._kind, self._other = kind, other
        take = buttons.link(words("Add"), name="ties.take")
        take.clicked.connect(self._take)
        said = words("Perhaps {tie}: {name}", tie=words.translated(SHORT_TIES[kind]), name=name[:12])
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 0, 0)
        line.addWidget(label(said, "muted"))
        line.addStretch(1)
        line.addWidget(take)

    def _take(self) -> None:
        self.taken.emit(self._kind, self._other)


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
