"""Names beside the bubbles of a matrix, so that none lies over another: beside its bubble, else on a line to it, else left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

Area = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A bubble that wants a label: its middle, its radius, and the words."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands: its left and its baseline; `leader` where it is joined to its bubble by a line, from the rim to the label."""

    x: float
    y: float
    width: float
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def text_width(text: str, size: float) -> float:
    """How wide words are, generously: a Chinese character takes an em, a Latin letter a little over half of one."""
    return sum(size if ord(sign) > 0x2E7F else size * 0.58 for sign in text)


def placed(
    spots: Sequence[Spot], size: float, widest: float, room: Area, taken: Sequence[Area] = (), leaders: bool = True
) -> dict[int, Label]:
    """A place for the label of each spot, by its number; those for which there is none are missing. The first spots choose first.

    `taken` is what else must not be covered; without `leaders` a label stands beside its bubble or nowhere.
    Labels stay inside `room` and never cover a bubble or each other.
    """
    bubbles = [(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius) for spot in spots]
    filled = [*taken]
    found: dict[int, Label] = {}
    for number, spot in enumerate(spots):
        width = min(text_width(spot.text, size), widest)
        for label, area in _tries(spot, width, size, leaders):
            others = (filled, bubbles[:number], bubbles[number + 1 :])
            if _inside(area, room) and not any(_covers(area, each) for each in others):
                found[number] = label
                filled.append(area)
                break
    return found


def _tries(spot: Spot, width: float, size: float, leaders: bool) -> Iterator[tuple[Label, Area]]:
    """Right, left, below, above; then farther away all round, on a leader."""
    beside, half = spot.radius + 3.0, size * 0.36
    yield _at(spot.x + beside, spot.y + half, width, size)
    yield _at(spot.x - beside - width, spot.y + half, width, size)
    yield _at(spot.x - width / 2, spot.y + spot.radius + size + 1.0, width, size)
    yield _at(spot.x - width / 2, spot.y - spot.radius - 3.0, width, size)
    for far in (1.6, 2.6, 4.0) if leaders else ():
        for step in range(16):
            angle = step * pi / 8 + pi / 16
            reach = spot.radius + far * size
            end_x, end_y = spot.x + cos(angle) * reach, spot.y + sin(angle) * reach
            left = end_x + 1.5 if cos(angle) >= 0 else end_x - 1.5 - width
            rim = (spot.x + cos(angle) * spot.radius, spot.y + sin(angle) * spot.radius)
            label, area = _at(left, end_y + half, width, size)
            yield Label(label.x, label.y, width, (rim, (end_x, end_y))), area


def _at(left: float, baseline: float, width: float, size: float) -> tuple[Label, Area]:
    return Label(left, baseline, width), (left - 1.0, baseline - size * 0.92, left + width + 1.0, baseline + size * 0.24)


def _covers(area: Area, others: Sequence[Area]) -> bool:
    left, top, right, bottom = area
    return any(left < each[2] and each[0] < right and top < each[3] and each[1] < bottom for each in others)


def _inside(area: Area, room: Area) -> bool:
    return area[0] >= room[0] and area[1] >= room[1] and area[2] <= room[2] and area[3] <= room[3]
