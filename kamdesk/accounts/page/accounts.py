"""Accounts: the list, and the card of one account in front of it."""

from uuid import UUID

from kamdesk.accounts import actions
from kamdesk.accounts.page.card import CardView
from kamdesk.accounts.page.listing import ListView
from kamdesk.accounts.page.making import NewAccount
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets.desk import Address, Changes, Desk
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.new_dialog import made
from kamdesk.widgets.page import Page
from kamdesk.widgets.print_job import PrintJob


class AccountsPage(Page):
    """How do we stand with our customers, and with this one?"""

    key, title, icon = "accounts", N_("Accounts"), "building-2"
    new_label = N_("New account")
    help = N_(
        "Every customer, found by characters, pinyin or initials. The arrow keys browse with a peek at the right, Enter opens the card, "
        "Alt+← comes back. On a card a click or F2 edits a fact where it stands; everything can be undone."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.listing = ListView(desk)
        self.listing.started.connect(self.new_item)
        self.card: CardView | None = None
        self._stack = FittingStack()
        self._stack.addWidget(self.listing)
        self.content.addWidget(self._stack)

    def show_address(self, address: Address) -> None:
        self.address = address
        if address.id is None:
            self.stale = False
            self._stack.setCurrentWidget(self.listing)
            self.listing.reload()
            return
        if self.card is None:
            self.card = CardView(self.desk)
            self._stack.addWidget(self.card)
        try:
            self.stale = False
            self.card.show_account(address.id, address.tab)
        except Refused as refused:
            self._leave(refused)
            return
        self._stack.setCurrentWidget(self.card)

    def reload(self) -> None:
        if self.address.id is None or self.card is None:
            self.listing.reload()
            return
        try:
            self.card.reload()
        except Refused as refused:
            self._leave(refused)

    def on_changed(self, changes: Changes) -> None:
        """The list shows figures of every subject, so any change counts; the tabs of a card hear for themselves."""
        self.refresh()

    def new_item(self) -> None:
        if self.address.id is not None and self.card is not None and self.card.new_item():
            return
        account = made(NewAccount(self, self.desk, self._create, self._suggested()))
        if account is not None:
            self.desk.open(Address(self.key, account))

    def print_items(self) -> PrintJob | None:
        """The card shown; on the list the list as it stands, then the card of the current account."""
        account = self.address.id or self.listing.grid.current()
        shown = self.listing.listing.print_job() if self.address.id is None else None
        if account is None:
            return shown
        papers = tuple(paper for make in self.desk.contributed.papers("account") for paper in make(self.desk, account))
        papers = (shown.papers if shown is not None else ()) + papers
        return PrintJob(papers) if papers else None

    def filter_items(self) -> None:
        if self.address.id is None:
            self.listing.grid.focus_filter()

    def edit_item(self) -> None:
        if self.address.id is not None and self.card is not None:
            self.card.edit_item()

    def where(self) -> Address:
        if self.address.id is None or self.card is None:
            return self.address
        return Address(self.key, self.address.id, self.card.tabs.part)

    def _create(self, values: dict[str, object]) -> UUID:
        return self.desk.do(actions.save_account, None, values)

    def _suggested(self) -> dict[str, object]:
        """Made from a card, a new account is probably one of its group."""
        return {"parent": self.address.id} if self.address.id is not None else {}

    def _leave(self, refused: Refused) -> None:
        """The account was erased meanwhile: back to the list, with a word."""
        self.desk.tell(self.desk.sentence(refused))
        self.address = Address(self.key)
        self._stack.setCurrentWidget(self.listing)
        self.listing.reload()
