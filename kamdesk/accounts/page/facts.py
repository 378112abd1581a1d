"""The facts of the card in their groups, each with where it was learned and how old it is; a click on that tells the whole story."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.fact_popup import FactPopup
from kamdesk.accounts.page.told_line import ToldLine, mark_said, said
from kamdesk.accounts.queries import AccountCard, Provenance
from kamdesk.core.creditcode import meaning
from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.form import Below, FieldRow, Form, Mark
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

# The group of its position is drawn as four quarters: what helps and what hinders, inside and outside.
QUARTERS = (("strengths", Tone.GOOD), ("difficulties", Tone.CAUTION), ("chances", Tone.ACCENT), ("fears", Tone.BAD))
# What was typed within a week needs no age behind it.
_NEW_DAYS = 7


class FactsOfOne:
    """What all forms about one account share: saving with the source, marks, the popup. Lives as long as its owner does."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self.desk, self._owner = desk, owner
        self.account: UUID | None = None
        self.provenance: Mapping[str, Provenance] = {}
        self.forms: list[Form] = []
        self._popup: FactPopup | None = None

    def form(self, names: Sequence[str], **how: object) -> Form:
        """A form of some fields of the account, in that order."""
        known = {field.name: field for field in queries.ACCOUNT_FIELDS}
        made = Form(self.desk, [known[name] for name in names], self.save, groups=False, below=self._below, **how)  # type: ignore[arg-type]
        made.asked.connect(self.ask)
        self.forms.append(made)
        return made

    def show(self, card: AccountCard) -> None:
        """Fills every form; what is being edited keeps what is typed."""
        if card.id != self.account:
            self.close_popup()
        self.account = card.id
        self.provenance = self.desk.ask(queries.provenance_of, card.id, self.desk.today())
        marks = {name: mark for name, each in self.provenance.items() if (mark := self._mark(each)) is not None}
        for form in self.forms:
            form.show_values(card.values, marks)
            if "credit_code" in form.rows:
                form.rows["credit_code"].say_aside(self._meaning(card.values.get("credit_code")))

    def save(self, values: dict[str, object]) -> None:
        """One kept edit, with what the line below the input says; stating only the source leaves the value alone."""
        assert self.account is not None
        (name, value), below = next(iter(values.items())), self._open_line(next(iter(values)))
        told = below.told() if below is not None else None
        card = self.desk.ask(queries.account_card, self.account, self.desk.today())
        if told is not None and value == card.values.get(name) and value is not None:
            self.desk.do(actions.tell_fact, self.account, name, told)
        else:
            self.desk.do(actions.save_account, self.account, values, told)

    def stale(self) -> tuple[str, ...]:
        """The fields whose facts have outlived their shelf life, in the order of the card."""
        return tuple(name for name, each in self.provenance.items() if each.stale)

    def ask(self, field: str, walk: Sequence[str] = ()) -> None:
        """The story of one fact beside it; `walk` goes on to others."""
        if self.account is None:
            return
        self.close_popup()
        self._popup = FactPopup(self.desk, self._owner)
        self._popup.wanted.connect(self._edit)
        self._popup.moved.connect(self._follow)
        self._popup.show_fact(self.account, field, walk)
        self._popup.closed.connect(self._back)
        self._follow(field)

    def close_popup(self) -> None:
        if self._popup is not None:
            self._popup.close_it()
            self._popup.deleteLater()
            self._popup = None

    def row(self, field: str) -> FieldRow | None:
        return next((form.rows[field] for form in self.forms if field in form.rows and form.isVisible()), None)

    def edit_first(self) -> None:
        """F2 on the page: the field that has the focus, else the first."""
        focus = QApplication.focusWidget()
        focused = next((form for form in self.forms if focus is not None and form.isAncestorOf(focus)), None)
        (focused or self.forms[0]).edit_first()

    def _back(self, field: str) -> None:
        """The keyboard goes back to the fact it came from."""
        row = self.row(field)
        if row is not None:
            row.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, field: str) -> None:
        """The popup stands beside the fact it is about, and the fact is scrolled into sight."""
        row = self.row(field)
        if row is None or self._popup is None:
            return
        area = row.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(row, 0, 60)
        self._popup.show_under(row)

    def _edit(self, field: str) -> None:
        for form in self.forms:
            if field in form.rows and form.isVisible():
                QTimer.singleShot(0, form, lambda form=form: form.edit(field))
                return

    def _below(self, _field: Field) -> Below:
        return ToldLine(self.desk)

    def _open_line(self, name: str) -> ToldLine | None:
        lines = (form.rows[name].below for form in self.forms if name in form.rows)
        return next((line for line in lines if isinstance(line, ToldLine)), None)

    def _mark(self, each: Provenance) -> Mark | None:
        """Nothing behind a value of which no source was stated, unless it is one that grows old and no longer new."""
        day = each.told.learned_on
        if not each.stated and (each.shelf_days is None or day is None or (self.desk.today() - day).days < _NEW_DAYS):
            return None
        words = self.desk.words
        text = mark_said(each.told, words, self.desk)
        if each.stale:
            text = words(N_("{when} · expired"), when=text)
        tip = words(N_("{told}, {day}."), told=said(each.told, words, self.desk), day=words.day(day))
        if each.shelf_days is not None:
            tip += " " + words(N_("Good for {days} days."), days=each.shelf_days)
        tip += "\n" + words(N_("Click or Shift+F2: where it comes from, and what it was before"))
        return Mark(text, Tone.CAUTION if each.stale else Tone.MUTED, tip)

    def _meaning(self, code: object) -> str:
        """What a credit code says of the body: who registered it, as what, where."""
        told = meaning(code) if isinstance(code, str) else None
        return " · ".join(self.desk.words.translated(part) for part in told) if told is not None else ""


class Facts(QWidget):
    """The groups of facts as cards below each other. Emits `counted(int)` with the number of stale ones."""

    counted = Signal(int)

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self.one = FactsOfOne(desk, owner)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(GAP)
        self._stack.addWidget(self._stale_line())
        groups: dict[str, list[str]] = {}
        for field in queries.ACCOUNT_FIELDS:
            if field.group:
                groups.setdefault(field.group, []).append(field.name)
        for group, names in groups.items():
            card = Card(self._words.translated(group))
            card.add(self._position() if "strengths" in names else self.one.form(names, columns=2))
            self._stack.addWidget(card)

    def show_card(self, card: AccountCard) -> None:
        self.one.show(card)
        stale = self.one.stale()
        self._stale.setVisible(bool(stale))
        several = self._words(N_("{n} facts have expired"), n=len(stale))
        self._stale_words.setText(several if len(stale) > 1 else self._words(N_("One fact has expired")))
        self.counted.emit(len(stale))

    def walk(self) -> None:
        """Through everything stale, one after the other."""
        stale = self.one.stale()
        if stale:
            self.one.ask(stale[0], stale)

    def _stale_line(self) -> QFrame:
        self._stale = QFrame()
        self._stale.setProperty("role", "warning")
        self._stale_words = label("", "strong", tone=Tone.CAUTION)
        self._stale_words.setObjectName("stale.count")
        go = buttons.link(self._words(N_("Check them one by one")), name="stale.walk")
        go.clicked.connect(self.walk)
        line = QHBoxLayout(self._stale)
        line.setContentsMargins(14, 8, 10, 8)
        line.setSpacing(10)
        line.addWidget(self._stale_words)
        line.addWidget(go)
        line.addStretch(1)
        self._stale.hide()
        return self._stale

    def _position(self) -> QGridLayout:
        """Four quarters: what it has and lacks above, what it hopes and fears below."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        labels = {field.name: field.label for field in queries.ACCOUNT_FIELDS}
        for place, (name, tone) in enumerate(QUARTERS):
            quarter = QFrame()
            quarter.setProperty("role", "quarter")
            quarter.setProperty("tone", tone.value)
            inside = QVBoxLayout(quarter)
            inside.setContentsMargins(10, 8, 10, 8)
            inside.setSpacing(0)
            heading = label(self._words.translated(labels[name]), "strong", tone=tone)
            heading.setContentsMargins(6, 0, 0, 0)
            inside.addWidget(heading)
            inside.addWidget(self.one.form([name], beside=False, labels=False))
            inside.addStretch(1)
            grid.addWidget(quarter, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid
