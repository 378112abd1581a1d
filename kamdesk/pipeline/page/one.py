"""One opportunity: where it stands between the seven stages, what the next gate asks for on both tracks, and its facts."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from kamdesk.core.words import Words
from kamdesk.pipeline import actions, queries
from kamdesk.pipeline.page.history import History
from kamdesk.pipeline.page.words_of_rows import OUTCOME_TONES, days_tip, days_tone, days_words
from kamdesk.pipeline.queries import OPPORTUNITY_FIELDS, OpportunityCard
from kamdesk.pipeline.rules import STAGES, Outcome, Said, Stage, default_chance, guide
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, Figure, HeaderCard, beside, clear, holder, scrolled, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.form import Form
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.stepper import Step, Stepper
from kamdesk.widgets.tabs import Tabs
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

# Stage and outcome have their own controls; the rest is edited where it stands.
_OWN_CONTROLS = ("stage", "outcome", "closed_on")
FORM_FIELDS = tuple(field for field in OPPORTUNITY_FIELDS if field.name not in _OWN_CONTROLS)
_STAGES_WIDE, _GATE_WIDE = 216, 300
REASON_FIELD = tuple(field for field in OPPORTUNITY_FIELDS if field.name == "outcome_reason")


class OpportunityView(QWidget):
    """Emits `left()` when the rep goes back to the list."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._id: UUID | None = None
        self._outcome = Outcome.OPEN
        self.head = HeaderCard()
        self.account = buttons.plain("", "building-2", name="opportunity.account")
        self.account.clicked.connect(self._open_account)
        self.close_button = self._closing_menu()
        self.reopen = buttons.plain(self._words("Take up again"), "undo-2", name="opportunity.reopen")
        self.reopen.clicked.connect(self._reopen)
        for part in (self.account, self.close_button, self.reopen):
            self.head.add_action(part)
        self._account: UUID | None = None
        self.tabs = Tabs()
        self.tabs.add("facts", self._words("Overview"), self._build_facts)
        self._panels: dict[str, Panel] = {}
        for kind in desk.contributed.panels("opportunity"):
            self._add_panel(kind)
        self.tabs.add("history", self._words("History"), self._build_history)
        self.tabs.switched.connect(self._tab_switched)
        back = buttons.link("‹ " + self._words("All opportunities"), name="opportunity.back")
        back.clicked.connect(self.left)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(beside(back, None))
        whole.addWidget(self.head)
        whole.addWidget(self.tabs, 1)
        self.tabs.open("facts")

    def show_one(self, opportunity: UUID) -> None:
        """Raises Refused("gone")."""
        card = self._desk.ask(queries.opportunity_card, opportunity, self._desk.today())
        another = opportunity != self._id
        self._id, self._outcome, self._account = opportunity, card.row.outcome, card.row.account
        self._show_head(card)
        self.form.show_values(card.values)
        self.form.rows["outcome_reason"].setVisible(card.row.outcome is not Outcome.OPEN)
        self.steps.show_stage(card.row.stage, card.row.outcome, another=another)
        self._fill_tab(self.tabs.key)
        if another:
            self.tabs.bar.setFocus()

    def edit(self) -> None:
        """F2."""
        self.tabs.open("facts")
        self.form.edit_first()

    def _show_head(self, card: OpportunityCard) -> None:
        row, words, today = card.row, self._words, self._desk.today()
        stage = words.translated(row.stage.label)
        badges = [(stage, Tone.ACCENT)]
        if row.outcome is not Outcome.OPEN:
            badges.append((words.translated(row.outcome.label), OUTCOME_TONES[row.outcome]))
        line = row.next_step or words("No next step yet")
        if row.next_step_on is not None:
            line = f"{line} · {words.ago(row.next_step_on, today)}"
        self.head.show_words(row.name, line, badges)
        usual = default_chance(row.stage)
        own = row.chance is not None and row.chance != usual
        chance_tip = words("Set by you; the stage's own is {chance}%", chance=usual) if own else words("As usual in this stage")
        self.head.show_figures((
            Figure(words("Amount"), words.wan(row.amount), tip=words.money(row.amount)),
            Figure(words("Chance"), "—" if row.chance is None else f"{row.chance}%", tip=chance_tip),
            Figure(words("Weighted"), words.wan(row.weighted), tip=words.money(row.weighted)),
            Figure(words("In stage"), days_words(row, words), days_tone(row), days_tip(row, words)),
        ))  # fmt: skip
        self.account.setText(row.account_name if len(row.account_name) <= 14 else row.account_name[:13] + "…")
        self.account.setToolTip(row.account_name)
        self.close_button.setVisible(row.outcome is Outcome.OPEN)
        self.reopen.setVisible(row.outcome is not Outcome.OPEN)

    def _build_facts(self) -> QWidget:
        self.form = Form(self._desk, FORM_FIELDS, self._save, beside=True)
        self.steps = StageGate(self._desk.words)
        self.steps.asked.connect(self._move)
        facts = Card(self._words("Facts"))
        facts.add(self.form)
        facts.add_stretch()
        left = scrolled(holder(stacked(facts)))
        whole = beside(left, self.steps)
        whole.setStretch(0, 1)
        return holder(whole)

    def _build_history(self) -> QWidget:
        return History(self._desk)

    def _add_panel(self, kind: type[Panel]) -> None:
        def build() -> QWidget:
            self._panels[kind.key] = kind(self._desk)
            return self._panels[kind.key]

        self.tabs.add(kind.key, self._words.translated(kind.title), build)

    def _tab_switched(self, key: str) -> None:
        if self._id is not None:
            self._fill_tab(key)

    def _fill_tab(self, key: str) -> None:
        assert self._id is not None
        if key in self._panels:
            self._panels[key].show_item(self._id)
        shown = self.tabs.widget(key)
        if isinstance(shown, History):
            shown.show_row(self._id)

    def _closing_menu(self) -> QPushButton:
        button = buttons.plain(self._words("Close…"), "flag", name="opportunity.close")
        menu = QMenu(button)
        for outcome in (Outcome.WON, Outcome.LOST, Outcome.PAUSED):
            action = menu.addAction(self._words.translated(outcome.label))
            action.setObjectName(f"close.{outcome.value}")
            action.setData(outcome.value)
        menu.triggered.connect(self._close)
        button.setMenu(menu)
        return button

    def _save(self, values: dict[str, object]) -> None:
        self._desk.do(actions.save_opportunity, self._id, values)

    def _move(self, stage: Stage) -> None:
        assert self._id is not None
        self._desk.do(actions.move_stage, self._id, stage)

    def _close(self, action: object) -> None:
        outcome = Outcome(action.data())  # type: ignore[attr-defined, call-arg]
        opportunity = self._id
        assert opportunity is not None

        def close(values: dict[str, object]) -> None:
            self._desk.do(actions.close_opportunity, opportunity, outcome, str(values.get("outcome_reason") or ""))

        word = self._words.translated(outcome.label)
        made(NewDialog(self, self._desk, self._words("Close as “{outcome}”", outcome=word), REASON_FIELD, close, deed=word))

    def _reopen(self) -> None:
        assert self._id is not None
        self._desk.do(actions.reopen_opportunity, self._id)

    def _open_account(self) -> None:
        self._desk.open(Address("accounts", self._account))


class StageGate(QWidget):
    """The seven stages as steps, beside them what the chosen one's gate asks for on both tracks. Emits `asked(Stage)` for a move."""

    asked = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._stage, self._outcome = Stage.LEAD, Outcome.OPEN
        self.stepper = Stepper()
        self.stepper.chosen.connect(self._show_gate)
        self._gate = QVBoxLayout()
        self._gate.setSpacing(4)
        self.move_button = buttons.primary("", "arrow-right", name="stage.move")
        self.move_button.clicked.connect(self._ask)
        stages, self._asked = Card(words("Stages")), Card(" ")
        stages.setFixedWidth(_STAGES_WIDE)
        stages.add(scrolled(holder(stacked(self.stepper, None))), 1)
        self._asked.setFixedWidth(_GATE_WIDE)
        self._asked.add(scrolled(holder(stacked(self._gate, None))), 1)
        self._asked.add(self.move_button)
        whole = beside(stages, self._asked)
        self.setLayout(whole)

    def show_stage(self, stage: Stage, outcome: Outcome, *, another: bool) -> None:
        moved = stage is not self._stage
        self._stage, self._outcome = stage, outcome
        here = STAGES.index(stage)
        self.stepper.put([self._step(each, place < here) for place, each in enumerate(STAGES)])
        if another or moved or not self.stepper.key:
            self.stepper.choose(stage.value)
        else:
            self._show_gate(self.stepper.key)

    def _step(self, stage: Stage, done: bool) -> Step:
        words = self._words
        hint = words("now here") if stage is self._stage else ""
        return Step(stage.value, words.translated(stage.label), done, hint)

    def _show_gate(self, key: str) -> None:
        words, chosen = self._words, Stage(key)  # type: ignore[call-arg]
        asked = guide(chosen)
        clear(self._gate)
        self._asked.heading.setText(words.translated(chosen.label))
        self._asked.heading.show()
        usual = words("Usually {days} days, chance {chance}%", days=asked.days, chance=asked.chance)
        self._gate.addWidget(label(usual, "small"))
        self._add_track(words("Passed when the matter track shows"), asked.matter)
        self._add_track(words("and the people track"), asked.people)
        self._add_track(words("Usual forms"), asked.forms, joined=True)
        movable = chosen is not self._stage and self._outcome in (Outcome.OPEN, Outcome.WON)
        self.move_button.setVisible(movable)
        self.move_button.setText(words("Move to “{stage}”", stage=words.translated(chosen.label)))

    def _add_track(self, heading: str, conditions: Sequence[Said], *, joined: bool = False) -> None:
        if not conditions:
            return
        title = label(heading, "muted")
        title.setContentsMargins(0, 8, 0, 0)
        self._gate.addWidget(title)
        lines = [each.by(self._words) for each in conditions]
        for line in [" · ".join(lines)] if joined else ["•  " + line for line in lines]:
            shown = label(line, wrap=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._gate.addWidget(shown)

    def _ask(self) -> None:
        self.asked.emit(Stage(self.stepper.key))  # type: ignore[call-arg]
