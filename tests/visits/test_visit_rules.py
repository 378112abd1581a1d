"""Readiness, suggestions and rhythm of visits, without a store."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.figures import Tone
from kamdesk.core.words import Language, words_of
from kamdesk.pipeline.rules import STAGES, Stage
from kamdesk.promises.rules import Debtor
from kamdesk.relations.rules.sheet import MapSheet, SeatRow
from kamdesk.visits.rules import (
    NEEDS,
    POINT_FIELDS,
    Known,
    LastVisit,
    PersonKnown,
    Point,
    PromiseKnown,
    VisitState,
    after_two_weeks,
    is_unreported,
    lines_of,
    pairs,
    point_guides,
    readiness,
    silence_tone,
    small_map,
    suggestions,
)

TODAY = date(2026, 11, 22)
ZH, EN = words_of(Language.ZH), words_of(Language.EN)
ALL = {name: "x" for needs in NEEDS.values() for name in needs if name != "people"}
FIELDS = sorted(ALL)
TICKS = [point.tick for point in Point]
BOSS, CLERK = UUID(int=1), UUID(int=2)


def test_an_empty_visit_is_ready_in_nothing_and_says_why():
    found = readiness({}, 0)
    assert found.count == 0
    assert "Nobody to see is named yet" in found.missing
    assert len(found.missing) == 10


def test_a_filled_visit_with_people_is_ready_in_all_seven():
    assert readiness(ALL, 1).count == 7
    assert readiness(ALL, 1).missing == ()


def test_a_tick_settles_a_point_though_something_is_missing():
    found = readiness({Point.MATERIALS.tick: True}, 0)
    assert [state.point for state in found.points if state.ready] == [Point.MATERIALS]
    assert "No material to show" not in found.missing


@given(st.sets(st.sampled_from(FIELDS)), st.sampled_from(FIELDS), st.sets(st.sampled_from(TICKS)), st.integers(0, 3))
def test_filling_in_more_never_makes_less_ready(filled, more, ticks, people):
    values = dict.fromkeys(filled, "x") | dict.fromkeys(ticks, True)
    before, after = readiness(values, people), readiness(values | {more: "x"}, people)
    assert before.count <= after.count <= 7
    assert len(after.missing) <= len(before.missing)


def test_every_need_can_be_filled_in_at_its_own_point():
    for point, needs in NEEDS.items():
        assert all(name in POINT_FIELDS[point] for name in needs if name != "people")


def test_the_playbook_knows_every_point_in_both_languages_and_questions_for_every_stage():
    assert tuple(point_guides()) == tuple(Point)
    for guide in point_guides().values():
        for said in (guide.hint, *guide.asks):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in said.by(ZH))
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in said.by(EN))
    assert set(point_guides()[Point.OPENNESS].questions) == set(STAGES)


def of_point(known, point, values=None, attending=()):
    return [each for each in suggestions(known, values or {}, attending, TODAY) if each.point is point]


def test_whom_to_see_begins_with_those_who_owe_and_are_owed_then_the_neglected():
    known = Known(
        people=(
            PersonKnown(UUID(int=7), "赵强", last_touch=TODAY - timedelta(days=3)),
            PersonKnown(UUID(int=8), "孙敏"),
            PersonKnown(CLERK, "李敏", last_touch=TODAY - timedelta(days=40), cadence=30),
            PersonKnown(BOSS, "王建国", "总经理"),
        ),
        promises=(PromiseKnown("检测报告", Debtor.OURS, TODAY, BOSS),),
    )
    found = of_point(known, Point.WHOM)
    assert [each.person for each in found] == [BOSS, CLERK, UUID(int=8), UUID(int=7)]
    assert found[0].worded(ZH) == "王建国（总经理）"
    assert found[0].reason(ZH) == "我们答应过：检测报告"
    assert found[1].reason(EN) == "Not in touch for 40 days"


def test_who_is_on_the_list_already_is_not_suggested():
    known = Known(people=(PersonKnown(BOSS, "王建国"), PersonKnown(CLERK, "李敏")))
    assert [each.person for each in of_point(known, Point.WHOM, attending=[BOSS])] == [CLERK]


def test_what_was_agreed_last_time_becomes_the_reason_and_the_opening():
    known = Known(last=LastVisit(date(2026, 11, 3), "技术交流", "同意做测算", "带停电测算来"))
    reason, opening = of_point(known, Point.PREPARE)[0], of_point(known, Point.OPENING)[0]
    assert reason.into == "reason"
    assert reason.worded(ZH) == "落实上次约定：带停电测算来"
    assert reason.reason(ZH) == "2026年11月3日拜访时定下的下一步"
    assert "同意做测算" in opening.worded(ZH)


def test_a_field_that_is_filled_is_not_suggested_for_but_questions_may_grow():
    known = Known(last=LastVisit(TODAY, "技术交流", next_step="x"), stage=Stage.LEAD)
    found = {each.into for each in suggestions(known, {"reason": "x", "questions": "x", "opening": "x", "next_meeting": "x"}, (), TODAY)}
    assert found == {"questions"}


def test_our_promises_become_material_and_theirs_questions_and_the_least_result():
    known = Known(promises=(PromiseKnown("检测报告", Debtor.OURS, TODAY), PromiseKnown("一次接线图", Debtor.THEIRS, TODAY)))
    assert [each.worded(ZH) for each in of_point(known, Point.MATERIALS)] == ["检测报告"]
    assert [each.worded(ZH) for each in of_point(known, Point.OPENNESS)] == ["“一次接线图”现在进展如何？"]
    assert [each.worded(EN) for each in of_point(known, Point.PREPARE)] == ["A firm date for: 一次接线图"]


def test_questions_come_from_the_stage_with_its_name_as_the_reason():
    found = of_point(Known(stage=Stage.OPERATION), Point.OPENNESS)
    assert found[0].worded(ZH).endswith("？")
    assert found[0].reason(ZH) == "“项目运作”阶段的推进条件需要它"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_next_meeting_is_two_weeks_off_and_never_on_a_weekend(day):
    found = after_two_weeks(day)
    assert found.weekday() < 5
    assert 14 <= (found - day).days <= 16


@pytest.mark.parametrize(("state", "starts_on", "reported", "missing"), [
    (VisitState.DONE, TODAY, None, True),
    (VisitState.DONE, TODAY, datetime(2026, 11, 22, tzinfo=UTC), False),
    (VisitState.PLANNED, TODAY - timedelta(days=1), None, True),
    (VisitState.PLANNED, TODAY, None, False),
    (VisitState.PLANNED, None, None, False),
    (VisitState.CANCELLED, TODAY - timedelta(days=9), None, False),
])  # fmt: skip
def test_a_report_is_missing_for_what_took_place_and_for_what_is_over(state, starts_on, reported, missing):
    assert is_unreported(state, starts_on, reported, TODAY) is missing


@pytest.mark.parametrize(("days", "cadence", "tone"), [
    (None, 20, Tone.UNKNOWN), (20, 20, Tone.GOOD), (21, 20, Tone.CAUTION), (40, 20, Tone.CAUTION), (41, 20, Tone.BAD),
    (30, None, Tone.GOOD), (31, None, Tone.CAUTION),
])  # fmt: skip
def test_silence_grows_louder_with_the_rhythm(days, cadence, tone):
    assert silence_tone(days, cadence) is tone


def test_objections_and_answers_are_split_at_the_arrow():
    text = "停电太长 → 分段割接\n\n价格偏高->按寿命算\n没有答案的异议"
    assert pairs(text) == (("停电太长", "分段割接"), ("价格偏高", "按寿命算"), ("没有答案的异议", ""))


def test_lines_lose_their_bullets_but_not_their_words():
    assert lines_of(" - 一\n•二\n\n三-四") == ("一", "二", "三-四")
    assert lines_of(None) == ()


def chain(*bosses: int | None) -> MapSheet:
    """A map of people 1, 2, …; each given their boss's number."""
    seats = (
        SeatRow(UUID(int=100 + number), UUID(int=100 + boss) if boss else None, UUID(int=number), f"p{number}")
        for number, boss in enumerate(bosses, 1)
    )
    return MapSheet(None, UUID(int=99), "x", seats=tuple(seats))


def drawn(sheet: MapSheet) -> dict[str, int]:
    """Name → the number of their boss in the drawing, 0 for none."""
    return {seat.name: seat.reports_to.int - 100 if seat.reports_to else 0 for seat in sheet.seats}


def test_the_small_map_shows_those_to_be_met_with_everybody_above_them():
    assert drawn(small_map(chain(None, 1, 1, 2), [UUID(int=4)])) == {"p1": 0, "p2": 1, "p4": 2}


def test_the_small_map_has_three_rows_and_never_loses_somebody_to_be_met():
    line = chain(None, 1, 2, 3, 4)
    assert drawn(small_map(line, [UUID(int=5)])) == {"p3": 0, "p4": 3, "p5": 4}
    assert drawn(small_map(line, [UUID(int=5), UUID(int=1)])) == {"p1": 0, "p3": 1, "p4": 3, "p5": 4}


def test_the_small_map_shows_the_top_where_nobody_to_be_met_is_on_it():
    assert set(drawn(small_map(chain(None, 1, 2, 3), []))) == {"p1", "p2"}


def test_the_small_map_lives_with_a_circle_of_bosses():
    assert set(drawn(small_map(chain(2, 1), [UUID(int=1)]))) == {"p1", "p2"}
