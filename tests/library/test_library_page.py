"""The library page and the files of a card through real clicks, drops and a real worker."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.library import actions, queries
from kamdesk.library.page import FilesPanel, LibraryPage
from kamdesk.library.page.files import FileLine
from kamdesk.library.rules import Topic
from kamdesk.widgets.desk import Address, Desk
from tests.factories.pages import create_in, typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> LibraryPage:
    made = LibraryPage(desk)
    made.show_address(Address("library"))
    shown(made)
    return made


@pytest.fixture
def panel(desk: Desk, sample: Songling, shown: Show) -> FilesPanel:
    made = FilesPanel(desk)
    made.show_item(sample.company)
    shown(made)
    return made


def test_a_fact_of_our_company_is_filled_in_where_it_stands(page: LibraryPage, desk: Desk) -> None:
    QTest.mouseClick(page.findChild(QPushButton, "value.bank"), Qt.MouseButton.LeftButton)
    field = page.findChild(QLineEdit, "field.bank")
    typed(field, "岭州银行滨江支行")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.ask(queries.company).said("bank") == "岭州银行滨江支行"
    assert desk.ask(queries.company).said("rep_name") == "林晓"


def test_a_new_text_is_kept_and_found_by_its_number(page: LibraryPage, desk: Desk) -> None:
    text = desk.do(actions.save_text, None, {"name": "公司简介", "topic": Topic.COMPANY, "body": "成立于 2003 年"})
    page.show_address(Address("library", text))
    assert page.tabs.key == "texts"
    assert "公司简介" in words_on(page)
    assert page.where() == Address("library", None, "texts")


def test_a_certificate_about_to_end_says_so_and_is_made_in_a_dialog(page: LibraryPage, desk: Desk, sample: Songling) -> None:
    page.show_address(Address("library", sample.certificate))
    assert page.tabs.key == "certificates"
    grid = page.tabs.widget("certificates").grid  # type: ignore[union-attr]
    assert grid.model.data(grid.model.index(0, 3)) == "即将到期 · 28 天后"

    def fill() -> None:
        create_in(QApplication.activeModalWidget(), name="型式试验报告")

    QTimer.singleShot(50, fill)
    page.new_item()
    assert [row.name for row in desk.ask(queries.certificate_rows, desk.ask(queries.certificate_ids), TODAY)][-1] == "型式试验报告"
    assert grid.current_row().name == "型式试验报告"


def test_a_dropped_file_is_encrypted_by_the_worker_and_saved_out_again(
    panel: FilesPanel, desk: Desk, sample: Songling, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "一次单线图.pdf"
    source.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 4000)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(source))])
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    panel.files.dropEvent(event)
    qtbot.waitUntil(lambda: len(panel.findChildren(FileLine)) == 1, timeout=10_000)
    (file,) = desk.ask(queries.attachments_of, "account", sample.company)
    assert (file.name, file.size, file.added_on) == (source.name, source.stat().st_size, TODAY)
    assert b"%PDF" not in desk.store.files.path(file.content).read_bytes()
    assert "1.0 MB" in words_on(panel)
    told: list[str] = []
    desk.told.connect(told.append)
    panel.files.save_copy(file, tmp_path / "副本.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert (tmp_path / "副本.pdf").read_bytes() == source.read_bytes()
    assert "未加密" in told[0]


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_attached(
    panel: FilesPanel, desk: Desk, sample: Songling, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    panel.files.add_paths([tmp_path / "没有.pdf"])
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "没有.pdf" in told[0]
    assert desk.ask(queries.attachments_of, "account", sample.company) == ()


def test_a_stopped_file_leaves_nothing_behind(panel: FilesPanel, desk: Desk, sample: Songling, tmp_path: Path, qtbot: QtBot) -> None:
    source = tmp_path / "大.bin"
    source.write_bytes(bytes(3 << 20))
    with qtbot.waitSignal(desk.jobs.ended, timeout=10_000):
        panel.files.add_paths([source])
        desk.jobs.cancel()
    assert desk.ask(queries.attachments_of, "account", sample.company) == ()
    assert desk.store.files.present() == frozenset()


def test_a_removed_file_comes_back_by_undo(panel: FilesPanel, desk: Desk, sample: Songling) -> None:
    kept = desk.store.files.keep_bytes(b"minutes")
    desk.do(actions.attach_file, kept, "会议纪要.txt", "account", sample.company, TODAY)
    (line,) = panel.findChildren(FileLine)
    assert line.mapTo(panel, QPoint(0, 0)).y() < 120
    QTest.mouseClick(line.findChild(QToolButton, "file.remove"), Qt.MouseButton.LeftButton)
    assert desk.ask(queries.attachments_of, "account", sample.company) == ()
    desk.tell_changes(desk.store.undo().changes)
    assert [row.name for row in desk.ask(queries.attachments_of, "account", sample.company)] == ["会议纪要.txt"]


def test_empty_tabs_say_what_to_do_first(desk: Desk, shown: Show) -> None:
    page = LibraryPage(desk)
    page.show_address(Address("library", None, "texts"))
    shown(page)
    assert "还没有文本素材" in words_on(page)
    page.show_address(Address("library", None, "certificates"))
    assert "还没有资质证书" in words_on(page)
