"""Seats and ties in a real encrypted file: what is kept, what is refused, what undo brings back."""

from datetime import date

import pytest
from sqlalchemy import event

from kamdesk.core.figures import Tone
from kamdesk.core.problems import Refused, sentence
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations import actions, queries
from kamdesk.relations.rules import Coverage, Layer, TieKind
from tests.relations.conftest import House, large_sheet, write

TODAY = date(2026, 11, 22)


def bosses(store: Store, house: House) -> dict[str, str]:
    sheet = store.ask(queries.map_sheet, house.map)
    named = {seat.id: seat.name or seat.position for seat in sheet.seats}
    return {named[seat.id]: named.get(seat.reports_to, "") if seat.reports_to else "" for seat in sheet.seats}


def test_a_sheet_holds_people_in_order_of_rank_with_their_ties_and_who_stands_outside(store: Store, house: House) -> None:
    sheet = store.ask(queries.map_sheet, house.account)
    assert sheet.map == house.map
    assert [seat.name for seat in sheet.seats][:2] == ["王建国", "李敏"]
    assert sheet.seats[-1].position == "采购部部长"
    assert sheet.seats[-1].person is None
    assert {tie.kind for tie in sheet.ties} == {TieKind.SCHOOL, TieKind.CONFLICTS, TieKind.FRIENDSHIP}
    assert [each.name for each in sheet.outside] == ["林晓"]


def test_an_account_has_one_map_and_none_before_its_first_use(store: Store, house: House) -> None:
    assert store.do(actions.create_map, house.account)[0] == house.map
    from kamdesk.accounts.tables import Account

    other = store.do(write, Account, {"name": "新客户"})[0]
    assert store.ask(queries.map_sheet, other).map is None
    seat = store.do(actions.seat_somebody, other, None, {"duty": "设备部部长"})[0]
    assert [row.id for row in store.ask(queries.map_sheet, other).seats] == [seat]
    store.undo()
    assert store.ask(queries.map_sheet, other).map is None


def test_moving_a_branch_below_itself_is_refused_and_nothing_changes(store: Store, house: House) -> None:
    before = bosses(store, house)
    for seat, boss in (("王建国", "周涛"), ("李敏", "采购部部长"), ("李敏", "李敏")):
        with pytest.raises(Refused) as refused:
            store.do(actions.move_seat, house.seats[seat], house.seats[boss])
        assert refused.value.code == "reports_in_circle"
        assert seat in sentence(refused.value, words_of("zh_CN"))
    assert bosses(store, house) == before


def test_a_move_is_kept_and_undone(store: Store, house: House) -> None:
    store.do(actions.move_seat, house.seats["周涛"], house.seats["赵强"])
    assert bosses(store, house)["周涛"] == "赵强"
    store.undo()
    assert bosses(store, house)["周涛"] == "李敏"
    store.do(actions.move_seat, house.seats["周涛"], None)
    assert bosses(store, house)["周涛"] == ""


def test_taking_somebody_off_moves_their_reports_up_and_undo_puts_all_back(store: Store, house: House) -> None:
    store.do(actions.remove_seat, house.seats["李敏"])
    assert bosses(store, house) == {"王建国": "", "赵强": "王建国", "周涛": "王建国", "采购部部长": "王建国"}
    done = store.undo()
    assert done.about == "李敏"
    assert bosses(store, house)["周涛"] == "李敏"


def test_nobody_sits_twice_and_every_seat_has_a_person_or_a_duty(store: Store, house: House) -> None:
    with pytest.raises(Refused, match="on_map_already"):
        store.do(actions.add_seat, house.map, {"person": house.people["李敏"]})
    with pytest.raises(Refused, match="seat_needs_somebody"):
        store.do(actions.add_seat, house.map, {"layer": Layer.DECISION})
    with pytest.raises(Refused, match="seat_needs_somebody"):
        store.do(actions.save_seat, house.seats["采购部部长"], {"duty": "  "})
    with pytest.raises(Refused, match="on_map_already"):
        store.do(actions.fill_seat, house.seats["采购部部长"], house.people["周涛"])


def test_an_unknown_seat_gets_its_holder(store: Store, house: House) -> None:
    store.do(actions.fill_seat, house.seats["采购部部长"], house.people["林晓"])
    seat = store.ask(queries.map_sheet, house.map).seat(house.seats["采购部部长"])
    assert seat is not None
    assert seat.name == "林晓"


def test_a_boss_of_another_map_is_refused(store: Store, house: House) -> None:
    project = store.do(write, Opportunity, {"name": "配网改造", "account": house.account})[0]
    other = store.do(actions.create_map, house.account, project)[0]
    with pytest.raises(Refused, match="another_map"):
        store.do(actions.add_seat, other, {"duty": "项目经理", "reports_to": house.seats["李敏"]})


def test_a_projects_map_begins_with_the_accounts_people_but_not_with_their_stance(store: Store, house: House) -> None:
    project = store.do(write, Opportunity, {"name": "配网改造", "account": house.account})[0]
    assert store.ask(queries.projects_without_map, house.account) == ((project, "配网改造"),)
    made = store.do(actions.start_project_map, project)[0]
    sheet = store.ask(queries.map_sheet, made)
    assert sorted(seat.name or seat.position for seat in sheet.seats) == sorted(house.seats)
    assert {(seat.support, seat.layer, seat.coach) for seat in sheet.seats} == {(None, None, False)}
    boss = next(seat for seat in sheet.seats if seat.name == "王建国")
    assert {seat.reports_to for seat in sheet.seats if seat.name in ("李敏", "赵强")} == {boss.id}
    assert store.do(actions.start_project_map, project)[0] == made
    assert len(store.ask(queries.map_sheet, made).seats) == len(sheet.seats)
    assert store.ask(queries.projects_without_map, house.account) == ()
    assert [row.name for row in store.ask(queries.map_rows, house.account)] == ["", "配网改造"]


def test_ties_to_oneself_and_second_ties_of_a_kind_are_refused(store: Store, house: House) -> None:
    wang, li, zhou = (house.people[name] for name in ("王建国", "李敏", "周涛"))
    with pytest.raises(Refused, match="tie_to_self"):
        store.do(actions.draw_tie, {"first": li, "second": li, "kind": TieKind.KINSHIP})
    with pytest.raises(Refused, match="tie_exists"):
        store.do(actions.draw_tie, {"first": wang, "second": zhou, "kind": TieKind.SCHOOL})
    with pytest.raises(Refused, match="empty"):
        store.do(actions.draw_tie, {"first": wang, "kind": TieKind.SCHOOL})
    tie = store.do(actions.draw_tie, {"first": wang, "second": zhou, "kind": TieKind.HOME_PLACE, "strength": 3})[0]
    with pytest.raises(Refused, match="tie_exists"):
        store.do(actions.save_tie, tie, {"kind": TieKind.SCHOOL})
    store.do(actions.save_tie, tie, {"strength": 2, "note": "同乡会"})
    store.do(actions.erase_tie, tie)
    assert TieKind.HOME_PLACE not in {each.kind for each in store.ask(queries.map_sheet, house.map).ties}


def test_the_accounts_figures_say_health_and_coverage_with_their_reasons(store: Store, house: House) -> None:
    stand, covered = store.ask(queries.account_figures, house.account, TODAY)
    words = words_of("zh_CN")
    assert (words.translated(str(stand.value)), stand.tone) == ("良好", Tone.GOOD)
    assert words.filled(words.translated(stand.reason), stand.facts) == "决策层的王建国支持我们。"
    assert covered.value == "3/5"


def test_a_map_of_any_size_is_read_in_the_same_few_questions(store: Store, house: House) -> None:
    asked: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *each: asked.append(each[2]) if "SELECT" in each[2] else None)
    store.ask(queries.map_sheet, house.map)
    few = len(asked)
    with store.writing("more") as work:
        for row in large_sheet(40).seats:
            actions.add_seat(work, house.map, {"duty": row.position, "reports_to": house.seats["李敏"], "coverage": Coverage.NONE})
    asked.clear()
    assert len(store.ask(queries.map_sheet, house.map).seats) == 45
    assert len(asked) == few
    asked.clear()
    store.ask(queries.account_healths, [house.account] * 3)
    assert len(asked) == 5


def test_where_a_person_sits(store: Store, house: House) -> None:
    ((row, seat),) = store.ask(queries.seats_of_person, house.people["周涛"])
    assert (row.id, seat.coach, seat.layer) == (house.map, True, Layer.EXECUTION)
    assert store.ask(queries.map_ids) == (house.map,)
    assert store.ask(queries.map_ids, "", "没有这家") == ()
