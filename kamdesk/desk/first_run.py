"""The first minutes: language, a new workspace with its passphrase, who we are, and the recovery code; or a look at the sample first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.places import synced_by, workspace_folder
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Language, Words
from kamdesk.desk.away import shut
from kamdesk.desk.gate import Gate, Steps
from kamdesk.desk.passphrase import NewPassphrase
from kamdesk.desk.recovery_card import RecoveryCard
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside, holder
from kamdesk.widgets.text import label

SUFFIX = ".kamdesk"
Create = Callable[[Path, str, dict[str, str]], tuple[object, str]]


class FirstRun(Gate):
    """`create(path, passphrase, us)` makes the workspace and returns (it, recovery code); `us` holds name (the company's), rep_name,
    rep_position and rep_phone.

    Signals: `made(what create returned)` once the code is confirmed, `opened(Path)` for an existing file, `sample()`, `spoken(Language)`.
    """

    made = Signal(object)
    opened = Signal(object)
    sample = Signal()
    spoken = Signal(object)

    def __init__(self, words: Words, create: Create, recent: tuple[Path, ...] = ()) -> None:
        super().__init__("", "", wide=520)
        self.setObjectName("first")
        self._words, self._create, self._recent = words, create, recent
        self._workspace: object = None
        self.steps = Steps()
        self.add(self.steps)
        for build in (self._welcome, self._place, self._us):
            self.steps.add(holder(build()))
        self._go(0)

    # steps

    def _welcome(self) -> QLayout:
        words = self._words
        stack = _stack()
        chinese = buttons.chip("中文", checked=words.language is Language.ZH, name="first.zh_CN")
        english = buttons.chip("English", checked=words.language is Language.EN, name="first.en")
        chinese.clicked.connect(self._speak_chinese)
        english.clicked.connect(self._speak_english)
        stack.addLayout(beside(chinese, english, None, spacing=8))
        new = buttons.primary(words("New workspace"), "plus", name="first.new")
        new.clicked.connect(self._to_place)
        stack.addWidget(new)
        existing = buttons.plain(words("Open an existing workspace…"), "folder-open", name="first.open")
        existing.clicked.connect(self._choose_existing)
        stack.addWidget(existing)
        for path in self._recent[:3]:
            again = buttons.link(f"{path.stem}  —  {path.parent}", name="first.recent")
            again.setProperty("path", str(path))
            again.clicked.connect(self._open_recent)
            stack.addWidget(again)
        look = buttons.link(words("Look round in the sample workspace first"), name="first.sample")
        look.clicked.connect(self.sample)
        stack.addWidget(look)
        stack.addStretch(1)
        self.new_button = new
        self.setFocusProxy(new)
        return stack

    def _place(self) -> QLayout:
        words = self._words
        stack = _stack()
        self.path = QLineEdit(str(workspace_folder() / f"{words('My customers')}{SUFFIX}"))
        self.path.setObjectName("first.path")
        self.path.setAccessibleName(words("Where the workspace lies"))
        self.path.setCursorPosition(0)
        self.path.textChanged.connect(self._look_at_place)
        choose = buttons.tool("folder-open", words("Choose a folder"), name="first.choose")
        choose.clicked.connect(self._choose_place)
        self.warning = label("", "small", wrap=True)
        self.warning.setProperty("tone", "caution")
        self.warning.hide()
        self.place_refusal = _refusal("first.place_refusal")
        self.passphrase = NewPassphrase(words)
        self.passphrase.again.returnPressed.connect(self._to_us)
        stack.addWidget(label(words("Where the workspace lies")))
        stack.addLayout(beside(self.path, choose, spacing=4))
        stack.addWidget(self.warning)
        stack.addWidget(self.place_refusal)
        stack.addWidget(self.passphrase)
        stack.addLayout(self._foot(self._to_us, words("Next"), "first.next", self._to_welcome))
        return stack

    def _us(self) -> QLayout:
        words = self._words
        stack = _stack()
        self.us: dict[str, QLineEdit] = {}
        for name, text in (
            ("name", words("Company name")), ("rep_name", words("Your name")),
            ("rep_position", words("Your position")), ("rep_phone", words("Your phone")),
        ):  # fmt: skip
            line = self.us[name] = QLineEdit()
            line.setObjectName(f"first.{name}")
            line.setAccessibleName(text)
            stack.addWidget(label(text))
            stack.addWidget(line)
        self.create_refusal = _refusal("first.refusal")
        stack.addWidget(self.create_refusal)
        self.busy = label(words("Making the workspace…"), "muted")
        self.busy.hide()
        stack.addWidget(self.busy)
        stack.addLayout(self._foot(self.create_workspace, words("Make the workspace"), "first.create", self._to_place))
        self.us["rep_phone"].returnPressed.connect(self.create_workspace)
        return stack

    def _code(self, code: str, path: Path) -> QLayout:
        words = self._words
        stack = _stack()
        card = RecoveryCard(words, code, path)
        done = buttons.primary(words("Open the desk"), "check", name="first.done")
        done.setEnabled(False)
        card.confirmed.connect(done.setEnabled)
        done.clicked.connect(self._finish)
        stack.addWidget(card)
        stack.addWidget(done)
        return stack

    # deeds

    def create_workspace(self) -> None:
        """Makes the file and goes on to its recovery code; a refusal stands beside what is at fault."""
        if not self.isEnabled():
            return
        path = self._typed_path()
        self.busy.show()
        self.create_refusal.hide()
        us = {name: line.text().strip() for name, line in self.us.items()}
        try:
            with shut(self):
                self._workspace, code = self._create(path, self.passphrase.value(), us)
        except Refused as refused:
            if refused.code == "stopped":  # the window was closed meanwhile
                return
            said = sentence(refused, self._words)
            self.busy.hide()
            self.create_refusal.setText(said)
            self.create_refusal.show()
            if refused.field in ("path", "") and refused.code != "empty":
                self._go(1)
                self.place_refusal.setText(said)
                self.place_refusal.show()
            return
        self.steps.add(holder(self._code(code, path)))
        self._go(3)

    def _typed_path(self) -> Path:
        path = Path(self.path.text().strip()).expanduser()
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _go(self, step: int) -> None:
        words = self._words
        titles = (words("Welcome to kamdesk"), words("New workspace"), words("Who we are"), words("Keep the recovery code"))
        sentences = (
            words("Customers, people, visits, proposals and bids, on this computer only: encrypted, and never online."),
            words("Everything lies in one encrypted file. Only the passphrase opens it; nobody can send you a new one."),
            words("These stand on what kamdesk prints. You can leave them empty and fill them in later."),
            words("It opens the workspace if you forget the passphrase. It is shown only now and kept nowhere."),
        )
        self.title.setText(titles[step])
        self.sentence.setText(sentences[step])
        self.sentence.show()
        self.steps.go(step)
        first: tuple[QWidget | None, ...] = (self.new_button, self.passphrase, self.us["name"], None)
        focus = first[step]
        if focus is not None:
            focus.setFocus()

    def _to_welcome(self) -> None:
        self._go(0)

    def _to_place(self) -> None:
        self._go(1)

    def _to_us(self) -> None:
        try:
            self.passphrase.value()
        except Refused as refused:
            self.passphrase.refuse(sentence(refused, self._words))
            return
        if self._typed_path().exists():
            self.place_refusal.setText(sentence(Refused("exists_already", "path", {"name": self._typed_path().name}), self._words))
            self.place_refusal.show()
            return
        self._go(2)

    def _finish(self) -> None:
        self.made.emit(self._workspace)

    def _look_at_place(self) -> None:
        self.place_refusal.hide()
        service = synced_by(self._typed_path())
        words = self._words
        said = words("This folder is synchronised by {service}. Two computers writing one workspace would lose changes.", service=service)
        self.warning.setText(said)
        self.warning.setVisible(bool(service))

    def _choose_place(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, self._words("Where the workspace lies"), self.path.text(), f"kamdesk (*{SUFFIX})")
        if chosen:
            self.path.setText(chosen)

    def _choose_existing(self) -> None:
        folder = str(workspace_folder())
        chosen, _kind = QFileDialog.getOpenFileName(self, self._words("Open a workspace"), folder, f"kamdesk (*{SUFFIX})")
        if chosen:
            self.opened.emit(Path(chosen))

    def _open_recent(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.opened.emit(Path(str(sender.property("path"))))

    def _speak_chinese(self) -> None:
        self.spoken.emit(Language.ZH)

    def _speak_english(self) -> None:
        self.spoken.emit(Language.EN)

    def _foot(self, onward: Callable[[], None], text: str, name: str, back: Callable[[], None]) -> QLayout:
        forth = buttons.primary(text, name=name)
        forth.clicked.connect(onward)
        behind = buttons.link(self._words("Back"), name=f"{name}.back")
        behind.clicked.connect(back)
        return beside(behind, None, forth, spacing=8)


def _stack() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 6, 0, 0)
    made.setSpacing(10)
    return made


def _refusal(name: str) -> QLabel:
    made = label("", "refusal", wrap=True)
    made.setObjectName(name)
    made.hide()
    return made
