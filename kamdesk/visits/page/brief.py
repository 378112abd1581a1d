"""The brief as it will print, beside what is being typed."""

from collections.abc import Callable
from uuid import UUID

from kamdesk.visits import queries
from kamdesk.visits.document import visit_brief
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.live_preview import LivePreview, Maker


class BriefPreview(LivePreview):
    """`typed()` gives what is being typed and not kept yet, by field name."""

    def __init__(self, desk: Desk, typed: Callable[[], dict[str, object]]) -> None:
        super().__init__(desk, desk.words("The brief as it prints"), self._making)
        self._typed = typed
        self._visit: UUID | None = None
        self._made_for: UUID | None = None

    def show_visit(self, visit: UUID) -> None:
        self._visit = visit
        self.soon()

    def _making(self) -> Maker | None:
        if self._visit is None:
            return None
        visit, typed, words, today = self._visit, self._typed(), self._desk.words, self._desk.today()
        self._made_for = visit

        def make(job: Job) -> bytes:
            sheet = job.ask(queries.visit_sheet, visit, today)
            return visit_brief(sheet.with_typed(typed), words, today).pdf

        return make

    def _show(self, content: bytes) -> None:
        """A brief of another visit than the one in front comes too late."""
        if self._made_for == self._visit:
            super()._show(content)
        else:
            self._ended()
