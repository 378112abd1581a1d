"""The line under an input of the card: where the value was learned. Said in one click, skipped by not clicking."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from kamdesk.accounts.rules import Channel, Confidence
from kamdesk.accounts.rules.provenance import UNTOLD, Told
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.card import holder
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.flow import Flow
from kamdesk.widgets.form import Below
from kamdesk.widgets.pickers import DayPicker
from kamdesk.widgets.text import label


class ToldLine(Below):
    """Channel chips, day, confidence and who said it. Folded it is one quiet link; `told()` is None while nothing was stated."""

    def __init__(self, desk: Desk, told: Told = UNTOLD, *, unfolded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._told = desk, told
        words = desk.words
        self.unfold = buttons.link(words(N_("Learned today, source not stated. State it…")), name="told.unfold")
        self.unfold.clicked.connect(self.show_all)
        self.chips = {channel: buttons.chip(words.translated(channel.label), name=f"told.{channel.value}") for channel in Channel}
        flow = Flow(spacing=4)
        for chip in self.chips.values():
            chip.setProperty("fine", "true")
            chip.clicked.connect(self._one_only)
            flow.addWidget(chip)
        self.day = DayPicker(words, desk.today())
        self.day.line.setObjectName("told.day")
        self.day.line.setAccessibleName(words(N_("Date learned")))
        self.sure = QComboBox()
        self.sure.setObjectName("told.confidence")
        self.sure.setAccessibleName(words(N_("Confidence")))
        self.sure.addItem(words(N_("Confidence not stated")), None)
        for each in Confidence:
            self.sure.addItem(words.translated(each.label), each)
        self.who = QLineEdit()
        self.who.setObjectName("told.by")
        self.who.setMaxLength(60)
        self.who.setPlaceholderText(words(N_("Who said it")))
        self.who.setAccessibleName(words(N_("Who said it")))
        self.day.setFixedWidth(156)
        self.who.setMinimumWidth(150)
        line = Flow()
        for part in (self.day, self.sure, self.who):
            line.addWidget(part)
        all_of_it = QVBoxLayout()
        all_of_it.setContentsMargins(0, 2, 0, 4)
        all_of_it.setSpacing(6)
        all_of_it.addWidget(label(words(N_("Where was it learned?")), "small"))
        all_of_it.addLayout(flow)
        all_of_it.addLayout(line)
        self._all = holder(all_of_it)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.unfold)
        whole.addWidget(self._all)
        self._fill()
        self._all.setVisible(unfolded)
        self.unfold.setVisible(not unfolded)

    def show_all(self) -> None:
        self.unfold.hide()
        self._all.show()
        next(iter(self.chips.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def stated(self) -> bool:
        return self.told() is not None

    def told(self) -> dict[str, object] | None:
        """What was stated, by the names of the fields; None where nothing was touched. Raises Refused("not_a_date")."""
        given: dict[str, object] = {
            "source": next((channel for channel, chip in self.chips.items() if chip.isChecked()), None),
            "learned_on": self.day.day() or self._desk.today(),
            "confidence": self.sure.currentData(),
            "told_by": self.who.text().strip() or None,
        }
        untouched = {"source": None, "learned_on": self._desk.today(), "confidence": None, "told_by": None}
        return None if given == untouched else given

    def _fill(self) -> None:
        """Only a line that states the source anew begins with what was stated; a new value has a new source."""
        if self._told.source is not None:
            self.chips[self._told.source].setChecked(True)
        self.sure.setCurrentIndex(max(0, self.sure.findData(self._told.confidence)))
        self.who.setText(self._told.told_by)
        self.day.put(self._desk.today())

    def _one_only(self) -> None:
        """One channel or none: a second click takes it back."""
        for chip in self.chips.values():
            if chip is not self.sender() and chip.isChecked():
                chip.setChecked(False)


def said(told: Told, words: Words, desk: Desk) -> str:
    """“网站 · 3 个月前 · 可能 · 李工”: as much as was stated."""
    parts = [words.translated(told.source.label)] if told.source is not None else []
    parts += [words.ago(told.learned_on, desk.today())] if told.learned_on is not None else []
    parts += [words.translated(told.confidence.label)] if told.confidence is not None else []
    parts += [told.told_by] if told.told_by else []
    return " · ".join(parts)


def mark_said(told: Told, words: Words, desk: Desk) -> str:
    """As faint as it stands behind a value: source and age only."""
    return said(Told(told.source, told.learned_on), words, desk)
