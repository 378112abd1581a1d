"""The whole program as a rep starts it, and a rep."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.core.files import files_folder
from kamdesk.core.keys import keys_path
from kamdesk.core.words import Language, words_of
from kamdesk.desk.crash import CrashDoor
from kamdesk.desk.machine import Machine
from kamdesk.desk.program import Program
from kamdesk.desk.window import Window
from kamdesk.upkeep import opening
from kamdesk.upkeep.sample import fill_with_sample
from kamdesk.widgets import theme
from kamdesk.widgets.tokens import LIGHT
from tests.journeys.rep import Rep

PASSPHRASE = "松风 过岭 七号柜"
TODAY = date(2026, 11, 22)
WINDOWS = (QDialog, QMainWindow, QMenu)
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


class Strays(QObject):
    """Remembers every widget that came up as a window of its own without being one: a part shown before it has its place flashes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and not isinstance(watched, WINDOWS)
        if shown and watched.windowType() == Qt.WindowType.Window:
            self.seen.append(f"{type(watched).__name__} {watched.objectName()!r}")
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[Strays]:
    """No part of a window may flash up alone."""
    found = Strays()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)
    assert not found.seen, found.seen


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, strays: Strays) -> Iterator[Callable[..., Rep]]:
    """Starts the program, as often as a test likes, on the workspace opened last or on a path; all are closed at the end."""
    started: list[Program] = []

    def go(path: Path | None = None, passphrase: str | None = None) -> Rep:
        for former in started:
            former.window.close()
        machine = Machine()
        words = words_of(Language.ZH)
        theme.wear(qapp, LIGHT)
        window = Window(words, machine)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        program = Program(qapp, window, machine, CrashDoor(words), words, today=lambda: TODAY, clock=lambda: NOW)
        started.append(program)
        program.begin(path, passphrase)
        return Rep(program, monkeypatch)

    yield go
    for program in started:
        program.window.close()
    theme.wear(qapp, LIGHT)


@pytest.fixture(scope="session")
def sample_template(empty_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample, filled in once; copied, never used itself."""
    path = tmp_path_factory.mktemp("sample") / "sample.kamdesk"
    shutil.copy(empty_workspace, path)
    shutil.copy(keys_path(empty_workspace), keys_path(path))
    with opening.open_with_passphrase(path, PASSPHRASE, lambda: NOW) as workspace:
        fill_with_sample(workspace.store, TODAY)
    return path


@pytest.fixture
def sample(sample_template: Path, tmp_path: Path) -> Path:
    """This test's own copy of the sample workspace."""
    path = tmp_path / "sample.kamdesk"
    shutil.copy(sample_template, path)
    shutil.copy(keys_path(sample_template), keys_path(path))
    shutil.copytree(files_folder(sample_template), files_folder(path))
    return path
