"""The library page: three tabs, each answering one question."""

from PySide6.QtWidgets import QWidget

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused
from kamdesk.library import actions, queries
from kamdesk.library.page.certificates import Certificates
from kamdesk.library.page.texts import Texts
from kamdesk.widgets.card import Card, holder, scrolled, stacked
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.form import Form
from kamdesk.widgets.page import Page
from kamdesk.widgets.tabs import Tabs
from kamdesk.widgets.text import label

COMPANY, TEXTS, CERTIFICATES = "company", "texts", "certificates"


class LibraryPage(Page):
    """What is used again and again: is it complete, is it still valid?"""

    key, title, icon = "library", N_("Library"), "library"
    tables = frozenset({"company", "text_piece", "certificate", "attachment"})
    new_label = N_("New entry")
    help = N_(
        "Our own company as forms name it, texts that proposals use again, and certificates with the day they end. "
        "Whatever stands here is filled in by itself elsewhere."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        self.heading(words(N_("Library")))
        self.tabs = Tabs()
        self.tabs.add(COMPANY, words(N_("Our company")), self._build_company)
        self.tabs.add(TEXTS, words(N_("Text pieces")), self._build_texts)
        self.tabs.add(CERTIFICATES, words(N_("Certificates")), self._build_certificates)
        self.tabs.switched.connect(self._show_tab)
        self.content.addWidget(self.tabs, 1)

    def show_address(self, address: Address) -> None:
        """An address may name a tab, or the number of a text or a certificate, which brings its tab to the front."""
        self.address = address
        self.stale = False
        tab = address.tab
        if address.id is not None and not tab:
            tab = TEXTS if self._is_text(address) else CERTIFICATES
            if address.id == self.desk.ask(queries.company).id:
                tab = COMPANY
        if tab:
            self.tabs.open(tab)
        shown = self.tabs.widget(self.tabs.key)
        if address.id is not None and isinstance(shown, Texts | Certificates):
            shown.select(address.id)
        self.reload()

    def reload(self) -> None:
        self._show_tab(self.tabs.key)

    def new_item(self) -> None:
        shown = self.tabs.widget(self.tabs.key)
        if isinstance(shown, Texts | Certificates):
            shown.new_item()
        else:
            self.edit_item()

    def filter_items(self) -> None:
        shown = self.tabs.widget(self.tabs.key)
        if isinstance(shown, Texts | Certificates):
            shown.grid.focus_filter()

    def edit_item(self) -> None:
        shown = self.tabs.widget(self.tabs.key)
        if isinstance(shown, Texts | Certificates):
            shown.form.edit_first()
        elif self.tabs.key == COMPANY:
            self.company.edit_first()

    def where(self) -> Address:
        return Address(self.key, None, self.tabs.key)

    def _is_text(self, address: Address) -> bool:
        assert address.id is not None
        try:
            self.desk.ask(queries.text_piece, address.id)
        except Refused:
            return False
        return True

    def _show_tab(self, key: str) -> None:
        shown = self.tabs.widget(key)
        if isinstance(shown, Texts | Certificates):
            shown.reload()
        elif key == COMPANY and shown is not None:
            self.company.show_values(self.desk.ask(queries.company).values)

    def _build_company(self) -> QWidget:
        self.company = Form(self.desk, queries.COMPANY_FIELDS, self._save_company, beside=True, columns=2)
        card = Card()
        card.add(label(self.words(N_("These facts stand in every bid and proposal. Click one to fill it in.")), "muted", wrap=True))
        card.add(self.company)
        return scrolled(holder(stacked(card, None)))

    def _build_texts(self) -> QWidget:
        return Texts(self.desk)

    def _build_certificates(self) -> QWidget:
        return Certificates(self.desk)

    def _save_company(self, values: dict[str, object]) -> None:
        """Before the company has a name nothing else can be kept: the name is what every form needs first."""
        self.desk.do(actions.save_company, None, values)
