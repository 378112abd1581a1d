"""Scoring on the card, by keyboard and by mouse: the file says what the screen says; unknown asks; the answer stands at the top."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kamdesk.tasks.queries import open_tasks, tasks_of
from kamdesk.value import actions, queries
from kamdesk.value.page import ValuePanel
from kamdesk.value.page.criteria import CriteriaDialog
from kamdesk.value.page.criterion_line import CriterionLine
from kamdesk.value.page.strip import ScoreStrip
from kamdesk.value.rules import Axis
from kamdesk.value.rules.playbook import standards
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.field_table import FieldTable
from tests.factories.pages import create_in, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]
BY_KEY = {each.key: number for number, each in standards().items()}


@pytest.fixture
def panel(desk: Desk, sample: Songling, shown: Show) -> ValuePanel:
    made = ValuePanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def strip(panel: ValuePanel, key: str) -> ScoreStrip:
    return panel.findChild(CriterionLine, f"value.{key}").strip


def score(desk: Desk, sample: Songling, key: str) -> int | None:
    return next(row.score for row in desk.ask(queries.value_of, sample.company).rows if row.criterion.key == key)


def answer(panel: ValuePanel) -> str:
    return panel.findChild(QLabel, "value.answer").text()


def test_keys_score_and_the_answer_follows(panel: ValuePanel, desk: Desk, sample: Songling) -> None:
    assert "这家客户值得投入最多的时间吗" in answer(panel)
    size = strip(panel, "size")
    size.setFocus()
    QTest.keyClick(size, Qt.Key.Key_9)
    assert score(desk, sample, "size") == 9
    QTest.keyClick(size, Qt.Key.Key_1)
    QTest.keyClick(size, Qt.Key.Key_0)
    assert score(desk, sample, "size") == 10
    QTest.keyClick(size, Qt.Key.Key_Left)
    assert score(desk, sample, "size") == 9
    QTest.keyClick(size, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is strip(panel, "growth")
    assert "尚未定位" in answer(panel)
    assert "吸引力 9.0" in answer(panel)
    for key in BY_KEY:
        QTest.keyClick(strip(panel, key), Qt.Key.Key_7)
    assert answer(panel) == "战略投入：吸引力 7.0，我方地位 7.0（已知权重 100%）"
    assert QApplication.focusWidget() is strip(panel, "growth")


def test_a_click_scores_and_question_mark_asks(panel: ValuePanel, desk: Desk, sample: Songling) -> None:
    payment = strip(panel, "payment")
    QTest.mouseClick(payment, Qt.MouseButton.LeftButton, pos=payment.spot_place(6).toPoint())
    assert score(desk, sample, "payment") == 6
    assert desk.ask(open_tasks, TODAY) == ()
    QTest.keyClick(payment, "?")
    (task,) = desk.ask(open_tasks, TODAY)
    assert "质保金按时退吗" in task.what
    assert "过去三年实际回款比合同晚多少天" in words_on(panel)
    QTest.keyClick(payment, Qt.Key.Key_3)
    assert desk.ask(open_tasks, TODAY) == ()
    desk.tell_changes(desk.store.undo().changes)
    assert len(desk.ask(open_tasks, TODAY)) == 1
    assert strip(panel, "payment").score is None


def test_one_press_asks_for_everything_that_is_left(panel: ValuePanel, desk: Desk, sample: Songling) -> None:
    QTest.keyClick(strip(panel, "size"), Qt.Key.Key_8)
    ask = panel.findChild(QPushButton, "value.ask")
    assert ask.text() == "待了解 10 项"
    QTest.mouseClick(ask, Qt.MouseButton.LeftButton)
    assert len(desk.ask(tasks_of, sample.company, TODAY)) == 10
    assert not ask.isVisible()
    desk.tell_changes(desk.store.undo().changes)
    assert desk.ask(tasks_of, sample.company, TODAY) == ()


def test_evidence_is_written_beside_the_score(panel: ValuePanel, desk: Desk, sample: Songling) -> None:
    def fill() -> None:
        create_in(QApplication.activeModalWidget(), score="8", evidence="年报第 12 页")

    QTimer.singleShot(50, fill)
    QTest.keyClick(strip(panel, "size"), Qt.Key.Key_F2)
    row = desk.ask(queries.value_of, sample.company).rows[0]
    assert (row.score, row.evidence) == (8, "年报第 12 页")
    assert "年报第 12 页" in words_on(panel)


def test_the_path_and_the_history_are_drawn_once_there_is_one(panel: ValuePanel, desk: Desk, sample: Songling) -> None:
    assert not panel.history.isVisible()
    for day, value in ((date(2026, 5, 1), 3), (TODAY, 8)):
        desk.do(actions.score_account, sample.company, {each: {"score": value} for each in BY_KEY.values()}, day)
    assert panel.history.isVisible()
    assert panel.matrix.accessibleName() == "该客户在价值矩阵中的位置"


def test_criteria_are_changed_in_their_tables_and_reset(panel: ValuePanel, desk: Desk, sample: Songling) -> None:
    QTest.keyClick(strip(panel, "size"), Qt.Key.Key_8)
    dialog = CriteriaDialog(panel, desk)
    dialog.show()
    dialog.axes.open(Axis.POSITION.value)
    table = dialog.findChild(FieldTable, f"criteria.{Axis.POSITION.value}")
    QTest.mouseClick(table.add_button, Qt.MouseButton.LeftButton)
    added = [row for row in desk.ask(queries.criteria) if not row.key]
    assert [(row.name, row.axis) for row in added] == [("新指标", Axis.POSITION)]
    assert "权重合计 110" in words_on(dialog)
    assert panel.findChild(CriterionLine, f"value.{added[0].id.hex}") is not None
    QTest.mouseClick(dialog.findChild(QPushButton, "criteria.reset"), Qt.MouseButton.LeftButton)
    assert [row.key for row in desk.ask(queries.criteria)] == list(BY_KEY)
    QTest.mouseClick(dialog.findChild(QPushButton, "criteria.close"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_the_portfolio_is_one_press_away_and_ctrl_n_begins_at_the_first_unknown(panel: ValuePanel, desk: Desk) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    QTest.mouseClick(panel.findChild(QPushButton, "value.portfolio"), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert opened == [Address("portfolio")]
    QTest.keyClick(strip(panel, "size"), Qt.Key.Key_8)
    panel.new_item()
    assert QApplication.focusWidget() is strip(panel, "growth")
