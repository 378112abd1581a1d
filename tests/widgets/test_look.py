"""The look is readable: contrast of every ink on every ground it stands on, and English that is set as English."""

from itertools import product

import pytest
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from kamdesk.core.words import Language, words_of
from kamdesk.widgets import theme
from kamdesk.widgets.tokens import DARK, LIGHT, Tokens, Tone

ENOUGH = 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, section 1.4.3: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("tone", "ground"), tuple(product(Tone, ["background", "card", "hover", "accent_soft"])))
def test_every_ink_reads_on_every_ground(worn: Tokens, tone: Tone, ground: str) -> None:
    """Cards, the ground behind them, a row under the pointer and a chosen row, whose words keep their tones."""
    assert contrast(worn.of(tone), getattr(worn, ground)) >= ENOUGH


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_a_badge_reads_on_its_soft_ground(worn: Tokens, tone: Tone) -> None:
    assert contrast(worn.of(tone), worn.soft(tone)) >= ENOUGH


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_primary_buttons_read_and_a_chosen_row_and_a_focus_ring_are_seen(worn: Tokens) -> None:
    assert contrast(worn.on_accent, worn.accent_fill) >= ENOUGH
    assert worn.accent_soft != worn.card
    assert contrast(worn.accent, worn.card) >= 3
    assert contrast(worn.accent, worn.background) >= 3


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_disabled_reads_but_looks_different(dressed: QApplication, worn: Tokens) -> None:
    theme.wear(dressed, worn)
    try:
        palette = dressed.palette()
        off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
        assert off != palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText).name()
        assert contrast(off, worn.background) >= ENOUGH
    finally:
        theme.wear(dressed, LIGHT)


def test_in_english_an_ellipsis_is_three_stops_and_in_chinese_a_character(dressed: QApplication) -> None:
    try:
        theme.speak(dressed, latin=True)
        english = QFontMetrics(theme.body_font())
        assert english.horizontalAdvance("…") < 14
        assert english.horizontalAdvance("“x”") < 28
        label = QLabel("Print…")
        assert label.font().families()[-1] == theme.FAMILIES[-1]  # Chinese names still come from a Chinese face
        theme.speak(dressed, latin=False)
        assert theme.body_font().families() == list(theme.FAMILIES)
    finally:
        theme.speak(dressed, latin=False)


def test_nothing_owed_is_a_plain_nought_and_the_unknown_a_dash() -> None:
    for language in Language:
        words = words_of(language)
        assert words.wan(0).startswith("0")
        assert "." not in words.wan(0)
        assert words.wan(None) == "—"
