"""Visits in a real workspace: planned, prepared, reported, taken back, listed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from kamdesk.accounts.actions import save_account
from kamdesk.core.figures import Tone
from kamdesk.core.problems import Refused
from kamdesk.pipeline.actions import save_opportunity
from kamdesk.pipeline.queries import opportunity_card
from kamdesk.promises.queries import open_promises
from kamdesk.promises.rules import Debtor
from kamdesk.visits import queries
from kamdesk.visits.actions import (
    PromiseMade,
    ReportDraft,
    add_attendee,
    cancel_visit,
    erase_visit,
    mark_visited,
    note_visit_promise,
    plan_again,
    plan_visit,
    remove_attendee,
    report_visit,
    save_attendee,
    save_visit,
    tick_point,
)
from kamdesk.visits.rules import Point, VisitState, When

TODAY = date(2026, 11, 22)
TEST_REPORT = PromiseMade("寄送检测报告", Debtor.OURS, date(2026, 11, 30))
DRAWING = PromiseMade("提供一次接线图", Debtor.THEIRS, date(2026, 12, 1))
REPORT = ReportDraft(
    "王总认可分段割接。", "集团 12 月开投委会", "同意 12 月 5 日论证", "准备论证会材料", date(2026, 12, 1), (TEST_REPORT, DRAWING)
)


def sheet(store, visit):
    return store.ask(queries.visit_sheet, visit, TODAY)


def at(day, hour=2):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_a_planned_visit_shows_its_people_in_the_order_they_were_put_on_the_list(store, customer, visit):
    found = sheet(store, visit)
    assert [each.name for each in found.theirs] == ["王建国", "李敏"]
    assert [each.name for each in found.ours] == ["林晓"]
    assert found.readiness.count == 7
    assert found.opportunity_name == "配网自动化改造二期"
    assert found.account_line == "华东电力 · 上海"


def test_a_person_is_put_on_the_list_once_and_can_be_taken_off(store, customer, planned):
    visit = planned()
    attendee = store.do(add_attendee, visit, customer.boss, "点头")[0]
    with pytest.raises(Refused, match="attends_already") as refused:
        store.do(add_attendee, visit, customer.boss)
    assert refused.value.facts["name"] == "王建国"
    store.do(save_attendee, attendee, {"aim": "同意论证"})
    assert sheet(store, visit).people[0].aim == "同意论证"
    store.do(remove_attendee, attendee)
    assert sheet(store, visit).people == ()
    store.do(add_attendee, visit, customer.boss)


def test_a_tick_counts_without_the_content(store, planned):
    visit = planned()
    before = sheet(store, visit).readiness.count
    store.do(tick_point, visit, Point.MATERIALS)
    assert sheet(store, visit).readiness.count == before + 1
    store.do(tick_point, visit, Point.MATERIALS, False)
    assert sheet(store, visit).readiness.count == before


def test_a_project_of_another_customer_is_refused_and_let_go_when_the_visit_moves(store, customer, planned):
    other = store.do(save_account, None, {"name": "临港水务"})[0]
    foreign = store.do(save_opportunity, None, {"name": "泵站自控", "account": other})[0]
    visit = planned(opportunity=customer.project)
    with pytest.raises(Refused, match="other_account") as refused:
        store.do(save_visit, visit, {"opportunity": foreign})
    assert refused.value.field == "opportunity"
    assert sheet(store, visit).opportunity == customer.project
    store.do(save_visit, visit, {"account": other})
    assert sheet(store, visit).opportunity is None


def test_a_report_notes_promises_and_moves_the_project_on_in_one_change(store, customer, visit):
    store.do(report_visit, visit, REPORT)
    found = sheet(store, visit)
    assert found.state is VisitState.DONE
    assert found.text("result") == "同意 12 月 5 日论证"
    assert [row.what for row in found.made] == ["寄送检测报告", "提供一次接线图"]
    assert {row.account for row in found.made} == {customer.account}
    project = store.ask(opportunity_card, customer.project, TODAY)
    assert (project.row.next_step, project.row.next_step_on) == ("准备论证会材料", date(2026, 12, 1))


def test_undoing_a_report_takes_the_promises_and_the_next_step_with_it(store, customer, visit):
    store.do(report_visit, visit, REPORT)
    assert store.undo().label == "Report a visit"
    found = sheet(store, visit)
    assert (found.state, found.made, found.text("said")) == (VisitState.PLANNED, (), "")
    assert store.ask(open_promises, TODAY) == ()
    assert store.ask(opportunity_card, customer.project, TODAY).row.next_step == "请王总确认方案论证会时间"
    store.redo()
    assert len(sheet(store, visit).made) == 2


def test_a_bad_promise_leaves_the_whole_report_unwritten(store, visit):
    with pytest.raises(Refused, match="empty") as refused:
        store.do(report_visit, visit, ReportDraft(said="谈了", promises=(PromiseMade(" ", Debtor.OURS, TODAY),)))
    assert refused.value.field == "what"
    assert sheet(store, visit).state is VisitState.PLANNED
    assert sheet(store, visit).text("said") == ""


def test_a_report_without_any_text_is_refused(store, visit):
    with pytest.raises(Refused, match="nothing_to_report"):
        store.do(report_visit, visit, ReportDraft(said=" ", promises=(TEST_REPORT,)))


def test_a_second_report_replaces_the_texts_and_keeps_the_promises(store, visit):
    store.do(report_visit, visit, REPORT)
    store.do(report_visit, visit, ReportDraft(said="补充：李敏也在场", promises=(PromiseMade("回访", Debtor.OURS, TODAY),)))
    found = sheet(store, visit)
    assert found.text("said") == "补充：李敏也在场"
    assert len(found.made) == 3


def test_a_report_without_a_next_step_leaves_the_projects_own(store, customer, visit):
    store.do(report_visit, visit, ReportDraft(said="寒暄"))
    assert store.ask(opportunity_card, customer.project, TODAY).row.next_step == "请王总确认方案论证会时间"


def test_a_promise_can_be_noted_after_the_report(store, visit):
    store.do(report_visit, visit, ReportDraft(said="谈了"))
    store.do(note_visit_promise, visit, DRAWING)
    assert [row.what for row in sheet(store, visit).made] == ["提供一次接线图"]


def test_cancelled_and_visited_exclude_each_other_until_planned_again(store, planned):
    visit = planned()
    store.do(cancel_visit, visit)
    with pytest.raises(Refused, match="visit_cancelled"):
        store.do(mark_visited, visit)
    store.do(plan_again, visit)
    store.do(mark_visited, visit)
    with pytest.raises(Refused, match="visit_done"):
        store.do(cancel_visit, visit)
    assert sheet(store, visit).starts_at == datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def test_erasing_a_visit_keeps_its_promises(store, visit):
    store.do(report_visit, visit, REPORT)
    store.do(erase_visit, visit)
    with pytest.raises(Refused, match="gone"):
        sheet(store, visit)
    assert len(store.ask(open_promises, TODAY)) == 2


def test_the_list_has_what_is_to_come_first_the_soonest_on_top_then_the_past_backwards(store, planned):
    later, sooner = planned(starts_at=at(TODAY + timedelta(days=9))), planned(starts_at=at(TODAY + timedelta(days=1)))
    someday = planned()
    old, older = planned(starts_at=at(TODAY - timedelta(days=5))), planned(starts_at=at(TODAY - timedelta(days=50)))
    for visit in (older, old):
        store.do(mark_visited, visit)
    assert store.ask(queries.visit_ids) == (sooner, later, someday, old, older)
    assert store.ask(queries.visit_ids, "starts_at") == (older, old, sooner, later, someday)


def test_the_list_is_cut_into_to_come_to_report_and_past(store, planned):
    coming, overdue, done = planned(starts_at=at(TODAY)), planned(starts_at=at(TODAY - timedelta(days=2))), planned(starts_at=at(TODAY))
    store.do(mark_visited, done)
    for when, expected in ((When.UPCOMING, {coming}), (When.UNREPORTED, {overdue, done}), (When.PAST, {done})):
        assert set(store.ask(queries.visit_ids, when=when, today=TODAY)) == expected
    assert {row.id for row in store.ask(queries.unreported, TODAY)} == {overdue, done}


@pytest.mark.parametrize("typed", ["论证", "lunzheng", "华东", "hddl"])
def test_visits_are_found_by_subject_and_customer(store, visit, typed):
    assert store.ask(queries.visit_ids, typed=typed) == (visit,)
    assert store.ask(queries.visit_ids, typed="光伏") == ()


def test_a_days_visits_stand_in_the_order_of_the_clock(store, planned):
    afternoon, morning = planned(starts_at=at(TODAY, 7)), planned(starts_at=at(TODAY, 1))
    planned(starts_at=at(TODAY + timedelta(days=1)))
    assert [row.id for row in store.ask(queries.on_day, TODAY, TODAY)] == [morning, afternoon]


def test_last_touch_counts_earlier_visits_that_took_place_only(store, customer, planned, visit):
    for days, happened in ((30, True), (10, True), (5, False)):
        earlier = planned(starts_at=at(TODAY - timedelta(days=days)))
        store.do(add_attendee, earlier, customer.boss)
        if happened:
            store.do(mark_visited, earlier)
    boss, engineer = sheet(store, visit).theirs
    assert boss.last_touch == TODAY - timedelta(days=10)
    assert engineer.last_touch is None


def test_the_days_since_the_last_visit_are_judged_by_the_tightest_rhythm(store, customer, planned):
    assert store.ask(queries.account_figures, customer.account, TODAY)[0].tone is Tone.UNKNOWN
    visit = planned(starts_at=at(TODAY - timedelta(days=25)))
    store.do(mark_visited, visit)
    figure = store.ask(queries.account_figures, customer.account, TODAY)[0]
    assert (figure.value, figure.tone, figure.facts["rhythm"]) == (25, Tone.CAUTION, 20)


def test_suggestions_know_the_account_the_project_and_the_last_visit(store, customer, planned):
    earlier = planned(starts_at=at(TODAY - timedelta(days=10)), opportunity=customer.project)
    store.do(report_visit, earlier, ReportDraft(said="谈了", next_step="带停电测算来", promises=(TEST_REPORT,)))
    visit = planned(opportunity=customer.project, starts_at=at(TODAY + timedelta(days=3)))
    found = {(each.point, each.into) for each in store.ask(queries.visit_suggestions, sheet(store, visit), TODAY)}
    assert found == {
        (Point.WHOM, ""), (Point.PREPARE, "reason"), (Point.PREPARE, "best_result"), (Point.ON_TIME, "place"), (Point.OPENING, "opening"),
        (Point.MATERIALS, "materials"), (Point.OPENNESS, "questions"), (Point.OPENNESS, "objections"), (Point.NEXT, "next_meeting"),
    }  # fmt: skip


def test_a_visit_needs_a_subject_and_an_account(store, customer):
    with pytest.raises(Refused, match="empty") as refused:
        store.do(plan_visit, {"account": customer.account})
    assert refused.value.field == "subject"
    with pytest.raises(Refused, match="empty"):
        store.do(plan_visit, {"subject": "x"})


def test_a_list_of_fifty_visits_costs_two_statements(store, planned):
    ids = [planned(starts_at=at(TODAY + timedelta(days=day))) for day in range(50)]
    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    rows = store.ask(queries.visit_rows, ids, TODAY)
    event.remove(store.engine, "before_cursor_execute", note)
    assert len(rows) == 50
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 2
