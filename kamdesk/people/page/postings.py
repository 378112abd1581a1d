"""任职经历: the positions somebody held, as a line through time, the present on top."""

from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kamdesk.accounts.rules import Rank
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.people import actions, queries
from kamdesk.people.page.deeds import Deeds
from kamdesk.people.queries import PostingRow
from kamdesk.people.rules import Change
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import label, tabular
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import Tone

_ENDED = {Change.PROMOTED: Tone.GOOD, Change.TRANSFERRED: Tone.ACCENT, Change.RETIRED: Tone.MUTED, Change.LEFT: Tone.MUTED}


class PostingsPart(QWidget):
    """The lines of one person; each may be changed, all but the present one erased."""

    def __init__(self, desk: Desk, deeds: Deeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._words = desk.words
        self._person: UUID | None = None
        self.rows: tuple[PostingRow, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add = buttons.link(self._words(N_("Add an earlier position")), name="posting.add")
        self.add.clicked.connect(self._add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._lines)
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch(1)
        whole.addLayout(below)

    def show_person(self, person: UUID, account: UUID | None) -> None:
        """`account` is where the card stands, which need not be linked to."""
        self._person = person
        self.rows = self._desk.ask(queries.postings_of, person)
        clear(self._lines)
        for number, row in enumerate(self.rows):
            self._lines.addWidget(_Line(self, row, number == 0, number == len(self.rows) - 1, row.account != account))
        if not self.rows:
            self._lines.addWidget(label(self._words(N_("No position is known yet.")), "muted", wrap=True))

    def words(self) -> Words:
        return self._words

    def open_account(self, account: UUID) -> None:
        self._desk.open(Address("accounts", account))

    def edit(self, row: PostingRow) -> None:
        if self._person is not None:
            self._deeds.edit_posting(self._person, row)

    def erase(self, row: PostingRow) -> None:
        """Undo brings it back, so nobody is asked."""
        if row.id is not None:
            try:
                self._desk.do(actions.erase_posting, row.id)
            except Refused as refused:
                self._desk.refuse(self, refused)

    def _add(self) -> None:
        if self._person is not None:
            self._deeds.add_posting(self._person)


class _Line(QWidget):
    """One position: when, as what, at which rank, where; how it ended."""

    def __init__(self, part: PostingsPart, row: PostingRow, first: bool, last: bool, linked: bool) -> None:
        super().__init__(part)
        self._part, self._row = part, row
        words = part.words()
        time = label(_time(row, words), "muted")
        tabular(time)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(time)
        if row.change is not None and not row.present:
            above.addWidget(Badge(words.translated(row.change.label), _ENDED.get(row.change, Tone.MUTED)))
        above.addStretch(1)
        what = QHBoxLayout()
        what.setSpacing(8)
        what.addWidget(label(row.standing or words(N_("Position not known")), "strong" if row.present else "", wrap=True), 1)
        if row.rank is not None and row.rank is not Rank.NONE:
            rank = Badge(words.translated(row.rank.label), Tone.ACCENT if row.present else Tone.MUTED)
            what.addWidget(rank, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 12)
        texts.setSpacing(2)
        texts.addLayout(above)
        texts.addLayout(what)
        self._add_place(texts, row, linked)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(_Rail(row.present, first, last))
        whole.addLayout(texts, 1)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        change = buttons.tool("pencil", words(N_("Change this position")), name="posting.edit")
        change.clicked.connect(self._edit)
        tools.addWidget(change)
        if row.id is not None and not row.present:
            erase = buttons.tool("trash-2", words(N_("Erase this position")), name="posting.erase")
            erase.clicked.connect(self._erase)
            tools.addWidget(erase)
        whole.addLayout(tools)
        whole.setAlignment(tools, Qt.AlignmentFlag.AlignTop)

    def _add_place(self, texts: QVBoxLayout, row: PostingRow, linked: bool) -> None:
        if row.place and linked and row.account is not None:
            place = buttons.ElidedLink(row.place, "posting.account")
            place.clicked.connect(self._open)
            texts.addWidget(place)
        elif row.place:
            texts.addWidget(label(row.place, "muted", wrap=True))
        if row.note:
            texts.addWidget(label(row.note, "small", wrap=True))

    def _edit(self) -> None:
        self._part.edit(self._row)

    def _erase(self) -> None:
        self._part.erase(self._row)

    def _open(self) -> None:
        if self._row.account is not None:
            self._part.open_account(self._row.account)


def _time(row: PostingRow, words: Words) -> str:
    """"2019-06 — 至今"; an unknown end of either side is left open."""
    end = words(N_("now")) if row.present else row.end or "?"
    return f"{row.start or '?'} — {end}" if row.start or not row.present else end


class _Rail(QWidget):
    """The line through time with this position's dot: full where it is held now."""

    def __init__(self, present: bool, first: bool, last: bool) -> None:
        super().__init__()
        self._present, self._first, self._last = present, first, last
        self.setFixedWidth(14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(14, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot = 7.0, 10.0
        painter.setPen(QColor(tokens().edge))
        if not self._first:
            painter.drawLine(QPointF(middle, 0), QPointF(middle, dot))
        if not self._last:
            painter.drawLine(QPointF(middle, dot), QPointF(middle, self.height()))
        painter.setPen(QColor(tokens().accent if self._present else tokens().edge))
        painter.setBrush(QColor(tokens().accent if self._present else tokens().card))
        painter.drawEllipse(QRectF(middle - 4.5, dot - 4.5, 9, 9))
        painter.end()
