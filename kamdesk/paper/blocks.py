"""What a document is made of: frozen descriptions, laid out by `kamdesk.paper.frames`.

A document is a tuple of blocks. Lengths are points (`MM` of them are a millimetre), colours `"#rrggbb"`, text is a plain `str` or
spans (`rich("**bold**")` of kamdesk.paper.markdown makes them). Nothing here measures or draws, so a
block can be built and compared in a test without any font.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kamdesk.core.picture import Picture
from kamdesk.paper.spans import Text

MM = 72 / 25.4


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Manner(StrEnum):
    """How a paragraph is meant; the look follows from it."""

    BODY = "body"  # Song, first line indented two characters in Chinese
    FLUSH = "flush"  # the same without indent: salutations, closings, addresses
    NOTE = "note"  # Kai, smaller: remarks and explanations
    SMALL = "small"  # Hei, small and grey: sources, captions
    LEAD = "lead"  # Hei, a little larger: the point of a section
    TITLE = "title"  # Hei bold, centred and large: a form's or a letter's title


class Numbering(StrEnum):
    """How the items of a list begin; the Chinese order is 一、（一）1.（1）."""

    BULLET = "bullet"
    CHINESE = "chinese"  # 一、
    CHINESE_BRACKETS = "chinese_brackets"  # （一）
    DIGITS = "digits"  # 1.
    BRACKETS = "brackets"  # （1）


class Tone(StrEnum):
    """The colour of a note box, always said in words too."""

    QUIET = "quiet"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. It gets a bookmark, and a line in the contents for levels 1 to 3."""

    text: Text
    level: int = 1
    in_contents: bool = True
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a "\\n" in it breaks the line. `align` and `indent` (in ems, first line) override what the manner says."""

    text: Text
    manner: Manner = Manner.BODY
    align: Align | None = None
    indent: float | None = None
    hold: bool = False  # stays on the page with what follows


@dataclass(frozen=True, slots=True)
class Item:
    """A list item, with blocks below it (a nested `Bullets`, a paragraph)."""

    text: Text
    children: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: Sequence[Text | Item]
    numbering: Numbering = Numbering.BULLET
    start: int = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; `wide` takes the whole width."""

    label: str
    value: Text
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A grid of label and value pairs in `columns` columns; `ruled` draws a form's grid of lines, else quiet hairlines."""

    facts: Sequence[Fact | tuple[str, Text]]
    columns: int = 2
    ruled: bool = False
    label_width: float | None = None
    row_height: float = 0.0  # least height of a row, for forms


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `width` is a share of the table's width among the columns that have one; None fits the content.

    Money and figures: `align=Align.RIGHT`.
    """

    title: Text
    width: float | None = None
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than text: spanning `columns`, or holding blocks."""

    content: "Text | tuple[Block, ...]" = ""
    columns: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row that is more than its cells: a total (`strong`), a group heading (`shaded`)."""

    cells: Sequence[Text | Cell]
    strong: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any length. Its header is repeated on every page; a row taller than a page goes on overleaf.

    `ruled` draws a form's full grid, else quiet horizontal rules; `zebra` tints every second row.
    """

    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Text | Cell]]
    title: str = ""
    ruled: bool = False
    zebra: bool = False
    size: float = 0.0  # of the text, 0 for the frame's own
    header: bool = True
    row_height: float = 0.0  # least height of a row, for forms


@dataclass(frozen=True, slots=True)
class Signing:
    """A place to sign: a label with a line; `seal` adds room and a dashed ring for the seal, `value` is printed on the line."""

    label: str
    value: str = ""
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing part of a form, set at the right (`Align.RIGHT`) or in two columns side by side (`parties`)."""

    places: Sequence[Signing]
    align: Align = Align.RIGHT
    parties: Sequence[Sequence[Signing]] = ()


@dataclass(frozen=True, slots=True)
class Check:
    text: Text
    done: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Drawn boxes with their text, in one to three columns."""

    items: Sequence[Check]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A box that stands out: a title and text or blocks."""

    content: "Text | tuple[Block, ...]"
    title: str = ""
    tone: Tone = Tone.QUIET
    height: float = 0.0  # at least


@dataclass(frozen=True, slots=True)
class Drawing:
    """A `core.picture` as vectors, scaled down to the width (and `max_height`), never up beyond `scale`."""

    picture: Picture
    caption: str = ""
    max_height: float = 0.0
    align: Align = Align.CENTRE
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Photo:
    """A PNG or JPEG. `width` in points, 0 for its natural size at 150 dpi; never larger than the page.

    Raises Refused("bad_image" | "huge_image") when laid out.
    """

    data: bytes
    caption: str = ""
    width: float = 0.0
    max_height: float = 0.0
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side; `weights` share the width. Columns of one `Note` or `WriteBox` each come out equally tall."""

    columns: Sequence[Sequence["Block"]]
    weights: Sequence[float] = ()
    gap: float = 18.0


@dataclass(frozen=True, slots=True)
class WriteLines:
    """Empty lines to write on by hand, under or beside a label."""

    lines: int = 3
    label: str = ""


@dataclass(frozen=True, slots=True)
class WriteBox:
    """An empty box to write in by hand. `grows` takes what is left of the page where the box is the last thing on it, up to 130 mm."""

    height: float = 30 * MM
    label: str = ""
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    height: float = 12.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across the page."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page where they fit on one."""

    blocks: Sequence["Block"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks of somebody else's words: a rule at the left, set in Kai."""

    blocks: Sequence["Block"]


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose line breaks and leading spaces stay as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class ForeignPages:
    """The pages of another PDF (a scan, a certificate), scaled onto our pages with our header, footer and page numbers.

    `title` gets a bookmark and a line in the contents unless empty. Raises Refused (see kamdesk.paper.merge) when laid out.
    """

    data: bytes
    title: str = ""
    level: int = 2
    name: str = field(default="")  # the file's name, said when it is refused


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | Table
    | Signature
    | Checklist
    | Note
    | Drawing
    | Photo
    | Columns
    | WriteLines
    | WriteBox
    | Space
    | Rule
    | PageBreak
    | Together
    | Quote
    | Code
    | ForeignPages
)
