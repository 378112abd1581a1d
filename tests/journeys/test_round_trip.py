"""Once round the sample: every page, every card, every tab, in both languages and themes; then the papers of a working week."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from kamdesk.accounts.queries import account_ids
from kamdesk.bids.queries import bid_ids
from kamdesk.core import settings
from kamdesk.people.queries import person_ids
from kamdesk.pipeline.queries import opportunity_ids
from kamdesk.proposals.queries import proposal_ids
from kamdesk.visits.queries import visit_ids
from kamdesk.widgets.desk import Address, Desk
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.rep import ALT, Rep

CARDS = {
    "accounts": account_ids, "people": person_ids, "opportunities": opportunity_ids,
    "visits": visit_ids, "proposals": proposal_ids, "bids": bid_ids,
}  # fmt: skip


def desk_of(rep: Rep) -> Desk:
    assert rep.program.desk is not None
    return rep.program.desk


def every_tab(rep: Rep) -> int:
    """Clicks through all tabs of what is shown; how many there were."""
    count = 0
    for bar in [bar for bar in rep.program.window.findChildren(QTabBar) if bar.isVisible()]:
        for number in range(bar.count()):
            QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.tabRect(number).center())
            rep.rest()
            count += bar.currentIndex() == number
    return count


@pytest.mark.parametrize(("language", "worn", "size"), [("zh_CN", "light", (1366, 728)), ("en", "dark", (1100, 680))])
def test_every_page_card_and_tab_opens(sample: Path, start: Callable[..., Rep], language: str, worn: str, size: tuple[int, int]) -> None:
    rep = start(sample, PASSPHRASE)
    desk_of(rep).do(settings.put_setting, settings.LANGUAGE, language)
    desk_of(rep).do(settings.put_setting, settings.THEME, worn)
    rep.program.rebuild()
    window = rep.program.window
    window.resize(*size)
    for number, key in enumerate(window.navigation.keys, 1):
        rep.press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        rep.rest()
        assert window.page is not None
        assert window.page.key == key
    tabs = {}
    for key, ids in CARDS.items():
        desk_of(rep).open(Address(key, desk_of(rep).ask(ids)[0]))
        rep.rest()
        tabs[key] = every_tab(rep) if language == "zh_CN" else 0  # once is enough: the paper behind each tab is made anew
    if language == "zh_CN":
        assert tabs["accounts"] >= 8
        assert tabs["bids"] == 8
        assert tabs["proposals"] == 5
    assert window.width() == size[0], "nothing on a page makes the window wider than the rep wants it"
