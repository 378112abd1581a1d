"""Fixtures for the tests of pages and papers over the believable group of `songling`; a room's conftest imports what it needs.

The sample is saved once per run and copied for each test: a hundred acknowledged changes are a hundred flushes to the disk.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.core.keys import Keys, keys_path
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.library.page import FilesPanel
from kamdesk.people.page import PeoplePanel
from kamdesk.pipeline import queries as pipeline
from kamdesk.promises.page import PromisesPanel
from kamdesk.relations import queries as relations
from kamdesk.reports import queries as reports
from kamdesk.reports.page import account_papers
from kamdesk.visits import queries as visits
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Contributed, Desk
from kamdesk.widgets.new_dialog import NewDialog
from kamdesk.widgets.tokens import LIGHT
from tests.factories.songling import NOW, PASSPHRASE, TODAY, Songling, songling

__all__ = ["desk", "filled_workspace", "sample", "shown", "workspace"]


@pytest.fixture(scope="session")
def filled_workspace(empty_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Songling]:
    """A workspace with the sample in it; copied, never used itself."""
    path = tmp_path_factory.mktemp("filled") / "filled.kamdesk"
    _copy(empty_workspace, path)
    store = Store.open(path, Keys.read(keys_path(path)).unlock(PASSPHRASE), clock=lambda: NOW)
    made = songling(store)
    store.close()
    return path, made


@pytest.fixture
def workspace(request: pytest.FixtureRequest, empty_workspace: Path, tmp_path: Path) -> Path:
    """This test's own workspace file: with the sample in it where the test asks for `sample`, else empty."""
    path = tmp_path / "work.kamdesk"
    filled = "sample" in request.fixturenames
    _copy(request.getfixturevalue("filled_workspace")[0] if filled else empty_workspace, path)
    return path


@pytest.fixture
def sample(filled_workspace: tuple[Path, Songling]) -> Songling:
    """The numbers of what is in the sample."""
    return filled_workspace[1]


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """A desk in Chinese, with the panels, figures and columns that the window gives to accounts and people."""
    if not qapp.styleSheet():  # dressing takes half a second, and once is enough
        theme.wear(qapp, LIGHT)
    made = Desk(store, words_of(Language.ZH), lambda: TODAY)
    panels = {"account": (PeoplePanel, PromisesPanel, FilesPanel), "person": (PromisesPanel,)}
    figures = (pipeline.account_figures, relations.account_figures, visits.account_figures)
    made.contributed = Contributed(
        panels=lambda kind: panels.get(kind, ()),
        figures=lambda kind: figures if kind == "account" else (),
        papers=lambda kind: (account_papers,) if kind == "account" else (),
        columns=lambda kind: (reports.OPEN_AMOUNT, reports.HEALTH, reports.LAST_VISIT) if kind == "account" else (),
        narrowings=lambda kind: (reports.UNTOUCHED,) if kind == "account" else (),
    )
    yield made
    made.jobs.close()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Puts a page on the screen at the size it has in a window of 1366 × 768."""

    def show(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1150, 700)
        page.show()
        qtbot.waitExposed(page)

    return show


def typed(widget: QWidget, text: str) -> None:
    """Types as a Chinese input method does: the characters arrive at once."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def create_in(dialog: QWidget | None, **typed_in: str) -> None:
    """Fills the lines of a dialog that makes something and clicks Create; one that refuses is closed, so that no test waits for ever."""
    assert isinstance(dialog, NewDialog)
    for name, text in typed_in.items():
        line = dialog.editors[name].findChild(QLineEdit)
        assert line is not None
        typed(line, text)
    QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), Qt.MouseButton.LeftButton)
    if dialog.isVisible():
        dialog.reject()


def words_on(widget: QWidget) -> str:
    """What can be read on a widget, one label a line; what was just added to a layout counts."""
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def _copy(source: Path, target: Path) -> None:
    shutil.copy(source, target)
    shutil.copy(keys_path(source), keys_path(target))
