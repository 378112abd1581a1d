"""The page of lists: what comes in and what goes out, of people or of accounts."""

from collections.abc import Mapping

from PySide6.QtWidgets import QButtonGroup, QPushButton

from kamdesk.core.marking import N_
from kamdesk.exchange.page.outgoing import ExportPart
from kamdesk.exchange.page.wizard import ImportWizard
from kamdesk.widgets import buttons
from kamdesk.widgets.card import beside, holder
from kamdesk.widgets.desk import Address, Desk
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.page import Page
from kamdesk.widgets.tokens import GAP

KINDS = {"people": "person", "accounts": "account"}
IN, OUT = "import", "export"


class ExchangePage(Page):
    """Take a list in, or write one? The tab of an address says which: "import.people", "export.accounts", or "people" alone."""

    key, title, icon = "exchange", N_("Import and export"), "arrow-left-right"
    tables = frozenset({"person", "account"})
    help = N_(
        "Lists from Excel, CSV or a phone come in through four steps; nothing is written before you confirm, and one undo takes it "
        "all back. The other way, any list becomes an Excel, CSV or vCard file."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = self.words
        line = self.heading(words(N_("Import and export")))
        self.ways = {
            IN: buttons.chip(words(N_("Import")), checked=True, name="exchange.import"),
            OUT: buttons.chip(words(N_("Export")), name="exchange.export"),
        }
        self.kinds = {
            "people": buttons.chip(words(N_("People")), checked=True, name="exchange.people"),
            "accounts": buttons.chip(words(N_("Accounts")), name="exchange.accounts"),
        }
        for chips in (self.ways, self.kinds):
            group = QButtonGroup(self)
            for chip in chips.values():
                group.addButton(chip)
                chip.clicked.connect(self._choose)
        line.insertWidget(1, holder(beside(*self.ways.values(), spacing=6)))
        line.insertWidget(2, holder(beside(*self.kinds.values(), spacing=6)))
        line.setSpacing(GAP + 6)
        self.wizard = ImportWizard(desk, self)
        self.outgoing = ExportPart(desk, self)
        self.stack = FittingStack(self)
        self.stack.addWidget(self.wizard)
        self.stack.addWidget(self.outgoing)
        self.content.addWidget(self.stack, 1)
        self._choose()

    def show_address(self, address: Address) -> None:
        """What is half done stays: coming back to the page goes on where it was left."""
        way, _point, word = address.tab.rpartition(".")
        kind = next((key for key, name in KINDS.items() if word in (key, name)), "")
        if kind:
            self.kinds[kind].setChecked(True)
        if way in self.ways:
            self.ways[way].setChecked(True)
        self.address = address
        if way == OUT:
            self.outgoing.show_among(KINDS[self._chosen(self.kinds)], tuple(self.desk.handed))
            self.desk.handed = ()
        self._choose()
        self.stale = False

    def where(self) -> Address:
        return Address(self.key, None, f"{self._chosen(self.ways)}.{self._chosen(self.kinds)}")

    def reload(self) -> None:
        self.outgoing.reload()

    def take_focus(self) -> None:
        part = self.stack.currentWidget()
        if isinstance(part, (ImportWizard, ExportPart)):
            part.take_focus() if isinstance(part, ImportWizard) else part.write.setFocus()

    def _chosen(self, chips: Mapping[str, QPushButton]) -> str:
        return next(key for key, chip in chips.items() if chip.isChecked())

    def _choose(self) -> None:
        kind = KINDS[self._chosen(self.kinds)]
        self.wizard.show_kind(kind)
        self.outgoing.show_kind(kind)
        self.stack.setCurrentWidget(self.wizard if self.ways[IN].isChecked() else self.outgoing)
