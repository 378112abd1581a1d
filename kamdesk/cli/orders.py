"""What the command line says about a paper besides its entry: language, day, masking, shape."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kamdesk.core.words import Words

Printed = tuple[bytes, dict[str, Any]]  # the bytes of the file and a report {"pages": …, "missing": […]}, empty for a picture
MAP_ENDINGS = (".pdf", ".svg", ".png")


@dataclass(frozen=True, slots=True)
class MapSheet:
    """The shape of a map: its paper ("" lets the pages follow the branches), and the day in whose evening it is shown (None: as it is)."""

    size: str = ""
    portrait: bool = False
    tiled: bool = False
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How one entry is printed; `ending` is that of the file, `sheet` counts for maps alone."""

    words: Words
    today: date
    masked: bool = True
    ending: str = ".pdf"
    sheet: MapSheet = MapSheet()


def reported(made: Any) -> Printed:
    """A `paper.frames.Paper` as it is written and told."""
    return made.pdf, {"pages": made.pages, "missing": list(made.missing)}
