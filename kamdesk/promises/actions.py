"""What a rep does with promises. One verb per function; each runs inside one Work and never commits."""

from collections.abc import Mapping
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.work import Work, verb
from kamdesk.promises.rules import PromiseState
from kamdesk.promises.tables import Promise

say({"promise_settled": N_("This promise is settled already ({state}).")})


@verb(N_("Note a promise"))
def note_promise(work: Work, values: Mapping[str, object]) -> UUID:
    """Keep what was promised (`what`, `due`, and `debtor`, `account`, `person` where known); returns its id."""
    return work.put(Promise, None, values)


@verb(N_("Save promise"))
def save_promise(work: Work, promise: UUID | None, values: Mapping[str, object]) -> UUID:
    return work.put(Promise, promise, values)


@verb(N_("Keep a promise"))
def keep_promise(work: Work, promise: UUID, evidence: str = "") -> None:
    """Raises Refused("promise_settled") where it was kept or dropped before."""
    _settle(work, promise, PromiseState.KEPT, evidence)


@verb(N_("Drop a promise"))
def drop_promise(work: Work, promise: UUID, evidence: str = "") -> None:
    """Raises Refused("promise_settled") where it was kept or dropped before."""
    _settle(work, promise, PromiseState.DROPPED, evidence)


@verb(N_("Erase a promise"))
def erase_promise(work: Work, promise: UUID) -> None:
    work.erase(work.get(Promise, promise))


def _settle(work: Work, promise: UUID, state: PromiseState, evidence: str) -> None:
    row = work.get(Promise, promise)
    if row.state is not PromiseState.OPEN:
        raise Refused("promise_settled", facts={"state": row.state})
    work.put(Promise, promise, {"state": state} | ({"evidence": evidence} if evidence.strip() else {}))
