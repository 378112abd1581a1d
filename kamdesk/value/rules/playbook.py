"""The criteria that a new workspace begins with, read from `resources/playbook/value_criteria.json`. Pure data in both languages.

A criterion's number follows from its key, so that a workspace knows its criteria before the first of them is saved, and two machines agree.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from uuid import UUID, uuid5

from kamdesk.accounts.rules import Channel
from kamdesk.core.places import resource
from kamdesk.core.words import Language, Words
from kamdesk.value.rules import Axis, CriterionRow

_SPACE = UUID("6b616d64-6573-4b00-8000-000000000010")
_SAID = ("name", "question", "worst", "best")


@dataclass(frozen=True, slots=True)
class Standard:
    """A shipped criterion: `texts` by language, each with name, question, worst and best."""

    id: UUID
    key: str
    axis: Axis
    weight: int
    channel: Channel
    place: int
    texts: Mapping[Language, Mapping[str, str]]

    def row(self, language: Language) -> CriterionRow:
        said = self.texts[language]
        return CriterionRow(
            self.id, self.axis, said["name"], self.weight, said["question"], said["worst"], said["best"], self.place, True, self.key,
            self.channel,
        )  # fmt: skip


@cache
def standards() -> Mapping[UUID, Standard]:
    """The shipped criteria by number, in their order."""
    read = json.loads(resource("playbook/value_criteria.json").read_text(encoding="utf-8"))
    found = {}
    for place, entry in enumerate(read["criteria"]):
        number = uuid5(_SPACE, entry["key"])
        texts = {
            language: MappingProxyType({name: entry[name]["zh" if language is Language.ZH else "en"] for name in _SAID})
            for language in Language
        }
        found[number] = Standard(
            number, entry["key"], Axis(entry["axis"]), entry["weight"], Channel(entry["channel"]), place, MappingProxyType(texts)  # type: ignore[call-arg]
        )  # fmt: skip
    return MappingProxyType(found)


def language_named(name: str) -> Language:
    """The workspace's own language, in which the shipped criteria are written into it; Chinese where none was ever chosen."""
    return Language(name) if name in list(Language) else Language.ZH


def in_language(row: CriterionRow, words: Words) -> CriterionRow:
    """A criterion as a reader of this language sees it: a shipped text that the rep left alone is said in the language of the reader."""
    standard = standards().get(row.id)
    if standard is None:
        return row
    said = {name: _said(standard, name, getattr(row, name), words.language) for name in _SAID}
    return replace(row, name=said["name"], question=said["question"], worst=said["worst"], best=said["best"])


def _said(standard: Standard, name: str, text: str, language: Language) -> str:
    shipped = any(texts[name] == text for texts in standard.texts.values())
    return standard.texts[language][name] if shipped else text
