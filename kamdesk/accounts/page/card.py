"""The card of one account: who it is and how we stand, then its tabs, most of them contributed by other subjects."""

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kamdesk.accounts import actions, queries
from kamdesk.accounts.page.business import BusinessPanel
from kamdesk.accounts.page.buying import BuyingPanel
from kamdesk.accounts.page.card_tabs import CardTabs
from kamdesk.accounts.page.group_panel import GroupPanel
from kamdesk.accounts.page.heading import badges_of, figures_of, line_of
from kamdesk.accounts.page.overview import Overview
from kamdesk.accounts.queries import AccountCard
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.widgets import buttons
from kamdesk.widgets.card import Card, HeaderCard
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.panel import Panel
from kamdesk.widgets.row_history import RowHistory
from kamdesk.widgets.tokens import GAP

LOW = 800  # pixels; below it the header is one line
OVERVIEW, HISTORY = "overview", "history"


class CardView(QWidget):
    """Shows one account after another; tabs are built when they are first looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self._account: UUID | None = None
        self._arriving = False
        self.head = HeaderCard()
        erase = buttons.tool("trash-2", self._words(N_("Erase account")), name="account.erase")
        erase.clicked.connect(self._erase)
        self.head.add_action(erase)
        self.tabs = CardTabs(desk)
        self.tabs.add(OVERVIEW, self._words(N_("Overview")), self._build_overview)
        contributed = [panel for panel in desk.contributed.panels("account") if panel.wide]
        self.tabs.add_panels([BusinessPanel, BuyingPanel, GroupPanel, *contributed], self._words)
        self.tabs.add(HISTORY, self._words(N_("History")), self._build_history)
        self.tabs.switched.connect(self._show_front)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self.head)
        whole.addWidget(self.tabs, 1)

    def show_account(self, account: UUID, tab: str) -> None:
        """Raises Refused("gone"). Everything is asked once, however many tabs come to the front on the way."""
        card = self._desk.ask(queries.account_card, account, self._desk.today())
        another = account != self._account
        self._account, self._arriving = account, True
        if another or tab:
            self.tabs.open(tab or OVERVIEW)
            self.tabs.bar.setFocus()
        self._arriving = False
        self._show_head(card)
        self._show_part(card)

    def reload(self) -> None:
        """Raises Refused("gone"). The header always; of the tabs only what is in front, and panels hear for themselves."""
        if self._account is None:
            return
        card = self._desk.ask(queries.account_card, self._account, self._desk.today())
        self._show_head(card)
        if not isinstance(self.tabs.front(), Panel):
            self._show_part(card)

    def new_item(self) -> bool:
        """Something new on the tab in front; False where that is nothing to be made new."""
        panel = self.tabs.front()
        if isinstance(panel, Panel) and type(panel).new_item is not Panel.new_item:
            panel.new_item()
            return True
        return False

    def edit_item(self) -> None:
        self.tabs.open(OVERVIEW)
        overview = self.tabs.widget(OVERVIEW)
        if isinstance(overview, Overview):
            overview.edit_first()

    def _show_head(self, card: AccountCard) -> None:
        self.head.show_words(card.name, line_of(card), badges_of(card, self._words))
        self.head.show_figures(figures_of(self._desk, card.id)[:5])

    def _show_front(self) -> None:
        """What comes to the front shows this account, whichever it showed before."""
        if self._account is not None and not self._arriving:
            self._show_part(self._desk.ask(queries.account_card, self._account, self._desk.today()))

    def _show_part(self, card: AccountCard) -> None:
        shown = self.tabs.front()
        if isinstance(shown, Panel):
            shown.show_item(card.id)
        elif isinstance(shown, Overview):
            shown.show_card(card)
            shown.show_panels(card.id)
        elif isinstance(shown, _History):
            shown.rows.show_row(card.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_head()

    def _fold_head(self) -> None:
        """On a laptop's screen what is below needs the height; on every tab alike, or the tabs would move away from under the mouse."""
        self.head.fold(self.height() < LOW)

    def _build_overview(self) -> QWidget:
        return Overview(self._desk)

    def _build_history(self) -> QWidget:
        return _History(self._desk)

    def _erase(self) -> None:
        account, words = self._account, self._words
        if account is None:
            return
        sentence = words(N_("The account leaves every list, with its notes. You can take this back with undo."))
        if not agreed(self, words(N_("Erase “{name}”?"), name=self.head.name.whole()[:60]), sentence, words(N_("Erase")), words):
            return
        try:
            self._desk.do_as(self._page(), actions.erase_account, account)
        except Refused as refused:
            self._desk.refuse(self, refused)
            return
        self._desk.open(Address("accounts"))

    def _page(self) -> QWidget | None:
        """The page itself goes to the list and need not hear that its account is gone."""
        found = self.parentWidget()
        while found is not None and found.objectName() != "page.accounts":
            found = found.parentWidget()
        return found


class _History(Card):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.words(N_("What was changed")))
        self.rows = RowHistory(desk)
        self.add(self.rows, 1)
