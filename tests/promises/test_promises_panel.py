"""Promises on a card, kept and dropped by click; what the screen says, the file says too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QToolButton, QWidget

from kamdesk.promises import queries
from kamdesk.promises.page import PromiseLine, PromisesPanel
from kamdesk.promises.rules import Debtor, PromiseState
from kamdesk.widgets.desk import Desk
from tests.factories.pages import create_in, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.fixture
def panel(desk: Desk, sample: Songling, shown: Show) -> PromisesPanel:
    made = PromisesPanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def test_both_ways_are_told_apart_and_the_late_one_says_so(panel: PromisesPanel) -> None:
    said = words_on(panel)
    assert said.index("我方承诺") < said.index("送交同规模电厂的停电影响测算") < said.index("对方承诺") < said.index("提供一次系统单线图")
    assert "已逾期，2 天前就该兑现" in said
    assert "李敏" in said


def test_space_on_the_box_keeps_a_promise_and_undo_brings_it_back(panel: PromisesPanel, desk: Desk, sample: Songling) -> None:
    box = panel.findChildren(PromiseLine)[0].findChild(QCheckBox, "promise.keep")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert "停电影响测算" not in words_on(panel)
    kept = desk.ask(queries.promises_of, sample.company, TODAY, everything=True)
    assert [row.state for row in kept if row.id == sample.promise] == [PromiseState.KEPT]
    desk.tell_changes(desk.store.undo().changes)
    assert "停电影响测算" in words_on(panel)


def test_the_cross_drops_a_promise(panel: PromisesPanel, desk: Desk, sample: Songling) -> None:
    QTest.mouseClick(panel.findChildren(PromiseLine)[0].findChild(QToolButton, "promise.drop"), Qt.MouseButton.LeftButton)
    rows = desk.ask(queries.promises_of, sample.company, TODAY, everything=True)
    assert [row.state for row in rows if row.id == sample.promise] == [PromiseState.DROPPED]


def test_a_persons_panel_shows_that_persons_promises_and_notes_new_ones(desk: Desk, sample: Songling, shown: Show) -> None:
    panel = PromisesPanel(desk)
    panel.show_item(sample.people["王建国"])
    shown(panel)
    assert "双方都没有未兑现的承诺" in words_on(panel)

    def fill() -> None:
        create_in(QApplication.activeModalWidget(), what="安排样板工程考察", due="2026-12-01")

    QTimer.singleShot(50, fill)
    QTest.mouseClick(panel.findChild(QPushButton, "promise.note"), Qt.MouseButton.LeftButton)
    (row,) = desk.ask(queries.promises_about, sample.people["王建国"], TODAY)
    assert (row.what, row.debtor, row.account) == ("安排样板工程考察", Debtor.OURS, sample.company)
    assert "安排样板工程考察" in words_on(panel)
