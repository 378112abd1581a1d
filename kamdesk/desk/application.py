"""Starts the desk: the empty window is painted first, then the program is loaded into it, then the workspace is unlocked.

Nothing but Qt is imported before the first paint; see `shell`.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kamdesk.desk.shell import Shell

if TYPE_CHECKING:
    from kamdesk.core.words import Language
    from kamdesk.desk.crash import CrashDoor

NO_DISPLAY = 2
PATIENCE = 1000


def main(workspace: str | Path | None = None, passphrase_file: str | Path | None = None, language: "Language | None" = None) -> int:
    """Opens the desk and returns when it is closed: 0, or 2 where there is no display.

    Without a workspace the one opened last is unlocked, or the first run begins. The passphrase may also come from KAMDESK_PASSPHRASE.
    """
    if not display_there():
        return _no_display(language)
    application = QApplication.instance()
    application = application if isinstance(application, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("kamdesk")
    application.setDesktopFileName("kamdesk")
    shell = Shell()
    start = Start(application, shell, workspace, passphrase_file, language)
    shell.show()
    try:
        return application.exec()
    finally:
        start.end()


def display_there() -> bool:
    """Whether a window can be shown: always on Windows and macOS, on Linux where a display or another platform is named."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


class Start(QObject):
    """What comes after the first paint."""

    def __init__(
        self,
        application: QApplication,
        shell: Shell,
        workspace: str | Path | None,
        passphrase_file: str | Path | None,
        language: "Language | None",
    ) -> None:
        super().__init__()
        self._application, self._shell = application, shell
        self._path = Path(workspace) if workspace else None
        self._passphrase_file, self._language = passphrase_file, language
        self._door: CrashDoor | None = None
        self._begun = False
        shell.painted.connect(self._soon, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(PATIENCE, self, self.begin)  # a window that is never painted (minimised) must not wait for ever

    def begin(self) -> None:
        """Loads the program into the shell and goes to the gate."""
        if self._begun:
            return
        self._begun = True
        from kamdesk.core.words import words_of
        from kamdesk.desk.crash import CrashDoor
        from kamdesk.desk.machine import Machine

        machine = Machine()
        words = words_of(self._language or machine.language)
        self._door = CrashDoor(words)
        self._door.install()
        # After the door: what fails to load is told too, instead of leaving an empty window.
        from kamdesk.desk.program import Program
        from kamdesk.desk.window import Window
        from kamdesk.widgets import theme

        theme.wear(self._application, theme.chosen(machine.theme))
        window = Window(words, machine)
        self._shell.furnish(window)
        self._program = Program(self._application, window, machine, self._door, words, language_given=self._language is not None)
        self._program.load_ahead()
        self._program.begin(self._path, _passphrase(self._passphrase_file))

    def end(self) -> None:
        if self._door is not None:
            self._door.remove()

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self.begin)


def _no_display(language: "Language | None") -> int:
    from kamdesk.core.words import words_of
    from kamdesk.desk.machine import Machine

    words = words_of(language or Machine().language)
    said = words("There is no display here, so the desk cannot open a window. The command line works: kamdesk --help")
    sys.stderr.write(f"{said}\n")
    return NO_DISPLAY


def _passphrase(passphrase_file: str | Path | None) -> str | None:
    """The first line of the file, else KAMDESK_PASSPHRASE, else None. An unreadable file asks instead."""
    if passphrase_file is not None:
        try:
            return Path(passphrase_file).read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            return None
    return os.environ.get("KAMDESK_PASSPHRASE") or None
