"""Undo in the window: what is large is taken back beside it, and what was erased for good is no step of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries import account_ids
from kamdesk.accounts.tables import Account
from kamdesk.core.work import Work, verb
from kamdesk.desk.program import Program
from kamdesk.desk.taking_back import LARGE
from kamdesk.people.actions import save_person
from kamdesk.privacy.actions import forget
from kamdesk.widgets.desk import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


@verb("Import accounts")
def bring_in(work: Work) -> None:
    work.add_many(Account, [{"name": f"客户{number}"} for number in range(LARGE + 1)])


def desk_of(program: Program) -> Desk:
    assert program.window.desk is not None
    return program.window.desk


def test_a_large_import_is_taken_back_and_done_again_beside_the_window(open_program: Program, qtbot: QtBot) -> None:
    window, desk = open_program.window, desk_of(open_program)
    desk.do(save_account, None, {"name": "华东电力集团"})
    desk.do(bring_in)
    assert desk.store.reversal_size("undo") == LARGE + 1
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
        assert desk.jobs.running is not None
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)  # pressed again while it runs: no second change is lost
    assert len(desk.ask(account_ids)) == 1
    assert window.toast.words.toolTip().startswith("Undone: Import accounts")
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert len(desk.ask(account_ids)) == LARGE + 2
    window.undo_steps(2)  # the rest goes on when the large one is done
    qtbot.waitUntil(lambda: not desk.ask(account_ids))


def test_what_was_done_a_moment_before_the_stop_is_told_all_the_same(open_program: Program, qtbot: QtBot) -> None:
    desk = desk_of(open_program)
    desk.do(bring_in)
    open_program.window.undo()
    desk.jobs.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    there = len(desk.ask(account_ids))
    assert there in (0, LARGE + 1)  # all or nothing, whenever the stop was heard
    open_program.window.undo() if there else open_program.window.redo()
    qtbot.waitUntil(lambda: len(desk.ask(account_ids)) == LARGE + 1 - there)


def test_what_was_erased_for_good_is_no_step_of_the_history(open_program: Program) -> None:
    desk = desk_of(open_program)
    desk.do(save_account, None, {"name": "华东电力集团"})
    person = desk.do(save_person, None, {"name": "欧阳璟瑜"})
    desk.do(save_account, None, {"name": "晋岚电力"})
    forget(desk.store, person)
    QTest.keyClick(open_program.window, Qt.Key.Key_H, CONTROL)
    history = open_program.window.history
    assert history is not None
    history.list.setCurrentRow(0)
    assert not history.back.isEnabled()
    history.list.setCurrentRow(1)
    QTest.mouseClick(history.back, Qt.MouseButton.LeftButton)
    assert len(desk.ask(account_ids)) == 1
