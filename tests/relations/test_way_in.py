"""The warmest way to somebody: strong ties beat short ones, conflicts lead nowhere, four ties are the most."""

from uuid import UUID

from kamdesk.core.store import Store
from kamdesk.relations import queries
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.sheet import TieRow
from kamdesk.relations.rules.way_in import way_in
from tests.relations.conftest import House

US, A, B, C, D, E = (UUID(int=number) for number in range(1, 7))


def tie(first: UUID, second: UUID, strength: int = 2, kind: TieKind = TieKind.FRIENDSHIP) -> TieRow:
    return TieRow(UUID(int=first.int * 100 + second.int), first, second, kind, strength)


def test_two_strong_ties_beat_one_weak_one() -> None:
    way = way_in([tie(US, A, 3), tie(B, A, 3), tie(US, B, 1)], {US}, B)
    assert way is not None
    assert way.people == (US, A, B)
    assert round(way.warmth, 2) == 0.81


def test_conflicts_lead_nowhere_and_five_ties_are_too_many() -> None:
    chain = [tie(US, A), tie(A, B), tie(B, C), tie(C, D), tie(D, E)]
    assert way_in(chain, {US}, D) is not None
    assert way_in(chain, {US}, E) is None
    assert way_in([tie(US, A, 3, TieKind.CONFLICTS)], {US}, A) is None
    assert way_in([], {US}, A) is None


def test_the_way_through_the_file(store: Store, house: House) -> None:
    way = store.ask(queries.way_to, house.people["王建国"])
    assert (way.start, [name for _tie, name in way.steps]) == ("林晓", ["周涛", "王建国"])
    assert store.ask(queries.way_to, house.people["赵强"]).steps == ()
    ((_tie, other),) = store.ask(queries.ties_of_person, house.people["林晓"])
    assert other.name == "周涛"
