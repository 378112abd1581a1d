"""A figure on a card: one value that matters, its tone, and the reason in words. Contributed by higher subjects to lower ones' cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from kamdesk.core.fields import Kind


class Tone(StrEnum):
    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figure:
    """`label`, `unit`, `reason` are msgids, `facts` fill the reason's braces; `value` is shown after its `kind` (a msgid for TEXT)."""

    label: str
    value: object
    kind: Kind = Kind.TEXT
    unit: str = ""
    tone: Tone = Tone.PLAIN
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column that a higher subject adds to a lower one's list: `ask(session, ids, today)` gives a whole page of rows at once.

    `label` is a msgid, `width` is in pixels.
    """

    key: str
    label: str
    ask: Callable[[Any, Sequence[UUID], date], Mapping[UUID, Figure]]
    width: int = 110
    number: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter chip that a higher subject adds to a lower one's list: `ask(session, today)` gives the rows that pass."""

    key: str
    label: str
    ask: Callable[[Any, date], frozenset[UUID]]
