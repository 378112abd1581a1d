"""响应表: clause by clause what the tender asks and what we answer; made for thousands of rows and for the keyboard."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kamdesk.bids import actions, queries
from kamdesk.bids.page.pasting import PasteDialog
from kamdesk.bids.queries import AnswerRow
from kamdesk.bids.rules.sheet import BidSheet, BidState, Deviation
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Column, Grid, Sort
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

SIGNS = {Deviation.NONE: "＝", Deviation.POSITIVE: "＋", Deviation.NEGATIVE: "－"}
TONES = {Deviation.NONE: Tone.GOOD, Deviation.POSITIVE: Tone.GOOD, Deviation.NEGATIVE: Tone.BAD}
SHOWS = ("", "open", "starred", "deviating")


class AnswerEditor(Card):
    """One clause in full, and our answer to it. Ctrl+Enter keeps and goes to the next clause."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        self._words = words
        self.row: AnswerRow | None = None
        self.demand = label("", wrap=True, selectable=True)
        self.demand.setObjectName("answer.demand")
        self.answer = QPlainTextEdit()
        self.answer.setObjectName("answer.text")
        self.answer.setAccessibleName(words("Our response"))
        self.answer.setPlaceholderText(words("What we offer, with our own values"))
        self.answer.setTabChangesFocus(True)
        self.answer.setMinimumHeight(48)
        self.answer.setMaximumHeight(72)
        self.evidence = QLineEdit()
        self.evidence.setObjectName("answer.evidence")
        self.evidence.setAccessibleName(words("Supporting evidence"))
        self.evidence.setPlaceholderText(words("Supporting evidence"))
        self.deviations = QButtonGroup(self)
        self.chips = []
        for place, deviation in enumerate(Deviation):
            chip = buttons.chip(f"{SIGNS[deviation]} {words.translated(deviation.label)}", name=f"answer.{deviation.value}")
            chip.setToolTip(buttons.with_key(words.translated(deviation.label), f"Alt+Shift+{place + 1}"))
            chip.setShortcut(QKeySequence(f"Alt+Shift+{place + 1}"))
            self.deviations.addButton(chip, place)
            self.chips.append(chip)
        self.keep = buttons.primary(words("Keep and next"), name="answer.keep")
        self.keep.setToolTip(buttons.with_key(words("Keep and next"), "Ctrl+Return"))
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("answer.refusal")
        self.refusal.hide()
        self.add(self.demand)
        self.add(self.answer)
        self.add(beside(*self.chips, self.evidence, self.keep, spacing=8))
        self.add(self.refusal)

    def show_row(self, row: AnswerRow | None, frozen: bool) -> None:
        """Another clause; the same one keeps what is typed."""
        another = (row.id if row else None) != (self.row.id if self.row else None) or row is None
        changed = self.row is not None and row is not None and self.row != row
        self.row = row
        self.setEnabled(row is not None and not frozen)
        if not another and not changed:
            return
        star = "★ " if row is not None and row.starred else ""
        self.demand.setText(f"{star}{row.number} {row.demand}".strip() if row is not None else self._words("Choose a clause above."))
        self.answer.setPlainText(row.answer if row is not None else "")
        self.evidence.setText(row.evidence if row is not None else "")
        self.deviations.setExclusive(False)
        for chip, deviation in zip(self.chips, Deviation, strict=True):
            chip.setChecked(row is not None and row.deviation is deviation)
        self.deviations.setExclusive(True)
        self.refusal.hide()

    def values(self) -> dict[str, object]:
        checked = self.deviations.checkedId()
        deviation = list(Deviation)[checked] if checked >= 0 else None
        return {"answer": self.answer.toPlainText(), "deviation": deviation, "evidence": self.evidence.text()}


class Answers(QWidget):
    """The matrix with its editor below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self.sheet: BidSheet | None = None
        self.tender: UUID | None = None
        self.show_only = ""
        self.grid = Grid(self._words, self._columns(), self._ids, self._rows, row_height=34)
        self.grid.put_empty(self._empty())
        self.grid.picked.connect(self._pick)
        self.grid.opened.connect(self._into_editor)
        self.editor = AnswerEditor(desk)
        self.editor.keep.clicked.connect(self.keep)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.keep, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._add_tools()
        card = Card()
        card.add(self.grid, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(card, 1)
        whole.addWidget(self.editor)

    def show_sheet(self, sheet: BidSheet, tender: UUID) -> None:
        self.sheet, self.tender = sheet, tender
        for button in (self.paste, self.bulk):
            button.setEnabled(not self.frozen)
        self.grid.reload()
        if self.grid.current() is None and self.grid.model.ids:
            self.grid.select_first()
        self._pick(self.grid.current())

    def open(self, clause: UUID) -> None:
        """Brings one clause to the front, whatever is filtered."""
        if not self.grid.select(clause):
            self.chips.button(0).click()
            self.grid.filter.clear()
            self.grid.reload()
            self.grid.select(clause)

    @property
    def frozen(self) -> bool:
        return self.sheet is None or self.sheet.state is not BidState.PREPARING

    def keep(self) -> None:
        """Keeps the answer in the editor and goes to the next clause."""
        row, sheet = self.editor.row, self.sheet
        if row is None or sheet is None:
            return
        place = self.grid.table.currentIndex().row()
        following = self.grid.model.ids[place + 1] if place + 1 < len(self.grid.model.ids) else None
        try:
            self._desk.do(actions.respond, sheet.id, row.id, self.editor.values())
        except Refused as refused:
            self.editor.refusal.setText(self._desk.sentence(refused))
            self.editor.refusal.show()
            return
        if following is not None and self.grid.select(following):
            self.editor.answer.setFocus()

    def paste_clauses(self) -> None:
        if self.tender is not None:
            PasteDialog(self, self._desk, self.tender).exec()

    def answer_shown(self) -> None:
        """Every clause in the list that has no deviation yet is answered without deviation; ★ clauses only where the list shows ★ alone."""
        if self.sheet is None:
            return
        shown = self._desk.ask(queries.answer_rows, self.sheet.id, self.grid.model.ids)
        chosen = [row.id for row in shown if not row.starred or self.show_only == "starred"]
        try:
            count = self._desk.do(actions.answer_without_deviation, self.sheet.id, self._words("Fully met."), chosen)
        except Refused as refused:
            self._desk.refuse(self, refused)
            return
        self._desk.tell(self._words("{n} clauses answered without deviation. ★ clauses are answered one by one.", n=count))

    def _pick(self, clause: UUID | None) -> None:
        row = self.grid.current_row() if clause is not None else None
        self.editor.show_row(row, self.frozen)

    def _into_editor(self, _clause: UUID) -> None:
        self.editor.answer.setFocus()

    def _ids(self, _sort: Sort, typed: str) -> Sequence[UUID]:
        return self._desk.ask(queries.answer_ids, self.sheet.id, typed, self.show_only) if self.sheet is not None else ()

    def _rows(self, ids: Sequence[UUID]) -> Mapping[UUID, AnswerRow]:
        if self.sheet is None:
            return {}
        return {row.id: row for row in self._desk.ask(queries.answer_rows, self.sheet.id, ids)}

    def _columns(self) -> tuple[Column, ...]:
        words = self._words

        def number(row: AnswerRow) -> str:
            return row.number

        def star(row: AnswerRow) -> str:
            return "★" if row.starred else ""

        def demand(row: AnswerRow) -> str:
            return row.demand.replace("\n", " ")

        def answer(row: AnswerRow) -> str:
            return row.answer.replace("\n", " ")

        def evidence(row: AnswerRow) -> str:
            return row.evidence

        def state(row: AnswerRow) -> str:
            if row.deviation is None:
                return f"○ {words('Not answered')}"
            return f"{SIGNS[row.deviation]} {words.translated(row.deviation.label)}"

        def tone(row: AnswerRow) -> Tone:
            if row.deviation is None:
                return Tone.BAD if row.starred else Tone.CAUTION
            return TONES[row.deviation]

        def bad(_row: AnswerRow) -> Tone:
            return Tone.BAD

        return (
            Column("number", words("Clause"), number, 84, sortable=False),
            Column("star", "★", star, 48, sortable=False, tone=bad),
            Column("demand", words("Text of the tender"), demand, 240, stretch=True, sortable=False),
            Column("answer", words("Our response"), answer, 220, stretch=True, sortable=False),
            Column("deviation", words("Deviation"), state, 164, sortable=False, tone=tone),
            Column("evidence", words("Supporting evidence"), evidence, 150, sortable=False),
        )

    def _add_tools(self) -> None:
        words = self._words
        self.chips = QButtonGroup(self)
        self._titles = (words("All"), words("Not answered"), words("★ clauses"), words("With deviation"))
        for place, title in enumerate(self._titles):
            chip = buttons.chip(title, checked=place == 0, name=f"show.{SHOWS[place] or 'all'}")
            self.chips.addButton(chip, place)
            self.grid.tools.insertWidget(1 + place, chip)
        self.chips.idClicked.connect(self._show)
        self.paste = buttons.plain(words("Paste clauses"), "plus", name="answers.paste")
        self.paste.clicked.connect(self.paste_clauses)
        self.bulk = buttons.plain(words("No deviation for all shown"), "list-checks", name="answers.bulk")
        self.bulk.clicked.connect(self.answer_shown)
        self.grid.tools.addWidget(self.bulk)
        self.grid.tools.addWidget(self.paste)

    def _show(self, place: int) -> None:
        self.show_only = SHOWS[place]
        self.grid.reload()

    def _empty(self) -> QWidget:
        sentence = self._words("No clauses yet. Paste them from the tender, one per line; ★ is recognised.")
        empty = EmptyState("list-checks", sentence, self._words("Paste clauses"))
        empty.started.connect(self.paste_clauses)
        return empty


