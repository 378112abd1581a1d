"""What a rep does to a map: seats come, go and move, ties are drawn and erased."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from kamdesk.accounts.tables import Account
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import alive
from kamdesk.core.work import Work, verb
from kamdesk.people.tables import Person
from kamdesk.pipeline.tables import Opportunity
from kamdesk.relations.actions.threads import copy_threads, end_threads_of
from kamdesk.relations.actions.threads import end_thread as end_thread
from kamdesk.relations.actions.threads import save_thread as save_thread
from kamdesk.relations.actions.threads import set_thread as set_thread
from kamdesk.relations.tables import RelationMap, Seat, Tie

say({
    "reports_in_circle": N_("{name} would report to themselves in the end. Choose somebody outside their branch."),
    "another_map": N_("Only a seat of the same map can be the boss."),
    "on_map_already": N_("{name} has a seat on this map already."),
    "seat_needs_somebody": N_("Choose a person, or name the position whose holder is unknown."),
    "tie_to_self": N_("A tie needs two different people."),
    "tie_exists": N_("There is such a tie between the two already."),
    "another_account": N_("The opportunity belongs to another account."),
})  # fmt: skip


@verb(N_("Start a relationship map"))
def create_map(work: Work, account: UUID, opportunity: UUID | None = None) -> UUID:
    """The map of an account, or of one of its opportunities; the one that is there already, where there is one.

    Raises Refused: gone, another_account.
    """
    work.get(Account, account)
    if opportunity is not None and work.get(Opportunity, opportunity).account != account:
        raise Refused("another_account", "opportunity")
    found = select(RelationMap).where(alive(RelationMap), RelationMap.account == account, RelationMap.opportunity == opportunity)
    existing = work.session.scalars(found.order_by(RelationMap.id)).first()
    return existing.id if existing else work.put(RelationMap, None, {"account": account, "opportunity": opportunity})


@verb(N_("Add a seat"))
def add_seat(work: Work, map_id: UUID, values: Mapping[str, object]) -> UUID:
    """Puts a person or an unknown seat onto a map. `values` are the fields of a seat but its map.

    Raises Refused: seat_needs_somebody, on_map_already, another_map, gone.
    """
    work.get(RelationMap, map_id)
    if values.get("person") is None and not str(values.get("duty") or "").strip():
        raise Refused("seat_needs_somebody", "person")
    _refuse_second_seat(work, map_id, values.get("person"), None)
    _refuse_boss_elsewhere(work, map_id, values.get("reports_to"))
    seat = work.put(Seat, None, {**values, "map": map_id})
    work.about = name_of(work, work.get(Seat, seat))
    return seat


@verb(N_("Add a seat"))
def seat_somebody(work: Work, account: UUID, opportunity: UUID | None, values: Mapping[str, object]) -> UUID:
    """As `add_seat`, on the map of an account or a project, which is begun in the same breath where there is none yet."""
    return add_seat.action(work, create_map.action(work, account, opportunity), values)


@verb(N_("Start the map of a project"))
def start_project_map(work: Work, opportunity: UUID) -> UUID:
    """A project's own map, begun with the people and lines of the account's; stance and layer belong to each project and stay open.

    Gives the project's map where it has one already. Raises Refused: gone.
    """
    account = work.get(Opportunity, opportunity).account
    made = create_map.action(work, account, opportunity)
    if work.session.scalars(select(Seat.id).where(alive(Seat), Seat.map == made)).first() is not None:
        return made
    source = select(Seat).join(RelationMap, RelationMap.id == Seat.map)
    of_account = (alive(RelationMap), RelationMap.account == account, RelationMap.opportunity.is_(None))
    seats = work.session.scalars(source.where(alive(Seat), *of_account).order_by(Seat.id)).all()
    copies: dict[UUID, UUID] = {}
    for seat in seats:
        known = {"person": seat.person, "duty": seat.duty, "coverage": seat.coverage, "level": seat.level}
        copies[seat.id] = work.put(Seat, None, {"map": made, **known})
        copy = work.get(Seat, copies[seat.id])
        copy.x, copy.y, copy.place = seat.x, seat.y, seat.place
    copy_threads(work, copies)
    for seat in seats:
        if seat.reports_to in copies:
            work.put(Seat, copies[seat.id], {"reports_to": copies[seat.reports_to]})
    return made


@verb(N_("Change a seat"))
def save_seat(work: Work, seat_id: UUID | None, values: Mapping[str, object]) -> UUID:
    """Changes a seat, or adds one (None) to the map among `values`; gives its number. Another holder begins without threads.

    Raises Refused: reports_in_circle, another_map, on_map_already, seat_needs_somebody, and what the fields refuse.
    """
    if seat_id is None:
        return _first_seat(work, values)
    seat = work.get(Seat, seat_id)
    if "map" in values:
        raise Refused("unknown_field", "map")
    if values.get("person") is not None:
        _refuse_second_seat(work, seat.map, values["person"], seat_id)
    if values.get("reports_to") is not None:
        _refuse_boss_elsewhere(work, seat.map, values["reports_to"])
        _refuse_circle(work, seat, values["reports_to"])
    after = {"person": seat.person, "duty": seat.duty} | dict(values)
    if after["person"] is None and not str(after["duty"] or "").strip():
        raise Refused("seat_needs_somebody", "person" if "person" in values else "duty")
    if "reports_to" in values and values["reports_to"] != seat.reports_to:  # its place was seen from the boss it leaves
        seat.x = seat.y = seat.place = None
    if seat.person is not None and after["person"] != seat.person:
        end_threads_of(work, seat_id)
    work.put(Seat, seat_id, values)
    work.about = name_of(work, seat)
    return seat_id


def _first_seat(work: Work, values: Mapping[str, object]) -> UUID:
    """A seat from all its fields, its map among them."""
    onto = values.get("map")
    if not isinstance(onto, UUID):
        raise Refused("empty", "map", {"label": RelationMap.kind_label})
    return add_seat.action(work, onto, {name: value for name, value in values.items() if name != "map"})


@verb(N_("Move on the map"))
def move_seat(work: Work, seat_id: UUID, reports_to: UUID | None) -> None:
    """A seat with its whole branch goes below another, or to the top. Raises Refused: reports_in_circle, another_map, gone."""
    save_seat.action(work, seat_id, {"reports_to": reports_to})


@verb(N_("Take off the map"))
def remove_seat(work: Work, seat_id: UUID) -> None:
    """Those who reported here report to the next higher; the person stays on file."""
    seat = work.get(Seat, seat_id)
    work.about = name_of(work, seat)
    below = work.session.scalars(select(Seat).where(alive(Seat), Seat.reports_to == seat_id)).all()
    for report in below:
        report.reports_to, report.place = seat.reports_to, None
        report.x, report.y = _seen_from(report.x, seat.x), _seen_from(report.y, seat.y)
    work.erase(seat)


@verb(N_("Name the holder of a seat"))
def fill_seat(work: Work, seat_id: UUID, person: UUID) -> None:
    """Raises Refused: on_map_already, gone."""
    save_seat.action(work, seat_id, {"person": person})


@verb(N_("Draw a tie"))
def draw_tie(work: Work, values: Mapping[str, object]) -> UUID:
    """Two people, a kind, a strength, where we know it from. Raises Refused: tie_to_self, tie_exists, gone."""
    _refuse_bad_tie(work, values.get("first"), values.get("second"), values.get("kind"), None)
    tie = work.put(Tie, None, values)
    work.about = _names_of(work, work.get(Tie, tie))
    return tie


@verb(N_("Change a tie"))
def save_tie(work: Work, tie_id: UUID | None, values: Mapping[str, object]) -> UUID:
    """Changes a tie, or draws one (None); gives its number. Raises Refused: tie_to_self, tie_exists, gone."""
    if tie_id is None:
        return draw_tie.action(work, values)
    tie = work.get(Tie, tie_id)
    after = {"first": tie.first, "second": tie.second, "kind": tie.kind} | dict(values)
    _refuse_bad_tie(work, after["first"], after["second"], after["kind"], tie_id)
    work.put(Tie, tie_id, values)
    work.about = _names_of(work, tie)
    return tie_id


@verb(N_("Erase a tie"))
def erase_tie(work: Work, tie_id: UUID) -> None:
    tie = work.get(Tie, tie_id)
    work.about = _names_of(work, tie)
    work.erase(tie)


def _refuse_second_seat(work: Work, map_id: UUID, person: object, besides: UUID | None) -> None:
    if not isinstance(person, UUID):
        return
    held = select(Seat.id).where(alive(Seat), Seat.map == map_id, Seat.person == person)
    if any(seat != besides for seat in work.session.scalars(held)):
        raise Refused("on_map_already", "person", {"name": work.get(Person, person).name})


def _refuse_boss_elsewhere(work: Work, map_id: UUID, boss: object) -> None:
    if isinstance(boss, UUID) and work.get(Seat, boss).map != map_id:
        raise Refused("another_map", "reports_to")


def _refuse_circle(work: Work, seat: Seat, boss: object) -> None:
    """Walks up from the new boss; a circle that a damaged file holds already ends the walk as well."""
    above = {row.id: row.reports_to for row in work.session.scalars(select(Seat).where(alive(Seat), Seat.map == seat.map))}
    at, seen = boss, set[object]()
    while at is not None and at not in seen:
        if at == seat.id:
            raise Refused("reports_in_circle", "reports_to", {"name": name_of(work, seat)})
        seen.add(at)
        at = above.get(at) if isinstance(at, UUID) else None


def _refuse_bad_tie(work: Work, first: object, second: object, kind: object, besides: UUID | None) -> None:
    if first is not None and first == second:
        raise Refused("tie_to_self", "second")
    if not (isinstance(first, UUID) and isinstance(second, UUID)):
        return  # the missing field is refused by its own description
    either = ((Tie.first == first) & (Tie.second == second)) | ((Tie.first == second) & (Tie.second == first))
    for tie in work.session.scalars(select(Tie).where(alive(Tie), either)):
        if tie.kind == kind and tie.id != besides:
            raise Refused("tie_exists", "kind")


def _seen_from(report: int | None, boss: int | None) -> int | None:
    """A hand-placed report of a hand-placed boss stays where it is when the boss leaves; otherwise the layout decides anew."""
    return report + boss if report is not None and boss is not None else None


def name_of(work: Work, seat: Seat) -> str:
    """Who sits there, or the duty of an unknown seat."""
    person = work.session.get(Person, seat.person) if seat.person else None
    return person.name if person else seat.duty or "？"


def _names_of(work: Work, tie: Tie) -> str:
    people = [work.session.get(Person, each) for each in (tie.first, tie.second)]
    return " — ".join(person.name for person in people if person)
