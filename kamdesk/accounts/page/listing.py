"""The list of accounts with a peek at the current one; what a list can do it does by itself (widgets.listing)."""

from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.peek import Peek
from kamdesk.accounts.queries.duplicates import account_duplicates
from kamdesk.core.filters import Condition, Op
from kamdesk.core.marking import N_
from kamdesk.paper.list_paper import list_paper
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.duplicates_dialog import DuplicatesDialog
from kamdesk.widgets.empty import EmptyState
from kamdesk.widgets.grid import Grid
from kamdesk.widgets.listing.kind import Deed, ListKind, Preset
from kamdesk.widgets.listing.listing import Listing
from kamdesk.widgets.merge_dialog import Merger, merged
from kamdesk.widgets.tokens import GAP

PEEK_FROM = 1000
PEEK_WIDTH = 348

# A column is left out where the list has less room than this, so that names never shrink to nothing.
_NEEDED_ROOM = {"path": 780, "rank": 700, "region": 900, "noted_on": 860, "value_cell": 690, "last_visit": 560, "health": 480}
_SETTABLE = (
    "ownership", "rank", "industry", "region", "parent", "kraljic", "buying_method", "supplier_tier", "budget_cycle",
)  # fmt: skip


MERGER = Merger("account", actions.merge_accounts, (("business_year", N_("Business year")),))


class ListView(QWidget):
    """Emits `started` where the rep wants a first account."""

    started = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._peek_wanted: bool | None = None  # None: where there is room
        self.listing = Listing(desk, self._kind())
        self.grid.put_empty(self._empty())
        self.listing.opened.connect(self._open)
        duplicates = buttons.tool("copy-check", self._words(N_("Possible duplicates")), "Ctrl+Shift+D", name="list.duplicates")
        duplicates.clicked.connect(self.show_duplicates)
        self.listing.add_tool(duplicates)
        portfolio, bring, write = (
            buttons.tool("layout-grid", self._words(N_("Portfolio")), name="accounts.portfolio"),
            buttons.tool("upload", self._words(N_("Import…")), name="accounts.import"),
            buttons.tool("download", self._words(N_("Export…")), name="accounts.export"),
        )
        portfolio.clicked.connect(self._show_portfolio)
        bring.clicked.connect(self._bring_in)
        write.clicked.connect(self._write_out)
        for tool in (portfolio, bring, write):
            self.listing.add_tool(tool)
        self.listing.picked.connect(self._picked)
        card = Card()
        card.add(self.listing)
        self.peek = Peek(desk)
        self.peek.setFixedWidth(PEEK_WIDTH)
        self.peek.opened.connect(self._open)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(card, 1)
        whole.addWidget(self.peek)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._show_peek)
        self.grid.model.modelReset.connect(self._soon.start)
        self.grid.table.keys |= {" "}
        self.grid.typed.connect(self._typed)

    def _show_portfolio(self) -> None:
        self._desk.open(Address("portfolio"))

    def _bring_in(self) -> None:
        self._desk.open(Address("exchange", None, "import.accounts"))

    def _write_out(self) -> None:
        self._desk.open(Address("exchange", None, "export.accounts"))

    @property
    def grid(self) -> Grid:
        return self.listing.grid

    def reload(self) -> None:
        self.listing.reload()
        self._share_room()
        if self.grid.current() is None:
            self.grid.select_first()
        self._show_peek()

    def narrow(self, key: str) -> None:
        """Filters by a chip: "", "top", "favourite", "group", "tag:…" or the key of a contributed narrowing."""
        self.listing.narrow(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The peek stands beside a list that has something to peek at."""
        roomy = self.width() >= PEEK_FROM if self._peek_wanted is None else self._peek_wanted
        wide = roomy and bool(self.grid.model.ids)
        self.peek.setVisible(wide)
        if wide:
            self._soon.start()

    def _typed(self, key: str) -> None:
        if key == " ":
            self._turn_peek()

    def _turn_peek(self) -> None:
        """Space shows the peek where it is hidden, and hides it where it is shown."""
        self._peek_wanted = not self.peek.isVisible()
        self._share_room()

    def _kind(self) -> ListKind:
        figures = tuple(column.key for column in self._desk.contributed.columns("account"))
        return ListKind(
            table="account",
            key="account",
            title=N_("Accounts"),
            columns=("favourite", "name", "path", "rank", "region", *figures, "noted_on"),
            presets=self._presets(),
            room=_NEEDED_ROOM,
            save=actions.save_account,
            erase=actions.erase_account,
            settable=_SETTABLE,
            deeds=self._deeds,
            paper=list_paper,
        )

    def _presets(self) -> tuple[Preset, ...]:
        """What accounts are narrowed to at once."""
        words = self._words
        return (
            Preset("favourite", words(N_("Favourites")), lambda _current: (Condition("favourite", Op.IS, (True,)),)),
            Preset("top", words(N_("Groups only")), lambda _current: (Condition("parent", Op.UNKNOWN),)),
            Preset("group", words(N_("This one's group")), self._same_group),
        )

    def _same_group(self, current: UUID | None) -> tuple[Condition, ...]:
        """Everything in the group of the current account, from its top down."""
        if current is None:
            return ()
        path = self._desk.ask(queries.paths_of, [current]).get(current, ())
        return (Condition("group", Op.IS, (path[0].id if path else current,)),)

    def _deeds(self) -> tuple[Deed, ...]:
        words = self._words
        return (
            Deed("merge", words(N_("Merge…")), "git-merge", self._merge, least=2, most=2),
            Deed("export", words(N_("Export…")), "download", self._export),
            Deed("print", words(N_("Print the list…")), "printer", self._print),
        )

    def _merge(self, rows: tuple[UUID, ...]) -> None:
        merged(self, self._desk, MERGER, rows)

    def show_duplicates(self) -> None:
        """Ctrl+Shift+D: accounts that may be on file twice."""
        dialog = DuplicatesDialog(self, self._desk, MERGER, account_duplicates)
        dialog.opened.connect(self._open)
        dialog.exec()

    def _export(self, rows: tuple[UUID, ...]) -> None:
        self._desk.handed = rows
        self._desk.open(Address("exchange", None, "export.account"))

    def _print(self, _rows: tuple[UUID, ...]) -> None:
        self._desk.asked_for.emit("print")

    def _empty(self) -> EmptyState:
        words = self._words
        sentence = words(N_("No customer yet. Begin with the one you will visit next; its name is enough."))
        empty = EmptyState("building-2", sentence, words(N_("New account")), words(N_("Look at the sample first")))
        empty.started.connect(self.started)
        empty.linked.connect(self._ask_for_sample)
        return empty

    def _ask_for_sample(self) -> None:
        self._desk.asked_for.emit("sample")

    def _open(self, account: UUID) -> None:
        self._desk.open(Address("accounts", account))

    def _picked(self) -> None:
        self._soon.start()

    def _show_peek(self) -> None:
        if self.peek.isVisible() and not self.grid.model.ids:
            self.peek.hide()
        elif not self.peek.isVisible() and self.isVisible():
            self._share_room()
        if self.peek.isVisible() or not self.isVisible():
            self.peek.show_account(self.grid.current())
