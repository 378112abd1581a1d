"""Markdown keys, steps and rings, tabs built when shown, signs beside colours, both themes legible."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kamdesk.core.places import resources
from kamdesk.core.words import Language, words_of
from kamdesk.widgets import buttons, theme
from kamdesk.widgets.buttons import ElidedLink
from kamdesk.widgets.card import Figure, HeaderCard, holder, scrolled, stacked
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.icons import BEFORE_WORDS, icon
from kamdesk.widgets.markdown_edit import MarkdownEdit
from kamdesk.widgets.signs import SUPPORT
from kamdesk.widgets.stepper import Step, Stepper
from kamdesk.widgets.tabs import Tabs
from kamdesk.widgets.text import Elided, label
from kamdesk.widgets.toast import Toast
from kamdesk.widgets.tokens import DARK, LIGHT, Tokens


@pytest.fixture
def editor(dressed: QApplication, qtbot: QtBot) -> MarkdownEdit:
    made = MarkdownEdit(words_of(Language.EN), pause=20)
    qtbot.addWidget(made)
    made.show()
    return made


def test_bold_is_set_and_taken_away_by_its_key(editor: MarkdownEdit) -> None:
    editor.put("safe")
    editor.text.selectAll()
    QTest.keyClick(editor.text, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert editor.words() == "**safe**"
    editor.text.selectAll()
    QTest.keyClick(editor.text, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert editor.words() == "safe"


def test_enter_goes_on_with_a_list_and_ends_it_on_an_empty_point(editor: MarkdownEdit) -> None:
    QTest.keyClicks(editor.text, "1. one")
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    QTest.keyClicks(editor.text, "two")
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    QTest.keyClicks(editor.text, "end")
    assert editor.words() == "1. one\n2. two\nend"


def test_a_pause_in_typing_is_said_once_and_loading_is_no_typing(editor: MarkdownEdit, qtbot: QtBot) -> None:
    said: list[str] = []
    editor.settled.connect(lambda: said.append(editor.words()))
    editor.put("loaded")
    with qtbot.waitSignal(editor.settled):
        QTest.keyClicks(editor.text, "abc")
    assert said == ["abcloaded"]


def test_a_step_is_chosen_by_click_and_says_when_it_is_done(dressed: QApplication, qtbot: QtBot) -> None:
    stepper = Stepper()
    qtbot.addWidget(stepper)
    stepper.put([Step("who", "Whom to see"), Step("why", "Purpose", hint="missing")])
    stepper.show()
    second = stepper.findChild(QWidget, "step.why")
    assert isinstance(second, QWidget)
    with qtbot.waitSignal(stepper.chosen) as chosen:
        QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert chosen.args == ["why"]
    stepper.put([Step("who", "Whom to see"), Step("why", "Purpose", done=True)])
    assert stepper.key == "why"
    assert second.accessibleName() == "Purpose ✓"
    assert second.height() >= 30


def test_a_tab_is_built_when_it_is_first_shown_and_only_once(dressed: QApplication, qtbot: QtBot) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    built: list[str] = []

    def building(key: str) -> QWidget:
        built.append(key)
        return QLabel(key)

    tabs.add("a", "A", lambda: building("a"))
    tabs.add("b", "B", lambda: building("b"))
    assert built == ["a"]
    tabs.open("b")
    tabs.open("a")
    tabs.open("nowhere")
    assert built == ["a", "b"]
    assert tabs.key == "a"


def test_text_is_plain_and_a_long_name_does_not_widen_a_page(dressed: QApplication, qtbot: QtBot) -> None:
    assert label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText
    head = HeaderCard()
    qtbot.addWidget(head)
    head.show_words("名" * 5000, "line")
    head.show_figures([Figure("Open amount", "1,280 万")])
    head.resize(600, head.sizeHint().height())
    head.show()
    assert head.minimumSizeHint().width() <= 600
    assert isinstance(head.name, Elided)
    head.grab()
    assert head.name.toolTip().startswith("名名")


def test_a_toast_says_its_deed_and_goes_when_it_is_done(dressed: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    toast = Toast(window)
    toast.say("Undone: Save account", "Redo")
    assert toast.isVisible()
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_every_support_has_a_sign_of_its_own_kind() -> None:
    assert {SUPPORT[stance][0] for stance in (2, 0, -2, None)} == {"＋", "○", "－", "？"}


def _brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_reads_on_its_grounds(worn: Tokens) -> None:
    for ink in ("text", "muted", "accent", "good", "caution", "bad"):
        for ground in ("card", "background"):
            one, other = sorted((_brightness(getattr(worn, ink)), _brightness(getattr(worn, ground))))
            assert (other + 0.05) / (one + 0.05) >= 4.5, (ink, ground)
    one, other = sorted((_brightness(worn.on_accent), _brightness(worn.accent_fill)))
    assert (other + 0.05) / (one + 0.05) >= 4.5


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_filled_in_wholly_and_its_pictures_are_there(worn: Tokens) -> None:
    sheet = theme.style_sheet(worn)
    assert "@" not in sheet
    assert all(getattr(worn, each.name) is not None for each in fields(worn))
    assert sheet.count('url("') == sum(1 for piece in sheet.split('url("')[1:] if (resources() / piece.split('"')[0]).is_file())


def test_an_icon_that_does_not_exist_is_said_at_once(dressed: QApplication) -> None:
    assert not icon("search").isNull()
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_interface_font_has_the_named_faces(desk: Desk) -> None:
    assert QApplication.font().families()[: len(theme.FAMILIES)] == list(theme.FAMILIES)


def test_steps_scroll_in_a_low_place_and_are_never_squeezed(dressed: QApplication, qtbot: QtBot) -> None:
    stepper = Stepper()
    area = scrolled(holder(stacked(stepper, None)))
    qtbot.addWidget(area)
    stepper.put([Step(str(number), f"Step {number}", hint="why") for number in range(7)])
    area.resize(220, 120)
    area.show()
    steps = stepper.findChildren(QPushButton)
    qtbot.waitUntil(lambda: all(step.height() >= step.sizeHint().height() for step in steps))
    assert area.verticalScrollBar().maximum() > 0


def test_a_link_with_a_long_name_ends_in_an_ellipsis_and_never_widens_its_place(dressed: QApplication, qtbot: QtBot) -> None:
    link = ElidedLink("向秦总汇报切换方案" * 20, "visit")
    area = scrolled(holder(stacked(link, None)))
    qtbot.addWidget(area)
    area.resize(200, 120)
    area.show()
    qtbot.waitUntil(lambda: link.text().endswith("…"))
    assert link.width() <= 200
    assert link.toolTip() == "向秦总汇报切换方案" * 20
    area.resize(4000, 120)
    qtbot.waitUntil(lambda: link.text() == "向秦总汇报切换方案" * 20)


def test_a_disabled_primary_button_has_a_quiet_picture_too(dressed: QApplication) -> None:
    """White on grey would be the only thing left of it."""
    picture = buttons.primary("Save", "plus").icon().pixmap(BEFORE_WORDS, QIcon.Mode.Disabled).toImage()
    seen = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    inks = [ink for ink in seen if ink.alpha() > 100]
    assert inks
    assert all(abs(ink.lightness() - QColor(LIGHT.muted).lightness()) < 8 for ink in inks)
