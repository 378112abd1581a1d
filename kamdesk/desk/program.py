"""The life of the program between its first paint and its end: gates, the open workspace, locking, backing up, leaving."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Language, Words, words_of
from kamdesk.desk import contents
from kamdesk.desk.ahead import Ahead
from kamdesk.desk.away import away
from kamdesk.desk.crash import LOG, CrashDoor
from kamdesk.desk.idle import Curtain, IdleClock
from kamdesk.desk.machine import Machine
from kamdesk.desk.unlock import UnlockGate
from kamdesk.desk.window import Window
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.jobs import Job

if TYPE_CHECKING:
    from kamdesk.upkeep.backup import BackupRow
    from kamdesk.upkeep.opening import Workspace

HEAVY = ("kamdesk.upkeep.opening", "kamdesk.core.search", "kamdesk.core.titles", "kamdesk.core.settings")
BACKUP_LOOKS = 5 * 60_000
IDLE_DEFAULT = 15


class Program(QObject):
    """Holds the open workspace and its desk. `today` and `clock` are handed on; tests pin them."""

    def __init__(
        self,
        application: QApplication,
        window: Window,
        machine: Machine,
        door: CrashDoor,
        words: Words,
        *,
        language_given: bool = False,
        today: Callable[[], date] = date.today,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(window)
        self._application, self.window, self.machine, self._door, self.words = application, window, machine, door, words
        self._language_given, self._today, self._clock = language_given, today, clock
        self.workspace: Workspace | None = None
        self._fresh: Workspace | None = None  # made, but its code is not confirmed yet
        self.desk: Desk | None = None
        self.loading: threading.Thread | None = None
        self.ahead = Ahead(self)
        self._translator: QTranslator | None = None
        self._curtains: list[Curtain] = []
        self.locked = False
        self._departures = 0  # how often the window was closed
        self.idle = IdleClock(self)
        self.idle.idle.connect(self.lock)
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_LOOKS)
        self._backups.timeout.connect(self.back_up_if_wanted)
        window.leaving.connect(self.leave)
        window.wished.connect(self._wish)
        self._speak(words)

    # beginning

    def load_ahead(self) -> None:
        """Imports what is heavy while the rep types the passphrase."""
        self.loading = threading.Thread(target=_load_heavy, name="kamdesk-loading", daemon=True)
        self.loading.start()

    def begin(self, path: Path | None, passphrase: str | None) -> None:
        """With a passphrase the workspace opens at once; else its gate, or the first run."""
        path = path or self.machine.workspace
        if path is None or not path.is_file():
            if path is not None and path != self.machine.workspace:
                self.show_trouble(path, Refused("no_workspace", "path", {"name": path.name}))
                return
            self.show_first_run()
            return
        self.try_remembered(path, passphrase)

    def try_remembered(self, path: Path, passphrase: str | None = None) -> None:
        """Opens with what is at hand (a passphrase given, the key this computer remembers), else asks."""
        self._loaded()
        from kamdesk.upkeep import opening

        try:
            if passphrase is not None:
                self.open_workspace(opening.open_with_passphrase(path, passphrase, self._clock))
                return
            found = opening.open_remembered(path, self._clock)
        except Refused as refused:
            if refused.code in ("wrong_passphrase", "too_many_tries"):
                self.show_unlock(path)
            else:
                self.show_trouble(path, refused)
            return
        if found is not None:
            self.open_workspace(found)
        else:
            self.show_unlock(path)

    def show_first_run(self) -> None:
        from kamdesk.desk.first_run import FirstRun

        gate = FirstRun(self.words, self._create, self.machine.recent())
        gate.made.connect(self.open_workspace)
        gate.opened.connect(self.try_remembered)
        gate.sample.connect(self.open_sample)
        gate.spoken.connect(self._speak_at_gate)
        self.window.show_gate(gate)

    def show_unlock(self, path: Path) -> None:
        def enter(passphrase: str) -> object:
            self._loaded()
            from kamdesk.upkeep import opening

            return opening.open_with_passphrase(path, passphrase, self._clock)

        def enter_with_code(code: str) -> object:
            self._loaded()
            from kamdesk.upkeep import opening

            return opening.open_with_code(path, code, self._clock)

        gate = UnlockGate(self.words, path, self._away(enter), self._away(enter_with_code))
        gate.entered.connect(self._unlocked)
        gate.recovered.connect(self._recovered)
        gate.refused.connect(lambda refused: self.show_trouble(path, refused))
        gate.left.connect(self.show_first_run)
        self.window.show_gate(gate)

    def show_trouble(self, path: Path, refused: Refused) -> None:
        from kamdesk.desk.trouble import TroubleGate

        gate = TroubleGate(self.words, path, refused)
        gate.again.connect(lambda: self.try_remembered(path))
        gate.restore.connect(lambda row: self._restore(row, path))
        gate.left.connect(self.show_first_run)
        self.window.show_gate(gate)

    def _create(self, path: Path, passphrase: str, us: dict[str, str]) -> tuple[object, str]:
        def make() -> "tuple[Workspace, str]":
            self._loaded()
            from kamdesk.core.settings import LANGUAGE, put_setting
            from kamdesk.library.actions import save_company
            from kamdesk.upkeep import opening

            workspace, code = opening.create_workspace(path, passphrase, self._clock)
            try:
                workspace.store.do(put_setting, LANGUAGE, self.words.language.value)
                if us.get("name"):
                    workspace.store.do(save_company, None, us)
            except BaseException:
                workspace.close()
                raise
            return workspace, code

        departures = self._departures
        workspace, code = away(make)
        self.machine.workspace = path
        self._refuse_departed(departures, workspace)
        self._fresh = workspace
        return workspace, code

    def _away(self, enter: Callable[[str], object]) -> Callable[[str], object]:
        """`enter` on a thread; raises Refused: stopped where the window was closed meanwhile."""

        def entered(typed: str) -> object:
            departures = self._departures
            found = away(lambda: enter(typed))
            self._refuse_departed(departures, found)
            return found

        return entered

    def _refuse_departed(self, departures: int, found: object) -> None:
        """Closes what was opened for a window that is gone."""
        if departures == self._departures:
            return
        close = getattr(found, "close", None)
        if close is not None:
            close()
        raise Refused("stopped")

    def _restore(self, row: "BackupRow", path: Path) -> None:
        from kamdesk.upkeep.restoring import restore_in_place

        try:
            restore_in_place(row, path, self._clock())
        except Refused as refused:
            self.show_trouble(path, refused)
            return
        self.try_remembered(path)

    def open_sample(self) -> None:
        """The sample beside the rep's own workspaces; made at the first time. Its passphrase is no secret."""
        self._loaded()
        from kamdesk.desk.sample import opened_sample

        try:
            found = opened_sample(self._today(), self._clock)
        except Refused as refused:
            self.window.tell(sentence(refused, self.words))
            return
        self.close_workspace()
        self.open_workspace(found)

    # the open workspace

    def open_workspace(self, workspace: "Workspace", address: Address | None = None) -> None:
        """Fills the window from an open workspace."""
        from kamdesk.core import settings

        self.workspace, self._fresh = workspace, None
        self.machine.workspace = workspace.path
        store = workspace.store
        if not self._language_given:
            self._speak(words_of(store.ask(settings.setting, settings.LANGUAGE, self.words.language.value)))
        worn = store.ask(settings.setting, settings.THEME, self.machine.theme)
        self._dress(worn)
        self._fill(address)
        self.idle.start(self._idle_minutes())
        self._backups.start()
        self.ahead.start()

    def _fill(self, address: Address | None) -> None:
        assert self.workspace is not None
        desk = Desk(self.workspace.store, self.words, self._today, self, self.workspace.files)
        desk.contributed = contents.contributed()
        desk.workspace = self.workspace
        self.desk = desk
        self.window.open_desk(desk, address)
        self._show_state()

    def rebuild(self) -> None:
        """Another language or theme: the pages are made anew and the rep stays where he was."""
        if self.workspace is None or self.desk is None:
            return
        from kamdesk.core import settings

        former, store = self.desk, self.workspace.store
        self._language_given = False
        here = self.window.leave_desk()
        self._speak(words_of(store.ask(settings.setting, settings.LANGUAGE, self.words.language.value)))
        self._dress(store.ask(settings.setting, settings.THEME, self.machine.theme))
        former.jobs.close()
        former.deleteLater()
        self._fill(here)
        self.idle.start(self._idle_minutes())

    def close_workspace(self) -> None:
        """Stops the worker, backs up where it is due, closes the file."""
        self.idle.stop()
        self._backups.stop()
        if self.desk is not None:
            self.window.leave_desk()
            self.desk.jobs.close()
            self.desk.deleteLater()
            self.desk = None
        if self.workspace is None:
            return
        try:
            if self.workspace.backup_wanted(closing=True):
                self.workspace.back_up()
        except Refused as refused:
            LOG.warning("backup on closing: %s", refused)
        finally:
            self.workspace.close()
            self.workspace = None

    def leave(self) -> None:
        """The window was closed."""
        self._departures += 1
        self.ahead.stop()
        if self._fresh is not None:
            self._fresh.close()
            self._fresh = None
        self.close_workspace()
        self._loaded()

    # locking

    def lock(self) -> None:
        """Hides everything behind the gate; pages, dialogs and what was typed in them stay as they are."""
        if self.workspace is None or self.locked:
            return
        self.locked = True
        self.idle.stop()
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window.window() and widget.isVisible() and widget.isWindow():
                self._curtains.append(Curtain(widget))
        from kamdesk.core import tries

        path = self.workspace.path
        def enter(typed: str) -> object:
            return tries.unlock(path, typed, self._clock())

        def enter_with_code(code: str) -> object:
            return tries.unlock_with_code(path, code)

        gate = UnlockGate(self.words, path, self._away(enter), self._away(enter_with_code), locked=True)
        gate.entered.connect(self._back_at_desk)
        gate.recovered.connect(self._recovered_at_lock)
        modal = QApplication.activeModalWidget()
        if modal is None:
            self.window.show_gate(gate)
        else:
            self._lock_over(modal, gate)

    def _lock_over(self, modal: QWidget, gate: UnlockGate) -> None:
        """A dialog is open: the gate comes in a dialog of its own over it, since nothing below can be reached."""
        from kamdesk.desk.lock_dialog import LockDialog

        self.window.show_gate(QWidget())
        dialog = LockDialog(modal, gate)
        gate.entered.connect(dialog.accept)
        gate.recovered.connect(dialog.accept)
        dialog.open()

    def _back_at_desk(self) -> None:
        self.locked = False
        self.window.drop_gate()
        for curtain in self._curtains:
            curtain.hide()
            curtain.deleteLater()
        self._curtains.clear()
        self.idle.start(self._idle_minutes())

    def _recovered_at_lock(self, _key: bytes, passphrase: str) -> None:
        self._set_passphrase(passphrase)
        self._back_at_desk()

    def _unlocked(self, workspace: "Workspace", remember: bool) -> None:
        self.open_workspace(workspace)
        if not remember:
            return
        from kamdesk.core.remembering import remember as keep

        kept = keep(workspace.store.workspace, workspace.store.data_key)
        if not kept:
            LOG.warning("remembering: %s", kept.detail)
            self.window.tell(self.words.translated(kept.why.label))

    def _recovered(self, workspace: "Workspace", passphrase: str) -> None:
        self.open_workspace(workspace)
        self._set_passphrase(passphrase)

    def _set_passphrase(self, passphrase: str) -> None:
        assert self.workspace is not None
        from kamdesk.upkeep.opening import change_passphrase

        try:
            change_passphrase(self.workspace, passphrase)
        except Refused as refused:
            self.window.tell(sentence(refused, self.words))
            return
        self.window.tell(self.words("The new passphrase is set."))

    # backing up

    def back_up_if_wanted(self) -> None:
        if self.workspace is not None and self.workspace.backup_wanted():
            self.back_up()

    def back_up(self, *, loud: bool = False) -> None:
        """On the worker; the rep goes on working."""
        if self.workspace is None or self.desk is None:
            return
        workspace, desk = self.workspace, self.desk

        def make(job: Job) -> object:
            return workspace.back_up(job.progress)

        def done(_row: object) -> None:
            self._show_state()
            if loud:
                desk.tell(self.words("Backed up."))

        desk.later(make, done, self.words("Backing up"), self._backup_failed)

    def _backup_failed(self, refused: Refused) -> None:
        if refused.code == "stopped":
            return
        LOG.warning("backup: %s", refused)
        self.window.tell(self.words("The backup failed: {reason}", reason=sentence(refused, self.words)))

    # small things

    def _wish(self, what: str) -> None:
        wishes: dict[str, Callable[[], Any]] = {
            "lock": self.lock, "sample": self.open_sample, "backup": lambda: self.back_up(loud=True), "rebuild": self.rebuild,
            "idle": lambda: self.idle.start(self._idle_minutes()), "other": self._other_workspace,
        }  # fmt: skip
        if what in wishes:
            wishes[what]()

    def _other_workspace(self) -> None:
        self.close_workspace()
        self.show_first_run()

    def _show_state(self) -> None:
        if self.workspace is None:
            return
        from kamdesk.upkeep.backup import last_backup

        synced = self.workspace.synced
        note = self.words("in a folder synchronised by {service}", service=synced) if synced else ""
        self.window.status.show_state(last_backup(self.workspace.path), note)

    def _idle_minutes(self) -> float:
        assert self.workspace is not None
        from kamdesk.core import settings

        kept = self.workspace.store.ask(settings.setting, settings.IDLE_MINUTES, str(IDLE_DEFAULT))
        try:
            return max(0.0, float(kept))
        except ValueError:
            return IDLE_DEFAULT

    def _speak(self, words: Words) -> None:
        self.words = self._door.words = words
        self._translator = speak_qt(self._application, words.language, self._translator)
        self.machine.language = words.language

    def _speak_at_gate(self, language: Language) -> None:
        self._speak(words_of(language))
        self.show_first_run()

    def _dress(self, worn: str) -> None:
        self.machine.theme = worn
        theme.wear(self._application, theme.chosen(worn))

    def _loaded(self) -> None:
        """Waits for what was being imported meanwhile."""
        if self.loading is not None:
            self.loading.join()
            self.loading = None


def _load_heavy() -> None:
    for name in HEAVY:
        import_module(name)


def speak_qt(application: QApplication, language: Language, former: QTranslator | None) -> QTranslator | None:
    """Qt's own words (file dialogs, text menus) in the language of the desk."""
    if former is not None:
        application.removeTranslator(former)
    theme.speak(application, latin=language is not Language.ZH)
    QLocale.setDefault(QLocale("zh_CN" if language is Language.ZH else "en_GB"))
    if language is not Language.ZH:
        return None
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return translator
