"""One visit: seven points at the left, the one being prepared in the middle, the brief at the right; afterwards the report."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kamdesk.core.days import local, local_day
from kamdesk.core.problems import Refused
from kamdesk.visits import actions, queries
from kamdesk.visits.page.brief import BriefPreview
from kamdesk.visits.page.point import PointPanel
from kamdesk.visits.page.report import Report
from kamdesk.visits.page.rows import STATE_TONES
from kamdesk.visits.queries import VisitSheet
from kamdesk.visits.rules import Point, VisitState, is_unreported
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, HeaderCard, beside, holder, scrolled, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.stepper import Ring, Step, Stepper
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import GAP, Tone

PREPARE, REPORT = "prepare", "report"
# Below this width of the page the preview folds away until F9 asks for it.
ROOM_FOR_PREVIEW = 1180
STEPS_WIDE, PREVIEW_WIDE = 236, 400


class VisitView(QWidget):
    """Emits `left()` when the rep goes back to the list, `print_asked()` for the brief."""

    left = Signal()
    print_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._sheet: VisitSheet | None = None
        self._folded: bool | None = None  # what the rep chose; None leaves it to the width
        self.head = HeaderCard()
        self.account = buttons.plain("", "building-2", name="visit.account")
        self.account.clicked.connect(self._open_account)
        self.head.add_action(self.account)
        self.ring = Ring(72)
        self.stepper = Stepper()
        self.stepper.chosen.connect(self._choose)
        self.point = PointPanel(desk)
        self.report = Report(desk)
        self.report.saved.connect(self._saved)
        self.brief = BriefPreview(desk, self.point.being_typed)
        self.point.typed.connect(self.brief.soon)
        self.brief.setFixedWidth(PREVIEW_WIDE)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.point)
        self._middle.addWidget(self.report)
        back = buttons.link("‹ " + self._words("All visits"), name="visit.back")
        back.clicked.connect(self.left)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(self._steps())
        columns.addWidget(self._middle, 1)
        columns.addWidget(self.brief)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(beside(back, None))
        whole.addWidget(self.head)
        whole.addLayout(columns, 1)
        whole.addLayout(self._foot())
        fold = QShortcut(QKeySequence("F9"), self, self._fold)
        fold.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def mode(self) -> str:
        return REPORT if self._middle.currentWidget() is self.report else PREPARE

    def show_one(self, visit: UUID, mode: str = "") -> None:
        """Shows a visit; without a mode what it needs: preparing before, reporting after. Raises Refused("gone")."""
        sheet = self._desk.ask(queries.visit_sheet, visit, self._desk.today())
        another = self._sheet is None or self._sheet.id != visit
        self._sheet = sheet
        self._show_head(sheet)
        self.point.show_sheet(sheet)
        self.report.show_sheet(sheet)
        self._show_steps(sheet)
        if another:
            self._choose_first(next((each.point for each in sheet.readiness.points if not each.ready), Point.WHOM))
        if another or mode:
            self.show_mode(mode or (REPORT if sheet.state is VisitState.DONE else PREPARE))
        self._show_foot()
        self.brief.show_visit(visit)

    def show_mode(self, mode: str) -> None:
        self._middle.setCurrentWidget(self.report if mode == REPORT else self.point)
        self._show_preview()
        self._show_foot()

    def edit(self) -> None:
        """F2."""
        if self.mode == REPORT:
            self.report.edit()
        else:
            self.point.edit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_preview()

    def _steps(self) -> QWidget:
        card = Card(self._words("Seven points"))
        card.setFixedWidth(STEPS_WIDE)
        self.ready = label("", "strong", wrap=True)
        card.add(beside(self.ring, self.ready, None, spacing=12))
        card.add(scrolled(holder(stacked(self.stepper, None))), 1)  # in a low window the points scroll; they must not be squeezed
        return card

    def _foot(self) -> QHBoxLayout:
        words = self._words
        self.print_button = buttons.plain(words("Print the brief"), "printer", name="visit.print")
        self.print_button.setToolTip(buttons.with_key(words("Print the brief"), "Ctrl+P"))
        self.visited = buttons.primary(words("Mark as visited"), "check", name="visit.visited")
        self.write = buttons.primary(words("Write the report"), "pencil", name="visit.report")
        self.prepare = buttons.plain(words("What was prepared"), "list-checks", name="visit.prepare")
        self.cancel = buttons.plain(words("Cancel visit"), name="visit.cancel")
        self.again = buttons.plain(words("Plan it again"), "undo-2", name="visit.again")
        self.fold_button = buttons.plain(words("Preview"), "eye", name="visit.preview")
        self.fold_button.setToolTip(buttons.with_key(words("Preview"), "F9"))
        deeds: tuple[tuple[QPushButton, object], ...] = (
            (self.print_button, self.print_asked), (self.visited, self._visited), (self.write, self._write), (self.prepare, self._prepare),
            (self.cancel, self._cancel), (self.again, self._again), (self.fold_button, self._fold),
        )  # fmt: skip
        for button, deed in deeds:
            button.clicked.connect(deed)
        return beside(self.cancel, self.again, self.fold_button, None, self.prepare, self.print_button, self.write, self.visited, spacing=8)

    def _show_head(self, sheet: VisitSheet) -> None:
        words, today = self._words, self._desk.today()
        badges = [(words.translated(sheet.state.label), STATE_TONES[sheet.state])]
        on = local_day(sheet.starts_at) if sheet.starts_at else None
        if is_unreported(sheet.state, on, sheet.values.get("reported_at"), today):  # type: ignore[arg-type]
            badges.append((words("To report"), Tone.CAUTION))
        when = words("not fixed yet")
        if sheet.starts_at is not None:
            when = f"{words.ago(on, today)} · {words.day(on)} {local(sheet.starts_at):%H:%M}"
        line = " · ".join(part for part in (when, sheet.text("place"), sheet.opportunity_name) if part)
        self.head.show_words(sheet.text("subject"), line, badges)
        self.account.setText(sheet.account_name if len(sheet.account_name) <= 14 else sheet.account_name[:13] + "…")
        self.account.setToolTip(sheet.account_name)

    def _show_steps(self, sheet: VisitSheet) -> None:
        words, ready = self._words, sheet.readiness
        self.ring.put(ready.count, len(ready.points))
        left = len(ready.points) - ready.count
        self.ready.setText(words("{n} points to prepare", n=left) if left else words("Ready to go"))
        self.stepper.put([
            Step(each.point.value, words.translated(each.point.label), each.ready, "" if each.ready else words.translated(each.missing[0]))
            for each in ready.points
        ])  # fmt: skip

    def _show_foot(self) -> None:
        if self._sheet is None:
            return
        state = self._sheet.state
        self.visited.setVisible(state is VisitState.PLANNED and self.mode == PREPARE)
        self.write.setVisible(state is VisitState.DONE and self.mode == PREPARE)
        self.prepare.setVisible(self.mode == REPORT)
        self.cancel.setVisible(state is VisitState.PLANNED)
        self.again.setVisible(state is not VisitState.PLANNED)

    def _show_preview(self) -> None:
        folded = self._folded if self._folded is not None else self.width() < ROOM_FOR_PREVIEW
        self.brief.setVisible(not folded and self.mode == PREPARE)
        self.fold_button.setVisible(self.mode == PREPARE)

    def _fold(self) -> None:
        self._folded = self.brief.isVisible()
        self._show_preview()

    def _choose(self, key: str) -> None:
        point = Point(key)  # type: ignore[call-arg]
        self.point.show_point(point)
        self.report.show_point(point)

    def _choose_first(self, point: Point) -> None:
        """The first point that is not ready, with the keyboard on it."""
        self.stepper.choose(point.value)
        button = self.stepper.findChild(QPushButton, f"step.{point.value}")
        if button is not None:
            button.setFocus()

    def _saved(self) -> None:
        assert self._sheet is not None
        self.show_one(self._sheet.id)
        self._desk.tell(self._words("The report is saved."))

    def _visited(self) -> None:
        """The report follows at once: what is not written down the same day is lost."""
        assert self._sheet is not None
        self._desk.do(actions.mark_visited, self._sheet.id)
        self.show_mode(REPORT)
        self.report.edit()

    def _write(self) -> None:
        self.show_mode(REPORT)
        self.report.edit()

    def _prepare(self) -> None:
        self.show_mode(PREPARE)

    def _cancel(self) -> None:
        self._do(actions.cancel_visit)

    def _again(self) -> None:
        self._do(actions.plan_again)
        self.show_mode(PREPARE)

    def _do(self, action: object) -> None:
        assert self._sheet is not None
        try:
            self._desk.do(action, self._sheet.id)  # type: ignore[arg-type]
        except Refused as refused:
            self._desk.refuse(self, refused)

    def _open_account(self) -> None:
        assert self._sheet is not None
        self._desk.open(Address("accounts", self._sheet.account))
