"""Which columns a list shows, and in which order: tick and drag, or Space and Alt+↑ ↓."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.names import folded, search_tokens
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN

KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """`offered` are (key, worded label) of all columns, `shown` the keys now shown, `usual` those of the list as it comes."""

    def __init__(
        self, parent: QWidget, words: Words, offered: Sequence[tuple[str, str]], shown: Sequence[str], usual: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self._words, self._offered, self._usual = words, dict(offered), usual
        heading = words(N_("Columns of this list"))
        self.setWindowTitle(heading)
        self.setObjectName("columns")
        self.setMinimumSize(420, 480)
        self.line = QLineEdit()
        self.line.setPlaceholderText(words(N_("Find a column")))
        self.line.setAccessibleName(words(N_("Find a column")))
        self.line.setObjectName("columns.find")
        self.line.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setObjectName("columns.list")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName(heading)
        self._fill(shown)
        up = buttons.tool("arrow-up", words(N_("Further to the left")), "Alt+Up", name="columns.up")
        down = buttons.tool("arrow-down", words(N_("Further to the right")), "Alt+Down", name="columns.down")
        up.clicked.connect(self._up)
        down.clicked.connect(self._down)
        usual_button = buttons.link(words(N_("As usual")), name="columns.usual")
        usual_button.clicked.connect(self._put_usual)
        done = buttons.primary(words(N_("Apply")), name="columns.done")
        done.setDefault(True)
        done.clicked.connect(self.accept)
        cancel = buttons.plain(words("Cancel"), name="columns.cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        for part in (up, down, usual_button):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(12)
        whole.addWidget(label(heading, "section"))
        how = words(N_("Ticked columns are shown, in this order. Drag them, or use Space and Alt+↑ ↓."))
        whole.addWidget(label(how, "muted", wrap=True))
        whole.addWidget(self.line)
        whole.addWidget(self.list, 1)
        whole.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self.list.setFocus()

    def keys(self) -> tuple[str, ...]:
        """The columns ticked, in order; as usual where none is."""
        items = (self.list.item(place) for place in range(self.list.count()))
        ticked = tuple(str(item.data(KEY)) for item in items if item.checkState() is Qt.CheckState.Checked)
        return ticked or tuple(self._usual)

    def _fill(self, shown: Sequence[str]) -> None:
        self.list.clear()
        order = [*(key for key in shown if key in self._offered), *(key for key in self._offered if key not in shown)]
        for key in order:
            item = QListWidgetItem(self._offered[key])
            item.setData(KEY, key)
            item.setSizeHint(QSize(0, 34))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _narrow(self, typed: str) -> None:
        wanted = folded(typed.strip())
        for place in range(self.list.count()):
            item = self.list.item(place)
            hit = not wanted or wanted in folded(item.text()) or any(token.startswith(wanted) for token in search_tokens(item.text()))
            item.setHidden(not hit)

    def _put_usual(self) -> None:
        self._fill(self._usual)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        place = self.list.currentRow()
        if 0 <= place + step < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(place + step, item)
            self.list.setCurrentRow(place + step)
