"""What a rep does with people. One verb per function; each runs inside one Work and never commits."""

from collections.abc import Callable, Mapping
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.problems import say
from kamdesk.core.work import Work, verb
from kamdesk.people.rules import checked_email, checked_phone
from kamdesk.people.tables import Person

say({
    "not_a_phone": N_("“{text}” does not look like a phone number."),
    "not_an_email": N_("“{text}” does not look like an e-mail address."),
})  # fmt: skip

_CHECKS: Mapping[str, Callable[[str], str]] = {"phone": checked_phone, "email": checked_email}


@verb(N_("Save person"))
def save_person(work: Work, person: UUID | None, values: Mapping[str, object]) -> UUID:
    """Create a person (None) or change the given fields of one; returns the id.

    Raises Refused with the field at fault: what `Work.put` says, not_a_phone, not_an_email.
    """
    cleaned = dict(values)
    for name, check in _CHECKS.items():
        typed = cleaned.get(name)
        if isinstance(typed, str) and typed.strip():
            cleaned[name] = check(typed)
    return work.put(Person, person, cleaned)


@verb(N_("Erase person"))
def erase_person(work: Work, person: UUID) -> None:
    """Take a person out of sight everywhere: maps, visits and promises show the place without the name; undo brings the person back."""
    work.erase(work.get(Person, person))
