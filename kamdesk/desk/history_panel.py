"""What was changed lately, by whom it can be taken back: the journal in the reader's words."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kamdesk.core.journal import DO, REDO, HistoryRow
from kamdesk.core.record import described
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone

WIDE = 340
SHOWN = 100


class HistoryPanel(QFrame):
    """Emits `asked_back(steps)`: take back the newest change and so many before it."""

    asked_back = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        words = desk.words
        self.setObjectName("history")
        self.setProperty("role", "drawer")
        self.setFixedWidth(WIDE)
        close = buttons.tool("x", words("Close"), name="history.close")
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(label(words("History of changes"), "section"))
        top.addStretch(1)
        top.addWidget(close)
        self.list = QListWidget()
        self.list.setObjectName("history.list")
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentRowChanged.connect(self._chose)
        self.back = buttons.plain(words("Undo"), "undo-2", name="history.undo")
        self.back.clicked.connect(self._ask_back)
        self.nothing = label(words("Nothing was changed yet. Every change will stand here and can be taken back."), "muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 12, 12)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self.nothing)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.back)
        self._steps: list[int] = []
        desk.changed.connect(self._hear)
        self.reload()

    def reload(self) -> None:
        rows = self._desk.store.history(SHOWN)
        self.list.clear()
        self._steps = []
        step = 0
        for row in rows:
            undoable = row.kind in (DO, REDO) and not row.reversed  # what was erased for good is no step back
            step += undoable
            self._steps.append(step if undoable else 0)
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, title_of(row, self._desk.words))
            line = _Line(row, self._desk.words)
            item.setSizeHint(QSize(WIDE - 60, 54))
            self.list.addItem(item)
            self.list.setItemWidget(item, line)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._chose(self.list.currentRow())

    def _chose(self, row: int) -> None:
        steps = self._steps[row] if 0 <= row < len(self._steps) else 0
        words = self._desk.words
        self.back.setEnabled(steps > 0)
        self.back.setText(words("Undo this and {n} later changes", n=steps - 1) if steps > 1 else words("Undo"))

    def _ask_back(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._steps) and self._steps[row]:
            self.asked_back.emit(self._steps[row])

    def _hear(self) -> None:
        if self.isVisible():
            self.reload()


class _Line(QWidget):
    def __init__(self, row: HistoryRow, words: Words) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tone = Tone.MUTED if row.reversed or row.kind == "undo" else Tone.PLAIN
        title = Elided(title_of(row, words))
        if tone is Tone.MUTED:
            title.setProperty("tone", tone.value)
        fields = ", ".join(dict.fromkeys(_field(line.table, line.field, words) for line in row.lines if line.field))
        when = words.moment(row.at) + (f" · {words('taken back')}" if row.reversed else "")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(8, 4, 8, 4)
        stack.setSpacing(1)
        stack.addWidget(title)
        stack.addWidget(Elided(" · ".join(part for part in (when, fields) if part), "small"))


def title_of(row: HistoryRow, words: Words) -> str:
    """A change in words: what was done, and to what."""
    said = deed(row.label, row.about, words)
    if row.kind == "undo":
        return words("Undone: {what}", what=said)
    return words("Redone: {what}", what=said) if row.kind == "redo" else said


def deed(msgid: str, about: str, words: Words) -> str:
    return words("{deed} “{about}”", deed=words.translated(msgid), about=about) if about else words.translated(msgid)


def _field(table: str, name: str, words: Words) -> str:
    try:
        field = described(table, name)
    except KeyError:  # a table of a subject that this version no longer has
        return name
    return words.translated(field.label) if field is not None else ""
