"""The side of the map that says how to get to the chosen person: step by step, with what else there is, and from whom."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.relations import queries
from kamdesk.relations.page.two_lines import TwoLines
from kamdesk.relations.queries import WaySheet
from kamdesk.relations.rules.way_in import Way
from kamdesk.relations.rules.way_words import beginning, nearest_words, step_words, warmth_words, way_line
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear, rule
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone


class WaySide(QWidget):
    """Emits `shown(people)` with the way that is chosen (() for none), `followed(person)` for a step, `closed()`."""

    shown = Signal(object)
    followed = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None, closable: bool = True) -> None:
        super().__init__(parent)
        self.desk, self.words = desk, desk.words
        self.sheet: WaySheet | None = None
        self._beginning: UUID | None = None
        self._chosen = 0
        words = self.words
        self.name = Elided("", "section")
        close = buttons.tool("x", words("Back to the person"), name="way.close")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(close)
        if not closable:  # on a card of its own the heading says the name already
            close.hide()
            self.name.hide()
        self.origin = QComboBox()
        self.origin.setObjectName("way.from")
        self.origin.setAccessibleName(words("From whom"))
        self.origin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.origin.activated.connect(self._begin_with)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.origin)
        whole.addLayout(self.body)
        whole.addStretch(1)

    def show_person(self, person: UUID) -> None:
        """Asks for the ways to somebody; which one is chosen stays while they do."""
        if self.sheet is not None and self.sheet.target != person:
            self._chosen = 0
        try:
            self.sheet = self.desk.ask(queries.way_to, person, self._beginning)
        except Refused:
            self._beginning = None  # who began the way is no longer on file
            self.sheet = self.desk.ask(queries.way_to, person)
        self._fill(self.sheet)

    def ask_whom(self) -> None:
        """Nobody is chosen yet: says what to do instead of doing nothing."""
        self.sheet = None
        self.name.say(self.words("Way in"))
        self.origin.hide()
        clear(self.body)
        self.body.addWidget(label(self.words("Choose on the map whom you want to reach."), "muted", wrap=True))

    def choose(self, number: int) -> None:
        """Another of the ways, drawn on the map."""
        if self.sheet is not None and 0 <= number < len(self.sheet.ways):
            self._chosen = number
            self._fill(self.sheet)

    def _fill(self, sheet: WaySheet) -> None:
        words = self.words
        self._chosen = min(self._chosen, max(0, len(sheet.ways) - 1))
        self.name.say(words("Way to {name}", name=sheet.name))
        self._fill_origin(sheet)
        clear(self.body)
        if sheet.ours:
            self.body.addWidget(label(words("{name} is one of ours.", name=sheet.name), wrap=True))
        for number, way in enumerate(sheet.ways):
            if number == 1:
                self.body.addWidget(rule())
                self.body.addWidget(label(words("Other ways"), "section"))
            self._add_way(number, way, sheet)
        if sheet.nearest is not None:
            self.body.addWidget(label(nearest_words(sheet.nearest, sheet.name, sheet.names, words), wrap=True))
            if sheet.nearest.person is not None and sheet.nearest.person != sheet.target:
                self.body.addWidget(self._person_link(sheet, sheet.nearest.person))
        if sheet.barred:
            names = ("、" if words.chinese else ", ").join(sheet.names.get(each, "？") for each in sheet.barred)
            self.body.addWidget(label(words("Left out, for they oppose us: {names}", names=names), "muted", wrap=True))
        self.shown.emit(sheet.ways[self._chosen].people if sheet.ways else ())

    def _fill_origin(self, sheet: WaySheet) -> None:
        self.origin.blockSignals(True)
        self.origin.clear()
        self.origin.addItem(self.words("From anybody we know"), None)
        for person in sheet.beginnings:
            self.origin.addItem(self.words("From {name}", name=sheet.names.get(person, "？")), person)
            if person == sheet.chosen:
                self.origin.setCurrentIndex(self.origin.count() - 1)
        self.origin.blockSignals(False)
        self.origin.setVisible(not sheet.ours and bool(sheet.beginnings))

    def _add_way(self, number: int, way: Way, sheet: WaySheet) -> None:
        chosen = number == self._chosen
        if not chosen:
            line, warmth = way_line(way, sheet.names, self.words), warmth_words(way.warmth, self.words)
            offer = TwoLines(line, warmth, number, f"way.{number}")
            offer.asked.connect(self.choose)
            self.body.addWidget(offer)
            return
        self.body.addWidget(label(warmth_words(way.warmth, self.words), "strong", tone=_tone(way.warmth)))
        said = beginning(way, sheet.names, self.words)
        if said:
            self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self._person_link(sheet, way.people[0]))
        for place, link in enumerate(way.links, 1):
            self.body.addWidget(label(f"{place}. {step_words(link, sheet.names, self.words)}", wrap=True))
            self.body.addWidget(self._person_link(sheet, link.second))

    def _person_link(self, sheet: WaySheet, person: UUID) -> QWidget:
        made = buttons.ElidedLink(sheet.names.get(person, "？"), "way.person")
        made.clicked.connect(lambda: self.followed.emit(person))
        return made

    def _begin_with(self, _place: int) -> None:
        self._beginning, self._chosen = self.origin.currentData(), 0
        if self.sheet is not None:
            self.show_person(self.sheet.target)


def _tone(warmth: float) -> Tone:
    return Tone.GOOD if warmth >= 0.4 else Tone.CAUTION

