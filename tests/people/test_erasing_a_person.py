"""A person goes with what is only about them, so that nothing unseen holds an account fast; undo brings all of it back."""

from datetime import date

from kamdesk.accounts.actions import erase_account, save_account
from kamdesk.core.store import Store
from kamdesk.people.actions import erase_person, log_touch, save_person, save_posting
from kamdesk.people.queries import last_touches, postings_of
from kamdesk.people.rules import TouchKind
from kamdesk.relations.actions import seat_somebody
from kamdesk.relations.queries import map_sheet, seats_of_person


def test_touches_and_positions_go_with_a_person_and_the_account_can_go_after(store: Store) -> None:
    account = store.do(save_account, None, {"name": "临江机场集团"})[0]
    person = store.do(save_person, None, {"name": "罗颖", "account": account, "position": "总工"})[0]
    store.do(log_touch, person, TouchKind.CALL, date(2026, 11, 20))
    store.do(save_posting, None, {"person": person, "account": account, "position": "科长", "from_on": "2012", "to_on": "2015"})
    seat = store.do(seat_somebody, account, None, {"person": person})[0]
    store.do(erase_person, person)
    assert store.ask(last_touches, [person]) == {}
    store.do(erase_account, account)  # the map goes along, with the seat that is empty now
    store.undo()
    assert [row.id for row in store.ask(map_sheet, account).seats] == [seat]
    store.undo()
    assert store.ask(last_touches, [person]) == {person: date(2026, 11, 20)}
    assert [row.position for row in store.ask(postings_of, person)] == ["总工", "科长"]
    assert len(store.ask(seats_of_person, person)) == 1
