"""What the palette offers: pages, new things, the window's deeds; and where a row found is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from kamdesk.core.search import Hit
from kamdesk.core.titles import owner_of
from kamdesk.desk.contents import PAGES, SHOWN_ON, pages
from kamdesk.desk.deeds import DEEDS
from kamdesk.widgets.desk import Address
from kamdesk.widgets.palette import Command, Palette

if TYPE_CHECKING:
    from kamdesk.desk.window import Window


def palette_of(window: "Window") -> Palette:
    """The palette over an open desk."""
    assert window.desk is not None
    desk = window.desk
    there = {place.key for place in pages()}

    def place_of(hit: Hit) -> Address | None:
        return place_of_row(desk.store.ask, hit.table, hit.id, there)

    return Palette(window, desk, commands(window), place_of, icon_of)


def commands(window: "Window") -> tuple[Command, ...]:
    words = window.words
    made: list[Command] = []
    for number, place in enumerate((place for place in pages() if place.listed), 1):
        title = words("Go to {page}", page=words.translated(place.title))
        made.append(Command(title, _opening(window, place.key), place.icon, f"Alt+{number}" if number <= 9 else ""))
    unlisted = (place for place in pages() if not place.listed)
    made += [Command(words("Go to {page}", page=words.translated(each.title)), _opening(window, each.key), each.icon) for each in unlisted]
    made += [Command(words.translated(place.new), _making(window, place.key), "plus") for place in pages() if place.new]
    made += [
        Command(words.translated(deed.text), window.deeds[deed.key].trigger, deed.icon, deed.keys[0] if deed.keys else "")
        for deed in DEEDS
        if deed.key not in ("palette", "back", "forward")
    ]
    return tuple(made)


def place_of_row(ask: Callable[..., tuple[str, UUID] | None], table: str, row: UUID, there: set[str]) -> Address | None:
    """The page that shows a row, or shows what the row belongs to; None where no page does."""
    wanted = frozenset(table for table, page in SHOWN_ON.items() if page in there)
    found = ask(owner_of, table, row, wanted)
    return Address(SHOWN_ON[found[0]], found[1]) if found else None


def icon_of(table: str) -> str:
    icons = {"person": "user", "attachment": "paperclip", "account_note": "message-square", "promise": "handshake", "tender": "scroll-text"}
    page = SHOWN_ON.get(table, "")
    return icons.get(table) or next((place.icon for place in PAGES if place.key == page), "file-text")


def _opening(window: "Window", key: str) -> Callable[[], None]:
    return lambda: window.open_address(Address(key))


def _making(window: "Window", key: str) -> Callable[[], None]:
    return lambda: window.new_on(key)
