"""The menus of the map: everything that can be done with whoever is chosen, and the kinds of tie where a line ends."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from kamdesk.core.choices import Choice
from kamdesk.core.words import Words
from kamdesk.relations.page.view import MapView
from kamdesk.relations.rules import Coverage, Layer, TieKind
from kamdesk.relations.rules.arranging import Line
from kamdesk.relations.rules.options import STANCES
from kamdesk.relations.rules.sheet import MapSheet

if TYPE_CHECKING:
    from kamdesk.relations.page.deeds import MapDeeds


def map_menu(parent: QWidget, deeds: "MapDeeds", view: MapView, sheet: MapSheet, place: QPoint) -> QMenu:
    """Opens the menu at a place of the screen; it goes away by itself."""
    words, menu = deeds.words, _menu(parent, "map.menu")
    seats = [seat for each in view.chosen_seats() if (seat := sheet.seat(each)) is not None]
    if not seats:
        _ground(menu, deeds, words)
        menu.addSeparator()
        _add(menu, words("Copy the map as a picture, masked"), "menu.copy", deeds.copy, "Ctrl+C")
        _add(menu, words("Copy the map with everything we know"), "menu.copy_open", partial(deeds.copy, False))
    else:
        if len(seats) == 1:
            _single(menu, deeds, words, known=seats[0].person is not None)
        _several(menu, deeds, words, len(seats))
    menu.popup(place)
    return menu


def tie_kinds_menu(parent: QWidget, words: Words, place: QPoint, draw: Callable[[TieKind, int], object]) -> QMenu:
    """The kinds of tie, each with its strengths; a kind by itself is weak (1) until more is known."""
    menu = _menu(parent, "tie.kinds")
    for kind in TieKind:
        _add(menu, words.translated(kind.label), f"tie.draw.{kind.value}", partial(draw, kind, 1))
    strong = menu.addMenu(words("Stronger"))
    for kind in TieKind:
        for strength in (2, 3):
            text = f"{words.translated(kind.label)} {'●' * strength}"
            _add(strong, text, f"tie.draw.{kind.value}.{strength}", partial(draw, kind, strength))
    menu.popup(place)
    return menu


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add(menu: QMenu, text: str, name: str, deed: Callable[[], object], key: str = "") -> None:
    action = menu.addAction(f"{text}\t{key}" if key else text)  # shown only: the map itself hears its keys
    action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: deed())


def _ground(menu: QMenu, deeds: "MapDeeds", words: Words) -> None:
    _add(menu, words("Add to the map"), "menu.add", deeds.add, "Ctrl+N")
    _add(menu, words("Choose everybody"), "menu.all", lambda: deeds.view.choose_many(deeds.view.keys()), "Ctrl+A")
    _add(menu, words("Show all"), "menu.fit", deeds.view.fit, "0")
    _add(menu, words("Whole map back to automatic layout"), "menu.release_all", deeds.release_all)


def _single(menu: QMenu, deeds: "MapDeeds", words: Words, known: bool) -> None:
    _add(menu, words("Edit on the box"), "menu.edit", partial(deeds.do, "edit"), "F2")
    if known:
        _add(menu, words("Open the card"), "menu.open", partial(deeds.do, "open"), "Ctrl+↵")
    else:
        _add(menu, words("Name the holder"), "menu.holder", partial(deeds.do, "open"), "Ctrl+↵")
    menu.addSeparator()
    _add(menu, words("Add a colleague beside"), "menu.beside", partial(deeds.do, "beside"), "↵")
    _add(menu, words("Add a report below"), "menu.below", partial(deeds.do, "below"), "Tab")
    if known:
        _add(menu, words("Draw a tie"), "menu.tie", partial(deeds.do, "tie"), "T")
    menu.addSeparator()
    _add(menu, words("Rings around this person"), "menu.rings", partial(deeds.do, "rings"), "G")
    _add(menu, words("Bring to the middle"), "menu.centre", partial(deeds.do, "centre"), "C")
    _add(menu, words("Fold or unfold"), "menu.fold", partial(deeds.do, "fold"), words("Space"))
    _add(menu, words("One place to the left"), "menu.earlier", partial(deeds.do, "earlier"), "Alt+←")
    _add(menu, words("One place to the right"), "menu.later", partial(deeds.do, "later"), "Alt+→")
    menu.addSeparator()


def _several(menu: QMenu, deeds: "MapDeeds", words: Words, chosen: int) -> None:
    if chosen == 2:
        _add(menu, words("Draw a tie between the two"), "menu.tie", partial(deeds.do, "tie"), "T")
    _values(menu.addMenu(words("Layer")), deeds, words, "layer", Layer)
    stances = menu.addMenu(words("Support"))
    for stance, label in STANCES.items():
        _add(stances, words.translated(label), f"menu.support.{stance}", partial(deeds.set_all, {"support": stance}))
    _values(menu.addMenu(words("Coverage")), deeds, words, "coverage", Coverage)
    if chosen > 1:
        line = menu.addMenu(words("Align"))
        for each, text in _lines(words).items():
            _add(line, text, f"menu.align.{each.value}", partial(deeds.align, each))
    menu.addSeparator()
    _add(menu, words("Back to automatic layout"), "menu.release", partial(deeds.do, "release"), "Home")
    _add(menu, words("Take off the map"), "menu.remove", partial(deeds.do, "remove"), "Del")


def _values(menu: QMenu, deeds: "MapDeeds", words: Words, field: str, choices: type[Choice]) -> None:
    for choice in choices:
        name = f"menu.{field}.{choice.value}"
        _add(menu, words.translated(choice.label), name, partial(deeds.set_all, {field: choice}))
    _add(menu, words("Not known"), f"menu.{field}.none", partial(deeds.set_all, {field: None}))


def _lines(words: Words) -> Mapping[Line, str]:
    return {
        Line.LEFT: words("Left edges"), Line.CENTRE: words("Middles"), Line.RIGHT: words("Right edges"), Line.TOP: words("Top edges"),
        Line.ACROSS: words("Spread from left to right"), Line.DOWN: words("Spread from top to bottom"),
    }  # fmt: skip
