"""A customer with one project, saved by the real actions."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.pipeline.actions import save_opportunity
from kamdesk.pipeline.page import OpportunitiesPage
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.tokens import LIGHT


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "华东电力集团有限公司", "short_name": "华东电力"})[0]


@pytest.fixture
def project(store: Store, account: UUID) -> UUID:
    return store.do(save_opportunity, None, {"name": "配网自动化改造二期", "account": account, "amount": 12_800_000_00})[0]


@pytest.fixture
def desk(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """A desk in English, dressed as in the window."""
    if not qapp.styleSheet():
        theme.wear(qapp, LIGHT)
    made = Desk(store, words_of(Language.EN), lambda: date(2026, 11, 22))
    yield made
    made.jobs.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OpportunitiesPage:
    """The opportunities page, going where the desk is told to go."""
    shown = OpportunitiesPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 760)
    desk.opened.connect(shown.show_address)
    shown.show_address(Address("opportunities"))
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown
