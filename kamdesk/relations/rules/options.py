"""How a map is to be drawn, and the signs that say support without colour."""

from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.relations.rules import AFFINITIES, TieKind
from kamdesk.relations.rules.looks import LIGHT, Looks
from kamdesk.relations.rules.sheet import MapSheet, TieRow

SIGNS = {None: "？", 1: "＋", 0: "○", -1: "－"}

STANCES = {
    2: N_("On our side"),
    1: N_("Supports us"),
    0: N_("Neutral"),
    -1: N_("Doubts us"),
    -2: N_("Opposes us"),
    None: N_("Stance unknown"),
}

# The word beside a line; the kind's own label is too long for that.
SHORT_TIES = {
    TieKind.WORKS_WITH: N_("Works with"),
    TieKind.CONFLICTS: N_("Conflict"),
    TieKind.INFLUENCES: N_("Influences"),
    TieKind.KINSHIP: N_("Kin"),
    TieKind.HOME_PLACE: N_("Home place"),
    TieKind.SCHOOL: N_("School tie"),
    TieKind.FRIENDSHIP: N_("Friends"),
}

TIE_GROUPS = (
    ("affinities", N_("Four affinities"), frozenset(AFFINITIES)),
    ("influence", N_("Working ties"), frozenset({TieKind.INFLUENCES, TieKind.WORKS_WITH})),
    ("conflict", N_("Conflict"), frozenset({TieKind.CONFLICTS})),
)


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How a map is drawn. `ties` are the kinds shown for everybody; those of the `selected` seat are shown besides, and the rest dims.

    `masked` leaves out support, coach, layer and ties; `plain` draws names and positions only, larger, for small maps.
    `far` is for a map seen from so far that only a name is legible: it fills its box, and the support tints it.
    `path` lights a way in: the ties between each two people that follow each other in it.
    """

    looks: Looks = LIGHT
    masked: bool = False
    ties: frozenset[TieKind] = field(default_factory=frozenset)
    selected: UUID | None = None
    plain: bool = False
    far: bool = False
    legend: bool = False
    path: tuple[UUID, ...] = ()


def sign_of(support: int | None) -> str:
    """＋ for us, ○ neutral, － against, ？ not known."""
    return SIGNS[None if support is None else (support > 0) - (support < 0)]


def shown_ties(sheet: MapSheet, options: MapOptions) -> tuple[TieRow, ...]:
    """The ties between people of the map that a picture holds: kinds switched on, those of the selected person, those of a way in."""
    if options.masked or options.plain:
        return ()
    chosen = sheet.seat(options.selected) if options.selected else None
    person = chosen.person if chosen else None
    steps, seated = on_path(options.path), sheet.seats_by_person()
    within = (tie for tie in sheet.ties if tie.first in seated and tie.second in seated)
    return tuple(
        tie for tie in within if tie.kind in options.ties or person in (tie.first, tie.second) or {tie.first, tie.second} in steps
    )


def on_path(path: tuple[UUID, ...]) -> tuple[set[UUID], ...]:
    """The pairs of a way in."""
    return tuple({first, second} for first, second in pairwise(path))
