"""The few dialogs of the map: somebody new on it, the holder of an unknown seat, a tie."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.people import actions as people_actions
from kamdesk.relations import actions, queries
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, TieRow
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.links import Candidate, LinkSource, among, searched
from kamdesk.widgets.new_dialog import NewDialog, made

SEAT = {field.name: field for field in queries.SEAT_FIELDS}
TIE = {field.name: field for field in queries.TIE_FIELDS}


def people(desk: Desk, account: UUID | None) -> LinkSource:
    """Everybody on file; a name that is not becomes a new person of this account."""
    source = searched(desk, "person")

    def make(typed: str) -> UUID:
        return desk.do(people_actions.save_person, None, {"name": typed, "account": account})

    return replace(source, make=make)


def ask_seat(parent: QWidget, desk: Desk, sheet: MapSheet, boss: SeatRow | None) -> UUID | None:
    """Puts a person or an unknown seat onto the map, below `boss` where one is chosen."""
    fields = [SEAT[name] for name in ("person", "duty", "reports_to", "layer", "coverage")]
    links = {"person": people(desk, sheet.account), "reports_to": _seats(sheet)}

    def create(values: dict[str, object]) -> UUID:
        return desk.do(actions.seat_somebody, sheet.account, sheet.opportunity, values)

    heading, values = desk.words("Add to the map"), {"reports_to": boss.id if boss else None}
    return made(NewDialog(parent, desk, heading, fields, create, values=values, links=links, deed=desk.words("Add")))


def ask_holder(parent: QWidget, desk: Desk, sheet: MapSheet, seat: SeatRow) -> bool:
    """Names the holder of an unknown seat."""

    def create(values: dict[str, object]) -> bool:
        desk.do(actions.save_seat, seat.id, values)
        return True

    heading = desk.words("Who holds “{duty}”?", duty=seat.position or "？")
    links, fields = {"person": people(desk, sheet.account)}, [replace(SEAT["person"], required=True)]
    return bool(made(NewDialog(parent, desk, heading, fields, create, links=links, deed=desk.words("Keep"))))


def ask_tie(parent: QWidget, desk: Desk, first: UUID | None, second: UUID | None = None) -> UUID | None:
    """Draws a tie between two people, whoever they belong to."""
    links = {"first": people(desk, None), "second": people(desk, None)}

    def create(values: dict[str, object]) -> UUID:
        return desk.do(actions.draw_tie, values)

    values = {"first": first, "second": second, "strength": 1}
    heading, deed = desk.words("Draw a tie"), desk.words("Add")
    return made(NewDialog(parent, desk, heading, queries.TIE_FIELDS, create, values=values, links=links, deed=deed))


def edit_tie(parent: QWidget, desk: Desk, tie: TieRow) -> bool:
    """Changes what kind of tie it is, how strong, and where we know it from."""
    fields = [TIE[name] for name in ("kind", "strength", "source", "note")]
    values = {"kind": tie.kind, "strength": tie.strength, "source": tie.source or None, "note": tie.note or None}

    def create(changed: dict[str, object]) -> bool:
        desk.do(actions.save_tie, tie.id, changed)
        return True

    return bool(made(NewDialog(parent, desk, desk.words("Change a tie"), fields, create, values=values, deed=desk.words("Keep"))))


def _seats(sheet: MapSheet) -> LinkSource:
    """The bosses on offer: everybody on this map."""
    return among([Candidate(seat.id, seat.name or seat.position, seat.position if seat.name else "") for seat in sheet.seats])
