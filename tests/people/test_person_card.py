"""The whole card through real clicks and keys: the face, positions, touches, photo, moves, and what the list is cut to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.accounts.rules import Rank
from kamdesk.people import actions, queries
from kamdesk.people.page import PeoplePage, PeoplePanel, person_papers
from kamdesk.people.page.photo import PhotoDialog
from kamdesk.people.rules import Basis, Style
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.dialogs import Question
from kamdesk.widgets.new_dialog import NewDialog
from tests.factories.pages import typed, words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> PeoplePage:
    """The whole card of 李敏."""
    made = PeoplePage(desk)
    desk.opened.connect(made.show_address)
    made.show_address(Address("people", sample.people["李敏"]))
    shown(made)
    made.grid.take_focus()
    QTest.keyClick(made.grid.table, Qt.Key.Key_Return)
    assert made.one is not None
    return made


def text_of(page: PeoplePage, name: str) -> str:
    return str(page.one.findChild(QLabel, name).text())


def with_dialog(deed: Callable[[], object], do: Callable[[Any], None]) -> None:
    """Runs what opens a dialog, and `do` in it; one that stays open is closed, so that no test waits for ever."""
    met: list[QWidget] = []
    looking = QTimer()
    looking.setInterval(20)

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or met:
            return
        met.append(dialog)
        looking.stop()
        try:
            do(dialog)
        finally:
            if dialog.isVisible():
                dialog.close()

    looking.timeout.connect(inside)
    looking.start()
    deed()
    assert met


def fill(dialog: NewDialog[Any], **values: str) -> None:
    for name, text in values.items():
        line = dialog.editors[name].findChild(QLineEdit)
        line.clear()
        typed(line, text)
    QTest.mouseClick(dialog.findChild(QPushButton, "new.create"), Qt.MouseButton.LeftButton)


def test_enter_opens_the_whole_card_and_its_address_is_remembered(page: PeoplePage, desk: Desk, sample: Songling) -> None:
    assert page.where() == Address("people", sample.people["李敏"], "card")
    assert page.one.head.name.whole() == "李敏"
    assert "主任" in text_of(page, "person.standing")
    assert page.print_items() is None  # nobody contributed a paper here
    QTest.mouseClick(page.findChild(QPushButton, "person.back"), Qt.MouseButton.LeftButton)
    assert page.where() == Address("people", sample.people["李敏"])
    page.show_address(Address("people", sample.people["李敏"], "card"))
    desk.do(actions.erase_person, sample.people["李敏"])
    assert page.where().tab == ""


def test_a_touch_is_noted_in_one_line_and_taken_back(page: PeoplePage, desk: Desk, sample: Songling) -> None:
    assert "上次 26 天前" in text_of(page, "person.rhythm")
    assert "技术方案初步交流" in page.one.findChild(QPushButton, "touch.visit").accessibleName()
    note = page.one.findChild(QLineEdit, "touch.note")
    typed(note, "电话里说评审改到下周")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert "今天联系过" in text_of(page, "person.rhythm")
    assert "电话里说评审改到下周" in words_on(page.one.touches)
    assert note.text() == ""
    day = page.one.findChild(QLineEdit, "touch.day")
    day.setText("2030-01-01")
    typed(note, "还没发生")
    QTest.mouseClick(page.one.findChild(QPushButton, "touch.log"), Qt.MouseButton.LeftButton)
    assert page.one.touches.refusal.isVisible()
    assert note.text() == "还没发生"
    QTest.mouseClick(page.one.findChild(QToolButton, "touch.erase"), Qt.MouseButton.LeftButton)
    assert "上次 26 天前" in text_of(page, "person.rhythm")
    assert desk.ask(queries.last_touches, [sample.people["李敏"]])


def test_a_move_ends_the_old_position_and_shows_at_both_accounts(page: PeoplePage, desk: Desk, sample: Songling, shown: Show) -> None:
    def move(dialog: NewDialog[Any]) -> None:
        dialog.editors["account"].put(sample.plant)
        dialog.editors["rank"].put(Rank.DIVISION)
        fill(dialog, on="2026-10", position="厂长", department="厂领导")

    with_dialog(lambda: page.one.head.findChild(QAction, "person.move").trigger(), move)
    assert "厂长" in text_of(page, "person.standing")
    rows = page.one.postings.rows
    assert [(row.start, row.end, row.present) for row in rows] == [("2026-10", "", True), ("", "2026-10", False)]
    assert "2026-10 — 至今" in words_on(page.one.postings)
    panel = PeoplePanel(desk)
    panel.show_item(sample.company)
    shown(panel)
    last = panel.grid.model.rowCount() - 1
    line = [str(panel.grid.model.data(panel.grid.model.index(last, column))) for column in range(2)]
    assert line == ["李敏", "原任 · 已调往青石热电"]
    QTest.mouseClick(page.one.findChild(QPushButton, "posting.account"), Qt.MouseButton.LeftButton)


def test_history_is_written_with_years_only_and_a_mistake_stays_in_the_dialog(page: PeoplePage) -> None:
    def wrong(dialog: NewDialog[Any]) -> None:
        fill(dialog, organisation="省电力设计院", position="助工", from_on="2009", to_on="2003")
        assert "早于" in words_on(dialog)
        fill(dialog, to_on="2015-04")

    with_dialog(page.one.postings.add.click, wrong)
    assert "2009 — 2015-04" in words_on(page.one.postings)
    with_dialog(page.one.findChildren(QToolButton, "posting.edit")[-1].click, lambda dialog: fill(dialog, from_on="2010"))
    assert "2010 — 2015-04" in words_on(page.one.postings)
    QTest.mouseClick(page.one.findChild(QToolButton, "posting.erase"), Qt.MouseButton.LeftButton)
    assert "2010 — 2015-04" not in words_on(page.one.postings)


def test_who_retires_is_faded_but_there(page: PeoplePage, desk: Desk, sample: Songling) -> None:
    with_dialog(lambda: page.one.head.findChild(QAction, "person.leave").trigger(), lambda dialog: fill(dialog, on="2026-11-01"))
    card = desk.ask(queries.person_card, sample.people["李敏"])
    assert str(card.values["retired_on"]) == "2026-11-01"
    page.show_address(Address("people"))
    QTest.mouseClick(page.findChild(QPushButton, "chip.gone"), Qt.MouseButton.LeftButton)
    assert list(page.grid.model.ids) == [sample.people["李敏"]]
    page.list.narrow("ours")
    assert sample.people["李敏"] not in page.grid.model.ids
    QTest.mouseClick(page.findChild(QPushButton, "chip."), Qt.MouseButton.LeftButton)
    assert sample.people["李敏"] in page.grid.model.ids


def picture() -> QImage:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def test_a_photo_from_the_clipboard_is_cut_by_keys_kept_and_taken_back(page: PeoplePage, desk: Desk, sample: Songling) -> None:
    QGuiApplication.clipboard().setImage(picture())

    def cut(dialog: PhotoDialog) -> None:
        before = dialog.view.cut()
        QTest.keyClicks(dialog.view, "+")
        QTest.keyClick(dialog.view, Qt.Key.Key_Left)
        after = dialog.view.cut()
        assert after[2] < before[2] == 600
        assert dialog.photo()[:3] == b"\xff\xd8\xff"
        QTest.mouseClick(dialog.findChild(QPushButton, "photo.keep"), Qt.MouseButton.LeftButton)

    with_dialog(lambda: page.one.head.findChild(QAction, "photo.paste").trigger(), cut)
    digest = desk.ask(queries.person_card, sample.people["李敏"]).photo
    assert digest is not None
    assert desk.files.content(digest)[:3] == b"\xff\xd8\xff"
    assert page.one.head.portrait.grab().toImage().pixelColor(44, 20).red() < 4
    page.one.head.findChild(QAction, "photo.remove").trigger()
    assert desk.ask(queries.person_card, sample.people["李敏"]).photo is None
    desk.tell_changes(desk.store.undo().changes)
    assert desk.ask(queries.person_card, sample.people["李敏"]).photo == digest


def test_what_is_dropped_is_looked_at_first(page: PeoplePage, desk: Desk, sample: Songling, tmp_path: Path, qtbot: QtBot) -> None:
    rubbish = tmp_path / "photo.jpg"
    rubbish.write_bytes(b"no picture at all")
    said: list[str] = []

    def close(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        said.append(dialog.sentence.text())

    def drop(path: Path) -> None:
        mime = QMimeData()
        mime.setUrls([path.as_uri()])
        page.one.head.portrait.dropped.emit(mime)
        qtbot.waitUntil(lambda: not desk.jobs.busy)

    with_dialog(lambda: drop(rubbish), close)
    assert "无法读取这张图片" in said[0]
    good = tmp_path / "good.png"
    assert picture().save(str(good))
    with_dialog(lambda: drop(good), lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    assert desk.ask(queries.person_card, sample.people["李敏"]).photo is not None
    QGuiApplication.clipboard().setText("only words")
    told: list[str] = []
    desk.told.connect(told.append)
    page.one.head.findChild(QAction, "photo.paste").trigger()
    assert told == ["剪贴板里没有图片。"]


def test_a_number_is_copied_by_a_click(page: PeoplePage, desk: Desk) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    QTest.mouseClick(page.one.findChild(QPushButton, "copy.phone"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "138 0013 8000"
    assert told == ["已复制：138 0013 8000"]


def test_style_advises_and_missing_grounds_warn_until_noted(page: PeoplePage, desk: Desk, sample: Songling) -> None:
    person = sample.people["李敏"]
    warning = page.one.findChild(QLabel, "person.warning")
    shown = [each for each in page.one.findChildren(QLabel, "person.warning") if each.isVisibleTo(page.one)]
    assert warning is not None
    assert "保存目的与合法性基础" in shown[0].text()
    desk.do(actions.save_person, person, {"style": Style.ANALYTICAL, "purpose": "业务联系", "basis": Basis.CONSENT})
    assert not [each for each in page.one.findChildren(QLabel, "person.warning") if each.isVisibleTo(page.one)]
    advice = [each.text() for each in page.one.findChildren(QLabel, "person.advice") if each.isVisibleTo(page.one)]
    assert advice == ["沟通要点：带齐数据和出处，问题提前发，给足核对时间。"]


def test_an_account_changed_on_the_card_is_told_apart_from_a_move(page: PeoplePage, desk: Desk, sample: Songling) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    work = page.one.parts[0]
    work.form.save(work.form.rows["account"].field, sample.plant)
    assert "调任" in told[0]
    assert desk.ask(queries.person_card, sample.people["李敏"]).values["account"] == sample.plant


def test_the_card_is_printed_from_the_list_too(desk: Desk, sample: Songling) -> None:
    (paper,) = person_papers(desk, sample.people["王建国"])
    assert paper.file_name == "人物名片 王建国"
    assert desk.ask(queries.person_rows, [sample.people["王建国"]], TODAY)[0].grounded is False
