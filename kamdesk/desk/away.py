"""Opening and making a workspace takes a second on purpose (Argon2): it runs on a thread while the window goes on painting.

There is no desk yet, so the desk's worker cannot do it; and who asked needs the answer before anything else makes sense, so it is waited
for in a loop of its own, in which the window lives. What the rep could press meanwhile is shut by `shut`.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

R = TypeVar("R")

LOOKS = 8  # ms between two looks at the thread


def away(work: Callable[[], R]) -> R:
    """What `work` returns or raises, done on a thread. `work` touches no widget. The program may have been left when this returns."""
    done: list[R] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as problem:  # noqa: BLE001 - raised below, where it is waited for
            failed.append(problem)

    thread = threading.Thread(target=run, name="kamdesk-opening")
    loop, looks = QEventLoop(), QTimer()

    def look() -> None:
        if not thread.is_alive():
            loop.quit()

    looks.setInterval(LOOKS)
    looks.timeout.connect(look)
    thread.start()
    looks.start()
    loop.exec()
    looks.stop()
    thread.join()  # where the program is leaving, its loops end before the thread does
    if failed:
        raise failed[0]
    return done[0]


@contextmanager
def shut(part: QWidget) -> Iterator[None]:
    """Nothing in `part` takes a key or a click; afterwards the keyboard is where it was."""
    focus = QApplication.focusWidget()
    part.setEnabled(False)
    try:
        yield
    finally:
        part.setEnabled(True)
        if focus is not None and part.isAncestorOf(focus):
            focus.setFocus()
