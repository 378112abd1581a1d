"""Sizes, faces and colours of the papers in one place, so that every document looks of one house.

Song body, Hei headings, Kai notes; line pitch about 1.6 in Chinese, 1.45 in English (no first-line indent, ragged right).
"""

from dataclasses import dataclass, replace

from kamdesk.paper.blocks import Align, Manner
from kamdesk.paper.fonts import FaceName

INK = "#1f2328"
QUIET = "#667085"
HAIRLINE = "#d5dae1"
RULE = "#3a424d"
TINT = "#f4f6f9"
ACCENT = "#1f5fae"
LINK = "#1a56a8"


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size and pitch in points, indent in ems, the room before and after in points."""

    face: FaceName
    size: float
    pitch: float
    align: Align = Align.LEFT
    indent: float = 0.0
    colour: str = INK
    before: float = 0.0
    after: float = 0.0
    hold: bool = False  # with what follows
    balance: bool = False  # a title: broken by sense, its lines alike


@dataclass(frozen=True, slots=True)
class TypeSheet:
    """The types of one document."""

    chinese: bool
    manners: dict[Manner, Type]
    headings: tuple[Type, Type, Type, Type]
    cell: Type
    label: Type
    caption: Type
    inset: float = 3.2  # points above and below a cell's text
    pictures: float = 1.0  # scale of photographs and drawings
    list_indent: float = 0.0  # ems: in Chinese running text a list begins where paragraphs begin

    @property
    def body(self) -> Type:
        return self.manners[Manner.BODY]


def type_sheet(chinese: bool, size: float, dense: bool = False) -> TypeSheet:
    """Types around a body size. `dense` tightens the pitch for working papers."""
    ratio = (1.5 if dense else 1.62) if chinese else (1.38 if dense else 1.46)
    flow = Align.JUSTIFY if chinese else Align.LEFT
    pitch = round(size * ratio, 2)
    room = 0.0 if chinese and not dense else size * 0.45
    body = Type(FaceName.SONG, size, pitch, flow, 2.0 if chinese else 0.0, after=room)
    flush = replace(body, indent=0.0)
    note = Type(
        FaceName.KAI if chinese else FaceName.SONG,
        size - 0.5,
        round((size - 0.5) * ratio, 2),
        flow,
        before=2,
        after=size * 0.4,
        colour="#3f4753",
    )
    small = Type(FaceName.HEI, size - 2, round((size - 2) * 1.5, 2), Align.LEFT, colour=QUIET, after=3)
    lead = Type(FaceName.HEI, size + 0.5, round((size + 0.5) * ratio, 2), flow, after=size * 0.5, colour="#30363f")
    large = size + 7.5
    title = Type(FaceName.HEI_BOLD, large, round(large * 1.4, 2), Align.CENTRE, before=4, after=size * 1.3, hold=True, balance=True)
    cell_size = size - (0.5 if dense else 1.0)
    cell = Type(FaceName.SONG, cell_size, round(cell_size * 1.42, 2), Align.LEFT)
    return TypeSheet(
        chinese,
        {Manner.BODY: body, Manner.FLUSH: flush, Manner.NOTE: note, Manner.SMALL: small, Manner.LEAD: lead, Manner.TITLE: title},
        _headings(size, dense),
        cell,
        Type(FaceName.HEI, cell_size - 0.5, cell.pitch, Align.LEFT, colour=QUIET),
        Type(FaceName.HEI, size - 2, round((size - 2) * 1.5, 2), Align.CENTRE, colour=QUIET, before=3, after=6),
        list_indent=2.0 if chinese and not dense else 0.0,
    )


def _headings(size: float, dense: bool) -> tuple[Type, Type, Type, Type]:
    steps = ((3.5, 13, 6), (1.5, 10, 4), (0.5, 7, 3), (0.0, 5, 2)) if dense else ((6.0, 22, 11), (3.0, 16, 7), (1.5, 11, 5), (0.5, 8, 3))
    first, second, third, fourth = (
        Type(FaceName.HEI_BOLD, size + more, round((size + more) * 1.4, 2), Align.LEFT, before=before, after=after, hold=True, balance=True)
        for more, before, after in steps
    )
    return first, second, third, fourth


def tightened(types: TypeSheet, by: float) -> TypeSheet:
    """The same sizes with less room: `by` 0.94 takes six hundredths of the pitch and more of what is around blocks."""
    room = max(0.0, 1 - 4 * (1 - by))

    def tight(look: Type) -> Type:
        return replace(look, pitch=round(look.pitch * by, 2), before=look.before * room, after=look.after * room)

    first, second, third, fourth = (tight(look) for look in types.headings)
    manners = {manner: tight(look) for manner, look in types.manners.items()}
    inset = round(types.inset * room, 2)
    headings = (first, second, third, fourth)
    return replace(types, manners=manners, headings=headings, cell=tight(types.cell), inset=inset, pictures=2 * by - 1)
