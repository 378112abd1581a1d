"""What letting go of dragged boxes would do, while they are still in the hand: below a boss, between siblings, or simply there."""

from uuid import UUID

from PySide6.QtCore import QLineF, QPointF

from kamdesk.core.problems import Refused, sentence
from kamdesk.core.words import Words
from kamdesk.relations.rules.arranging import branch_of
from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH, MapLayout, Place
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.widgets.picture_hand import Aim

_BESIDE = 26.0  # points beside a sibling within which a box goes between them


def aim_onto(sheet: MapSheet, keys: tuple[UUID, ...], onto: UUID, words: Words) -> Aim:
    """A box under the pointer takes the dragged ones as its reports, unless that closes a circle."""
    boss = sheet.seat(onto)
    if boss is None:
        return Aim(onto.hex, good=False, said=words("Only somebody on the map can be a boss."))
    circled = next((key for key in keys if onto in branch_of(sheet, (key,))), None)
    if circled is not None:
        seat = sheet.seat(circled)
        name = (seat.name or seat.position) if seat else ""
        return Aim(onto.hex, good=False, said=sentence(Refused("reports_in_circle", "reports_to", {"name": name}), words))
    return Aim(onto.hex, said=words("Reports to {name}", name=boss.name or boss.position or "？"))


def aim_between(layout: MapLayout[UUID], sheet: MapSheet, key: UUID, point: QPointF, margin: float, words: Words) -> Aim | None:
    """The gap beside a sibling where one dragged box would stand; `data` is the new order of all siblings."""
    siblings = siblings_of(sheet, key)
    others = [place for place in _in_rows(layout, siblings) if place.key != key and place.key not in layout.placed]
    x, y = point.x() - margin, point.y() - margin
    for number, place in enumerate(others):
        if not place.y - 8 <= y <= place.y + BOX_HEIGHT + 8:
            continue
        left, right = place.x - x, x - (place.x + BOX_WIDTH)
        if 0 <= left <= _BESIDE or 0 <= right <= _BESIDE:
            at = number if left >= 0 else number + 1
            order = [each.key for each in others]
            order.insert(at, key)
            bar = place.x - 9 if left >= 0 else place.x + BOX_WIDTH + 9
            line = QLineF(bar + margin, place.y + margin, bar + margin, place.y + BOX_HEIGHT + margin)
            rest = [each for each in siblings if each not in order]
            return Aim(bar=line, said=words("Put here among the colleagues"), data=(*order, *rest))
    return None


def siblings_of(sheet: MapSheet, key: UUID) -> list[UUID]:
    """Everybody with the same boss, as they stand."""
    parents = sheet.parents()
    return [each for each, boss in parents.items() if boss == parents.get(key)]


def _in_rows(layout: MapLayout[UUID], keys: list[UUID]) -> list[Place[UUID]]:
    """The places of some keys in the order in which they are laid out."""
    places = {place.key: place for place in layout.places}
    return [places[key] for key in keys if key in places]
