"""往来记录: one line notes that we were in touch; below, when and how it was before."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.people import actions, queries
from kamdesk.people.queries import TouchRow
from kamdesk.people.rules import TouchKind
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.pickers import DayPicker
from kamdesk.widgets.text import label, tabular
from kamdesk.widgets.theme import tokens

_FEW = 6
_ICONS = {
    TouchKind.VISIT: "calendar-check", TouchKind.CALL: "phone", TouchKind.MESSAGE: "message-circle", TouchKind.MAIL: "mail",
    TouchKind.MEETING: "users",
}  # fmt: skip


class TouchesPart(QWidget):
    """Kind, day and one line; Enter notes it. Touches of visits lead to the visit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self._desk, self._words = desk, words
        self._person: UUID | None = None
        self._all = False
        self.kind = QComboBox()
        self.kind.setObjectName("touch.kind")
        self.kind.setAccessibleName(words(N_("How")))
        for kind in (TouchKind.CALL, TouchKind.MESSAGE, TouchKind.VISIT, TouchKind.MEETING, TouchKind.MAIL):
            self.kind.addItem(words.translated(kind.label), kind.value)
        self.day = DayPicker(words, desk.today())
        self.day.line.setObjectName("touch.day")
        self.day.setFixedWidth(150)
        self.day.put(desk.today())
        self.note = QLineEdit()
        self.note.setObjectName("touch.note")
        self.note.setPlaceholderText(words(N_("What was it about? Enter notes it.")))
        self.note.returnPressed.connect(self.log)
        self.button = buttons.plain(words(N_("Note down")), "plus", name="touch.log")
        self.button.clicked.connect(self.log)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.hide()
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.kind)
        first.addWidget(self.day)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self.note, 1)
        second.addWidget(self.button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.more = buttons.link("", name="touch.more")
        self.more.clicked.connect(self._show_all)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(first)
        whole.addLayout(second)
        whole.addWidget(self.refusal)
        whole.addLayout(self._lines)
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addStretch(1)
        whole.addLayout(below)

    @property
    def editing(self) -> bool:
        return bool(self.note.text().strip())

    def show_person(self, person: UUID) -> None:
        """What was typed for another person is not noted here."""
        if person != self._person:
            self._all = False
            self.note.clear()
            self.day.put(self._desk.today())
            self.refusal.hide()
        self._person = person
        rows = self._desk.ask(queries.touches_of, person)
        shown = rows if self._all else rows[:_FEW]
        clear(self._lines)
        for row in shown:
            self._lines.addWidget(_Line(self, self._desk, row))
        self.more.setVisible(len(rows) > len(shown))
        self.more.setText(self._words(N_("Show all {n}"), n=len(rows)))

    def log(self) -> None:
        """Keeps the line; a refusal stands below and what was typed stays."""
        if self._person is None:
            return
        try:
            on = self.day.day() or self._desk.today()
            kind = TouchKind(self.kind.currentData())  # type: ignore[call-arg]
            self._desk.do(actions.log_touch, self._person, kind, on, self.note.text())
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            return
        self.refusal.hide()
        self.note.clear()
        self.day.put(self._desk.today())
        self.note.setFocus()

    def open_visit(self, visit: UUID) -> None:
        self._desk.open(Address("visits", visit))

    def erase(self, touch: UUID) -> None:
        self._desk.do(actions.erase_touch, touch)

    def _show_all(self) -> None:
        self._all = True
        if self._person is not None:
            self.show_person(self._person)


class _Line(QWidget):
    def __init__(self, part: TouchesPart, desk: Desk, row: TouchRow) -> None:
        super().__init__(part)
        self._part, self._row = part, row
        words = desk.words
        kind = words.translated(row.kind.label)
        sign = label("", tip=kind)
        sign.setPixmap(pixmap(_ICONS[row.kind], 16, tokens().muted))
        sign.setAccessibleName(kind)
        day = label(words.day_short(row.on), "muted", tip=words.ago(row.on, desk.today()))
        tabular(day)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        day.setContentsMargins(0, 5, 0, 5)
        sign.setContentsMargins(0, 7, 0, 5)
        whole.addWidget(day, 0, top)
        whole.addWidget(sign, 0, top)
        if row.visit is not None:
            about = buttons.ElidedLink(row.about or kind, "touch.visit")
            about.clicked.connect(self._open)
            whole.addWidget(about, 1, top)
        else:
            about_words = label(row.about or kind, wrap=True)
            about_words.setAlignment(top)
            about_words.setContentsMargins(0, 5, 0, 5)
            whole.addWidget(about_words, 1)
            erase = buttons.tool("x", words(N_("Erase this line")), name="touch.erase")
            erase.clicked.connect(self._erase)
            whole.addWidget(erase, 0, top)

    def _open(self) -> None:
        if self._row.visit is not None:
            self._part.open_visit(self._row.visit)

    def _erase(self) -> None:
        self._part.erase(self._row.id)
