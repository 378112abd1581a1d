"""Accounts through a real encrypted file: saved, refused, found, sorted, taken back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from kamdesk.accounts import actions, queries
from kamdesk.accounts.queries import Filter
from kamdesk.accounts.rules import Channel, Confidence, Ownership, Rank
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store

TODAY = date(2026, 11, 22)


def made(store: Store, name: str, **values: object) -> UUID:
    return store.do(actions.save_account, None, {"name": name} | values)[0]


def names_of(store: Store, **how: Any) -> list[str]:
    ids = store.ask(queries.account_ids, **how)
    return [row.name for row in store.ask(queries.account_rows, ids)]


@pytest.fixture
def group(store: Store) -> tuple[UUID, UUID, UUID]:
    """A group, its company, that company's plant."""
    top = made(store, "松岭能源集团有限公司", short_name="松岭集团", rank=Rank.BUREAU, ownership=Ownership.PROVINCIAL, tags="重点、能源")
    company = made(store, "松岭电力股份有限公司", short_name="松岭电力", parent=top, rank=Rank.DEPUTY_BUREAU, tags="重点")
    plant = made(store, "松岭电力青石热电厂", short_name="青石热电", parent=company, rank=Rank.DIVISION)
    return top, company, plant


def test_a_card_shows_what_was_saved_its_groups_and_its_members(store: Store, group: tuple[UUID, UUID, UUID]) -> None:
    top, company, plant = group
    card = store.ask(queries.account_card, company, TODAY)
    assert card.name == "松岭电力股份有限公司"
    assert card.values["rank"] is Rank.DEPUTY_BUREAU
    assert [(each.id, each.name) for each in card.above] == [(top, "松岭集团")]
    assert [each.id for each in card.below] == [plant]
    assert card.since["name"] == TODAY
    assert "address" not in card.since
    assert [each.name for each in store.ask(queries.account_card, plant, TODAY).above] == ["松岭集团", "松岭电力"]


def test_the_group_is_drawn_from_its_top_wherever_one_asks(store: Store, group: tuple[UUID, UUID, UUID]) -> None:
    top, company, plant = group
    for account in group:
        tree = store.ask(queries.group_tree, account)
        assert (tree.id, tree.below[0].id, tree.below[0].below[0].id) == (top, company, plant)


@pytest.mark.parametrize(
    ("child", "parent", "code"), [(0, 0, "self_parent"), (0, 1, "parent_cycle"), (0, 2, "parent_cycle"), (1, 2, "parent_cycle")]
)
def test_a_group_never_turns_in_a_circle(store: Store, group: tuple[UUID, UUID, UUID], child: int, parent: int, code: str) -> None:
    before = store.ask(queries.account_card, group[child], TODAY).values["parent"]
    with pytest.raises(Refused, match=code) as refused:
        store.do(actions.save_account, group[child], {"parent": group[parent]})
    assert refused.value.field == "parent"
    assert store.ask(queries.account_card, group[child], TODAY).values["parent"] == before


def test_a_credit_code_is_checked_and_kept_in_capitals(store: Store) -> None:
    account = made(store, "北岸水务", credit_code="9135 0100 m000 100y 43")
    assert store.ask(queries.account_card, account, TODAY).values["credit_code"] == "91350100M000100Y43"
    with pytest.raises(Refused, match="credit_code_check") as refused:
        store.do(actions.save_account, account, {"credit_code": "91350100M000100Y44"})
    assert refused.value.field == "credit_code"
    store.do(actions.save_account, account, {"credit_code": ""})
    assert store.ask(queries.account_card, account, TODAY).values["credit_code"] is None


def test_an_account_is_erased_only_when_nothing_belongs_to_it_and_comes_back_with_its_notes(
    store: Store, group: tuple[UUID, UUID, UUID]
) -> None:
    _, company, plant = group
    store.do(actions.note_fact, plant, {"body": "明年技改预算已批"})
    with pytest.raises(Refused, match="account_in_use") as refused:
        store.do(actions.erase_account, company)
    assert refused.value.facts["count"] == 1
    store.do(actions.erase_account, plant)
    assert names_of(store, typed="青石") == []
    with pytest.raises(Refused, match="gone"):
        store.ask(queries.account_card, plant, TODAY)
    store.undo()
    assert [note.body for note in store.ask(queries.account_card, plant, TODAY).notes] == ["明年技改预算已批"]


def test_notes_stand_newest_first_and_hearsay_grows_old_sooner(store: Store) -> None:
    account = made(store, "临江机场集团")
    store.do(actions.note_fact, account, {"body": "换了总工", "learned_on": date(2026, 8, 1), "confidence": Confidence.HEARSAY})
    store.do(
        actions.note_fact,
        account,
        {"body": "航站楼改造立项", "learned_on": date(2026, 9, 1), "source": Channel.MEDIA, "confidence": Confidence.SURE},
    )
    store.do(actions.note_fact, account, {"body": "今天的话"})
    notes = store.ask(queries.notes_of, account, TODAY)
    assert [(note.body, note.learned_on, note.stale) for note in notes] == [
        ("今天的话", TODAY, False), ("航站楼改造立项", date(2026, 9, 1), False), ("换了总工", date(2026, 8, 1), True),
    ]  # fmt: skip


def test_a_renamed_account_moves_in_the_list_and_undo_brings_it_back_to_its_place(store: Store) -> None:
    made(store, "中原矿业")
    account = made(store, "安泰钢铁")
    assert names_of(store) == ["安泰钢铁", "中原矿业"]
    store.do(actions.save_account, account, {"name": "卓越钢铁"})
    assert names_of(store) == ["中原矿业", "卓越钢铁"]
    store.undo()
    assert names_of(store) == ["安泰钢铁", "中原矿业"]
    store.redo()
    assert names_of(store) == ["中原矿业", "卓越钢铁"]


@pytest.mark.parametrize("typed", ["松岭电力", "青石", "sldl", "qingshi", "QSRD"])
def test_the_list_is_filtered_by_characters_pinyin_and_initials(store: Store, group: tuple[UUID, UUID, UUID], typed: str) -> None:
    made(store, "临江机场集团")
    assert "松岭电力青石热电厂" in names_of(store, typed=typed)
    assert "临江机场集团" not in names_of(store, typed=typed)


@pytest.mark.parametrize("typed", ['"', "*", "AND", "NEAR(", "松岭)", "'; drop", "—"])
def test_no_typing_breaks_the_filter(store: Store, group: tuple[UUID, UUID, UUID], typed: str) -> None:
    assert len(names_of(store, typed=typed)) <= 3


def test_chips_narrow_by_tag_group_and_ownership(store: Store, group: tuple[UUID, UUID, UUID]) -> None:
    made(store, "临江机场集团", ownership=Ownership.MUNICIPAL, tags="重点")
    assert store.ask(queries.tags_in_use) == ("重点", "能源")
    assert names_of(store, narrowed=Filter(tag="能源")) == ["松岭能源集团有限公司"]
    assert len(names_of(store, narrowed=Filter(group=group[1]))) == 2
    assert names_of(store, narrowed=Filter(ownership=Ownership.MUNICIPAL)) == ["临江机场集团"]
    assert len(names_of(store, narrowed=Filter(top_only=True))) == 2


def test_the_list_sorts_by_rank_both_ways_with_unknown_ranks_last(store: Store, group: tuple[UUID, UUID, UUID]) -> None:
    made(store, "临江机场集团")
    high_to_low = ["松岭能源集团有限公司", "松岭电力股份有限公司", "松岭电力青石热电厂"]
    assert names_of(store, sort="rank") == [*high_to_low, "临江机场集团"]
    assert names_of(store, sort="rank", descending=True) == [*reversed(high_to_low), "临江机场集团"]
    for key in queries.SORTED_BY:
        assert len(names_of(store, sort=key)) == 4


def test_many_rows_cost_as_many_statements_as_one(store: Store) -> None:
    top = made(store, "大集团")
    ids = [made(store, f"第{number}分公司", parent=top) for number in range(12)]
    said: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))

    def cost(some: list[UUID]) -> int:
        said.clear()
        assert len(store.ask(queries.account_rows, some)) == len(some)
        return len([statement for statement in said if statement.startswith(("SELECT", "WITH"))])

    assert cost(ids[:1]) == cost(ids) == 2
