"""The brief as it will print, beside what is being typed: made anew on the worker once the typing pauses."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core.problems import Refused
from kamdesk.visits import queries
from kamdesk.visits.document import visit_brief
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.preview import Preview
from kamdesk.widgets.text import label

PAUSE = 350


class BriefPreview(QWidget):
    """`typed()` gives what is being typed and not kept yet, by field name. While one brief is being made, the next waits for it."""

    def __init__(self, desk: Desk, typed: Callable[[], dict[str, object]]) -> None:
        super().__init__()
        self._desk, self._typed = desk, typed
        self._visit: UUID | None = None
        self._making: UUID | None = None
        self._running = self._again = False
        self.content = b""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._make)
        self.preview = Preview(desk.words)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.hide()
        card = Card(desk.words("The brief as it prints"))
        card.add(self.refusal)
        card.add(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def show_visit(self, visit: UUID) -> None:
        """Another visit at once; the same one after a pause, as after typing."""
        another = visit != self._visit
        self._visit = visit
        if another:
            self._make()
        else:
            self.soon()

    def soon(self) -> None:
        """Something was typed."""
        if self.isVisible():
            self._pause.start()

    def _make(self) -> None:
        if self._visit is None or not self.isVisible():
            return
        if self._running:
            self._again = True
            return
        visit, typed, words, today = self._visit, self._typed(), self._desk.words, self._desk.today()
        self._running, self._making = True, visit

        def make(job: Job) -> bytes:
            sheet = job.ask(queries.visit_sheet, visit, today)
            return visit_brief(sheet.with_typed(typed), words, today).pdf

        self._desk.later(make, self._show, words("Setting the brief…"), self._refuse)

    def _show(self, content: bytes) -> None:
        """A brief of another visit than the one in front comes too late."""
        if self._making == self._visit:
            self.content = content
            self.refusal.hide()
            self.preview.show_pdf(content)
        self._ended()

    def _refuse(self, refused: Refused) -> None:
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()
        self._ended()

    def _ended(self) -> None:
        self._running = False
        if self._again:
            self._again = False
            self._make()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._make()
