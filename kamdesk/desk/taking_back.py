"""Undo and redo from the window: at once where it is a moment's work, beside the window where a whole import is taken back."""

from PySide6.QtCore import QObject, Signal, Slot

from kamdesk.core.journal import UNDO
from kamdesk.core.problems import Refused
from kamdesk.core.store import Done
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job

LARGE = 2_000  # lines of the journal; more than that would be felt


class TakingBack(QObject):
    """Emits `taken(kind, Done)` after each step, when every page has heard of it. One at a time: the next must not wait for the file."""

    taken = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._label = ""  # of the step that is under way beside the window
        desk.jobs.ended.connect(self._ended)

    def start(self, kind: str, steps: int = 1) -> None:
        """Undo ("undo") or redo ("redo") the last change, and those before it, until one is refused."""
        if self._label:
            return
        for step in range(steps):
            if self._desk.store.reversal_size(kind) > LARGE:
                self._start_beside(kind, steps - step - 1)
                return
            try:
                done = self._desk.store.undo() if kind == UNDO else self._desk.store.redo()
            except Refused as refused:
                self._desk.tell(self._desk.sentence(refused))
                return
            self._tell(kind, done)

    def _start_beside(self, kind: str, rest: int) -> None:
        def work(job: Job) -> Done:
            done = job.store.undo(job.progress) if kind == UNDO else job.store.redo(job.progress)
            job.written = True
            return done

        def ended(done: Done) -> None:
            self._tell(kind, done)
            self.start(kind, rest)

        self._label = self._worded(kind)
        self._desk.later(work, ended, self._label)

    def _worded(self, kind: str) -> str:
        from kamdesk.desk.history_panel import deed

        words, coming = self._desk.words, self._desk.store.next_reversal(kind)
        what = deed(*coming, words) if coming else ""
        return words("Taking back: {what}", what=what) if kind == UNDO else words("Doing again: {what}", what=what)

    def _tell(self, kind: str, done: Done) -> None:
        self._desk.tell_changes(done.changes)
        self.taken.emit(kind, done)

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job.label == self._label:
            self._label = ""
