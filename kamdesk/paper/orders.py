"""What a frame asks the press for, and what it gets: values only, so that pages can name them without opening a PDF library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kamdesk.core.words import Words
from kamdesk.paper.blocks import Block
from kamdesk.paper.type import TypeSheet


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished document. `missing` holds the characters that no face has (printed as 〓), for a word to the user."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The geometry of a page and what stands around the text."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: str = ""
    header_right: str = ""
    footer: str = ""

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on a cover beside the title.

    `kind` says what the paper is ("投标文件（正本）"), `lines` are labelled facts at the foot, `centred` is the customary
    cover of a Chinese bid.
    """

    kind: str = ""
    subtitle: str = ""
    lines: Sequence[tuple[str, str]] = ()
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """All that a frame asks for. `masthead` is a brief's subtitle and figures; `preface` stands between cover and contents."""

    title: str
    blocks: Sequence[Block]
    words: Words
    today: date
    frame: Frame
    types: TypeSheet
    author: str = ""
    cover: Cover | None = None
    contents: bool = False
    number_single: bool = True
    masthead: tuple[str, tuple[tuple[str, str], ...]] | None = None
    preface: Sequence[Block] = ()
