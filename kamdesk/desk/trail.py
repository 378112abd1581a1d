"""The way one came: Alt+← and Alt+→ go along it like pages of a browser."""

from kamdesk.widgets.desk import Address

LONGEST = 100


class Trail:
    """Addresses in the order in which they were visited, and where one stands among them."""

    def __init__(self) -> None:
        self._places: list[Address] = []
        self._here = -1

    @property
    def here(self) -> Address | None:
        return self._places[self._here] if self._here >= 0 else None

    @property
    def can_go_back(self) -> bool:
        return self._here > 0

    @property
    def can_go_forward(self) -> bool:
        return self._here < len(self._places) - 1

    def go(self, address: Address) -> None:
        """A new place; what lay ahead is forgotten. The same place again adds nothing."""
        if address == self.here:
            return
        del self._places[self._here + 1 :]
        self._places.append(address)
        del self._places[:-LONGEST]
        self._here = len(self._places) - 1

    def settle(self, address: Address) -> None:
        """The place one stands on has become another (a tab was switched): coming back leads there."""
        if self._here >= 0:
            self._places[self._here] = address

    def back(self) -> Address:
        self._here = max(0, self._here - 1)
        return self._places[self._here]

    def forward(self) -> Address:
        self._here = min(len(self._places) - 1, self._here + 1)
        return self._places[self._here]
