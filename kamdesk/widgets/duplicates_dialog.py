"""Entries that may be on file twice: pair by pair with the reason, to be merged, or said to be two."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from kamdesk.core.apart import keep_apart
from kamdesk.core.duplicates import Pair
from kamdesk.core.marking import N_
from kamdesk.core.titles import titles_of
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.merge_dialog import Merger, merged
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN

MOST = 500


class DuplicatesDialog(QDialog):
    """`find` is a query `(session) -> tuple[Pair, …]`. Emits `opened(UUID)` where the rep wants to look at one of a pair."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, merger: Merger, find: Callable[[Any], tuple[Pair, ...]]) -> None:
        super().__init__(parent)
        self._desk, self._words, self._merger, self._find = desk, desk.words, merger, find
        self.pairs: tuple[Pair, ...] = ()
        words = self._words
        heading = words(N_("Possible duplicates"))
        self.setObjectName("duplicates")
        self.setWindowTitle(heading)
        self.resize(880, 520)
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("duplicates.table")
        self.table.setAccessibleName(heading)
        self.table.setHorizontalHeaderLabels([words("First"), words("Second"), words("Why"), words(N_("Likeness"))])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setDefaultSectionSize(36)
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        self.table.doubleClicked.connect(self.merge)
        self.table.itemSelectionChanged.connect(self._settle)
        self._nothing = EmptyState("copy-check", words(N_("Nothing here looks like being on file twice.")), "", "")
        self._stack = FittingStack()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.count = label("", "muted")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN, 18)
        whole.setSpacing(10)
        whole.addWidget(label(heading, "section"))
        whole.addWidget(self.count)
        whole.addWidget(self._stack, 1)
        whole.addLayout(self._foot())
        self.reload()

    def _foot(self) -> QHBoxLayout:
        words = self._words
        self._merge = buttons.primary(words(N_("Merge…")), "git-merge", name="duplicates.merge")
        self._merge.clicked.connect(self.merge)
        self._apart = buttons.plain(words(N_("These are two")), "unlink", name="duplicates.apart")
        self._apart.setToolTip(words(N_("Not a duplicate: this pair is not offered again")))
        self._apart.clicked.connect(self.keep_apart)
        self._first = buttons.plain(words(N_("Open the first")), name="duplicates.first")
        self._first.clicked.connect(self._open_first)
        self._second = buttons.plain(words(N_("Open the second")), name="duplicates.second")
        self._second.clicked.connect(self._open_second)
        close = buttons.plain(words("Close"), name="duplicates.close")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        for part in (self._first, self._second, self._apart):
            part.setAutoDefault(False)
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self._merge)
        return foot

    def reload(self) -> None:
        """Looks for pairs anew; the row in front stays as far as it is there."""
        words, place = self._words, max(0, self.table.currentRow())
        found = self._desk.ask(self._find)
        self.pairs = found[:MOST]
        rows = {row for pair in self.pairs for row in (pair.first, pair.second)}
        titles = self._desk.ask(titles_of, self._merger.table, rows) if rows else {}
        self.table.setRowCount(len(self.pairs))
        for number, pair in enumerate(self.pairs):
            reasons = words(", ").join(words.translated(reason.label) for reason in pair.reasons)
            for column, text in enumerate((titles.get(pair.first, ""), titles.get(pair.second, ""), reasons, f"{pair.score} %")):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 3:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, column, item)
        self.count.setText(words(N_("{n} pairs, the surest first"), n=f"{len(found):,}") if found else "")
        self._stack.setCurrentWidget(self.table if self.pairs else self._nothing)
        if self.pairs:
            self.table.selectRow(min(place, len(self.pairs) - 1))
            self.table.setFocus()
        self._settle()

    def pair(self) -> Pair | None:
        number = self.table.currentRow()
        return self.pairs[number] if 0 <= number < len(self.pairs) else None

    def merge(self) -> None:
        pair = self.pair()
        if pair is not None and merged(self, self._desk, self._merger, (pair.first, pair.second)):
            self.reload()

    def keep_apart(self) -> None:
        pair = self.pair()
        if pair is not None:
            self._desk.do(keep_apart, self._merger.table, pair.first, pair.second)
            self.reload()

    def _open_first(self) -> None:
        self._open(lambda pair: pair.first)

    def _open_second(self) -> None:
        self._open(lambda pair: pair.second)

    def _open(self, which: Callable[[Pair], UUID]) -> None:
        pair = self.pair()
        if pair is not None:
            self.accept()
            self.opened.emit(which(pair))

    def _settle(self) -> None:
        for button in (self._merge, self._apart, self._first, self._second):
            button.setEnabled(self.pair() is not None)
