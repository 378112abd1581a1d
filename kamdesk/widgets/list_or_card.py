"""A page that is either the list of everything or the card of one: which of both stands in front follows from the address."""

from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.core.problems import Refused
from kamdesk.widgets.desk import Address
from kamdesk.widgets.fitting import FittingStack
from kamdesk.widgets.page import Page
from kamdesk.widgets.tabs import Tabs


class One(Protocol):
    """The card: `show_one` raises Refused("gone") where the row is there no longer."""

    def show_one(self, row: UUID, /) -> None: ...

    def edit(self) -> None: ...


class Tabbed(One, Protocol):
    """A card with tabs that keeps what is typed by itself; `settle` keeps it at once."""

    tabs: Tabs

    def settle(self) -> None: ...


class ListOrCardPage(Page):
    """Derive, build both parts, hand them to `put_both`, and fill the list in `reload_all`."""

    def put_both(self, everything: QWidget, card: QWidget, one: One) -> None:
        """`card` and `one` are the same part, as a widget and as what it can do."""
        self._all, self._card, self._one = everything, card, one
        self._stack = FittingStack()
        self._stack.addWidget(everything)
        self._stack.addWidget(card)
        self.content.addWidget(self._stack, 1)

    def reload_all(self) -> None:
        """Reads the list anew."""

    def reload(self) -> None:
        if self.address.id is not None:
            try:
                self._one.show_one(self.address.id)
            except Refused as refused:
                self.desk.tell(self.desk.sentence(refused))
                self.address = Address(self.key)
        self._stack.setCurrentWidget(self._card if self.address.id is not None else self._all)
        if self.address.id is None:
            self.reload_all()

    def edit_item(self) -> None:
        if self.address.id is not None:
            self._one.edit()


class ListOrTabsPage(ListOrCardPage):
    """The same, where the card has tabs: the tab in front belongs to the address, and arriving puts the keyboard into it."""

    def put_tabbed(self, everything: QWidget, card: QWidget, one: Tabbed) -> None:
        self._tabbed = one
        self.put_both(everything, card, one)

    def show_address(self, address: Address) -> None:
        self._tabbed.settle()
        came = address.id is not None and address.id != self.address.id
        super().show_address(address)
        if address.id is not None and address.tab:
            self._tabbed.tabs.open(address.tab)
        if came and self.isVisible():  # the list goes, and Qt would hand the keyboard to the way back
            self.take_focus()

    def take_focus(self) -> None:
        if self.address.id is None:
            super().take_focus()
        else:
            self._tabbed.tabs.take_focus()

    def where(self) -> Address:
        return Address(self.key, self.address.id, self._tabbed.tabs.key if self.address.id is not None else "")
