"""What we learned about an account: each note with its source, its date, how sure it is, and whether it has grown old."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.queries import NoteRow
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

SHOWN = 30


class Notes(Card):
    """One line notes a fact without leaving the keyboard; the dialog adds source, date and confidence."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        super().__init__(words(N_("What we learned")))
        self._desk, self._words = desk, words
        self._account: UUID | None = None
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
        self.add(self._rows)

    def show_notes(self, account: UUID, notes: tuple[NoteRow, ...]) -> None:
        """What is being typed stays, unless it was typed for another account."""
        if account != self._account:
            self.line.clear()
            self.refusal.hide()
        self._account = account
        clear(self._rows)
        for note in notes[:SHOWN]:
            row = NoteLine(note, self._desk)
            row.edit.clicked.connect(self._edit)
            row.erase.clicked.connect(self._erase)
            self._rows.addWidget(row)
        if len(notes) > SHOWN:
            self._rows.addWidget(label(self._words(N_("and {n} older ones"), n=len(notes) - SHOWN), "small"))

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

    def _erase(self) -> None:
        row = _line_of(self.sender())
        if row is not None:
            self._desk.do(actions.erase_note, row.note)


class NoteLine(QWidget):
    """One note; its tools come with the pointer or the focus, and Delete erases it (undo brings it back)."""

    def __init__(self, note: NoteRow, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self.note = note.id
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
        small.addStretch(1)
        texts.addLayout(small)
        self.edit = buttons.tool("pencil", words(N_("Change the note")), name="note.edit")
        self.erase = buttons.tool("trash-2", words(N_("Erase a note")), name="note.erase")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 6)
        whole.setSpacing(2)
        whole.addLayout(texts, 1)
        for button in (self.edit, self.erase):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.erase.click()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit.click()
        else:
            super().keyPressEvent(event)


def _line_of(sender: object) -> NoteLine | None:
    parent = sender.parentWidget() if isinstance(sender, QWidget) else None
    return parent if isinstance(parent, NoteLine) else None


def _told(note: NoteRow, words: Words, desk: Desk) -> str:
    parts = [words.ago(note.learned_on, desk.today())]
    parts += [words.translated(note.source.label)] if note.source else []
    parts += [words.translated(note.confidence.label)] if note.confidence else []
    return " · ".join(parts)
