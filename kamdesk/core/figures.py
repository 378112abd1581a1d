"""A figure on a card: one value that matters, its tone, and the reason in words. Contributed by higher subjects to lower ones' cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kamdesk.core.fields import Kind


class Tone(StrEnum):
    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figure:
    """`label`, `unit`, `reason` are msgids, `facts` fill the braces of the reason; `value` is shown after its `kind` (a msgid for TEXT)."""

    label: str
    value: object
    kind: Kind = Kind.TEXT
    unit: str = ""
    tone: Tone = Tone.PLAIN
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
