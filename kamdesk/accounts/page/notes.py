"""What we learned about an account: each note with its source, its date, how sure it is, whether it has grown old, and what it replaced."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.queries import NoteRow
from kamdesk.accounts.rules import Channel, FactTopic
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear, holder
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

SHOWN = 30
# With fewer notes than this there is nothing to narrow.
_FILTERED_FROM = 4


class Notes(Card):
    """One line notes a fact without leaving the keyboard; the dialog adds source, date and confidence."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        super().__init__(words(N_("What we learned")))
        self._desk, self._words = desk, words
        self._account: UUID | None = None
        self._notes: tuple[NoteRow, ...] = ()
        more = buttons.tool("plus", words(N_("Note with source and date")), name="note.new")
        more.clicked.connect(self.note)
        self.add_action(more)
        self.line = QLineEdit()
        self.line.setObjectName("note.line")
        self.line.setPlaceholderText(words(N_("Something new? Type it and press Enter")))
        self.line.setAccessibleName(words(N_("What we learned")))
        self.line.returnPressed.connect(self._keep)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("note.refusal")
        self.refusal.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.add(self.line)
        self.add(self.refusal)
        self.add(self._narrowing())
        self.add(self._rows)

    def show_notes(self, account: UUID, notes: tuple[NoteRow, ...]) -> None:
        """What is being typed stays, unless it was typed for another account."""
        if account != self._account:
            self.line.clear()
            self.refusal.hide()
        if account != self._account:
            self.stale.setChecked(False)
        self._account, self._notes = account, notes
        self._filters.setVisible(len(notes) >= _FILTERED_FROM)
        self._offer(self.topic, [note.topic for note in notes], self._words(N_("All topics")))
        self._offer(self.source, [note.source for note in notes], self._words(N_("All sources")))
        self._fill()

    def _fill(self) -> None:
        """The notes that pass the filters."""
        clear(self._rows)
        topic, source = self.topic.currentData(), self.source.currentData()
        about = [note for note in self._notes if topic in (None, note.topic) and source in (None, note.source)]
        notes = [note for note in about if note.stale or not self.stale.isChecked()]
        for note in notes[:SHOWN]:
            row = NoteLine(note, self._desk)
            row.edit.clicked.connect(self._edit)
            row.erase.clicked.connect(self._erase)
            row.replace.clicked.connect(self._replace)
            self._rows.addWidget(row)
        if len(notes) > SHOWN:
            self._rows.addWidget(label(self._words(N_("and {n} older ones"), n=len(notes) - SHOWN), "small"))
        if self._notes and not notes:
            self._rows.addWidget(label(self._words(N_("No note passes these filters.")), "muted"))

    def _narrowing(self) -> QWidget:
        words = self._words
        self.topic, self.source = QComboBox(), QComboBox()
        for box, name, said in ((self.topic, "notes.topic", N_("About")), (self.source, "notes.source", N_("Source"))):
            box.setObjectName(name)
            box.setAccessibleName(words.translated(said))
            box.activated.connect(self._fill)
        self.stale = buttons.chip(words(N_("Expired only")), name="notes.stale")
        self.stale.clicked.connect(self._fill)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.topic, self.source, self.stale):
            line.addWidget(part)
        line.addStretch(1)
        self._filters = holder(line)
        return self._filters

    def _offer(self, box: QComboBox, found: Sequence[FactTopic | Channel | None], everything: str) -> None:
        """What the notes have, in the order of the choices; what was chosen stays while it is still there."""
        chosen = box.currentData()
        box.clear()
        box.addItem(everything, None)
        there = {each for each in found if each is not None}
        for each in (*FactTopic, *Channel):
            if each in there:
                box.addItem(self._words.translated(each.label), each)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)

    def note(self) -> None:
        """A note with all that belongs to it."""
        if self._account is None:
            return
        values = {"body": self.line.text(), "learned_on": self._desk.today()}
        dialog = NewDialog(self, self._desk, self._words(N_("Note a fact")), queries.NOTE_FIELDS, self._create, values=values)
        if made(dialog) is not None:
            self.line.clear()

    def _keep(self) -> None:
        if not self.line.text().strip():
            return
        try:
            self._create({"body": self.line.text(), "learned_on": self._desk.today()})
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            return
        self.refusal.hide()
        self.line.clear()

    def _create(self, values: dict[str, object]) -> UUID:
        assert self._account is not None
        return self._desk.do(actions.note_fact, self._account, values)

    def _edit(self) -> None:
        row = _line_of(self.sender())
        if row is None:
            return
        note = row.note

        def save(values: dict[str, object]) -> UUID:
            return self._desk.do(actions.save_note, note, values)

        values, heading = self._desk.ask(queries.note_values, note), self._words(N_("Change the note"))
        made(NewDialog(self, self._desk, heading, queries.NOTE_FIELDS, save, values=values, deed=self._words(N_("Save"))))

    def _replace(self) -> None:
        """What is true now takes the place of the note, which stays readable below it."""
        row = _line_of(self.sender())
        if row is None:
            return
        note, old = row.note, self._desk.ask(queries.note_values, row.note)

        def save(values: dict[str, object]) -> UUID:
            return self._desk.do(actions.replace_note, note, values)

        values = {"body": old.get("body"), "topic": old.get("topic"), "learned_on": self._desk.today()}
        heading, deed = self._words(N_("What is true now?")), self._words(N_("Replace"))
        made(NewDialog(self, self._desk, heading, queries.NOTE_FIELDS, save, values=values, deed=deed))

    def _erase(self) -> None:
        row = _line_of(self.sender())
        if row is not None:
            self._desk.do(actions.erase_note, row.note)


class NoteLine(QWidget):
    """One note and, folded below it, what it replaced. Enter or F2 changes it, R replaces it, Delete erases it (undo brings it back)."""

    def __init__(self, note: NoteRow, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self.note = note.id
        self.setProperty("role", "line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(note.body[:200])
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(note.body, wrap=True, selectable=True))
        small = QHBoxLayout()
        small.setSpacing(6)
        small.addWidget(label(_told(note, words, desk), "small", tip=words.day(note.learned_on)))
        if note.stale:
            small.addWidget(label(words(N_("old, check")), tone=Tone.CAUTION))
        if note.earlier:
            self.past = buttons.link(words(N_("replaces {n}"), n=len(note.earlier)), name="note.past")
            self.past.clicked.connect(self._unfold)
            small.addWidget(self.past)
        small.addStretch(1)
        texts.addLayout(small)
        self._earlier = holder(_past(note.earlier, words, desk))
        self._earlier.hide()
        texts.addWidget(self._earlier)
        self.edit = buttons.tool("pencil", words(N_("Change the note")), name="note.edit")
        self.erase = buttons.tool("trash-2", words(N_("Erase a note")), name="note.erase")
        self.replace = buttons.tool("refresh-cw", words(N_("Replace by what is true now")), name="note.replace")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 6)
        whole.setSpacing(2)
        whole.addLayout(texts, 1)
        for button in (self.replace, self.edit, self.erase):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.erase.click()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit.click()
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self.replace.click()
        else:
            super().keyPressEvent(event)

    def _unfold(self) -> None:
        self._earlier.setVisible(self._earlier.isHidden())


def _line_of(sender: object) -> NoteLine | None:
    parent = sender.parentWidget() if isinstance(sender, QWidget) else None
    return parent if isinstance(parent, NoteLine) else None


def _past(notes: Sequence[NoteRow], words: Words, desk: Desk) -> QVBoxLayout:
    """Older notes, quieter and indented."""
    lines = QVBoxLayout()
    lines.setContentsMargins(14, 2, 0, 2)
    lines.setSpacing(1)
    for note in notes:
        lines.addWidget(label(note.body, "muted", wrap=True, selectable=True))
        lines.addWidget(label(_told(note, words, desk), "small", tip=words.day(note.learned_on)))
    return lines


def _told(note: NoteRow, words: Words, desk: Desk) -> str:
    parts = [words.translated(note.topic.label)] if note.topic else []
    parts += [words.ago(note.learned_on, desk.today())]
    parts += [words.translated(note.source.label)] if note.source else []
    parts += [words.translated(note.confidence.label)] if note.confidence else []
    return " · ".join(parts)
