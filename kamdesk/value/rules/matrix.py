"""The portfolio matrix as a frozen picture, the same on screen and on paper: our position to the right, attractiveness upwards, cut at 5.

Every bubble carries its account's number as its key.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, sin, sqrt
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.picture import Anchor, Box, Disc, Face, Line, Picture, Point, Poly, Shape, Stroke
from kamdesk.core.picture import Words as Said
from kamdesk.core.words import Words
from kamdesk.value.rules import HIGHEST, Cell, Judged, Standing
from kamdesk.value.rules.labels import Area, Spot, placed, text_width


@dataclass(frozen=True, slots=True)
class Looks:
    """The colours of a matrix, for light paper and screens or for a dark screen; inks read at 4.5:1 on their grounds."""

    ink: str
    muted: str
    line: str
    edge: str
    arrow: str
    faint: str
    grounds: Mapping[Cell, str]
    inks: Mapping[Cell, str]


LIGHT = Looks(
    "#1B2430", "#5B6577", "#CDD4DE", "#FFFFFF", "#98A2B3", "#B8C0CC",
    {Cell.GROW: "#EAF1FF", Cell.INVEST: "#E7F5EF", Cell.KEEP: "#FBF5E3", Cell.HARVEST: "#F1F4F8"},
    {Cell.GROW: "#2563EB", Cell.INVEST: "#0F7453", Cell.KEEP: "#7E6216", Cell.HARVEST: "#5B6577"},
)  # fmt: skip
DARK = Looks(
    "#E7EBF1", "#9AA6B8", "#3B4555", "#1A2029", "#66738A", "#465267",
    {Cell.GROW: "#1D2840", Cell.INVEST: "#183029", Cell.KEEP: "#302A1A", Cell.HARVEST: "#222A35"},
    {Cell.GROW: "#7BA7FF", Cell.INVEST: "#4FC794", Cell.KEEP: "#E2BD55", Cell.HARVEST: "#9AA6B8"},
)  # fmt: skip
NAMED_UP_TO = 40  # more accounts than this are numbered, fewer in a small picture
_ROOM_FOR_A_NAME = 4_500.0  # square points
_COLUMN = {Cell.GROW: 0, Cell.INVEST: 1, Cell.KEEP: 1, Cell.HARVEST: 0}
_ROW = {Cell.GROW: 0, Cell.INVEST: 0, Cell.KEEP: 1, Cell.HARVEST: 1}
_TURN = 2.39996  # the golden angle, in radians


@dataclass(frozen=True, slots=True)
class Dot:
    """An account on the matrix: `size` (in 分) makes the bubble, `before` is where it stood, `number` its number in the list beside it."""

    account: UUID
    name: str
    standing: Standing
    size: int | None = None
    before: Standing | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The square of both axes inside a picture; scores to points."""

    left: float
    top: float
    width: float
    height: float

    def point(self, position: Decimal, attractiveness: Decimal) -> Point:
        return (
            self.left + float(position) / HIGHEST * self.width,
            self.top + (1 - float(attractiveness) / HIGHEST) * self.height,
        )


def matrix_picture(
    dots: Sequence[Dot],
    words: Words,
    width: float = 720.0,
    height: float = 520.0,
    *,
    numbered: bool | None = None,
    looks: Looks = LIGHT,
) -> Picture:
    """The matrix of many accounts; those not yet placed are left out.

    `numbered` writes numbers instead of names; None does so when there are many.
    """
    shown = sorted((dot for dot in dots if dot.standing.placed), key=lambda dot: (-(dot.size or 0), dot.account))
    by_number = numbered_in(len(shown), width, height) if numbered is None else numbered
    frame = _Frame(34.0, 10.0, width - 44.0, height - 42.0)
    heads = _heads(frame, words, shown, looks)
    shapes: list[Shape] = [*_ground(frame, looks), *_axes(frame, words, height, looks), *(said for said, _area in heads)]
    spots = _spots(shown, frame, by_number)
    for dot, spot in zip(shown, spots, strict=True):
        if dot.before is not None and dot.before.placed:
            shapes.append(_move(dot, frame, spot, Stroke(looks.faint, 0.6) if by_number else Stroke(looks.arrow, 1.2)))
    for dot, spot in zip(shown, spots, strict=True):
        cell = dot.standing.cell
        assert cell is not None
        key = dot.account.hex
        shapes.append(Disc(spot.x, spot.y, spot.radius, looks.inks[cell], Stroke(looks.edge, 1.0), 1.0, key))
    shapes += _labels(shown, spots, frame, by_number, [area for _said, area in heads], looks)
    return Picture(width, height, tuple(shapes), words(N_("Value matrix: {n} accounts"), n=len(shown)))


def numbered_in(count: int, width: float, height: float) -> bool:
    """Whether so many accounts carry numbers instead of names in a picture of this size."""
    return count > min(NAMED_UP_TO, width * height / _ROOM_FOR_A_NAME)


def account_picture(history: Sequence[Judged], words: Words, width: float = 300.0, height: float = 230.0, looks: Looks = LIGHT) -> Picture:
    """One account with its path over the days on which it was assessed; without its dot while it is not placed."""
    frame = _Frame(30.0, 8.0, width - 38.0, height - 38.0)
    heads = [said for said, _area in _heads(frame, words, (), looks)]
    shapes: list[Shape] = [*_ground(frame, looks), *_axes(frame, words, height, looks), *heads]
    stops = [(judged.standing, _stop(judged.standing, frame)) for judged in history if judged.standing.placed]
    if len(stops) > 1:
        shapes.append(Poly(tuple(point for _found, point in stops), stroke=Stroke(looks.muted, 1.0, (3.0, 2.0)), closed=False))
    for found, (x, y) in stops[:-1]:
        assert found.cell is not None
        shapes.append(Disc(x, y, 3.0, looks.edge, Stroke(looks.inks[found.cell], 1.2)))
    if stops:
        found, (x, y) = stops[-1]
        assert found.cell is not None
        shapes.append(Disc(x, y, 6.5, looks.inks[found.cell], Stroke(looks.edge, 1.2), key="here"))
    return Picture(width, height, tuple(shapes), words(N_("Where this account stands on the value matrix")))


def history_picture(history: Sequence[Judged], words: Words, width: float = 300.0, height: float = 92.0, looks: Looks = LIGHT) -> Picture:
    """Both scores over the days of assessment as two lines, the newest value written at the end of each."""
    left, right, top, bottom = 22.0, width - 34.0, 10.0, height - 20.0
    first, last = history[0].day, history[-1].day
    span = max(1, (last - first).days)

    def place(judged: Judged, score: Decimal) -> Point:
        share = (judged.day - first).days / span if first != last else 1.0
        return (left + share * (right - left), bottom - float(score) / HIGHEST * (bottom - top))

    shapes: list[Shape] = []
    for level in (0, 5, 10):
        y = bottom - level / HIGHEST * (bottom - top)
        shapes.append(Line((left, y), (right, y), Stroke(looks.line, 0.5, (2.0, 2.0) if level == 5 else ())))
        shapes.append(Said(left - 5, y + 3, str(level), 8.0, looks.muted, anchor=Anchor.RIGHT))
    ends: list[tuple[float, str, str]] = []
    for colour, dash, scores in (
        (looks.inks[Cell.GROW], (), [(judged, judged.standing.attractiveness.score) for judged in history]),
        (looks.inks[Cell.INVEST], (4.0, 2.0), [(judged, judged.standing.position.score) for judged in history]),
    ):
        points = [place(judged, score) for judged, score in scores if score is not None]
        if len(points) > 1:
            shapes.append(Poly(tuple(points), stroke=Stroke(colour, 1.4, dash), closed=False))
        shapes += [Disc(x, y, 2.4, colour) for x, y in points]
        if points:
            ends.append((points[-1][1], colour, str(next(score for _judged, score in reversed(scores) if score is not None))))
    shapes += _ends(ends, right)
    shapes.append(Said(left, height - 4, words.day_short(first), 8.0, looks.muted))
    if first != last:
        shapes.append(Said(right, height - 4, words.day_short(last), 8.0, looks.muted, anchor=Anchor.RIGHT))
    return Picture(width, height, tuple(shapes), words(N_("Scores over time")))


def _ends(ends: list[tuple[float, str, str]], right: float) -> list[Shape]:
    """The newest values, moved apart where they would lie over each other."""
    ends = sorted(ends)
    places = [y for y, _colour, _text in ends]
    if len(places) == 2 and places[1] - places[0] < 10:
        middle = sum(places) / 2
        places = [middle - 5, middle + 5]
    return [
        Said(right + 7, y + 3, text, 9.0, colour, Face.SANS_BOLD) for y, (_y, colour, text) in zip(places, ends, strict=True)
    ]  # fmt: skip


def _ground(frame: _Frame, looks: Looks) -> list[Shape]:
    half_x, half_y = frame.width / 2, frame.height / 2
    shapes: list[Shape] = [
        Box(frame.left + _COLUMN[cell] * half_x, frame.top + _ROW[cell] * half_y, half_x, half_y, looks.grounds[cell]) for cell in Cell
    ]
    middle = frame.point(Decimal(5), Decimal(5))
    shapes.append(Line((frame.left, middle[1]), (frame.left + frame.width, middle[1]), Stroke(looks.edge, 2.0)))
    shapes.append(Line((middle[0], frame.top), (middle[0], frame.top + frame.height), Stroke(looks.edge, 2.0)))
    return shapes


def _axes(frame: _Frame, words: Words, height: float, looks: Looks) -> list[Shape]:
    """0, 5 and 10 on both axes and what they mean; the upright axis is named at its upper end, for words cannot stand upright here."""
    shapes: list[Shape] = []
    bottom = frame.top + frame.height
    for value in (0, 5, 10):
        x, y = frame.point(Decimal(value), Decimal(value))
        shapes.append(Said(x, bottom + 12, str(value), 8.5, looks.muted, anchor=Anchor.MIDDLE))
        shapes.append(Said(frame.left - 6, min(y + 3, bottom), str(value), 8.5, looks.muted, anchor=Anchor.RIGHT))
    middle = frame.left + frame.width / 2
    said = words(N_("→ {position}   ↑ {attractiveness}"), position=words("Our position there"), attractiveness=words("Attractiveness"))
    shapes.append(Said(middle, height - 6, said, 9.5, looks.muted, anchor=Anchor.MIDDLE))
    return shapes


def _heads(
    frame: _Frame, words: Words, dots: Sequence[Dot], looks: Looks
) -> list[tuple[Said, Area]]:
    """The word of each cell in its outer corner, with how many accounts are in it."""
    counts: dict[Cell | None, int] = defaultdict(int)
    for dot in dots:
        counts[dot.standing.cell] += 1
    heads = []
    for cell in Cell:
        text = words.translated(cell.label) + (f" {counts[cell]}" if dots else "")
        size = 11.0 if frame.width > 300 else 9.5
        wide = text_width(text, size)
        x = frame.left + 7 if _COLUMN[cell] == 0 else frame.left + frame.width - 7 - wide
        y = frame.top + size + 5 if _ROW[cell] == 0 else frame.top + frame.height - 8
        heads.append((Said(x, y, text, size, looks.inks[cell], Face.SANS_BOLD), (x - 2, y - size, x + wide + 2, y + 3)))
    return heads


def _stop(found: Standing, frame: _Frame) -> Point:
    assert found.position.score is not None
    assert found.attractiveness.score is not None
    return frame.point(found.position.score, found.attractiveness.score)


def _spots(dots: Sequence[Dot], frame: _Frame, by_number: bool) -> list[Spot]:
    """Bubbles whose area follows the size; those of one spot stand round each other, and none is cut off by the edge."""
    largest = max((dot.size or 0 for dot in dots), default=0)
    most = 24.0 if len(dots) <= 12 else 17.0 if len(dots) <= NAMED_UP_TO else 11.0
    least = 5.0 if len(dots) <= NAMED_UP_TO else 3.5
    met: dict[Point, int] = defaultdict(int)
    found = []
    for dot in dots:
        radius = least + (most - least) * sqrt((dot.size or 0) / largest) if largest else least + 2.0
        x, y = point = _stop(dot.standing, frame)
        turn = met[point]
        met[point] += 1
        away = (least + 3.0) * sqrt(turn) * 1.5
        x, y = x + cos(turn * _TURN) * away, y + sin(turn * _TURN) * away
        x = min(max(x, frame.left + radius), frame.left + frame.width - radius)
        y = min(max(y, frame.top + radius), frame.top + frame.height - radius)
        found.append(Spot(x, y, radius, str(dot.number) if by_number else dot.name))
    return found


def _move(dot: Dot, frame: _Frame, spot: Spot, stroke: Stroke) -> Shape:
    """A faint arrow from where it stood to the rim of its bubble."""
    assert dot.before is not None
    start = _stop(dot.before, frame)
    dx, dy = spot.x - start[0], spot.y - start[1]
    length = sqrt(dx * dx + dy * dy) or 1.0
    keep = max(0.0, length - spot.radius - 1.5) / length
    return Line(start, (start[0] + dx * keep, start[1] + dy * keep), stroke, arrow=length > spot.radius + 4)


def _labels(
    dots: Sequence[Dot], spots: Sequence[Spot], frame: _Frame, by_number: bool, taken: Sequence[Area], looks: Looks
) -> list[Shape]:
    size, widest = (8.5, 30.0) if by_number else (9.5, 132.0)
    room = (frame.left + 1, frame.top + 1, frame.left + frame.width - 1, frame.top + frame.height - 1)
    shapes: list[Shape] = []
    for number, label in placed(spots, size, widest, room, taken, leaders=not by_number).items():
        if label.leader is not None:
            shapes.append(Line(*label.leader, Stroke(looks.muted, 0.6)))
        text = spots[number].text
        cut = widest if text_width(text, size) > widest else None  # what fits is not measured again in another face
        shapes.append(Said(label.x, label.y, text, size, looks.ink, max_width=cut))
    return shapes
