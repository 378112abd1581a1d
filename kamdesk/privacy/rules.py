"""What we hold on one person, as plain rows: the answer to a person who asks, and what goes when a person is erased for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kamdesk.core.fields import Field
from kamdesk.core.mentioned import Mention


@dataclass(frozen=True, slots=True)
class HeldField:
    """One value; `link` is the title of what it leads to, `since` when it was written down (None: before the journal began)."""

    field: Field
    value: object
    link: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One entry about the person; `kind` is a msgid, `erased` says that it is out of sight but can be brought back."""

    table: str
    id: UUID
    kind: str
    title: str
    fields: tuple[HeldField, ...]
    erased: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """Everything on one person. `photo` is the address of the picture, `files` of what is attached: (name, address)."""

    person: HeldRow
    rows: tuple[HeldRow, ...]
    mentions: tuple[Mention, ...]
    journalled: int
    oldest: datetime | None
    photo: str | None
    files: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return self.person.title


@dataclass(frozen=True, slots=True)
class Going:
    """What goes and what remains when a person is erased for good: (msgid of the kind, how many).

    With `namesakes` (others who are called so, or whose name holds this one) the name cannot be replaced in texts by itself.
    """

    name: str
    gone: tuple[tuple[str, int], ...]
    emptied: tuple[tuple[str, int], ...]
    mentions: tuple[Mention, ...]
    namesakes: int
    journalled: int
    files: int


def json_forms(name: str) -> tuple[str, ...]:
    """How a name may stand in a JSON text: as it is, and with its characters escaped."""
    escaped = "".join(_escaped(char) for char in name)
    return (name,) if escaped == name else (name, escaped)


def _escaped(char: str) -> str:
    if ord(char) < 0x80:
        return char
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def counted(kinds: list[str]) -> Iterator[tuple[str, int]]:
    """Each kind once with its number, in the order in which they came."""
    for kind in dict.fromkeys(kinds):
        yield kind, kinds.count(kind)
