"""The studio by real keys and clicks, in both languages: what is typed stands on the screen and in the file."""

from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from kamdesk.core.store import Store
from kamdesk.core.words import Language
from kamdesk.library.actions import save_text
from kamdesk.proposals import queries
from kamdesk.proposals.page import ProposalsPage
from kamdesk.proposals.page.panel import ProposalsPanel
from kamdesk.proposals.rules import ProposalState
from kamdesk.widgets.desk import Address, Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ProposalsPage:
    made = ProposalsPage(desk)
    qtbot.addWidget(made)
    desk.opened.connect(made.show_address)
    made.resize(1240, 720)
    made.show()
    qtbot.waitExposed(made)
    made.show_address(Address("proposals"))
    return made


@pytest.fixture
def studio(page: ProposalsPage, proposal: UUID) -> ProposalsPage:
    page.show_address(Address("proposals", proposal))
    return page


def click(page: ProposalsPage, name: str) -> None:
    found = page.findChild(QPushButton, name) or page.findChild(QToolButton, name)
    assert found is not None, name
    assert found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


BOTH = pytest.mark.parametrize("desk", [Language.ZH, Language.EN], indirect=True)


@BOTH
def test_enter_on_the_list_opens_the_studio_and_back_returns(page: ProposalsPage, proposal: UUID, store: Store) -> None:
    page.reload()
    page.grid.select_first()
    QTest.keyClick(page.grid.table, Qt.Key.Key_Return)
    assert page.address.id == proposal
    assert page.studio.isVisible()
    click(page, "proposal.back")
    assert page.address.id is None
    assert page.grid.isVisible()


def test_an_empty_list_says_what_to_do(page: ProposalsPage) -> None:
    assert page.grid.empty is not None
    assert page.grid.empty.isVisible()


def test_what_is_typed_into_a_chapter_is_kept_and_undone(studio: ProposalsPage, store: Store, proposal: UUID, qtbot: QtBot) -> None:
    writing = studio.studio.writing
    assert writing.heading.text() == "方案概要"
    writing.editor.text.moveCursor(writing.editor.text.textCursor().MoveOperation.End)
    QTest.keyClicks(writing.editor.text, " plus 3 kV ")
    qtbot.waitUntil(lambda: "plus 3 kV" in store.ask(queries.proposal_sheet, proposal).sections[0].body)
    assert writing.editor.words().endswith("plus 3 kV ")  # the blank at the end is still there to type on
    store.undo()
    assert "plus" not in store.ask(queries.proposal_sheet, proposal).sections[0].body


def test_another_chapter_keeps_the_text_of_the_one_left(studio: ProposalsPage, store: Store, proposal: UUID) -> None:
    writing = studio.studio.writing
    QTest.keyClicks(writing.editor.text, "first ")
    writing.outline.setFocus()
    QTest.keyClick(writing.outline, Qt.Key.Key_Down)
    sheet = store.ask(queries.proposal_sheet, proposal)
    assert sheet.sections[0].body.startswith("first")
    assert writing.heading.text() == sheet.sections[1].heading
    assert writing.editor.words() == sheet.sections[1].body


def test_chapters_are_added_renamed_moved_and_removed(studio: ProposalsPage, store: Store, proposal: UUID) -> None:
    writing = studio.studio.writing
    click(studio, "chapter.add")
    QTest.keyClicks(writing.heading, "Plan")
    QTest.keyClick(writing.heading, Qt.Key.Key_Return)
    names = [section.heading for section in store.ask(queries.proposal_sheet, proposal).sections]
    assert names == ["方案概要", "Plan", "总体方案", "服务"]
    click(studio, "chapter.up")
    assert store.ask(queries.proposal_sheet, proposal).sections[0].heading == "Plan"
    assert writing.heading.text() == "Plan"
    click(studio, "chapter.remove")
    assert len(store.ask(queries.proposal_sheet, proposal).sections) == 3


def test_a_variable_and_a_library_text_go_in_at_the_cursor(studio: ProposalsPage, desk: Desk, store: Store, proposal: UUID) -> None:
    desk.do(save_text, None, {"name": "服务承诺", "body": "全年驻场。"})
    writing = studio.studio.writing
    writing._menu.aboutToShow.emit()
    actions = {action.data(): action for menu in writing._menu.findChildren(type(writing._menu)) for action in menu.actions()}
    actions["{{account.name}}"].trigger()
    actions["全年驻场。"].trigger()
    writing.settle()
    body = store.ask(queries.proposal_sheet, proposal).sections[0].body
    assert "{{account.name}}全年驻场。" in body


def test_the_covering_letter_is_written_like_a_chapter_but_keeps_its_place(studio: ProposalsPage, store: Store, proposal: UUID) -> None:
    writing = studio.studio.writing
    assert writing.open(None)
    assert writing.heading.isReadOnly()
    QTest.keyClicks(writing.editor.text, "Dear ")
    writing.settle()
    assert store.ask(queries.proposal_sheet, proposal).letter.startswith("Dear")


def test_prices_are_typed_into_cells_and_add_up(studio: ProposalsPage, store: Store, proposal: UUID, qtbot: QtBot) -> None:
    studio.studio.tabs.open("prices")
    table = studio.studio.prices.table
    table.setFocus()
    table.setCurrentIndex(studio.studio.prices.model.index(1, 3))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "10")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store.ask(queries.proposal_sheet, proposal).total == 12 * 58_600_000 + 3_333_330)
    assert studio.studio.capitals.text() == "人民币柒佰零陆万伍仟叁佰叁拾叁元叁角"
    click(studio, "lines.add")
    assert len(store.ask(queries.proposal_sheet, proposal).lines) == 3


def test_a_refused_price_stays_out_and_is_said(studio: ProposalsPage, store: Store, proposal: UUID) -> None:
    studio.studio.tabs.open("prices")
    prices = studio.studio.prices
    assert not prices.model.setData(prices.model.index(0, 4), "twelve")
    assert prices.refusal.isVisible()
    assert store.ask(queries.proposal_sheet, proposal).lines[0].unit_price == 58_600_000


def test_a_problem_leads_to_its_chapter(studio: ProposalsPage, desk: Desk, store: Store, proposal: UUID) -> None:
    from kamdesk.proposals.actions import save_section

    second = store.ask(queries.proposal_sheet, proposal).sections[1].id
    desk.do(save_section, second, {"body": "{{account.nmae}}"})
    studio.studio.tabs.open("problems")
    (row,) = studio.studio.problems.rows
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert studio.studio.tabs.key == "text"
    assert studio.studio.writing.current == second
    assert "!" in studio.studio.writing.outline.item(2).text()


def test_the_pages_follow_the_text_and_f9_folds_them(studio: ProposalsPage, qtbot: QtBot) -> None:
    preview = studio.studio.preview
    qtbot.waitUntil(lambda: bool(preview.content), timeout=20_000)
    before = preview.content
    QTest.keyClicks(studio.studio.writing.editor.text, "XYZZY ")
    qtbot.waitUntil(lambda: preview.content != before, timeout=20_000)
    document = pdfium.PdfDocument(preview.content)
    assert any("XYZZY" in sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    QTest.keyClick(studio.studio.writing.editor.text, Qt.Key.Key_F9)
    assert not preview.isVisible()


@BOTH
def test_issuing_freezes_the_proposal_and_a_copy_is_free_again(studio: ProposalsPage, store: Store, proposal: UUID) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        create = dialog.findChild(QPushButton, "new.create")
        assert create is not None
        QTest.mouseClick(create, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, fill)
    click(studio, "proposal.issue")
    sheet = store.ask(queries.proposal_sheet, proposal)
    assert (sheet.state, sheet.number, len(sheet.issued_hash)) == (ProposalState.ISSUED, "2026-001", 64)
    assert studio.studio.writing.editor.text.isReadOnly()
    assert not studio.studio.issue_button.isVisible()
    click(studio, "proposal.copy")
    assert studio.address.id != proposal
    assert not studio.studio.writing.editor.text.isReadOnly()
    assert store.ask(queries.proposal_sheet, studio.address.id).version == 2  # type: ignore[arg-type]


def test_an_empty_proposal_starts_from_the_outline(page: ProposalsPage, desk: Desk, store: Store, proposal: UUID) -> None:
    from kamdesk.proposals.actions import save_proposal

    account = store.ask(queries.proposal_card, proposal).values["account"]
    empty = desk.do(save_proposal, None, {"name": "新方案", "account": account})
    page.show_address(Address("proposals", empty))
    click(page, "proposal.outline")
    assert len(store.ask(queries.proposal_sheet, empty).sections) == 10
    assert not page.studio.outline_button.isVisible()


def test_a_picture_is_kept_with_the_proposal(
    studio: ProposalsPage, store: Store, proposal: UUID, qtbot: QtBot, tmp_path: Path
) -> None:
    from kamdesk.widgets.keeping import keep_each

    path = tmp_path / "系统图.png"
    path.write_bytes(b"\x89PNG not shown")
    keep_each(studio.desk, [path], studio.studio.take_picture)
    qtbot.waitUntil(lambda: "系统图.png" in store.ask(queries.proposal_sheet, proposal).pictures, timeout=10_000)
    assert studio.studio.pictures.item(0).text() == "系统图.png"


def test_an_account_shows_its_proposals(desk: Desk, qtbot: QtBot, store: Store, proposal: UUID) -> None:
    panel = ProposalsPanel(desk)
    qtbot.addWidget(panel)
    panel.show_item(store.ask(queries.proposal_card, proposal).values["account"])  # type: ignore[arg-type]
    panel.show()
    qtbot.waitExposed(panel)
    assert panel.grid.model.ids == (proposal,)


def test_the_paper_is_offered_for_printing(studio: ProposalsPage, proposal: UUID) -> None:
    job = studio.print_items()
    assert job is not None
    assert job.papers[0].title == "青岚配电自动化改造方案"
    assert not job.papers[0].maskable
