"""The dialog that makes something new: its fields are derived, its refusals stand beside them, what was typed stays."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kamdesk.core.fields import Field, Kind
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import scrolled
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.editors import Editor, editor_for
from kamdesk.widgets.links import LinkSource
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN, Tone

R = TypeVar("R")


class NewDialog(QDialog, Generic[R]):
    """Fill in and create. `create(values)` gets the cleaned values by field name and may raise Refused.

    `result_value` holds what `create` returned once the dialog was accepted.
    """

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        heading: str,
        fields: Iterable[Field],
        create: Callable[[dict[str, object]], R],
        *,
        values: Mapping[str, object] | None = None,
        links: Mapping[str, LinkSource] | None = None,
        deed: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk, self._create = desk, create
        self.result_value: R | None = None
        self.editors: dict[str, Editor] = {}
        self._refusals: dict[str, QLabel] = {}
        self.setObjectName("new")
        self.setWindowTitle(heading)
        self.setMinimumWidth(520)
        inner = QVBoxLayout()
        inner.setSpacing(12)
        inner.setContentsMargins(0, 0, 8, 0)
        for field in fields:
            inner.addLayout(self._row(field, (values or {}).get(field.name), (links or {}).get(field.name)))
        inner.addStretch(1)
        content = QWidget()
        content.setLayout(inner)
        self.whole_refusal = label("", "refusal", wrap=True)
        self.whole_refusal.setObjectName("refusal")
        self.whole_refusal.hide()
        self.create_button = buttons.primary(deed or desk.words("Create"), name="new.create")
        self.create_button.setDefault(True)
        self.create_button.clicked.connect(self.finish)
        cancel = buttons.plain(desk.words("Cancel"), name="new.cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.create_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 20, MARGIN - 8, 18)
        whole.setSpacing(16)
        whole.addWidget(label(heading, "title", wrap=True))
        whole.addWidget(scrolled(content), 1)
        whole.addWidget(self.whole_refusal)
        whole.addLayout(foot)
        self.resize(560, min(660, 150 + inner.sizeHint().height()))
        QShortcut(QKeySequence("Ctrl+Return"), self, self.finish)
        next(iter(self.editors.values())).setFocus()

    def finish(self) -> None:
        """Creates and closes, or shows every refusal at once and stays."""
        self._forget_refusals()
        values: dict[str, object] = {}
        refusals: list[Refused] = []
        for name, editor in self.editors.items():
            try:
                values[name] = editor.value()
            except Refused as refused:
                refusals.append(refused if refused.field else Refused(refused.code, name, refused.facts))
        if not refusals:
            try:
                self.result_value = self._create(values)
            except Refused as refused:
                refusals.append(refused)
        if refusals:
            self._refuse(refusals)
            return
        self.accept()

    def _row(self, field: Field, value: object, source: LinkSource | None) -> QVBoxLayout:
        words = self._desk.words
        editor = self.editors[field.name] = editor_for(field, self._desk, source)
        if value is not None or field.kind is Kind.CHOICE:
            editor.put(value)
        name = label(words.translated(field.label))
        name.setBuddy(editor.line())
        title = QHBoxLayout()
        title.setSpacing(4)
        title.addWidget(name)
        if field.required:
            title.addWidget(label(words("required"), "small"))
        title.addStretch(1)
        refusal = self._refusals[field.name] = label("", "refusal", wrap=True, tone=Tone.BAD)
        refusal.setObjectName(f"refusal.{field.name}")
        refusal.hide()
        row = QVBoxLayout()
        row.setSpacing(4)
        row.addLayout(title)
        row.addWidget(editor)
        row.addWidget(refusal)
        return row

    def _refuse(self, refusals: list[Refused]) -> None:
        for refused in refusals:
            editor = self.editors.get(refused.field)
            place = self._refusals.get(refused.field, self.whole_refusal)
            place.setText(self._desk.sentence(refused))
            place.show()
            if editor is not None:
                editor.mark(refused=True)
        first = self.editors.get(refusals[0].field)
        if first is not None:
            first.line().setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_refusals(self) -> None:
        for place in (*self._refusals.values(), self.whole_refusal):
            place.hide()
        for editor in self.editors.values():
            editor.mark(refused=False)


def made(dialog: NewDialog[R]) -> R | None:
    """Shows the dialog and waits; what was created, or None where the rep cancelled."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.hide()
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)  # it is gone before the page behind is built
    return dialog.result_value if accepted else None
