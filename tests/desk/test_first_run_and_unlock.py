"""The way in: a new workspace with its recovery code, the right and the wrong passphrase, the code for who forgot, trouble said plainly."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from kamdesk.core.store import SCHEMA
from kamdesk.core.words import Language
from kamdesk.desk.first_run import FirstRun
from kamdesk.desk.program import Program
from kamdesk.desk.trouble import TroubleGate
from kamdesk.desk.unlock import UnlockGate
from kamdesk.library.queries import company
from kamdesk.upkeep import opening

PASSPHRASE = "松风 过岭 七号柜"
TypeIn = Callable[[QWidget, str], None]


def part(where: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = where.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def click(where: QWidget, name: str, kind: type[QWidget] = QPushButton) -> None:
    QTest.mouseClick(part(where, kind, name), Qt.MouseButton.LeftButton)


def tick(where: QWidget, name: str) -> None:
    box = part(where, QCheckBox, name)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


def said(where: QWidget, name: str) -> str:
    found = part(where, QLabel, name)
    assert isinstance(found, QLabel)
    assert found.isVisible(), name
    return found.text()


def line(where: QWidget, name: str) -> QLineEdit:
    found = part(where, QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def gate(program: Program, kind: type[QWidget]) -> QWidget:
    found = program.window.findChildren(kind)
    assert found, kind
    return found[-1]


@pytest.fixture
def first(program: Program) -> FirstRun:
    program.begin(None, None)
    found = gate(program, FirstRun)
    assert isinstance(found, FirstRun)
    return found


def test_the_first_run_makes_a_workspace_and_shows_its_code_once(
    first: FirstRun, program: Program, tmp_path: Path, type_in: TypeIn, monkeypatch: pytest.MonkeyPatch, make_program: Callable[[], Program]
) -> None:
    click(first, "first.new")
    line(first, "first.path").setText(str(tmp_path / "new" / "客户"))
    type_in(line(first, "passphrase.first"), "abc")
    assert "very weak" in said(first, "passphrase.hint")
    line(first, "passphrase.first").clear()
    type_in(line(first, "passphrase.first"), "river lantern forty quince")
    assert "strong" in said(first, "passphrase.hint")
    type_in(line(first, "passphrase.again"), "river lantern forty")
    click(first, "first.next")
    assert said(first, "refusal.passphrase") == "The two passphrases differ."
    type_in(line(first, "passphrase.again"), " quince")
    click(first, "first.next")
    type_in(line(first, "first.name"), "晋岚自动化有限公司")
    type_in(line(first, "first.rep_name"), "林晓")
    click(first, "first.create")
    assert not part(first, QPushButton, "first.done").isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(tmp_path / "code.pdf"), "")))
    click(first, "recovery.save")
    click(first, "recovery.copy")
    code = QApplication.clipboard().text()
    assert re.fullmatch(r"(\w{5}-){7}\w{5}", code)
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    tick(first, "recovery.kept")
    click(first, "first.done")
    assert program.workspace is not None
    assert program.workspace.path == tmp_path / "new" / "客户.kamdesk"
    assert program.workspace.store.ask(company).said("name") == "晋岚自动化有限公司"
    program.window.close()
    with opening.open_with_code(tmp_path / "new" / "客户.kamdesk", code) as again:
        assert again.store.ask(company).said("rep_name") == "林晓"
    other = make_program()
    other.begin(None, None)
    assert isinstance(gate(other, UnlockGate), UnlockGate)


def test_an_existing_file_is_never_written_over(first: FirstRun, workspace: Path, type_in: TypeIn) -> None:
    click(first, "first.new")
    line(first, "first.path").setText(str(workspace))
    for name in ("passphrase.first", "passphrase.again"):
        type_in(line(first, name), "river lantern forty quince")
    click(first, "first.next")
    assert "exists already" in said(first, "first.place_refusal")


def test_a_folder_that_cannot_be_written_is_said_beside_the_place(first: FirstRun, tmp_path: Path, type_in: TypeIn) -> None:
    (tmp_path / "file").write_text("no folder")
    click(first, "first.new")
    line(first, "first.path").setText(str(tmp_path / "file" / "x"))
    for name in ("passphrase.first", "passphrase.again"):
        type_in(line(first, name), "river lantern forty quince")
    click(first, "first.next")
    click(first, "first.create")
    assert said(first, "first.place_refusal")
    assert line(first, "first.path").isVisible()


def test_a_synchronised_folder_is_warned_of(first: FirstRun, tmp_path: Path) -> None:
    click(first, "first.new")
    line(first, "first.path").setText(str(tmp_path / "Dropbox" / "x.kamdesk"))
    assert first.warning.isVisible()
    assert "Dropbox" in first.warning.text()


def test_the_language_of_the_gate_changes_at_once(first: FirstRun, program: Program) -> None:
    click(first, "first.zh_CN")
    again = gate(program, FirstRun)
    assert isinstance(again, FirstRun)
    assert again.title.text() == "欢迎使用 kamdesk"
    assert program.machine.language is Language.ZH


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(program: Program, workspace: Path, type_in: TypeIn) -> None:
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    type_in(line(unlock, "unlock.passphrase"), "wrong")
    QTest.keyClick(line(unlock, "unlock.passphrase"), Qt.Key.Key_Return)
    assert said(unlock, "unlock.refusal") == "The passphrase is not right."
    assert line(unlock, "unlock.passphrase").selectedText() == "wrong"
    type_in(line(unlock, "unlock.passphrase"), PASSPHRASE)
    click(unlock, "unlock.open")
    assert program.workspace is not None
    assert program.window.page is not None


def test_after_five_wrong_tries_there_is_a_pause(program: Program, workspace: Path, type_in: TypeIn, clock: Callable[[], object]) -> None:
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    assert isinstance(unlock, UnlockGate)
    for _try in range(5):
        line(unlock, "unlock.passphrase").setText("wrong")
        QTest.keyClick(line(unlock, "unlock.passphrase"), Qt.Key.Key_Return)
    assert "5 seconds left" in said(unlock, "unlock.refusal")
    assert not unlock.open_button.isEnabled()
    line(unlock, "unlock.passphrase").setText(PASSPHRASE)
    QTest.keyClick(line(unlock, "unlock.passphrase"), Qt.Key.Key_Return)
    assert program.workspace is None


def test_who_forgot_opens_with_the_code_and_sets_a_new_passphrase(program: Program, workspace: Path, type_in: TypeIn) -> None:
    with opening.open_with_passphrase(workspace, PASSPHRASE) as opened:
        code = opening.new_recovery_code(opened)
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    click(unlock, "unlock.forgot")
    for name in ("passphrase.first", "passphrase.again"):
        type_in(line(unlock, name), "a new one for the desk")
    type_in(line(unlock, "unlock.code"), code.replace("-", " ").lower()[:-1])
    click(unlock, "unlock.recover")
    assert said(unlock, "unlock.code_refusal")
    line(unlock, "unlock.code").setText(code.replace("-", " ").lower())
    click(unlock, "unlock.recover")
    assert program.workspace is not None
    program.window.close()
    with opening.open_with_passphrase(workspace, "a new one for the desk"):
        pass


def test_remembering_without_a_key_store_opens_and_says_why(program: Program, workspace: Path, type_in: TypeIn) -> None:
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    type_in(line(unlock, "unlock.passphrase"), PASSPHRASE)
    tick(unlock, "unlock.remember")
    click(unlock, "unlock.open")
    assert program.workspace is not None
    assert "no key store" in program.window.toast.words.toolTip()


def test_a_workspace_open_elsewhere_is_said_and_can_be_tried_again(program: Program, workspace: Path) -> None:
    with opening.open_with_passphrase(workspace, PASSPHRASE):
        program.begin(workspace, PASSPHRASE)
        trouble = gate(program, TroubleGate)
        assert isinstance(trouble, TroubleGate)
        assert "already open" in trouble.sentence.text()
        assert trouble.backup is None
    click(trouble, "trouble.again")
    assert isinstance(gate(program, UnlockGate), UnlockGate)


def test_a_damaged_file_offers_the_newest_good_backup(program: Program, workspace: Path) -> None:
    with opening.open_with_passphrase(workspace, PASSPHRASE) as opened:
        opened.back_up()
    damaged = bytearray(workspace.read_bytes())
    damaged[5000] ^= 0x01
    workspace.write_bytes(damaged)
    for at in range(0, len(damaged), 4096):  # every page, so that whichever is read first tells
        damaged[at + 100] ^= 0x01
    workspace.write_bytes(damaged)
    program.begin(workspace, PASSPHRASE)
    trouble = gate(program, TroubleGate)
    assert isinstance(trouble, TroubleGate)
    assert "damaged" in trouble.sentence.text()
    assert trouble.backup is not None
    click(trouble, "trouble.restore")
    unlock = gate(program, UnlockGate)
    line(unlock, "unlock.passphrase").setText(PASSPHRASE)
    click(unlock, "unlock.open")
    assert program.workspace is not None


def test_a_file_of_a_newer_program_is_refused(program: Program, workspace: Path) -> None:
    with opening.open_with_passphrase(workspace, PASSPHRASE) as opened, opened.store.engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
    program.begin(workspace, PASSPHRASE)
    trouble = gate(program, TroubleGate)
    assert isinstance(trouble, TroubleGate)
    assert "newer kamdesk" in trouble.sentence.text()
    assert trouble.findChild(QPushButton, "trouble.restore") is None


def test_a_path_that_does_not_exist_is_said(program: Program, tmp_path: Path) -> None:
    program.begin(tmp_path / "nowhere.kamdesk", None)
    trouble = gate(program, TroubleGate)
    assert isinstance(trouble, TroubleGate)
    assert "nowhere.kamdesk" in trouble.sentence.text()
    click(trouble, "trouble.other")
    assert isinstance(gate(program, FirstRun), FirstRun)


def test_an_existing_workspace_is_opened_from_the_first_run(
    first: FirstRun, program: Program, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: (str(workspace), "")))
    click(first, "first.open")
    unlock = gate(program, UnlockGate)
    assert isinstance(unlock, UnlockGate)
    assert workspace.stem in unlock.title.text()


def test_the_window_lives_while_it_unlocks_and_hears_no_second_enter(program: Program, workspace: Path) -> None:
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    assert isinstance(unlock, UnlockGate)
    entered: list[object] = []
    meanwhile: list[tuple[str, bool]] = []
    unlock.entered.connect(lambda found, _remember: entered.append(found))

    def impatient() -> None:
        meanwhile.append((said(unlock, "unlock.refusal"), unlock.passphrase.isEnabled()))
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
        click(unlock, "unlock.open")
        unlock.unlock()

    unlock.passphrase.setText(PASSPHRASE)
    QTimer.singleShot(0, impatient)
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    assert meanwhile == [("Opening…", False)]
    assert len(entered) == 1
    assert program.workspace is entered[0]


def test_a_wrong_passphrase_gives_the_keyboard_back(program: Program, workspace: Path) -> None:
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    assert isinstance(unlock, UnlockGate)
    unlock.passphrase.setText("wrong")
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    assert unlock.passphrase.hasFocus()
    assert unlock.isEnabled()


def test_closing_while_it_unlocks_leaves_the_workspace_closed(program: Program, workspace: Path) -> None:
    program.show_unlock(workspace)
    unlock = gate(program, UnlockGate)
    assert isinstance(unlock, UnlockGate)
    unlock.passphrase.setText(PASSPHRASE)
    QTimer.singleShot(0, program.window, program.window.close)
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    assert not program.window.isVisible()
    assert program.workspace is None
    with opening.open_with_passphrase(workspace, PASSPHRASE) as again:  # refused as long as anybody holds it
        assert again.path == workspace


def test_closing_while_a_workspace_is_made_keeps_it_for_the_next_start(
    first: FirstRun, program: Program, tmp_path: Path, make_program: Callable[[], Program]
) -> None:
    path = tmp_path / "new.kamdesk"
    click(first, "first.new")
    line(first, "first.path").setText(str(path))
    for name in ("passphrase.first", "passphrase.again"):
        line(first, name).setText("river lantern forty quince")
    click(first, "first.next")
    busy: list[bool] = []

    def leave() -> None:
        busy.append(first.busy.isVisible() and not part(first, QPushButton, "first.create").isEnabled())
        program.window.close()

    QTimer.singleShot(0, leave)
    click(first, "first.create")
    assert busy == [True]
    assert program.workspace is None
    other = make_program()
    other.begin(None, None)
    unlock = gate(other, UnlockGate)
    line(unlock, "unlock.passphrase").setText("river lantern forty quince")
    click(unlock, "unlock.open")
    assert other.workspace is not None
    assert other.workspace.path == path
