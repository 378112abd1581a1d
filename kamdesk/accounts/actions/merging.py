"""Two accounts that are one customer become one."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.rules import refuse_cycle
from kamdesk.accounts.tables import Account, FieldFact
from kamdesk.core.marking import N_
from kamdesk.core.merging import Taken, merge_rows, merge_sheet
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb


@verb(N_("Merge accounts"))
def merge_accounts(
    work: Work, kept: UUID, gone: UUID, taken: Mapping[str, Taken] | None = None, prefer_gone: frozenset[str] = frozenset()
) -> UUID:
    """`gone` goes up in `kept`, with everything that belongs to it; returns `kept`.

    `taken` says from which of the two a field is taken, where that differs from what is proposed; `prefer_gone` names tables of which the
    rows of `gone` win where both have one (the same business year). Where a value was learned comes along with the value.
    Raises Refused: merge_itself, gone, unknown_field, not_both, parent_cycle, and what saving an account refuses.
    """
    taken = taken or {}
    sheet = merge_sheet(work.session, Account.__tablename__, kept, gone)
    refused = {line.field.name for line in sheet.lines if taken.get(line.field.name, line.taken) is Taken.KEPT and line.differs}
    facts = select(FieldFact.id).where(FieldFact.account == gone, FieldFact.field.in_(refused), alive(FieldFact))
    leave = frozenset(work.session.scalars(facts))
    merge_rows(work, Account.__tablename__, kept, gone, sheet.values(taken), prefer_gone, leave)
    _refuse_cycle(work, kept)
    return kept


def _refuse_cycle(work: Work, account: UUID) -> None:
    """A group chosen from the one that went may lie below the one that stays."""
    row = work.get(Account, account)
    parents: dict[UUID, UUID | None] = {}
    step = row.parent
    while step is not None and step not in parents:
        above = work.session.get(Account, step)
        parents[step] = above.parent if above is not None else None
        step = parents[step]
    refuse_cycle(parents, account, row.parent)
