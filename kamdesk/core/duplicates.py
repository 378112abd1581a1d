"""Rows that may mean the same, found by what they share: never every row with every other, only those under one key.

A subject gives each row its marks (the same credit code, a name that differs only in its form …); here they are brought together.
Pure; which pairs the rep said are two, not one, is kept by `apart`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from kamdesk.core.choices import Choice

_CROWD = 12  # under a weak key that so many rows share, nobody is a duplicate
_MORE = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One key of a row. `reason` says why rows under the same key are alike, `score` (of 100) how surely; below 80 it is a weak sign.

    Of the reasons of one `family` a pair shows only the surest: who has the same name has the same short name too.
    """

    reason: Choice
    key: str
    score: int
    family: str = "name"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows, the older first, that may be one; the strongest reason first."""

    first: UUID
    second: UUID
    score: int
    reasons: tuple[Choice, ...]


def alike(marked: Mapping[UUID, Iterable[Mark]], apart: frozenset[frozenset[UUID]] = frozenset()) -> tuple[Pair, ...]:
    """The pairs that share a mark, the surest first; those in `apart` are left out."""
    under: dict[tuple[Choice, str], list[UUID]] = {}
    scores: dict[Choice, int] = {}
    families: dict[Choice, str] = {}
    for row, marks in marked.items():
        for mark in marks:
            under.setdefault((mark.reason, mark.key), []).append(row)
            scores[mark.reason], families[mark.reason] = mark.score, mark.family
    found: dict[tuple[UUID, UUID], dict[Choice, None]] = {}
    for (reason, _key), rows in under.items():
        if len(rows) < 2 or (len(rows) > _CROWD and scores[reason] < 80):
            continue
        rows = sorted(dict.fromkeys(rows))
        together = combinations(rows, 2) if len(rows) <= _CROWD else ((rows[0], row) for row in rows[1:])
        for pair in together:
            found.setdefault(pair, {})[reason] = None
    made = (_pair(pair, reasons, scores, families) for pair, reasons in found.items() if frozenset(pair) not in apart)
    return tuple(sorted(made, key=lambda pair: (-pair.score, pair.first, pair.second)))


def _pair(pair: tuple[UUID, UUID], reasons: Iterable[Choice], scores: Mapping[Choice, int], families: Mapping[Choice, str]) -> Pair:
    surest: dict[str, Choice] = {}
    for reason in sorted(reasons, key=lambda each: -scores[each]):
        surest.setdefault(families[reason], reason)
    ordered = tuple(surest.values())
    return Pair(pair[0], pair[1], min(100, scores[ordered[0]] + _MORE * (len(ordered) - 1)), ordered)
