"""A paper as it will print, beside what is being written: made anew on the worker once the writing pauses."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.preview import Preview
from kamdesk.widgets.text import label

PAUSE = 350
Maker = Callable[[Job], bytes]


class LivePreview(QWidget):
    """`maker()` gives the job that makes the PDF, or None where there is nothing to show. One is made at a time; the newest wish waits.

    Emits `shown_pdf` once a new one is in view. What is hidden makes nothing until it is shown.
    """

    shown_pdf = Signal()

    def __init__(self, desk: Desk, heading: str, maker: Callable[[], Maker | None]) -> None:
        super().__init__()
        self._desk, self._maker = desk, maker
        self._running = self._again = False
        self._stale = True
        self.content = b""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._make)
        self.preview = Preview(desk.words)
        self.refusal = label("", "refusal", wrap=True)
        self.refusal.setObjectName("preview.refusal")
        self.refusal.hide()
        card = Card(heading)
        card.add(self.refusal)
        card.add(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def soon(self) -> None:
        """Something changed."""
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def _make(self) -> None:
        if not self.isVisible() or not self._stale:
            return
        if self._running:
            self._again = True
            return
        job = self._maker()
        if job is None:
            return
        self._running, self._stale = True, False
        self._desk.later(job, self._show, self._desk.words(N_("Setting the pages…")), self._refuse)

    def _show(self, content: bytes) -> None:
        self.content = content
        self.refusal.hide()
        self.preview.show_pdf(content)
        self._ended()
        self.shown_pdf.emit()

    def _refuse(self, refused: Refused) -> None:
        self.refusal.setText(self._desk.sentence(refused))
        self.refusal.show()
        self._ended()

    def _ended(self) -> None:
        self._running = False
        if self._again:
            self._again = False
            self._make()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make()
