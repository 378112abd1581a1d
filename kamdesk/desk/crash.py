"""The one door for what nobody expected: it is written to the log, said plainly, and the work goes on. The data is safe by then."""

import logging
import logging.handlers
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from kamdesk.core.places import log_folder
from kamdesk.core.words import Words
from kamdesk.widgets import buttons
from kamdesk.widgets.dialogs import Question
from kamdesk.widgets.tokens import Tone

LOG = logging.getLogger("kamdesk")
SIZE, KEPT = 1_000_000, 3


class CrashDoor(QObject):
    """Install once; `caught` says the traceback, also from other threads, on the window's thread."""

    caught = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.path = log_folder() / "kamdesk.log"
        self.dialog: Question | None = None
        self._handler: logging.Handler | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self.caught.connect(self.show)

    def install(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = logging.handlers.RotatingFileHandler(self.path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOG.addHandler(self._handler)
        LOG.setLevel(logging.INFO)
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.open
        threading.excepthook = self._of_thread
        qInstallMessageHandler(self._of_qt)

    def remove(self) -> None:
        """Puts back what was there before; for tests and at the end."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)
        if self._handler is not None:
            LOG.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def open(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        """As sys.excepthook."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        said = "".join(traceback.format_exception(kind, problem, trace))
        LOG.error("unexpected\n%s", said)
        self.caught.emit(said)

    def show(self, said: str) -> None:
        """The plain dialog; one at a time, however many things go wrong at once."""
        if self.dialog is not None:
            return
        words = self.words
        sentence = words(
            "Something went wrong inside kamdesk. Your data is safe: every change is on the disk as soon as it is made. "
            "You can go on; if it happens again, start the program anew."
        )
        self.dialog = dialog = Question(QApplication.activeWindow(), words("That should not have happened"), sentence, tone=Tone.BAD)
        dialog.setObjectName("crash")
        details = QPlainTextEdit(said)
        details.setReadOnly(True)
        details.setMinimumHeight(160)
        details.hide()
        dialog.add_part(details)
        more = buttons.link(words("Details"), name="crash.details")
        more.clicked.connect(details.show)
        dialog.add_part(more)
        folder = buttons.plain(words("Show the log"), name="crash.log")
        folder.clicked.connect(self.show_log)
        dialog.add_plain(folder)
        dialog.add_button(buttons.primary(words("Go on"), name="crash.go_on"), yes=False)
        dialog.finished.connect(self._closed)
        dialog.open()

    def show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.path).parent)))

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _of_thread(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            self.open(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def _of_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        levels = {
            QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING,
            QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL,
        }  # fmt: skip
        LOG.log(levels.get(kind, logging.WARNING), "qt: %s", message)
