"""What this account is worth and how we stand there: said in words, drawn with its path, scored criterion by criterion."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.value import actions, queries
from kamdesk.value.page.criteria import CriteriaDialog
from kamdesk.value.page.criterion_line import CriterionLine
from kamdesk.value.page.worded import TONES, cell_words, score_words, sentence, why_not_placed
from kamdesk.value.queries import ValueSheet
from kamdesk.value.rules import ADVICE, Axis, ScoreRow
from kamdesk.value.rules.matrix import DARK, LIGHT, account_picture, history_picture
from kamdesk.value.rules.playbook import in_language
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, holder, scrolled
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.picture import PictureView
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import label, set_tone
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import GAP, Tone

LEFT = 316
_ANY = 16_777_215  # as wide as Qt lets a widget be
NARROW = 760  # below this width the pictures stand below the criteria


class ValuePanel(Panel):
    """Is this account worth our time, and do we stand well enough to win there?"""

    key, title, group = "value", N_("Account value"), "growth"
    tables = frozenset({"criterion", "assessment", "score", "task", "account"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._sheet: ValueSheet | None = None
        self._lines: dict[UUID, CriterionLine] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self._top())
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setContentsMargins(0, 0, 6, 0)
        self._parts.setSpacing(GAP)
        self._parts.addWidget(self._pictures())
        self._parts.addWidget(self._criteria_card(), 1)
        whole.addWidget(scrolled(holder(self._parts)), 1)

    def reload(self) -> None:
        if self.item is None:
            return
        try:
            sheet = self._sheet = self.desk.ask(queries.value_of, self.item)
        except Refused:  # the account was erased just now: its page leaves, and says so
            return
        self._say(sheet)
        looks = DARK if tokens().dark else LIGHT
        self.matrix.show_picture(account_picture(sheet.history, self.words, 250.0, 196.0, looks), own_colours=True)
        self.history.setVisible(sheet.begun)
        self._since.setVisible(sheet.begun)
        self._legend.setVisible(sheet.begun)
        if sheet.history:
            self.history.show_picture(history_picture(sheet.history, self.words, 250.0, 78.0, looks), own_colours=True)
        self._put_rows(sheet)

    def new_item(self) -> None:
        """Scoring begins at the first criterion that is unknown."""
        unknown = [row for row in self._sheet.rows if row.score is None] if self._sheet is not None else []
        if unknown:
            self._lines[unknown[0].criterion.id].strip.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._parts.setDirection(QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight)
        self._left.setMinimumWidth(0 if narrow else LEFT)
        self._left.setMaximumWidth(_ANY if narrow else LEFT)

    # parts

    def _top(self) -> Card:
        words = self.words
        self.badge = Badge("", Tone.MUTED)
        self.answer = label("", "section", wrap=True)
        self.answer.setObjectName("value.answer")
        self.advice = label("", "small", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(self.answer)
        texts.addWidget(self.advice)
        self.ask_rest = buttons.plain("", "circle-question-mark", name="value.ask")
        self.ask_rest.clicked.connect(self._ask_rest)
        criteria = buttons.plain(words(N_("Criteria…")), "list-checks", name="value.criteria")
        criteria.clicked.connect(self._open_criteria)
        portfolio = buttons.plain(words(N_("Portfolio")), "layout-grid", name="value.portfolio")
        portfolio.clicked.connect(self._open_portfolio)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(texts, 1)
        for button in (self.ask_rest, criteria, portfolio):
            line.addWidget(button)
        card = Card()
        card.add(line)
        return card

    def _pictures(self) -> QWidget:
        self._left = Card(self.words(N_("Its place on the matrix")))
        self.matrix = PictureView()
        self.matrix.setFixedHeight(236)
        self._since = label(self.words(N_("Scores over time")), "small")
        self.history = PictureView()
        self.history.setFixedHeight(104)
        legend = QHBoxLayout()
        legend.setSpacing(14)
        for text, tone in ((N_("— Attractiveness"), Tone.ACCENT), (N_("-- Our position"), Tone.GOOD)):
            legend.addWidget(label(self.words.translated(text), "small", tone=tone))
        legend.addStretch(1)
        for picture in (self.matrix, self.history):  # small pictures to look at: the wheel scrolls the card, not them
            picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left.add(self.matrix)
        self._left.add(self._since)
        self._left.add(self.history)
        self._legend = holder(legend)
        legend.setContentsMargins(0, 0, 0, 0)
        self._left.add(self._legend)
        self._left.add_stretch()
        self._left.setFixedWidth(LEFT)
        return self._left

    def _criteria_card(self) -> Card:
        card = Card()
        self._heads: dict[Axis, QLabel] = {}
        self._rows: dict[Axis, QVBoxLayout] = {}
        for axis in Axis:
            self._heads[axis] = label("", "section")
            self._rows[axis] = QVBoxLayout()
            self._rows[axis].setSpacing(2)
            card.add(self._heads[axis])
            card.add(self._rows[axis])
        keys = self.words(N_("Keys: 0–9 score, ? unknown (makes a task to find out), ↑ ↓ next criterion, F2 evidence"))
        card.add(label(keys, "small", wrap=True))
        card.add_stretch()
        return card

    # filling

    def _say(self, sheet: ValueSheet) -> None:
        words, found = self.words, sheet.standing
        if not sheet.begun:
            self.answer.setText(words(N_("Is this account worth our best time? Score what is known; mark the rest as unknown.")))
            self.advice.setText(words(N_("Unknown never counts as 0: it leaves the sum and asks you to find out.")))
        else:
            self.answer.setText(sentence(found, words))
            self.advice.setText(words.translated(ADVICE[found.cell]) if found.cell is not None else why_not_placed(found, words))
        set_tone(self.answer, TONES[found.cell] if found.cell is not None else Tone.PLAIN)
        self.answer.setAccessibleName(cell_words(found, words))
        rest = sum(row.score is None and not row.asked for row in sheet.rows)
        self.ask_rest.setVisible(rest > 0 and sheet.begun)
        self.ask_rest.setText(words(N_("Find out {n}"), n=rest))
        self.ask_rest.setToolTip(words(N_("Makes a task for every criterion that is unknown")))

    def _put_rows(self, sheet: ValueSheet) -> None:
        """The lines stay where they are, so that the keyboard stays where it is; only other criteria make other lines."""
        wanted = [row.criterion.id for row in sheet.rows]
        if wanted != list(self._lines):
            for line in self._lines.values():
                line.setParent(None)
                line.deleteLater()
            self._lines = {row.criterion.id: self._line(row) for row in sheet.rows}
        for axis in Axis:
            found = sheet.standing.of(axis)
            named, score = self.words.translated(axis.label), score_words(sheet.standing, axis, self.words)
            self._heads[axis].setText(self.words(N_("{axis} {score} · {percent}% known"), axis=named, score=score, percent=found.percent))
            for row in sheet.of(axis):
                self._lines[row.criterion.id].put(row, found.weight)

    def _line(self, row: ScoreRow) -> CriterionLine:
        line = CriterionLine(self.words)
        line.setObjectName(f"value.{row.criterion.key or row.criterion.id.hex}")
        line.scored.connect(self._score)
        line.wanted.connect(self._edit)
        line.left.connect(self._go_on)
        self._rows[row.criterion.axis].addWidget(line)
        return line

    # deeds

    def _score(self, row: ScoreRow, score: int | None) -> None:
        self._keep([row], {"score": score})

    def _ask_rest(self) -> None:
        if self._sheet is not None:
            self._keep([row for row in self._sheet.rows if row.score is None and not row.asked], {"score": None})

    def _keep(self, rows: Sequence[ScoreRow], values: dict[str, object]) -> None:
        assert self.item is not None
        try:
            self.desk.do(actions.score_account, self.item, {row.criterion.id: values for row in rows}, self.desk.today())
        except Refused as refused:
            self.desk.tell(self.desk.sentence(refused))
            self.refresh()

    def _edit(self, row: ScoreRow) -> None:
        values = {"score": row.score, "evidence": row.evidence or None, "source": row.source, "confidence": row.confidence}

        def keep(typed: dict[str, object]) -> UUID:
            assert self.item is not None
            changed = {name: value for name, value in typed.items() if value != values[name]}
            if not changed:
                return row.criterion.id
            return self.desk.do(actions.score_account, self.item, {row.criterion.id: changed}, self.desk.today())

        name = in_language(row.criterion, self.words).name
        made(NewDialog(self, self.desk, name, queries.SCORE_FIELDS, keep, values=values, deed=self.words("Save")))

    def _go_on(self, line: CriterionLine, way: int) -> None:
        lines = list(self._lines.values())
        place = lines.index(line) + way
        if 0 <= place < len(lines):
            lines[place].strip.setFocus()

    def _open_criteria(self) -> None:
        CriteriaDialog(self, self.desk).exec()

    def _open_portfolio(self) -> None:
        self.desk.open(Address("portfolio"))
