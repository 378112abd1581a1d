"""The bid desk by real keys and clicks: what is typed stands on the screen and in the file, and the check leads to its place."""

import io
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.bids import actions, queries
from kamdesk.bids.page import BidsPage
from kamdesk.bids.rules import BidState, Deviation
from kamdesk.core.store import Store
from kamdesk.core.words import Language
from kamdesk.tenders.actions import add_clauses
from kamdesk.tenders.rules import ClauseKind
from kamdesk.widgets.desk import Address, Desk

BOTH = pytest.mark.parametrize("desk", [Language.ZH, Language.EN], indirect=True)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> BidsPage:
    made = BidsPage(desk)
    qtbot.addWidget(made)
    desk.opened.connect(made.show_address)
    made.resize(1240, 720)
    made.show()
    qtbot.waitExposed(made)
    made.show_address(Address("bids"))
    return made


@pytest.fixture
def opened(page: BidsPage, bid: UUID) -> BidsPage:
    page.show_address(Address("bids", bid))
    return page


def click(page: QWidget, name: str) -> None:
    found = page.findChild(QPushButton, name) or page.findChild(QToolButton, name)
    assert found is not None, name
    assert found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def in_dialog(deed: Callable[[QWidget], None]) -> None:
    """Does something in the dialog that comes up next."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        deed(dialog)

    QTimer.singleShot(0, later)


def figures(page: BidsPage) -> list[str]:
    return [str(widget.accessibleName()) for widget in page.one.head.findChildren(QWidget) if ": " in str(widget.accessibleName())]


@BOTH
def test_the_list_tells_days_and_fatal_faults_and_enter_opens_the_desk(page: BidsPage, bid: UUID) -> None:
    page.reload()
    row = page._rows([bid])[bid]
    assert (row.days_left, row.fatal) == (28, 1)
    page.grid.select_first()
    QTest.keyClick(page.grid.table, Qt.Key.Key_Return)
    assert page.address.id == bid
    assert any(figure.endswith(": 0/1") for figure in figures(page))
    assert any("✓" in figure for figure in figures(page))
    click(page, "bid.back")
    assert page.address.id is None


def test_an_empty_list_says_what_to_do(page: BidsPage) -> None:
    assert page.grid.empty is not None
    assert page.grid.empty.isVisible()


def test_a_new_bid_is_made_from_what_the_tender_says(page: BidsPage, store: Store) -> None:
    def fill(dialog: QWidget) -> None:
        for name, text in (("name", "Line 3"), ("deadline", "2026-12-01 09:30"), ("validity_days", "90")):
            field = dialog.findChild(QLineEdit, f"field.{name}")
            assert field is not None
            QTest.keyClicks(field, text)
        click(dialog, "new.create")

    in_dialog(fill)
    page.new_item()
    (bid,) = store.ask(queries.bid_ids)
    assert page.address.id == bid
    assert store.ask(queries.bid_sheet, bid).validity_days == 90
    assert "secret base price" not in " ".join(page.one.tender_form.rows)


def test_an_answer_is_kept_by_ctrl_enter_which_goes_to_the_next_clause(opened: BidsPage, store: Store, bid: UUID) -> None:
    opened.one.tabs.open("answers")
    answers = opened.one.answers
    first, second = answers.grid.model.ids[:2]
    QTest.keyClick(answers.grid.table, Qt.Key.Key_Return)
    QTest.keyClicks(answers.editor.answer, "40.5 kV")
    click(opened, "answer.none")
    QTest.keyClicks(answers.editor.evidence, "p. 12")
    QTest.keyClick(answers.editor.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = store.ask(queries.answer_rows, bid, [first])
    assert (row.answer, row.deviation, row.evidence) == ("40.5 kV", Deviation.NONE, "p. 12")
    assert answers.grid.current() == second
    assert answers.editor.answer.toPlainText() == ""
    assert any(figure.endswith(": 1/1") for figure in figures(opened))


def test_all_shown_without_deviation_leaves_the_stars(opened: BidsPage, store: Store, bid: UUID) -> None:
    opened.one.tabs.open("answers")
    click(opened, "answers.bulk")
    assert len(store.ask(queries.answer_ids, bid, "", "open")) == 1
    click(opened, "show.starred")
    assert len(opened.one.answers.grid.model.ids) == 1
    click(opened, "answers.bulk")
    assert store.ask(queries.answer_ids, bid, "", "open") == ()
    click(opened, "show.open")
    assert len(opened.one.answers.grid.model.ids) == 0


def test_clauses_are_pasted_and_counted_before_they_are_added(opened: BidsPage, store: Store, bid: UUID) -> None:
    opened.one.tabs.open("answers")
    said: list[str] = []

    def paste(dialog: QWidget) -> None:
        text = dialog.findChild(QPlainTextEdit, "paste.text")
        assert text is not None
        text.setPlainText("★5.1 甲\n5.2 乙\n\n")
        said.append(dialog.said.text())  # type: ignore[attr-defined]
        click(dialog, "paste.add")

    in_dialog(paste)
    click(opened, "answers.paste")
    assert said == ["共 2 条，其中★ 1 条"]
    assert len(store.ask(queries.answer_ids, bid)) == 6
    assert len(opened.one.answers.grid.model.ids) == 6


def test_a_fault_leads_to_its_place(opened: BidsPage, store: Store, bid: UUID) -> None:
    opened.one.tabs.open("check")
    row = next(row for row in opened.one.check.rows if row.finding.code == "star_unanswered")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened.one.tabs.key == "answers"
    assert opened.one.answers.grid.current() == row.finding.row


def test_a_foreign_name_in_the_technical_part_is_found_and_mended(opened: BidsPage, desk: Desk, store: Store, bid: UUID) -> None:
    from kamdesk.accounts.actions import save_account

    desk.do(save_account, None, {"name": "Yunlu Steel Works"})
    opened.one.tabs.open("technical")
    QTest.keyClicks(opened.one.technical.editor.text, "As for Yunlu Steel Works ")
    opened.one.settle()
    assert [found.code for found in store.ask(queries.bid_report, bid, desk.today()).findings if found.code == "residue"] == ["residue"]
    opened.one.tabs.open("check")
    row = next(row for row in opened.one.check.rows if row.finding.code == "residue")
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert opened.one.tabs.key == "technical"
    assert opened.one.technical.current == row.finding.row


def test_prices_add_up_live_in_figures_and_capitals(opened: BidsPage, store: Store, bid: UUID) -> None:
    opened.one.tabs.open("prices")
    model = opened.one.prices.model
    assert model.setData(model.index(1, 4), "2")
    assert store.ask(queries.bid_sheet, bid).total == 12 * 58_600_000 + 2 * 12_345_678
    assert opened.one.total.text() == "￥ 7,278,913.56"
    assert opened.one.capitals.text() == "人民币柒佰贰拾柒万捌仟玖佰壹拾叁元伍角陆分"


def test_a_tender_fact_is_edited_in_place_and_a_contradiction_stands_beside_it(opened: BidsPage, store: Store, bid: UUID) -> None:
    form = opened.one.tender_form
    form.edit("opening")
    field = opened.findChild(QLineEdit, "field.opening")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "2026-12-01 09:00")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert form.rows["opening"].refusal.isVisible()
    opening = store.ask(queries.bid_sheet, bid).tender.opening
    assert opening == store.ask(queries.bid_sheet, bid).tender.deadline
    QTest.keyClick(field, Qt.Key.Key_Escape)


def blank_pdf(pages: int) -> bytes:
    made, kept = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(kept)
    return kept.getvalue()


def test_a_scan_is_bound_in_and_the_pages_show_it(opened: BidsPage, store: Store, bid: UUID, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "营业执照.pdf"
    path.write_bytes(blank_pdf(2))
    opened.one.tabs.open("scans")
    opened.one.scans.add_paths([path])
    qtbot.waitUntil(lambda: len(store.ask(queries.bid_sheet, bid).scans) == 1, timeout=10_000)
    assert opened.one.scans.table.model.rowCount() == 1
    opened.one.tabs.open("preview")
    qtbot.waitUntil(lambda: bool(opened.one.preview.content), timeout=30_000)
    document = pdfium.PdfDocument(opened.one.preview.content)
    assert "营业执照" in document[len(document) - 2].get_textpage().get_text_range()
    document.close()


def test_a_broken_scan_is_named_and_nothing_is_lost(opened: BidsPage, store: Store, bid: UUID, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "型式试验报告.pdf"
    path.write_bytes(b"%PDF-1.7 torn")
    opened.one.scans.add_paths([path])
    qtbot.waitUntil(lambda: len(store.ask(queries.bid_sheet, bid).scans) == 1, timeout=10_000)
    opened.one.tabs.open("preview")
    qtbot.waitUntil(opened.one.preview.refusal.isVisible, timeout=30_000)
    assert "型式试验报告" in opened.one.preview.refusal.text()
    assert len(store.ask(queries.bid_sheet, bid).scans) == 1


@BOTH
def test_handing_in_warns_of_fatal_faults_and_freezes(opened: BidsPage, store: Store, bid: UUID) -> None:
    said: list[str] = []

    def agree(dialog: QWidget) -> None:
        said.append(dialog.sentence.text())  # type: ignore[attr-defined]
        click(dialog, "question.yes")

    in_dialog(agree)
    click(opened, "bid.hand_in")
    assert "1" in said[0]
    assert store.ask(queries.bid_sheet, bid).state is BidState.HANDED_IN
    assert not opened.one.prices.add_button.isEnabled()
    assert opened.one.technical.editor.text.isReadOnly()
    click(opened, "bid.reopen")
    assert store.ask(queries.bid_sheet, bid).state is BidState.PREPARING
    assert opened.one.prices.add_button.isEnabled()


def test_three_thousand_clauses_are_listed_by_pages_of_rows(opened: BidsPage, desk: Desk, store: Store, bid: UUID) -> None:
    tender = store.ask(queries.bid_card, bid, desk.today()).tender
    lines = "\n".join(f"6.{place // 100}.{place % 100} 第 {place} 项技术要求" for place in range(3_000))
    desk.do(add_clauses, tender, lines, ClauseKind.TECHNICAL)
    opened.one.tabs.open("answers")
    grid = opened.one.answers.grid
    assert len(grid.model.ids) == 3_004
    assert len(grid.model._pages) <= 3
    grid.select(grid.model.ids[-1])
    assert grid.current_row().demand == "第 2999 项技术要求"
    assert store.do(actions.answer_without_deviation, bid, "完全响应")[0] == 3_003


def test_original_and_copy_are_offered_for_printing(opened: BidsPage) -> None:
    job = opened.print_items()
    assert job is not None
    assert len(job.papers) == 2
    assert not any(paper.maskable for paper in job.papers)
