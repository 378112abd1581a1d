"""What happened to one row: each change with its day, its name and what stood there before, read from the journal."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core import journal
from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.journal import HistoryLine, HistoryRow
from kamdesk.core.marking import N_
from kamdesk.core.record import described, record_class
from kamdesk.core.titles import title_of
from kamdesk.core.words import Words
from kamdesk.widgets.card import clear, holder, rule, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label

MOST = 60
LONGEST = 120


class RowHistory(QWidget):
    """Give it a row with `show_row`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(holder(self._rows)))

    def show_row(self, row: UUID) -> None:
        clear(self._rows)
        changes = self._desk.ask(journal.history, MOST, row)
        for place, change in enumerate(changes):
            if place:
                self._rows.addWidget(rule())
            self._show(change, row)
        if not changes:
            self._rows.addWidget(label(self._desk.words(N_("Nothing was changed yet.")), "muted"))
        self._rows.addStretch(1)

    def _show(self, change: HistoryRow, row: UUID) -> None:
        words = self._desk.words
        said = words.translated(change.label)
        if change.kind == journal.UNDO:
            said = words(N_("Taken back: {deed}"), deed=said)
        elif change.kind == journal.REDO:
            said = words(N_("Done again: {deed}"), deed=said)
        self._rows.addWidget(label(said, "strong"))
        self._rows.addWidget(label(words.moment(change.at), "small"))
        for line in change.lines:
            text = self._line(line) if line.row == row else ""
            if text:
                self._rows.addWidget(label(text, wrap=True, selectable=True))

    def _line(self, line: HistoryLine) -> str:
        """“Rank: 正处级 → 副厅级”; "" for what people need not see."""
        words = self._desk.words
        if not line.field:
            return words(N_("Entry made")) if line.old is None else words(N_("Entry removed"))
        if line.field == "erased_at":
            return words(N_("Erased")) if line.new is not None else words(N_("Brought back"))
        field = described(line.table, line.field)
        if field is None:
            return ""
        old, new = (self._said(line, field, value, words) for value in (line.old, line.new))
        return f"{words.translated(field.label)}: {old} → {new}"

    def _said(self, line: HistoryLine, field: Field, value: Any, words: Words) -> str:
        plain = journal.unplain(record_class(line.table), line.field, value)
        if plain is None:
            return "—"
        said = self._desk.ask(title_of, field.links_to, plain) if field.kind is Kind.LINK else shown(field, plain, words)
        return said if len(said) <= LONGEST else said[:LONGEST] + "…"
