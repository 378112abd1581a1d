"""The side of the map for the chosen person: who they are, how they stand to us, whom they are tied to; everything edited in place."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.people import actions as people_actions
from kamdesk.people.rules import Side
from kamdesk.relations import actions, queries
from kamdesk.relations.page.matrix_table import coverage_words
from kamdesk.relations.page.stance import StanceRow
from kamdesk.relations.page.tie_line import TieLine
from kamdesk.relations.page.ties_panel import way_in_words
from kamdesk.relations.rules.matrix import gap_words, level_words
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, TieRow
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear, holder, rule
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.form import Form, Mark
from kamdesk.widgets.links import Candidate, LinkSource
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone

JUDGED = ("layer", "coach", "influence", "coverage", "level", "level_wanted", "reports_to", "note")
FROM_THREADS = ("coverage", "level", "level_wanted")
WORK = ("position", "department", "rank")


class SeatCard(QWidget):
    """Emits `opened(person)`, `removed(seat)`, `filled(seat)`, `tie_asked(seat)`, `tie_opened(tie)`, `followed(person)`,
    `way_asked()` and `matrix_asked(seat)`.
    """

    opened = Signal(object)
    removed = Signal(object)
    tie_asked = Signal(object)
    tie_opened = Signal(object)
    filled = Signal(object)
    followed = Signal(object)
    way_asked = Signal()
    matrix_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.words = desk, desk.words
        self.sheet: MapSheet | None = None
        self.seat: SeatRow | None = None
        self.name = Elided("", "section")
        self.line = Elided("", "muted")
        self.badges = QHBoxLayout()
        self.badges.setSpacing(6)
        self.stance = StanceRow(self.words)
        self.stance.chosen.connect(self._save_stance)
        reports_to = LinkSource(self._bosses, self._title_of)
        fields = {field.name: field for field in queries.SEAT_FIELDS}
        self.form = Form(desk, [fields[name] for name in JUDGED], self._save, links={"reports_to": reports_to}, groups=False)
        people = {field.name: field for field in queries.PERSON_FIELDS}
        self.person = Form(desk, [people[name] for name in WORK], self._save_person, groups=False)
        self.unknown = Form(desk, [fields["duty"]], self._save, groups=False)
        self.gap = label("", "muted", wrap=True)
        self.gap.setObjectName("seat.gap")
        self.way = label("", "small", wrap=True)
        self.threads = QVBoxLayout()
        self.threads.setSpacing(2)
        self.ties = QVBoxLayout()
        self.ties.setSpacing(4)
        self._build()

    def show_seat(self, sheet: MapSheet, seat: SeatRow) -> None:
        """Fills the card; a field that is being edited keeps what is typed."""
        self.sheet, self.seat = sheet, seat
        known = seat.person is not None
        self.name.say(seat.name or seat.position or self.words("Unknown seat"))
        self.line.say(" · ".join(part for part in (seat.position, seat.department) if part) if known else self.words("Holder not known"))
        self._show_badges(seat)
        self.stance.show_stance(seat.support)
        mark = Mark(self.words("from threads"), tip=self.words("The best of the threads; what is set here by hand comes before it."))
        marks = {name: mark for name in FROM_THREADS if name in seat.derived}
        self.form.show_values({name: getattr(seat, name) or None if name == "note" else getattr(seat, name) for name in JUDGED}, marks)
        self.gap.setText(gap_words(seat.level, seat.level_wanted, self.words))
        self.gap.setVisible(bool(self.gap.text()))
        self.person.show_values({name: getattr(seat, name) or None for name in WORK})
        self.unknown.show_values({"duty": seat.position or None})
        for part, visible in ((self.person, known), (self.open_button, known), (self.unknown, not known), (self.fill_button, not known)):
            part.setVisible(visible)
        self._show_ties(sheet, seat)
        self._show_threads(sheet, seat)
        self.way.setVisible(known)
        self.way_button.setVisible(known)
        if seat.person is not None:
            self.way.setText(way_in_words(self.desk, self.desk.ask(queries.way_to, seat.person)))

    def edit_first(self) -> None:
        self.form.edit_first()

    def _build(self) -> None:
        words = self.words
        self.open_button = buttons.plain(words("Open"), "external-link", name="seat.open")
        self.open_button.clicked.connect(self._open)
        self.fill_button = buttons.plain(words("Name the holder"), "user-plus", name="seat.fill")
        self.fill_button.clicked.connect(self._fill)
        self.remove_button = buttons.tool("trash-2", words("Take off the map"), "", name="seat.remove")
        self.remove_button.setToolTip(buttons.with_key(words("Take off the map"), "Del"))
        self.remove_button.clicked.connect(self._remove)
        self.tie_button = buttons.tool("plus", words("Draw a tie"), name="seat.tie")
        self.tie_button.clicked.connect(self._ask_tie)
        self.matrix_button = buttons.link(words("Coverage matrix"), name="seat.matrix")
        self.matrix_button.clicked.connect(self._ask_matrix)
        self.way_button = buttons.link(words("Step by step"), name="seat.way")
        self.way_button.clicked.connect(self.way_asked)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.open_button)
        deeds.addWidget(self.fill_button)
        deeds.addStretch(1)
        deeds.addWidget(self.remove_button)
        ties = QHBoxLayout()
        ties.addWidget(label(words("Ties"), "section"))
        ties.addStretch(1)
        ties.addWidget(self.tie_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.setSpacing(8)
        whole.addWidget(self.name)
        whole.addWidget(self.line)
        whole.addLayout(self.badges)
        whole.addLayout(deeds)
        whole.addWidget(rule())
        whole.addWidget(self.stance)
        sections: tuple[QWidget, ...] = (self.form, self.gap, rule(), self.unknown, self.person, rule())
        for section in sections:
            whole.addWidget(section)
        threads = QHBoxLayout()
        threads.addWidget(label(words("Who of ours"), "section"))
        threads.addStretch(1)
        threads.addWidget(self.matrix_button)
        whole.addLayout(threads)
        whole.addLayout(self.threads)
        whole.addWidget(rule())
        whole.addLayout(ties)
        whole.addLayout(self.ties)
        whole.addWidget(self.way)
        whole.addWidget(self.way_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)

    def _show_badges(self, seat: SeatRow) -> None:
        clear(self.badges)
        words = self.words
        if seat.rank is not None:
            self.badges.addWidget(Badge(words.translated(seat.rank.label)))
        if seat.coach:
            self.badges.addWidget(Badge(words("Coach"), Tone.GOOD))
        if seat.retired:
            self.badges.addWidget(Badge(words("Left"), Tone.CAUTION))
        self.badges.addStretch(1)

    def _show_ties(self, sheet: MapSheet, seat: SeatRow) -> None:
        clear(self.ties)
        self.tie_button.setEnabled(seat.person is not None)
        ties: Sequence[TieRow] = sheet.ties_of(seat.person) if seat.person is not None else ()
        names = {row.person: row.name for row in sheet.seats if row.person is not None} | {each.person: each.name for each in sheet.outside}
        for tie in ties:
            other = tie.other(seat.person or tie.first)
            line = TieLine(self.words, tie, other, names.get(other, "？"))
            line.opened.connect(self.tie_opened)
            line.followed.connect(self.followed)
            self.ties.addWidget(line)
        if not ties:
            self.ties.addWidget(label(self.words("No ties written down yet."), "muted", wrap=True))

    def _show_threads(self, sheet: MapSheet, seat: SeatRow) -> None:
        clear(self.threads)
        names = {each.person: each.name for each in sheet.ours}
        for thread in seat.threads:
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(names.get(thread.ours, "？")))
            line.addStretch(1)
            levels = level_words(thread.level, thread.level_wanted, self.words)
            said = "  ".join(part for part in (coverage_words(thread.coverage, self.words), levels) if part)
            line.addWidget(label(said, "muted", tip=thread.note))
            self.threads.addWidget(holder(line))
        if not seat.threads:
            self.threads.addWidget(label(self.words("Nobody of ours is noted as being in touch."), "muted", wrap=True))
        self.matrix_button.setVisible(seat.side is Side.THEIRS)

    def _ask_matrix(self) -> None:
        if self.seat is not None:
            self.matrix_asked.emit(self.seat.id)

    def _bosses(self, typed: str) -> Sequence[Candidate]:
        if self.sheet is None:
            return ()
        wanted = typed.strip().lower()
        seats = (seat for seat in self.sheet.seats if self.seat is None or seat.id != self.seat.id)
        named = ((seat, seat.name or seat.position) for seat in seats)
        return [Candidate(seat.id, name, seat.position) for seat, name in named if wanted in name.lower()]

    def _title_of(self, seat_id: UUID) -> str:
        seat = self.sheet.seat(seat_id) if self.sheet else None
        return (seat.name or seat.position) if seat else ""

    def _save(self, values: dict[str, object]) -> None:
        if self.seat is not None:
            self.desk.do(actions.save_seat, self.seat.id, values)

    def _save_person(self, values: dict[str, object]) -> None:
        if self.seat is not None and self.seat.person is not None:
            self.desk.do(people_actions.save_person, self.seat.person, values)

    def _save_stance(self, stance: int | None) -> None:
        try:
            self._save({"support": stance})
        except Refused as refused:
            self.desk.refuse(self, refused)

    def _open(self) -> None:
        if self.seat is not None and self.seat.person is not None:
            self.opened.emit(self.seat.person)

    def _fill(self) -> None:
        if self.seat is not None:
            self.filled.emit(self.seat.id)

    def _remove(self) -> None:
        if self.seat is not None:
            self.removed.emit(self.seat.id)

    def _ask_tie(self) -> None:
        if self.seat is not None:
            self.tie_asked.emit(self.seat.id)
