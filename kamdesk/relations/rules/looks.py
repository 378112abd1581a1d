"""The colours of a map: one table of names, filled three times (light screen, dark screen, paper), so that the drawing knows no theme."""

from collections.abc import Mapping
from dataclasses import dataclass

from kamdesk.core.picture import Stroke
from kamdesk.relations.rules import Layer, TieKind


@dataclass(frozen=True, slots=True)
class Looks:
    """Inks read at 4.5:1 or better on `box` and `ground`."""

    ground: str
    box: str
    edge: str
    line: str
    ink: str
    muted: str
    chip: str
    accent: str
    good: str
    neutral: str
    bad: str
    unknown: str
    decision: str
    influence: str
    execution: str
    kinship: str
    home_place: str
    school: str
    friendship: str
    influences: str
    works_with: str
    conflicts: str

    def of_support(self, support: int | None) -> str:
        if support is None:
            return self.unknown
        return self.good if support > 0 else self.bad if support < 0 else self.neutral

    def of_layer(self, layer: Layer | None) -> str:
        if layer is None:
            return self.edge
        layers = {Layer.DECISION: self.decision, Layer.INFLUENCE: self.influence, Layer.EXECUTION: self.execution}
        return layers[layer]

    def of_tie(self, kind: TieKind) -> str:
        return str(getattr(self, kind.value))

    def faded(self, colour: str, share: float, ground: str = "") -> str:
        """`share` of a colour over the ground: solid paint that looks translucent prints and caches better than translucent paint."""
        return blended(colour, ground or self.ground, share)


LIGHT = Looks(
    ground="#FFFFFF", box="#FFFFFF", edge="#CDD4DE", line="#A3ADBC", ink="#1B2430", muted="#667085", chip="#EEF2F7", accent="#2563EB",
    good="#12805C", neutral="#8A6D1A", bad="#C0362C", unknown="#667085",
    decision="#1F3A8A", influence="#2F7FD6", execution="#8FB8E8",
    kinship="#B4235A", home_place="#0F766E", school="#7C3AED", friendship="#B45309", influences="#2563EB", works_with="#3F7D20",
    conflicts="#C0362C",
)

DARK = Looks(
    ground="#1A2029", box="#222A35", edge="#465267", line="#566377", ink="#E7EBF1", muted="#9AA6B8", chip="#303A48", accent="#7BA7FF",
    good="#4FC794", neutral="#E2BD55", bad="#FF8E84", unknown="#9AA6B8",
    decision="#A9C4FF", influence="#5C93F5", execution="#3D5F9E",
    kinship="#FF86B0", home_place="#4CC9BE", school="#B79BFF", friendship="#F0A755", influences="#7BA7FF", works_with="#8FCB6B",
    conflicts="#FF8E84",
)

PAPER = Looks(
    ground="#FFFFFF", box="#FFFFFF", edge="#9AA3B0", line="#7C8694", ink="#14181F", muted="#4F5866", chip="#E9EDF2", accent="#1D4FBF",
    good="#0F6B4D", neutral="#755B12", bad="#A92A21", unknown="#5A6472",
    decision="#1F3A8A", influence="#2F7FD6", execution="#8FB8E8",
    kinship="#9D1C4D", home_place="#0C625B", school="#6429C9", friendship="#924406", influences="#1D4FBF", works_with="#34691A",
    conflicts="#A92A21",
)

# Ink and gap lengths in points; no two kinds share both colour and dash, so that a grey print still tells them apart.
_DASHES: Mapping[TieKind, tuple[float, ...]] = {
    TieKind.KINSHIP: (),
    TieKind.HOME_PLACE: (9.0, 3.0),
    TieKind.SCHOOL: (2.0, 2.5),
    TieKind.FRIENDSHIP: (9.0, 3.0, 2.0, 3.0),
    TieKind.INFLUENCES: (),
    TieKind.WORKS_WITH: (5.0, 4.0),
    TieKind.CONFLICTS: (3.0, 2.0),
}


def stroke_of_tie(looks: Looks, kind: TieKind, strength: int, share: float = 1.0) -> Stroke:
    """Stronger ties are thicker: 1.2, 1.8 or 2.4 points."""
    return Stroke(looks.faded(looks.of_tie(kind), share), 0.6 + 0.6 * strength, _DASHES[kind])


def blended(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of one colour over another, both "#RRGGBB"."""
    if share >= 1.0:
        return colour
    over, under = _parts(colour), _parts(ground)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in zip(over, under, strict=True))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
