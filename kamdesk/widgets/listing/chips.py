"""The chips above a list: everything, what narrows it at once, the tags in use, the saved views; what is too much stands in a menu."""

from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QMenu

from kamdesk.core import listing
from kamdesk.core.marking import N_
from kamdesk.core.views import ViewRow
from kamdesk.widgets import buttons
from kamdesk.widgets.listing.views import ViewChip, preset_chip

if TYPE_CHECKING:
    from kamdesk.widgets.listing.listing import Listing

CHIPS, TAG_CHIPS, TAGS_OFFERED = 6, 2, 12
LINE = 78  # half-width characters of chips, four for the edges of each: with filter and tools they make two lines at 1280 pixels


class Chips:
    """Keeps the chips of one list; they stand in its tool line behind the filter box."""

    def __init__(self, owner: "Listing") -> None:
        self._list, self._words = owner, owner.words
        self._chips: dict[str, QAbstractButton] = {}
        self._more: dict[str, str] = {}
        self._shown: list[tuple[str, str]] = []

    def title(self, key: str) -> str:
        """What a chip is called."""
        chip = self._chips.get(key)
        return chip.accessibleName() if chip is not None else key

    def fill(self) -> None:
        words = self._words
        titles = {"": words(N_("All"))} | {key: preset.label for key, preset in self._list.presets.items()}
        titles |= {key: words.translated(each.label) for key, each in self._list.narrowings.items()}
        if "tags" in self._list.fields:
            titles |= {f"tag:{tag}": tag for tag in self._list.desk.ask(listing.tags_in_use, self._list.kind.table, TAGS_OFFERED)}
        if self._list.base and self._list.base not in titles:
            titles[self._list.base] = self._list.base.removeprefix("tag:")
        wanted = [*titles.items(), *((row.id.hex, row.name + row.definition.text()) for row in self._list.views.rows)]
        if wanted == self._shown:
            self._check()
            return
        self._shown = wanted
        for chip in self._chips.values():
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {}
        for key, title in titles.items():
            self._chips[key] = chip = preset_chip(key, title if len(title) <= 22 else title[:21] + "…")
            chip.setAccessibleName(title)
            chip.clicked.connect(_Narrow(self._list, key))
        for row in self._list.views.rows:
            self._chips[row.id.hex] = self._view_chip(row)
        left_out = self._left_out(titles)
        self._more = {key: title for key, title in titles.items() if key in left_out}
        for key in self._more:
            self._chips[key].setVisible(False)
        for place, chip in enumerate(self._chips.values(), 1):
            self._list.grid.tools.insertWidget(place, chip)
        if self._more:
            more = self._chips["more"] = buttons.chip(self._words(N_("More ▾")), name="chip.more")
            more.setCheckable(False)
            more.clicked.connect(self._show_more)
            self._list.grid.tools.insertWidget(1 + len(titles), more)
        self._check()

    def _left_out(self, titles: dict[str, str]) -> set[str]:
        """The chips that do not stand on the line by themselves: the line stays short, whatever subjects and tags there are."""
        tags = [key for key in titles if key.startswith("tag:")]
        others = [key for key in titles if not key.startswith("tag:")]
        left_out, used = {*others[CHIPS:], *tags[TAG_CHIPS:]}, 0
        for key in (*others[:CHIPS], *tags[:TAG_CHIPS]):
            wide = 4 + sum(2 if east_asian_width(sign) in "WF" else 1 for sign in titles[key])
            if used + wide > LINE:
                left_out.add(key)
            else:
                used += wide
        return left_out

    def _show_more(self) -> None:
        chip = self._chips["more"]
        self.more_menu().exec(chip.mapToGlobal(QPoint(0, chip.height())))

    def more_menu(self) -> QMenu:
        """The chips that do not stand on the line by themselves."""
        menu = QMenu(self._list)
        for key, title in self._more.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == self._list.base)
            action.triggered.connect(_Narrow(self._list, key))
        return menu

    def _view_chip(self, row: ViewRow) -> ViewChip:
        chip = ViewChip(row, self._words(N_("Saved view. Drag it to another place; the right button renames or deletes it.")))
        chip.clicked.connect(_Show(self._list, row.id))
        chip.dropped_at.connect(self._dropped)
        chip.asked.connect(self._view_menu)
        return chip

    def _check(self) -> None:
        front = self._list.view.hex if self._list.view is not None else self._list.base
        for key, chip in self._chips.items():
            chip.setChecked(key == front)
            if key in self._more:
                chip.setVisible(key == front)

    def _dropped(self, view: UUID, at: QPoint) -> None:
        """A view let go of somewhere: before the view whose middle lies right of there."""
        chips = [self._chips[row.id.hex] for row in self._list.views.rows]
        place = sum(1 for chip in chips if _stands_before(chip.mapToGlobal(chip.rect().center()), at, chip.height()))
        self._list.views.move(view, place)
        self._list.reload()

    def _view_menu(self, view: UUID, at: QPoint) -> None:
        self._list.views.menu(view, at).exec(at)
        self._list.reload()


def _stands_before(middle: QPoint, at: QPoint, height: int) -> bool:
    """Whether a chip comes before a point, the line above counting as before."""
    if abs(middle.y() - at.y()) <= height:
        return middle.x() < at.x()
    return middle.y() < at.y()


class _Narrow:
    def __init__(self, owner: "Listing", key: str) -> None:
        self._owner, self._key = owner, key

    def __call__(self) -> None:
        self._owner.narrow(self._key)


class _Show:
    def __init__(self, owner: "Listing", view: UUID) -> None:
        self._owner, self._view = owner, view

    def __call__(self) -> None:
        self._owner.show_view(self._view)
