"""A desk over a real store, in English, dressed as in the window."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.tokens import LIGHT

TODAY = date(2026, 11, 22)


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    theme.wear(qapp, LIGHT)
    theme.speak(qapp, latin=False)  # a window of another test may have spoken English
    return qapp


@pytest.fixture
def desk(store: Store, dressed: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(store, words_of(Language.EN), lambda: TODAY)
    yield made
    made.jobs.close()


@pytest.fixture
def account(desk: Desk) -> UUID:
    """One account to look at."""
    return desk.do(save_account, None, {"name": "华东电力集团", "region": "上海"})


@pytest.fixture
def type_in() -> Callable[[QWidget, str], None]:
    """Types as people do: Latin by keys, Chinese through the input method."""

    def type_it(widget: QWidget, text: str) -> None:
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return type_it
