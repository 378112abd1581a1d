"""Being in touch: noted by hand, last touch and overdue people found by SQL, cuts of the list."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.people import actions, queries
from kamdesk.people.rules import Basis, Cut, Side, TouchKind

TODAY = date(2026, 11, 22)


@pytest.fixture
def people(store: Store) -> dict[str, UUID]:
    values: dict[str, dict[str, object]] = {
        "罗颖": {"cadence_days": 21, "purpose": "业务联系", "basis": Basis.CONSENT}, "秦卫国": {"cadence_days": 45}, "雷鸣": {},
        "林晓": {"side": Side.OURS, "cadence_days": 10}, "舒教授": {"side": Side.THIRD, "retired_on": date(2026, 1, 1), "cadence_days": 30},
    }  # fmt: skip
    return {name: store.do(actions.save_person, None, {"name": name} | more)[0] for name, more in values.items()}


def test_the_last_touch_is_the_latest_of_all(store: Store, people: dict[str, UUID]) -> None:
    for days, note in ((40, "论证会名单"), (3, "点表"), (12, "")):
        store.do(actions.log_touch, people["罗颖"], TouchKind.CALL, TODAY - timedelta(days=days), note)
    assert store.ask(queries.last_touches, people.values()) == {people["罗颖"]: TODAY - timedelta(days=3)}
    before = store.ask(queries.last_touches, people.values(), until=TODAY - timedelta(days=20))
    assert before == {people["罗颖"]: TODAY - timedelta(days=40)}
    assert [(row.about, row.kind) for row in store.ask(queries.touches_of, people["罗颖"])] == [
        ("点表", TouchKind.CALL), ("", TouchKind.CALL), ("论证会名单", TouchKind.CALL),
    ]  # fmt: skip
    newest = store.ask(queries.touches_of, people["罗颖"])[0].id
    store.do(actions.erase_touch, newest)
    assert store.ask(queries.person_card, people["罗颖"]).last_touch == TODAY - timedelta(days=12)
    store.undo()
    assert store.ask(queries.person_card, people["罗颖"]).last_touch == TODAY - timedelta(days=3)


def test_a_touch_is_of_today_unless_said_and_never_of_tomorrow(store: Store, people: dict[str, UUID]) -> None:
    touch = store.do(actions.save_touch, None, {"person": people["雷鸣"]})[0]
    assert store.history(1)[0].about == "雷鸣"
    assert store.ask(queries.last_touches, [people["雷鸣"]]) == {people["雷鸣"]: TODAY}
    with pytest.raises(Refused, match="touch_to_come"):
        store.do(actions.save_touch, touch, {"touched_on": TODAY + timedelta(days=1)})
    assert store.ask(queries.last_touches, [people["雷鸣"]]) == {people["雷鸣"]: TODAY}


def test_the_list_is_cut_and_sorted_by_touch(store: Store, people: dict[str, UUID]) -> None:
    for name, days in (("罗颖", 22), ("秦卫国", 45), ("舒教授", 300)):
        store.do(actions.log_touch, people[name], TouchKind.MESSAGE, TODAY - timedelta(days=days))

    def names(cut: Cut) -> set[str]:
        return {row.name for row in store.ask(queries.person_rows, store.ask(queries.person_ids, cut=cut, today=TODAY), TODAY)}

    assert names(Cut.OVERDUE) == {"罗颖"}
    assert names(Cut.GONE) == {"舒教授"}
    assert names(Cut.THEIRS) == {"罗颖", "秦卫国", "雷鸣"}
    assert names(Cut.OURS) == {"林晓"}
    assert names(Cut.THIRD) == {"舒教授"}
    assert names(Cut.GROUNDLESS) == {"秦卫国", "雷鸣", "舒教授"}
    by_touch = store.ask(queries.person_rows, store.ask(queries.person_ids, "last_touch", True), TODAY)
    assert [row.name for row in by_touch][:3] == ["罗颖", "秦卫国", "舒教授"]
    assert by_touch[0].last_touch == TODAY - timedelta(days=22)
    assert [row.grounded for row in by_touch if row.name in ("罗颖", "林晓")] == [True, True]
