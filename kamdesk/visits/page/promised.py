"""The promises made at a visit, a line each: what, who owes it, until when, which of the customer's people."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.promises.queries import NEW_PROMISE_FIELDS
from kamdesk.promises.rules import Debtor
from kamdesk.visits.actions import PromiseMade
from kamdesk.visits.queries import VisitSheet
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.editors import Editor, editor_for
from kamdesk.widgets.links import Candidate, among
from kamdesk.widgets.text import label

_FIELDS = {field.name: field for field in NEW_PROMISE_FIELDS}


class PromisesMade(QWidget):
    """Lines come with the button and go with their cross; an empty line is no promise."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: VisitSheet | None = None
        self.lines: list[PromiseLine] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        add = buttons.plain(desk.words("Add a promise"), "plus", name="promise.add")
        add.clicked.connect(self.add_line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(self._list)
        whole.addWidget(add)
        whole.setAlignment(add, whole.alignment())

    def show_sheet(self, sheet: VisitSheet) -> None:
        """Another visit begins with no lines."""
        self._sheet = sheet
        self.lines = []
        clear(self._list)

    def add_line(self) -> None:
        assert self._sheet is not None
        line = PromiseLine(self._desk, self._sheet)
        line.gone.connect(self._drop)
        self.lines.append(line)
        self._list.addWidget(line)
        line.editors["what"].setFocus()

    def promises(self) -> tuple[PromiseMade, ...]:
        """Raises Refused after showing it at the line at fault."""
        return tuple(made for line in self.lines if (made := line.promise()) is not None)

    def _drop(self, line: "PromiseLine") -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()


class PromiseLine(QWidget):
    """Emits `gone(self)` when it is crossed out."""

    gone = Signal(object)

    def __init__(self, desk: Desk, sheet: VisitSheet) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        met = among([Candidate(row.person, row.name) for row in sheet.theirs])
        self.editors: dict[str, Editor] = {
            name: editor_for(_FIELDS[name], desk, met if name == "person" else None) for name in ("what", "debtor", "due", "person")
        }
        self.editors["debtor"].put(Debtor.OURS)
        remove = buttons.tool("x", words("Remove this line"), name="promise.remove")
        remove.clicked.connect(self._leave)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("refusal.promise")
        self.refusal.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.editors["what"], 0, 0, 1, 3)
        grid.addWidget(remove, 0, 3)
        for column, name in enumerate(("debtor", "due", "person")):
            grid.addWidget(self.editors[name], 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.refusal, 2, 0, 1, 4)
        placeholders = {"what": words("What was promised"), "due": words("until when"), "person": words("with whom")}
        for name, text in placeholders.items():
            line = self.editors[name].line()
            line.setProperty("placeholderText", text)

    def promise(self) -> PromiseMade | None:
        """None for a line with nothing in it. Raises Refused."""
        self.refusal.hide()
        try:
            if not str(self.editors["what"].raw() or "").strip() and self.editors["due"].raw() is None:
                return None
            values = {name: editor.value() for name, editor in self.editors.items()}
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            raise
        return PromiseMade(values["what"], values["debtor"], values["due"], values["person"])  # type: ignore[arg-type]

    def _leave(self) -> None:
        self.gone.emit(self)
