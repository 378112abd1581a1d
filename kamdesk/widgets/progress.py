"""What the worker is doing, how far it is, and the way to stop it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.jobs import Job, Jobs
from kamdesk.widgets.text import Elided


class ProgressStrip(QWidget):
    """Hidden while the worker rests."""

    def __init__(self, jobs: Jobs, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.words = Elided("", "small")
        self.words.setMinimumWidth(120)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.stop = buttons.tool("x", words("Stop"), name="progress.stop")
        self.stop.clicked.connect(jobs.cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        line.addWidget(self.bar)
        line.addWidget(self.stop)
        jobs.started.connect(self._show)
        jobs.stepped.connect(self._step)
        jobs.ended.connect(self._show)
        self.hide()

    @Slot(object)
    def _show(self, _job: Job) -> None:
        running = self._jobs.running
        self.setVisible(running is not None)
        if running is not None:
            self.words.say(running.label)
            self.bar.setRange(0, 0)

    @Slot(object, int, int)
    def _step(self, job: Job, part: int, whole: int) -> None:
        self.words.say(job.label)
        self.bar.setRange(0, whole)
        self.bar.setValue(part)
