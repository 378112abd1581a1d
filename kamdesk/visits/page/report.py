"""After the visit: what happened, beside what was planned, in the same order."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kamdesk.core.fields import Kind, shown
from kamdesk.core.problems import Refused
from kamdesk.pipeline.queries import OPPORTUNITY_FIELDS
from kamdesk.visits import actions
from kamdesk.visits.actions import ReportDraft
from kamdesk.visits.page.promised import PromisesMade
from kamdesk.visits.queries import VISIT_FIELDS, VisitSheet
from kamdesk.visits.rules import POINT_FIELDS, REPORT_FIELDS, Point
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, beside, clear, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.editors import Editor, editor_for
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

_FIELDS = {field.name: field for field in VISIT_FIELDS}
_ON = next(field for field in OPPORTUNITY_FIELDS if field.name == "next_step_on")


class Report(QWidget):
    """Emits `saved()`. What is typed stays until it is saved or another visit is shown."""

    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._visit: UUID | None = None
        self._first = ""
        self.planned = Planned(desk)
        self.editors: dict[str, Editor] = {name: editor_for(_FIELDS[name], desk) for name in REPORT_FIELDS}
        self.editors["next_step_on"] = editor_for(_ON, desk)
        self._refusals: dict[str, QLabel] = {}
        self.promised = PromisesMade(desk)
        self.noted = label("", "muted", wrap=True)
        self.save_button = buttons.primary(self._words("Save the report"), "check", name="report.save")
        self.save_button.clicked.connect(self.save)
        self.save_button.setToolTip(buttons.with_key(self._words("Save the report"), "Ctrl+Return"))
        keep = QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        happened = Card(self._words("What happened"))
        happened.add(scrolled(holder(self._fields())), 1)
        happened.add(beside(None, self.save_button))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.planned, 2)
        whole.addWidget(happened, 3)

    def show_sheet(self, sheet: VisitSheet) -> None:
        """The report of a visit; what is being typed on the same visit is left alone."""
        self.planned.show_sheet(sheet)
        self.promised.setVisible(True)
        made = [f"·  {row.what} · {self._words.translated(row.debtor.label)} · {self._words.day_short(row.due)}" for row in sheet.made]
        self.noted.setText("\n".join(made))
        self.noted.setVisible(bool(made))
        self.editors["next_step_on"].setEnabled(sheet.opportunity is not None)
        if sheet.id == self._visit:
            return
        self._visit = sheet.id
        for name in REPORT_FIELDS:
            self.editors[name].put(sheet.values.get(name))
        self.editors["next_step_on"].put(None)
        self.promised.show_sheet(sheet)
        self._show_refusal(None)

    def show_point(self, point: Point) -> None:
        self.planned.show_point(point)

    def edit(self) -> None:
        self.editors["said"].setFocus()

    def save(self) -> None:
        """One change: report, promises, next step of the project."""
        assert self._visit is not None
        self._show_refusal(None)
        try:
            values = {name: editor.value() for name, editor in self.editors.items()}
            promises = self.promised.promises()
            texts = {name: str(values[name] or "") for name in REPORT_FIELDS}
            draft = ReportDraft(**texts, next_step_on=values["next_step_on"], promises=promises)  # type: ignore[arg-type]
            self._desk.do(actions.report_visit, self._visit, draft)
        except Refused as refused:
            self._show_refusal(refused)
            return
        self._visit = None  # what was typed is kept now; the sheet shows it
        self.saved.emit()

    def _fields(self) -> QVBoxLayout:
        stack = QVBoxLayout()
        stack.setSpacing(10)
        for name, editor in self.editors.items():
            field = editor.field
            refusal = self._refusals[name] = label("", "refusal", wrap=True)
            refusal.setObjectName(f"refusal.{name}")
            refusal.hide()
            title = label(self._words.translated(field.label), "strong")
            title.setBuddy(editor.line())
            stack.addLayout(stacked(title, editor, refusal, spacing=4))
        stack.addWidget(label(self._words("Promises made"), "strong"))
        stack.addWidget(self.noted)
        stack.addWidget(self.promised)
        stack.addStretch(1)
        return stack

    def _show_refusal(self, refused: Refused | None) -> None:
        for name, place in self._refusals.items():
            at_fault = refused is not None and refused.field == name
            self.editors[name].mark(at_fault)
            place.setVisible(at_fault)
            if refused is not None and at_fault:
                place.setText(self._desk.sentence(refused))
                self.editors[name].setFocus()


class Planned(Card):
    """What was planned, point by point; the chosen point scrolls into view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.words("What was planned"))
        self._desk = desk
        self._headings: dict[Point, QLabel] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._area: QScrollArea = scrolled(holder(stacked(self._list, None)))
        self.add(self._area, 1)

    def show_sheet(self, sheet: VisitSheet) -> None:
        clear(self._list)
        words = self._desk.words
        for number, point in enumerate(Point, 1):
            heading = self._headings[point] = label(f"{number}  {words.translated(point.label)}", "strong", tone=Tone.ACCENT)
            heading.setContentsMargins(0, 10 if number > 1 else 0, 0, 0)
            self._list.addWidget(heading)
            lines = self._lines(sheet, point)
            for line in lines or ["—"]:
                self._list.addWidget(label(line if len(line) <= 1200 else line[:1200] + "…", wrap=True))

    def show_point(self, point: Point) -> None:
        if point in self._headings:
            self._area.ensureWidgetVisible(self._headings[point], 0, 120)

    def _lines(self, sheet: VisitSheet, point: Point) -> list[str]:
        words, alone = self._desk.words, len(POINT_FIELDS[point]) == 1
        if point is Point.WHOM:
            return [" · ".join(part for part in (row.name, row.position, row.aim) if part) for row in sheet.people]
        found = []
        for name in POINT_FIELDS[point]:
            field, value = _FIELDS[name], sheet.values.get(name)
            if value is not None and field.kind is not Kind.LINK:
                text = shown(field, value, words)
                found.append(text if alone else words("{label}: {value}", label=words.translated(field.label), value=text))
        return found
