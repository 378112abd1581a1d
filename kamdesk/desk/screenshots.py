"""Pictures of the main pages in both languages and themes, for the demo and the README; painted without any screen."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QEvent
from PySide6.QtWidgets import QApplication

from kamdesk.core.words import Language, words_of
from kamdesk.desk import contents
from kamdesk.desk.machine import Machine
from kamdesk.desk.window import Window
from kamdesk.widgets import theme
from kamdesk.widgets.desk import Address, Desk

if TYPE_CHECKING:
    from kamdesk.core.store import Store

SIZE = (1366, 768)
RESTING = 120
UNLISTED = frozenset({"portfolio", "exchange"})
TABS = ("business", "buying", "group", "people", "map", "value", "grid", "plan", "timeline")  # of the account with the fullest map


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file's name, where to go, and what else to do there."""

    name: str
    address: Address
    then: Callable[[Window], None] | None = None


def screenshots(
    store: "Store",
    out_dir: Path,
    languages: Iterable[Language] = tuple(Language),
    themes: Iterable[str] = ("light", "dark"),
    today: date | None = None,
    size: tuple[int, int] = SIZE,
) -> tuple[Path, ...]:
    """Writes `<page>.<language>.<theme>.png` for each page that is built, and returns the paths."""
    application = QApplication.instance()
    application = application if isinstance(application, QApplication) else QApplication(["kamdesk"])
    out_dir.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    before = theme.tokens()
    for worn in themes:
        theme.wear(application, theme.chosen(worn))
        for language in languages:
            made += _in_language(application, store, out_dir, language, worn, today, size)
    theme.wear(application, before)
    return tuple(made)


def _in_language(
    application: QApplication, store: "Store", out_dir: Path, language: Language, worn: str, today: date | None, size: tuple[int, int]
) -> list[Path]:
    from kamdesk.upkeep.backup import last_backup

    theme.speak(application, latin=language is not Language.ZH)
    desk = Desk(store, words_of(language), (lambda: today) if today is not None else None)
    desk.contributed = contents.contributed()
    window = Window(desk.words, Machine())
    window.resize(*size)
    window.show()
    window.open_desk(desk)
    window.status.show_state(last_backup(store.path))
    made: list[Path] = []
    for shot in shots(store):
        window.open_address(shot.address)
        if shot.then is not None:
            shot.then(window)
        settle(application, desk)
        path = out_dir / f"{shot.name}.{language.value}.{worn}.png"
        window.grab().save(str(path))
        made.append(path)
    window.leave_desk()
    desk.jobs.close()
    window.hide()
    window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def settle(application: QApplication, desk: Desk, rounds: int = 200) -> None:
    """Until the worker rests and every paint is done."""
    for _round in range(rounds):
        application.processEvents()
        if not desk.jobs.busy:
            break
        desk.jobs.thread_wait(20)
    resting = QElapsedTimer()
    resting.start()
    while resting.elapsed() < RESTING:  # wrapped labels find their height a turn or two after they are shown
        application.processEvents()


def shots(store: "Store") -> tuple[Shot, ...]:
    """Every page that stands in the navigation, and the newest card of each kind."""
    from kamdesk.core.titles import newest

    found: list[Shot] = []
    cards = {page: table for table, page in reversed(contents.SHOWN_ON.items()) if page != "library"}
    for place in contents.pages():
        if place.key == "settings":  # it shows the path of a workspace, which belongs to nobody else
            continue
        if place.listed or place.key in UNLISTED:
            found.append(Shot(place.key, Address(place.key)))
        found += [Shot(f"{place.key}-card", Address(place.key, row)) for row in _cards(store, cards.get(place.key, ""), newest)]
    for account in _fullest_map(store):
        found += [Shot(f"account-{tab}" if tab != "map" else tab, Address("accounts", account, tab)) for tab in TABS]
    return tuple(found)


def _cards(store: "Store", table: str, newest: Callable[..., tuple[tuple[UUID, str], ...]]) -> tuple[UUID, ...]:
    """The card with the most on it: in the sample that is the first one made."""
    rows = store.ask(newest, table, 500) if table else ()
    return tuple(row for row, _title in rows[-1:])


def _fullest_map(store: "Store") -> tuple[UUID, ...]:
    """The account whose map has the most seats, if there is any map."""
    from kamdesk.relations.queries import map_ids, map_sheet

    sheets = [store.ask(map_sheet, row) for row in store.ask(map_ids)]
    return (max(sheets, key=lambda sheet: len(sheet.seats)).account,) if sheets else ()


def main(arguments: list[str]) -> int:
    """`workspace passphrase_file out_dir [date [language [theme]]]`, in a process of its own; all languages and themes if none is named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from kamdesk.upkeep.opening import open_with_passphrase

    workspace, passphrase_file, out_dir, *more = arguments
    today = date.fromisoformat(more[0]) if more else None
    languages = [Language(more[1])] if len(more) > 1 else list(Language)
    passphrase = Path(passphrase_file).read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    with open_with_passphrase(Path(workspace), passphrase) as opened:
        screenshots(opened.store, Path(out_dir), languages, more[2:] or ("light", "dark"), today)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
