"""客户机会分析: what each division has of what we sell, and where nobody sells yet."""

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.growth import actions, queries
from kamdesk.growth.page.cells import CellsModel, CellsTable, tally_words
from kamdesk.growth.page.lists import ListsDialog
from kamdesk.growth.queries import GridSheet
from kamdesk.growth.rules import SHORT, SIGNS, Ground, next_ground
from kamdesk.tasks.actions import save_task
from kamdesk.tasks.rules import About
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.text import label
from kamdesk.widgets.tool_line import ToolLine

MOST_SUGGESTED = 5


class GridPanel(Panel):
    """Where could this account buy more?"""

    key, title, group = "grid", N_("Product grid"), "growth"
    tables = frozenset({"offering", "division", "grid_cell", "account", "person"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        words = self.words
        self.sheet: GridSheet | None = None
        self.answer = label("", "section", wrap=True)
        self.answer.setObjectName("grid.answer")
        self.model = CellsModel(words)
        self.table = CellsTable(self.model, words)
        self.table.marked.connect(self._mark)
        self.table.wanted.connect(self._edit)
        self.table.moved.connect(self._see_current)
        self.suggested = ToolLine()
        signs = " · ".join(f"{SIGNS[ground]} {words.translated(SHORT[ground])}" for ground in Ground)
        keys = words(N_("Space or a second click goes round, 1–4 set, 0 takes back, F2 details"))
        nothing_yet = words(N_("List what we sell and the divisions of this account; the grid shows where nobody sells yet."))
        empty = EmptyState("layout-grid", nothing_yet, words(N_("Products and divisions…")))
        empty.started.connect(self._open_lists)
        shown = Card()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.answer, 1)
        self.make = buttons.plain(words(N_("Make an opportunity")), "target", name="grid.make")
        self.make.setToolTip(words(N_("Of the chosen white space")))
        self.make.clicked.connect(self._make)
        lists = buttons.plain(words(N_("Products and divisions…")), "columns-3", name="grid.lists")
        lists.clicked.connect(self._open_lists)
        top.addWidget(self.make)
        top.addWidget(lists)
        shown.add(top)
        shown.add(self.suggested)
        shown.add(self.table, 1)
        shown.add(label(f"{signs}\n{keys}", "small", wrap=True))
        self.stack = FittingStack()
        self.stack.addWidget(shown)
        nothing = Card()
        nothing.add(empty, 1)
        self.stack.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def reload(self) -> None:
        if self.item is None:
            return
        current = self.table.currentIndex()
        try:
            sheet = self.sheet = self.desk.ask(queries.grid_of, self.item)
        except Refused:  # the account was erased just now: its page leaves, and says so
            return
        self.model.put(sheet)
        if current.isValid():
            self.table.setCurrentIndex(self.model.index(current.row(), current.column()))
        self.stack.setCurrentIndex(0 if sheet.offerings else 1)
        asked = self.words(N_("Which divisions buy for themselves?"))
        self.answer.setText(tally_words(sheet.whole, self.words) if sheet.divisions else asked)
        self._suggest()
        self.table.fit_columns()
        self._see_current()

    def new_item(self) -> None:
        self._open_lists()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit_columns()

    # deeds

    def _mark(self, row: int, column: int, wanted: object) -> None:
        where = self.model.place(row, column)
        if where is None or self.sheet is None:
            return
        cell = self.sheet.cell(*where)
        ground = next_ground(cell.ground if cell else None) if wanted == "next" else wanted
        assert ground is None or isinstance(ground, Ground)
        if ground is not (cell.ground if cell else None):
            self._try_mark(where, ground)

    def _try_mark(self, where: tuple[UUID, UUID], ground: Ground | None) -> None:
        try:
            self.desk.do(actions.mark_cell, *where, ground)
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            self.refresh()

    def _edit(self, row: int, column: int) -> None:
        where = self.model.place(row, column)
        if where is None or self.sheet is None:
            return
        offering, division = where
        cell = self.sheet.cell(offering, division)
        values: dict[str, object] = {"ground": Ground.WHITE}
        if cell is not None:
            values = {"ground": cell.ground, "rival": cell.rival, "potential": cell.potential, "note": cell.note}

        def keep(typed: dict[str, object]) -> UUID:
            return self.desk.do(actions.save_cell, None, {"offering": offering, "division": division, **typed})

        made(NewDialog(self, self.desk, self._named(row, column), queries.CELL_FIELDS, keep, values=values, deed=self.words("Save")))

    def _make(self) -> None:
        """An opportunity out of white space; where nobody makes opportunities, a task says to."""
        index = self.table.currentIndex()
        where = self.model.place(index.row(), index.column())
        cell = self.sheet.cell(*where) if self.sheet is not None and where is not None else None
        if cell is None or self.item is None:
            return
        name = self._named(index.row(), index.column())
        makers = self.desk.contributed.makers("opportunity")
        try:
            if makers:
                values = {"name": name, "account": self.item, "amount": cell.potential, "need": cell.note}
                self.desk.open(Address("opportunities", self.desk.do(makers[0], None, values)))
            else:
                what = self.words(N_("Make an opportunity: {name}"), name=name)
                self.desk.do(save_task, None, {"what": what, "account": self.item}, About("grid_cell", cell.id))
        except Refused as refused:
            self.desk.refuse(self, refused)

    def _open_lists(self) -> None:
        if self.item is not None:
            ListsDialog(self, self.desk, self.item).exec()

    def _add_suggested(self) -> None:
        sender = self.sender()
        if sender is not None and self.item is not None:
            self.desk.do(actions.add_divisions, self.item, [str(sender.property("division"))])

    # filling

    def _suggest(self) -> None:
        assert self.item is not None
        names = self.desk.ask(queries.suggested_divisions, self.item, MOST_SUGGESTED)
        for part in self.suggested.parts():
            part.setParent(None)
            part.deleteLater()
        if names:
            self.suggested.addWidget(label(self.words(N_("Suggested divisions:")), "small"))
        for name in names:
            chip = buttons.chip(f"＋ {name[:20]}", name="grid.suggested")
            chip.setCheckable(False)
            chip.setProperty("division", name)
            chip.clicked.connect(self._add_suggested)
            self.suggested.addWidget(chip)
        self.suggested.setVisible(bool(names))

    def _see_current(self) -> None:
        index = self.table.currentIndex()
        where = self.model.place(index.row(), index.column()) if index.isValid() else None
        cell = self.sheet.cell(*where) if self.sheet is not None and where is not None else None
        self.make.setEnabled(cell is not None and cell.ground is Ground.WHITE)

    def _named(self, row: int, column: int) -> str:
        assert self.sheet is not None
        return f"{self.sheet.divisions[column].name} · {self.sheet.offerings[row].name}"
