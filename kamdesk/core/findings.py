"""What a check found: how bad it is, where, how to mend it, and which article says so. Codes of law are data, never constants here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.words import Language, Words


class Severity(Choice):
    """Worst first."""

    FATAL = "fatal", N_("Fatal")
    SERIOUS = "serious", N_("Serious")
    NOTE = "note", N_("Notice")


@dataclass(frozen=True, slots=True)
class Article:
    """A rule of law in force from a day on. `value` is what it limits to, in the rule's own unit (percent, days); None for none."""

    rule: str
    regime: str
    chinese: str
    english: str
    since: date
    value: int | None = None

    def shown(self, words: Words) -> str:
        return self.chinese if words.language is Language.ZH else self.english


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` and `mend` are msgids whose braces `facts` fill; `tab` and `row` name the place on the page.

    A fact is a value, a Choice (its label is said) or a tuple of msgids (said one after the other).
    """

    code: str
    severity: Severity
    sentence: str
    mend: str
    tab: str = ""
    row: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    article: Article | None = None

    def said(self, words: Words) -> str:
        return words.filled(words.translated(self.sentence), self._facts(words))

    def mended(self, words: Words) -> str:
        return words.filled(words.translated(self.mend), self._facts(words))

    def _facts(self, words: Words) -> dict[str, object]:
        return {key: _fact(value, words) for key, value in self.facts.items()}


def _fact(value: object, words: Words) -> object:
    if isinstance(value, Choice):
        return words.translated(value.label)
    if isinstance(value, tuple):
        return ("、" if words.chinese else ", ").join(words.translated(part) for part in value)
    return value


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def counted(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many of each severity; every severity has its number."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts
