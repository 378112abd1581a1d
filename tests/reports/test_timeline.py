"""The timeline of an account and the sums of a group: what is told, in which order, and what a click opens."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import event

from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.pipeline.actions import save_opportunity
from kamdesk.pipeline.rules import Outcome, Stage
from kamdesk.reports.page import TimelinePanel
from kamdesk.reports.queries.group import group_figures, group_members
from kamdesk.reports.queries.timeline import timeline
from kamdesk.reports.rules import Event, Happening, counted, in_order, narrowed, worded
from kamdesk.visits.actions import plan_visit
from kamdesk.widgets.desk import Address, Desk
from tests.factories.pages import typed
from tests.factories.songling import TODAY, Songling

ZH = words_of("zh_CN")


def said(events: tuple[Event, ...]) -> list[tuple[str, str, str]]:
    return [(event.kind.value, event.title, worded(event, ZH)) for event in events]


def test_an_account_tells_what_happened_from_every_subject_the_newest_first(store: Store, sample: Songling) -> None:
    events = store.ask(timeline, sample.company, TODAY)
    told = said(events)
    assert ("visit", "技术方案初步交流", "已拜访：李主任认可分段割接的思路，希望看到停电影响测算") in told
    assert ("fact", "听说分管副总可能调任集团。", "来源：总部情报") in told
    assert ("promise", "提供一次系统单线图", "客户承诺") in told
    assert ("deal", "配网自动化改造二期", "商机建立") in told
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)


def test_a_stage_taken_back_is_not_told(store: Store, sample: Songling) -> None:
    store.do(save_opportunity, sample.project, {"stage": Stage.TENDER})
    assert ("deal", "配网自动化改造二期", "阶段：招投标") in said(store.ask(timeline, sample.company, TODAY))
    store.undo()
    assert ("deal", "配网自动化改造二期", "阶段：招投标") not in said(store.ask(timeline, sample.company, TODAY))
    store.redo()
    assert said(store.ask(timeline, sample.company, TODAY)).count(("deal", "配网自动化改造二期", "阶段：招投标")) == 1


def test_what_was_opened_is_told_also_after_undo_and_redo(store: Store, sample: Songling) -> None:
    store.do(save_opportunity, None, {"name": "环网柜更换", "account": sample.company})
    store.undo()
    store.redo()
    assert said(store.ask(timeline, sample.company, TODAY)).count(("deal", "环网柜更换", "商机建立")) == 1


def test_a_group_tells_of_its_members_and_says_whose_it_is(store: Store, sample: Songling) -> None:
    assert store.ask(timeline, sample.group, TODAY) == ()
    events = store.ask(timeline, sample.group, TODAY, True)
    assert len(events) == len(store.ask(timeline, sample.company, TODAY))
    assert {event.about for event in events} == {"松岭电力"}


def test_the_number_of_statements_does_not_grow_with_the_account(store: Store, sample: Songling) -> None:
    def statements() -> int:
        asked: list[str] = []
        event.listen(store.engine, "before_cursor_execute", note := lambda _c, _k, statement, *_: asked.append(statement))
        store.ask(timeline, sample.company, TODAY)
        event.remove(store.engine, "before_cursor_execute", note)
        return len(asked)

    before = statements()
    for number in range(20):
        store.do(plan_visit, {"subject": f"第 {number} 次", "account": sample.company, "starts_at": datetime(2026, 9, 1, 2, tzinfo=UTC)})
    assert statements() == before


def test_a_group_adds_up_its_members(store: Store, sample: Songling) -> None:
    store.do(save_opportunity, None, {"name": "综保更换", "account": sample.plant, "amount": 2_000_000_00})
    won = {"name": "一期", "account": sample.plant, "amount": 9_000_000_00, "outcome": Outcome.WON, "closed_on": date(2025, 3, 1)}
    store.do(save_opportunity, None, won)
    rows = {row.account: row for row in store.ask(group_members, sample.group, TODAY)}
    assert [rows[each].open_amount for each in (sample.group, sample.company, sample.plant)] == [0, 16_450_000_00, 2_000_000_00]
    assert rows[sample.company].people == 9
    figures = {figure.label: figure.value for figure in store.ask(group_figures, sample.group, TODAY)}
    assert (figures["Open in the group"], figures["Won in the group"]) == (18_450_000_00, 9_000_000_00)
    assert (figures["Visits in 90 days"], figures["Last visit"]) == (1, date(2026, 10, 27))
    assert store.ask(group_figures, sample.plant, TODAY) == ()


def test_events_are_ordered_counted_and_narrowed() -> None:
    one = Event(date(2026, 1, 2), Happening.FACT, "Budget", "account_note", sample_id())
    two = Event(date(2026, 1, 2), Happening.VISIT, "First talk", "visit", sample_id(), about="青石")
    three = Event(date(2026, 3, 1), Happening.FACT, "Leader moves", "account_note", sample_id())
    assert in_order([one, two, three]) == (three, two, one)
    assert counted([one, two, three])[Happening.FACT] == 2
    assert narrowed([one, two, three], frozenset({Happening.FACT}), "budget", ZH) == (one,)
    assert narrowed([one, two, three], frozenset(), "青石 talk", ZH) == (two,)


def sample_id():
    from kamdesk.core.ids import new_id

    return new_id()


@pytest.fixture
def panel(desk: Desk, sample: Songling, shown: Callable[[QWidget], None]) -> TimelinePanel:
    made = TimelinePanel(desk)
    shown(made)
    made.show_item(sample.company)
    return made


def test_chips_and_typing_narrow_the_timeline_and_can_be_cleared(panel: TimelinePanel, qtbot) -> None:
    whole = len(panel.shown())
    assert panel.chips[Happening.FACT].text() == "信息 3"
    QTest.mouseClick(panel.chips[Happening.FACT], Qt.MouseButton.LeftButton)
    assert len(panel.shown()) == 3
    typed(panel.filter, "没有的事")
    qtbot.waitUntil(lambda: panel.stack.currentWidget() is panel.nothing)
    QTest.mouseClick(panel.nothing.link, Qt.MouseButton.LeftButton)
    assert len(panel.shown()) == whole
    assert panel.stack.currentWidget() is panel.view


def test_enter_opens_what_an_event_is_about(panel: TimelinePanel, desk: Desk, sample: Songling) -> None:
    opened: list[Address] = []
    desk.opened.connect(opened.append)
    rows = panel.view.rows()
    place = next(number for number, row in enumerate(rows) if isinstance(row, Event) and row.title == "技术方案初步交流")
    panel.view.setCurrentIndex(panel.view.model().index(place, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert opened[0].page == "visits"
    fact = next(number for number, row in enumerate(rows) if isinstance(row, Event) and row.kind is Happening.FACT)
    panel.view.setCurrentIndex(panel.view.model().index(fact, 0))
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert opened[1] == Address("accounts", sample.company, "overview")


def test_what_happens_while_the_timeline_is_open_appears_in_it(panel: TimelinePanel, desk: Desk, sample: Songling) -> None:
    desk.do(plan_visit, {"subject": "岁末回访", "account": sample.company, "starts_at": datetime(2026, 12, 20, 2, tzinfo=UTC)})
    assert "岁末回访" in [event.title for event in panel.shown()]
    assert panel.view.rows()[0].text == "未来"
