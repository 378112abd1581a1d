"""Today through real keys; what leaves the list has left it in the file too."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from sqlalchemy import event

from kamdesk.accounts.actions import save_account
from kamdesk.bids.tables import Bid
from kamdesk.core.store import Store
from kamdesk.promises.actions import keep_promise, note_promise
from kamdesk.promises.queries import open_promises
from kamdesk.tenders.tables import Tender
from kamdesk.today import queries
from kamdesk.today.page import TodayPage, WaitingLine
from kamdesk.today.rules import Matter
from kamdesk.widgets.desk import Address, Desk
from tests.factories.pages import words_on
from tests.factories.songling import TODAY, Songling

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, sample: Songling, shown: Show) -> TodayPage:
    made = TodayPage(desk)
    made.show_address(Address("today"))
    shown(made)
    made.list.setFocus()
    return made


def matters(page: TodayPage) -> list[Matter]:
    lines = (page.list.itemWidget(page.list.item(row)) for row in range(page.list.count()))
    return [line.waiting.matter for line in lines if isinstance(line, WaitingLine)]


def go_to(page: TodayPage, matter: Matter) -> None:
    while (waiting := page.list.current()) is None or waiting.matter is not matter:
        before = page.list.currentRow()
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        assert page.list.currentRow() != before


def test_everything_that_waits_stands_in_its_order_with_its_reason(page: TodayPage) -> None:
    assert matters(page) == [Matter.VISIT, Matter.PROMISE, Matter.REPORT, Matter.STEP, Matter.CERTIFICATE, Matter.CONTACT]
    said = words_on(page)
    for reason in (
        "4 件事今天必须做",
        "我方承诺，已逾期 2 天",
        "26 天前已拜访，尚未写报告",
        "下一步昨天到期",
        "28 天后到期",
        "已 26 天未联系，联系周期为 14 天",
    ):
        assert reason in said, reason


def test_space_keeps_a_promise_and_the_next_thing_is_current(page: TodayPage, desk: Desk, sample: Songling) -> None:
    go_to(page, Matter.PROMISE)
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert sample.promise not in [row.id for row in desk.ask(open_promises, TODAY)]
    assert Matter.PROMISE not in matters(page)
    assert "3 件事今天必须做" in words_on(page)
    assert page.list.current() is not None
    desk.tell_changes(desk.store.undo().changes)
    assert Matter.PROMISE in matters(page)


def test_s_puts_off_until_tomorrow(page: TodayPage, desk: Desk) -> None:
    go_to(page, Matter.STEP)
    QTest.keyClick(page.list, Qt.Key.Key_S)
    assert Matter.STEP not in matters(page)
    assert "已推迟 1 件" in words_on(page)
    tomorrow = desk.ask(queries.day, date(2026, 11, 23))
    assert Matter.STEP in [each.matter for each in tomorrow.waiting]


@pytest.mark.parametrize(
    ("matter", "where"),
    [
        (Matter.VISIT, "visits"),
        (Matter.PROMISE, "accounts"),
        (Matter.STEP, "opportunities"),
        (Matter.CERTIFICATE, "library"),
        (Matter.CONTACT, "people"),
    ],
)
def test_enter_opens_what_it_is_about(page: TodayPage, desk: Desk, matter: Matter, where: str) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    go_to(page, matter)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert [address.page for address in opened] == [where]
    assert opened[0].id is not None


def test_todays_visits_stand_by_the_clock_with_their_readiness(page: TodayPage, desk: Desk, sample: Songling) -> None:
    (appointment,) = desk.ask(queries.day, TODAY).appointments
    assert (appointment.id, appointment.minutes, appointment.points) == (sample.visit, 60, 7)
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    QTest.mouseClick(page.timeline.findChild(QPushButton, "today.visit"), Qt.MouseButton.LeftButton)
    assert opened == [Address("visits", sample.visit)]


def test_a_bid_near_its_deadline_stands_on_top(store: Store, sample: Songling) -> None:
    with store.writing("a bid") as work:
        tender = work.put(
            Tender, None, {"name": "开关柜采购", "account": sample.company, "deadline": datetime(2026, 11, 25, 1, 0, tzinfo=UTC)}
        )
        work.session.flush()
        work.put(Bid, None, {"name": "开关柜采购投标", "tender": tender})
    first = store.ask(queries.day, TODAY).waiting[0]
    assert (first.matter, first.title, first.days, first.account_name) == (Matter.BID, "开关柜采购投标", 3, "松岭电力")
    assert store.ask(queries.waiting_count, TODAY) == 5


def test_the_day_costs_the_same_number_of_statements_however_much_waits(store: Store, sample: Songling) -> None:
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))

    def cost() -> int:
        said.clear()
        store.ask(queries.day, TODAY)
        return len([statement for statement in said if statement.startswith("SELECT")])

    before = cost()
    for number in range(8):
        store.do(note_promise, {"what": f"事 {number}", "due": TODAY})
    assert cost() == before


def test_an_empty_workspace_tells_how_to_begin_and_a_calm_day_is_calm(desk: Desk, shown: Show) -> None:
    page = TodayPage(desk)
    page.show_address(Address("today"))
    shown(page)
    asked: list[str] = []
    desk.asked_for.connect(asked.append)
    assert "先录入您的第一个客户" in words_on(page)
    (link,) = [button for button in page.findChildren(QPushButton, "empty.link") if button.isVisible()]
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked == ["sample"]
    desk.do(save_account, None, {"name": "临江机场"})
    assert "今天没有紧迫的事" in words_on(page)


def test_the_eyes_stay_where_they_are_when_something_leaves_the_list(page: TodayPage, desk: Desk, sample: Songling) -> None:
    page.list.setFixedHeight(160)
    QApplication.processEvents()
    bar = page.list.verticalScrollBar()
    bar.setValue(70)
    desk.do(keep_promise, sample.promise)
    assert Matter.PROMISE not in matters(page)
    assert bar.value() == 70
