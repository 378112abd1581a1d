"""Positions over time in a real file: the card and the present posting are one, moves and retirement leave their trace."""

from datetime import date
from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.accounts.rules import Rank
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.people import actions, queries
from kamdesk.people.queries import Gone, PostingRow
from kamdesk.people.rules import Change

TODAY = date(2026, 11, 22)


@pytest.fixture
def plant(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "云岭电厂"})[0]


@pytest.fixture
def company(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "晋岚电力有限公司", "short_name": "晋岚电力"})[0]


@pytest.fixture
def person(store: Store, plant: UUID) -> UUID:
    values = {"name": "秦卫国", "account": plant, "department": "厂领导", "position": "厂长", "rank": Rank.DIVISION}
    return store.do(actions.save_person, None, values)[0]


def lines(store: Store, person: UUID) -> list[tuple[str, str, str, str]]:
    return [(row.place, row.position, row.start, row.end) for row in store.ask(queries.postings_of, person)]


def card(store: Store, person: UUID) -> dict[str, object]:
    return dict(store.ask(queries.person_card, person).values)


def test_what_only_the_card_says_is_the_present_line(store: Store, person: UUID, plant: UUID) -> None:
    (only,) = store.ask(queries.postings_of, person)
    assert only == PostingRow(None, plant, "云岭电厂", "厂领导", "厂长", "厂领导 厂长", Rank.DIVISION, "", "", True, None, "")
    store.do(actions.save_present_posting, person, {"from_on": "2016"})
    assert lines(store, person) == [("云岭电厂", "厂长", "2016", "")]


def test_a_moved_person_is_present_at_the_new_account_and_former_at_the_old(store: Store, person: UUID, plant: UUID, company: UUID) -> None:
    store.do(actions.move_person, person, {"account": company, "position": "总经理", "rank": Rank.DEPUTY_BUREAU}, "2021-06")
    assert lines(store, person) == [("晋岚电力", "总经理", "2021-06", ""), ("云岭电厂", "厂长", "", "2021-06")]
    assert store.ask(queries.postings_of, person)[1].change is Change.PROMOTED
    values = card(store, person)
    assert (values["account"], values["position"], values["department"], values["rank"]) == (company, "总经理", None, Rank.DEPUTY_BUREAU)
    (there,) = store.ask(queries.people_of, company, TODAY)
    (former,) = store.ask(queries.people_of, plant, TODAY)
    assert (there.former, there.retired) == (False, False)
    assert (former.former, former.retired, former.moved_to, former.moved_on) == (True, True, "晋岚电力", date(2021, 6, 1))
    assert store.ask(queries.person_ids, account=plant) == ()
    assert store.ask(queries.person_ids, account=plant, former=True) == (person,)
    gone = Gone(person, plant, company, "晋岚电力", date(2021, 6, 1), Change.PROMOTED)
    assert store.ask(queries.left_accounts, [person]) == {person: (gone,)}
    assert store.ask(queries.gone_from, plant, [person], TODAY) == {person: gone}
    assert store.ask(queries.gone_from, company, [person], TODAY) == {}
    store.undo()
    assert card(store, person)["account"] == plant
    assert lines(store, person) == [("云岭电厂", "厂长", "", "")]
    assert store.ask(queries.left_accounts, [person]) == {}


def test_a_move_out_of_sight_keeps_the_organisation_by_name(store: Store, person: UUID, plant: UUID) -> None:
    store.do(actions.move_person, person, {"organisation": "省能源局", "position": "副局长"}, date(2026, 3, 1))
    assert card(store, person)["account"] is None
    assert store.ask(queries.left_accounts, [person])[person][0].to_name == "省能源局"
    assert store.ask(queries.people_of, plant, TODAY)[0].moved_to == "省能源局"


def test_a_new_position_in_the_same_house_is_no_leaving(store: Store, person: UUID, plant: UUID) -> None:
    store.do(actions.move_person, person, {"position": "党委书记、厂长"}, date(2024, 5, 6))
    assert [row[1:] for row in lines(store, person)] == [("党委书记、厂长", "2024-05-06", ""), ("厂长", "", "2024-05-06")]
    assert card(store, person)["department"] == "厂领导"
    assert store.ask(queries.postings_of, person)[1].change is Change.TRANSFERRED
    assert store.ask(queries.left_accounts, [person]) == {}
    assert [row.former for row in store.ask(queries.people_of, plant, TODAY)] == [False]


def test_the_retired_stay_with_their_account_and_come_back_when_it_was_a_mistake(store: Store, person: UUID, plant: UUID) -> None:
    store.do(actions.save_present_posting, person, {"from_on": "2016"})
    store.do(actions.retire_person, person, date(2026, 8, 18))
    (row,) = store.ask(queries.people_of, plant, TODAY)
    assert (row.retired, row.former) == (True, False)
    assert lines(store, person) == [("云岭电厂", "厂长", "2016", "2026-08-18")]
    assert store.ask(queries.left_accounts, [person], TODAY)[person][0].how is Change.RETIRED
    assert store.ask(queries.left_accounts, [person], date(2026, 8, 17)) == {}
    store.do(actions.save_person, person, {"retired_on": None})
    assert lines(store, person) == [("云岭电厂", "厂长", "2016", "")]
    assert store.ask(queries.postings_of, person)[0].change is None


def test_who_left_without_a_word_is_gone_for_nobody_knows_where(store: Store, person: UUID) -> None:
    store.do(actions.person_left, person, "2026-09")
    assert card(store, person)["retired_on"] == date(2026, 9, 1)
    (ended,) = store.ask(queries.postings_of, person)
    assert (ended.end, ended.change, ended.present) == ("2026-09", Change.LEFT, False)


def test_card_and_present_posting_follow_each_other(store: Store, person: UUID, company: UUID) -> None:
    present = store.do(actions.save_present_posting, person, {"from_on": "2016-03"})[0]
    store.do(actions.save_person, person, {"position": "厂长、党委副书记", "rank": Rank.DEPUTY_BUREAU})
    (row,) = store.ask(queries.postings_of, person)
    assert (row.id, row.position, row.rank) == (present, "厂长、党委副书记", Rank.DEPUTY_BUREAU)
    store.do(actions.save_posting, present, {"account": company, "position": "总经理"})
    assert (card(store, person)["account"], card(store, person)["position"]) == (company, "总经理")
    store.do(actions.save_person, person, {"retired_on": date(2026, 11, 1)})
    assert store.ask(queries.postings_of, person)[0].change is Change.RETIRED


def test_an_earlier_position_never_replaces_the_present(store: Store, person: UUID, plant: UUID, company: UUID) -> None:
    store.do(actions.save_posting, None, {"person": person, "account": company, "position": "值长", "from_on": "1998", "to_on": "2005"})
    store.do(actions.save_posting, None, {"person": person, "organisation": "设计院", "position": "助工", "from_on": "1992"})
    assert lines(store, person)[0][:2] != ("晋岚电力", "值长")
    assert (card(store, person)["account"], card(store, person)["position"]) == (plant, "厂长")
    store.do(actions.save_present_posting, person, {"from_on": "2016"})
    store.do(actions.save_posting, None, {"person": person, "account": company, "position": "总经理", "from_on": "2021-06"})
    assert (card(store, person)["account"], card(store, person)["position"]) == (company, "总经理")


@pytest.mark.parametrize(("on", "values", "code"), [
    ("2027-01-01", {"position": "总经理"}, "move_to_come"), ("soon", {"position": "总经理"}, "not_a_date"), ("2021-06", {}, "nowhere"),
    ("2021-06", {"position": "厂长"}, "not_moved"), ("2015-12", {"position": "总经理"}, "posting_ends_first"),
])  # fmt: skip
def test_an_impossible_move_is_refused_and_changes_nothing(
    store: Store, person: UUID, on: str, values: dict[str, object], code: str
) -> None:
    store.do(actions.save_present_posting, person, {"from_on": "2016"})
    with pytest.raises(Refused, match=code):
        store.do(actions.move_person, person, values, on)
    assert lines(store, person) == [("云岭电厂", "厂长", "2016", "")]


def test_history_is_erased_line_by_line_but_for_the_present(store: Store, person: UUID, company: UUID) -> None:
    old = store.do(actions.save_posting, None, {"person": person, "account": company, "position": "值长", "to_on": "2005"})[0]
    present = next(row.id for row in store.ask(queries.postings_of, person) if row.present)
    assert present is not None
    store.do(actions.erase_posting, old)
    assert lines(store, person) == [("云岭电厂", "厂长", "", "")]
    with pytest.raises(Refused, match="present_posting"):
        store.do(actions.erase_posting, present)
    with pytest.raises(Refused, match="posting_ends_first"):
        store.do(actions.save_posting, present, {"from_on": "2016", "to_on": "2015"})
    with pytest.raises(Refused, match="empty_posting"):
        store.do(actions.save_posting, None, {"person": person, "note": "不详"})
