"""The second step: which column is which field, each with what stands in it; and what holds for the whole file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.exchange import queries
from kamdesk.exchange.rules import Options, Table
from kamdesk.exchange.rules.headings import targets_of
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, holder, rule, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.editors import Editor, editor_for
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import GAP, Tone

_GIVEN = {"person": ("purpose", "basis", "source"), "account": ()}
_SIDE = 292


class MatchPart(QWidget):
    """Emits `back()`, and `onward(Options)` when the file is to be looked through."""

    back = Signal()
    onward = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, desk.words
        words = self._words
        self.kind = "person"
        self.boxes: list[QComboBox] = []
        self.card = Card(words(N_("Which column is what?")))
        self.known = Badge("", Tone.GOOD, parent=self)
        self.known.setObjectName("exchange.remembered")
        self.card.add_action(self.known)
        self._rows = holder(QGridLayout())
        self._area = scrolled(self._rows)
        self.card.add(self._area, 1)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("exchange.map_refusal")
        self.refusal.hide()
        self.card.add(self.refusal)
        back = buttons.plain(words(N_("Back")), "arrow-left", name="exchange.back_to_file")
        back.clicked.connect(self.back)
        self.next = buttons.primary(words(N_("Look through")), "scan-search", name="exchange.look")
        self.next.clicked.connect(self.go_on)
        self.card.add(beside(back, None, self.next))
        self.side = Card(words(N_("For the whole file")))
        self.side.setFixedWidth(_SIDE)
        self._side_body = QVBoxLayout()
        self._side_body.setSpacing(8)
        self.create_accounts = QCheckBox(words(N_("New companies become accounts")), self)
        self.create_accounts.setObjectName("exchange.create")
        self.create_accounts.setChecked(True)
        self.fill = QCheckBox(words(N_("Only fill what is empty")), self)
        self.fill.setObjectName("exchange.fill_only")
        self.lenient = QCheckBox(words(N_("Leave out faulty values")), self)
        self.lenient.setObjectName("exchange.lenient")
        self.given: dict[str, Editor] = {}
        self.side.add(scrolled(holder(self._side_body)), 1)
        whole = beside(self.card, self.side, spacing=GAP)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.next)
        self._fill_side()

    def _fill_side(self) -> None:
        words = self._words
        body = self._side_body
        body.setContentsMargins(0, 0, 8, 0)
        body.addWidget(self.create_accounts)
        self.otherwise = label(words(N_("Otherwise the company's name is kept with the person.")), "small", wrap=True)
        body.addWidget(self.otherwise)
        body.addWidget(self.fill)
        body.addWidget(self.lenient)
        self._privacy = QWidget(self)
        inside = QVBoxLayout(self._privacy)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(rule())
        inside.addWidget(label(words(N_("Privacy")), "strong"))
        for field in queries.fields_for("person"):
            if field.name in _GIVEN["person"]:
                editor = self.given[field.name] = editor_for(field, self._desk)
                inside.addWidget(label(words.translated(field.label), "small"))
                if isinstance(editor.part, QComboBox):  # a long choice must not widen the card
                    editor.part.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                    editor.part.setMinimumContentsLength(8)
                inside.addWidget(editor)
        body.addWidget(self._privacy)
        body.addStretch(1)

    def show_table(self, kind: str, table: Table, mapping: Sequence[str], remembered: bool) -> None:
        """Builds a line for each column."""
        words = self._words
        self.kind, self._heads = kind, table.heads
        self.refusal.hide()
        self.known.say(words(N_("As last time")) if remembered else words(N_("Guessed")), Tone.GOOD if remembered else Tone.MUTED)
        self._privacy.setVisible(kind == "person")
        self.otherwise.setVisible(kind == "person")
        inside = QWidget(self)
        lines = QGridLayout(inside)
        lines.setContentsMargins(0, 0, 10, 0)
        lines.setHorizontalSpacing(16)
        lines.setVerticalSpacing(8)
        lines.setColumnStretch(0, 2)
        lines.setColumnStretch(1, 3)
        for place, heading in enumerate((words(N_("Column of the file")), words(N_("What stands in it")), words(N_("Goes into")))):
            lines.addWidget(label(heading, "small"), 0, place)
        self.boxes = []
        fields = queries.fields_for(kind)
        for place, head in enumerate(table.heads):
            name = Elided(head or words(N_("Column {number}"), number=place + 1), "strong")
            sample = Elided(" · ".join(_samples(table, place)), "muted")
            box = self._box(kind, fields, place, mapping[place])
            lines.addWidget(name, place + 1, 0)
            lines.addWidget(sample, place + 1, 1)
            lines.addWidget(box, place + 1, 2)
        lines.setRowStretch(len(table.heads) + 1, 1)
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        inside.setProperty("role", "clear")
        self._area.setWidget(inside)
        inside.show()

    def _box(self, kind: str, fields: Sequence[Field], place: int, name: str) -> QComboBox:
        words = self._words
        box = QComboBox(self)
        box.setObjectName(f"exchange.map.{place}")
        box.setAccessibleName(words(N_("Goes into")))
        box.setMaxVisibleItems(18)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setMinimumWidth(180)
        box.addItem(words(N_("(left out)")), "")
        for target in targets_of(kind, fields):
            box.addItem(words.translated(target.label), target.name)
        box.setCurrentIndex(max(0, box.findData(name)))
        self.boxes.append(box)
        return box

    def mapping(self) -> tuple[str, ...]:
        return tuple(str(box.currentData()) for box in self.boxes)

    def go_on(self) -> None:
        """Looks the file through as it is matched now; what is typed and cannot be taken is said at its field."""
        given: dict[str, object] = {}
        try:
            for name in _GIVEN[self.kind]:
                given[name] = self.given[name].value()
        except Refused as refused:
            self.refuse(refused)
            return
        self.refusal.hide()
        kept = {name: value for name, value in given.items() if value is not None}
        self.onward.emit(
            Options(self.kind, self.mapping(), kept, self.create_accounts.isChecked(), self.lenient.isChecked(), self.fill.isChecked())
        )

    def refuse(self, refused: Refused) -> None:
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()


def _samples(table: Table, place: int) -> list[str]:
    """The first different values of a column."""
    found: dict[str, None] = {}
    for row in table.rows[:200]:
        text = " ".join(row[place].split())
        if text:
            found.setdefault(text[:60])
        if len(found) == 3:
            break
    return list(found)
