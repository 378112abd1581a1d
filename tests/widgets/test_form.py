"""Look first, edit in place: click or F2 edits, Enter keeps, Esc drops, a refusal stands beside the field and the typed text stays."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.queries import ACCOUNT_FIELDS, account_card
from kamdesk.accounts.rules import Ownership
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.form import Form
from kamdesk.widgets.new_dialog import NewDialog, made
from kamdesk.widgets.pickers import LinkPicker

TODAY = date(2026, 11, 22)
TypeIn = Callable[[QWidget, str], None]


class Painted(QWidget):
    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1
        super().paintEvent(event)


class Sheet(QWidget):
    """A form over one account, as a page holds it."""

    def __init__(self, desk: Desk, account: UUID) -> None:
        super().__init__()
        self.desk, self.account = desk, account
        self.form = Form(desk, ACCOUNT_FIELDS, lambda values: desk.do(save_account, account, values))
        self.elsewhere = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        layout.addWidget(self.elsewhere)
        self.form.show_values(self.values())

    def values(self) -> dict[str, object]:
        return dict(self.desk.ask(account_card, self.account, TODAY).values)

    def value(self, name: str) -> QPushButton:
        found = self.form.findChild(QPushButton, f"value.{name}")
        assert isinstance(found, QPushButton)
        return found

    def field(self, name: str, kind: type[QWidget] = QLineEdit) -> QWidget:
        found = self.form.findChild(kind, f"field.{name}")
        assert isinstance(found, kind)
        return found

    def refusal(self, name: str) -> QLabel:
        found = self.form.findChild(QLabel, f"refusal.{name}")
        assert isinstance(found, QLabel)
        return found


@pytest.fixture
def sheet(desk: Desk, account: UUID, qtbot: QtBot) -> Sheet:
    made = Sheet(desk, account)
    qtbot.addWidget(made)
    made.resize(700, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_click_edits_and_enter_keeps_on_screen_and_in_the_file(sheet: Sheet, type_in: TypeIn) -> None:
    click(sheet.value("industry"))
    type_in(sheet.field("industry"), "能源电力")
    QTest.keyClick(sheet.field("industry"), Qt.Key.Key_Return)
    assert sheet.value("industry").accessibleName().endswith("能源电力")
    assert sheet.values()["industry"] == "能源电力"
    assert sheet.value("industry").hasFocus()


def test_f2_edits_what_has_the_focus(sheet: Sheet) -> None:
    sheet.value("region").setFocus()
    QTest.keyClick(sheet.value("region"), Qt.Key.Key_F2)
    line = sheet.field("region")
    assert isinstance(line, QLineEdit)
    assert line.text() == "上海"
    assert line.selectedText() == "上海"


def test_escape_drops_what_was_typed(sheet: Sheet, type_in: TypeIn) -> None:
    click(sheet.value("region"))
    type_in(sheet.field("region"), "北京")
    QTest.keyClick(sheet.field("region"), Qt.Key.Key_Escape)
    assert sheet.values()["region"] == "上海"
    assert sheet.value("region").accessibleName().endswith("上海")


def test_a_refusal_stands_beside_the_field_and_the_typed_text_stays(sheet: Sheet, type_in: TypeIn) -> None:
    click(sheet.value("revenue"))
    type_in(sheet.field("revenue"), "a lot")
    QTest.keyClick(sheet.field("revenue"), Qt.Key.Key_Return)
    line = sheet.field("revenue")
    assert isinstance(line, QLineEdit)
    assert line.text() == "a lot"
    assert sheet.refusal("revenue").isVisible()
    assert "a lot" in sheet.refusal("revenue").text()
    assert sheet.values()["revenue"] is None
    line.clear()
    type_in(line, "1,280万")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert sheet.values()["revenue"] == 1_280_0000_00
    assert not sheet.refusal("revenue").isVisible()


def test_a_refusal_of_the_action_stands_there_too(sheet: Sheet, desk: Desk) -> None:
    click(sheet.value("name"))
    line = sheet.field("name")
    assert isinstance(line, QLineEdit)
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert sheet.refusal("name").text() == "Please fill in “Name”."
    assert sheet.values()["name"] == "华东电力集团"


def test_leaving_the_field_keeps(sheet: Sheet, qtbot: QtBot) -> None:
    click(sheet.value("region"))
    line = sheet.field("region")
    assert isinstance(line, QLineEdit)
    line.setText("江苏")
    sheet.elsewhere.setFocus()
    qtbot.waitUntil(lambda: sheet.values()["region"] == "江苏")
    assert not sheet.form.editing


def test_a_choice_a_day_and_a_long_text_are_kept(sheet: Sheet, type_in: TypeIn) -> None:
    click(sheet.value("ownership"))
    box = sheet.field("ownership", QComboBox)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(Ownership.CENTRAL.value))
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert sheet.values()["ownership"] is Ownership.CENTRAL
    click(sheet.value("founded"))
    type_in(sheet.field("founded"), "1998-3-5")
    QTest.keyClick(sheet.field("founded"), Qt.Key.Key_Return)
    assert sheet.values()["founded"] == date(1998, 3, 5)
    click(sheet.value("strategy"))
    text = sheet.field("strategy", QPlainTextEdit)
    type_in(text, "one")
    QTest.keyClick(text, Qt.Key.Key_Return)
    type_in(text, "two")
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.values()["strategy"] == "one\ntwo"


def test_a_link_is_found_by_pinyin_initials(sheet: Sheet, desk: Desk, type_in: TypeIn) -> None:
    group = desk.do(save_account, None, {"name": "中国电力投资"})
    click(sheet.value("parent"))
    line = sheet.field("parent")
    assert isinstance(line, LinkPicker)
    type_in(line, "zgdl")
    assert line.popup.isVisible()
    assert line.popup.list.count() == 1
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert sheet.values()["parent"] == group
    assert sheet.value("parent").accessibleName().endswith("中国电力投资")


def test_a_link_that_names_nothing_is_refused(sheet: Sheet) -> None:
    click(sheet.value("parent"))
    line = sheet.field("parent")
    assert isinstance(line, LinkPicker)
    line.setText("没有这家")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "没有这家" in sheet.refusal("parent").text()


def test_a_name_of_five_thousand_characters_is_refused_and_a_long_one_does_not_widen_the_form(sheet: Sheet) -> None:
    click(sheet.value("name"))
    line = sheet.field("name")
    assert isinstance(line, QLineEdit)
    line.setText("长" * 5000)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "200" in sheet.refusal("name").text()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    click(sheet.value("strategy"))
    text = sheet.field("strategy", QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("w" * 5000)
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.values()["strategy"] == "w" * 5000
    assert sheet.form.minimumSizeHint().width() < 700


def test_a_picked_calendar_day_goes_into_the_line(sheet: Sheet, qtbot: QtBot) -> None:
    from kamdesk.widgets.pickers import DayPicker

    click(sheet.value("founded"))
    picker = sheet.form.findChild(DayPicker)
    assert isinstance(picker, DayPicker)
    picker.open_calendar()
    assert picker.calendar is not None
    picker.calendar.setSelectedDate(picker.calendar.selectedDate().addDays(1))
    picker.calendar.activated.emit(picker.calendar.selectedDate())
    assert picker.line.text() == "2026-11-23"


def test_creating_shows_every_refusal_at_once_and_keeps_what_was_typed(desk: Desk, qtbot: QtBot, type_in: TypeIn) -> None:
    dialog = NewDialog(None, desk, "New account", ACCOUNT_FIELDS[:14], lambda values: desk.do(save_account, None, values))
    qtbot.addWidget(dialog)
    dialog.show()
    create = dialog.findChild(QPushButton, "new.create")
    assert isinstance(create, QPushButton)
    revenue = dialog.findChild(QLineEdit, "field.revenue")
    name = dialog.findChild(QLineEdit, "field.name")
    assert isinstance(revenue, QLineEdit)
    assert isinstance(name, QLineEdit)
    type_in(revenue, "x")
    click(create)
    assert dialog.isVisible()
    shown = {each.objectName() for each in dialog.findChildren(QLabel) if each.objectName().startswith("refusal.") and each.isVisible()}
    assert shown == {"refusal.name", "refusal.revenue"}
    assert revenue.text() == "x"
    revenue.clear()
    type_in(name, "新客户")
    click(create)
    assert not dialog.isVisible()
    assert dialog.result_value is not None
    assert desk.ask(account_card, dialog.result_value, TODAY).values["name"] == "新客户"


def test_a_new_dialog_is_gone_from_the_screen_before_what_comes_next_is_built(desk: Desk, qtbot: QtBot) -> None:
    behind = Painted()
    qtbot.addWidget(behind)
    behind.resize(900, 700)
    behind.show()
    qtbot.waitExposed(behind)

    def uncover() -> None:
        behind.times = 0
        behind.update()

    dialog = NewDialog(behind, desk, "New account", ACCOUNT_FIELDS[:3], lambda _values: "done")
    dialog.finished.connect(uncover)
    dialog.editors["name"].put("晋岚电力")
    QTimer.singleShot(0, dialog, dialog.finish)
    assert made(dialog) == "done"
    assert not dialog.isVisible()
    assert behind.times > 0, "the window behind was painted again"
