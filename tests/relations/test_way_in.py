"""The warmest way to somebody: as good as trying all of them, and honest where there is none."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.relations import actions, queries
from kamdesk.relations.rules import Coverage, Level, TieKind
from kamdesk.relations.rules.sheet import TieRow
from kamdesk.relations.rules.way_in import (
    LONGEST,
    THIRD_PARTY,
    WARMTH,
    WORD_FROM_ABOVE,
    Line,
    Link,
    Nearness,
    Way,
    nearest,
    thread_strength,
    way_in,
    ways_in,
    web_of,
)
from kamdesk.relations.rules.way_words import nearest_words, step_words
from tests.relations.conftest import House, write

US, A, B, C, D, E = (UUID(int=number) for number in range(1, 7))


def tie(first: UUID, second: UUID, strength: int = 2, kind: TieKind = TieKind.FRIENDSHIP) -> TieRow:
    return TieRow(UUID(int=first.int * 100 + second.int), first, second, kind, strength)


def best(ties: Sequence[TieRow], ours: set[UUID], target: UUID, lines: Sequence[Link] = (), opponents: Sequence[UUID] = ()) -> Way | None:
    return way_in(web_of(ties, lines, frozenset(ours), opponents=frozenset(opponents)), target)


def test_two_strong_ties_beat_one_weak_one() -> None:
    way = best([tie(US, A, 3), tie(B, A, 3), tie(US, B, 1)], {US}, B)
    assert way is not None
    assert way.people == (US, A, B)
    assert round(way.warmth, 2) == 0.81


def test_conflicts_lead_nowhere_and_five_ties_are_too_many() -> None:
    chain = [tie(US, A), tie(A, B), tie(B, C), tie(C, D), tie(D, E)]
    assert best(chain, {US}, D) is not None
    assert best(chain, {US}, E) is None
    assert best([tie(US, A, 3, TieKind.CONFLICTS)], {US}, A) is None
    assert best([tie(US, A, 3), tie(A, US, 1, TieKind.CONFLICTS)], {US}, A) is None
    assert best([], {US}, A) is None


def test_an_opponent_is_no_bridge_but_may_be_the_target() -> None:
    ties = [tie(US, A, 3), tie(A, B, 3), tie(US, C, 1), tie(C, B, 1)]
    way = best(ties, {US}, B, opponents=[A])
    assert way is not None
    assert way.people == (US, C, B)
    assert best(ties, {US}, A, opponents=[A]) is not None


def test_a_word_comes_down_the_reporting_line_and_not_up() -> None:
    line = Link(A, B, Line.REPORTS, WORD_FROM_ABOVE)
    down, up = best([tie(US, A, 3)], {US}, B, [line]), best([tie(US, B, 3)], {US}, A, [line])
    assert down is not None
    assert down.warmth == pytest.approx(WARMTH[3] * WARMTH[2])
    assert up is None


def test_influence_walked_the_wrong_way_is_a_weak_tie() -> None:
    way = best([tie(A, US, 3, TieKind.INFLUENCES)], {US}, A)
    assert way is not None
    assert way.links[0].against
    assert way.warmth == WARMTH[1]


@pytest.mark.parametrize(
    ("coverage", "level", "strength"),
    [
        (None, None, 0), (Coverage.NONE, Level.ADVISOR, 0), (Coverage.BRIEF, None, 1), (Coverage.SEVERAL, Level.VENDOR, 2),
        (Coverage.SEVERAL, Level.SOLVER, 3), (Coverage.DEEP, Level.ADVISOR, 3),
    ],
)  # fmt: skip
def test_a_thread_counts_by_how_deep_it_is(coverage: Coverage | None, level: Level | None, strength: int) -> None:
    assert thread_strength(coverage, level) == strength


def test_alternatives_use_nobody_twice() -> None:
    ties = [tie(US, A, 3), tie(A, D, 3), tie(US, B, 2), tie(B, D, 3), tie(US, C, 1), tie(C, D, 1), tie(B, C, 3), tie(US, D, 1)]
    found = ways_in(web_of(ties, (), frozenset({US})), D)
    assert [way.people for way in found] == [(US, A, D), (US, B, D), (US, D), (US, C, D)]
    assert [way.warmth for way in found] == sorted((way.warmth for way in found), reverse=True)


# Against brute force: everybody by a small figure, so that graphs are dense and ties of warmth are common.
PEOPLE = st.integers(1, 7).map(lambda number: UUID(int=number))
TIES = st.lists(
    st.tuples(PEOPLE, PEOPLE, st.integers(1, 3), st.sampled_from(TieKind)).filter(lambda each: each[0] != each[1]), max_size=16
).map(lambda rows: [TieRow(UUID(int=1000 + n), first, second, kind, strength) for n, (first, second, strength, kind) in enumerate(rows)])
LINES = st.lists(st.tuples(PEOPLE, PEOPLE).filter(lambda each: each[0] != each[1]), max_size=5).map(
    lambda rows: [Link(first, second, Line.REPORTS, WORD_FROM_ABOVE) for first, second in rows]
)
SOME = st.frozensets(PEOPLE, max_size=3)


def steps(ties: Sequence[TieRow], lines: Sequence[Link], opponents: frozenset[UUID]) -> "Worth":
    """What each step is worth, as the decision says it, without anything of the search."""
    worth: dict[tuple[UUID, UUID], float] = {}
    at_odds = {frozenset((each.first, each.second)) for each in ties if each.kind is TieKind.CONFLICTS}
    for each in ties:
        back = 1 if each.kind is TieKind.INFLUENCES else each.strength
        for first, second, strength in ((each.first, each.second, each.strength), (each.second, each.first, back)):
            worth[first, second] = max(worth.get((first, second), 0.0), WARMTH[strength])
    for line in lines:
        worth[line.first, line.second] = max(worth.get((line.first, line.second), 0.0), WARMTH[line.strength])
    return {pair: value for pair, value in worth.items() if frozenset(pair) not in at_odds and pair[0] not in opponents}


Worth = Mapping[tuple[UUID, UUID], float]


def simple_paths(worth: Worth, path: tuple[UUID, ...], target: UUID) -> Iterator[tuple[tuple[UUID, ...], float]]:
    if path[-1] == target:
        yield path, 1.0
        return
    if len(path) > LONGEST:
        return
    for (first, second), value in worth.items():
        if first == path[-1] and second not in path:
            for whole, rest in simple_paths(worth, (*path, second), target):
                yield whole, value * rest


@settings(max_examples=300, deadline=None)
@given(TIES, LINES, SOME, SOME, SOME, PEOPLE)
def test_the_warmest_way_is_that_of_brute_force(
    ties: list[TieRow], lines: list[Link], ours: frozenset[UUID], thirds: frozenset[UUID], opponents: frozenset[UUID], target: UUID
) -> None:
    ours, thirds, opponents = ours - {target}, thirds - ours - {target}, opponents - ours
    worth = steps(ties, lines, opponents)
    found = ways_in(web_of(ties, lines, ours, thirds, opponents), target)
    used: set[UUID] = set()
    direct: set[UUID] = set()
    shares = dict.fromkeys(thirds - opponents, THIRD_PARTY) | dict.fromkeys(ours, 1.0)
    for way in (*found, None):
        every = [
            warmth * share
            for beginning, share in shares.items()
            for path, warmth in simple_paths(worth, (beginning,), target)
            if not used & set(path[:-1]) and path[-2] not in direct
        ]
        if way is None:
            assert len(found) == 4 or not every
            break
        assert way.warmth == pytest.approx(max(every))
        assert len(set(way.people)) == len(way.people) <= LONGEST + 1
        assert not opponents & set(way.people[:-1])
        for link, first, second in zip(way.links, way.people, way.people[1:], strict=False):
            assert (link.first, link.second) == (first, second)
        used |= set(way.people[1:-1])
        if len(way.people) == 2:
            direct.add(way.people[0])


def test_no_way_says_who_is_nearest() -> None:
    chain = [tie(US, A), tie(A, B), tie(B, C), tie(C, D), tie(D, E)]
    far = nearest(web_of(chain, (), frozenset({US})), E, {}, {})
    assert (far.nearness, far.person, far.steps) == (Nearness.TOO_FAR, US, 5)
    loose = web_of([tie(A, B, 3), tie(C, A, 1)], (), frozenset({US}))
    known = nearest(loose, B, {C: 0.9, A: 0.1}, {})
    assert (known.nearness, known.person, known.steps) == (Nearness.CONTACT, C, 2)
    hoped = nearest(loose, B, {}, {A: (US, TieKind.SCHOOL)})
    assert (hoped.nearness, hoped.person, hoped.asked) == (Nearness.LIKELY, A, US)
    assert nearest(loose, D, {A: 0.9}, {}, [A, D]).nearness is Nearness.COLLEAGUE
    assert nearest(loose, B, {}, {}).nearness is Nearness.STRANGER
    assert nearest(loose, D, {}, {}).nearness is Nearness.NOBODY


def test_the_way_through_the_file_in_words(store: Store, house: House) -> None:
    words = words_of("zh_CN")
    sheet = store.ask(queries.way_to, house.people["王建国"])
    assert [sheet.names[person] for person in sheet.people] == ["林晓", "周涛", "王建国"]
    said = [step_words(link, sheet.names, words) for link in sheet.ways[0].links]
    assert said == ["林晓与周涛是朋友或老同事（中）", "周涛与王建国是校友或师生（中）"]
    down = store.ask(queries.way_to, house.people["赵强"])
    assert [link.kind for link in down.ways[0].links] == [TieKind.FRIENDSHIP, TieKind.SCHOOL, Line.REPORTS]
    assert "王建国是赵强的上级" in step_words(down.ways[0].links[-1], down.names, words)
    assert store.ask(queries.way_to, house.people["林晓"]).ours


def test_a_thread_opens_the_way_an_opponent_closes_it_and_the_answer_names_him(store: Store, house: House) -> None:
    store.do(actions.set_thread, house.seats["王建国"], house.people["林晓"], {"coverage": Coverage.DEEP})
    sheet = store.ask(queries.way_to, house.people["李敏"])
    assert [link.kind for link in sheet.ways[0].links] == [Line.THREAD, Line.REPORTS]
    store.do(actions.save_seat, house.seats["王建国"], {"support": -2})
    after = store.ask(queries.way_to, house.people["李敏"])
    assert after.ways == ()
    assert after.barred == (house.people["王建国"],)
    assert after.nearest is not None
    assert "李敏" in nearest_words(after.nearest, after.name, after.names, words_of("zh_CN"))


def test_from_one_person_and_never_from_the_customers(store: Store, house: House) -> None:
    other, _changes = store.do(write, Person, {"name": "舒教授", "side": Side.THIRD})
    store.do(actions.draw_tie, {"first": other, "second": house.people["李敏"], "kind": TieKind.SCHOOL, "strength": 3})
    sheet = store.ask(queries.way_to, house.people["李敏"])
    assert sheet.ways[0].third
    assert sheet.ways[0].warmth == pytest.approx(THIRD_PARTY * WARMTH[3])
    assert store.ask(queries.way_to, house.people["李敏"], other).ways[0].warmth == pytest.approx(WARMTH[3])
    assert [sheet.names[each] for each in sheet.beginnings] == ["林晓", "舒教授"]
    with pytest.raises(Refused) as refused:
        store.ask(queries.way_to, house.people["李敏"], house.people["周涛"])
    assert refused.value.code == "not_a_beginning"
