"""One row of the file at the side: why it stands where it stands, every field that would change, and what the rep says to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.titles import titles_of
from kamdesk.exchange.page.preview_table import SIGNS, PreviewModel
from kamdesk.exchange.rules import Decision, Row, Why
from kamdesk.exchange.rules.planning import possible
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, clear, holder, rule, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.signs import Badge
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.tokens import Tone

WIDTH = 268


class RowSide(Card):
    """Emits `decided(place, Decision)`."""

    decided = Signal(int, object)

    def __init__(self, desk: Desk, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk, self._words, self._model = desk, desk.words, model
        self.setFixedWidth(WIDTH)
        self.row: Row | None = None
        self.name = Elided("", "section")
        self.badge = Badge("", parent=self)
        self.why = label("", "muted", wrap=True)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(6)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(6)
        self._group = QButtonGroup(self)
        self.add(self.name)
        self.add(beside(self.badge, None))
        self.add(self.why)
        self.add(scrolled(holder(self._body)), 1)
        self.add(self._choices)
        self.show_row(None, None, {})

    def show_row(self, row: Row | None, said: Decision | None, fields: dict[str, Field]) -> None:
        """Shows a row with the decision that holds for it; None shows nothing."""
        self.row = row
        clear(self._body)
        clear(self._choices)
        words = self._words
        self.badge.setVisible(row is not None)
        if row is None:
            self.name.say("")
            self.why.setText(words(N_("Choose a row to see what it would do.")))
            return
        sign, tone = SIGNS[row.verdict]
        self.name.say(self._model.cell(row, "name") if "name" in fields else "")
        self.badge.say(f"{sign} {words.translated(row.verdict.label)}", tone)
        self.why.setText(self._reason(row))
        self.why.setVisible(bool(self.why.text()))
        for fault in (*row.faults, *row.left_out):
            self._line(
                words.translated(str(fault.facts.get("label", ""))),
                sentence(Refused(fault.code, fault.field, fault.facts), words),
                Tone.BAD,
            )
        for change in row.changes:
            field = fields[change.field]
            old = self._model.old(change) if not field.links_to else self._title(field, change.old)
            self._change(words.translated(field.label), old, self._model.new(row, change))
        if row.company and not row.faults:
            self._line(words(N_("Account")), words(N_("“{name}” is not on file."), name=row.company), Tone.MUTED)
        self._body.addStretch(1)
        for decision in possible(row):
            self._choice(row, decision, said)

    def _reason(self, row: Row) -> str:
        words = self._words
        parts = [words.translated(row.why.label)] if row.why is not Why.NOTHING else []
        if row.target is not None:
            title = self._desk.ask(titles_of, self._model.kind, [row.target]).get(row.target, "")
            parts.append(words(N_("On file: {name}"), name=title))
        return " · ".join(parts)

    def _title(self, field: Field, value: object) -> str:
        return self._desk.ask(titles_of, field.links_to, [value]).get(value, "") if value is not None else ""  # type: ignore[list-item, call-overload]

    def _line(self, heading: str, text: str, tone: Tone) -> None:
        self._body.addWidget(label(heading, "small"))
        self._body.addWidget(label(text, tone=tone, wrap=True))

    def _change(self, heading: str, old: str, new: str) -> None:
        self._body.addWidget(label(heading, "small"))
        if old:
            self._body.addWidget(label(old, "muted", wrap=True))
        self._body.addWidget(label(f"→ {new}", tone=Tone.ACCENT, wrap=True))
        self._body.addWidget(rule())

    def _choice(self, row: Row, decision: Decision, said: Decision | None) -> None:
        button = buttons.chip(self._words.translated(decision.label), checked=decision is said, name=f"exchange.say.{decision.value}")
        self._group.addButton(button)
        button.clicked.connect(lambda: self.decided.emit(row.place, decision))
        self._choices.addWidget(button)
