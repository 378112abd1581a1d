"""Those to see: who they are, what we want from each, and a line to put another one on the list."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.people.actions import save_person
from kamdesk.people.rules import Side
from kamdesk.visits import actions
from kamdesk.visits.queries import AttendeeRow, VisitSheet
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.links import LinkSource, searched
from kamdesk.widgets.pickers import LinkPicker
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone


class People(QWidget):
    """Emits `typed()` while an aim is being typed."""

    typed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: VisitSheet | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.picker = LinkPicker(desk, self._source())
        self.picker.setObjectName("attendee.add")
        self.picker.setAccessibleName(desk.words("Add a person"))
        self.picker.setPlaceholderText(desk.words("Add a person: name, pinyin or initials"))
        self.picker.picked.connect(self._add)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("refusal.person")
        self.refusal.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(self._list)
        whole.addWidget(self.picker)
        whole.addWidget(self.refusal)

    def show_sheet(self, sheet: VisitSheet) -> None:
        """An aim that is being typed stays: the list is built anew only where other people are on it."""
        same = self._sheet is not None and sheet.id == self._sheet.id and _shape(sheet) == _shape(self._sheet)
        self._sheet = sheet
        if same:
            return
        clear(self._list)
        for row in sheet.people:
            self._list.addWidget(_Line(self._desk, row, self.typed))

    def put_on_list(self, person: UUID) -> None:
        """Also for a suggestion that is used."""
        assert self._sheet is not None
        self.refusal.hide()
        try:
            self._desk.do(actions.add_attendee, self._sheet.id, person)
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()

    def _add(self, person: UUID) -> None:
        self.picker.put(None)
        self.picker.clear()
        self.put_on_list(person)

    def _source(self) -> LinkSource:
        found = searched(self._desk, "person")
        return LinkSource(found.find, found.title, self._make)

    def _make(self, name: str) -> UUID:
        """Somebody who is not on file yet is one of the customer's people."""
        assert self._sheet is not None
        return self._desk.do(save_person, None, {"name": name, "account": self._sheet.account})


def _shape(sheet: VisitSheet) -> tuple[object, ...]:
    return tuple((row.id, row.name, row.position, row.aim) for row in sheet.people)


class _Line(QWidget):
    """One person: who, when last met, and what we want; the aim is kept when the line is left."""

    def __init__(self, desk: Desk, row: AttendeeRow, typed: object) -> None:
        super().__init__()
        self._desk, self._row = desk, row
        words = desk.words
        self.setObjectName(f"attendee.{row.name}")
        name = label(row.name, "strong")
        rank = words.translated(row.rank.label) if row.rank else ""
        place = Elided(" · ".join(part for part in (row.department, row.position, rank) if part), "muted")
        met = words("last met {ago}", ago=words.ago(row.last_touch, desk.today())) if row.last_touch else words("not met so far")
        remove = buttons.tool("x", words("Take {name} off the list", name=row.name), name="attendee.remove")
        remove.clicked.connect(self._remove)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(name)
        if row.side is Side.OURS:
            top.addWidget(Badge(words("ours"), Tone.ACCENT))
        top.addWidget(place, 1)
        if row.side is not Side.OURS:
            top.addWidget(label(met, "small"))
        top.addWidget(remove)
        self.aim = QLineEdit(row.aim)
        self.aim.setObjectName("attendee.aim")
        self.aim.setAccessibleName(words("What we want from this person"))
        self.aim.setPlaceholderText(words("What do we want from {name}?", name=row.name))
        self.aim.editingFinished.connect(self._keep)
        self.aim.textEdited.connect(typed)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(top)
        whole.addWidget(self.aim)
        whole.addWidget(self.refusal)

    def _keep(self) -> None:
        if self.aim.text().strip() == self._row.aim:
            return
        try:
            self._desk.do(actions.save_attendee, self._row.id, {"aim": self.aim.text()})
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()

    def _remove(self) -> None:
        self._desk.do(actions.remove_attendee, self._row.id)
