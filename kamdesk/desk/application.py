"""Starts the desk: the empty window is painted first, then the workspace is unlocked, then everything else is loaded."""

import os
import sys
import threading
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from kamdesk.core.words import Language, Words, words_of
from kamdesk.desk.crash import CrashDoor
from kamdesk.desk.machine import Machine
from kamdesk.desk.window import Window
from kamdesk.widgets import theme

NO_DISPLAY = 2
HEAVY = ("kamdesk.upkeep.opening", "kamdesk.core.search", "kamdesk.core.titles", "kamdesk.core.settings")


def main(workspace: str | Path | None = None, passphrase_file: str | Path | None = None, language: Language | None = None) -> int:
    """Opens the desk and returns when it is closed: 0, or 2 where there is no display.

    Without a workspace the one opened last is unlocked, or the first run begins. The passphrase may also come from KAMDESK_PASSPHRASE.
    """
    if not display_there():
        words = words_of(language or Machine().language)
        said = words("There is no display here, so the desk cannot open a window. The command line works: kamdesk --help")
        sys.stderr.write(f"{said}\n")
        return NO_DISPLAY
    application = QApplication.instance()
    application = application if isinstance(application, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("kamdesk")
    application.setDesktopFileName("kamdesk")
    machine = Machine()
    words = words_of(language or machine.language)
    theme.wear(application, theme.chosen(machine.theme))
    window = Window(words, machine)
    door = CrashDoor(words)
    door.install()
    window.show()
    start = Start(application, window, machine, door, words)
    QTimer.singleShot(0, start, lambda: start.program(workspace, passphrase_file, language is not None))
    try:
        return application.exec()
    finally:
        door.remove()


def display_there() -> bool:
    """Whether a window can be shown: always on Windows and macOS, on Linux where a display or another platform is named."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


class Start(QTimer):
    """Comes after the first paint: loads what is heavy while the rep types the passphrase."""

    def __init__(self, application: QApplication, window: Window, machine: Machine, door: CrashDoor, words: Words) -> None:
        super().__init__()
        self._application, self._window, self._machine, self._door, self._words = application, window, machine, door, words

    def program(self, workspace: str | Path | None, passphrase_file: str | Path | None, language_given: bool) -> None:
        self._application.processEvents()
        loading = threading.Thread(target=load_heavy, name="kamdesk-loading", daemon=True)
        loading.start()
        from kamdesk.desk.program import Program

        self.running = Program(self._application, self._window, self._machine, self._door, self._words, language_given=language_given)
        self.running.loading = loading
        self.running.begin(Path(workspace) if workspace else None, _passphrase(passphrase_file))


def load_heavy() -> None:
    for name in HEAVY:
        import_module(name)


def _passphrase(passphrase_file: str | Path | None) -> str | None:
    """The first line of the file, else KAMDESK_PASSPHRASE, else None. An unreadable file asks instead."""
    if passphrase_file is not None:
        try:
            return Path(passphrase_file).read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            return None
    return os.environ.get("KAMDESK_PASSPHRASE") or None


def speak_qt(application: QApplication, language: Language, former: QTranslator | None) -> QTranslator | None:
    """Qt's own words (file dialogs, text menus) in the language of the desk."""
    if former is not None:
        application.removeTranslator(former)
    QLocale.setDefault(QLocale("zh_CN" if language is Language.ZH else "en_GB"))
    if language is not Language.ZH:
        return None
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return translator
