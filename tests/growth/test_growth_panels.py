"""The grid and the plan on the card: marked by keys and clicks, actions noted in a line, progress in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QToolButton, QWidget

from kamdesk.accounts.actions import erase_account, save_account
from kamdesk.growth import actions, queries
from kamdesk.growth.page import GridPanel, PlanPanel
from kamdesk.growth.page.cells import CellsTable
from kamdesk.growth.page.lists import ListsDialog
from kamdesk.growth.page.objective import ObjectiveCard
from kamdesk.growth.rules import Ground, ObjectiveState
from kamdesk.pipeline.actions import save_opportunity
from kamdesk.pipeline.queries import of_account
from kamdesk.tasks.queries import open_tasks
from kamdesk.value.page import ValuePanel
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.field_table import FieldTable
from tests.factories.pages import create_in, typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.fixture
def grid(desk: Desk, sample: Songling, shown: Show) -> GridPanel:
    for name in ("配网主站", "DTU"):
        desk.do(actions.save_offering, None, {"name": name})
    desk.do(actions.add_divisions, sample.company, ["调度中心", "生产技术部"])
    made = GridPanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def at(panel: GridPanel, row: int, column: int) -> CellsTable:
    table = panel.findChild(CellsTable, "grid.cells")
    table.setCurrentIndex(table.model().index(row, column))
    table.setFocus()
    return table


def ground(desk: Desk, account: UUID, row: int, column: int) -> Ground | None:
    sheet = desk.ask(queries.grid_of, account)
    cell = sheet.cell(sheet.offerings[row].id, sheet.divisions[column].id)
    return cell.ground if cell is not None else None


def test_keys_and_clicks_go_round_and_the_answer_adds_up(grid: GridPanel, desk: Desk, sample: Songling) -> None:
    table = at(grid, 0, 0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert ground(desk, sample.company, 0, 0) is Ground.OURS
    QTest.keyClick(table, "3")
    assert ground(desk, sample.company, 0, 0) is Ground.WHITE
    QTest.keyClick(table, "0")
    assert ground(desk, sample.company, 0, 0) is None
    place = table.visualRect(table.model().index(1, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ground(desk, sample.company, 1, 1) is None
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ground(desk, sample.company, 1, 1) is Ground.OURS
    assert table.model().data(table.model().index(1, 1)) == "● 我方"
    assert grid.findChild(QLabel, "grid.answer").text() == "我方覆盖 100%：我方 1 格，对手 0 格，空白 0 格；4 格中已了解 1 格"


def test_details_say_who_and_how_much(grid: GridPanel, desk: Desk, sample: Songling) -> None:
    table = at(grid, 0, 1)

    def fill() -> None:
        create_in(QApplication.activeModalWidget(), potential="120万", note="明年框架到期")

    QTimer.singleShot(50, fill)
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert table.model().data(table.model().index(0, 1)) == "○ 空白 120 万"
    assert "年潜力 120 万" in grid.answer.text()
    assert table.model().data(table.model().index(0, 2)) == "0% · 120 万"


def test_white_space_becomes_an_opportunity_or_a_task_where_nobody_makes_any(grid: GridPanel, desk: Desk, sample: Songling) -> None:
    make = grid.findChild(QPushButton, "grid.make")
    table = at(grid, 0, 1)
    assert not make.isEnabled()
    QTest.keyClick(table, "3")
    assert make.isEnabled()
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    assert [task.what for task in desk.ask(open_tasks, TODAY)] == ["立项：生产技术部 · 配网主站"]
    desk.contributed = replace(desk.contributed, makers=lambda _kind: (save_opportunity,))
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    row = next(row for row in desk.ask(of_account, sample.company, TODAY) if row.name == "生产技术部 · 配网主站")
    assert opened == [Address("opportunities", row.id)]


def test_divisions_are_offered_and_lists_are_edited(grid: GridPanel, desk: Desk, sample: Songling) -> None:
    QApplication.processEvents()
    offered = [chip for chip in grid.findChildren(QPushButton, "grid.suggested") if chip.isVisibleTo(grid)]
    assert "＋ 青石热电" in [chip.text() for chip in offered]
    QTest.mouseClick(next(chip for chip in offered if "青石热电" in chip.text()), Qt.MouseButton.LeftButton)
    assert "青石热电" in [each.name for each in desk.ask(queries.grid_of, sample.company).divisions]
    dialog = ListsDialog(grid, desk, sample.company)
    dialog.show()
    table = dialog.findChild(FieldTable, "lists.offerings")
    for _ in range(2):
        QTest.mouseClick(table.add_button, Qt.MouseButton.LeftButton)
    assert [each.name for each in desk.ask(queries.offerings)] == ["配网主站", "DTU", "新产品", "新产品 2"]
    dialog.close()


def test_a_grid_without_products_says_how_to_begin(desk: Desk, sample: Songling, shown: Show) -> None:
    panel = GridPanel(desk)
    panel.show_item(sample.company)
    shown(panel)
    assert "列出我方产品和该客户的业务单元" in words_on(panel)


@pytest.fixture
def plan(desk: Desk, sample: Songling, shown: Show) -> PlanPanel:
    values = {"account": sample.company, "name": "二期中标", "amount": 680_000_000, "due": date(2026, 11, 10)}
    goal = desk.do(actions.save_objective, None, values)
    desk.do(actions.add_action, goal, {"what": "送测算", "due": TODAY})
    made = PlanPanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def test_an_action_is_noted_and_ticked_and_the_progress_says_so(plan: PlanPanel, desk: Desk, sample: Songling) -> None:
    assert plan.answer.text() == "1 个目标进行中，1 个逾期"
    assert "已逾期 12 天" in words_on(plan)
    assert "行动 0/1 · 0%" in words_on(plan)
    quick = plan.findChild(ObjectiveCard).quick
    quick.setFocus()
    typed(quick, "请王总参观样板，下周五")
    QTest.keyClick(quick, Qt.Key.Key_Return)
    QApplication.processEvents()
    (row,) = desk.ask(queries.plan_of, sample.company, TODAY).objectives
    assert [(task.what, task.due) for task in row.actions][1] == ("请王总参观样板", date(2026, 11, 27))
    card = next(card for card in plan.findChildren(ObjectiveCard) if card.isVisibleTo(plan))
    assert QApplication.focusWidget() is card.quick
    QTest.keyClick(card.findChild(QCheckBox, "plan.done"), Qt.Key.Key_Space)
    assert "行动 1/2 · 50%" in words_on(plan)
    desk.tell_changes(desk.store.undo().changes)
    assert "行动 0/2 · 0%" in words_on(plan)


def test_an_objective_is_reached_and_taken_up_again(plan: PlanPanel, desk: Desk, sample: Songling) -> None:
    QTest.mouseClick(plan.findChild(QToolButton, "plan.reached"), Qt.MouseButton.LeftButton)
    assert desk.ask(queries.plan_of, sample.company, TODAY).objectives[0].state is ObjectiveState.REACHED
    assert "1 个已达成" in plan.answer.text()
    QApplication.processEvents()
    reopen = [each for each in plan.findChildren(QToolButton, "plan.reopen") if each.isVisibleTo(plan)]
    QTest.mouseClick(reopen[0], Qt.MouseButton.LeftButton)
    assert desk.ask(queries.plan_of, sample.company, TODAY).objectives[0].state is ObjectiveState.OPEN


def test_a_review_is_held_and_its_next_one_waits_as_a_task(plan: PlanPanel, desk: Desk, sample: Songling) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        typed(dialog.editors["decided"].part, "主攻二期")
        create_in(dialog)

    QTimer.singleShot(50, fill)
    QTest.mouseClick(plan.findChild(QPushButton, "plan.review"), Qt.MouseButton.LeftButton)
    assert "决定：主攻二期" in words_on(plan)
    assert "下次回顾 2027-02-21" in plan.answer.text()
    assert [task.due for task in desk.ask(open_tasks, TODAY) if "回顾客户计划" in task.what] == [date(2027, 2, 21)]


def test_a_new_objective_is_asked_for_where_there_is_none(desk: Desk, sample: Songling, shown: Show) -> None:
    panel = PlanPanel(desk)
    panel.show_item(sample.plant)
    shown(panel)
    assert "还没有客户计划" in words_on(panel)

    def fill() -> None:
        create_in(QApplication.activeModalWidget(), name="进入短名单", due="2027-03-31")

    QTimer.singleShot(50, fill)
    panel.new_item()
    assert [row.name for row in desk.ask(queries.plan_of, sample.plant, TODAY).objectives] == ["进入短名单"]
    assert "1 个目标进行中" in panel.answer.text()


def test_an_account_erased_under_its_panels_is_no_fault_of_theirs(desk: Desk, sample: Songling, shown: Show) -> None:
    account = desk.do(save_account, None, {"name": "云泽供电公司"})
    panels = (GridPanel(desk), PlanPanel(desk), ValuePanel(desk))
    for panel in panels:
        panel.show_item(account)
        shown(panel)
    before = [panel.answer.text() for panel in panels]
    desk.do(erase_account, account)
    assert [panel.answer.text() for panel in panels] == before
