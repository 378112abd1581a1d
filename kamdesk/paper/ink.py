"""Writes one page: points from the top left corner, y downwards, as everywhere in kamdesk; the PDF's own upward y stays in here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kamdesk.paper.fonts import DESCENT, WIDENING, Embedded, FaceName
from kamdesk.paper.lines import Line, placed
from kamdesk.paper.tokens import HAN, Look, Token

if TYPE_CHECKING:
    from kamdesk.paper.book import Book

_VISIBLE = 0.07  # ems: a wider gap would be read as a space
_TICKED = frozenset("☑☒")
_ROUND = 0.5523  # a quarter circle as a Bézier curve


@lru_cache(256)
def rgb(colour: str) -> str:
    """ "#rrggbb" as three numbers of a content stream."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


@dataclass(frozen=True, slots=True)
class Link:
    """A live area of a page: an address, or a place in the document (page index, y)."""

    left: float
    top: float
    right: float
    bottom: float
    address: str = ""
    page: int = -1
    y: float = 0.0


class Ink:
    """The content of one page while it is written."""

    def __init__(self, book: "Book", width: float, height: float) -> None:
        self.book = book
        self.width = width
        self.height = height
        self.out: list[str] = []
        self.links: list[Link] = []
        self.things: set[str] = set()  # names of images and forms used

    def line_of_text(self, line: Line, x: float, baseline: float, size: float, colour: str, justify: bool) -> None:
        """Set a broken line with its left edge at `x`."""
        if not line.tokens:
            return
        xs, extra = placed(line, justify)
        y = _settled(self.height - baseline, size)
        out = ["BT"]
        parts: list[str] = []
        ticks: list[float] = []
        look: Look | None = None
        last = len(line.tokens) - 1
        for number, token in enumerate(line.tokens):
            at = xs[number]
            if token.text in _TICKED:
                ticks.append(x + at * size)
            if token.look is not look:
                if look is not None:
                    out.append(f"[{''.join(parts)}]TJ")
                    parts.clear()
                look = token.look
                font = self.book.embedded(look.face)
                out.append(f"{rgb(look.colour or colour)} rg /{font.resource_name} {size * look.scale:.4g} Tf")
                slant = "0.2" if look.slanted else "0"
                out.append(f"1 0 {slant} 1 {x + at * size:.2f} {y + look.rise * size:.2f} Tm")
                if look.shaded or look.link:
                    self._dressed(line.tokens, xs, x, baseline, size)
            run = extra if token.kind is HAN else 0.0
            codes = font.codes(token.text) if not run else _spread(font, token.text, run / look.scale)
            if number == last:
                parts.append(f"<{codes}>")
            else:
                end = at + token.width + run * (len(token.text) - 1)
                _behind(parts, font, token.text, codes, (xs[number + 1] - end) / look.scale, line.tokens[number + 1].spaced)
        out.append(f"[{''.join(parts)}]TJ\nET")
        self.out.append("\n".join(out))
        for left in ticks:
            self._tick(left + size * 0.1, baseline - size * 0.78, size * 0.8)

    def _dressed(self, tokens: Sequence[Token], xs: Sequence[float], x: float, baseline: float, size: float) -> None:
        """The tint under code and the live area of links."""
        for token, at in zip(tokens, xs, strict=True):
            left, right = x + at * size, x + (at + token.width) * size
            if token.look.shaded:
                self.box(left - 1, baseline - size * 0.86, right - left + 2, size * 1.12, fill="#eef1f5")
            if token.look.link:
                found = Link(left, baseline - size, right, baseline + size * 0.2, token.look.link)
                if self.links and self.links[-1].address == found.address and abs(self.links[-1].bottom - found.bottom) < 0.1:
                    found = replace(found, left=min(left, self.links.pop().left))
                self.links.append(found)

    def words(self, text: str, x: float, baseline: float, name: FaceName, size: float, colour: str, anchor: float = 0.0) -> None:
        """A short line as it is, without breaking; `anchor` 0 left, 0.5 middle, 1 right."""
        from kamdesk.paper.tokens import tokens_of

        tokens = tokens_of(text.replace("\n", " "), name, self.book.missing)
        line = Line(tokens, 1e6, last=True)
        if anchor:
            xs, _ = placed(line, justify=False)
            x -= (xs[-1] + tokens[-1].width) * size * anchor if tokens else 0.0
        self.line_of_text(line, x, baseline, size, colour, justify=False)

    # -- shapes ---------------------------------------------------------------------------------------------------------------------
    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "",
        stroke: str = "",
        thick: float = 0.5,
        radius: float = 0.0,
        dash: Sequence[float] = (),
    ) -> None:
        if not fill and not stroke:
            return
        path = (
            self._rounded(x, y, width, height, min(radius, width / 2, height / 2))
            if radius
            else f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re"
        )
        self._paint(path, fill, stroke, thick, dash)

    def _rounded(self, x: float, y: float, width: float, height: float, radius: float) -> str:
        """The path of a rectangle with round corners, from its lower left straight edge around."""
        left, right, top, bottom = x, x + width, self.height - y, self.height - y - height
        k = radius * (1 - _ROUND)
        steps: tuple[tuple[str, tuple[float, ...]], ...] = (
            ("m", (left + radius, bottom)),
            ("l", (right - radius, bottom)),
            ("c", (right - k, bottom, right, bottom + k, right, bottom + radius)),
            ("l", (right, top - radius)),
            ("c", (right, top - k, right - k, top, right - radius, top)),
            ("l", (left + radius, top)),
            ("c", (left + k, top, left, top - k, left, top - radius)),
            ("l", (left, bottom + radius)),
            ("c", (left, bottom + k, left + k, bottom, left + radius, bottom)),
        )
        return " ".join(f"{' '.join(f'{value:.2f}' for value in values)} {order}" for order, values in steps) + " h"

    def _paint(self, path: str, fill: str, stroke: str, thick: float, dash: Sequence[float]) -> None:
        prefix = f"{rgb(fill)} rg " if fill else ""
        if stroke:
            dashes = f"[{' '.join(f'{length:g}' for length in dash)}] 0 d " if dash else ""
            prefix += f"{rgb(stroke)} RG {thick:g} w {dashes}"
        paint = "B" if fill and stroke else "f" if fill else "S"
        self.out.append(f"q {prefix}{path} {paint} Q")

    def disc(
        self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", thick: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        self._paint(self._rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius), fill, stroke, thick, dash)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, thick: float = 0.5, dash: Sequence[float] = ()) -> None:
        self._paint(f"{x1:.2f} {self.height - y1:.2f} m {x2:.2f} {self.height - y2:.2f} l", "", colour, thick, dash)

    def curve(self, points: Sequence[tuple[float, float]], colour: str, thick: float = 0.5, dash: Sequence[float] = ()) -> None:
        """A Bézier line through start, two control points and end."""
        (x0, y0), *rest = points
        path = f"{x0:.2f} {self.height - y0:.2f} m " + " ".join(f"{x:.2f} {self.height - y:.2f}" for x, y in rest) + " c"
        self._paint(path, "", colour, thick, dash)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        fill: str = "",
        stroke: str = "",
        thick: float = 0.5,
        dash: Sequence[float] = (),
        closed: bool = True,
    ) -> None:
        if len(points) < 2 or not (fill or stroke):
            return
        path = " ".join(f"{x:.2f} {self.height - y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
        self._paint(path + (" h" if closed else ""), fill if closed else "", stroke, thick, dash)

    def tick_box(self, x: float, baseline: float, size: float, done: bool) -> None:
        """☐ or ☑, drawn, since no Chinese face has them."""
        side = size * 0.82
        top = baseline - size * 0.76
        self.box(x, top, side, side, stroke="#4a5361", thick=0.7, radius=1.2)
        if done:
            self._tick(x, top, side)

    def _tick(self, left: float, top: float, side: float) -> None:
        points = ((0.2, 0.52), (0.42, 0.76), (0.84, 0.22))
        self.polygon([(left + side * x, top + side * y) for x, y in points], stroke="#1f5fae", thick=max(side * 0.14, 0.8), closed=False)

    def thing(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """An image (a unit square) that the book holds under `name`."""
        self.things.add(name)
        self.out.append(f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {self.height - y - height:.3f} cm /{name} Do Q")

    def form(self, name: str, matrix: Sequence[float]) -> None:
        """A form that the book holds, by a PDF matrix (upward y)."""
        self.things.add(name)
        self.out.append(f"q {' '.join(f'{value:.5f}' for value in matrix)} cm /{name} Do Q")

    def fade(self, opacity: float) -> None:
        """What follows is see-through until `unfade`."""
        self.out.append(f"q /{self.book.fading(opacity)} gs")

    def unfade(self) -> None:
        self.out.append("Q")


def _settled(y: float, size: float) -> float:
    """A baseline moved by a hair where the glyphs' lower edge falls on half a point: readers that round it would tear the line in two."""
    part = (y - DESCENT * size) % 1
    if 0.35 < part < 0.65:
        return y + (0.35 if part < 0.5 else 0.65) - part
    return y


def _spread(font: Embedded, text: str, extra: float) -> str:
    """A run of Chinese characters with `extra` ems between them."""
    if extra < _VISIBLE:
        code = font.code
        between = round(extra * 1000)
        return (f">{-between}<" if between else "").join([code[char] for char in text])
    steps = int(extra / WIDENING)
    between = round((extra - steps * WIDENING) * 1000)
    return (f">{-between}<" if between else "").join([*(font.widened(char, steps) for char in text[:-1]), font.code[text[-1]]])


def _behind(parts: list[str], font: Embedded, text: str, codes: str, gap: float, spaced: bool) -> None:
    """A token's codes and the gap behind it, in ems of its own size; a gap that was typed is a real space character."""
    if spaced:
        gap -= font.face.width(" ")
        steps = int(gap / WIDENING) if gap >= _VISIBLE else 0
        codes = f"{codes}{font.widened(' ', steps)}"
    elif gap >= _VISIBLE or gap <= -_VISIBLE:
        steps = int(gap / WIDENING)
        codes = codes[:-4] + font.widened(text[-1], steps)
    else:
        steps = 0
    rest = round((gap - steps * WIDENING) * 1000)
    parts.append(f"<{codes}>{-rest}" if rest else f"<{codes}>")
