"""Group trees, shelf lives and tags: pure decisions."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts.rules import (
    HEARSAY_SHELF_DAYS,
    NOTE_SHELF_DAYS,
    Confidence,
    ancestors,
    branches,
    note_is_stale,
    order_key,
    refuse_cycle,
    split_tags,
    tree,
)  # fmt: skip
from kamdesk.core.problems import Refused

TODAY = date(2026, 11, 22)
IDS = [UUID(int=number) for number in range(1, 9)]
PARENTS = st.dictionaries(st.sampled_from(IDS), st.none() | st.sampled_from(IDS))


@given(PARENTS, st.sampled_from(IDS))
def test_climbing_ends_even_where_the_file_turns_in_a_circle(parents: dict[UUID, UUID | None], account: UUID) -> None:
    above = ancestors(parents, account)
    assert account not in above
    assert len(set(above)) == len(above)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=30))
def test_a_tree_that_refuses_cycles_never_has_one(moves: list[tuple[UUID, UUID]]) -> None:
    parents: dict[UUID, UUID | None] = {}
    for account, parent in moves:
        try:
            refuse_cycle(parents, account, parent)
        except Refused:
            continue
        parents[account] = parent
    for account in IDS:
        step, seen = account, 0
        while (above := parents.get(step)) is not None:
            step, seen = above, seen + 1
            assert seen < len(IDS)


@given(PARENTS, st.sampled_from(IDS))
def test_a_drawn_tree_holds_every_account_at_most_once_per_path(parents: dict[UUID, UUID | None], root: UUID) -> None:
    names = {each: str(each.int) for each in IDS}
    top = tree(root, names, parents)
    drawn = [branch.id for _, branch in branches(top)]
    assert drawn[0] == root
    assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize(
    ("days", "confidence", "stale"),
    [
        (NOTE_SHELF_DAYS, Confidence.SURE, False), (NOTE_SHELF_DAYS + 1, Confidence.SURE, True), (NOTE_SHELF_DAYS + 1, None, True),
        (HEARSAY_SHELF_DAYS, Confidence.HEARSAY, False), (HEARSAY_SHELF_DAYS + 1, Confidence.HEARSAY, True),
    ],
)  # fmt: skip
def test_the_shelf_life_of_a_note(days: int, confidence: Confidence | None, stale: bool) -> None:
    assert note_is_stale(TODAY - timedelta(days=days), confidence, TODAY) is stale


@pytest.mark.parametrize(
    ("typed", "tags"),
    [(None, ()), (" ", ()), ("重点", ("重点",)), ("重点、 电力，重点;化工", ("重点", "电力", "化工")), ("key, core", ("key", "core"))],
)
def test_tags_are_split_as_people_type_them(typed: str | None, tags: tuple[str, ...]) -> None:
    assert split_tags(typed) == tags


def test_names_sort_as_in_a_telephone_book() -> None:
    assert sorted(["中原", "安泰", "北岸", "重庆"], key=order_key) == ["安泰", "北岸", "重庆", "中原"]
