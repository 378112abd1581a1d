"""Two fields for a new passphrase: typed twice, with a hint at how long it would hold, and never refused for being weak."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.strength import strength
from kamdesk.core.words import Language, Words
from kamdesk.widgets.icons import icon
from kamdesk.widgets.text import label, set_tone
from kamdesk.widgets.tokens import Tone

say({"passphrases_differ": N_("The two passphrases differ.")})

LEVELS = (N_("very weak"), N_("weak"), N_("fair"), N_("good"), N_("strong"))
TONES = (Tone.BAD, Tone.BAD, Tone.CAUTION, Tone.GOOD, Tone.GOOD)


def secret_line(words: Words, name: str, accessible: str) -> QLineEdit:
    """A line that hides what is typed, with an eye to show it."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(accessible)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    eye = QAction(icon("eye"), words("Show what is typed"), line)
    eye.setCheckable(True)
    eye.toggled.connect(lambda shown: line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password))
    line.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
    return line


class NewPassphrase(QWidget):
    """Emits `edited()`; `value()` gives the passphrase."""

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.first = secret_line(words, "passphrase.first", words("Passphrase"))
        self.again = secret_line(words, "passphrase.again", words("Passphrase, once more"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 5)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words("Strength of the passphrase"))
        said = words("Four or more words that do not belong together are easy to keep in mind and hard to guess.")
        self.hint = label(said, "small", wrap=True)
        self.hint.setObjectName("passphrase.hint")
        self.hint.setMinimumHeight(34)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("refusal.passphrase")
        self.refusal.hide()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        stack.addWidget(label(words("Passphrase")))
        stack.addWidget(self.first)
        stack.addWidget(self.bar)
        stack.addWidget(self.hint)
        stack.addWidget(label(words("Passphrase, once more")))
        stack.addWidget(self.again)
        stack.addWidget(self.refusal)
        self.setFocusProxy(self.first)
        self.first.textChanged.connect(self._hint)
        self.again.textChanged.connect(self._touched)

    def value(self) -> str:
        """Raises Refused: empty, passphrases_differ."""
        if not self.first.text():
            raise Refused("empty", "passphrase", {"label": "Passphrase"})
        if self.first.text() != self.again.text():
            raise Refused("passphrases_differ", "passphrase")
        return self.first.text()

    def refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.show()

    def _hint(self, typed: str) -> None:
        self._touched()
        words = self._words
        if not typed:
            self.bar.setValue(0)
            return
        found = strength(typed)
        self.bar.setValue(found.score + 1)
        level = words("Strength: {level}.", level=words.translated(LEVELS[found.score]))
        between = "" if words.language is Language.ZH else " "
        self.hint.setText(between.join((level, *(words.translated(each.label) for each in found.advice))))
        set_tone(self.hint, TONES[found.score])

    def _touched(self) -> None:
        self.refusal.hide()
        self.edited.emit()
