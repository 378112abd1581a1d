"""Clauses are pasted from the tender, one per line; how many were recognised is said while pasting."""

from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.tenders.actions import add_clauses
from kamdesk.tenders.rules import STARS, ClauseKind, clauses_of
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN

_KINDS = (ClauseKind.TECHNICAL, ClauseKind.COMMERCIAL)


class PasteDialog(QDialog):
    """`added` holds how many clauses were added once it was accepted."""

    def __init__(self, parent: QWidget, desk: Desk, tender: UUID) -> None:
        super().__init__(parent)
        self._desk, self._tender = desk, tender
        self.added = 0
        words = desk.words
        self.setObjectName("paste")
        self.setWindowTitle(words("Paste clauses"))
        self.resize(720, 520)
        self.text = QPlainTextEdit()
        self.text.setObjectName("paste.text")
        self.text.setAccessibleName(words("Clauses"))
        self.text.setPlaceholderText("★1.1 …\n1.2 …\n（3） …")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._count)
        self.kind = QComboBox()
        self.kind.setObjectName("paste.kind")
        self.kind.setAccessibleName(words("Kind of clause"))
        for kind in _KINDS:
            self.kind.addItem(words.translated(kind.label))
        self.stars = QLineEdit(STARS)
        self.stars.setObjectName("paste.stars")
        self.stars.setAccessibleName(words("Marks of substantive clauses"))
        self.stars.setMaximumWidth(80)
        self.stars.textChanged.connect(self._count)
        self.said = label("", "muted")
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        self.add = buttons.primary(words("Add clauses"), name="paste.add")
        self.add.clicked.connect(self.finish)
        cancel = buttons.plain(words("Cancel"), name="paste.cancel")
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(12)
        whole.addWidget(label(words("Paste clauses"), "title"))
        hint = words("One clause per line. Number and ★ are recognised at its head; take the mark that this tender itself defines.")
        whole.addWidget(label(hint, "muted", wrap=True))
        marks = label(words("Marks of substantive clauses"), "muted")
        whole.addLayout(beside(self.kind, marks, self.stars, None, self.said, spacing=10))
        whole.addWidget(self.text, 1)
        whole.addWidget(self.refusal)
        whole.addLayout(beside(None, cancel, self.add, spacing=8))
        self._count()
        self.text.setFocus()

    def finish(self) -> None:
        kind, stars = _KINDS[self.kind.currentIndex()], self.stars.text().strip() or STARS
        try:
            self.added = self._desk.do(add_clauses, self._tender, self.text.toPlainText(), kind, stars)
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            return
        self.accept()

    def _count(self) -> None:
        self.refusal.hide()
        try:
            drafts = clauses_of(self.text.toPlainText(), self.stars.text().strip() or STARS)
        except Refused:
            drafts = ()
        starred = sum(draft.starred for draft in drafts)
        self.said.setText(self._desk.words("{n} clauses, {starred} of them ★", n=len(drafts), starred=starred))
        self.add.setEnabled(bool(self.text.toPlainText().strip()))
