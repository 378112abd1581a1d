"""One input for each kind of field, all spoken to in the same way."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from kamdesk.core import money
from kamdesk.core.fields import Field, Kind, clean, parsed
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Words
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.links import LinkSource, searched
from kamdesk.widgets.pickers import DayPicker, LinkPicker
from kamdesk.widgets.text import label, restyle
from kamdesk.widgets.tokens import Tone

say({"pick_from_list": N_("“{text}” was not found. Pick an entry from the list.")})


class Editor(QWidget):
    """The input of one field. `value()` gives the cleaned value or raises Refused; `part` is the widget that takes the keys."""

    def __init__(self, field: Field, part: QWidget, words: Words) -> None:
        super().__init__()
        self.field = field
        self.part = part
        part.setObjectName(f"field.{field.name}")
        part.setAccessibleName(words.translated(field.label))
        self.setFocusProxy(part)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(part, 1)
        if field.unit:
            whole.addWidget(label(words.translated(field.unit), tone=Tone.MUTED))

    def put(self, value: object) -> None:
        raise TypeError(f"{self.field.kind} is put by its own editor")

    def raw(self) -> object:
        raise TypeError(f"{self.field.kind} is read by its own editor")

    def value(self) -> object:
        return clean(self.field, self.raw())

    @property
    def several_lines(self) -> bool:
        """Whether Enter belongs to the text."""
        return False

    def mark(self, refused: bool) -> None:
        self.line().setProperty("refused", "true" if refused else "false")
        restyle(self.line())

    def line(self) -> QWidget:
        return self.part


class LineEditor(Editor):
    """Text, numbers and money: typed, then read by the field ("1280万")."""

    def __init__(self, field: Field, desk: Desk) -> None:
        self._edit = QLineEdit()
        self._today = desk.today()
        super().__init__(field, self._edit, desk.words)
        if field.kind in (Kind.MONEY, Kind.WHOLE, Kind.DECIMAL):
            self._edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if field.kind is Kind.MONEY:
            self._edit.setPlaceholderText(desk.words("e.g. 1280万"))
        if field.kind is Kind.MOMENT:
            self._edit.setPlaceholderText(desk.words("e.g. 2026-11-22 14:30"))

    def put(self, value: object) -> None:
        self._edit.setText(_typed(self.field, value))

    def raw(self) -> object:
        text = self._edit.text()
        return text if self.field.kind is Kind.TEXT else parsed(self.field, text, self._today)


class LongEditor(Editor):
    """Several lines; Ctrl+Enter keeps."""

    def __init__(self, field: Field, desk: Desk) -> None:
        self._edit = QPlainTextEdit()
        self._edit.setTabChangesFocus(True)
        self._edit.setMinimumHeight(96)
        super().__init__(field, self._edit, desk.words)

    def put(self, value: object) -> None:
        self._edit.setPlainText(str(value or ""))

    def raw(self) -> object:
        return self._edit.toPlainText()

    @property
    def several_lines(self) -> bool:
        return True


class ChoiceEditor(Editor):
    """One of few; nothing where the field need not be filled."""

    def __init__(self, field: Field, desk: Desk) -> None:
        self._box = QComboBox()
        self._box.setMaxVisibleItems(16)
        super().__init__(field, self._box, desk.words)
        if not field.required:
            self._box.addItem("—", None)
        if field.kind is Kind.YES_NO:
            self._box.addItem(desk.words("Yes"), True)
            self._box.addItem(desk.words("No"), False)
        for member in field.choices or ():
            self._box.addItem(desk.words.translated(member.label), member.value)

    def put(self, value: object) -> None:
        wanted = getattr(value, "value", value)
        self._box.setCurrentIndex(max(0, self._box.findData(wanted)) if wanted is not None or not self.field.required else 0)

    def raw(self) -> object:
        chosen = self._box.currentData()
        return self.field.choices(chosen) if self.field.choices is not None and chosen is not None else chosen  # type: ignore[call-arg]


class DayEditor(Editor):
    def __init__(self, field: Field, desk: Desk) -> None:
        self._picker = DayPicker(desk.words, desk.today())
        super().__init__(field, self._picker, desk.words)
        self._picker.setObjectName("")
        self._picker.line.setObjectName(f"field.{field.name}")
        self._picker.line.setAccessibleName(desk.words.translated(field.label))

    def put(self, value: object) -> None:
        self._picker.put(value if isinstance(value, date) else None)

    def raw(self) -> object:
        try:
            return self._picker.day()
        except Refused as refused:
            raise Refused(refused.code, self.field.name, {"label": self.field.label} | refused.facts) from None

    def line(self) -> QWidget:
        return self._picker.line


class LinkEditor(Editor):
    def __init__(self, field: Field, desk: Desk, source: LinkSource) -> None:
        self.picker = LinkPicker(desk, source)
        super().__init__(field, self.picker, desk.words)

    def put(self, value: object) -> None:
        self.picker.put(value if isinstance(value, UUID) else None)

    def raw(self) -> object:
        try:
            return self.picker.row()
        except Refused as refused:
            raise Refused(refused.code, self.field.name, {"label": self.field.label} | refused.facts) from None


def editor_for(field: Field, desk: Desk, source: LinkSource | None = None) -> Editor:
    """The input for a field; a link without a source is looked up in the search index."""
    match field.kind:
        case Kind.LONG_TEXT:
            return LongEditor(field, desk)
        case Kind.CHOICE | Kind.YES_NO:
            return ChoiceEditor(field, desk)
        case Kind.DAY:
            return DayEditor(field, desk)
        case Kind.LINK:
            return LinkEditor(field, desk, source or searched(desk, field.links_to))
    return LineEditor(field, desk)


def _typed(field: Field, value: object) -> str:
    """A value as one would type it."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.astimezone():%Y-%m-%d %H:%M}"
        case int() if field.kind is Kind.MONEY:
            return money.plain_yuan(value)
        case Decimal():
            return f"{value:f}"
    return str(value)
