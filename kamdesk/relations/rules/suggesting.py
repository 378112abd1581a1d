"""Home towns, schools and earlier employers on file let the program suggest ties that nobody wrote down: 地缘, 学缘 and 人缘.

A suggestion counts for nothing until the rep confirms it. 血缘 is never guessed: one surname from one town is no family.
People are found by what they share, the rarest first, so that ten thousand of them take no longer than ten times a thousand.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.people.rules import Side
from kamdesk.relations.rules import TieKind

COMMON = 12  # what more of the customer's people share than that says where they live or work, not whom they know [ours]
MOST = 200
_SHORTEST, _LONGEST_NAME = 2, 4
_PLACES = str.maketrans("", "", " \u3000省市区县")
_NO_SCHOOLS = frozenset({"大学", "本科", "硕士", "博士", "研究生", "大专", "中专"})
_TAUGHT = ("导师", "老师", "学生", "门生", "弟子", "同学")


@dataclass(frozen=True, slots=True)
class Job:
    """A position held: `place` names the organisation (an account's number in hex, or its name), `shown` is how it reads."""

    place: str
    shown: str
    begun: date | None = None
    ended: date | None = None
    present: bool = False


@dataclass(frozen=True, slots=True)
class Roots:
    """Where somebody comes from, as far as we know."""

    person: UUID
    home_town: str = ""
    school: str = ""
    jobs: tuple[Job, ...] = ()
    name: str = ""
    career: str = ""
    side: Side = Side.THEIRS


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A likely tie with its evidence: `reason` is a msgid, `facts` fill its braces."""

    first: UUID
    second: UUID
    kind: TieKind
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def other(self, person: UUID) -> UUID:
        return self.second if person == self.first else self.first


Settled = Collection[tuple[UUID, UUID, TieKind]]


def settled_key(first: UUID, second: UUID, kind: TieKind) -> tuple[UUID, UUID, TieKind]:
    """A pair of people and a kind, whichever way round it was written."""
    return (first, second, kind) if first.int < second.int else (second, first, kind)


def suggestions(
    people: Iterable[Roots], settled: Settled = (), about: Collection[UUID] | None = None, most: int = MOST
) -> tuple[Suggestion, ...]:
    """The likely ties among these people that are neither drawn nor turned down (`settled`), the most telling first, at most so many.

    `about` keeps those that touch one of these. Two of ours are colleagues anyway, and so are two who work in one place now.
    """
    rows = list(people)
    wanted = frozenset(range(len(rows))) if about is None else frozenset(at for at, row in enumerate(rows) if row.person in about)
    found: dict[tuple[UUID, UUID, TieKind], Suggestion] = {}
    for each in _candidates(rows, wanted):
        if len(found) >= most:
            break
        key = settled_key(each.first, each.second, each.kind)
        if key not in found and key not in settled:
            found[key] = each
    return tuple(found.values())


Groups = Mapping[str, list[int]]


def _candidates(rows: Sequence[Roots], wanted: frozenset[int]) -> Iterator[Suggestion]:
    yield from _named(rows, wanted)
    shared: tuple[tuple[TieKind, Groups], ...] = (
        (TieKind.SCHOOL, _schools(rows)), (TieKind.HOME_PLACE, _towns(rows)), (TieKind.FRIENDSHIP, _employers(rows)),
    )  # fmt: skip
    groups = [
        (len(members), order, key, kind, members)
        for order, (kind, by_key) in enumerate(shared)
        for key, members in by_key.items()
        if len(members) > 1 and not wanted.isdisjoint(members)
    ]
    for _size, _order, key, kind, members in sorted(groups, key=lambda group: group[:3]):
        for first, second in _pairs(rows, members, wanted):
            made = _made(kind, key, rows[first], rows[second])
            if made is not None:
                yield made


def _pairs(rows: Sequence[Roots], members: list[int], wanted: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Everybody with everybody in a small group; in a large one only ours and third parties with the customer's people."""
    chosen = [each for each in members if each in wanted]
    near = [each for each in members if rows[each].side is not Side.THEIRS]
    for first in chosen:
        others = members if len(members) <= COMMON or rows[first].side is not Side.THEIRS else near
        for second in others:
            twice = second in wanted and (second < first) and (len(members) <= COMMON or rows[second].side is not Side.THEIRS)
            if first == second or twice or (rows[first].side is Side.OURS and rows[second].side is Side.OURS):
                continue
            yield first, second


def _made(kind: TieKind, key: str, first: Roots, second: Roots) -> Suggestion | None:
    if kind is TieKind.SCHOOL:
        return Suggestion(first.person, second.person, kind, N_("Both: {school}"), {"school": first.school.strip()})
    if kind is TieKind.HOME_PLACE:
        towns = sorted({first.home_town.strip(), second.home_town.strip()}, key=len)
        return Suggestion(first.person, second.person, kind, N_("Home town: {towns}"), {"towns": " / ".join(towns)})
    return _colleagues(key, first, second)


def _schools(rows: Sequence[Roots]) -> Groups:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        school = "".join(row.school.split()).casefold()
        if len(school) >= _SHORTEST and school not in _NO_SCHOOLS:
            found[school].append(at)
    return found


def _towns(rows: Sequence[Roots]) -> Groups:
    """By town: 山西忻州 also belongs to 忻州 where somebody is said to come from there, but 山西 alone is nobody's town but its own."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        town = row.home_town.translate(_PLACES)
        if len(town) >= _SHORTEST:
            found[town].append(at)
    whole: dict[str, list[int]] = {town: list(people) for town, people in found.items()}
    for town, people in found.items():
        for start in range(1, len(town) - _SHORTEST + 1):
            if town[start:] in found:
                whole[town[start:]] += people
    return whole


def _employers(rows: Sequence[Roots]) -> Groups:
    """By organisation: those who held a position there, or whose career names it."""
    found: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for at, row in enumerate(rows):
        for job in row.jobs:
            found[job.place][at] = None
    return {place: list(people) for place, people in found.items()}


def _colleagues(place: str, first: Roots, second: Roots) -> Suggestion | None:
    """Former colleagues: at one place at one time as far as the dates say, and not both there today."""
    for one in (job for job in first.jobs if job.place == place):
        for other in (job for job in second.jobs if job.place == place):
            if one.present and other.present:
                continue
            begun = max((day for day in (one.begun, other.begun) if day), default=None)
            ended = min((day for day in (one.ended, other.ended) if day), default=None)
            if begun and ended and begun > ended:
                continue
            facts: dict[str, object] = {"place": one.shown}
            if (one.begun or one.ended) and (other.begun or other.ended):
                facts |= {"begun": begun.year if begun else "…", "ended": ended.year if ended else "…"}
                reason = N_("Both at {place}, {begun}–{ended}")
            else:
                reason = N_("Both were at {place}; when is not known")
            return Suggestion(first.person, second.person, TieKind.FRIENDSHIP, reason, facts)
    return None


def _named(rows: Sequence[Roots], wanted: frozenset[int]) -> Iterator[Suggestion]:
    """Careers that name somebody else on file: 韩振邦的老部下. A name that two people bear says nothing."""
    bearers: dict[str, int] = {}
    for at, row in enumerate(rows):
        if _SHORTEST <= len(row.name) <= _LONGEST_NAME:
            bearers[row.name] = -1 if row.name in bearers else at
    beginnings = {name[:2] for name in bearers}
    for at, row in enumerate(rows):
        for other in _names_in(row.career, bearers, beginnings) if row.career else ():
            if other != at and (at in wanted or other in wanted) and Side.THEIRS in (row.side, rows[other].side):
                kind = TieKind.SCHOOL if any(word in row.career for word in _TAUGHT) else TieKind.FRIENDSHIP
                facts = {"name": row.name, "text": " ".join(row.career.split())[:60]}
                yield Suggestion(row.person, rows[other].person, kind, N_("{name}'s career says: “{text}”"), facts)


def _names_in(text: str, bearers: Mapping[str, int], beginnings: Collection[str]) -> Iterator[int]:
    """Whose names stand in a text, the longest at each spot."""
    after = 0
    for at in range(len(text) - 1):
        if at < after or text[at : at + 2] not in beginnings:
            continue
        name = next((text[at : at + size] for size in range(_LONGEST_NAME, 1, -1) if text[at : at + size] in bearers), "")
        after = at + len(name)
        if name and bearers[name] >= 0:
            yield bearers[name]


def jobs_in(career: str, places: Mapping[str, tuple[str, str]], longest: int, beginnings: Collection[str]) -> tuple[Job, ...]:
    """The organisations on file that a career names: `places` is name → (place, shown), the longest name at each spot wins.

    `beginnings` are the first three characters of all names: most spots begin none.
    """
    found: dict[str, Job] = {}
    after = 0
    for at in range(len(career) - 2):
        if at < after or career[at : at + 3] not in beginnings:
            continue
        sizes = range(min(longest, len(career) - at), 2, -1)
        name = next((career[at : at + size] for size in sizes if career[at : at + size] in places), "")
        after = at + len(name)
        if name:
            place, shown = places[name]
            found[place] = Job(place, shown)
    return tuple(found.values())
