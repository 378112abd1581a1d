"""The papers of a working week: a proposal edited and printed, a bid whose fault is found and mended, and the same day the same bytes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from kamdesk.bids.queries import bid_ids
from kamdesk.proposals.queries import proposal_ids, proposal_sheet
from kamdesk.upkeep import opening
from kamdesk.visits.queries import visit_ids
from kamdesk.widgets.desk import Address
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.rep import ALT, CONTROL, DOWN, ENTER, Rep, plain_text, say

ANOTHER_CUSTOMER = "宁泽市轨道交通集团有限公司"


def type_at_the_end(rep: Rep, text: str) -> QPlainTextEdit:
    """Goes to the end of the text in front and writes on."""
    editor = rep.see("markdown", QPlainTextEdit)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_End, CONTROL)
    assert editor.textCursor().atEnd()
    say(editor, text)
    return editor


def select_last(editor: QPlainTextEdit, count: int) -> None:
    """Shift and arrows, as often as it takes."""
    QTest.keyClick(editor, Qt.Key.Key_End, CONTROL)
    for _sign in range(count):
        QTest.keyClick(editor, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert editor.textCursor().selectionEnd() == editor.textCursor().position() + count
    assert editor.textCursor().movePosition(QTextCursor.MoveOperation.NoMove)


def open_first(rep: Rep, key: Qt.Key) -> None:
    """A page by its key, then the first of its list."""
    rep.press(key, ALT)
    QTest.keyClick(rep.see("grid"), ENTER)
    rep.rest()


def test_a_proposal_is_edited_and_printed(sample: Path, start: Callable[..., Rep], tmp_path: Path) -> None:
    rep = start(sample, PASSPHRASE)
    open_first(rep, Qt.Key.Key_6)
    QTest.keyClick(rep.see("outline"), DOWN)
    type_at_the_end(rep, "\n\n停电窗口以贵方调度令为准。")
    pdf = rep.print_to(tmp_path / "proposal.pdf", lambda: rep.press(Qt.Key.Key_P, CONTROL))
    assert "停电窗口以贵方调度令为准。" in plain_text(pdf)
    rep.program.window.close()
    with opening.open_with_passphrase(sample, PASSPHRASE) as kept:
        sheet = kept.store.ask(proposal_sheet, kept.store.ask(proposal_ids)[0])
        assert any("停电窗口以贵方调度令为准。" in section.body for section in sheet.sections)


def test_the_check_finds_another_customers_name_in_a_bid_until_it_is_mended(
    sample: Path, start: Callable[..., Rep], tmp_path: Path
) -> None:
    rep = start(sample, PASSPHRASE)
    assert rep.program.desk is not None
    open_first(rep, Qt.Key.Key_7)
    assert not rep.sees("finding.residue")
    rep.tab("技术")
    editor = type_at_the_end(rep, ANOTHER_CUSTOMER)
    rep.tab("自查")
    found = rep.see("finding.residue")
    assert ANOTHER_CUSTOMER in found.accessibleName()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    assert rep.see("markdown", QPlainTextEdit) is editor
    select_last(editor, len(ANOTHER_CUSTOMER))
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    rep.tab("自查")
    assert not rep.sees("finding.residue")
    pdf = rep.print_to(tmp_path / "bid.pdf", lambda: rep.press(Qt.Key.Key_P, CONTROL))
    assert ANOTHER_CUSTOMER not in plain_text(pdf)
    assert "投标函" in plain_text(pdf)
    assert rep.program.desk.ask(bid_ids)


def test_on_one_day_the_same_paper_is_the_same_to_the_byte(sample: Path, start: Callable[..., Rep], tmp_path: Path) -> None:
    printed = []
    for name in ("first.pdf", "second.pdf"):
        rep = start(sample, PASSPHRASE)
        assert rep.program.desk is not None
        rep.program.desk.open(Address("visits", rep.program.desk.ask(visit_ids)[0]))
        printed.append(rep.print_to(tmp_path / name, lambda rep=rep: rep.click("visit.print")))
    assert printed[0] == printed[1]
