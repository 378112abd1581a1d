"""Two cards of one customer, or of one person, become one with everything below; one undo brings both back exactly."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kamdesk.accounts.actions import merge_accounts, save_account, save_business_year
from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account, AccountNote, BusinessYear
from kamdesk.core.journal import image
from kamdesk.core.merging import Taken, merge_sheet
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive, record_classes
from kamdesk.core.search import search
from kamdesk.core.store import Store
from kamdesk.people.actions import merge_people, save_person
from kamdesk.people.tables import Person
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations.actions import add_seat, create_map, save_tie
from kamdesk.relations.queries import map_sheet
from kamdesk.relations.rules import TieKind
from kamdesk.relations.tables import RelationMap, Seat, Tie
from kamdesk.visits.tables import Attendee
from tests.factories.songling import Songling


def everything(store: Store) -> dict[tuple[str, UUID], dict[str, Any]]:
    """Every row of every kind, as it stands in the file."""
    with store.reading() as session:
        return {(name, row.id): image(row) for name, table in record_classes().items() for row in session.scalars(select(table))}


def living(store: Store, table: Any, *criteria: Any) -> list[Any]:
    with store.reading() as session:
        return list(session.scalars(select(table).where(alive(table), *criteria)))


@pytest.fixture
def twin(store: Store, sample: Songling) -> UUID:
    """松岭电力 once more, written otherwise, with a map, a year and a person of its own."""
    twin, _ = store.do(
        save_account,
        None,
        {"name": "松岭电力股份公司", "region": "岭州市", "tags": "能源，新", "supplier_tiers": "甲乙丙三级", "parent": sample.plant},
    )
    own, _ = store.do(create_map, twin)
    seat, _ = store.do(add_seat, own, {"person": next(iter(sample.people.values())), "influence": 5})
    store.do(add_seat, own, {"duty": "总工程师", "reports_to": seat})
    store.do(save_business_year, None, {"account": twin, "year": 2025, "revenue": 700})
    store.do(save_business_year, None, {"account": sample.company, "year": 2025, "revenue": 500})
    return twin


def test_everything_of_the_one_that_goes_belongs_to_the_one_that_stays(store: Store, sample: Songling, twin: UUID) -> None:
    before = everything(store)
    seats = len(store.ask(map_sheet, sample.company).seats)
    store.do(merge_accounts, sample.company, twin, {"region": Taken.GONE})
    for (name, _), row in everything(store).items():
        if row["erased_at"] is None:
            assert twin.hex not in row.values(), name
    with store.reading() as session:
        stays = session.get_one(Account, sample.company)
        assert (stays.region, stays.tags, stays.supplier_tiers) == ("岭州市", "重点，能源，新", "甲乙丙三级")
        assert stays.parent == sample.group  # the twin hung below its own plant: no circle comes of it
        assert "松岭电力股份公司" not in [hit.title for hit in search(session, "松岭电力")]
    sheet = store.ask(map_sheet, sample.company)
    people = [seat.person for seat in sheet.seats if seat.person is not None]
    assert len(sheet.seats) == seats + 1
    assert len(people) == len(set(people))
    assert [
        row.account for row in living(store, RelationMap, RelationMap.account == sample.company, RelationMap.opportunity.is_(None))
    ] == [sample.company]
    assert [row.revenue for row in living(store, BusinessYear)] == [500]
    store.undo()
    assert everything(store) == before


def test_the_years_of_the_one_that_goes_may_be_preferred(store: Store, sample: Songling, twin: UUID) -> None:
    store.do(merge_accounts, sample.company, twin, {}, frozenset({"business_year"}))
    assert [row.revenue for row in living(store, BusinessYear)] == [700]


def test_what_is_proposed_loses_nothing_and_names_what_gives_way(store: Store, sample: Songling, twin: UUID) -> None:
    sheet = store.ask(merge_sheet, "account", sample.company, twin)
    lines = {line.field.name: line for line in sheet.lines}
    assert (lines["name"].taken, lines["name"].conflict) == (Taken.KEPT, True)
    assert (lines["supplier_tiers"].taken, lines["supplier_tiers"].conflict) == (Taken.GONE, False)
    assert (lines["tags"].taken, lines["tags"].value()) == (Taken.BOTH, "重点，能源，新")
    assert {"Relationship map", "Business year"} <= {kind for kind, count in sheet.moving if count == 1}
    with pytest.raises(Refused, match="not_both"):
        store.do(merge_accounts, sample.company, twin, {"name": Taken.BOTH})
    with pytest.raises(Refused, match="merge_itself"):
        store.do(merge_accounts, sample.company, sample.company)


def test_a_group_may_go_up_in_its_own_member(store: Store, sample: Songling) -> None:
    before = everything(store)
    store.do(merge_accounts, sample.plant, sample.group)
    with store.reading() as session:
        assert session.get_one(Account, sample.plant).parent is None
        assert session.get_one(Account, sample.company).parent == sample.plant
    store.undo()
    assert everything(store) == before


def test_a_person_is_nowhere_twice_after_merging(store: Store, sample: Songling) -> None:
    first, second, *_ = sample.people.values()
    twin, _ = store.do(save_person, None, {"name": "王建国（重）", "account": sample.company, "phone": "13800138000"})
    own = next(row.id for row in living(store, RelationMap, RelationMap.account == sample.company))
    store.do(add_seat, own, {"person": twin, "influence": 4})
    for one, other in ((first, second), (twin, second), (first, twin)):
        store.do(save_tie, None, {"first": one, "second": other, "kind": TieKind.SCHOOL})
    ties = len(living(store, Tie))
    before = everything(store)
    store.do(merge_people, first, twin)
    assert len(living(store, Seat, Seat.person == first, Seat.map == own)) == 1
    assert living(store, Seat, Seat.person == twin) == []
    assert len(living(store, Tie)) == ties - 2  # the tie to himself, and the one told twice
    attendees = [(row.visit, row.person) for row in living(store, Attendee)]
    assert len(attendees) == len(set(attendees))
    with store.reading() as session:
        assert session.get_one(Person, first).phone
    store.undo()
    assert everything(store) == before
    assert living(store, Opportunity)


TEXTS = st.sampled_from([None, "甲", "乙", "甲\n乙"])
VALUES = st.fixed_dictionaries({
    "name": st.sampled_from(["一公司", "二公司"]),
    "region": st.sampled_from([None, "岭州", "晋岚"]),
    "strategy": TEXTS,
    "tags": st.sampled_from([None, "重点", "新，重点"]),
    "rank": st.sampled_from([None, Rank.BUREAU, Rank.DIVISION]),
    "favourite": st.booleans(),
    "revenue": st.sampled_from([None, 0, 500]),
})  # fmt: skip


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, VALUES, st.lists(st.tuples(st.booleans(), st.integers(2020, 2023)), max_size=5))
def test_merging_and_undoing_leaves_every_row_as_it_was(
    store: Store, one: dict[str, Any], other: dict[str, Any], years: list[tuple[bool, int]]
) -> None:
    kept, gone = (store.do(save_account, None, values)[0] for values in (one, other))
    for of_kept, year in dict.fromkeys(years):
        store.do(save_business_year, None, {"account": kept if of_kept else gone, "year": year})
    store.do(save_account, gone, {"address": "新址"})
    before = everything(store)
    store.do(merge_accounts, kept, gone)
    assert len({(row.account, row.year) for row in living(store, BusinessYear, BusinessYear.account == kept)}) == len({y for _, y in years})
    assert living(store, AccountNote, AccountNote.account == gone) == []
    store.undo()
    assert everything(store) == before
