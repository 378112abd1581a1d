"""The rows and columns of the grid: what we sell, for every account, and the divisions of this one; named, ordered, taken out."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kamdesk.core.marking import N_
from kamdesk.growth import actions, queries
from kamdesk.widgets import buttons
from kamdesk.widgets.card import holder, stacked
from kamdesk.widgets.chip_tabs import ChipTabs
from kamdesk.widgets.desk import Changes, Desk
from kamdesk.widgets.field_table import Deeds, FieldTable
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import MARGIN


class ListsDialog(QDialog):
    """Two tables side by side."""

    def __init__(self, parent: QWidget | None, desk: Desk, account: UUID) -> None:
        super().__init__(parent)
        self._desk, self._words, self._account = desk, desk.words, account
        words = self._words
        self.setObjectName("lists")
        self.setWindowTitle(words(N_("Products and divisions")))
        self.resize(720, 560)
        self.offerings = FieldTable(desk, queries.OFFERING_FIELDS, self._offering_deeds(), widths={"name": 200, "family": 130})
        self.divisions = FieldTable(desk, queries.DIVISION_FIELDS, self._division_deeds(), widths={"name": 200})
        self.offerings.setObjectName("lists.offerings")
        self.divisions.setObjectName("lists.divisions")
        self.lists = ChipTabs()  # one at a time: two tables at once would both want Alt+↑ and Alt+↓
        for key, heading, told, table in (
            ("offerings", words(N_("What we sell")), words(N_("The same list for every account")), self.offerings),
            ("divisions", words(N_("Divisions of the account")), words(N_("Parts that buy for themselves")), self.divisions),
        ):
            self.lists.add(key, heading, self._side(told, table))
        close = buttons.primary(words("Close"), name="lists.close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 18, MARGIN, 16)
        whole.setSpacing(12)
        whole.addWidget(label(words(N_("Products and divisions")), "title"))
        whole.addWidget(self.lists, 1)
        whole.addLayout(foot)
        desk.changed.connect(self._hear)
        self.lists.open("offerings")
        self._reload()

    def _side(self, told: str, table: FieldTable) -> Callable[[], QWidget]:
        side = holder(stacked(label(told, "small"), table, spacing=8))
        side.setParent(self)
        side.hide()
        return lambda: side

    def _reload(self) -> None:
        sheet = self._desk.ask(queries.grid_of, self._account)
        self.offerings.put([(row.id, {"name": row.name, "family": row.family}) for row in sheet.offerings])
        self.divisions.put([(row.id, {"name": row.name}) for row in sheet.divisions])

    def _offering_deeds(self) -> Deeds:
        do = self._desk.do

        def save(row: UUID, values: dict[str, object]) -> object:
            return do(actions.save_offering, row, values)

        def add() -> UUID:
            name = _unused(self._words(N_("New product")), [each.name for each in self._desk.ask(queries.offerings)])
            return do(actions.save_offering, None, {"name": name})

        return Deeds(save, add, lambda row: do(actions.erase_offering, row), lambda row, place: do(actions.move_offering, row, place))

    def _division_deeds(self) -> Deeds:
        do = self._desk.do

        def save(row: UUID, values: dict[str, object]) -> object:
            return do(actions.save_division, row, values)

        def add() -> UUID:
            named = [each.name for each in self._desk.ask(queries.grid_of, self._account).divisions]
            values: Mapping[str, object] = {"account": self._account, "name": _unused(self._words(N_("New division")), named)}
            return do(actions.save_division, None, values)

        return Deeds(save, add, lambda row: do(actions.erase_division, row), lambda row, place: do(actions.move_division, row, place))

    def _hear(self, changes: Changes, _initiator: object) -> None:
        if any(table in ("offering", "division") for table, _row in changes):
            self._reload()


def _unused(name: str, there: Sequence[str]) -> str:
    """新产品, 新产品 2, …"""
    tries: Callable[[int], str] = lambda number: name if number == 1 else f"{name} {number}"  # noqa: E731
    return next(tries(number) for number in range(1, len(there) + 2) if tries(number) not in there)
