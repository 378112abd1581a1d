"""Refusals: what a person asked for cannot be done, and nothing was changed. Anything else that is raised is a bug."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamdesk.core.words import Words

_SENTENCES: dict[str, str] = {}


class Refused(Exception):
    """A refusal in code, not in words: the desk and the command line each say it in their reader's language.

    `field` is the attribute that is at fault ("" for none); `facts` fill the braces of the sentence.
    """

    def __init__(self, code: str, field: str = "", facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts: dict[str, object] = dict(facts or {})

    def __str__(self) -> str:
        return self.code + (f" ({self.field})" if self.field else "")


def say(sentences: Mapping[str, str]) -> None:
    """Give the English sentence of each code; a code has one sentence in the whole program.

    Raises ValueError where a code would get a second one.
    """
    for code, english in sentences.items():
        if _SENTENCES.setdefault(code, english) != english:
            raise ValueError(f"refusal {code!r} has a sentence already")


def known_codes() -> frozenset[str]:
    return frozenset(_SENTENCES)


def sentence(refused: Refused, words: "Words") -> str:
    """The refusal as a person reads it. {field} is the label in facts["label"], else the attribute's name."""
    english = _SENTENCES.get(refused.code)
    if english is None:
        return refused.code
    facts = dict(refused.facts)
    label = facts.pop("label", None)
    facts.setdefault("field", words.translated(str(label)) if label else refused.field)
    shown = {key: words.translated(value.label) if hasattr(value, "label") else value for key, value in facts.items()}
    return words.filled(words.translated(english), shown)
