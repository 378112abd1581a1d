"""The map on the sheet the rep wants: all on one page, or tiled over a wall of pages at a size that can be read from a chair."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kamdesk.core.picture import Picture
from kamdesk.core.words import Words
from kamdesk.paper.blocks import MM, Block, Drawing, Heading, Manner, PageBreak, Paragraph
from kamdesk.paper.frames import Paper, brief
from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH
from kamdesk.relations.rules.drawing import layout_of, masked_sheet, picture_of
from kamdesk.relations.rules.legend import legend_picture
from kamdesk.relations.rules.options import MapOptions
from kamdesk.relations.rules.sheet import MapSheet
from kamdesk.relations.rules.tiling import Tile, tile_picture, tiles, wall_picture

_EDGE = 2 * 17 * MM
_HEAD = 92.0  # points that title and subtitle take from the first page
_TILE_HEAD = 42.0
_TILED = 0.75  # points on paper for a point of the map: names of 10.5
_TRIED = ((1.0, 1.0), (1.8, 1.0), (1.0, 1.8), (2.6, 1.8), (2.6, 2.6))  # walls a map is shaped for; the fewest sheets win
_OVERLAP = (BOX_WIDTH + 16.0, BOX_HEIGHT + 16.0)  # more than a box with its ring: everybody stands whole on some sheet


class Size(StrEnum):
    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Which sheet: all on one page, or `tiled`."""

    size: Size = Size.A4
    portrait: bool = False
    tiled: bool = False

    def room(self) -> tuple[float, float]:
        """Width and height between the margins, in points."""
        long, short = 297 * MM, 210 * MM
        times = 2**0.5 if self.size is Size.A3 else 1.0
        width, height = (short, long) if self.portrait else (long, short)
        return width * times - _EDGE, height * times - _EDGE


def sheet_paper(
    sheet: MapSheet, words: Words, today: date, choice: SheetChoice, options: MapOptions, head: tuple[str, str, tuple[tuple[str, str], ...]]
) -> Paper:
    """`head` is the title, the subtitle and the figures beside it; `options` say how the map is drawn, masked or not."""
    shown = masked_sheet(sheet) if options.masked else sheet
    title, subtitle, figures = head
    blocks: list[Block] = list(_tiled(shown, words, choice, options) if choice.tiled else _single(shown, words, choice, options))
    if not shown.seats:
        blocks = [Paragraph(words("Nobody is on the map yet."), Manner.FLUSH)]
    a3 = choice.size is Size.A3
    return brief(title, blocks, words, today, subtitle=subtitle, figures=figures, landscape=not choice.portrait, a3=a3)


def _single(sheet: MapSheet, words: Words, choice: SheetChoice, options: MapOptions) -> Iterator[Block]:
    width, height = choice.room()
    key = legend_picture(sheet, options, words, width)
    room = height - key.height - _HEAD
    yield Drawing(_whole(sheet, words, options, (width, room)), max_height=room, scale=1.25)
    if key.shapes:
        yield Drawing(key)


def _tiled(sheet: MapSheet, words: Words, choice: SheetChoice, options: MapOptions) -> Iterator[Block]:
    """The first page says how the sheets are put together; then one page for each."""
    width, height = choice.room()
    view = (width / _TILED, (height - _TILE_HEAD) / _TILED)
    picture, wall = min((_walled(sheet, words, options, view, times) for times in _TRIED), key=lambda found: len(found[1]))
    if len(wall) == 1:  # nothing to put together
        yield from _single(sheet, words, choice, options)
        return
    key = legend_picture(sheet, options, words, width)
    said = words("{n} sheets. Cut along the dashed lines and lay the sheets over each other by row and column.", n=len(wall))
    yield Paragraph(said, Manner.FLUSH)
    yield Drawing(wall_picture(picture, wall, min(width, 420.0)), max_height=height - _HEAD - key.height - 40.0)
    if key.shapes:
        yield Drawing(key)
    for tile in wall:
        yield PageBreak()
        yield Heading(_tile_title(tile, wall), 2)
        yield Drawing(tile_picture(picture, tile, wall), max_height=height - _TILE_HEAD, scale=_TILED)


def _walled(
    sheet: MapSheet, words: Words, options: MapOptions, view: tuple[float, float], times: tuple[float, float]
) -> tuple[Picture, list[Tile]]:
    """The map shaped for so many sheets beside and below each other, and its tiles."""
    picture = _whole(sheet, words, options, (view[0] * times[0], view[1] * times[1]))
    return picture, tiles(picture.width, picture.height, view, _OVERLAP)


def _whole(sheet: MapSheet, words: Words, options: MapOptions, frame: tuple[float, float]) -> Picture:
    return picture_of(layout_of(sheet, frozenset(), frame, by_hand=True), sheet, options, words)


def _tile_title(tile: Tile, wall: list[Tile]) -> str:
    return f"{tile.number}/{len(wall)} · {tile.name}"
