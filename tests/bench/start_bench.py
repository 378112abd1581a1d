"""From the start of the process to the first painted window, beside a bare QMainWindow; and to the first page full of data."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.big import PASSPHRASE, accounts_workspace
from tests.bench.figures import ROOT, Row, median

RUNS = 9
# The child's clock is the system's monotonic one, so that the interpreter's own start counts too.
_WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and wanted(watched):
            print(time.monotonic() - float(sys.argv[1]), flush=True)
            os._exit(0)
        return False
application = QApplication(["bench"])
watch = Watch()
application.installEventFilter(watch)
"""
BARE = (
    _WATCH
    + """
wanted = lambda watched: watched.isWidgetType() and watched.isWindow()
from PySide6.QtWidgets import QMainWindow
window = QMainWindow()
window.resize(1366, 768)
window.show()
application.exec()
"""
)
OURS = (
    _WATCH
    + """
wanted = lambda watched: watched.isWidgetType() and watched.isWindow()
from kamdesk.desk.application import main
main(workspace=sys.argv[2])
"""
)
PAGE = (
    _WATCH
    + """
wanted = lambda watched: watched.isWidgetType() and watched.objectName().startswith("page.")
from kamdesk.desk.application import main
main(workspace=sys.argv[2])
"""
)


def rows() -> Iterator[Row]:
    workspace = str(accounts_workspace(10_000))
    bare, ours, page = [], [], []
    for _run in range(RUNS):
        bare.append(_once(BARE, workspace))
        ours.append(_once(OURS, workspace))
        page.append(_once(PAGE, workspace))
    yield Row("first painted window, workspace of 10,000 accounts", median(ours), median(bare), goal_ratio=1.5)
    yield Row("first page with data (passphrase given, key stretched)", median(page), median(bare))


def _once(program: str, workspace: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KAMDESK_PASSPHRASE": PASSPHRASE}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    call = [sys.executable, "-c", program, str(time.monotonic()), workspace]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(done.stderr[-2000:])
    return float(done.stdout.split()[0])
