"""The coverage matrix on the map's tab: filled in where it stands, by mouse or by the keys 0 to 4; everything can be undone."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from kamdesk.core.problems import Refused
from kamdesk.relations import actions, queries
from kamdesk.relations.page.matrix_table import FIRST, WHOLE, MatrixModel, MatrixTable
from kamdesk.relations.rules import Coverage, Level
from kamdesk.relations.rules.matrix import BY_FIGURE, SIGNS, MatrixRow, MatrixSheet, OurColumn
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.text import Elided, label

_ALL_UP_TO = 10  # our people who are shown whether they have a thread or not


class MatrixCard(Card):
    """Emits `seat_asked(seat)` for a row to be shown on the map."""

    seat_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.desk, self.words = desk, desk.words
        words = self.words
        self.said = Elided("", "muted")
        self.everybody = buttons.chip(words("All our people"), name="matrix.all")
        self.everybody.toggled.connect(self._refill)
        self.model = MatrixModel(words)
        self.table = MatrixTable(self.model, words)
        self.table.figure.connect(self._write_figure)
        self.table.emptied.connect(self._empty)
        self.table.asked.connect(self._ask)
        self.hint = label(words("Keys 0 to 4 write a cell, Del empties it, Enter opens what else there is to say."), "small")
        self.nobody = label(words("None of our people is on file yet. Add a person on our side, then come back."), "muted", wrap=True)
        top = beside(self.said, self.everybody)
        top.setStretch(0, 1)
        self.add(top)
        self.add(self.nobody)
        self.add(self.table, 1)
        self.add(self.hint)
        self._sheet: MatrixSheet | None = None

    def show_map(self, sheet: MapSheet) -> None:
        """The matrix of a map; the cursor stays."""
        self._sheet = self.desk.ask(queries.matrix_of, sheet)
        self._refill()

    def _refill(self, _on: bool = False) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        few = len(sheet.columns) <= _ALL_UP_TO
        self.everybody.setVisible(not few)
        ours = sheet.columns if few or self.everybody.isChecked() else sheet.busy()
        self.model.put(sheet, ours, self.desk.today())
        self.nobody.setVisible(not sheet.columns)
        self.said.say(self._summary(sheet))
        self.table.share_room()

    def _summary(self, sheet: MatrixSheet) -> str:
        words, rows = self.words, sheet.rows
        facts = {"known": sum(row.seat.covered for row in rows), "whole": len(rows)}
        said = [words("In touch with {known} of {whole} on the map.", **facts)]
        uncovered, single = sum(row.uncovered for row in rows), sum(row.single for row in rows)
        said += [words("Nobody covers {n}.", n=uncovered)] if uncovered else []
        said += [words("{n} hang on one thread.", n=single)] if single else []
        return ("" if words.chinese else " ").join(said)

    def choose(self, seat: UUID) -> None:
        """Puts the cursor onto somebody's row, on the first of our people."""
        rows = self._sheet.rows if self._sheet is not None else ()
        place = next((number for number, row in enumerate(rows) if row.seat.id == seat), None)
        if place is not None:
            self.table.setCurrentIndex(self.model.index(place, FIRST if self.model.ours else WHOLE))

    # writing

    def _write_figure(self, index: QModelIndex, figure: int) -> None:
        self._write(index, {"coverage": BY_FIGURE[figure] if figure else None})

    def _empty(self, index: QModelIndex) -> None:
        row, thread = self.model.row_at(index), self.model.thread_at(index)
        if row is not None and index.column() == WHOLE:
            self._write(index, {"coverage": None})
        elif thread is not None:
            self._write(index, {"coverage": None, "level": None, "level_wanted": None, "note": None})

    def _write(self, index: QModelIndex, values: Mapping[str, object]) -> None:
        """A cell of ours is a thread; the column before is the seat itself, set by hand."""
        row, ours = self.model.row_at(index), self.model.ours_at(index.column())
        try:
            if row is not None and ours is not None:
                self.desk.do(actions.set_thread, row.seat.id, ours.person, values)
            elif row is not None and index.column() == WHOLE:
                self.desk.do(actions.save_seat, row.seat.id, values)
        except Refused as refused:
            self.desk.refuse(self, refused)

    def _ask(self, index: QModelIndex) -> None:
        row, ours = self.model.row_at(index), self.model.ours_at(index.column())
        if row is None:
            return
        if ours is None and index.column() != WHOLE:
            self.seat_asked.emit(row.seat.id)
            return
        self.menu(index, row, ours).popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def menu(self, index: QModelIndex, row: MatrixRow, ours: OurColumn | None) -> QMenu:
        """What a cell can say; the seat's own cell has coverage only."""
        words, thread = self.words, row.threads.get(ours.person) if ours is not None else None
        menu = QMenu(self.table)
        menu.setObjectName("matrix.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        now = row.seat.coverage if ours is None else thread.coverage if thread is not None else None
        group = QActionGroup(menu)
        for figure, coverage in enumerate(BY_FIGURE):
            sign = SIGNS[coverage] or "　"
            action = menu.addAction(f"{sign} {words.translated(coverage.label)}\t{figure}")
            action.setCheckable(True)
            action.setChecked((now or Coverage.UNKNOWN) is coverage)
            action.triggered.connect(lambda _on=False, figure=figure: self._write_figure(index, figure))
            group.addAction(action)
        if ours is not None:
            menu.addSeparator()
            self._add_levels(menu, index, "level", words("Relationship now"), thread.level if thread else None)
            self._add_levels(menu, index, "level_wanted", words("Relationship wanted"), thread.level_wanted if thread else None)
            menu.addAction(words("Note…")).triggered.connect(lambda: self._ask_note(index))
        return menu

    def _add_levels(self, menu: QMenu, index: QModelIndex, name: str, title: str, now: Level | None) -> None:
        below = menu.addMenu(title)
        for level in (*Level, None):
            action = below.addAction(self.words.translated(level.label) if level is not None else self.words("not known"))
            action.setCheckable(True)
            action.setChecked(level is now)
            action.triggered.connect(lambda _on=False, level=level: self._write(index, {name: level}))

    def _ask_note(self, index: QModelIndex) -> None:
        row, ours, thread = self.model.row_at(index), self.model.ours_at(index.column()), self.model.thread_at(index)
        if row is None or ours is None:
            return
        fields = [field for field in queries.THREAD_FIELDS if field.name in ("coverage", "level", "level_wanted", "note")]
        values = {field.name: getattr(thread, field.name) or None for field in fields} if thread else {}

        def keep(changed: dict[str, object]) -> bool:
            self.desk.do(actions.set_thread, row.seat.id, ours.person, changed)
            return True

        heading = f"{ours.name} — {row.seat.name or row.seat.position}"
        made(NewDialog(self, self.desk, heading, fields, keep, values=values, deed=self.words("Keep")))

