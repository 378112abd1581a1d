"""Everything the window itself can do, with words, key and picture: menus, tooltips and the palette are made from this list."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets.buttons import with_key
from kamdesk.widgets.icons import icon


@dataclass(frozen=True, slots=True)
class Deed:
    """`slot` is the name of the window's method. `text` is a msgid; further keys do the same."""

    key: str
    text: str
    keys: tuple[str, ...]
    icon: str
    slot: str


DEEDS = (
    Deed("back", N_("Back"), ("Alt+Left",), "chevron-left", "go_back"),
    Deed("forward", N_("Forward"), ("Alt+Right",), "chevron-right", "go_forward"),
    Deed("palette", N_("Search or command"), ("Ctrl+K",), "search", "open_palette"),
    Deed("new", N_("New here"), ("Ctrl+N",), "plus", "new_here"),
    Deed("print", N_("Print what is shown"), ("Ctrl+P",), "printer", "print_here"),
    Deed("filter", N_("Filter the list"), ("Ctrl+F",), "filter", "filter_here"),
    Deed("edit", N_("Edit here"), ("F2",), "pencil", "edit_here"),
    Deed("undo", N_("Undo"), ("Ctrl+Z",), "undo-2", "undo"),
    Deed("redo", N_("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "redo"),
    Deed("history", N_("History of changes"), ("Ctrl+H",), "history", "toggle_history"),
    Deed("help", N_("Help for this page"), ("F1",), "circle-help", "show_help"),
    Deed("lock", N_("Lock now"), ("Ctrl+L",), "lock", "ask_for_lock"),
    Deed("sample", N_("Open the sample workspace"), (), "folder-open", "ask_for_sample"),
    Deed("backup", N_("Back up now"), (), "save", "ask_for_backup"),
    Deed("quit", N_("Close kamdesk"), ("Ctrl+Q",), "log-out", "leave"),
)


def made(deeds: tuple[Deed, ...], window: QWidget, words: Words) -> dict[str, QAction]:
    """One QAction for each, connected to the window's method of that name and active in the whole window."""
    found: dict[str, QAction] = {}
    for deed in deeds:
        action = QAction(icon(deed.icon), words.translated(deed.text), window)
        action.setObjectName(f"deed.{deed.key}")
        action.setShortcuts([QKeySequence(key) for key in deed.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(with_key(words.translated(deed.text), deed.keys[0] if deed.keys else ""))
        slot: Callable[[], object] = getattr(window, deed.slot)
        action.triggered.connect(slot)
        window.addAction(action)
        found[deed.key] = action
    return found
