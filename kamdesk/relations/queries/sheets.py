"""The sheet of a map, as it is now or as it was at an earlier moment: both are built from the same rows by the same hand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from kamdesk.accounts.rules import Rank
from kamdesk.accounts.tables import Account
from kamdesk.core.journal import Entry
from kamdesk.core.past import images_at, rows_at
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record, alive
from kamdesk.people.tables import Person, Posting
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations.rules.sheet import MapSheet, OutsideRow, SeatRow, ThreadRow, TieRow, with_threads
from kamdesk.relations.tables import RelationMap, Seat, Thread, Tie

_RANKS = {rank: number for number, rank in enumerate(Rank)}


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
        return _no_map(session, map_or_account_id)
    shown, account_name, opportunity_name = found
    seats = _read(session, Seat, Seat.map == shown.id)
    threads = _read(session, Thread, Thread.map == shown.id)
    seated = {seat.person for seat in seats if seat.person is not None}
    ties = _read(session, Tie, or_(Tie.first.in_(seated), Tie.second.in_(seated)))
    people = {row.id: row for row in _read(session, Person, Person.id.in_(_everybody(seated, ties, threads)))}
    postings = _read(session, Posting, Posting.person.in_(seated))
    gone = _elsewhere(shown.account, people, postings, _names(session, people, postings))
    return _sheet(shown, account_name, opportunity_name, seats, ties, threads, people, gone)


def _elsewhere(account: UUID, people: Mapping[UUID, Any], postings: Sequence[Any], names: Mapping[UUID, str]) -> dict[UUID, str]:
    """Whose position at the account ended and who belong to another by now, and where they are ("" where nobody knows)."""
    found: dict[UUID, str] = {}
    outside = {each.person: each.organisation for each in postings if each.to_on is None and each.organisation}
    for posting in postings:
        person = people.get(posting.person)
        if person is not None and posting.account == account and posting.to_on is not None and person.account != account:
            found[person.id] = names.get(person.account, "") if person.account is not None else outside.get(person.id, "")
    return found


def _names(session: Session, people: Mapping[UUID, Any], postings: Sequence[Any]) -> dict[UUID, str]:
    """The accounts where those are now who held a position that ended."""
    wanted = {people[each.person].account for each in postings if each.to_on is not None and each.person in people} - {None}
    if not wanted:
        return {}
    shown = func.coalesce(Account.short_name, Account.name)
    return {number: name for number, name in session.execute(select(Account.id, shown).where(alive(Account), Account.id.in_(wanted)))}  # noqa: C416


def map_sheet_at(session: Session, map_or_account_id: UUID, at: datetime) -> MapSheet:
    """What `map_sheet` gave at a moment (aware). Before the map was begun it is empty. Raises Refused("gone")."""
    of_account = and_(RelationMap.account == map_or_account_id, RelationMap.opportunity.is_(None))
    ever = select(RelationMap.id).where(or_(RelationMap.id == map_or_account_id, of_account)).order_by(RelationMap.id)
    maps = session.scalars(ever).all()
    images = rows_at(session, RelationMap, maps, at)
    found = next((images[each] for each in maps if each in images), None)
    if found is None:
        row = session.get(RelationMap, map_or_account_id)
        return replace(_no_map(session, row.account if row else map_or_account_id), opportunity=row.opportunity if row else None)
    shown = SimpleNamespace(**found)
    seats = _at(session, Seat, session.scalars(select(Seat.id).where(Seat.map == shown.id)).all(), at)
    threads = _at(session, Thread, session.scalars(select(Thread.id).where(Thread.map == shown.id)).all(), at)
    seated = {seat.person for seat in seats if seat.person is not None}
    ties = [tie for tie in _at(session, Tie, _ever_tied(session, seated), at) if tie.first in seated or tie.second in seated]
    people = {row.id: row for row in _at(session, Person, _everybody(seated, ties, threads), at)}
    account = images_at(session, Account, [shown.account], at)[shown.account]
    project = images_at(session, Opportunity, [shown.opportunity], at)[shown.opportunity] if shown.opportunity else None
    postings = _at(session, Posting, _ever_posted(session, seated), at)
    postings = [each for each in postings if each.person in seated]
    there = {people[each.person].account for each in postings if each.person in people} - {None}
    names = {number: values["short_name"] or values["name"] for number, values in rows_at(session, Account, there, at).items()}
    gone = _elsewhere(shown.account, people, postings, names)
    return _sheet(shown, account["name"], project["name"] if project else None, seats, ties, threads, people, gone)


# What a sheet needs of each table: plain columns, for objects would take several times as long.
_COLUMNS: dict[type[Record], tuple[Any, ...]] = {
    Seat: tuple(getattr(Seat, each.key) for each in Seat.__mapper__.column_attrs),
    Thread: tuple(getattr(Thread, each.key) for each in Thread.__mapper__.column_attrs),
    Tie: (Tie.id, Tie.first, Tie.second, Tie.kind, Tie.strength, Tie.source, Tie.note),
    Person: (Person.id, Person.name, Person.position, Person.department, Person.rank, Person.side, Person.retired_on, Person.account),
    Posting: (Posting.id, Posting.person, Posting.account, Posting.organisation, Posting.to_on),
}


def _read(session: Session, table: type[Record], criterion: ColumnElement[bool]) -> Sequence[Any]:
    return session.execute(select(*_COLUMNS[table]).where(alive(table), criterion)).all()


def _at(session: Session, table: type[Record], ids: Collection[UUID], at: datetime) -> list[Any]:
    return [SimpleNamespace(**values) for values in rows_at(session, table, ids, at).values()]


def _ever_tied(session: Session, people: set[UUID]) -> set[UUID]:
    """The ties that lead to these people today, and those that once led elsewhere."""
    now = select(Tie.id).where(or_(Tie.first.in_(people), Tie.second.in_(people)))
    moved = select(Entry.row).where(Entry.table == Tie.__tablename__, Entry.field.in_(("first", "second")))
    return {*session.scalars(now), *session.scalars(moved)}


def _ever_posted(session: Session, people: set[UUID]) -> set[UUID]:
    """The positions of these people, and those that once belonged to others."""
    moved = select(Entry.row).where(Entry.table == Posting.__tablename__, Entry.field == "person")
    return {*session.scalars(select(Posting.id).where(Posting.person.in_(people))), *session.scalars(moved)}


def _no_map(session: Session, account_id: UUID) -> MapSheet:
    account = session.get(Account, account_id)
    if account is None or account.erased_at is not None:
        raise Refused("gone", facts={"table": RelationMap.__tablename__})
    return MapSheet(None, account.id, account.name)


def _everybody(seated: set[UUID], ties: Iterable[Any], threads: Iterable[Any]) -> set[UUID]:
    return seated | {person for tie in ties for person in (tie.first, tie.second)} | {thread.ours for thread in threads}


def _sheet(
    shown: Any, account_name: str, project: str | None, seats: Sequence[Any], ties: Sequence[Any], threads: Sequence[Any],
    people: Mapping[UUID, Any], gone: Mapping[UUID, str],
) -> MapSheet:  # fmt: skip
    rows = ordered_seats(seats, people, threads, gone)
    seated = {seat.person for seat in rows if seat.person is not None}
    tie_rows = [tie_row(tie) for tie in sorted(ties, key=lambda tie: tie.id.bytes) if tie.first in people and tie.second in people]
    tied = {person for tie in tie_rows for person in (tie.first, tie.second)} - seated
    ours = {thread.ours for row in rows for thread in row.threads}
    name = shown.name or project or ""
    beside, holding = _outside(tied, people), _outside(ours, people)
    return MapSheet(shown.id, shown.account, account_name, shown.opportunity, name, rows, tuple(tie_rows), beside, holding)


def ordered_seats(
    seats: Iterable[Any], people: Mapping[UUID, Any], threads: Iterable[Any], gone: Mapping[UUID, str]
) -> tuple[SeatRow, ...]:
    """Seats in their order: rank high to low, then as they were added. A person who was erased leaves an unknown seat.

    `gone` says of those who moved to another account where they are.
    """
    held: defaultdict[UUID, list[ThreadRow]] = defaultdict(list)
    for thread in sorted(threads, key=lambda each: each.id.bytes):
        if thread.ours in people:
            held[thread.seat].append(_thread_row(thread))
    placed = [(people.get(seat.person) if seat.person else None, seat) for seat in seats]
    placed.sort(key=lambda each: (_RANKS.get(each[0].rank, 99) if each[0] else 99, each[1].id.bytes))
    return tuple(with_threads(_seat_row(seat, person, gone), tuple(held[seat.id])) for person, seat in placed)


def seats_of_maps(session: Session, maps: list[UUID]) -> Mapping[UUID | None, tuple[SeatRow, ...]]:
    """The seats of several maps, in their order; the same few statements however many they are."""
    seats, threads = _read(session, Seat, Seat.map.in_(maps)), _read(session, Thread, Thread.map.in_(maps))
    # Numbers asked for inside the statement: the seats of many maps are more than one statement may list.
    seated = select(Seat.person).where(alive(Seat), Seat.map.in_(maps))
    ours = select(Thread.ours).where(alive(Thread), Thread.map.in_(maps))
    people = {row.id: row for row in _read(session, Person, or_(Person.id.in_(seated), Person.id.in_(ours)))}
    by_map: defaultdict[UUID, list[Any]] = defaultdict(list)
    for seat in seats:
        by_map[seat.map].append(seat)
    postings = _read(session, Posting, Posting.person.in_(seated))
    names = _names(session, people, postings)
    accounts = dict(session.execute(select(RelationMap.id, RelationMap.account).where(RelationMap.id.in_(maps))).all()) if postings else {}
    gone = {each: _elsewhere(accounts[each], people, postings, names) if postings else {} for each in by_map}
    return defaultdict(tuple, {each: ordered_seats(rows, people, threads, gone[each]) for each, rows in by_map.items()})


def _seat_row(seat: Any, person: Any | None, gone: Mapping[UUID, str]) -> SeatRow:
    row = SeatRow(
        seat.id, seat.reports_to, position=seat.duty or "", layer=seat.layer, coach=seat.coach, support=seat.support,
        influence=seat.influence, coverage=seat.coverage, level=seat.level, level_wanted=seat.level_wanted, note=seat.note or "",
        x=seat.x, y=seat.y, place=seat.place,
    )  # fmt: skip
    if person is None:
        return row
    return replace(
        row, person=person.id, name=person.name, position=person.position or seat.duty or "", department=person.department or "",
        rank=person.rank, side=person.side, retired=person.retired_on is not None or person.id in gone, moved_to=gone.get(person.id, ""),
    )  # fmt: skip


def _thread_row(thread: Any) -> ThreadRow:
    return ThreadRow(thread.id, thread.ours, thread.seat, thread.coverage, thread.level, thread.level_wanted, thread.note or "")


def tie_row(tie: Any) -> TieRow:
    return TieRow(tie.id, tie.first, tie.second, tie.kind, tie.strength, tie.source or "", tie.note or "")


def _outside(wanted: Collection[UUID], people: Mapping[UUID, Any]) -> tuple[OutsideRow, ...]:
    found = sorted((people[each] for each in wanted if each in people), key=lambda person: person.id.bytes)
    return tuple(OutsideRow(person.id, person.name, person.position or "", person.side) for person in found)
