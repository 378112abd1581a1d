"""The visits page through real clicks and keys: from an empty workspace to a report whose promises stand in the ledger."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kamdesk.core.words import Language, words_of
from kamdesk.pipeline.queries import opportunity_card
from kamdesk.promises.queries import open_promises
from kamdesk.promises.rules import Debtor
from kamdesk.visits import queries
from kamdesk.visits.page.one import PREPARE, REPORT
from kamdesk.visits.rules import Point, VisitState
from kamdesk.widgets.desk import Address
from kamdesk.widgets.print_job import PrintOptions

TODAY = date(2026, 11, 22)
ENTER, ESCAPE, F2, F9 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_F9
CONTROL = Qt.KeyboardModifier.ControlModifier


def say(widget: QWidget, text: str) -> None:
    """Types as people do: Latin by keys, Chinese through the input method."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def part(inside: QWidget, kind: type, name: str) -> QWidget:
    """The one visible widget of a name; what was just made is shown by the event loop."""
    QApplication.processEvents()
    found = [each for each in inside.findChildren(kind, name) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} × {name}"
    return found[0]


def click(inside: QWidget, name: str) -> None:
    QTest.mouseClick(part(inside, QPushButton, name), Qt.MouseButton.LeftButton)


def in_dialog(deed: Callable[[QWidget], None]) -> None:
    """What the rep does in the dialog that the next click opens, once it is there."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, act)
            return
        try:
            deed(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, act)


def write(page: QWidget, name: str, text: str) -> None:
    """A click on a value, typing, and Ctrl+Enter to keep it."""
    click(page.view.point, f"value.{name}")
    field = page.view.point.findChild(QPlainTextEdit, f"field.{name}") or page.view.point.findChild(QLineEdit, f"field.{name}")
    say(field, text)
    QTest.keyClick(field, ENTER, CONTROL)


def sheet_of(desk, visit):
    return desk.ask(queries.visit_sheet, visit, TODAY)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(found.split())


def test_from_an_empty_workspace_to_promises_in_the_ledger(page, desk):
    def plan(dialog: QWidget) -> None:
        account = part(dialog, QLineEdit, "field.account")
        say(account, "临江发电")
        QTest.keyClick(account, ENTER)
        say(part(dialog, QLineEdit, "field.subject"), "初次访谈")
        say(part(dialog, QLineEdit, "field.starts_at"), "2026-11-25 09:30")
        click(dialog, "new.create")

    in_dialog(plan)
    click(page, "empty.start")
    visit = desk.ask(queries.visit_ids)[0]
    assert page.address == Address("visits", visit)
    assert page.view.ring.accessibleName() == "0 / 7"

    picker = part(page.view, QLineEdit, "attendee.add")
    picker.setFocus()
    say(picker, "赵厂长")
    QTest.keyClick(picker, ENTER)
    aim = part(page.view, QLineEdit, "attendee.aim")
    say(aim, "同意安排现场踏勘")
    QTest.keyClick(aim, ENTER)
    for step, fields in {
        "prepare": {"reason": "带来同类电厂的改造数据", "best_result": "定下踏勘日期", "least_result": "拿到负荷资料"},
        "on_time": {"place": "临江电厂"},
        "opening": {"opening": "赵厂长，听说明年要大修。"},
        "materials": {"materials": "样板工程照片"},
        "openness": {"questions": "大修怎么安排？"},
        "next": {"next_meeting": "12 月 3 日现场"},
    }.items():
        click(page.view, f"step.{step}")
        for name, text in fields.items():
            write(page, name, text)
    found = sheet_of(desk, visit)
    assert found.readiness.count == 7
    assert [(row.name, row.aim) for row in found.people] == [("赵厂长", "同意安排现场踏勘")]
    assert page.view.ring.accessibleName() == "7 / 7"

    click(page.view, "visit.visited")
    assert page.view.mode == REPORT
    say(part(page.view, QPlainTextEdit, "field.said"), "谈了明年大修")
    say(part(page.view, QLineEdit, "field.next_step"), "发踏勘清单")
    click(page.view, "promise.add")
    say(part(page.view, QLineEdit, "field.what"), "发踏勘清单")
    say(part(page.view, QLineEdit, "field.due"), "11-27")
    click(page.view, "report.save")
    owed = desk.ask(open_promises, TODAY)
    assert [(row.what, row.debtor, row.due) for row in owed] == [("发踏勘清单", Debtor.OURS, date(2026, 11, 27))]
    assert sheet_of(desk, visit).state is VisitState.DONE
    assert "发踏勘清单" in page.view.report.noted.text()
    assert page.view.report.promised.lines == []


def test_undoing_a_report_brings_the_page_back_to_preparing(page, desk, visit):
    desk.open(Address("visits", visit))
    click(page.view, "visit.visited")
    say(part(page.view, QPlainTextEdit, "field.said"), "谈了")
    click(page.view, "report.save")
    assert sheet_of(desk, visit).text("said") == "谈了"
    desk.tell_changes(desk.store.undo().changes)
    assert sheet_of(desk, visit).text("said") == ""
    assert "待写报告" in [badge.text for badge in page.view.head.findChildren(QWidget) if hasattr(badge, "tone")]


def test_the_brief_follows_the_typing_before_anything_is_kept(page, desk, visit, qtbot):
    desk.open(Address("visits", visit))
    qtbot.waitUntil(lambda: "确认方案论证会" in text_of(page.view.brief.content or EMPTY), timeout=20_000)
    click(page.view, "step.prepare")
    click(page.view.point, "value.least_result")
    field = part(page.view.point, QPlainTextEdit, "field.least_result")
    field.clear()
    say(field, "约到生产技术部的时间")
    qtbot.waitUntil(lambda: "约到生产技术部的时间" in text_of(page.view.brief.content), timeout=20_000)
    assert sheet_of(desk, visit).text("least_result") == "拿到生产技术部对方案的书面意见。"
    QTest.keyClick(field, ESCAPE)
    assert sheet_of(desk, visit).text("least_result") == "拿到生产技术部对方案的书面意见。"


def test_f9_folds_the_preview_and_a_narrow_page_has_it_folded(page, desk, visit):
    desk.open(Address("visits", visit))
    assert page.view.brief.isVisible()
    QTest.keyClick(page.view.stepper.findChild(QPushButton, "step.whom"), F9)
    assert not page.view.brief.isVisible()
    QTest.keyClick(page.view.stepper.findChild(QPushButton, "step.whom"), F9)
    assert page.view.brief.isVisible()


def test_a_narrow_page_begins_without_the_preview(page, desk, visit):
    page.resize(1102, 640)
    desk.open(Address("visits", visit))
    assert not page.view.brief.isVisible()
    click(page.view, "visit.preview")
    assert page.view.brief.isVisible()


def test_a_suggestion_that_is_used_is_written_and_one_that_is_skipped_is_gone(page, desk, planned, customer):
    visit = planned(opportunity=customer.project)
    desk.open(Address("visits", visit))
    assert [row.name for row in sheet_of(desk, visit).people] == []
    offers = page.view.point.findChildren(QPushButton, "suggestion.use")
    QTest.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    assert [row.name for row in sheet_of(desk, visit).people] == ["王建国"]
    click(page.view, "step.openness")
    before = len(shown(page, "suggestion.skip"))
    QTest.mouseClick(shown(page, "suggestion.skip")[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(shown(page, "suggestion.use")[0], Qt.MouseButton.LeftButton)
    assert len(shown(page, "suggestion.skip")) == before - 2
    assert sheet_of(desk, visit).text("questions") == "预算批复走到哪一步了？"


def shown(page: QWidget, name: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [each for each in page.view.point.findChildren(QPushButton, name) if each.isVisible()]


def test_a_tick_settles_a_point_with_nothing_in_it(page, desk, planned):
    visit = planned()
    desk.open(Address("visits", visit))
    click(page.view, "step.materials")
    QTest.mouseClick(page.view.point.tick, Qt.MouseButton.LeftButton, pos=page.view.point.tick.rect().center() / 8)
    assert sheet_of(desk, visit).values[Point.MATERIALS.tick] is True
    assert page.view.ring.accessibleName() == "1 / 7"


def test_a_bad_promise_is_refused_at_its_line_and_what_was_typed_stays(page, desk, visit):
    desk.open(Address("visits", visit))
    click(page.view, "visit.visited")
    say(part(page.view, QPlainTextEdit, "field.said"), "谈了")
    click(page.view, "promise.add")
    say(part(page.view, QLineEdit, "field.what"), "发资料")
    say(part(page.view, QLineEdit, "field.due"), "someday")
    click(page.view, "report.save")
    assert part(page.view, QLabel, "refusal.promise").text()
    assert part(page.view, QPlainTextEdit, "field.said").toPlainText() == "谈了"
    assert desk.ask(open_promises, TODAY) == ()
    assert sheet_of(desk, visit).text("said") == ""


def test_an_empty_report_is_refused_beside_the_first_field(page, desk, visit):
    desk.open(Address("visits", visit))
    click(page.view, "visit.visited")
    click(page.view, "report.save")
    assert "至少写一项" in part(page.view, QLabel, "refusal.said").text()


@pytest.mark.parametrize("focused", ["field.next_step_on", "field.said"])
def test_ctrl_enter_saves_the_report_and_its_next_step_reaches_the_project_with_its_day(page, desk, visit, customer, focused):
    desk.open(Address("visits", visit, REPORT))
    say(part(page.view, QLineEdit, "field.next_step"), "送会务方案")
    say(part(page.view, QLineEdit, "field.next_step_on"), "2026-11-30")
    last = part(page.view, QWidget, focused)
    last.setFocus()
    QTest.keyClick(last, ENTER, CONTROL)
    row = desk.ask(opportunity_card, customer.project, TODAY).row
    assert (row.next_step, row.next_step_on) == ("送会务方案", date(2026, 11, 30))


def test_what_is_typed_into_a_report_survives_a_change_elsewhere(page, desk, visit, planned):
    desk.open(Address("visits", visit, REPORT))
    say(part(page.view, QPlainTextEdit, "field.said"), "还没写完")
    planned(subject="另一次")
    desk.tell_changes(frozenset({("visit", visit)}))
    assert part(page.view, QPlainTextEdit, "field.said").toPlainText() == "还没写完"


def test_ctrl_p_offers_the_brief_masked_and_unmasked(page, desk, visit, qtbot):
    desk.open(Address("visits", visit))
    asked = []
    desk.asked_for.connect(asked.append)
    click(page.view, "visit.print")
    assert asked == ["print"]
    job = page.print_items()
    assert job is not None
    made: list[bytes] = []
    for masked in (True, False):
        options = PrintOptions(words_of(Language.ZH), masked, TODAY)
        desk.later(lambda job_here, options=options: job.papers[0].make(job_here, options), made.append, "")
    qtbot.waitUntil(lambda: len(made) == 2, timeout=20_000)
    assert ["角色与立场" in text_of(content) for content in made] == [False, True]


def test_the_list_is_cut_by_chips_and_filtered_by_typing(page, desk, visit, planned):
    late = planned(subject="上月回访", starts_at=datetime(2026, 10, 20, 2, tzinfo=UTC))
    page.refresh()
    assert set(page.grid.model.ids) == {visit, late}
    click(page, "when.unreported")
    assert tuple(page.grid.model.ids) == (late,)
    click(page, "when.all")
    page.filter_items()
    say(page.grid.filter, "lunzheng")
    QTest.keyClick(page.grid.filter, ENTER)
    assert tuple(page.grid.model.ids) == (visit,)
    QTest.keyClick(page.grid.table, ENTER)
    assert page.address.id == visit


def test_f2_opens_the_first_empty_field_of_the_point(page, desk, planned):
    desk.open(Address("visits", planned(reason="有理由")))
    click(page.view, "step.prepare")
    page.edit_item()
    assert page.view.point.forms[Point.PREPARE].rows["best_result"].editor is not None


def test_a_visit_that_is_gone_leads_back_to_the_list(page, desk, visit):
    told = []
    desk.told.connect(told.append)
    desk.open(Address("visits", visit))
    desk.tell_changes(desk.store.undo().changes)
    assert page.address == Address("visits")
    assert len(told) == 1


@pytest.mark.parametrize("mode", [PREPARE, REPORT])
def test_history_comes_back_to_preparing_or_reporting(page, desk, visit, mode):
    desk.open(Address("visits", visit, mode))
    assert page.where() == Address("visits", visit, mode)


def _empty_pdf() -> bytes:
    from io import BytesIO

    document, target = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(10, 10)
    document.save(target)
    document.close()
    return target.getvalue()


EMPTY = _empty_pdf()
