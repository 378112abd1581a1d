"""The value of accounts: on the card of one, and all of them on the matrix."""

from kamdesk.value.page.panel import ValuePanel as ValuePanel
from kamdesk.value.page.portfolio import PortfolioPage as PortfolioPage
