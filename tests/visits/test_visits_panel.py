"""The visits on the cards of an account, a project and a person."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from kamdesk.visits import queries
from kamdesk.visits.page import VisitsPanel
from kamdesk.widgets.desk import Address


@pytest.fixture
def panel(desk, qtbot):
    shown = VisitsPanel(desk)
    qtbot.addWidget(shown)
    shown.resize(900, 480)
    shown.show()
    return shown


def test_each_card_shows_the_visits_that_concern_it(panel, customer, visit, planned):
    other = planned(starts_at=datetime(2026, 12, 1, 2, tzinfo=UTC))
    for item, expected in ((customer.account, (visit, other)), (customer.project, (visit,)), (customer.boss, (visit,))):
        panel.show_item(item)
        assert tuple(panel.grid.model.ids) == expected


def test_enter_opens_the_visit_on_its_page(panel, desk, customer, visit):
    opened = []
    desk.opened.connect(opened.append)
    panel.show_item(customer.account)
    panel.grid.select_first()
    QTest.keyClick(panel.grid.table, Qt.Key.Key_Return)
    assert opened == [Address("visits", visit)]


def test_a_visit_planned_from_a_persons_card_has_the_person_on_its_list(panel, desk, customer):
    def plan() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, plan)
            return
        try:
            QTest.keyClicks(dialog.findChild(QLineEdit, "field.subject"), "Call on the boss")
            QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), Qt.MouseButton.LeftButton)
        finally:
            if dialog.isVisible():
                dialog.reject()

    panel.show_item(customer.boss)
    QTimer.singleShot(0, plan)
    QTest.mouseClick(panel.findChild(QPushButton, "visits.new"), Qt.MouseButton.LeftButton)
    planned = desk.ask(queries.visit_ids)
    sheet = desk.ask(queries.visit_sheet, planned[0], desk.today())
    assert [row.name for row in sheet.people] == ["王建国"]
    assert sheet.account == customer.account
