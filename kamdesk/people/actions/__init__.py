"""What a rep does with people. One verb per function; each runs inside one Work and never commits."""

from collections.abc import Callable, Mapping
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.parting import erase_with_rest
from kamdesk.core.problems import say
from kamdesk.core.work import Work, verb
from kamdesk.people.actions.merging import merge_people
from kamdesk.people.actions.photos import remove_photo, set_photo
from kamdesk.people.actions.postings import (
    card_values,
    erase_posting,
    keep_posting,
    move_person,
    person_left,
    retire_person,
    save_posting,
    save_present_posting,
)
from kamdesk.people.actions.touches import erase_touch, keep_visit_touches, log_touch, save_touch
from kamdesk.people.rules import checked_email, checked_phone, checked_wechat
from kamdesk.people.tables import Person

say({
    "not_a_phone": N_("“{text}” does not look like a phone number."),
    "not_an_email": N_("“{text}” does not look like an e-mail address."),
    "not_a_wechat": N_("“{text}” is no WeChat ID: 6 to 20 letters, figures, _ or -, beginning with a letter; or the mobile number."),
})  # fmt: skip

_CHECKS: Mapping[str, Callable[[str], str]] = {
    "phone": checked_phone, "office_phone": lambda typed: checked_phone(typed, "office_phone"),
    "email": checked_email, "wechat": checked_wechat,
}  # fmt: skip


@verb(N_("Save person"))
def save_person(work: Work, person: UUID | None, values: Mapping[str, object]) -> UUID:
    """Create a person (None) or change the given fields of one; returns the id. The present position follows the card.

    Raises Refused with the field at fault: what `Work.put` says, not_a_phone, not_an_email, not_a_wechat.
    """
    cleaned = dict(values)
    for name, check in _CHECKS.items():
        typed = cleaned.get(name)
        if isinstance(typed, str) and typed.strip():
            cleaned[name] = check(typed)
    if person is None:
        return work.put(Person, None, cleaned)
    row = work.get(Person, person)
    before = card_values(row)
    work.put(Person, person, cleaned)
    if card_values(row) != before:
        keep_posting(work, row, before)
    return person


@verb(N_("Erase person"))
def erase_person(work: Work, person: UUID) -> None:
    """Take a person out of sight everywhere; undo brings the person back with all of it.

    On maps the seat stays, empty, with its duty; ties and threads end. Visits and promises show the place without the name.
    """
    row = work.get(Person, person)
    work.about = row.title
    erase_with_rest(work, row)


__all__ = [
    "erase_person", "erase_posting", "erase_touch", "keep_visit_touches", "log_touch", "merge_people", "move_person", "person_left",
    "remove_photo", "retire_person", "save_person", "save_posting", "save_present_posting", "save_touch", "set_photo",
]  # fmt: skip
