"""What the keyboard promises: a list comes with its first row chosen, Enter opens it and presses any button that has the focus."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView

from kamdesk.widgets.tabs import Tabs
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.rep import ALT, CONTROL, ENTER, Rep, text_of


def test_arriving_at_a_list_enter_opens_its_first_row(sample: Path, start: Callable[..., Rep]) -> None:
    rep = start(sample, PASSPHRASE)
    for number in (2, 4, 5, 6):
        rep.press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        rep.rest()
        assert rep.program.window.focusWidget() is rep.see("grid", QTableView)
        rep.press(ENTER)
        rep.rest()
        assert rep.program.window.page is not None
        assert rep.program.window.page.where().id is not None


def test_the_keyboard_arrives_in_the_content_of_a_bid_and_of_a_proposal(sample: Path, start: Callable[..., Rep]) -> None:
    rep = start(sample, PASSPHRASE)
    for number in (6, 7):
        rep.press(Qt.Key(Qt.Key.Key_0 + number), ALT)
        rep.rest()
        rep.press(ENTER)
        rep.rest()
        page = rep.program.window.page
        assert page is not None
        arrived = [rep.program.window.focusWidget()]
        card = page.where()
        rep.press(Qt.Key.Key_1, ALT)
        rep.program.window.open_address(card)  # as a link of another page does
        arrived.append(rep.program.window.focusWidget())
        for focus in arrived:
            assert focus is not None
            tabs = next(each for each in page.findChildren(Tabs) if each.isVisible())
            shown = tabs.widget(tabs.key)
            assert shown is not None
            assert shown.isAncestorOf(focus), focus.objectName()


def test_enter_presses_the_button_that_has_the_keyboard(sample: Path, start: Callable[..., Rep]) -> None:
    rep = start(sample, PASSPHRASE)
    rep.see("navigation.visits", QPushButton).setFocus()
    rep.press(ENTER)
    rep.press(ENTER)  # the first visit
    rep.rest()
    rep.see("visit.account", QPushButton).setFocus()
    rep.press(ENTER)
    page = rep.program.window.page
    assert page is not None
    assert page.key == "accounts"


def test_where_nothing_is_made_ctrl_n_offers_everything_that_can_be(sample: Path, start: Callable[..., Rep]) -> None:
    rep = start(sample, PASSPHRASE)
    offered: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.extend(action.text() for action in menu.actions())
        QTest.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(50, look)
    rep.press(Qt.Key.Key_N, CONTROL)
    assert "新建客户" in offered
    assert "新建拜访" in offered


def test_tab_takes_what_a_look_up_offers_and_goes_on(sample: Path, start: Callable[..., Rep]) -> None:
    rep = start(sample, PASSPHRASE)
    rep.press(Qt.Key.Key_5, ALT)

    def look_up() -> None:
        field = rep.fill("field.account", "yunling")
        QTest.keyClick(field, Qt.Key.Key_Tab)
        assert text_of(field) == "晋岚电力云岭发电厂"
        assert rep.front.focusWidget() is rep.see("field.subject")
        rep.click("new.cancel")

    rep.in_dialog(lambda: rep.press(Qt.Key.Key_N, CONTROL), look_up)
