"""Long work: one worker, one job at a time, its own session, with progress and cancel; results come home by queued signal."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from kamdesk.core.problems import Refused

if TYPE_CHECKING:
    from kamdesk.core.store import Store

P = ParamSpec("P")
R = TypeVar("R")


class Cancelled(Exception):
    """The rep stopped the job; nothing is said about it."""


@dataclass(eq=False)
class Job:
    """What runs on the worker holds this: it reads, it says how far it is, and it hears that it should stop."""

    store: "Store"
    label: str
    work: Callable[["Job"], Any]
    done: Callable[[Any], None]
    failed: Callable[[Refused], None]
    told: Callable[["Job", int, int], None]
    stopped: threading.Event = field(default_factory=threading.Event)
    written: bool = False  # set by a job that changed the file: its end is told even where it was stopped a moment too late

    def ask(self, query: Callable[Concatenate[Any, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """As the desk's `ask`, in a session of the worker."""
        with self.store.reading() as session:
            return query(session, *args, **kwargs)

    def step(self, part: int, whole: int) -> None:
        """Says that `part` of `whole` is done. Raises Cancelled where the rep stopped the job."""
        if self.stopped.is_set():
            raise Cancelled
        self.told(self, part, whole)

    def progress(self, part: int, whole: int) -> bool:
        """For core's own long work, which asks whether to go on: as `step`, but answers instead of raising."""
        self.told(self, part, whole)
        return not self.stopped.is_set()


class _Worker(QObject):
    finished = Signal(object, object)
    failed = Signal(object, object)

    @Slot(object)
    def run(self, job: Job) -> None:
        try:
            if job.stopped.is_set():
                raise Cancelled
            result = job.work(job)
        except BaseException as problem:  # noqa: BLE001 - handed to the window's thread, which raises what is not expected
            self.failed.emit(job, problem)
        else:
            self.finished.emit(job, result)


class Jobs(QObject):
    """The queue of the one worker. Signals: `started(Job)`, `stepped(Job, part, whole)`, `ended(Job)`."""

    started = Signal(object)
    stepped = Signal(object, int, int)
    ended = Signal(object)
    _posted = Signal(object)

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._thread: QThread | None = None
        self._worker: _Worker | None = None
        self._waiting: list[Job] = []

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    @property
    def running(self) -> Job | None:
        return self._waiting[0] if self._waiting else None

    def start(self, work: Callable[[Job], R], done: Callable[[R], None], label: str, failed: Callable[[Refused], None]) -> Job:
        """Puts a job at the end of the queue. The thread is made at the first one: starting the window never waits for it."""
        if self._worker is None:
            self._begin()
        job = Job(self._store, label, work, done, failed, self._told)
        self._waiting.append(job)
        self.started.emit(job)
        self._posted.emit(job)
        return job

    def cancel(self) -> None:
        """Stops every job at its next step."""
        for job in self._waiting:
            job.stopped.set()

    def close(self) -> None:
        """Stops the worker and waits for it; call before the store is closed."""
        self.cancel()
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
        self._thread = self._worker = None
        self._waiting.clear()

    def thread_wait(self, milliseconds: int) -> None:
        """Lets the worker have the processor for a moment; for those who wait without an event loop."""
        if self._thread is not None:
            self._thread.wait(milliseconds)

    def _begin(self) -> None:
        self._thread = QThread(self)
        self._thread.setObjectName("kamdesk-worker")
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._posted.connect(self._worker.run)
        self._worker.finished.connect(self._finish)
        self._worker.failed.connect(self._fail)
        self._thread.start()

    def _told(self, job: Job, part: int, whole: int) -> None:
        self.stepped.emit(job, part, whole)

    @Slot(object, object)
    def _finish(self, job: Job, result: object) -> None:
        self._end(job)
        if job.written or not job.stopped.is_set():
            job.done(result)

    @Slot(object, object)
    def _fail(self, job: Job, problem: BaseException) -> None:
        self._end(job)
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, Refused):
            job.failed(problem)
            return
        raise problem

    def _end(self, job: Job) -> None:
        if job in self._waiting:
            self._waiting.remove(job)
        self.ended.emit(job)
