"""Tasks on a card, by keyboard alone: written in one line, done by Space, changed, dropped, taken up again."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from kamdesk.desk.contents import contributed
from kamdesk.tasks import actions, queries
from kamdesk.tasks.page import TaskLine, TasksPanel
from kamdesk.tasks.rules import TaskKind, TaskState
from kamdesk.widgets.desk import Desk
from tests.factories.pages import create_in, typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.fixture
def panel(desk: Desk, sample: Songling, shown: Show) -> TasksPanel:
    desk.do(actions.save_task, None, {"what": "送检测报告", "due": date(2026, 11, 20), "account": sample.company})
    meeting = {"what": "约王总", "due": date(2026, 12, 1), "account": sample.company, "person": sample.people["王建国"]}
    desk.do(actions.save_task, None, meeting)
    made = TasksPanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def boxes(panel: TasksPanel) -> list[QCheckBox]:
    return panel.findChildren(QCheckBox, "task.done")


def test_a_line_with_a_day_becomes_a_task_and_says_so_while_it_is_typed(panel: TasksPanel, desk: Desk, sample: Songling) -> None:
    quick = panel.findChild(QLineEdit, "tasks.quick")
    typed(quick, "？明年配网预算多少，下周五")
    assert "待了解: 明年配网预算多少" in panel.hint.text()
    assert "2026年11月27日" in panel.hint.text()
    QTest.keyClick(quick, Qt.Key.Key_Return)
    rows = desk.ask(queries.tasks_of, sample.company, TODAY)
    assert [(row.what, row.due) for row in rows][1] == ("明年配网预算多少", date(2026, 11, 27))
    assert rows[1].kind is TaskKind.INFORMATION
    assert quick.text() == ""
    assert "明年配网预算多少" in words_on(panel)


def test_what_is_late_stands_first_and_says_so(panel: TasksPanel) -> None:
    said = words_on(panel)
    assert said.index("送检测报告") < said.index("已逾期，2 天前就该完成") < said.index("约王总") < said.index("王建国")


def test_space_settles_goes_on_and_space_takes_up_again(panel: TasksPanel, desk: Desk, sample: Songling) -> None:
    boxes(panel)[0].setFocus()
    QTest.keyClick(boxes(panel)[0], Qt.Key.Key_Space)
    QApplication.processEvents()
    assert "已了结：1" in words_on(panel)
    current = QApplication.focusWidget()
    assert current is not None
    assert isinstance(current.parentWidget(), TaskLine)
    assert current.parentWidget().row.what == "约王总"
    done = next(box for box in boxes(panel) if box.isChecked())
    QTest.keyClick(done, Qt.Key.Key_Space)
    assert len(desk.ask(queries.tasks_of, sample.company, TODAY)) == 2
    desk.tell_changes(desk.store.undo().changes)
    assert len(desk.ask(queries.tasks_of, sample.company, TODAY)) == 1


def test_delete_drops_and_f2_changes(panel: TasksPanel, desk: Desk, sample: Songling) -> None:
    QTest.keyClick(boxes(panel)[0], Qt.Key.Key_Delete)
    rows = desk.ask(queries.tasks_of, sample.company, TODAY, 5)
    assert [(row.what, row.state) for row in rows][-1] == ("送检测报告", TaskState.DROPPED)

    def fill() -> None:
        create_in(QApplication.activeModalWidget(), what="和李主任")

    QTimer.singleShot(50, fill)
    QTest.keyClick(boxes(panel)[0], Qt.Key.Key_F2)
    assert "和李主任" in desk.ask(queries.tasks_of, sample.company, TODAY)[0].what


def test_a_persons_card_has_their_tasks_and_takes_new_ones(desk: Desk, sample: Songling, shown: Show) -> None:
    whom = sample.people["王建国"]
    desk.do(actions.save_task, None, {"what": "送检测报告", "account": sample.company})
    assert TasksPanel in contributed().panels("person")
    panel = TasksPanel(desk)
    panel.show_item(whom)
    shown(panel)
    quick = panel.findChild(QLineEdit, "tasks.quick")
    typed(quick, "约王总，下周五")
    QTest.keyClick(quick, Qt.Key.Key_Return)
    assert [(row.what, row.person, row.account) for row in desk.ask(queries.tasks_of, whom, TODAY)] == [("约王总", whom, sample.company)]
    assert "送检测报告" not in words_on(panel)


def test_an_account_without_tasks_says_how_to_begin(desk: Desk, sample: Songling, shown: Show) -> None:
    panel = TasksPanel(desk)
    panel.show_item(sample.plant)
    shown(panel)
    assert "把下一件事写进上面一行" in words_on(panel)
    panel.new_item()
    assert QApplication.focusWidget() is panel.quick
