"""Two entries side by side, and what they become: the rep chooses field by field, what cannot be in doubt is chosen already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from kamdesk.core.fields import Kind, shown
from kamdesk.core.marking import N_
from kamdesk.core.merging import MergeLine, MergeSheet, Taken, merge_sheet
from kamdesk.core.problems import Refused
from kamdesk.core.work import Verb
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN, Tone

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Merger:
    """What can be merged: rows of `table` by the verb `merge(work, kept, gone, taken, prefer_gone)`.

    `paired` are (table, msgid of its rows) of which both may have one for the same thing (the same year): the rep says whose stay.
    """

    table: str
    merge: Verb[Any, UUID]
    paired: tuple[tuple[str, str], ...] = ()


class MergeDialog(QDialog):
    """The left entry stays, the right one goes up in it; `swap` turns that round. Accepted, it has been done."""

    def __init__(self, parent: QWidget | None, desk: Desk, merger: Merger, kept: UUID, gone: UUID) -> None:
        """Raises Refused: merge_itself, gone."""
        super().__init__(parent)
        self._desk, self._words, self._merger = desk, desk.words, merger
        self.sheet: MergeSheet = desk.ask(merge_sheet, merger.table, kept, gone)
        self.taken: dict[str, Taken] = {}
        words = self._words
        self.setObjectName("merge")
        self.setWindowTitle(words(N_("Merge two entries")))
        self.resize(920, 640)
        self._head = label("", "section", wrap=True)
        how = words(N_("Everything that belongs to the right one comes to the left one. One undo parts them again."))
        self._explains = label(how, "muted", wrap=True)
        self._equal = QCheckBox(words(N_("Show fields that do not differ too")))
        self._equal.setObjectName("merge.equal")
        self._equal.toggled.connect(self._fill)
        swap = buttons.plain(words(N_("Swap sides")), "arrow-left-right", name="merge.swap")
        swap.clicked.connect(self.swap)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(swap)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(14)
        self._rows.setVerticalSpacing(8)
        for column, stretch in ((0, 0), (1, 3), (2, 3), (3, 3)):
            self._rows.setColumnStretch(column, stretch)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addLayout(self._rows)
        inside.addStretch(1)
        content = QWidget()
        content.setLayout(inside)
        self._moving = label("", "small", wrap=True)
        self._paired: dict[str, QCheckBox] = {}
        self.refusal = label("", "refusal", wrap=True, tone=Tone.BAD)
        self.refusal.setObjectName("merge.refusal")
        self.refusal.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN - 8, 18)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self._explains)
        whole.addWidget(scrolled(content), 1)
        for table, msgid in merger.paired:
            said = words(N_("{kind}: where both have one, take those of the right side"), kind=words.translated(msgid))
            self._paired[table] = box = QCheckBox(said)
            box.setObjectName(f"merge.prefer.{table}")
            whole.addWidget(box)
        whole.addWidget(self._moving)
        whole.addWidget(self.refusal)
        whole.addLayout(self._foot())
        self._fill()

    def _foot(self) -> QHBoxLayout:
        words = self._words
        done = buttons.primary(words(N_("Merge")), "git-merge", name="merge.done")
        done.setDefault(True)
        done.clicked.connect(self.finish)
        cancel = buttons.plain(words("Cancel"), name="merge.cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._equal)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(done)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.finish)
        return foot

    def swap(self) -> None:
        """The other one stays."""
        self.sheet = self._desk.ask(merge_sheet, self._merger.table, self.sheet.gone, self.sheet.kept)
        self.taken = {}
        self._fill()

    def take(self, name: str, taken: Taken) -> None:
        self.taken[name] = taken
        line = next(each for each in self.sheet.lines if each.field.name == name)
        result = self.findChild(QLabel, f"merge.{name}.result")
        if result is not None:
            result.setText(self._said(line, line.value(taken)) or "—")

    def finish(self) -> None:
        prefer = frozenset(table for table, box in self._paired.items() if box.isChecked())
        try:
            self._desk.do(self._merger.merge, self.sheet.kept, self.sheet.gone, self.taken, prefer)
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            return
        self.accept()

    def _fill(self) -> None:
        words, sheet = self._words, self.sheet
        self._head.setText(words(N_("“{gone}” goes up in “{kept}”"), gone=sheet.gone_title, kept=sheet.kept_title))
        said = words(", ").join(f"{words.translated(kind)} {count}" for kind, count in sheet.moving)
        alone = words(N_("Nothing else belongs to the right one."))
        self._moving.setText(words(N_("Comes along: {entries}"), entries=said) if said else alone)
        clear(self._rows)
        for column, text in enumerate((words(N_("Field")), words(N_("Stays")), words(N_("Goes up in it")), words(N_("Result")))):
            self._rows.addWidget(label(text, "muted"), 0, column)
        shown_lines = [line for line in sheet.lines if line.differs or self._equal.isChecked()]
        shown_lines.sort(key=lambda line: (not line.conflict, line.taken is not Taken.BOTH, not line.differs))  # what needs a choice first
        for number, line in enumerate(shown_lines, 1):
            self._add_line(number, line)
        if not shown_lines:
            self._rows.addWidget(label(words(N_("The two do not differ in any field.")), "muted"), 1, 0, 1, 4)

    def _add_line(self, number: int, line: MergeLine) -> None:
        words, name = self._words, line.field.name
        taken = self.taken.get(name, line.taken)
        tone = Tone.CAUTION if line.conflict else Tone.PLAIN
        title = label(words.translated(line.field.label), "strong" if line.differs else "", tone=tone)
        if line.conflict:
            title.setToolTip(words(N_("Both are known and differ: please choose")))
            title.setText(f"⚠ {title.text()}")
        self._rows.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
        result = label(self._said(line, line.value(taken)) or "—", wrap=True)
        result.setObjectName(f"merge.{name}.result")
        self._rows.addWidget(result, number, 3)
        if not line.differs:
            self._rows.addWidget(label(self._said(line, line.kept), wrap=True, tone=Tone.MUTED), number, 1)
            self._rows.addWidget(label(self._said(line, line.gone), wrap=True, tone=Tone.MUTED), number, 2)
            return
        group = QButtonGroup(self)
        for column, side, value in ((1, Taken.KEPT, line.kept), (2, Taken.GONE, line.gone)):
            self._rows.addWidget(self._side(group, line, side, self._said(line, value), taken), number, column)
        if line.can_be_both:
            both = QRadioButton(words(N_("Both")))
            self._dress(both, group, name, Taken.BOTH, taken)
            place = self._rows.itemAtPosition(number, 2)
            holder = place.widget() if place is not None else None
            inner = holder.layout() if holder is not None else None
            if inner is not None:
                inner.addWidget(both)

    def _side(self, group: QButtonGroup, line: MergeLine, side: Taken, said: str, taken: Taken) -> QWidget:
        """A button to choose by and the value, which may be long, below each other's left edge."""
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        button = QRadioButton()
        self._dress(button, group, line.field.name, side, taken)
        button.setAccessibleName(f"{self._words.translated(line.field.label)}: {said}")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(said or "—", wrap=True), 1)
        inner.addLayout(row)
        return holder

    def _dress(self, button: QRadioButton, group: QButtonGroup, name: str, side: Taken, taken: Taken) -> None:
        button.setObjectName(f"merge.{name}.{side.value}")
        button.setChecked(side is taken)
        button.clicked.connect(_Take(self.take, name, side))
        group.addButton(button)

    def _said(self, line: MergeLine, value: Any) -> str:
        if line.field.kind is Kind.LINK:
            return self.sheet.titles.get(value, "") if value is not None else ""
        said = shown(line.field, value, self._words)
        return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


class _Take:
    def __init__(self, take: Callable[[str, Taken], None], name: str, side: Taken) -> None:
        self._take, self._name, self._side = take, name, side

    def __call__(self) -> None:
        self._take(self._name, self._side)


def merged(parent: QWidget | None, desk: Desk, merger: Merger, rows: tuple[UUID, ...]) -> bool:
    """Opens the dialog for two rows (the first stays); whether they were merged."""
    try:
        dialog = MergeDialog(parent, desk, merger, rows[0], rows[1])
    except Refused as refused:
        desk.refuse(parent or QWidget(), refused)
        return False
    return dialog.exec() == QDialog.DialogCode.Accepted

