"""Promises on an account's or a person's card: what is owed both ways, kept with one click or Space."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.promises import actions, queries
from kamdesk.promises.queries import PromiseRow
from kamdesk.promises.rules import Debtor, Urgency
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

TONES = {Urgency.OVERDUE: Tone.BAD, Urgency.TODAY: Tone.CAUTION, Urgency.THIS_WEEK: Tone.PLAIN, Urgency.LATER: Tone.MUTED}
MOST = 12


class PromisesPanel(Panel):
    """What is still owed, the most urgent first. Stands on accounts and on people."""

    key, title = "promises", N_("Promises")
    group = "contact"
    tables = frozenset({"promise", "person", "account"})
    wide = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)

    def reload(self) -> None:
        clear(self._rows)
        if self.item is None:
            return
        rows = self.desk.ask(queries.promises_about, self.item, self.desk.today())
        for debtor in Debtor:
            owed = [row for row in rows if row.debtor is debtor]
            if owed:
                self._rows.addWidget(label(self.words.translated(debtor.label), "small"))
            for row in owed[:MOST]:
                line = PromiseLine(row, self.desk)
                line.box.clicked.connect(self._keep)
                line.drop.clicked.connect(self._drop)
                self._rows.addWidget(line)
        if not rows:
            self._rows.addWidget(label(self.words(N_("Nothing is owed, either way.")), "muted", wrap=True))
            note = buttons.link(self.words(N_("Note a promise")), name="promise.note")
            note.clicked.connect(self.new_item)
            self._rows.addWidget(note)

    def new_item(self) -> None:
        """A promise about whatever this panel stands on."""
        if self.item is None:
            return
        values = self.desk.ask(queries.new_promise_values, self.item)
        dialog = NewDialog(self, self.desk, self.words(N_("Note a promise")), queries.NEW_PROMISE_FIELDS, self._create, values=values)
        made(dialog)

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.note_promise, values)

    def _keep(self) -> None:
        self._settle(self.sender(), kept=True)

    def _drop(self) -> None:
        self._settle(self.sender(), kept=False)

    def _settle(self, sender: object, *, kept: bool) -> None:
        line = sender.parentWidget() if isinstance(sender, QWidget) else None
        if not isinstance(line, PromiseLine):
            return
        try:
            self.desk.do(actions.keep_promise if kept else actions.drop_promise, line.promise)
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            self.refresh()


class PromiseLine(QWidget):
    """One promise with its box; Space keeps it, Delete drops it."""

    def __init__(self, row: PromiseRow, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self.promise = row.id
        self.box = QCheckBox()
        self.box.setObjectName("promise.keep")
        self.box.setAccessibleName(words(N_("Kept: {what}"), what=row.what))
        self.box.setToolTip(words(N_("Mark as kept")))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(row.what, wrap=True))
        due = words.ago(row.due, desk.today())
        said = words(N_("overdue, due {when}"), when=due) if row.urgency is Urgency.OVERDUE else words(N_("due {when}"), when=due)
        small = QHBoxLayout()
        small.setSpacing(6)
        small.addWidget(label(said, tone=TONES[row.urgency], tip=words.day(row.due)))
        small.addWidget(label(row.person_name, "small"))
        small.addStretch(1)
        texts.addLayout(small)
        self.drop = buttons.tool("x", words(N_("Drop a promise")), name="promise.drop")
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 3, 0, 3)
        whole.setSpacing(8)
        whole.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(texts, 1)
        whole.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.drop.click()
        else:
            super().keyPressEvent(event)
