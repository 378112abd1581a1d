"""The warmest way to somebody: from one of ours, or somebody we know, over at most four ties.

下楼式: a rep begins as high as a warm path allows. Each tie is worth a share by its strength and a path the product of its ties,
so that two strong ties beat one weak one; conflicts lead nowhere. The best paths of n ties give the best of n + 1.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.sheet import TieRow

WARMTH = {1: 0.35, 2: 0.65, 3: 0.9}  # of a tie by its strength [ours]
LONGEST = 4


@dataclass(frozen=True, slots=True)
class Way:
    """People from one of ours to the target, the ties between them, and how warm it is altogether (0 to 1)."""

    people: tuple[UUID, ...]
    ties: tuple[TieRow, ...]
    warmth: float


def way_in(ties: Iterable[TieRow], ours: Collection[UUID], target: UUID) -> Way | None:
    """The warmest way from any of `ours` to the target; None where no chain of four ties leads there."""
    if target in ours:
        return Way((target,), (), 1.0)
    around: defaultdict[UUID, list[TieRow]] = defaultdict(list)
    for tie in ties:
        if tie.kind is not TieKind.CONFLICTS:
            around[tie.first].append(tie)
            around[tie.second].append(tie)
    best: Way | None = None
    reached = {person: Way((person,), (), 1.0) for person in sorted(ours)}
    for _ in range(LONGEST):
        reached = _further(reached, around)
        found = reached.get(target)
        if found is not None and (best is None or found.warmth > best.warmth):
            best = found
    return best


def _further(reached: dict[UUID, Way], around: dict[UUID, list[TieRow]]) -> dict[UUID, Way]:
    """The best ways that are one tie longer."""
    longer: dict[UUID, Way] = {}
    for person, way in reached.items():
        for tie in around.get(person, ()):
            other = tie.other(person)
            warmth = way.warmth * WARMTH[tie.strength]
            if other not in way.people and (other not in longer or warmth > longer[other].warmth):
                longer[other] = Way((*way.people, other), (*way.ties, tie), warmth)
    return longer
