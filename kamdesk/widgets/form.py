"""A form derived from fields: it shows values, a click or F2 edits one where it stands, Enter keeps, Esc drops.

A refusal stands beside the field and what was typed stays; nothing is saved but by `save`, one field at a time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.problems import Refused
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.editors import Editor, editor_for
from kamdesk.widgets.links import LinkSource, searched
from kamdesk.widgets.text import label, set_tone
from kamdesk.widgets.tokens import Tone

Save = Callable[[dict[str, object]], object]


@dataclass(frozen=True, slots=True)
class Mark:
    """A faint word behind a value: where a fact comes from and how old it is."""

    text: str
    tone: Tone = Tone.MUTED
    tip: str = ""


class Below(QWidget):
    """Something small under an input while it is edited, such as where the value was learned; it belongs to the edit and goes with it."""

    def stated(self) -> bool:
        """Whether it says something that is worth saving even where the value stays as it is."""
        return False


class Form(QWidget):
    """Groups of fields. `save({name: value})` is called for each kept edit and may raise Refused; usually it calls `desk.do`.

    `beside` puts labels at the left of the values, otherwise above them, `labels=False` leaves them out. Fields may be given in any number
    of columns. `below` makes what stands under the input of a field while it is edited. Emits `asked(name)` when a mark is clicked, or
    Shift+F2 pressed on a value.
    """

    kept = Signal(str)
    asked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        fields: Iterable[Field],
        save: Save | None,
        *,
        links: Mapping[str, LinkSource] | None = None,
        beside: bool = True,
        columns: int = 1,
        groups: bool = True,
        labels: bool = True,
        below: Callable[[Field], Below | None] | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._save = save
        self.labels, self.below = labels, below
        self._links = dict(links or {})
        self.rows: dict[str, FieldRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        gathered: dict[str, list[Field]] = {}
        for field in fields:
            gathered.setdefault(field.group if groups else "", []).append(field)
        for group, members in gathered.items():
            if group:
                heading = label(desk.words.translated(group), "section")
                heading.setContentsMargins(0, 8 if self.rows else 0, 0, 2)
                self._layout.addWidget(heading)
            self._add_group(members, beside, columns)

    def show_values(self, values: Mapping[str, object], marks: Mapping[str, Mark] | None = None) -> None:
        """Fills the form; a field that is being edited keeps what is typed. Missing names show as empty."""
        for name, row in self.rows.items():
            row.show_value(values.get(name), (marks or {}).get(name))

    def edit(self, name: str) -> None:
        """Opens one field for editing."""
        self.rows[name].edit()

    def edit_first(self) -> None:
        """F2 on the page: the field that has the focus, else the first."""
        focus = QApplication.focusWidget()
        focused = next((row for row in self.rows.values() if focus is not None and row.isAncestorOf(focus)), None)
        (focused or next(iter(self.rows.values()))).edit()

    @property
    def editing(self) -> bool:
        return any(row.editor is not None for row in self.rows.values())

    def source(self, field: Field) -> LinkSource:
        return self._links.get(field.name) or searched(self.desk, field.links_to)

    def save(self, field: Field, value: object) -> None:
        if self._save is not None:
            self._save({field.name: value})
        self.kept.emit(field.name)

    @property
    def may_edit(self) -> bool:
        return self._save is not None

    def _add_group(self, fields: list[Field], beside: bool, columns: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        place = 0
        for field in fields:
            wide = field.kind is Kind.LONG_TEXT
            row = self.rows[field.name] = FieldRow(self, field, beside, narrow=not self.labels or (columns > 1 and not wide))
            if wide and place % columns:
                place += columns - place % columns
            span = columns if wide else 1
            grid.addWidget(row, place // columns, place % columns, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        self._layout.addLayout(grid)


class FieldRow(QWidget):
    """One field of a form: its label, its value as a quiet button, its input while it is edited, its refusal."""

    def __init__(self, form: Form, field: Field, beside: bool, narrow: bool = False) -> None:
        """In a narrow place the mark stands below the value, not beside it."""
        super().__init__()
        words = form.desk.words
        self._form, self.field = form, field
        self.editor: Editor | None = None
        self.below: Below | None = None
        self._value: object = None
        self.name = label(words.translated(field.label), "muted", wrap=beside)
        self.name.setFixedWidth(112 if beside else self.name.sizeHint().width())
        self.shown = _Value(field, words.translated(field.label))
        self.shown.asked.connect(self.edit)
        self.mark = _MarkWord()
        self.mark.setObjectName(f"mark.{field.name}")
        self.mark.clicked.connect(self._ask)
        self.shown.asked_about.connect(self._ask)
        self.mark.hide()
        self.aside = label("", "small", wrap=True)
        self.aside.setContentsMargins(7, 0, 0, 2)
        self.aside.hide()
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName(f"refusal.{field.name}")
        self.refusal.hide()
        self._place = QHBoxLayout()
        self._place.setSpacing(6)
        self._place.addWidget(self.shown, 1)
        if not narrow:
            self._place.addWidget(self.mark)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(self._place)
        self._under = QVBoxLayout()
        right.addLayout(self._under)
        if narrow:
            self.mark.setContentsMargins(7, 0, 0, 4)
            right.addWidget(self.mark)
        right.addWidget(self.aside)
        right.addWidget(self.refusal)
        right.addStretch(1)  # beside a label of two lines the value stands at its first
        whole: QHBoxLayout | QVBoxLayout = QHBoxLayout(self) if beside else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8 if beside else 0)
        if beside:
            self.name.setContentsMargins(0, 6, 0, 0)
            whole.addWidget(self.name, 0, Qt.AlignmentFlag.AlignTop)
        else:
            whole.addWidget(self.name)
        self.name.setVisible(form.labels)
        whole.addLayout(right)

    def show_value(self, value: object, mark: Mark | None = None) -> None:
        self._value = value
        self.shown.say(self._in_words(value))
        self.mark.setVisible(mark is not None)
        if mark is not None:
            self.mark.setText(mark.text)
            self.mark.setToolTip(mark.tip)
            set_tone(self.mark, mark.tone)

    def say_aside(self, text: str) -> None:
        """A small line under the value: what it means; "" for none."""
        self.aside.setText(text)
        self.aside.setVisible(bool(text))

    def edit(self) -> None:
        if self.editor is not None or not self._form.may_edit:
            return
        self.editor = editor_for(self.field, self._form.desk, self._form.source(self.field) if self.field.kind is Kind.LINK else None)
        self.editor.put(self._value)
        self._place.insertWidget(0, self.editor, 1)
        self.shown.hide()
        self.mark.setVisible(False)
        self.editor.line().installEventFilter(self)
        self.below = self._form.below(self.field) if self._form.below is not None else None
        if self.below is not None:
            self._under.addWidget(self.below)
            for part in self.below.findChildren(QWidget):
                part.installEventFilter(self)
        self.editor.line().setFocus(Qt.FocusReason.OtherFocusReason)
        select = getattr(self.editor.line(), "selectAll", None)
        if select is not None and not self.editor.several_lines:
            select()

    def keep(self) -> bool:
        """Saves what was typed; on refusal the input stays open with the reason beside it."""
        if self.editor is None:
            return True
        try:
            value = self.editor.value()
            if value != self._value or (self.below is not None and self.below.stated()):
                self._form.save(self.field, value)
        except Refused as refused:
            self._refuse(refused)
            return False
        self._close(value)
        return True

    def drop(self) -> None:
        """Forgets what was typed."""
        self._close(self._value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.editor is None:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event, watched is self.editor.line())
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._left)
        return False

    def _key(self, event: QKeyEvent, own: bool) -> bool:
        """`own` is the input itself; what stands below it keeps its keys, but for those that end the edit."""
        popup = getattr(self.editor and self.editor.part, "popup", None)
        if popup is not None and popup.isVisible():
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
            self.shown.setFocus()
            return True
        if enter and self.editor is not None and (control or (own and not self.editor.several_lines)):
            if self.keep():
                self.shown.setFocus()
            return True
        return False

    def _left(self) -> None:
        """The focus went elsewhere: what was typed is kept, unless it only went to a popup of the input itself."""
        if not isValid(self) or self.editor is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and (focused is self.editor or self.editor.isAncestorOf(focused)):
            return
        if focused is not None and self.below is not None and self.below.isAncestorOf(focused):
            return
        if QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() not in (None, self.window()):
            return
        if focused is None:  # the whole window lost the focus: the typing goes on when it comes back
            return
        self.keep()

    def _refuse(self, refused: Refused) -> None:
        self.refusal.setText(self._form.desk.sentence(refused))
        self.refusal.show()
        if self.editor is not None:
            self.editor.mark(refused=True)

    def _ask(self) -> None:
        self._form.asked.emit(self.field.name)

    def _close(self, value: object) -> None:
        if self.below is not None:
            self.below.hide()
            self.below.deleteLater()
            self.below = None
        if self.editor is not None:
            self.editor.line().removeEventFilter(self)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        self.refusal.hide()
        self.shown.show()
        self.mark.setVisible(bool(self.mark.text()))
        self._value = value
        self.shown.say(self._in_words(value))

    def _in_words(self, value: object) -> str:
        if self.field.kind is Kind.LINK:
            return self._form.source(self.field).title(value) if value is not None else ""  # type: ignore[arg-type]
        words = self._form.desk.words
        if self.field.kind is Kind.MONEY and isinstance(value, int):
            self.shown.setToolTip(words.money(value))
            return words.money_on_card(value)
        return shown(self.field, value, words)


class _Value(QPushButton):
    """A value that can be clicked; it wraps, and shows a faint pencil under the pointer."""

    asked = Signal()
    asked_about = Signal()

    def __init__(self, field: Field, name: str) -> None:
        super().__init__()
        self._name = name
        self.setObjectName(f"value.{field.name}")
        self.setProperty("role", "value")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.words = label("", wrap=True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(6, 5, 6, 5)
        inside.addWidget(self.words)
        self.clicked.connect(self.asked)

    def say(self, text: str) -> None:
        long = text if len(text) <= 600 else text[:600] + "…"
        self.words.setText(_breakable(long) if long else "—")
        self.words.setProperty("tone", "" if text else "muted")
        self.setAccessibleName(f"{self._name}: {text}")
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(30, self.words.heightForWidth(width - 12) + 10)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()  # this value is edited, whatever F2 means to the page
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.asked_about.emit()
            return
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
            return
        super().keyPressEvent(event)


class _MarkWord(QLabel):
    """The faint word behind a value; a click asks where the value comes from."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mousePressEvent(event)


def _breakable(text: str) -> str:
    """A label never breaks inside a long run of letters; an invisible break every twenty lets a 5,000-character word wrap."""
    pieces = (("\u200b".join(word[at : at + 20] for at in range(0, len(word), 20)) if len(word) > 40 else word) for word in text.split(" "))
    return " ".join(pieces)
