"""Named colours and measures, so that no widget ever writes a colour of its own and dark is a second set of names, not a second program."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour means. A tone never stands alone: a sign or a word says the same (colour is never the only sign)."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Colours are `#RRGGBB`; every text colour reads at 4.5:1 or better on `background` and on `card`."""

    dark: bool
    background: str
    card: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_fill: str
    on_accent: str
    hover: str
    good: str
    good_soft: str
    caution: str
    caution_soft: str
    bad: str
    bad_soft: str

    def of(self, tone: Tone) -> str:
        """The ink of a tone."""
        inks = {Tone.PLAIN: self.text, Tone.MUTED: self.muted, Tone.ACCENT: self.accent, Tone.GOOD: self.good,
                Tone.CAUTION: self.caution, Tone.BAD: self.bad}
        return inks[tone]

    def soft(self, tone: Tone) -> str:
        """The quiet ground that goes behind the ink of a tone."""
        grounds = {Tone.PLAIN: self.hover, Tone.MUTED: self.hover, Tone.ACCENT: self.accent_soft, Tone.GOOD: self.good_soft,
                   Tone.CAUTION: self.caution_soft, Tone.BAD: self.bad_soft}
        return grounds[tone]


LIGHT = Tokens(
    dark=False, background="#F5F7FA", card="#FFFFFF", line="#E4E8EE", edge="#CDD4DE", text="#1B2430", muted="#5B6577",
    accent="#2563EB", accent_soft="#E8F0FF", accent_fill="#2563EB", on_accent="#FFFFFF", hover="#EEF2F7",
    good="#0F7453", good_soft="#E5F4EE", caution="#7E6216", caution_soft="#FAF3DF", bad="#C0362C", bad_soft="#FCECEA",
)

DARK = Tokens(
    dark=True, background="#11151B", card="#1A2029", line="#2A323E", edge="#3B4555", text="#E7EBF1", muted="#9AA6B8",
    accent="#7BA7FF", accent_soft="#1E2C49", accent_fill="#2F66E8", on_accent="#FFFFFF", hover="#232B37",
    good="#4FC794", good_soft="#15312A", caution="#E2BD55", caution_soft="#342C15", bad="#FF8E84", bad_soft="#3A2020",
)

# Measures in device-independent pixels; everything sits on a grid of eight.
GRID = 8
MARGIN = 24
GAP = 14
RADIUS = 8
CONTROL = 36
BODY = 14
SMALL = 12
SECTION = 15
TITLE = 22
FIGURE = 24
TEXT_WIDTH = 880
