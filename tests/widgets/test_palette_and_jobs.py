"""Ctrl+K finds by characters, pinyin and initials and runs commands; long work reports, is cancelled, and fails honestly."""

import threading
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries import account_ids
from kamdesk.core.problems import Refused
from kamdesk.core.search import Hit
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.jobs import Job
from kamdesk.widgets.palette import Command, Palette
from kamdesk.widgets.progress import ProgressStrip


class Opened:
    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.ran: list[str] = []
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(900, 600)
        window.show()
        self.window = window
        commands = [
            Command("新建拜访", lambda: self.ran.append("visit")),
            Command("Undo", lambda: self.ran.append("undo"), shortcut="Ctrl+Z"),
        ]
        self.palette = Palette(window, desk, commands, self.place, lambda table: "building-2")
        self.palette.show_over(window)

    @staticmethod
    def place(hit: Hit) -> Address | None:
        return Address("accounts", hit.id) if hit.table == "account" else None

    def titles(self) -> list[str]:
        return [self.palette.list.item(row).text() for row in range(self.palette.list.count())]


@pytest.fixture
def opened(desk: Desk, account: UUID, qtbot: QtBot) -> Opened:
    return Opened(desk, qtbot)


@pytest.mark.parametrize("typed", ["hddl", "huadong", "dianli"])
def test_an_account_is_found_by_pinyin_and_enter_goes_there(typed: str, opened: Opened, desk: Desk, account: UUID, qtbot: QtBot) -> None:
    QTest.keyClicks(opened.palette.line, typed)
    with qtbot.waitSignal(desk.opened) as gone:
        QTest.keyClick(opened.palette.line, Qt.Key.Key_Return)
    assert gone.args == [Address("accounts", account)]
    assert not opened.palette.isVisible()


def test_a_command_is_found_by_its_initials_and_by_its_words(opened: Opened) -> None:
    QTest.keyClicks(opened.palette.line, "xjbf")
    opened.palette.look()
    assert opened.titles() == ["新建拜访"]
    QTest.keyClick(opened.palette.line, Qt.Key.Key_Return)
    assert opened.ran == ["visit"]


def test_arrow_keys_choose_and_a_click_runs(opened: Opened) -> None:
    assert opened.titles() == ["新建拜访", "Undo"]
    QTest.keyClick(opened.palette.line, Qt.Key.Key_Down)
    QTest.keyClick(opened.palette.line, Qt.Key.Key_Return)
    assert opened.ran == ["undo"]


def test_what_is_not_there_is_said_with_advice(opened: Opened) -> None:
    QTest.keyClicks(opened.palette.line, 'zz"*')
    opened.palette.look()
    assert opened.palette.nothing.isVisible()
    QTest.keyClick(opened.palette.line, Qt.Key.Key_Return)
    assert opened.palette.isVisible()


def test_a_job_reads_in_its_own_session_and_reports(desk: Desk, account: UUID, qtbot: QtBot) -> None:
    strip = ProgressStrip(desk.jobs, desk.words)
    holder = QWidget()
    strip.setParent(holder)
    qtbot.addWidget(holder)
    holder.show()
    go_on = threading.Event()
    results: list[tuple[int, str]] = []

    def work(job: Job) -> tuple[int, str]:
        job.step(3, 4)
        assert go_on.wait(10)
        return len(job.ask(account_ids)), threading.current_thread().name

    desk.later(work, results.append, "Counting")
    qtbot.waitUntil(lambda: strip.bar.maximum() == 4)
    assert strip.isVisible()
    assert strip.bar.value() == 3
    assert strip.words.whole() == "Counting"
    go_on.set()
    qtbot.waitUntil(lambda: bool(results))
    assert results[0][0] == 1
    assert results[0][1] != threading.main_thread().name
    assert not strip.isVisible()


def test_stop_ends_a_job_at_its_next_step_and_nothing_is_said(desk: Desk, qtbot: QtBot) -> None:
    strip = ProgressStrip(desk.jobs, desk.words)
    qtbot.addWidget(strip)
    stop = strip.findChild(QWidget, "progress.stop")
    assert isinstance(stop, QWidget)
    told: list[str] = []
    results: list[object] = []
    desk.told.connect(told.append)

    def work(job: Job) -> int:
        for number in range(10_000_000):
            job.step(number, 10_000_000)
        return 1

    desk.later(work, results.append, "Endless")
    qtbot.waitUntil(lambda: strip.bar.maximum() > 0)
    strip.stop.click()
    qtbot.waitUntil(lambda: not desk.jobs.busy, timeout=10_000)
    assert results == []
    assert told == []


def test_a_refused_job_is_told_in_words(desk: Desk, qtbot: QtBot) -> None:
    def work(job: Job) -> None:
        raise Refused("disk_full", facts={"name": "x.pdf"})

    with qtbot.waitSignal(desk.told) as told:
        desk.later(work, lambda _result: None, "Writing")
    assert told.args is not None
    assert "disk is full" in told.args[0]


def test_a_job_that_fails_unexpectedly_reaches_the_door(desk: Desk, qtbot: QtBot) -> None:
    def work(job: Job) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.captureExceptions() as caught:
        desk.later(work, lambda _result: None, "Failing")
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_jobs_come_one_after_the_other(desk: Desk, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(5):
        desk.later(lambda _job, number=number: number, order.append, "Job")  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_change_is_told_with_who_asked(desk: Desk, account: UUID, qtbot: QtBot) -> None:
    me = object()
    with qtbot.waitSignal(desk.changed) as heard:
        desk.do_as(me, save_account, account, {"region": "北京"})
    assert heard.args == [frozenset({("account", account)}), me]


def test_buttons_have_names_for_those_who_do_not_see(desk: Desk) -> None:
    from kamdesk.widgets import buttons

    assert buttons.tool("printer", "Print", "Ctrl+P").accessibleName() == "Print"
    assert "Ctrl+P" in buttons.tool("printer", "Print", "Ctrl+P").toolTip()
    assert isinstance(buttons.primary("Create"), QPushButton)


@pytest.mark.parametrize("written", [True, False])
def test_the_end_of_a_stopped_job_is_told_only_where_it_wrote(desk: Desk, qtbot: QtBot, written: bool) -> None:
    def work(job: Job) -> str:
        job.written = written
        job.stopped.set()  # the rep stopped it after its last step
        return "done"

    told: list[str] = []
    with qtbot.waitSignal(desk.jobs.ended):
        desk.later(work, told.append, "Import")
    assert told == (["done"] if written else [])
