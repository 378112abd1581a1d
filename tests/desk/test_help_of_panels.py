"""F1 tells the keys of the panel that is in front, besides those of the program."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.desk.help import HelpDialog
from kamdesk.relations.page import MapPanel
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.page import Page
from kamdesk.widgets.tokens import LIGHT


@pytest.fixture
def desk(store: Store, qapp: QApplication) -> Iterator[Desk]:
    theme.wear(qapp, LIGHT)
    made = Desk(store, words_of("zh_CN"), lambda: date(2026, 11, 22))
    yield made
    made.jobs.close()


def test_the_keys_of_the_map_stand_in_the_help_while_it_is_in_front(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk)
    qtbot.addWidget(page)
    panel = MapPanel(desk, page)
    page.content.addWidget(panel)
    page.show()
    for shown in (True, False):
        panel.setVisible(shown)
        dialog = HelpDialog(page, desk.words, page)
        qtbot.addWidget(dialog)
        dialog.show()
        said = {each.text() for each in dialog.findChildren(QLabel)}
        assert ({"在下方添加下级", "拖小方块", "以此人为中心的关系环"} <= said) is shown
        assert "撤销" in said
        dialog.close()
