"""The menus of a list: its groups, one of its columns, the rows chosen."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from kamdesk.core.marking import N_
from kamdesk.widgets.grid_model import Sort
from kamdesk.widgets.listing.kind import Deed

if TYPE_CHECKING:
    from kamdesk.widgets.listing.listing import Listing


def group_menu(owner: "Listing") -> QMenu:
    """By what the list may be grouped; folding where it is."""
    menu = QMenu(owner)
    none = menu.addAction(owner.words(N_("No groups")))
    none.setCheckable(True)
    none.setChecked(not owner.group)
    none.triggered.connect(_Group(owner, ""))
    menu.addSeparator()
    for one in owner.groupable():
        action = menu.addAction(owner.words.translated(one.label))
        action.setCheckable(True)
        action.setChecked(one.name == owner.group)
        action.triggered.connect(_Group(owner, one.name))
    if owner.group:
        menu.addSeparator()
        menu.addAction(owner.words(N_("Fold all groups"))).triggered.connect(owner.fold_all)
        menu.addAction(owner.words(N_("Unfold all groups"))).triggered.connect(owner.unfold_all)
    return menu


def column_menu(owner: "Listing", key: str) -> QMenu:
    """What can be done with one column."""
    words, column = owner.words, owner.columns[key]
    menu = QMenu(owner)
    entries = [
        (words(N_("Sort ascending")), lambda: owner.sort_by(Sort(key, False)), column.sortable),
        (words(N_("Sort descending")), lambda: owner.sort_by(Sort(key, True)), column.sortable),
        (words(N_("Usual order")), lambda: owner.sort_by(Sort()), bool(owner.grid.sort.key)),
        (words(N_("Group by this column")), lambda: owner.group_by(key), any(each.name == key for each in owner.groupable())),
        (words(N_("Hide this column")), lambda: owner.put_columns([each for each in owner.shown if each != key]), len(owner.shown) > 1),
        (words(N_("Choose the columns")), owner.choose_columns, True),
    ]
    for text, call, possible in entries:
        action = menu.addAction(text)
        action.setEnabled(possible)
        action.triggered.connect(call)
    return menu


def row_menu(owner: "Listing") -> QMenu:
    """What can be done with the rows chosen."""
    menu, rows = QMenu(owner), owner.targets()
    for deed in owner.deeds:
        action = menu.addAction(deed.label)
        action.setEnabled(deed.fits(len(rows)))
        if deed.shortcut:
            action.setShortcut(QKeySequence(deed.shortcut))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(_Run(owner, deed))
    return menu


class _Group:
    def __init__(self, owner: "Listing", key: str) -> None:
        self._owner, self._key = owner, key

    def __call__(self) -> None:
        self._owner.group_by(self._key)


class _Run:
    def __init__(self, owner: "Listing", deed: Deed) -> None:
        self._owner, self._deed = owner, deed

    def __call__(self) -> None:
        self._owner.run(self._deed)
