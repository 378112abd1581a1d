"""The window by keyboard and mouse: going about, doing and taking back, another language and theme at once, locked when idle."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries import account_ids
from kamdesk.core import settings
from kamdesk.core.words import Language
from kamdesk.desk.application import Start
from kamdesk.desk.contents import PAGES, pages, there
from kamdesk.desk.crash import CrashDoor
from kamdesk.desk.deeds import DEEDS
from kamdesk.desk.machine import Machine
from kamdesk.desk.navigation import NARROW, WIDE
from kamdesk.desk.program import Program
from kamdesk.desk.shell import TITLE_BAR, Shell, place
from kamdesk.desk.unlock import UnlockGate
from kamdesk.desk.window import Window
from kamdesk.library.queries import company
from kamdesk.upkeep import backup, opening
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.palette import Palette
from kamdesk.widgets.tokens import DARK, LIGHT

PASSPHRASE = "松风 过岭 七号柜"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def key_of_page(program: Program) -> str:
    page = program.window.page
    assert page is not None
    return page.key


def press(program: Program, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(program.window, key, modifiers)


def click(where: QWidget, name: str) -> None:
    found = where.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_only_pages_that_are_built_are_listed(open_program: Program) -> None:
    listed = open_program.window.navigation.keys
    assert listed == tuple(place.key for place in PAGES if place.listed and there(place.code))
    assert "settings" in listed
    assert not there("kamdesk.nowhere.page:NoPage")


def test_every_listed_page_opens_empty_by_its_key_and_says_something(open_program: Program) -> None:
    for number, key in enumerate(open_program.window.navigation.keys, 1):
        press(open_program, Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert key_of_page(open_program) == key
        button = open_program.window.findChild(QPushButton, f"navigation.{key}")
        assert isinstance(button, QPushButton)
        assert button.isChecked()


def test_the_way_back_and_forth_leads_through_pages(open_program: Program) -> None:
    first, second = open_program.window.navigation.keys[:2]
    click(open_program.window, f"navigation.{second}")
    click(open_program.window, "navigation.settings")
    press(open_program, Qt.Key.Key_Left, ALT)
    assert key_of_page(open_program) == second
    click(open_program.window, "top.back")
    assert key_of_page(open_program) == first
    assert not open_program.window.deeds["back"].isEnabled()
    press(open_program, Qt.Key.Key_Right, ALT)
    assert key_of_page(open_program) == second


def test_every_deed_has_words_a_tooltip_and_no_key_serves_two(open_program: Program) -> None:
    keys = [key for deed in DEEDS for key in deed.keys]
    assert len(keys) == len(set(keys))
    for deed in DEEDS:
        action = open_program.window.findChild(QAction, f"deed.{deed.key}")
        assert isinstance(action, QAction)
        assert action.text()
        assert action.toolTip()


def test_undo_says_beforehand_and_afterwards_what_it_takes_back(open_program: Program) -> None:
    window, desk = open_program.window, desk_of(open_program)
    desk.do(save_account, None, {"name": "华东电力集团"})
    assert window.status.undo.whole() == "Undo: Save account “华东电力集团”"
    press(open_program, Qt.Key.Key_Z)
    assert desk.ask(account_ids) == ()
    assert window.toast.words.toolTip() == "Undone: Save account “华东电力集团”"
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert len(desk.ask(account_ids)) == 1
    press(open_program, Qt.Key.Key_Z)
    press(open_program, Qt.Key.Key_Y)
    assert len(desk.ask(account_ids)) == 1


def test_nothing_to_undo_is_no_error(open_program: Program) -> None:
    press(open_program, Qt.Key.Key_Z)
    assert desk_of(open_program).ask(account_ids) == ()


def test_the_history_lists_changes_and_takes_several_back(open_program: Program) -> None:
    desk = desk_of(open_program)
    for name in ("一", "二", "三"):
        desk.do(save_account, None, {"name": name})
    press(open_program, Qt.Key.Key_H)
    history = open_program.window.history
    assert history is not None
    assert history.list.count() == 3
    history.list.setCurrentRow(1)
    click(history, "history.undo")
    assert len(desk.ask(account_ids)) == 1
    assert history.list.count() == 5
    press(open_program, Qt.Key.Key_H)
    assert open_program.window.history is None


def test_the_palette_goes_to_an_account_by_its_initials(open_program: Program, qtbot: QtBot) -> None:
    account = desk_of(open_program).do(save_account, None, {"name": "华东电力集团"})
    press(open_program, Qt.Key.Key_K)
    palette = open_program.window.findChild(Palette)
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.line, "hddl")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    page = open_program.window.page
    assert page is not None
    assert page.where().id == account


def test_typing_into_the_search_field_opens_the_palette_with_it(open_program: Program) -> None:
    search = open_program.window.frame.top.search
    search.setFocus()
    QTest.keyClicks(search, "s")
    palette = open_program.window.findChild(Palette)
    assert isinstance(palette, Palette)
    assert palette.line.text() == "s"


def test_a_command_of_the_palette_runs(open_program: Program) -> None:
    press(open_program, Qt.Key.Key_K)
    palette = open_program.window.findChild(Palette)
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.line, "go to settings")
    palette.look()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert key_of_page(open_program) == "settings"


def test_f1_explains_the_page_and_its_keys(open_program: Program) -> None:
    press(open_program, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    help_dialog = open_program.window.findChild(QDialog, "help")
    assert isinstance(help_dialog, QDialog)
    click(help_dialog, "help.close")


def choose(program: Program, name: str, value: str) -> None:
    """By the arrow keys, as a rep does; each step may make the page anew."""
    while True:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        box = program.window.findChild(QComboBox, name)
        assert isinstance(box, QComboBox)
        wanted = box.findData(value)
        if box.currentIndex() == wanted:
            return
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)


def test_another_language_is_spoken_at_once_and_kept(open_program: Program, make_program: Callable[[], Program], workspace: Path) -> None:
    open_program.window.open_address(Address("settings"))
    choose(open_program, "settings.language", "zh_CN")
    assert open_program.window.windowTitle() == "设置 — kamdesk"
    assert key_of_page(open_program) == "settings"
    assert desk_of(open_program).words.language is Language.ZH
    open_program.window.close()
    again = make_program()
    again.begin(workspace, PASSPHRASE)
    assert again.words.language is Language.ZH


def test_the_dark_theme_is_worn_at_once_and_undone_by_undo(open_program: Program, qapp: QApplication) -> None:
    open_program.window.open_address(Address("settings"))
    choose(open_program, "settings.theme", "light")
    choose(open_program, "settings.theme", "dark")
    assert theme.tokens() is DARK
    assert DARK.background.lower() in qapp.palette().window().color().name()
    press(open_program, Qt.Key.Key_Z)
    assert theme.tokens() is LIGHT


def test_an_idle_desk_is_locked_and_what_was_typed_stays(open_program: Program, qtbot: QtBot) -> None:
    window = open_program.window
    window.open_address(Address("settings"))
    value = window.findChild(QPushButton, "value.name")
    assert isinstance(value, QPushButton)
    QTest.mouseClick(value, Qt.MouseButton.LeftButton)
    line = window.findChild(QLineEdit, "field.name")
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "half a na")
    open_program.idle.start(0.001)
    qtbot.waitUntil(lambda: open_program.locked)
    assert not window.frame.isVisible()
    press(open_program, Qt.Key.Key_1, ALT)
    assert key_of_page(open_program) == "settings"
    gate = window.findChild(UnlockGate)
    assert isinstance(gate, UnlockGate)
    gate.passphrase.setText("wrong")
    click(gate, "unlock.open")
    assert open_program.locked
    gate.passphrase.setText(PASSPHRASE)
    click(gate, "unlock.open")
    assert not open_program.locked
    assert window.frame.isVisible()
    kept = desk_of(open_program).ask(company).said("name")  # leaving a field keeps it; without the focus it is still in its line
    assert kept == "half a na" or (isValid(line) and line.text() == "half a na")


def test_a_dialog_that_is_open_while_locking_is_covered_and_survives(open_program: Program, qtbot: QtBot) -> None:
    dialog = QDialog(open_program.window)
    line = QLineEdit(dialog)
    line.setText("typed")
    dialog.resize(300, 200)
    dialog.open()
    open_program.lock()
    assert open_program.locked
    gate = next(each for each in QApplication.allWidgets() if isinstance(each, UnlockGate) and each.isVisible())
    picture = dialog.grab().toImage()
    assert picture.pixelColor(QPoint(20, 10)) == picture.pixelColor(QPoint(150, 150))
    gate.passphrase.setText(PASSPHRASE)
    gate.unlock()
    assert dialog.isVisible()
    assert line.text() == "typed"
    dialog.close()


def test_a_key_puts_the_lock_off(open_program: Program, qtbot: QtBot) -> None:
    open_program.idle.start(5)
    qtbot.waitUntil(lambda: open_program.idle.seconds_left() < 299.95)
    press(open_program, Qt.Key.Key_F24, Qt.KeyboardModifier.NoModifier)
    assert open_program.idle.seconds_left() > 299.95


def test_closing_backs_up_what_was_changed(open_program: Program, workspace: Path) -> None:
    desk_of(open_program).do(save_account, None, {"name": "华东电力集团"})
    open_program.window.close()
    assert len(backup.backups(workspace)) == 1


def test_an_hour_after_a_change_a_backup_is_made_while_working(
    open_program: Program, workspace: Path, clock: Callable[[], object], qtbot: QtBot
) -> None:
    desk_of(open_program).do(save_account, None, {"name": "华东电力集团"})
    open_program.back_up()
    qtbot.waitUntil(lambda: len(backup.backups(workspace)) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: "backed up" in open_program.window.status.state.text() and "not" not in open_program.window.status.state.text())
    open_program.back_up_if_wanted()
    assert not desk_of(open_program).jobs.busy
    clock.now += timedelta(minutes=61)  # type: ignore[attr-defined]
    desk_of(open_program).do(save_account, None, {"name": "另一家"})
    open_program.back_up_if_wanted()
    qtbot.waitUntil(lambda: len(backup.backups(workspace)) == 2, timeout=10_000)


def test_the_place_of_the_window_is_remembered(open_program: Program, make_program: Callable[[], Program]) -> None:
    open_program.window.resize(1111, 666)
    open_program.window.close()
    assert make_program().window.height() == 666  # the width is cut to the 800 pixels of a screen that is not there
    assert Machine().workspace is not None


def test_a_narrow_window_folds_its_navigation(open_program: Program) -> None:
    open_program.window.resize(1280, 720)
    assert open_program.window.navigation.width() == WIDE
    open_program.window.resize(1000, 700)
    assert open_program.window.navigation.width() == NARROW
    assert open_program.window.minimumSizeHint().width() <= 1000


def test_no_page_makes_the_window_wider_than_a_small_screen(open_program: Program) -> None:
    for key in open_program.window.navigation.keys:
        open_program.window.open_address(Address(key))
        page = open_program.window.page
        assert page is not None
        assert page.minimumSizeHint().width() <= 1120, key
        assert page.minimumSizeHint().height() <= 640, key
    open_program.window.resize(960, 600)
    assert open_program.window.size() == QSize(960, 600)


def test_what_goes_wrong_is_logged_and_said_plainly(open_program: Program, qtbot: QtBot) -> None:
    door = CrashDoor(open_program.words)
    door.install()
    try:
        try:
            raise ZeroDivisionError("a bug")
        except ZeroDivisionError as problem:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        assert door.dialog is not None
        assert "safe" in door.dialog.sentence.text()
        sys.excepthook(ValueError, ValueError("another"), None)
        assert "ZeroDivisionError: a bug" in door.path.read_text(encoding="utf-8")
        assert "ValueError: another" in door.path.read_text(encoding="utf-8")
        click(door.dialog, "crash.go_on")
        assert door.dialog is None
    finally:
        door.remove()
    desk_of(open_program).do(save_account, None, {"name": "still working"})


def test_without_a_display_the_desk_says_so_and_leaves() -> None:
    code = "import sys; from kamdesk.desk.application import main; sys.exit(main())"
    environment = {"PATH": "/usr/bin:/bin", "LANG": "en_GB.UTF-8", "HOME": "/nonexistent"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 2
    assert "no display" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_window_is_painted_before_anything_heavy_is_loaded() -> None:
    """In a process of its own, through the real main: at the first paint, nothing of the program but the shell is there."""
    code = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            heavy = ("sqlalchemy", "reportlab", "pypinyin", "pikepdf", "pypdfium2", "kamdesk.desk.window", "kamdesk.widgets.page")
            print("painted with", [name for name in heavy if name in sys.modules], flush=True)
            QApplication.exit(0)
        return False
application = QApplication([])
watch = Watch()
application.installEventFilter(watch)
from kamdesk.desk.application import main
sys.exit(main())
"""
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert run.stdout.splitlines()[:1] == ["painted with []"], run.stdout + run.stderr


def test_the_program_starts_in_its_shell_and_closes_by_its_key(
    workspace: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMDESK_PASSPHRASE", PASSPHRASE)
    shell = Shell()
    qtbot.addWidget(shell)
    start = Start(qapp, shell, workspace, None, Language.EN)
    shell.show()
    try:
        qtbot.waitUntil(lambda: shell.windowTitle().endswith("— kamdesk"), timeout=20_000)
        window = shell.centralWidget()
        assert isinstance(window, Window)
        QTest.keyClick(window, Qt.Key.Key_Q, CONTROL)
        assert not shell.isVisible()
        assert window.desk is None
    finally:
        start.end()
    with opening.open_with_passphrase(workspace, PASSPHRASE):
        pass


def test_at_150_percent_everything_fits(workspace: Path, tmp_path: Path) -> None:
    """In a process of its own: the scale is chosen when Qt starts."""
    (tmp_path / "p.txt").write_text(PASSPHRASE, encoding="utf-8")
    call = [sys.executable, "-m", "kamdesk.desk.screenshots", str(workspace), str(tmp_path / "p.txt"), str(tmp_path / "out")]
    environment = {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    call += ["2026-11-22", "zh_CN", "light"]
    run = subprocess.run(call, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr
    made = list((tmp_path / "out").glob("*.png"))
    assert len(made) == len([place for place in pages() if place.key != "settings"])
    from PySide6.QtGui import QImage

    assert {QImage(str(path)).size() for path in made} == {QSize(1366 * 3 // 2, 768 * 3 // 2)}


def test_settings_survive_a_restart(open_program: Program, make_program: Callable[[], Program], workspace: Path) -> None:
    open_program.window.open_address(Address("settings"))
    choose(open_program, "settings.minutes", "60")
    assert desk_of(open_program).ask(settings.setting, settings.IDLE_MINUTES) == "60"
    open_program.window.close()
    again = make_program()
    again.begin(workspace, PASSPHRASE)
    assert again._idle_minutes() == 60


def test_the_window_is_never_larger_than_a_scaled_laptop_screen(open_program: Program) -> None:
    """1366 × 768 at 150 % leaves 911 × 512; a larger least size would put the status line and the buttons beyond the edge."""
    room = open_program.window.screen().availableGeometry()
    place(open_program.window, None)
    assert open_program.window.minimumWidth() <= room.width()
    assert open_program.window.minimumHeight() <= room.height() - TITLE_BAR
    assert open_program.window.width() <= room.width()
