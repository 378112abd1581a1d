"""Text pieces: the list by topic at the left, the passage itself at the right."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.library import actions, queries
from kamdesk.library.queries import TextRow
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.form import Form
from kamdesk.widgets.grid import Column, Grid, Sort
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.text import Elided
from kamdesk.widgets.tokens import GAP, Tone


class Texts(QWidget):
    """Find a passage by its heading (pinyin works) or by any words in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        words = self._words
        columns = (
            Column("name", words(N_("Heading")), _name, 180, strong=True, stretch=True),
            Column("topic", words(N_("Topic")), _Said(words).topic, 110 if words.chinese else 160, tone=_muted),
            Column("length", words(N_("Characters")), _length, 84 if words.chinese else 108, number=True, sortable=False),
        )
        self.grid = Grid(words, columns, self._ids, self._rows)
        sentence = words(N_("No text yet. Keep what you write again and again: who we are, our service, our references."))
        empty = EmptyState("scroll-text", sentence, words(N_("New text")))
        empty.started.connect(self.new_item)
        self.grid.put_empty(empty)
        self.grid.picked.connect(self._show)
        new = buttons.plain(words(N_("New text")), "plus", name="text.new")
        new.clicked.connect(self.new_item)
        self.grid.tools.addWidget(new)
        left = Card()
        left.add(self.grid, 1)
        self.piece: UUID | None = None
        self.form = Form(desk, queries.TEXT_FIELDS, self._save, beside=False)
        self.right = Card()
        erase = buttons.tool("trash-2", words(N_("Erase text")), name="text.erase")
        erase.clicked.connect(self._erase)
        self.name = Elided("", "section")
        self.right.top.insertWidget(0, self.name, 20)
        self.right.add_action(erase)
        self.right.add(scrolled(holder(stacked(self.form, None))), 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(left, 5)
        whole.addWidget(self.right, 6)

    def reload(self) -> None:
        self.grid.reload()
        if self.grid.current() is None:
            self.grid.select_first()
        self._show(self.grid.current())

    def select(self, piece: UUID) -> None:
        self.grid.filter.clear()
        self.grid.reload()
        self.grid.select(piece)

    def new_item(self) -> None:
        heading = self._words(N_("New text"))
        piece = made(NewDialog(self, self._desk, heading, queries.TEXT_FIELDS, self._create))
        if piece is not None:
            self.select(piece)

    def _create(self, values: dict[str, object]) -> UUID:
        return self._desk.do(actions.save_text, None, values)

    def _save(self, values: dict[str, object]) -> None:
        assert self.piece is not None
        self._desk.do(actions.save_text, self.piece, values)

    def _erase(self) -> None:
        """No question asked: undo brings it back."""
        if self.piece is not None:
            self._desk.do(actions.erase_text, self.piece)

    def _ids(self, sort: Sort, typed: str) -> Sequence[UUID]:
        return self._desk.ask(queries.text_ids, sort.key, sort.descending, typed)

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, TextRow]:
        return {row.id: row for row in self._desk.ask(queries.text_rows, ids)}

    def _show(self, piece: UUID | None) -> None:
        if self.form.editing and piece == self.piece:
            return
        self.piece = piece
        self.right.setVisible(piece is not None)
        if piece is None:
            return
        try:
            sheet = self._desk.ask(queries.text_piece, piece)
        except Refused:  # erased meanwhile; the list reloads by itself
            self.right.hide()
            return
        self.name.say(sheet.name)
        self.form.show_values({"name": sheet.name, "topic": sheet.topic, "body": sheet.body})


class _Said:
    def __init__(self, words: Words) -> None:
        self._words = words

    def topic(self, row: TextRow) -> str:
        return self._words.translated(row.topic.label) if row.topic else ""


def _name(row: TextRow) -> str:
    return row.name


def _length(row: TextRow) -> str:
    return f"{row.length:,}"


def _muted(_row: TextRow) -> Tone:
    return Tone.MUTED
