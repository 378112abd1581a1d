"""The account whole, as its printed card needs it: what every subject knows of it, in one frozen sheet."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from kamdesk.accounts.queries import AccountCard, account_card
from kamdesk.core.figures import Figure
from kamdesk.library.queries import CompanySheet, company
from kamdesk.people.queries import PersonRow, people_of
from kamdesk.people.rules import Side
from kamdesk.pipeline import queries as pipeline
from kamdesk.pipeline.queries import OpportunityRow
from kamdesk.promises.queries import PromiseRow, promises_of
from kamdesk.relations import queries as relations
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.visits import queries as visits
from kamdesk.visits.queries import VisitRow


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """`open_figures` may stand on any paper; `guarded_figures` tell how we stand with people, so only on one that the rep asked for.

    `people` are the customer's, by rank; `map` is the account's own. Opportunities in progress come first, visits to come first.
    """

    card: AccountCard
    open_figures: tuple[Figure, ...]
    guarded_figures: tuple[Figure, ...]
    people: tuple[PersonRow, ...]
    map: MapSheet
    opportunities: tuple[OpportunityRow, ...]
    visits: tuple[VisitRow, ...]
    promises: tuple[PromiseRow, ...]
    company: CompanySheet = field(default_factory=CompanySheet)


def account_sheet(session: Session, account: UUID, today: date) -> AccountSheet:
    """Raises Refused("gone")."""
    return AccountSheet(
        card=account_card(session, account, today),
        open_figures=(*pipeline.account_figures(session, account, today), *visits.account_figures(session, account, today)),
        guarded_figures=relations.account_figures(session, account, today),
        people=tuple(person for person in people_of(session, account, today) if person.side is Side.THEIRS and not person.retired),
        map=relations.map_sheet(session, account),
        opportunities=pipeline.of_account(session, account, today),
        visits=visits.of_account(session, account, today),
        promises=promises_of(session, account, today),
        company=company(session),
    )
