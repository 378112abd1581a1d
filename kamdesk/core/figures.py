"""A figure on a card: one value that matters, its tone, and the reason in words. Contributed by higher subjects to lower ones' cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.fields import Field, Kind


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

    `label` is a msgid, `width` is in pixels. `values(session, today)` gives what the whole list is sorted, narrowed and grouped by, one
    plain value of `kind` (分, a day, a member of `choices` …) for each row that has one; without it the column only shows.
    """

    key: str
    label: str
    ask: Callable[[Any, Sequence[UUID], date], Mapping[UUID, Figure]]
    width: int = 110
    number: bool = False
    kind: Kind = Kind.TEXT
    choices: type[Choice] | None = None
    values: Callable[[Any, date], Mapping[UUID, Any]] | None = None
    personal: bool = False

    @property
    def field(self) -> Field:
        """The column described like any other field, for conditions and headings."""
        return Field(self.label, self.kind, choices=self.choices, personal=self.personal, name=self.key)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter chip that a higher subject adds to a lower one's list: `ask(session, today)` gives the rows that pass.

    One that is `personal` (nobody coaches us there) is not named on a masked paper.
    """

    key: str
    label: str
    ask: Callable[[Any, date], frozenset[UUID]]
    personal: bool = False
