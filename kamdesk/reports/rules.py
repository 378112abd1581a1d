"""What can happen at an account, as its timeline shows it. Pure: no session, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.names import folded
from kamdesk.core.words import Words


class Happening(Choice):
    """The kinds of events; a timeline can be narrowed to some of them."""

    VISIT = "visit", N_("Visits")
    TOUCH = "touch", N_("Touches")
    FACT = "fact", N_("Facts learned")
    PEOPLE = "people", N_("People come and go")
    DEAL = "deal", N_("Opportunities")
    PAPER = "paper", N_("Proposals and bids")
    PROMISE = "promise", N_("Promises")
    PLAN = "plan", N_("Plan and tasks")
    FILE = "file", N_("Files")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or will: `title` is text, `sentence` a msgid whose braces `facts` fill (choices as their msgids).

    (`table`, `id`) is the row it stands for; `about` names who or which account of the group it concerns.
    """

    on: date
    kind: Happening
    title: str
    table: str
    id: UUID
    sentence: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    about: str = ""


def worded(event: Event, words: Words) -> str:
    """The sentence of an event in the reader's language; "" where there is none. Choices among the facts are translated."""
    if not event.sentence:
        return ""
    facts = {name: words.translated(value.label) if isinstance(value, Choice) else value for name, value in event.facts.items()}
    return words.filled(words.translated(event.sentence), facts)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The newest first; on one day by kind, so that a visit stands before what came of it."""
    kinds = list(Happening)
    return tuple(sorted(events, key=lambda event: (-event.on.toordinal(), kinds.index(event.kind), event.title)))


def narrowed(events: Iterable[Event], kinds: frozenset[Happening], typed: str, words: Words) -> tuple[Event, ...]:
    """The events of some kinds (none given: of all) that hold every word typed."""
    wanted = folded(typed).split()
    found = (event for event in events if not kinds or event.kind in kinds)
    if not wanted:
        return tuple(found)
    return tuple(event for event in found if all(piece in _text(event, words) for piece in wanted))


def _text(event: Event, words: Words) -> str:
    return folded(f"{event.title} {worded(event, words)} {event.about}")


def counted(events: Iterable[Event]) -> dict[Happening, int]:
    """How many of each kind there are, in the order of the kinds."""
    found = dict.fromkeys(Happening, 0)
    for event in events:
        found[event.kind] += 1
    return found
