"""Everything known about one fact: what it was, who said so and when; still true with one key. Walks through stale ones, too."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.told_line import ToldLine, said
from kamdesk.accounts.queries import PastFact
from kamdesk.accounts.rules.provenance import UNTOLD
from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.titles import title_of
from kamdesk.widgets import buttons
from kamdesk.widgets.card import clear, holder, rule, scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

WIDTH, TALLEST = 400, 460
_MOST, _LONGEST = 30, 160


class FactPopup(QFrame):
    """Lies over the page (a window of its own would take Chinese typing away from its lines); Esc or a click elsewhere closes it.

    Emits `wanted(field)` when the rep wants to change the value, and `moved(field)` when it goes on to another fact of the walk.
    """

    wanted = Signal(str)
    moved = Signal(str)
    closed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._owner = parent
        parent.destroyed.connect(self.deleteLater)  # it lies in the window, but goes with its page
        self._desk, self._words = desk, desk.words
        self._account: UUID | None = None
        self._walk: tuple[str, ...] = ()
        self.field = ""
        self.setObjectName("fact")
        self.setProperty("role", "popover")
        self.setFixedWidth(WIDTH)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(16, 14, 16, 14)
        self._body.setSpacing(8)

    def show_fact(self, account: UUID, field: str, walk: Sequence[str] = ()) -> None:
        """One fact; `walk` names the facts to go through, this one among them."""
        self._account, self.field, self._walk = account, field, tuple(walk)
        clear(self._body)
        described = next(each for each in queries.ACCOUNT_FIELDS if each.name == field)
        past = self._desk.ask(queries.fact_history, account, field)
        now = self._desk.ask(queries.provenance_of, account, self._desk.today()).get(field)
        top = QHBoxLayout()
        top.addWidget(label(self._words.translated(described.label), "section"), 1)
        if len(self._walk) > 1:
            place = self._words(N_("{place} of {all}"), place=self._walk.index(field) + 1, all=len(self._walk))
            top.addWidget(label(place, "small"))
        self._body.addLayout(top)
        if now is not None and now.stale:
            sentence = self._words(N_("Past its shelf life of {days} days. Is it still true?"), days=now.shelf_days)
            self._body.addWidget(label(sentence, tone=Tone.CAUTION, wrap=True))
        self._show_past(described, past)
        self._told = ToldLine(self._desk, now.told if now is not None else UNTOLD, unfolded=True)
        self._told.hide()
        self._body.addWidget(self._told)
        self._refusal = label("", "refusal", wrap=True)
        self._refusal.hide()
        self._body.addWidget(self._refusal)
        self._body.addLayout(self._foot(now is not None))
        self._fit()

    def show_under(self, part: QWidget) -> None:
        """Below a part of the page, within the window whatever its place."""
        window = part.window()
        under = part.mapTo(window, QPoint(max(0, part.width() - WIDTH), part.height() + 4))
        x = max(8, min(under.x(), window.width() - WIDTH - 8))
        y = min(under.y(), window.height() - self.height() - 8)
        self.move(x, max(8, y))
        self.show()
        self.raise_()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_it(self) -> None:
        """Gone; the keyboard returns to the page."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        focused = QApplication.focusWidget()
        had = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had:
            self.closed.emit(self.field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click or a turn of the wheel elsewhere, or the page going away, closes it."""
        if watched is self._owner and event.type() == QEvent.Type.Hide:
            self.close_it()
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel) and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched) or QApplication.activePopupWidget() is not None
            if not inside and self.isVisible():
                self.close_it()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_PageDown) and len(self._walk) > 1:
            self.next_fact()
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        """Still true: the same value from today on, from the source stated now if there is one."""
        account = self._account
        assert account is not None
        self._try(lambda: self._desk.do(actions.confirm_fact, account, self.field, self._stated()))

    def next_fact(self) -> None:
        """The next one to look at; after the last it closes."""
        place = self._walk.index(self.field) + 1 if self.field in self._walk else len(self._walk)
        if place >= len(self._walk) or self._account is None:
            self.close_it()
            return
        field = self._walk[place]
        self.show_fact(self._account, field, self._walk)
        self.moved.emit(field)

    def _go_on(self) -> None:
        if len(self._walk) > 1:
            self.next_fact()
        else:
            self.close_it()

    def _foot(self, filled: bool) -> QHBoxLayout:
        words = self._words
        foot = QHBoxLayout()
        foot.setSpacing(6)
        still = buttons.primary(words(N_("Still true")), "check", name="fact.confirm")
        still.clicked.connect(self.confirm)
        state = buttons.plain(words(N_("State source")), name="fact.state")
        state.clicked.connect(self._state)
        change = buttons.plain(words(N_("Change")), name="fact.change")
        change.clicked.connect(self._change)
        for button in (still, state):
            button.setVisible(filled)
        self._first = still if filled else change
        foot.addWidget(still)
        foot.addWidget(state)
        foot.addWidget(change)
        foot.addStretch(1)
        if len(self._walk) > 1:
            after = buttons.tool("arrow-right", words(N_("Next fact")), name="fact.next")
            after.clicked.connect(self.next_fact)
            foot.addWidget(after)
        return foot

    def _show_past(self, field: Field, past: Sequence[PastFact]) -> None:
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(4)
        for place, one in enumerate(past[:_MOST]):
            if place:
                lines.addWidget(rule())
            lines.addWidget(label(self._value(field, one.value), "strong" if one.current else "muted", wrap=True, selectable=True))
            whence = said(one.told, self._words, self._desk)
            if not one.stated:
                whence = self._words(N_("{when}, source not stated"), when=whence)
            tip = self._words.day(one.told.learned_on)
            lines.addWidget(label(whence, "small", tip=tip, wrap=True))
        if not past:
            lines.addWidget(label(self._words(N_("Nothing is filled in yet.")), "muted"))
        lines.addStretch(1)
        self._lines = holder(lines)
        self._area = scrolled(self._lines)
        self._body.addWidget(self._area, 1)

    def _fit(self) -> None:
        """As high as its lines need, within bounds."""
        self._lines.setFixedWidth(WIDTH - 44)
        wanted = max(self._lines.heightForWidth(WIDTH - 44), self._lines.sizeHint().height())
        self._area.setFixedHeight(max(40, min(TALLEST - 180, wanted)))
        self._grow()

    def _grow(self) -> None:
        """As high as it is wide: chips go on in the next line. What would hang over the window's edge moves up."""
        self._body.invalidate()
        self._body.activate()
        wraps = self._body.hasHeightForWidth()  # a fresh fact has no wrapped line of its own: then there is no height for a width
        self.resize(WIDTH, self._body.totalHeightForWidth(WIDTH) if wraps else self._body.totalSizeHint().height())
        over = self.y() + self.height() + 8 - self.window().height()
        if self.isVisible() and over > 0:
            self.move(self.x(), max(8, self.y() - over))

    def _value(self, field: Field, value: object) -> str:
        if value is None:
            return "—"
        if field.kind is Kind.LINK and isinstance(value, UUID):
            return self._desk.ask(title_of, field.links_to, value) or "—"
        if field.kind is Kind.MONEY and isinstance(value, int):
            return self._words.money_on_card(value)
        text = value if isinstance(value, str) else shown(field, value, self._words)
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

    def _state(self) -> None:
        """The first click unfolds the channels, the second saves what was stated."""
        account = self._account
        assert account is not None
        if self._told.isHidden():
            self._told.show()
            self._grow()
        else:
            self._try(lambda: self._desk.do(actions.tell_fact, account, self.field, self._stated() or {}))

    def _change(self) -> None:
        self.close_it()
        self.wanted.emit(self.field)

    def _stated(self) -> dict[str, object] | None:
        """What the line says; None where it is folded or untouched. Raises Refused("not_a_date")."""
        return None if self._told.isHidden() else self._told.told()

    def _try(self, deed: Callable[[], object]) -> None:
        """Done, it goes on to the next or closes; refused, it says why and what was stated stays."""
        try:
            deed()
        except Refused as refused:
            self._refusal.setText(self._desk.sentence(refused))
            self._refusal.show()
            self._grow()
            return
        self._go_on()
