"""How wide the columns of a list are: short ones whole, long ones share what is left, and nothing lies beyond the right edge.

Fixed widths were wrong twice: 「物资部…」 was cut while the next column stood half empty, and on a small screen the last
columns could only be reached by scrolling sideways.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 48
PADDING = 26  # the air of a cell and of a heading, both sides together


@dataclass(frozen=True, slots=True)
class Wish:
    """What one column asks for, in device-independent pixels: the width of its heading, of its longest cell, and what is too much."""

    heading: int
    cells: int
    longest: int = 240
    number: bool = False
    stretch: bool = False

    @property
    def least(self) -> int:
        """The heading stays readable; a number is never cut (half a number is a wrong number)."""
        return max(LEAST, self.heading, self.cells if self.number else 0)

    @property
    def whole(self) -> int:
        return max(self.least, min(self.cells, self.longest))

    @property
    def weight(self) -> float:
        return 1.8 if self.stretch else 1.0


def shares(wishes: Sequence[Wish], room: int) -> tuple[int, ...]:
    """The width of each column, together exactly `room` pixels (unless that is too little for 48 pixels each)."""
    if not wishes:
        return ()
    wanted = [float(wish.whole) for wish in wishes]
    if sum(wanted) <= room:
        widths = _spread(wishes, wanted, room)
    elif sum(wish.least for wish in wishes) >= room:
        scale = room / sum(wish.least for wish in wishes)
        widths = [max(LEAST, wish.least * scale) for wish in wishes]
    else:
        widths = _filled(wishes, room)
    whole = [int(width) for width in widths]
    if sum(whole) < room:
        whole[_widest(wishes)] += room - sum(whole)
    return tuple(whole)


def _spread(wishes: Sequence[Wish], wanted: list[float], room: int) -> list[float]:
    """More room than anybody needs goes to the stretching columns, else to those with words."""
    takers = [wish.stretch for wish in wishes]
    if not any(takers):
        takers = [not wish.number for wish in wishes]
    if not any(takers):
        takers = [True] * len(wishes)
    more = (room - sum(wanted)) / sum(takers)
    return [width + more if takes else width for width, takes in zip(wanted, takers, strict=True)]


def _filled(wishes: Sequence[Wish], room: int) -> list[float]:
    """Every column gets the same level by its weight, but no less than its least and no more than it wants."""
    low, high = 0.0, float(max(wish.whole for wish in wishes))
    for _step in range(40):
        level = (low + high) / 2
        if sum(_at(wish, level) for wish in wishes) > room:
            high = level
        else:
            low = level
    return [_at(wish, low) for wish in wishes]


def _at(wish: Wish, level: float) -> float:
    return max(float(wish.least), min(float(wish.whole), level * wish.weight))


def _widest(wishes: Sequence[Wish]) -> int:
    return max(range(len(wishes)), key=lambda place: (wishes[place].stretch, wishes[place].whole))
