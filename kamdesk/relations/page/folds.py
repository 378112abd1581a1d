"""Which branches of each map are folded away on the screen; a large map begins with its lower rows folded."""

from uuid import UUID

from kamdesk.relations.rules.folding import folded_beyond, folded_to, opened_to
from kamdesk.relations.rules.layout import forest
from kamdesk.relations.rules.sheet import MapSheet

_AT_FIRST = 150  # people shown before the lower rows of a large map begin folded


class Folds:
    """Remembers by map for as long as the page lives."""

    def __init__(self) -> None:
        self._folded: dict[UUID, frozenset[UUID]] = {}

    def of(self, sheet: MapSheet) -> frozenset[UUID]:
        number = sheet.map or sheet.account
        if number not in self._folded and sheet.seats:
            below = _below(sheet)
            self._folded[number] = frozenset(folded_beyond(below, tuple(below[None]), _AT_FIRST))
        return self._folded.get(number, frozenset())

    def put(self, sheet: MapSheet, folded: frozenset[UUID]) -> None:
        self._folded[sheet.map or sheet.account] = folded

    def to_rows(self, sheet: MapSheet, rows: int) -> frozenset[UUID]:
        """0 rows opens everything."""
        return folded_to(_below(sheet), rows) if rows else frozenset()

    def showing(self, sheet: MapSheet, seat: UUID) -> frozenset[UUID]:
        """The folded ones without those that hide a seat."""
        return opened_to({row.id: row.reports_to for row in sheet.seats}, self.of(sheet), seat)


def _below(sheet: MapSheet) -> dict[UUID | None, list[UUID]]:
    return forest(sheet.parents())
