"""What a rep does with tenders: note what the document says, and list the clauses that a bid must answer."""

from collections.abc import Mapping
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.work import Work, verb
from kamdesk.proposals.actions import next_place
from kamdesk.tenders.rules import LONGEST_CLAUSE, STARS, ClauseKind, TenderFacts, clauses_of, refuse_disorder
from kamdesk.tenders.tables import Clause, Tender


@verb(N_("Save tender"))
def save_tender(work: Work, tender: UUID | None, values: Mapping[str, object]) -> UUID:
    """Raises Refused where dates are out of order (see `rules.refuse_disorder`), and what the fields say."""
    made = work.put(Tender, tender, values)
    work.session.flush()
    row = work.get(Tender, made)
    facts = TenderFacts(deadline=row.deadline, opening=row.opening, issued_on=row.issued_on, questions_until=row.questions_until)
    refuse_disorder(facts)
    return made


@verb(N_("Add clauses"))
def add_clauses(work: Work, tender: UUID, text: str, kind: ClauseKind, stars: str = STARS) -> int:
    """Clauses from pasted text, one per line, behind those that are there; returns how many. Raises Refused: see `rules.clauses_of`."""
    row = work.get(Tender, tender)
    work.about = row.name
    start = next_place(work, Clause.tender, tender)
    drafts = clauses_of(text, stars)
    for draft in drafts:
        if len(draft.demand) > LONGEST_CLAUSE:
            raise Refused("too_long", "demand", {"label": N_("Text of the tender"), "longest": LONGEST_CLAUSE, "length": len(draft.demand)})
    for offset, draft in enumerate(drafts):
        values = {"number": draft.number, "kind": kind, "starred": draft.starred, "demand": draft.demand}
        work.put(Clause, None, {"tender": tender, "place": start + offset, **values})
    return len(drafts)


@verb(N_("Save clause"))
def save_clause(work: Work, clause: UUID | None, values: Mapping[str, object]) -> UUID:
    """A new clause stands at the end unless a place is given."""
    if clause is None and "place" not in values:
        tender = values.get("tender")
        values = {**values, "place": next_place(work, Clause.tender, tender) if isinstance(tender, UUID) else 0}
    return work.put(Clause, clause, values)


@verb(N_("Remove clause"))
def remove_clause(work: Work, clause: UUID) -> None:
    work.erase(work.get(Clause, clause))
