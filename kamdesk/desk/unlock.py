"""Unlocking: a wrong passphrase is said clearly and slows down after five tries; the recovery code helps who forgot."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.desk.away import shut
from kamdesk.desk.gate import Gate, Steps
from kamdesk.desk.passphrase import NewPassphrase, secret_line
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside
from kamdesk.widgets.text import label

Enter = Callable[[str], object]


class UnlockGate(Gate):
    """`enter(passphrase)` and `enter_with_code(code)` open, or raise Refused.

    Signals: `entered(what enter returned, remember)`, `recovered(what enter_with_code returned, new passphrase)`, `refused(Refused)` for
    what is no matter of the passphrase, `left()` for another workspace.
    """

    entered = Signal(object, bool)
    recovered = Signal(object, str)
    refused = Signal(object)
    left = Signal()

    def __init__(self, words: Words, path: Path, enter: Enter, enter_with_code: Enter, *, locked: bool = False) -> None:
        title = words("Locked") if locked else words("Unlock {name}", name=path.stem)
        super().__init__(title, words("Nothing was lost: everything stands as you left it.") if locked else str(path.parent))
        self.setObjectName("unlock")
        self._words, self._enter, self._enter_with_code = words, enter, enter_with_code
        self._wait = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._pages = Steps()
        self._pages.add(self._passphrase_page(locked))
        self._pages.add(self._code_page())
        self.add(self._pages)
        self.setFocusProxy(self.passphrase)

    def unlock(self) -> None:
        """Tries what was typed. A second Enter meanwhile is not heard."""
        if self._wait or not self.isEnabled():
            return
        self._say(self._words("Opening…"), good=True)
        try:
            with shut(self):
                found = self._enter(self.passphrase.text())
        except Refused as refused:
            self._refuse(refused)
            return
        self.refusal.hide()
        self.entered.emit(found, self.remember.isChecked())

    def recover(self) -> None:
        """Opens with the recovery code and hands on the new passphrase."""
        if not self.isEnabled():
            return
        try:
            fresh = self.fresh.value()
        except Refused as refused:
            self.fresh.refuse(sentence(refused, self._words))
            return
        self._say(self._words("Opening…"), self.code_refusal, good=True)
        try:
            with shut(self):
                found = self._enter_with_code(self.code.text())
        except Refused as refused:
            self._say(sentence(refused, self._words), self.code_refusal)
            self.code.setFocus()
            return
        self.recovered.emit(found, fresh)

    def _passphrase_page(self, locked: bool) -> QWidget:
        words = self._words
        self.passphrase = secret_line(words, "unlock.passphrase", words("Passphrase"))
        self.passphrase.setPlaceholderText(words("Passphrase"))
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("unlock.refusal")
        self.refusal.hide()
        self.remember = QCheckBox(words("Remember on this computer"))
        self.remember.setObjectName("unlock.remember")
        self.remember.setToolTip(words("Keeps the key in this computer's key store, so that kamdesk opens without asking."))
        self.open_button = buttons.primary(words("Unlock"), "lock-open", name="unlock.open")
        self.open_button.clicked.connect(self.unlock)
        self.passphrase.returnPressed.connect(self.unlock)
        forgot = buttons.link(words("Forgot the passphrase?"), name="unlock.forgot")
        forgot.clicked.connect(self._show_code)
        other = buttons.link(words("Another workspace…"), name="unlock.other")
        other.clicked.connect(self.left)
        page = QWidget()
        stack = QVBoxLayout(page)
        stack.setContentsMargins(0, 6, 0, 0)
        stack.setSpacing(12)
        for part in (self.passphrase, self.refusal, self.remember, self.open_button):
            stack.addWidget(part)
        stack.addLayout(beside(forgot, None, other, spacing=8))
        if locked:
            self.remember.hide()
            other.hide()
        return page

    def _code_page(self) -> QWidget:
        words = self._words
        self.code = QLineEdit()
        self.code.setObjectName("unlock.code")
        self.code.setAccessibleName(words("Recovery code"))
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.code_refusal = label("", "refusal", wrap=True)
        self.code_refusal.setObjectName("unlock.code_refusal")
        self.code_refusal.hide()
        self.fresh = NewPassphrase(words)
        button = buttons.primary(words("Open and set the new passphrase"), "key-round", name="unlock.recover")
        button.clicked.connect(self.recover)
        back = buttons.link(words("Back"), name="unlock.back")
        back.clicked.connect(self._show_passphrase)
        page = QWidget()
        stack = QVBoxLayout(page)
        stack.setContentsMargins(0, 6, 0, 0)
        stack.setSpacing(10)
        said = words("Type the recovery code that was shown when the workspace was made, then choose a new passphrase.")
        stack.addWidget(label(said, "muted", wrap=True))
        for part in (self.code, self.code_refusal, self.fresh, button):
            stack.addWidget(part)
        stack.addLayout(beside(back, None))
        return page

    def _show_code(self) -> None:
        self._pages.go(1)
        self.code.setFocus()

    def _show_passphrase(self) -> None:
        self._pages.go(0)
        self.passphrase.setFocus()

    def _refuse(self, refused: Refused) -> None:
        if refused.code == "stopped":  # the window was closed while it was being opened
            return
        seconds = int(str(refused.facts.get("seconds", 0) or 0))
        self._say(sentence(refused, self._words))
        if refused.code not in ("wrong_passphrase", "too_many_tries", "empty"):
            self.refused.emit(refused)
            return
        self.passphrase.setFocus()
        self.passphrase.selectAll()
        if seconds > 0:
            self._wait = seconds
            self.open_button.setEnabled(False)
            self._tick_words()
            self._clock.start()

    def _tick(self) -> None:
        self._wait -= 1
        if self._wait > 0:
            self._tick_words()
            return
        self._clock.stop()
        self.open_button.setEnabled(True)
        self.refusal.hide()

    def _tick_words(self) -> None:
        words, left = self._words, self._wait
        self._say(words("The passphrase is not right. After five wrong tries there is a pause: {seconds} seconds left.", seconds=left))

    def _say(self, text: str, where: QLabel | None = None, *, good: bool = False) -> None:
        place = where or self.refusal
        place.setProperty("role", "muted" if good else "refusal")
        place.setText(text)
        place.style().unpolish(place)
        place.style().polish(place)
        place.show()
