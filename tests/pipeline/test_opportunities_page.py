"""The opportunities page through real clicks, keys and drops: the list, the board, the card."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from kamdesk.pipeline import queries
from kamdesk.pipeline.actions import close_opportunity, save_opportunity
from kamdesk.pipeline.page import OpportunitiesPanel
from kamdesk.pipeline.rules import Outcome, Stage
from kamdesk.widgets.desk import Address

TODAY = date(2026, 11, 22)
ENTER, CONTROL, LEFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


def part(inside: QWidget, kind: type, name: str) -> QWidget:
    """The one visible widget of a name; what was just made is shown by the event loop."""
    QApplication.processEvents()
    found = [each for each in inside.findChildren(kind, name) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} × {name}"
    return found[0]


def click(inside: QWidget, name: str) -> None:
    QTest.mouseClick(part(inside, QPushButton, name), LEFT)


def in_dialog(deed: Callable[[QWidget], None]) -> None:
    """What the rep does in the dialog that comes next, once it is there."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, act)
            return
        try:
            deed(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, act)


def row_of(desk, project):
    return desk.ask(queries.opportunity_card, project, TODAY).row


def test_the_first_opportunity_is_made_from_the_empty_page_with_its_account(page, desk):
    def create(dialog: QWidget) -> None:
        QTest.keyClicks(part(dialog, QLineEdit, "field.name"), "Feeder automation")
        account = part(dialog, QLineEdit, "field.account")
        QTest.keyClicks(account, "Linjiang Power")
        QTest.keyClick(account, ENTER)
        QTest.keyClicks(part(dialog, QLineEdit, "field.amount"), "1280w")
        click(dialog, "new.create")

    in_dialog(create)
    click(page, "empty.start")
    made = desk.ask(queries.opportunity_ids)
    assert page.address == Address("opportunities", made[0])
    row = row_of(desk, made[0])
    assert (row.name, row.account_name, row.amount, row.chance) == ("Feeder automation", "Linjiang Power", 12_800_000_00, 10)


def test_enter_in_the_list_opens_the_card_and_back_returns(page, desk, project):
    page.refresh()
    page.grid.select_first()
    QTest.keyClick(page.grid.table, ENTER)
    assert page.address.id == project
    click(page, "opportunity.back")
    assert page.address.id is None
    assert page.grid.isVisible()


def test_chips_cut_the_list_by_outcome(page, desk, account, project):
    lost = desk.do(save_opportunity, None, {"name": "储能电站", "account": account})
    desk.do(close_opportunity, lost, Outcome.LOST, "预算取消")
    assert tuple(page.grid.model.ids) == (project,)
    click(page, "outcome.lost")
    assert tuple(page.grid.model.ids) == (lost,)
    click(page, "outcome.all")
    assert tuple(page.grid.model.ids) == (project, lost)


def test_a_card_dropped_on_another_column_moves_there(page, desk, project):
    desk.open(Address("opportunities", None, "board"))
    lead, tracking = page.board.columns[Stage.LEAD], page.board.columns[Stage.TRACKING]
    carried = lead.mimeData([lead.item(0)])
    drop(tracking, carried)
    assert row_of(desk, project).stage is Stage.TRACKING
    assert (lead.count(), tracking.count()) == (0, 1)
    assert tracking.current() == project


def test_anything_else_dropped_on_the_board_is_left_alone(page, desk, project):
    desk.open(Address("opportunities", None, "board"))
    foreign = QMimeData()
    foreign.setText("notes")
    drop(page.board.columns[Stage.TRACKING], foreign)
    assert row_of(desk, project).stage is Stage.LEAD


def drop(column: QWidget, carried: QMimeData) -> QDropEvent:
    """What the drag of a mouse ends in: it enters the column and is let go there."""
    how = (Qt.DropAction.CopyAction, carried, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(column.viewport(), QDragEnterEvent(QPoint(20, 20), *how))
    event = QDropEvent(QPoint(20, 20), *how)
    QApplication.sendEvent(column.viewport(), event)
    return event


def test_the_board_is_walked_and_moved_by_keys(page, desk, account, project):
    other = desk.do(save_opportunity, None, {"name": "调度云平台", "account": account, "stage": Stage.TENDER})
    desk.open(Address("opportunities", None, "board"))
    page.board.take(project)
    lead = page.board.columns[Stage.LEAD]
    QTest.keyClick(lead, Qt.Key.Key_Right, CONTROL)
    QTest.keyClick(page.board.columns[Stage.APPROVAL], Qt.Key.Key_Right, CONTROL)
    assert row_of(desk, project).stage is Stage.TRACKING
    QTest.keyClick(page.board.columns[Stage.TRACKING], Qt.Key.Key_Left, CONTROL)
    assert row_of(desk, project).stage is Stage.APPROVAL
    QTest.keyClick(page.board.columns[Stage.APPROVAL], Qt.Key.Key_Right)
    assert page.board.current() == other
    QTest.keyClick(page.board.columns[Stage.TENDER], ENTER)
    assert page.address.id == other


def test_the_card_moves_its_project_to_the_stage_that_is_looked_at(page, desk, project):
    desk.open(Address("opportunities", project))
    click(page, "step.tracking")
    QApplication.processEvents()
    gate = [each.text() for each in page.view.steps.findChildren(QLabel) if each.isVisible()]
    assert any("The coach is confirmed" in text for text in gate)
    click(page, "stage.move")
    row = row_of(desk, project)
    assert (row.stage, row.chance) == (Stage.TRACKING, 35)
    assert not page.view.steps.move_button.isVisible()


def test_a_value_is_edited_where_it_stands_and_a_bad_one_refused_beside_it(page, desk, project):
    desk.open(Address("opportunities", project))
    click(page, "value.probability")
    field = part(page, QLineEdit, "field.probability")
    field.clear()
    QTest.keyClicks(field, "120")
    QTest.keyClick(field, ENTER)
    assert "100" in part(page, QLabel, "refusal.probability").text()
    field.clear()
    QTest.keyClicks(field, "80")
    QTest.keyClick(field, ENTER)
    assert row_of(desk, project).chance == 80


def test_losing_asks_for_the_reason_and_stays_open_without_one(page, desk, project):
    desk.open(Address("opportunities", project))
    seen = []

    def lose(dialog: QWidget) -> None:
        click(dialog, "new.create")
        seen.append(part(dialog, QLabel, "refusal.outcome_reason").text())
        QTest.keyClicks(part(dialog, QLineEdit, "field.outcome_reason"), "Price 12% over")
        click(dialog, "new.create")

    in_dialog(lose)
    lost = next(action for action in page.view.close_button.menu().actions() if action.objectName() == "close.lost")
    lost.trigger()
    assert seen == ["Please say why: the next deal is won by what this one taught."]
    assert row_of(desk, project).outcome is Outcome.LOST
    click(page, "opportunity.reopen")
    assert row_of(desk, project).outcome is Outcome.OPEN


def test_the_history_tab_says_what_was_changed(page, desk, project):
    desk.do(save_opportunity, project, {"stage": Stage.TENDER})
    desk.open(Address("opportunities", project, "history"))
    QApplication.processEvents()
    said = [each.text() for each in page.view.tabs.findChildren(QLabel) if each.isVisible()]
    assert "Stage: Lead gathering → Tendering" in said
    assert page.where() == Address("opportunities", project, "history")


def test_the_panel_on_an_account_shows_its_own_projects_and_makes_one(desk, qtbot, account, project):
    panel = OpportunitiesPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.show()
    panel.show_item(account)
    assert tuple(panel.grid.model.ids) == (project,)

    def create(dialog: QWidget) -> None:
        QTest.keyClicks(part(dialog, QLineEdit, "field.name"), "Spare parts")
        click(dialog, "new.create")

    in_dialog(create)
    click(panel, "opportunities.new")
    assert len(panel.grid.model.ids) == 2
    assert row_of(desk, panel.grid.current()).name == "Spare parts"
