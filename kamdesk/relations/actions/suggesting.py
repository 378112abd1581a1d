"""What the rep says to a suggested tie: it is one, or it is none. Until then it counts for nothing."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.people.tables import Person
from kamdesk.relations.actions import draw_tie
from kamdesk.relations.rules import TieKind
from kamdesk.relations.tables import TieDismissed

say({"kinship_not_guessed": N_("Kinship is never suggested: nobody can tell it from a name.")})

Pair = tuple[UUID, UUID, TieKind]


@verb(N_("Confirm a suggested tie"))
def confirm_tie(work: Work, first: UUID, second: UUID, kind: TieKind, source: str, strength: int = 1) -> UUID:
    """Draws the tie with its evidence as the source. Raises what `draw_tie` raises."""
    return draw_tie.action(work, {"first": first, "second": second, "kind": kind, "strength": strength, "source": source[:200]})


@verb(N_("Turn a suggested tie down"))
def dismiss_tie(work: Work, first: UUID, second: UUID, kind: TieKind) -> UUID:
    """It is not suggested again; undo brings the suggestion back. Raises Refused: kinship_not_guessed, gone."""
    if kind is TieKind.KINSHIP:
        raise Refused("kinship_not_guessed", "kind")
    either = ((TieDismissed.first == first) & (TieDismissed.second == second)) | (
        (TieDismissed.first == second) & (TieDismissed.second == first)
    )
    held = work.session.scalars(select(TieDismissed.id).where(alive(TieDismissed), either, TieDismissed.kind == kind)).first()
    names = [work.get(Person, each).name for each in (first, second)]
    work.about = " — ".join(names)
    return held or work.put(TieDismissed, None, {"first": first, "second": second, "kind": kind})


@verb(N_("Turn suggested ties down"))
def dismiss_ties(work: Work, pairs: Sequence[Pair]) -> int:
    """Several at once, undone at once; gives how many."""
    for first, second, kind in pairs:
        dismiss_tie.action(work, first, second, kind)
    return len(pairs)
