"""The conditions of a list as chips that can be removed or changed, and the line in which a new one is put together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kamdesk.core.fields import Field, Kind
from kamdesk.core.filters import OPERATORS, Condition, Op, Relative, Value, in_words, operator_in_words, read_filter, spelled
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.titles import titles_of
from kamdesk.widgets import buttons
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.editors import ChoiceEditor, Editor, LinkEditor
from kamdesk.widgets.icons import before_words
from kamdesk.widgets.links import searched
from kamdesk.widgets.text import label
from kamdesk.widgets.theme import tokens
from kamdesk.widgets.tokens import Tone
from kamdesk.widgets.tool_line import ToolLine

_NO_VALUE = (Op.UNKNOWN, Op.KNOWN)


class ConditionBar(QWidget):
    """Emits `changed(tuple of conditions)` when the rep added, changed or removed one."""

    changed = Signal(object)

    def __init__(self, desk: Desk, fields: Callable[[], Sequence[Field]]) -> None:
        super().__init__()
        self._desk, self._words, self._fields = desk, desk.words, fields
        self.conditions: tuple[Condition, ...] = ()
        self.line = ToolLine()
        self.editor = ConditionEditor(desk, self)
        self.editor.done.connect(self._take)
        self.editor.left.connect(self._settle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.line)
        whole.addWidget(self.editor)
        self.editor.hide()
        self.hide()

    def put(self, conditions: tuple[Condition, ...]) -> None:
        if conditions == self.conditions and len(self.line.parts()) == len(conditions) + (1 if conditions else 0):
            return
        self.conditions = conditions
        for part in self.line.parts():
            part.setParent(None)
            part.deleteLater()
        titles = self._titles()
        fields = self._fields()
        for place, condition in enumerate(conditions):
            self.line.addWidget(self._chip(place, in_words(condition, fields, self._words, titles)))
        if conditions:
            clear = buttons.link(self._words(N_("Remove all")), name="conditions.clear")
            clear.clicked.connect(self._clear)
            self.line.addWidget(clear)
        self._settle()

    def add(self) -> None:
        """Opens the line in which a condition is put together."""
        self._open(None)

    def _open(self, place: int | None) -> None:
        self.show()
        self.editor.show_fields(self._fields(), None if place is None else self.conditions[place], place)
        self.editor.show()
        self.editor.field.setFocus()

    def _chip(self, place: int, said: str) -> QWidget:
        made = QFrame()
        made.setProperty("role", "condition")
        line = QHBoxLayout(made)
        line.setContentsMargins(2, 0, 2, 0)
        line.setSpacing(0)
        change = buttons.chip(said if len(said) <= 48 else said[:46] + "…", name=f"condition.{place}")
        change.setCheckable(False)
        change.setToolTip(self._words(N_("{condition}: click to change it"), condition=said))
        change.clicked.connect(_Call(self._open, place))
        remove = buttons.tool("x", self._words(N_("Remove this condition")), name=f"condition.{place}.remove")
        remove.clicked.connect(_Call(self._remove, place))
        line.addWidget(change)
        line.addWidget(remove)
        return made

    def _remove(self, place: int | None) -> None:
        self._say(tuple(each for number, each in enumerate(self.conditions) if number != place))

    def _clear(self) -> None:
        self._say(())

    def _take(self, condition: Condition, place: int | None) -> None:
        self._say(with_condition(self.conditions, condition, place))

    def _say(self, conditions: tuple[Condition, ...]) -> None:
        self.put(conditions)
        self.changed.emit(conditions)

    def _settle(self) -> None:
        self.line.setVisible(bool(self.conditions))
        self.setVisible(bool(self.conditions) or not self.editor.isHidden())

    def _titles(self) -> Mapping[UUID, str]:
        fields = {each.name: each for each in self._fields()}
        found: dict[UUID, str] = {}
        for condition in self.conditions:
            numbers = [value for value in condition.values if isinstance(value, UUID)]
            if numbers and condition.field in fields:
                found.update(self._desk.ask(titles_of, fields[condition.field].links_to, numbers))
        return found


def with_condition(conditions: tuple[Condition, ...], new: Condition, place: int | None = None) -> tuple[Condition, ...]:
    """The conditions with one more, or one changed. A second “is” of the same field means “one of these”: both at once fit nothing."""
    if place is not None and place < len(conditions):
        return (*conditions[:place], new, *conditions[place + 1 :])
    for number, each in enumerate(conditions):
        if each.field == new.field and each.op is new.op is Op.IS and each.field:
            joined = Condition(each.field, each.op, tuple(dict.fromkeys((*each.values, *new.values))))
            return (*conditions[:number], joined, *conditions[number + 1 :])
    return conditions if new in conditions else (*conditions, new)


class _Call:
    """A call with its argument, to connect a button to."""

    def __init__(self, call: Callable[[int | None], None], place: int | None) -> None:
        self._call, self._place = call, place

    def __call__(self) -> None:
        self._call(self._place)


class ConditionEditor(QFrame):
    """Field, operator, value: Enter takes the condition, Esc leaves. Emits `done(condition, place or None)` and `left()`."""

    done = Signal(object, object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, desk.words
        self._fields: Sequence[Field] = ()
        self._place: int | None = None
        self._value: Editor | _Typed | None = None
        self.field, self.operator = QComboBox(), QComboBox()
        self.field.setObjectName("condition.field")
        self.field.setAccessibleName(self._words(N_("Field to filter by")))
        self.field.setMaxVisibleItems(18)
        self.operator.setObjectName("condition.operator")
        self.operator.setAccessibleName(self._words(N_("How it is compared")))
        self._room = QHBoxLayout()
        self.refusal = label("", "refusal", wrap=True, tone=Tone.BAD)
        self.refusal.setObjectName("condition.refusal")
        self.refusal.hide()
        self.take = buttons.plain(self._words(N_("Apply")), name="condition.take")
        self.take.setIcon(before_words("check", tokens().accent))
        leave = buttons.tool("x", self._words(N_("Leave without a condition (Esc)")), name="condition.leave")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 2)
        line.addWidget(self.operator, 1)
        line.addLayout(self._room, 3)
        line.addWidget(self.take)
        line.addWidget(leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(line)
        whole.addWidget(self.refusal)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.operator.currentIndexChanged.connect(self._operator_chosen)
        self.take.clicked.connect(self._finish)
        leave.clicked.connect(self.leave)

    def show_fields(self, fields: Sequence[Field], condition: Condition | None, place: int | None) -> None:
        """Begins a new condition, or takes an old one up to be changed."""
        self._fields, self._place = fields, place
        self.refusal.hide()
        self.field.blockSignals(True)
        self.field.clear()
        for each in fields:
            self.field.addItem(self._words.translated(each.label), each.name)
        wanted = self.field.findData(condition.field) if condition is not None else 0
        self.field.setCurrentIndex(max(0, wanted))
        self.field.blockSignals(False)
        self._field_chosen()
        if condition is not None:
            self.operator.setCurrentIndex(max(0, self.operator.findData(condition.op.value)))
            self._put_value(condition)

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
            return
        super().keyPressEvent(event)

    def _chosen(self) -> Field:
        return self._fields[max(0, self.field.currentIndex())]

    def _field_chosen(self) -> None:
        one = self._chosen()
        self.operator.blockSignals(True)
        self.operator.clear()
        for op in OPERATORS[one.kind]:
            self.operator.addItem(operator_in_words(op, one.kind, self._words), op.value)
        self.operator.blockSignals(False)
        self._operator_chosen()

    def _operator_chosen(self) -> None:
        one, op = self._chosen(), Op(self.operator.currentData())
        if self._value is not None:
            self._value.setParent(None)
            self._value.deleteLater()
            self._value = None
        if op in _NO_VALUE:
            return
        self._value = _input(one, op, self._desk)
        self._room.addWidget(self._value)
        QWidget.setTabOrder(self.operator, self._value)
        QWidget.setTabOrder(self._value, self.take)

    def _put_value(self, condition: Condition) -> None:
        if isinstance(self._value, _Typed):
            self._value.put(condition, self._chosen())
        elif self._value is not None and condition.values:
            self._value.put(condition.values[0])

    def _finish(self) -> None:
        one, op = self._chosen(), Op(self.operator.currentData())
        try:
            values = () if self._value is None else self._values(one, op)
        except Refused as refused:
            self.refusal.setText(self._desk.sentence(refused))
            self.refusal.show()
            return
        self.hide()
        self.done.emit(Condition(one.name, op, values), self._place)
        self.left.emit()

    def _values(self, one: Field, op: Op) -> tuple[Value, ...]:
        if isinstance(self._value, _Typed):
            return self._value.values(one, op, self._desk.today())
        assert self._value is not None
        value = self._value.raw()
        if value is None:
            raise Refused("empty", one.name, {"label": one.label})
        return (value,)  # type: ignore[return-value]  # what the editors of a choice and a link give


def _input(one: Field, op: Op, desk: Desk) -> "Editor | _Typed":
    """Choices and links are picked, all else is typed as in the filter box (so that days may be -30 and values several)."""
    plain = Field(one.label, one.kind, choices=one.choices, links_to=one.links_to, name="condition", required=True)
    made: Editor | _Typed
    if one.kind in (Kind.CHOICE, Kind.YES_NO):
        made = ChoiceEditor(plain, desk)
    elif one.kind is Kind.LINK and op in (Op.IS, Op.NOT):
        made = LinkEditor(plain, desk, searched(desk, one.links_to))
    else:
        made = _Typed(one, desk)
    return made


class _Typed(QLineEdit):
    """A value as it is typed behind the operator."""

    def __init__(self, one: Field, desk: Desk) -> None:
        super().__init__()
        words = desk.words
        hints = {
            Kind.MONEY: words(N_("e.g. 1280万")),
            Kind.DAY: words(N_("e.g. 2026-11-22, or -30 for 30 days ago")),
            Kind.MOMENT: words(N_("e.g. 2026-11-22, or -30 for 30 days ago")),
        }
        self.setObjectName("field.condition")
        self.setAccessibleName(words(N_("Value")))
        self.setPlaceholderText(hints.get(one.kind, words(N_("Value; several with | between them"))))

    def put(self, condition: Condition, one: Field) -> None:
        self.setText(spelled([condition], [one]).partition(condition.op.value)[2])

    def values(self, one: Field, op: Op, today: date) -> tuple[Value, ...]:
        """Raises what `read_filter` refuses."""
        typed = self.text().strip()
        if not typed:
            raise Refused("empty", one.name, {"label": one.label})
        (found,) = read_filter(f"{one.name}{op.value}{self._guarded(typed)}", (one,), today)
        return found.values

    @staticmethod
    def _guarded(typed: str) -> str:
        """What is typed here is a value, even where it holds " and "."""
        if "|" in typed or "｜" in typed or typed[0] in '"“':
            return typed
        return '"' + typed.replace("\\", "\\\\").replace('"', '\\"') + '"'


__all__ = ["ConditionBar", "ConditionEditor", "Relative", "with_condition"]
