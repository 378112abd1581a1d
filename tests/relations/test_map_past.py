"""A map at an earlier moment is what it was then; what changed since is said in words."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.core.words import words_of
from kamdesk.people.actions import erase_person, save_person
from kamdesk.people.rules import Side
from kamdesk.people.tables import Posting
from kamdesk.relations import actions, queries
from kamdesk.relations.rules import Coverage, Layer, Level, TieKind
from kamdesk.relations.rules.changing import Happened, difference_words, differences
from kamdesk.relations.rules.sheet import MapSheet
from tests.relations.conftest import House, fill, write

BEGIN = datetime(2026, 9, 1, 8, tzinfo=UTC)


class Clock:
    """A minute passes between two things done."""

    def __init__(self) -> None:
        self.at = BEGIN

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture
def clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(store, "_clock", made)
    return made


def edits(chance: random.Random, store: Store, house: House, other_account: UUID) -> list[Callable[[], object]]:
    """What a rep does to a map, each with values drawn at random; many are refused, as in life."""
    sheet = store.ask(queries.map_sheet, house.map)
    seat = chance.choice(sheet.seats).id if sheet.seats else house.seats["王建国"]
    other = chance.choice(sheet.seats).id if sheet.seats else None
    person, second = chance.sample(sorted(house.people.values()), 2)
    thread = {"coverage": chance.choice([*Coverage, None]), "level": chance.choice([*Level, None])}
    name = f"新{chance.randrange(1000)}"
    return [
        lambda: store.do(actions.add_seat, house.map, {"duty": name, "reports_to": other}),
        lambda: store.do(actions.add_seat, house.map, {"person": person}),
        lambda: store.do(actions.save_seat, seat, {"support": chance.randint(-2, 2), "layer": chance.choice([*Layer, None])}),
        lambda: store.do(actions.save_seat, seat, {"person": person}),
        lambda: store.do(actions.save_seat, seat, {"coverage": None, "level": None, "note": name}),
        lambda: store.do(actions.move_seat, seat, other),
        lambda: store.do(actions.remove_seat, seat),
        lambda: store.do(actions.draw_tie, {"first": person, "second": second, "kind": chance.choice(list(TieKind)), "strength": 2}),
        lambda: store.do(actions.save_tie, chance.choice(sheet.ties).id, {"first": person, "strength": 3}),
        lambda: store.do(actions.erase_tie, chance.choice(sheet.ties).id),
        lambda: store.do(actions.set_thread, seat, house.people["林晓"], thread),
        lambda: store.do(save_person, person, {"name": name, "position": name, "retired_on": chance.choice([date(2026, 9, 1), None])}),
        lambda: store.do(save_person, None, {"name": name, "side": Side.OURS}),
        lambda: store.do(erase_person, person),
        lambda: store.do(write, Posting, {"person": person, "account": house.account, "to_on": date(2026, 8, 1)}),
        lambda: store.do(save_person, person, {"account": chance.choice([None, house.account, other_account])}),
        lambda: store.do(save_account, other_account, {"short_name": name}),
        *([store.undo] * 2 if chance.random() < 0.8 and "house" not in str(store.next_reversal("undo")) else []),
        store.redo,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_any_moment_gives_what_the_map_gave_then(store: Store, clock: Clock, seed: int) -> None:
    chance = random.Random(seed)
    elsewhere, _changes = store.do(save_account, None, {"name": "云岭电厂"})
    house = fill(store)
    kept: list[tuple[datetime, MapSheet]] = []
    for _ in range(36):
        try:
            chance.choice(edits(chance, store, house, elsewhere))()
        except (Refused, IndexError):
            continue
        kept.append((clock.at, store.ask(queries.map_sheet, house.map)))
    assert len(kept) > 15
    for at, sheet in kept:
        assert store.ask(queries.map_sheet_at, house.map, at) == sheet
        assert store.ask(queries.map_sheet_at, house.account, at + timedelta(seconds=30)) == sheet
    assert not differences(kept[-1][1], kept[-1][1])


def test_before_the_map_was_begun_it_is_empty(store: Store, clock: Clock) -> None:
    house = fill(store)
    sheet = store.ask(queries.map_sheet_at, house.map, BEGIN)
    assert (sheet.seats, sheet.account) == ((), house.account)
    assert store.ask(queries.change_days, house.map) == (BEGIN.astimezone().date(),)


def test_what_changed_in_words(store: Store, clock: Clock) -> None:
    house = fill(store)
    since = clock.at
    store.do(actions.save_seat, house.seats["赵强"], {"support": 1})
    store.do(actions.move_seat, house.seats["周涛"], house.seats["赵强"])
    store.do(actions.remove_seat, house.seats["采购部部长"])
    store.do(actions.add_seat, house.map, {"duty": "纪委书记"})
    store.do(actions.draw_tie, {"first": house.people["王建国"], "second": house.people["李敏"], "kind": TieKind.KINSHIP})
    store.do(actions.set_thread, house.seats["赵强"], house.people["林晓"], {"coverage": Coverage.SEVERAL})
    store.do(actions.save_seat, house.seats["李敏"], {"influence": 5})
    store.undo()
    words = words_of("zh_CN")
    found = store.ask(queries.map_changes, house.map, since)
    assert {difference_words(each, words) for each in found} == {
        "赵强：立场 有疑虑 → 支持",
        "周涛：改向赵强汇报（原为李敏）",
        "纪委书记加入关系图",
        "采购部部长移出关系图",
        "新增关系：王建国 — 李敏（血缘）",
        "新增接触线：林晓 — 赵强（多次接触）",
    }
    assert all("{" not in difference_words(each, words_of("en")) for each in found)
    assert next(each.seat for each in found if each.happened is Happened.MOVED) == house.seats["周涛"]


def test_days_of_a_map_are_its_own(store: Store, clock: Clock) -> None:
    house = fill(store)
    clock.at += timedelta(days=3)
    store.do(save_person, house.people["王建国"], {"phone": "010-1234567"})
    clock.at += timedelta(days=3)
    store.do(save_person, house.people["王建国"], {"position": "董事长"})
    clock.at += timedelta(days=3)
    account, _changes = store.do(save_person, None, {"name": "旁人"})
    assert isinstance(account, UUID)
    assert len(store.ask(queries.change_days, house.map)) == 2
