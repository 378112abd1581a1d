"""What home town, school and employers suggest, and what they do not; what the rep confirms and turns down."""

from datetime import date
from uuid import UUID

import pytest

from kamdesk.accounts.tables import Account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.actions import save_person as write_person
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person, Posting
from kamdesk.relations import queries
from kamdesk.relations.actions.suggesting import confirm_tie, dismiss_tie, dismiss_ties
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.suggesting import COMMON, Job, Roots, jobs_in, settled_key, suggestions
from tests.relations.conftest import House, write

ONE, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        (("山西忻州", ""), ("忻州市", ""), [TieKind.HOME_PLACE]),
        (("山西省忻州市", ""), ("山西 忻州", ""), [TieKind.HOME_PLACE]),
        (("山西", ""), ("山西忻州", ""), []),
        (("", "华北电力大学"), ("", "华北 电力大学"), [TieKind.SCHOOL]),
        (("", "华北电力大学"), ("", "电力大学"), []),
        (("", "本科"), ("", "本科"), []),
        (("忻州", "MIT"), ("忻州", "mit"), [TieKind.SCHOOL, TieKind.HOME_PLACE]),
        (("", ""), ("", ""), []),
    ],
)
def test_what_two_people_share(one: tuple[str, str], other: tuple[str, str], kinds: list[TieKind]) -> None:
    found = suggestions([Roots(ONE, *one), Roots(OTHER, *other)])
    assert [(each.first, each.second, each.kind) for each in found] == [(ONE, OTHER, kind) for kind in kinds]


def test_one_surname_from_one_town_is_no_family() -> None:
    found = suggestions([Roots(ONE, "忻州", name="秦卫国"), Roots(OTHER, "忻州", name="秦卫东")])
    assert {each.kind for each in found} == {TieKind.HOME_PLACE}


def test_a_tie_that_is_drawn_or_turned_down_is_not_suggested_whichever_way_round() -> None:
    roots = (Roots(ONE, "忻州"), Roots(OTHER, "忻州"))
    assert suggestions(roots, {settled_key(OTHER, ONE, TieKind.HOME_PLACE)}) == ()


def job(begun: int | None, ended: int | None, present: bool = False) -> Job:
    return Job("plant", "云岭电厂", begun and date(begun, 1, 1), ended and date(ended, 1, 1), present)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (job(2001, 2009), job(2005, None, True), "2005–2009 年同在云岭电厂"),
        (job(2001, 2004), job(2005, 2010), None),
        (job(2001, None, True), job(2005, None, True), None),
        (job(None, None), job(2005, 2010), "都在云岭电厂任过职，时间不详"),
    ],
)
def test_former_colleagues_were_there_at_one_time_and_are_not_both_there_now(one: Job, other: Job, said: str | None) -> None:
    found = suggestions([Roots(ONE, jobs=(one,)), Roots(OTHER, jobs=(other,))])
    words = words_of("zh_CN")
    assert [words.filled(words.translated(each.reason), each.facts) for each in found] == ([said] if said else [])


def test_a_career_names_somebody_on_file_and_organisations() -> None:
    roots = [Roots(ONE, name="秦卫国", career="韩振邦的老部下"), Roots(OTHER, name="韩振邦"), Roots(THIRD, name="韩振邦")]
    assert [each.kind for each in suggestions(roots[:2])] == [TieKind.FRIENDSHIP]
    assert suggestions(roots) == ()  # two of one name: nobody knows who is meant
    places = {"云岭电厂": ("plant", "云岭电厂"), "云岭电": ("hill", "云岭电")}
    assert [each.place for each in jobs_in("原云岭电厂厂长", places, 4, {"云岭电"})] == ["plant"]


def test_what_a_whole_region_shares_ties_only_our_people_to_theirs() -> None:
    locals_ = [Roots(UUID(int=100 + number), "忻州") for number in range(COMMON + 5)]
    ours = [Roots(ONE, "忻州", side=Side.OURS), Roots(OTHER, "忻州", side=Side.OURS)]
    assert suggestions(locals_) == ()
    found = suggestions([*ours, *locals_])
    assert len(found) == 2 * len(locals_)
    assert all({each.first, each.second} & {ONE, OTHER} for each in found)
    assert len(suggestions([*ours, *locals_], about={locals_[0].person})) == 2


def test_the_map_and_the_person_from_the_file_confirmed_and_turned_down(store: Store, house: House) -> None:
    for name, town in (("王建国", "山西忻州"), ("赵强", "忻州"), ("林晓", "忻州市")):
        store.do(write_person, house.people[name], {"home_town": town})
    plant, _changes = store.do(write, Account, {"name": "云岭发电厂"})
    store.do(write, Posting, {"person": house.people["李敏"], "account": plant, "from_on": date(2001, 1, 1), "to_on": date(2010, 1, 1)})
    friend, _changes = store.do(write, Person, {"name": "郝志刚", "account": plant, "career": "在云岭发电厂三十年"})
    found = store.ask(queries.map_suggestions, house.map)
    assert {frozenset((each.first.name, each.second.name)) for each in found} == {
        frozenset(pair) for pair in (("王建国", "赵强"), ("王建国", "林晓"), ("赵强", "林晓"))
    }
    (likely,) = store.ask(queries.suggested_ties, friend)
    assert (likely.other(friend).name, likely.kind) == ("李敏", TieKind.FRIENDSHIP)

    chosen = house.people["王建国"], house.people["赵强"], TieKind.HOME_PLACE
    store.do(confirm_tie, *chosen, "籍贯：忻州")
    store.do(dismiss_ties, [(house.people["王建国"], house.people["林晓"], TieKind.HOME_PLACE)])
    (left,) = store.ask(queries.map_suggestions, house.map)
    assert {left.first.name, left.second.name} == {"赵强", "林晓"}
    store.undo()
    assert len(store.ask(queries.map_suggestions, house.map)) == 2
    tie = next(tie for tie, other in store.ask(queries.ties_of_person, house.people["王建国"]) if other.name == "赵强")
    assert (tie.kind, tie.strength, tie.source) == (TieKind.HOME_PLACE, 1, "籍贯：忻州")
    with pytest.raises(Refused):
        store.do(dismiss_tie, house.people["王建国"], house.people["赵强"], TieKind.KINSHIP)
