"""The first opening of a page must not wait for its code: what pages need is imported while the rep reads the first one.

What knows no Qt (documents, paper, the PDF reader) comes on a thread; what makes widgets comes on the window's thread, one per idle turn.
"""

import threading
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from kamdesk.desk.contents import PANELS, pages, there

WITHOUT_QT = (
    "kamdesk.paper.blocks", "kamdesk.paper.merge", "pypdfium2", "kamdesk.visits.document", "kamdesk.bids.document",
    "kamdesk.proposals.document", "kamdesk.relations.document", "kamdesk.reports.document",
)  # fmt: skip
AFTER = 250  # ms; the desk is painted by then
PAUSE = 20  # ms between two modules: keys and clicks come first


class Ahead(QObject):
    """`start` once the desk is open, `stop` before the program ends. `modules` are the page modules that are still to come."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        codes = (*(place.code for place in pages()), *(code for panels in PANELS.values() for code in panels if there(code)))
        self.modules = list(dict.fromkeys(code.partition(":")[0] for code in codes))
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Does nothing where it has begun already: what is imported stays so."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._import_without_qt, name="kamdesk-ahead", daemon=True)
            self._timer.start(AFTER)

    def stop(self) -> None:
        """Waits for the module that is being imported right now; the others are left."""
        self._timer.stop()
        self._stopped.set()
        if self._thread is not None and self._thread.ident is not None:
            self._thread.join()

    def _turn(self) -> None:
        assert self._thread is not None
        self._timer.setInterval(PAUSE)
        if self._thread.ident is None:
            self._thread.start()
        if self._thread.is_alive():
            return
        if not self.modules:
            self._timer.stop()
            return
        import_module(self.modules.pop(0))

    def _import_without_qt(self) -> None:
        for name in WITHOUT_QT:
            if self._stopped.is_set():
                return
            import_module(name)
