"""The colours of the map on screen come from the theme; only what the theme has no name for is chosen here."""

from dataclasses import replace

from kamdesk.relations.rules.looks import DARK, LIGHT, Looks
from kamdesk.widgets.theme import tokens


def screen_looks() -> Looks:
    """Grounds, inks and the tones of support as everywhere on the screen; layers and ties keep their own hues."""
    worn = tokens()
    return replace(
        DARK if worn.dark else LIGHT, ground=worn.card, box=worn.hover if worn.dark else worn.card, ink=worn.text, muted=worn.muted,
        accent=worn.accent, good=worn.good, neutral=worn.caution, bad=worn.bad, unknown=worn.muted, influences=worn.accent,
        conflicts=worn.bad, edge=worn.edge, chip=worn.line if worn.dark else worn.hover,
    )  # fmt: skip
