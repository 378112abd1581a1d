"""The warmest way to somebody: from one of ours, or a third party we know, over at most four steps. docs/decisions/0007-way-in.md says why.

下楼式: a rep begins as high as a warm path allows and comes down with the leader's word. Each step is worth a share by its strength and a
path the product of its steps, so that two strong ties beat one weak one. Every share is below one, so a walk that meets somebody twice
is always colder than the same walk without the loop: the best walk is a simple path, and the search need not remember whom it met.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from kamdesk.relations.rules import Coverage, Level, TieKind
from kamdesk.relations.rules.sheet import TieRow

WARMTH = {1: 0.35, 2: 0.65, 3: 0.9}  # of a step by its strength [ours]
THIRD_PARTY = 0.5  # what a way is worth that begins with a third party whom nobody of ours is tied to in writing [ours]
WORD_FROM_ABOVE = 2  # strength of a reporting line, downwards only [ours]
LONGEST = 4
MOST_WAYS = 4  # the warmest and three that are really different


class Line(StrEnum):
    """What carries a step besides the ties of two people."""

    THREAD = "thread"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Link:
    """One step, from `first` to `second`. `against` is an influence walked the wrong way: they know each other, no more."""

    first: UUID
    second: UUID
    kind: TieKind | Line
    strength: int
    tie: TieRow | None = None
    coverage: Coverage | None = None
    level: Level | None = None
    against: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """People from one of ours to the target, the steps between them, and how warm it is altogether (0 to 1).

    `third` says that it begins with a third party who has to be won first.
    """

    people: tuple[UUID, ...]
    links: tuple[Link, ...]
    warmth: float
    third: bool = False


@dataclass(frozen=True, slots=True)
class Web:
    """Who can carry a word to whom; people go by their place in `people`. Opponents are in it as targets only.

    `into` holds for each person who leads to them, what that step is worth, and what it is: a link, or a tie that is a link either way.
    """

    people: Sequence[UUID]
    places: Mapping[UUID, int]
    into: Sequence[Sequence[tuple[int, float, Link | TieRow]]]
    shares: Mapping[int, float]
    ours: frozenset[UUID] = frozenset()
    opponents: frozenset[UUID] = frozenset()
    mute: frozenset[int] = frozenset()  # the places of those who oppose us


class Nearness(StrEnum):
    """How far we are from somebody to whom no way leads."""

    TOO_FAR = "too_far"  # a chain exists, longer than four steps: `way` is it
    CONTACT = "contact"  # we are in touch with `person`, who is `steps` from the target, but nobody wrote down who of ours
    LIKELY = "likely"  # `asked` and `person` seem to have `kind` in common: if that is confirmed, `steps` more lead to the target
    COLLEAGUE = "colleague"  # nobody is tied to the target, but we are in touch with `person`, who sits on the same map
    STRANGER = "stranger"  # the closest to the target is `person`, whom nobody of ours knows
    NOBODY = "nobody"  # nobody is tied to the target


@dataclass(frozen=True, slots=True)
class Nearest:
    nearness: Nearness
    person: UUID | None = None
    steps: int = 0
    way: Way | None = None
    asked: UUID | None = None
    kind: TieKind | None = None


@dataclass(slots=True)
class _Reached:
    """A person with the best way from there to the target found so far; `after` is the next one on it."""

    person: int
    warmth: float
    steps: int = 0
    by: Link | TieRow | None = None
    after: "_Reached | None" = None


def thread_strength(coverage: Coverage | None, level: Level | None) -> int:
    """A thread as a tie: brief contact is weak, several contacts are medium, in depth is strong; who solves the customer's problems or
    advises counts one stronger. 0 where there is no contact.
    """
    strength = {Coverage.BRIEF: 1, Coverage.SEVERAL: 2, Coverage.DEEP: 3}.get(coverage or Coverage.UNKNOWN, 0)
    return min(3, strength + (level in (Level.SOLVER, Level.ADVISOR))) if strength else 0


def web_of(
    ties: Iterable[TieRow],
    lines: Iterable[Link] = (),
    ours: frozenset[UUID] = frozenset(),
    thirds: frozenset[UUID] = frozenset(),
    opponents: frozenset[UUID] = frozenset(),
) -> Web:
    """Ties carry a word both ways; `lines` (threads, reporting lines) one way. Between two who are in conflict nothing is carried."""
    steps: tuple[TieRow | Link, ...] = (*ties, *lines)
    people = sorted({end for each in steps for end in (each.first, each.second)} | ours | thirds, key=lambda person: person.int)
    places = {person: place for place, person in enumerate(people)}
    mute = frozenset(places[each] for each in opponents if each in places)
    into: list[list[tuple[int, float, Link | TieRow]]] = [[] for _ in people]
    placed = [(places[each.first], places[each.second], each) for each in steps]
    count = len(people)
    at_odds = {min(i, j) * count + max(i, j) for i, j, each in placed if each.kind is TieKind.CONFLICTS}
    for i, j, each in placed:
        if (i * count + j if i < j else j * count + i) in at_odds:
            continue
        into[j].append((i, WARMTH[each.strength], each))
        if type(each) is TieRow:
            into[i].append((j, WARMTH[1 if each.kind is TieKind.INFLUENCES else each.strength], each))
    shares = {places[each]: THIRD_PARTY for each in thirds - opponents} | {places[each]: 1.0 for each in ours}
    return Web(people, places, into, shares, ours, opponents, mute)


def way_in(web: Web, target: UUID) -> Way | None:
    """The warmest way to the target; None where no chain of four steps leads there."""
    return next(iter(ways_in(web, target, 1)), None)


def ways_in(web: Web, target: UUID, most: int = MOST_WAYS) -> tuple[Way, ...]:
    """The warmest way and others, colder or equal, that are really different: nobody in between is used twice, nor a direct step."""
    if target in web.ours:
        return (Way((target,), (), 1.0),)
    if target not in web.places:
        return ()
    at = web.places[target]
    used: set[int] = set()
    direct: set[int] = set()
    found: list[Way] = []
    while len(found) < most:
        end = _warmest(web, at, used, direct)
        if end is None:
            break
        found.append(_way(web, end))
        used.update(web.places[person] for person in found[-1].people[1:-1])
        if end.steps == 1:
            direct.add(end.person)
    return tuple(found)


def _warmest(web: Web, target: int, without: AbstractSet[int], not_directly: AbstractSet[int]) -> _Reached | None:
    """`without` are people who may not be on the way, `not_directly` those who may not be its last step but one.

    Goes backwards from the target, so that one search knows the way from everybody; what is no warmer than the best way is left.
    """
    best, bound = None, 0.0
    warmest = [0.0] * len(web.people)
    for each in without | web.mute:
        warmest[each] = 2.0  # warmer than anything: nobody comes this way
    warmest[target] = 1.0
    layer = [_Reached(target, 1.0)]
    for steps in range(1, LONGEST + 1):
        further: dict[int, _Reached] = {}
        for at in layer:
            for first, worth, by in web.into[at.person]:
                worth *= at.warmth
                if worth > warmest[first] and worth > bound and not (steps == 1 and first in not_directly):
                    warmest[first] = worth
                    further[first] = _Reached(first, worth, steps, by, at)
        for first in further.keys() & web.shares.keys():
            share = web.shares[first] * further[first].warmth
            if share > bound or (best is not None and share == bound and best.steps == steps and first < best.person):
                best, bound = further[first], share
        layer = list(further.values())
    return best


def _way(web: Web, end: _Reached, share: float | None = None) -> Way:
    people, links = [web.people[end.person]], []
    at = end
    while at.by is not None and at.after is not None:
        links.append(_link(at.by, web.people[at.person], web.people[at.after.person]))
        at = at.after
        people.append(web.people[at.person])
    share = web.shares[end.person] if share is None else share
    return Way(tuple(people), tuple(links), end.warmth * share, share < 1.0)


def _link(by: Link | TieRow, first: UUID, second: UUID) -> Link:
    if isinstance(by, Link):
        return by
    against = by.kind is TieKind.INFLUENCES and by.first != first
    return Link(first, second, by.kind, 1 if against else by.strength, by, against=against)


def nearest(
    web: Web, target: UUID, contact: Mapping[UUID, float], likely: Mapping[UUID, tuple[UUID, TieKind]], colleagues: Sequence[UUID] = ()
) -> Nearest:
    """Who is closest where no way leads. `contact` is how well we (whoever it is) know somebody, 0 to 1; `likely` a tie with one of ours
    that is suggested and not confirmed; `colleagues` sit on the same map as the target.
    """
    around = _around(web, web.places[target]) if target in web.places else []
    ends = [each for each in around if each.person in web.shares]
    if ends:
        end = min(ends, key=lambda each: (each.steps, -each.warmth * web.shares[each.person]))
        return Nearest(Nearness.TOO_FAR, web.people[end.person], end.steps, _way(web, end))
    close = {web.people[each.person]: each for each in around if 0 < each.steps < LONGEST} | {target: _Reached(-1, 1.0)}
    known = [person for person in close if contact.get(person)]
    if known:
        return _near(web, Nearness.CONTACT, max(known, key=lambda person: contact[person] * close[person].warmth), close)
    hoped = [person for person in close if person in likely]
    if hoped:
        found = _near(web, Nearness.LIKELY, max(hoped, key=lambda person: close[person].warmth), close)
        asked, kind = likely[found.person] if found.person else (None, None)
        return replace(found, asked=asked, kind=kind)
    friendly = [each for each in colleagues if each != target and each not in web.opponents and contact.get(each)]
    if friendly:
        return Nearest(Nearness.COLLEAGUE, max(friendly, key=lambda each: contact[each]))
    others = [person for person in close if person != target]
    if others:
        return _near(web, Nearness.STRANGER, max(others, key=lambda person: close[person].warmth), close)
    return Nearest(Nearness.NOBODY)


def _near(web: Web, nearness: Nearness, person: UUID, close: Mapping[UUID, _Reached]) -> Nearest:
    reached = close[person]
    return Nearest(nearness, person, reached.steps, _way(web, reached, 1.0) if reached.steps else None)


def _around(web: Web, target: int) -> list[_Reached]:
    """Everybody from whom a chain of any length leads to the target, by the fewest steps; the warmest of those with as many."""
    found = {target: _Reached(target, 1.0)}
    layer = [found[target]]
    while layer:
        further: dict[int, _Reached] = {}
        for at in layer:
            for first, worth, by in web.into[at.person]:
                if first not in found and first not in web.mute and (first not in further or at.warmth * worth > further[first].warmth):
                    further[first] = _Reached(first, at.warmth * worth, at.steps + 1, by, at)
        found |= further
        layer = list(further.values())
    return list(found.values())
