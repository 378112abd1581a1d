"""Maps as pages, papers and cards read them: frozen sheets, always in a fixed number of questions to the file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field
from kamdesk.core.figures import Figure, Tone
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.core.record import alive
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person
from kamdesk.pipeline.rules import Outcome
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.health import Colour, Covered, Health, coverage, health
from kamdesk.relations.rules.sheet import MapSheet, OutsideRow, SeatRow, TieRow
from kamdesk.relations.rules.suggesting import Roots, suggested
from kamdesk.relations.rules.way_in import way_in
from kamdesk.relations.tables import RelationMap, Seat, Tie

SEAT_FIELDS: tuple[Field, ...] = fields_of(Seat)
TIE_FIELDS: tuple[Field, ...] = fields_of(Tie)
PERSON_FIELDS: tuple[Field, ...] = fields_of(Person)

TONES = {Colour.GREEN: Tone.GOOD, Colour.AMBER: Tone.CAUTION, Colour.RED: Tone.BAD, Colour.UNKNOWN: Tone.UNKNOWN}
_RANKS = {rank: number for number, rank in enumerate(Rank)}


@dataclass(frozen=True, slots=True)
class MapRow:
    """A map in a list: the account's own has no opportunity."""

    id: UUID
    account: UUID
    opportunity: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way in: it begins at `start`, each step is a tie and the name it leads to; no steps where no way leads there."""

    steps: tuple[tuple[TieRow, str], ...]
    start: str
    warmth: float
    people: tuple[UUID, ...] = ()


def map_sheet(session: Session, map_or_account_id: UUID) -> MapSheet:
    """A map by its own number, or an account's by the account's (an empty sheet while it has none). Raises Refused("gone")."""
    of_account = and_(RelationMap.account == map_or_account_id, RelationMap.opportunity.is_(None))
    found = session.execute(
        select(RelationMap, Account.name, Opportunity.name)
        .join(Account, Account.id == RelationMap.account)
        .outerjoin(Opportunity, Opportunity.id == RelationMap.opportunity)
        .where(alive(RelationMap), or_(RelationMap.id == map_or_account_id, of_account))
        .order_by(RelationMap.id)
    ).first()
    if found is None:
        account = session.get(Account, map_or_account_id)
        if account is None or account.erased_at is not None:
            raise Refused("gone", facts={"table": RelationMap.__tablename__})
        return MapSheet(None, account.id, account.name)
    shown, account_name, opportunity_name = found
    seats = _seats(session, [shown.id])[shown.id]
    ties = _ties(session, shown.id)
    seated = {seat.person for seat in seats}
    outside = _outside(session, ties, seated)
    known = seated | {each.person for each in outside}
    ties = tuple(tie for tie in ties if tie.first in known and tie.second in known)
    name = shown.name or opportunity_name or ""
    return MapSheet(shown.id, shown.account, account_name, shown.opportunity, name, seats, ties, outside)


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
    """How we stand at each account, by its own map, in two questions however many accounts there are."""
    wanted = list(accounts)
    maps = session.execute(
        select(RelationMap.account, RelationMap.id)
        .where(alive(RelationMap), RelationMap.account.in_(wanted), RelationMap.opportunity.is_(None))
        .order_by(RelationMap.id.desc())
    ).all()
    first = {row.account: row.id for row in maps}
    seats = _seats(session, list(first.values()))
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
    seats = {seat.id: seat for rows in _seats(session, [row.id for row, _, _ in maps]).values() for seat in rows}
    return tuple((MapRow(row.id, row.account, row.opportunity, row.name or name), seats[seat]) for row, name, seat in maps)


def ties_of_person(session: Session, person: UUID) -> tuple[tuple[TieRow, OutsideRow], ...]:
    """Every tie of one person, with whom it leads to, the strongest first."""
    found = session.execute(
        select(Tie, Person)
        .join(Person, Person.id == case((Tie.first == person, Tie.second), else_=Tie.first))
        .where(alive(Tie), alive(Person), or_(Tie.first == person, Tie.second == person))
        .order_by(Tie.strength.desc(), Tie.id)
    )
    return tuple((_tie_row(tie), OutsideRow(other.id, other.name, other.position or "", other.side)) for tie, other in found)


def way_to(session: Session, person: UUID) -> WayRow:
    """The warmest way from any of our people to this one, in words that can be shown; without steps where there is none."""
    ours = frozenset(session.scalars(select(Person.id).where(alive(Person), Person.side == Side.OURS)))
    ties = [_tie_row(tie) for tie in session.scalars(select(Tie).where(alive(Tie)).order_by(Tie.id))]
    way = way_in(ties, ours, person)
    if way is None or not way.ties:
        return WayRow((), "", 0.0)
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(way.people)))}
    steps = tuple((tie, names.get(to, "")) for tie, to in zip(way.ties, way.people[1:], strict=True))
    return WayRow(steps, names.get(way.people[0], ""), way.warmth, way.people)


def suggested_ties(session: Session, person: UUID, most: int = 6) -> tuple[tuple[TieKind, OutsideRow], ...]:
    """People who share a home town or a school with this one and are not tied to them by it yet."""
    found = session.scalars(
        select(Person).where(alive(Person), or_(Person.home_town.is_not(None), Person.school.is_not(None))).order_by(Person.id)
    ).all()
    rows = {row.id: row for row in found}
    if person not in rows:
        return ()
    roots = {row.id: Roots(row.id, row.home_town or "", row.school or "") for row in found}
    tied = frozenset((other.person, tie.kind) for tie, other in ties_of_person(session, person))
    likely = suggested(roots[person], roots.values(), tied)[:most]
    return tuple((kind, OutsideRow(each, rows[each].name, rows[each].position or "", rows[each].side)) for each, kind in likely)


def _seats(session: Session, maps: list[UUID]) -> Mapping[UUID | None, tuple[SeatRow, ...]]:
    """Seats in their order: rank high to low, then as they were added. A person who was erased leaves an unknown seat."""
    found = session.execute(
        select(Seat, Person).outerjoin(Person, and_(Person.id == Seat.person, alive(Person))).where(alive(Seat), Seat.map.in_(maps))
    ).all()
    ordered = sorted(found, key=lambda row: (_RANKS.get(row.Person.rank, 99) if row.Person else 99, row.Seat.id.bytes))
    seats: defaultdict[UUID | None, list[SeatRow]] = defaultdict(list)
    for row in ordered:
        seats[row.Seat.map].append(_seat_row(row.Seat, row.Person))
    return defaultdict(tuple, {each: tuple(rows) for each, rows in seats.items()})


def _seat_row(seat: Seat, person: Person | None) -> SeatRow:
    row = SeatRow(
        seat.id, seat.reports_to, position=seat.duty or "", layer=seat.layer, coach=seat.coach, support=seat.support,
        influence=seat.influence, coverage=seat.coverage, level=seat.level, level_wanted=seat.level_wanted,
    )  # fmt: skip
    if person is None:
        return row
    return replace(
        row, person=person.id, name=person.name, position=person.position or seat.duty or "", department=person.department or "",
        rank=person.rank, side=person.side, retired=person.retired_on is not None,
    )  # fmt: skip


def _ties(session: Session, map_id: UUID) -> tuple[TieRow, ...]:
    """Every tie that touches somebody on the map."""
    seated = select(Seat.person).where(alive(Seat), Seat.map == map_id, Seat.person.is_not(None))
    found = session.scalars(select(Tie).where(alive(Tie), or_(Tie.first.in_(seated), Tie.second.in_(seated))).order_by(Tie.id))
    return tuple(_tie_row(tie) for tie in found)


def _tie_row(tie: Tie) -> TieRow:
    return TieRow(tie.id, tie.first, tie.second, tie.kind, tie.strength, tie.source or "", tie.note or "")


def _outside(session: Session, ties: tuple[TieRow, ...], seated: set[UUID | None]) -> tuple[OutsideRow, ...]:
    wanted = {person for tie in ties for person in (tie.first, tie.second)} - seated
    found = session.scalars(select(Person).where(alive(Person), Person.id.in_(wanted)).order_by(Person.id))
    return tuple(OutsideRow(person.id, person.name, person.position or "", person.side) for person in found)
