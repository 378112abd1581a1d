"""Ties that home towns, schools and employers suggest, read from the file. Nothing here counts until the rep confirms it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.tables import Account
from kamdesk.core.record import alive
from kamdesk.people.rules import Side
from kamdesk.people.tables import Person, Posting
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.sheet import OutsideRow
from kamdesk.relations.rules.suggesting import MOST, Job, Roots, Suggestion, jobs_in, settled_key, suggestions
from kamdesk.relations.tables import Seat, Tie, TieDismissed

_GUESSED = (TieKind.HOME_PLACE, TieKind.SCHOOL, TieKind.FRIENDSHIP)


@dataclass(frozen=True, slots=True)
class SuggestedRow:
    """A likely tie as it is shown: two people, what they seem to share, and the evidence (`reason` a msgid, `facts` for its braces)."""

    first: OutsideRow
    second: OutsideRow
    kind: TieKind
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def other(self, person: UUID) -> OutsideRow:
        return self.second if person == self.first.person else self.first


def suggested_ties(session: Session, person: UUID, most: int = 12) -> tuple[SuggestedRow, ...]:
    """The ties of one person with anybody on file that are likely, neither drawn nor turned down."""
    return _suggested(session, {person}, None, most)


def map_suggestions(session: Session, map_id: UUID, most: int = MOST) -> tuple[SuggestedRow, ...]:
    """The likely ties among the people of a map, and between them and ours or third parties."""
    seated = frozenset(each for each in session.scalars(select(Seat.person).where(alive(Seat), Seat.map == map_id)) if each is not None)
    return _suggested(session, seated, seated, most) if seated else ()


def likely_with_ours(session: Session, ours: Collection[UUID]) -> Mapping[UUID, tuple[UUID, TieKind]]:
    """Who of the others seems to share something with one of these, by the other's number; the most telling counts."""
    found: dict[UUID, tuple[UUID, TieKind]] = {}
    for each in suggestions(_roots(session, None), _settled(session, ours), ours):
        for one, other in ((each.first, each.second), (each.second, each.first)):
            if one in ours and other not in ours:
                found.setdefault(other, (one, each.kind))
    return found


def _suggested(session: Session, about: Collection[UUID], within: Collection[UUID] | None, most: int) -> tuple[SuggestedRow, ...]:
    roots = _roots(session, within)
    found = suggestions(roots, _settled(session, about), about, most)
    return _shown(session, found)


def _shown(session: Session, found: tuple[Suggestion, ...]) -> tuple[SuggestedRow, ...]:
    wanted = {person for each in found for person in (each.first, each.second)}
    columns = (Person.id, Person.name, Person.position, Person.side)
    people = {row.id: row for row in session.execute(select(*columns).where(Person.id.in_(wanted)))}

    def outside(person: UUID) -> OutsideRow:
        row = people[person]
        return OutsideRow(person, row.name, row.position or "", row.side)

    return tuple(SuggestedRow(outside(each.first), outside(each.second), each.kind, each.reason, each.facts) for each in found)


def _settled(session: Session, about: Collection[UUID]) -> frozenset[tuple[UUID, UUID, TieKind]]:
    """Pairs around these people with a tie of a kind that may be suggested, or whose suggestion was turned down."""
    found: set[tuple[UUID, UUID, TieKind]] = set()
    for table in (Tie, TieDismissed):
        around = or_(table.first.in_(about), table.second.in_(about))
        rows = session.execute(select(table.first, table.second, table.kind).where(alive(table), table.kind.in_(_GUESSED), around))
        found.update(settled_key(first, second, kind) for first, second, kind in rows)
    return frozenset(found)


def _roots(session: Session, within: Collection[UUID] | None) -> list[Roots]:
    """Everybody's roots; `within` leaves out the customer's people but these."""
    columns = (Person.id, Person.home_town, Person.school, Person.name, Person.career, Person.side, Person.account)
    people = session.execute(select(*columns).where(alive(Person)).order_by(Person.id)).all()
    if within is not None:
        people = [row for row in people if row.side is not Side.THEIRS or row.id in within]
    jobs = _postings(session)
    accounts = session.execute(select(Account.id, _short()).where(alive(Account)))
    present = {number: Job(number.hex, shown, present=True) for number, shown in accounts}
    places = _places(session, jobs)
    beginnings = frozenset(name[:3] for name in places)
    longest = max((len(name) for name in places), default=0)

    def held(row: Any) -> tuple[Job, ...]:
        return _jobs(row, jobs.get(row.id, ()), present, places, beginnings, longest)

    return [
        Roots(row.id, row.home_town or "", row.school or "", held(row), row.name, row.career or "", row.side) for row in people
    ]  # fmt: skip


def _short() -> Any:
    return func.coalesce(Account.short_name, Account.name)


def _postings(session: Session) -> Mapping[UUID, list[tuple[UUID | None, Job]]]:
    columns = (Posting.person, Posting.account, Posting.organisation, Posting.from_on, Posting.to_on, _short())
    found = session.execute(select(*columns).outerjoin(Account, Account.id == Posting.account).where(alive(Posting)).order_by(Posting.id))
    jobs: defaultdict[UUID, list[tuple[UUID | None, Job]]] = defaultdict(list)
    for person, account, organisation, begun, ended, name in found:
        shown = name or organisation or ""
        if shown:
            place = account.hex if account is not None else _spelled(shown)
            jobs[person].append((account, Job(place, shown, begun, ended, ended is None)))
    return jobs


def _spelled(name: str) -> str:
    return "".join(name.split()).casefold()


def _places(session: Session, jobs: Mapping[UUID, list[tuple[UUID | None, Job]]]) -> dict[str, tuple[str, str]]:
    """What a career may name: accounts by name and short name, organisations of anybody's postings."""
    found = {job.shown: (job.place, job.shown) for held in jobs.values() for _account, job in held if len(job.shown) > 2}
    for number, name, short in session.execute(select(Account.id, Account.name, Account.short_name).where(alive(Account))):
        found |= {each: (number.hex, short or name) for each in (name, short) if each and len(each) > 2}
    return found


def _jobs(
    person: Any, held: Sequence[tuple[UUID | None, Job]], present: Mapping[UUID, Job], places: Mapping[str, tuple[str, str]],
    beginnings: frozenset[str], longest: int,
) -> tuple[Job, ...]:
    jobs = [job for _account, job in held]
    if person.account in present and all(account != person.account for account, _job in held):
        jobs.append(present[person.account])
    named = jobs_in(person.career, places, longest, beginnings) if person.career else ()
    if not named:
        return tuple(jobs)
    known = {job.place for job in jobs}
    return (*jobs, *(job for job in named if job.place not in known))
