"""Maps as pages, papers and cards read them: frozen sheets, always in a fixed number of questions to the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.figures import Figure, Tone
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.people.tables import Person
from kamdesk.pipeline.rules import Outcome
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations.queries.changes import change_days, end_of, map_changes
from kamdesk.relations.queries.matrix import matrix_of, matrix_sheet
from kamdesk.relations.queries.sheets import map_sheet, map_sheet_at, seats_of_maps, tie_row
from kamdesk.relations.queries.suggesting import SuggestedRow, map_suggestions, suggested_ties
from kamdesk.relations.queries.watching import NO_COACH, SINGLE_THREAD, UNTOUCHED_KEY, watch_of
from kamdesk.relations.queries.ways import WaySheet, way_to
from kamdesk.relations.rules.health import Colour, Covered, Health, coverage, health
from kamdesk.relations.rules.sheet import OutsideRow, SeatRow, TieRow
from kamdesk.relations.tables import RelationMap, Seat, Thread, Tie

SEAT_FIELDS: tuple[Field, ...] = fields_of(Seat)
TIE_FIELDS: tuple[Field, ...] = fields_of(Tie)
THREAD_FIELDS: tuple[Field, ...] = fields_of(Thread)
PERSON_FIELDS: tuple[Field, ...] = fields_of(Person)

TONES = {Colour.GREEN: Tone.GOOD, Colour.AMBER: Tone.CAUTION, Colour.RED: Tone.BAD, Colour.UNKNOWN: Tone.UNKNOWN}


@dataclass(frozen=True, slots=True)
class MapRow:
    """A map in a list: the account's own has no opportunity."""

    id: UUID
    account: UUID
    opportunity: UUID | None
    name: str


def home_of(session: Session, account_or_opportunity: UUID) -> tuple[UUID, UUID | None]:
    """(account, opportunity or None) of what a card shows. Raises Refused("gone")."""
    account = session.get(Account, account_or_opportunity)
    if account is not None and account.erased_at is None:
        return account.id, None
    project = session.get(Opportunity, account_or_opportunity)
    if project is None or project.erased_at is not None:
        raise Refused("gone", facts={"table": Account.__tablename__})
    return project.account, project.id


def map_rows(session: Session, account: UUID) -> tuple[MapRow, ...]:
    """The maps of an account, its own first, then those of its opportunities."""
    found = session.execute(
        select(RelationMap, Opportunity.name)
        .outerjoin(Opportunity, Opportunity.id == RelationMap.opportunity)
        .where(alive(RelationMap), RelationMap.account == account)
        .order_by(RelationMap.opportunity.is_not(None), RelationMap.id)
    )
    return tuple(MapRow(row.id, row.account, row.opportunity, row.name or project or "") for row, project in found)


def projects_without_map(session: Session, account: UUID) -> tuple[tuple[UUID, str], ...]:
    """Opportunities still in progress that have no map of their own: (number, name)."""
    drawn = select(RelationMap.opportunity).where(alive(RelationMap), RelationMap.opportunity.is_not(None))
    found = session.execute(
        select(Opportunity.id, Opportunity.name)
        .where(alive(Opportunity), Opportunity.account == account, Opportunity.outcome == Outcome.OPEN, Opportunity.id.not_in(drawn))
        .order_by(Opportunity.id)
    )
    return tuple((row.id, row.name) for row in found)


def map_ids(session: Session, sort: str = "", typed: str = "") -> tuple[UUID, ...]:
    """All maps by the names of their accounts; `typed` keeps the accounts that hold it in their name."""
    found = select(RelationMap.id).join(Account, Account.id == RelationMap.account).where(alive(RelationMap), alive(Account))
    if typed.strip():
        found = found.where(Account.name.contains(typed.strip(), autoescape=True))
    order = (RelationMap.id.desc(),) if sort == "newest" else (Account.name, RelationMap.opportunity.is_not(None), RelationMap.id)
    return tuple(session.scalars(found.order_by(*order)))


def account_healths(session: Session, accounts: Iterable[UUID]) -> Mapping[UUID, tuple[Health, Covered]]:
    """How we stand at each account, by its own map, in four questions however many accounts there are."""
    wanted = list(accounts)
    maps = session.execute(
        select(RelationMap.account, RelationMap.id)
        .where(alive(RelationMap), RelationMap.account.in_(wanted), RelationMap.opportunity.is_(None))
        .order_by(RelationMap.id.desc())
    ).all()
    first = {row.account: row.id for row in maps}
    seats = seats_of_maps(session, list(first.values()))
    return {account: (health(seats[first.get(account)]), coverage(seats[first.get(account)])) for account in wanted}


def account_figures(session: Session, account_id: UUID, today: date) -> tuple[Figure, ...]:
    """For the account's header: relation health with its reason, and how many of the seats we are in touch with."""
    stand, reached = account_healths(session, [account_id])[account_id]
    figure = Figure(N_("Relationship health"), stand.word, tone=TONES[stand.colour], reason=stand.reason, facts=stand.facts)
    if reached.whole == 0:
        return (figure,)
    facts = {"known": reached.known, "whole": reached.whole}
    tone = Tone.BAD if reached.known == 0 else Tone.PLAIN
    reason = N_("In touch with {known} of {whole} on the map.")
    return figure, Figure(N_("Contacts covered"), f"{reached.known}/{reached.whole}", tone=tone, reason=reason, facts=facts)


def seats_of_person(session: Session, person: UUID) -> tuple[tuple[MapRow, SeatRow], ...]:
    """Where a person sits, and what we wrote down about them there."""
    maps = session.execute(
        select(RelationMap, Account.name, Seat.id)
        .join(Seat, Seat.map == RelationMap.id)
        .join(Account, Account.id == RelationMap.account)
        .where(alive(Seat), alive(RelationMap), Seat.person == person)
        .order_by(RelationMap.id)
    ).all()
    seats = {seat.id: seat for rows in seats_of_maps(session, [row.id for row, _, _ in maps]).values() for seat in rows}
    return tuple((MapRow(row.id, row.account, row.opportunity, row.name or name), seats[seat]) for row, name, seat in maps)


def ties_of_person(session: Session, person: UUID) -> tuple[tuple[TieRow, OutsideRow], ...]:
    """Every tie of one person, with whom it leads to, the strongest first."""
    found = session.execute(
        select(Tie, Person)
        .join(Person, Person.id == case((Tie.first == person, Tie.second), else_=Tie.first))
        .where(alive(Tie), alive(Person), or_(Tie.first == person, Tie.second == person))
        .order_by(Tie.strength.desc(), Tie.id)
    )
    return tuple((tie_row(tie), OutsideRow(other.id, other.name, other.position or "", other.side)) for tie, other in found)


__all__ = [
    "NO_COACH", "PERSON_FIELDS", "SEAT_FIELDS", "SINGLE_THREAD", "THREAD_FIELDS", "TIE_FIELDS", "TONES", "UNTOUCHED_KEY", "MapRow",
    "SuggestedRow", "WaySheet", "account_figures", "account_healths", "change_days", "end_of", "home_of", "map_changes", "map_ids",
    "map_rows", "map_sheet", "map_sheet_at", "map_suggestions", "matrix_of", "matrix_sheet", "projects_without_map", "seats_of_person",
    "suggested_ties", "tie_row", "ties_of_person", "watch_of", "way_to",
]  # fmt: skip
