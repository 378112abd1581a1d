"""A place in a text where a name stands: the pure half of `tracing`."""

from dataclasses import dataclass
from uuid import UUID

AROUND = 24  # characters shown on each side of a mention


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in another entry's text where the name stands; `kind` and `label` are msgids, `around` is the text about it."""

    table: str
    id: UUID
    field: str
    kind: str
    title: str
    label: str
    around: str
    erased: bool = False


def around(value: str, name: str) -> str:
    """The text about the first mention, on one line."""
    place = value.find(name)
    start = max(0, place - AROUND)
    end = place + len(name) + AROUND
    cut = " ".join(value[start:end].split())
    return ("…" if start else "") + cut + ("…" if end < len(value) else "")
