"""Small dialogs, used rarely: for the irreversible, and for a refusal that belongs to no field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.icons import pixmap
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import MARGIN, Tone


class Question(QDialog):
    """A heading, a sentence and buttons; the first button is the safe one and has the focus."""

    def __init__(
        self, parent: QWidget | None, heading: str, sentence: str, icon_name: str = "circle-alert", tone: Tone = Tone.CAUTION
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setObjectName("question")
        self.setMinimumWidth(420)
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, 32, tokens().of(tone)))
        self.sentence = label(sentence, wrap=True, selectable=True)
        self.sentence.setMaximumWidth(520)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(label(heading, "section", wrap=True))
        texts.addWidget(self.sentence)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        self._safe = False
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, 18)
        whole.setSpacing(20)
        whole.addLayout(top)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(8)
        whole.addLayout(self._parts)
        whole.addLayout(self._buttons)

    def add_part(self, part: QWidget) -> None:
        """Something below the sentence: details, an input."""
        self._parts.addWidget(part)

    def add_plain(self, button: QPushButton) -> None:
        """A button at the left that does not close."""
        button.setAutoDefault(False)
        self._buttons.insertWidget(0, button)

    def add_button(self, button: QPushButton, *, yes: bool) -> QPushButton:
        button.clicked.connect(self.accept if yes else self.reject)
        self._buttons.addWidget(button)
        if not self._safe:
            self._safe = True
            button.setDefault(True)
            button.setFocus()
        return button


def tell_refusal(parent: QWidget | None, heading: str, sentence: str, words: Words) -> None:
    dialog = Question(parent, heading, sentence)
    dialog.add_button(buttons.primary(words("Close"), name="question.close"), yes=False)
    dialog.exec()


def agreed(parent: QWidget | None, heading: str, sentence: str, yes: str, words: Words) -> bool:
    """Asks before the irreversible; `yes` names the deed itself ("Erase"), never just "OK"."""
    dialog = Question(parent, heading, sentence, "triangle-alert", Tone.BAD)
    dialog.add_button(buttons.plain(words("Cancel"), name="question.no"), yes=False)
    dialog.add_button(buttons.danger(yes, name="question.yes"), yes=True)
    return dialog.exec() == QDialog.DialogCode.Accepted
