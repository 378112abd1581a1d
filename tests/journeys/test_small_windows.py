"""Every page, card and tab fits the smallest laptop the desk is made for, in both languages, full and empty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView
from pytestqt.qtbot import QtBot

from kamdesk.core.words import Language, words_of
from kamdesk.desk import contents
from kamdesk.desk.machine import Machine
from kamdesk.desk.navigation import WIDE
from kamdesk.desk.screenshots import settle, shots
from kamdesk.desk.window import Window
from kamdesk.upkeep.opening import open_with_passphrase
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.grid_table import RowTable
from kamdesk.widgets.page import Page
from kamdesk.widgets.tabs import Tabs
from kamdesk.widgets.tokens import LIGHT
from tests.journeys.conftest import NOW, PASSPHRASE, TODAY

SMALL = (1280, 720)
BARS = 94  # search bar above the page, status line below it


@pytest.fixture
def visit(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., list[str]]]:
    """Goes to every page, card and tab of a workspace in a small window; says what does not fit."""
    theme.wear(qapp, LIGHT)

    def go(path: Path, language: Language) -> list[str]:
        theme.speak(qapp, latin=language is Language.EN)
        faults: list[str] = []
        with open_with_passphrase(path, PASSPHRASE, lambda: NOW) as opened:
            desk = Desk(opened.store, words_of(language), lambda: TODAY)
            desk.contributed = contents.contributed()
            window = Window(desk.words, Machine())
            qtbot.addWidget(window)
            window.resize(*SMALL)
            window.show()
            window.open_desk(desk)
            for shot in shots(opened.store):
                window.open_address(shot.address)
                if shot.then is not None:
                    shot.then(window)
                settle(qapp, desk)
                for tab in _tabs(window):
                    settle(qapp, desk)
                    faults += [f"{shot.name} {tab}: {fault}" for fault in _faults(window)]
            window.leave_desk()
            desk.jobs.close()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return faults

    yield go
    theme.speak(qapp, latin=False)


def _tabs(window: Window) -> Iterator[str]:
    """Brings one tab after the other to the front; "" where there is none."""
    bars = [tabs for tabs in window.findChildren(Tabs) if tabs.isVisible()]
    if not bars:
        yield ""
        return
    for place in range(bars[0].bar.count()):
        bars[0].bar.setCurrentIndex(place)
        yield bars[0].key


def _faults(window: Window) -> Iterator[str]:
    page = window.page
    assert isinstance(page, Page)
    least = page.minimumSizeHint()
    if least.width() > SMALL[0] - WIDE:
        yield f"wants to be {least.width()} wide"
    if least.height() > SMALL[1] - BARS:
        yield f"wants to be {least.height()} high"
    for area in (*window.findChildren(QScrollArea), *window.findChildren(RowTable)):
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
            yield f"{type(area).__name__} {area.objectName()!r} scrolls sideways by {area.horizontalScrollBar().maximum()}"
    for table in window.findChildren(QTableView):
        if table.isVisible() and table.height() < 70:
            yield f"{type(table).__name__} {table.objectName()!r} is only {table.height()} high"


@pytest.mark.parametrize("language", Language)
def test_the_whole_sample_fits_a_small_window(sample: Path, visit: Callable[..., list[str]], language: Language) -> None:
    assert visit(sample, language) == []


@pytest.mark.parametrize("language", Language)
def test_an_empty_workspace_fits_a_small_window(workspace: Path, visit: Callable[..., list[str]], language: Language) -> None:
    assert visit(workspace, language) == []
