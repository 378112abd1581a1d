"""What was changed on one opportunity, in the reader's words, the newest on top."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core import journal
from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.journal import HistoryLine, HistoryRow
from kamdesk.core.problems import Refused
from kamdesk.core.words import Words
from kamdesk.pipeline.queries import OPPORTUNITY_FIELDS
from kamdesk.widgets.card import Card, clear, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.text import label

_FIELDS = {field.name: field for field in OPPORTUNITY_FIELDS}
SHOWN = 60


class History(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        card = Card()
        card.add(self._list)
        card.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(holder(stacked(card))))

    def show_row(self, row: UUID) -> None:
        clear(self._list)
        words = self._desk.words
        for each in self._desk.ask(journal.history, SHOWN, row):
            self._list.addWidget(_entry(each, row, words))


def _entry(each: HistoryRow, row: UUID, words: Words) -> QWidget:
    deed = words.translated(each.label)
    title = deed
    if each.kind == "undo":
        title = words("Undone: {what}", what=deed)
    elif each.kind == "redo":
        title = words("Redone: {what}", what=deed)
    lines = [_said(line, words) for line in each.lines if line.row == row and line.field in _FIELDS]
    made = stacked(label(f"{words.moment(each.at)} · {title}", "strong"), spacing=2)
    for line in lines:
        made.addWidget(label(line, "muted", wrap=True))
    return holder(made)


def _said(line: HistoryLine, words: Words) -> str:
    field = _FIELDS[line.field]
    old, new = (_value(field, value, words) for value in (line.old, line.new))
    return words("{field}: {old} → {new}", field=words.translated(field.label), old=old or "—", new=new or "—")


def _value(field: Field, value: object, words: Words) -> str:
    """A journalled value as the form shows it; the journal holds plain JSON."""
    if value is None:
        return ""
    try:
        match field.kind:
            case Kind.CHOICE if field.choices is not None:
                return words.translated(field.choices(str(value)).label)  # type: ignore[call-arg]
            case Kind.DAY:
                return words.day(date.fromisoformat(str(value)))
            case Kind.LINK:
                return "…"
        return _cut(shown(field, value, words))
    except (ValueError, Refused):  # a value of an older version of the program
        return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= 120 else text[:120] + "…"


