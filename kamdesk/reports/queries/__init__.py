"""The account whole, as its printed card needs it: what every subject knows of it, in one frozen sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kamdesk.accounts.queries import AccountCard, account_card
from kamdesk.accounts.queries.business import installed_of, projects_of, rivals_of, years_of
from kamdesk.accounts.queries.provenance import Provenance, provenance_of
from kamdesk.accounts.rules.holdings import InstalledRow, Project, Rival
from kamdesk.accounts.rules.years import Year
from kamdesk.accounts.tables import Account
from kamdesk.core.choices import Choice
from kamdesk.core.days import local_day
from kamdesk.core.fields import Kind
from kamdesk.core.figures import Figure, FigureColumn, Narrowing
from kamdesk.core.marking import N_
from kamdesk.core.record import alive
from kamdesk.growth.queries import GridSheet, PlanSheet, grid_of, plan_of
from kamdesk.library.queries import CompanySheet, company
from kamdesk.people.queries import PersonRow, people_of
from kamdesk.people.rules import Side
from kamdesk.pipeline import queries as pipeline
from kamdesk.pipeline.queries import OpportunityRow
from kamdesk.pipeline.rules import Outcome
from kamdesk.pipeline.tables import Opportunity
from kamdesk.promises.queries import PromiseRow, promises_of
from kamdesk.relations import queries as relations
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.relations.tables import RelationMap
from kamdesk.value.queries import ValueSheet, value_of
from kamdesk.visits import queries as visits
from kamdesk.visits.queries import VisitRow
from kamdesk.visits.rules import USUAL_CADENCE, VisitState, silence_tone
from kamdesk.visits.tables import Visit


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
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    years: tuple[Year, ...] = ()
    projects: tuple[Project, ...] = ()
    installed: tuple[InstalledRow, ...] = ()
    rivals: tuple[Rival, ...] = ()
    value: ValueSheet | None = None
    grid: GridSheet | None = None
    plan: PlanSheet | None = None
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
        provenance=provenance_of(session, account, today),
        years=years_of(session, account, today),
        projects=projects_of(session, account, today),
        installed=installed_of(session, account, today),
        rivals=rivals_of(session, account),
        value=value_of(session, account),
        grid=grid_of(session, account),
        plan=plan_of(session, account, today),
        company=company(session),
    )


def open_amounts(session: Session, accounts: Sequence[UUID], _today: date) -> dict[UUID, Figure]:
    """What is in progress with each account, in 分; one statement."""
    going_on = (alive(Opportunity), Opportunity.outcome == Outcome.OPEN, Opportunity.account.in_(list(accounts)))
    found = session.execute(select(Opportunity.account, func.sum(Opportunity.amount)).where(*going_on).group_by(Opportunity.account))
    return {account: Figure(N_("Open amount"), amount, Kind.MONEY) for account, amount in found if amount is not None}


def open_amounts_of_all(session: Session, _today: date) -> dict[UUID, int]:
    """The same for every account at once, as a list is sorted and narrowed by it."""
    going_on = (alive(Opportunity), Opportunity.outcome == Outcome.OPEN, Opportunity.amount.is_not(None))
    found = session.execute(select(Opportunity.account, func.sum(Opportunity.amount)).where(*going_on).group_by(Opportunity.account))
    return {account: amount for account, amount in found if amount is not None}


class Stand(Choice):
    """How we stand with an account, the worst first, as a list is sorted by it; said as `relations` says it."""

    RED = "red", N_("Weak")
    AMBER = "amber", N_("Needs work")
    GREEN = "green", N_("Sound")
    UNKNOWN = "unknown", N_("Not known yet")


def stands(session: Session, _today: date) -> dict[UUID, Stand]:
    """How we stand with every account that has a map; three statements."""
    mapped = session.scalars(select(RelationMap.account).where(alive(RelationMap), RelationMap.opportunity.is_(None)).distinct()).all()
    found = relations.account_healths(session, mapped)
    return {account: Stand(health.colour.value) for account, (health, covered) in found.items() if covered.whole}  # type: ignore[call-arg]


def healths(session: Session, accounts: Sequence[UUID], _today: date) -> dict[UUID, Figure]:
    """How we stand with each account by its map; two statements. Without a map nothing is said."""
    found = relations.account_healths(session, accounts)
    return {
        account: Figure(
            N_("Relationship health"), health.word, tone=relations.TONES[health.colour], reason=health.reason, facts=health.facts
        )
        for account, (health, covered) in found.items()
        if covered.whole
    }


def last_visits(session: Session, accounts: Sequence[UUID], today: date) -> dict[UUID, Figure]:
    """The day of the last visit that took place; one statement."""
    return {
        account: Figure(N_("Last visit"), day, Kind.DAY, tone=silence_tone((today - day).days, None))
        for account, day in _last_visits(session, today, list(accounts)).items()
    }


def untouched(session: Session, today: date) -> frozenset[UUID]:
    """Accounts that nobody visited within the usual rhythm, or ever; two statements."""
    late = {account for account, day in _last_visits(session, today).items() if (today - day).days > USUAL_CADENCE}
    done = select(Visit.account).where(alive(Visit), Visit.state == VisitState.DONE, Visit.starts_at.is_not(None))
    return frozenset(late.union(session.scalars(select(Account.id).where(alive(Account), Account.id.not_in(done)))))


def _last_visits(session: Session, today: date, accounts: Sequence[UUID] | None = None) -> dict[UUID, date]:
    done = select(Visit.account, func.max(Visit.starts_at)).where(alive(Visit), Visit.state == VisitState.DONE)
    if accounts is not None:
        done = done.where(Visit.account.in_(accounts))
    days = ((account, local_day(at)) for account, at in session.execute(done.group_by(Visit.account)) if at is not None)
    return {account: min(day, today) for account, day in days}


# What the list of accounts shows of higher subjects; `desk/contents.py` hands them over.
OPEN_AMOUNT = FigureColumn(
    "open_amount", N_("Open amount"), open_amounts, width=108, number=True, kind=Kind.MONEY, values=open_amounts_of_all
)
HEALTH = FigureColumn(
    "health", N_("Health of relations"), healths, width=108, kind=Kind.CHOICE, choices=Stand, values=stands, personal=True
)
LAST_VISIT = FigureColumn("last_visit", N_("Last visit"), last_visits, width=104, kind=Kind.DAY, values=_last_visits)
UNTOUCHED = Narrowing("untouched", N_("Not visited lately"), untouched)
