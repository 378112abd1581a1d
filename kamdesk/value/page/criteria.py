"""The criteria and their weights, as the rep wants them: renamed, re-weighed, added, ordered, switched off, or as shipped again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.value import actions, queries
from kamdesk.value.rules import Axis, CriterionRow
from kamdesk.value.rules.playbook import in_language
from kamdesk.widgets import buttons
from kamdesk.widgets.card import holder, stacked
from kamdesk.widgets.chip_tabs import ChipTabs
from kamdesk.widgets.desk import Changes, Desk
from kamdesk.widgets.field_table import Deeds, FieldTable
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN

_SHOWN = ("name", "weight", "in_use", "question", "worst", "best")
FIELDS = tuple(field for name in _SHOWN for field in queries.CRITERION_FIELDS if field.name == name)
WIDTHS = {"name": 130, "weight": 74, "in_use": 70, "question": 284, "worst": 165, "best": 165}


class CriteriaDialog(QDialog):
    """A table for each axis. What is changed here counts at once, for every account and every day of its history."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, desk.words
        words = self._words
        self.setObjectName("criteria")
        self.setWindowTitle(words(N_("Criteria and weights")))
        self.resize(1040, 600)
        self._tables: dict[Axis, FieldTable] = {}
        self._sums: dict[Axis, QLabel] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 18, MARGIN, 16)
        whole.setSpacing(8)
        whole.addWidget(label(words(N_("Criteria and weights")), "title"))
        told = words(N_("Weights count by their share within an axis. Changes count at once for every account and its history."))
        whole.addWidget(label(told, "muted", wrap=True))
        self.axes = ChipTabs()
        for axis in Axis:
            self.axes.add(axis.value, words.translated(axis.label), self._side(axis))
        whole.addWidget(self.axes, 1)
        reset = buttons.plain(words(N_("As shipped")), "undo-2", name="criteria.reset")
        reset.setToolTip(words(N_("The shipped criteria and weights again; your own are switched off. Undo takes it back.")))
        reset.clicked.connect(self._reset)
        close = buttons.primary(words("Close"), name="criteria.close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(reset)
        foot.addStretch(1)
        foot.addWidget(close)
        whole.addLayout(foot)
        desk.changed.connect(self._hear)
        self.axes.open(Axis.ATTRACTIVENESS.value)
        self._reload()

    def _reload(self) -> None:
        rows = self._desk.ask(queries.criteria, True)
        for axis, table in self._tables.items():
            mine = [in_language(row, self._words) for row in rows if row.axis is axis]
            table.put([(row.id, _values(row)) for row in mine])
            total = sum(row.weight for row in mine if row.in_use)
            said = self._words(N_("{axis} · weights add up to {total}"), axis=self._words.translated(axis.label), total=total)
            self._sums[axis].setText(said)

    def _side(self, axis: Axis) -> Callable[[], QWidget]:
        """The table of an axis below its sum, made here, so that both are filled at once."""
        total = self._sums[axis] = label("", "small")
        table = self._tables[axis] = FieldTable(self._desk, FIELDS, self._deeds(axis), widths=WIDTHS)
        table.setObjectName(f"criteria.{axis.value}")
        side = holder(stacked(total, table, spacing=8))
        side.setParent(self)
        side.hide()
        return lambda: side

    def _deeds(self, axis: Axis) -> Deeds:
        def save(row: UUID, values: dict[str, object]) -> object:
            return self._desk.do(actions.save_criterion, row, values)

        def add() -> UUID:
            return self._desk.do(actions.save_criterion, None, {"axis": axis, "name": self._words(N_("New criterion"))})

        def remove(row: UUID) -> object:
            return self._desk.do(actions.erase_criterion, row)

        def move(row: UUID, place: int) -> object:
            return self._desk.do(actions.move_criterion, row, place)

        return Deeds(save, add, remove, move)

    def _reset(self) -> None:
        self._desk.do(actions.reset_criteria)

    def _hear(self, changes: Changes, _initiator: object) -> None:
        if any(table == "criterion" for table, _row in changes):
            self._reload()


def _values(row: CriterionRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _SHOWN}
