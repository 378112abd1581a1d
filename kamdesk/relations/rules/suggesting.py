"""Home towns and schools on file let the program suggest ties that nobody wrote down yet: 地缘 and 学缘."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kamdesk.relations.rules import TieKind

_SHORTEST = 2
_PLACES = str.maketrans("", "", " \u3000省市区县")


@dataclass(frozen=True, slots=True)
class Roots:
    """Where somebody comes from, as far as we know."""

    person: UUID
    home_town: str = ""
    school: str = ""


def suggested(one: Roots, others: Iterable[Roots], tied: frozenset[tuple[UUID, TieKind]]) -> tuple[tuple[UUID, TieKind], ...]:
    """(person, kind) of each likely tie that is not drawn yet, in the order of `others`."""
    found: list[tuple[UUID, TieKind]] = []
    for other in others:
        if other.person == one.person:
            continue
        if _same(one.home_town.translate(_PLACES), other.home_town.translate(_PLACES)):
            found.append((other.person, TieKind.HOME_PLACE))
        if _school(one.school) and _school(one.school) == _school(other.school):
            found.append((other.person, TieKind.SCHOOL))
    return tuple(each for each in found if each not in tied)


def _same(one: str, other: str) -> bool:
    """Alike, or the longer ends with the shorter: 山西忻州 and 忻州 are one place, 山西 and 山西忻州 are not yet a tie."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and longer.endswith(shorter)


def _school(text: str) -> str:
    return "".join(text.split()).casefold()
