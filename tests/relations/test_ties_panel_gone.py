"""A panel that is shown again after its row was erased for good stays quiet: its page leaves, and says so."""

from uuid import uuid4

from pytestqt.qtbot import QtBot

from kamdesk.core.store import Store
from kamdesk.core.words import Language, words_of
from kamdesk.relations.page.ties_panel import TiesPanel
from kamdesk.widgets.desk import Desk
from tests.conftest import NOW


def test_a_panel_outlives_the_person_it_shows(store: Store, qtbot: QtBot) -> None:
    desk = Desk(store, words_of(Language.ZH), NOW.date)
    panel = TiesPanel(desk)
    qtbot.addWidget(panel)
    panel.show_item(uuid4())
    panel.show()
    assert not panel.stale
    assert panel.isVisible()
    desk.jobs.close()
