"""A visit that took place is a touch of those who were there, and follows whatever happens to the visit."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.problems import Refused
from kamdesk.core.store import Store
from kamdesk.people.actions import erase_person, erase_touch, save_person
from kamdesk.people.queries import last_touches, touches_of
from kamdesk.people.rules import Side
from kamdesk.visits import queries
from kamdesk.visits.actions import add_attendee, erase_visit, mark_visited, plan_again, plan_visit, remove_attendee, save_visit

NINTH = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)


@pytest.fixture
def people(store: Store) -> dict[str, UUID]:
    account = store.do(save_account, None, {"name": "松岭电力"})[0]
    values = {"罗颖": Side.THEIRS, "解建平": Side.THEIRS, "林晓": Side.OURS, "舒教授": Side.THIRD}
    made = {name: store.do(save_person, None, {"name": name, "side": side, "account": account})[0] for name, side in values.items()}
    return made | {"": account}


def touched(store: Store, people: dict[str, UUID]) -> dict[str, date]:
    found = store.ask(last_touches, people.values())
    return {name: found[number] for name, number in people.items() if number in found}


def test_touches_follow_the_visit_through_everything(store: Store, people: dict[str, UUID]) -> None:
    values = {"subject": "需求交流", "account": people[""], "starts_at": NINTH}
    visit = store.do(plan_visit, values, [people[name] for name in ("罗颖", "林晓", "舒教授")])[0]
    assert touched(store, people) == {}
    store.do(mark_visited, visit)
    ninth = date(2026, 11, 9)
    assert touched(store, people) == {"罗颖": ninth, "舒教授": ninth}
    store.do(add_attendee, visit, people["解建平"])
    assert touched(store, people) == {"罗颖": ninth, "舒教授": ninth, "解建平": ninth}
    attendee = next(each.id for each in store.ask(queries.visit_sheet, visit, ninth).people if each.name == "罗颖")
    store.do(remove_attendee, attendee)
    assert set(touched(store, people)) == {"舒教授", "解建平"}
    store.undo()
    assert set(touched(store, people)) == {"罗颖", "舒教授", "解建平"}
    store.do(save_visit, visit, {"starts_at": datetime(2026, 11, 10, 6, 0, tzinfo=UTC)})
    assert set(touched(store, people).values()) == {date(2026, 11, 10)}
    (touch,) = store.ask(touches_of, people["罗颖"])
    assert (touch.about, touch.visit) == ("需求交流", visit)
    with pytest.raises(Refused, match="touch_of_visit"):
        store.do(erase_touch, touch.id)
    store.do(plan_again, visit)
    assert touched(store, people) == {}
    store.undo()
    store.do(erase_visit, visit)
    assert touched(store, people) == {}
    store.undo()
    assert set(touched(store, people)) == {"罗颖", "舒教授", "解建平"}


def test_who_was_erased_is_not_touched_again_when_the_visit_moves(store: Store, people: dict[str, UUID]) -> None:
    visit = store.do(plan_visit, {"subject": "需求交流", "account": people[""], "starts_at": NINTH}, [people["罗颖"], people["解建平"]])[0]
    store.do(mark_visited, visit)
    store.do(erase_person, people["罗颖"])
    store.do(save_visit, visit, {"starts_at": datetime(2026, 11, 10, 6, 0, tzinfo=UTC)})
    assert touched(store, people) == {"解建平": date(2026, 11, 10)}
    store.undo()
    store.undo()
    assert touched(store, people) == {"罗颖": date(2026, 11, 9), "解建平": date(2026, 11, 9)}


def test_an_earlier_visit_does_not_hide_what_came_between(store: Store, people: dict[str, UUID]) -> None:
    old = store.do(plan_visit, {"subject": "一", "account": people[""], "starts_at": NINTH}, [people["罗颖"]])[0]
    week_later = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
    new = store.do(plan_visit, {"subject": "二", "account": people[""], "starts_at": week_later}, [people["罗颖"]])[0]
    store.do(mark_visited, old)
    store.do(mark_visited, new)

    def last(visit: UUID) -> date | None:
        return store.ask(queries.visit_sheet, visit, date(2026, 11, 22)).people[0].last_touch

    assert last(new) == date(2026, 11, 9)
    assert last(old) is None
