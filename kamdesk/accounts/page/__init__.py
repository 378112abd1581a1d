"""The accounts page: the list with a peek at the right, and the card of one account."""

from kamdesk.accounts.page.accounts import AccountsPage

__all__ = ["AccountsPage"]
