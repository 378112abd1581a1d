"""A rep's first month: from the first start to the promise that waits on Today, then the file is opened again and holds it all."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kamdesk.accounts.queries import account_ids, account_rows
from kamdesk.library.queries import company
from kamdesk.people.queries import person_ids, person_rows
from kamdesk.pipeline.queries import opportunity_ids, opportunity_rows
from kamdesk.promises.queries import open_promises
from kamdesk.relations.queries import map_sheet
from kamdesk.upkeep import opening
from kamdesk.visits.queries import visit_ids, visit_sheet
from kamdesk.visits.rules import VisitState
from tests.journeys.conftest import TODAY
from tests.journeys.rep import ALT, CONTROL, ENTER, TAB, Rep, plain_text

PASSPHRASE = "river lantern forty quince"
POINTS = {
    "prepare": {"reason": "三号变的改造窗口只有一次", "best_result": "同意做馈线自动化试点", "least_result": "拿到负荷曲线"},
    "on_time": {"minutes": "60"},
    "opening": {"opening": "李主任，上周您提到的跳闸，我们找到了原因。"},
    "materials": {"materials": "样板工程录像，第 3 页的对比表"},
    "openness": {"questions": "改造期间最不能停的是哪条线？"},
    "next": {"next_meeting": "12 月 3 日到现场踏勘"},
}


def first_run(rep: Rep, path: Path) -> None:
    """By keyboard alone, but for the tick."""
    rep.press(ENTER)  # the first button has the keyboard
    rep.see("first.path", QLineEdit).setText(str(path))
    rep.fill("passphrase.first", PASSPHRASE)
    rep.press(TAB)
    QTest.keyClick(rep.fill("passphrase.again", PASSPHRASE), ENTER)
    rep.fill("first.name", "晋岚自动化有限公司")
    rep.fill("first.rep_name", "林晓")
    QTest.keyClick(rep.fill("first.rep_phone", "13800000000"), ENTER)
    rep.see("recovery.kept")


def keep_the_code(rep: Rep) -> None:
    rep.click("recovery.copy")
    rep.click("recovery.kept")
    rep.click("first.done")


def new_account(rep: Rep) -> None:

    rep.press(Qt.Key.Key_2, ALT)

    rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), lambda: (rep.fill("field.name", "华东电力集团有限公司"), rep.press(ENTER)))


def people_and_map(rep: Rep) -> None:
    rep.tab("人物")
    for name, position in (("王建国", "总经理"), ("李敏", "设备部主任")):

        def person(name: str = name, position: str = position) -> None:
            rep.fill("field.name", name)
            rep.fill("field.position", position)
            rep.press(ENTER)

        rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), person)
    rep.tab("关系图")
    rep.in_dialog(lambda: rep.click("empty.start"), lambda: (rep.take("field.person", "wjg"), rep.press(ENTER)))

    def second() -> None:
        rep.take("field.person", "limin")
        rep.see("field.reports_to", QLineEdit).clear()
        rep.take("field.reports_to", "jianguo")
        rep.press(ENTER)

    rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), second)


def opportunity_and_visit(rep: Rep) -> None:
    def opportunity() -> None:
        rep.fill("field.name", "2027 年配电自动化改造")
        rep.fill("field.amount", "1280万")
        rep.fill("field.expected_on", "2027-03-31")
        rep.press(ENTER)

    rep.tab("商机")
    rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), opportunity)

    def visit() -> None:
        rep.take("field.account", "hddl")
        rep.fill("field.subject", "馈线自动化方案交流")
        rep.take("field.opportunity", "配电")
        rep.fill("field.starts_at", "2026-11-22 14:30")
        rep.fill("field.place", "集团三楼会议室")
        rep.press(ENTER)

    rep.press(Qt.Key.Key_5, ALT)
    rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), visit)


def prepare(rep: Rep) -> None:
    rep.take("attendee.add", "limin")
    aim = rep.fill("attendee.aim", "愿意带我们见王总")
    QTest.keyClick(aim, ENTER)
    for point, fields in POINTS.items():
        rep.click(f"step.{point}")
        for name, text in fields.items():
            rep.write(name, text)


def report(rep: Rep) -> None:
    rep.click("visit.visited")
    rep.fill("field.said", "李主任认可试点，要先看同类电厂的数据。")
    rep.fill("field.next_step", "送同类电厂的停电数据")
    rep.click("promise.add")
    rep.fill("field.what", "送同类电厂的停电数据")
    rep.fill("field.due", "2026-11-22")
    rep.press(ENTER, CONTROL)


def test_from_the_first_start_to_a_promise_on_today(start: Callable[..., Rep], tmp_path: Path) -> None:
    path = tmp_path / "我的客户.kamdesk"
    rep = start()
    first_run(rep, path)
    keep_the_code(rep)
    new_account(rep)
    people_and_map(rep)
    opportunity_and_visit(rep)
    prepare(rep)
    assert rep.says("准备就绪")
    brief = rep.print_to(tmp_path / "brief.pdf", lambda: rep.press(Qt.Key.Key_P, CONTROL))
    report(rep)
    rep.press(Qt.Key.Key_1, ALT)
    assert rep.says("送同类电厂的停电数据")
    said = plain_text(brief)
    for text in ("馈线自动化方案交流", "李敏", "同意做馈线自动化试点", "改造期间最不能停的是哪条线", "12月3日到现场踏勘"):
        assert text in said
    rep.program.window.close()

    with opening.open_with_passphrase(path, PASSPHRASE) as kept:
        ask = kept.store.ask
        assert ask(company).said("rep_name") == "林晓"
        account = ask(account_ids)[0]
        assert ask(account_rows, [account])[0].name == "华东电力集团有限公司"
        assert {row.name for row in ask(person_rows, ask(person_ids), TODAY)} == {"王建国", "李敏"}
        seats = {seat.name: seat for seat in ask(map_sheet, account).seats}
        assert seats["李敏"].reports_to == seats["王建国"].id
        assert ask(opportunity_rows, ask(opportunity_ids), TODAY)[0].amount == 1280_0000_00
        sheet = ask(visit_sheet, ask(visit_ids)[0], TODAY)
        assert sheet.state is VisitState.DONE
        assert sheet.readiness.count == 7
        assert [row.what for row in ask(open_promises, TODAY)] == ["送同类电厂的停电数据"]


def test_who_leaves_before_keeping_the_code_is_asked_for_the_passphrase_next_time(start: Callable[..., Rep], tmp_path: Path) -> None:
    first = start()
    first_run(first, tmp_path / "我的客户.kamdesk")
    first.program.window.close()
    rep = start()
    QTest.keyClick(rep.fill("unlock.passphrase", PASSPHRASE), ENTER)
    assert rep.program.workspace is not None
