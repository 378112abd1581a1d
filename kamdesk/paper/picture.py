"""Prints a `core.picture` as PDF vectors and as SVG: the same drawing as on the screen."""

from functools import lru_cache
from html import escape

from kamdesk.core.picture import Anchor, Box, Curve, Disc, Face, Line, Picture, Poly, Shape, Stroke, Words, arrow_head
from kamdesk.paper.fonts import FaceName, cleaned
from kamdesk.paper.ink import Ink
from kamdesk.paper.lines import Line as TextLine
from kamdesk.paper.lines import natural_width
from kamdesk.paper.tokens import tokens_of

_FACES = {Face.SANS: FaceName.HEI, Face.SANS_BOLD: FaceName.HEI_BOLD, Face.SERIF: FaceName.SONG}
_ANCHORS = {Anchor.LEFT: 0.0, Anchor.MIDDLE: 0.5, Anchor.RIGHT: 1.0}
_SVG_FACES = {
    Face.SANS: 'font-family="Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"',
    Face.SANS_BOLD: 'font-family="Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif" font-weight="700"',
    Face.SERIF: 'font-family="Noto Serif SC, SimSun, Songti SC, serif"',
}
ARROW = 6.0  # length of an arrow head in points


def text_width(text: str, name: FaceName, size: float) -> float:
    """Width in points of one line as it is printed."""
    return natural_width(TextLine(tokens_of(text, name, set()), 1e6, last=True)) * size


@lru_cache(2048)
def shortened(words: Words) -> str:
    """The text of `words`, ended with "…" where it is wider than its `max_width`."""
    text = " ".join(cleaned(words.text).split())
    name = _FACES[words.face]
    if words.max_width is None or text_width(text, name, words.size) <= words.max_width:
        return text
    low, high = 0, min(len(text), int(words.max_width / words.size * 6) + 2)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", name, words.size) <= words.max_width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def draw_picture(ink: Ink, picture: Picture, x: float, y: float, scale: float = 1.0) -> None:
    """Draw a picture with its top left corner at (x, y)."""
    if picture.background:
        ink.box(x, y, picture.width * scale, picture.height * scale, fill=picture.background)
    for shape in picture.shapes:
        if shape.opacity < 1:
            ink.fade(shape.opacity)
        _draw(ink, shape, x, y, scale)
        if shape.opacity < 1:
            ink.unfade()


def _draw(ink: Ink, shape: Shape, x: float, y: float, scale: float) -> None:
    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (x + point[0] * scale, y + point[1] * scale)

    match shape:
        case Box():
            left, top = at((shape.x, shape.y))
            ink.box(
                left,
                top,
                shape.width * scale,
                shape.height * scale,
                shape.fill or "",
                *_stroke(shape.stroke, scale),
                shape.rounded * scale,
                _dash(shape.stroke, scale),
            )
        case Disc():
            left, top = at((shape.x, shape.y))
            ink.disc(left, top, shape.radius * scale, shape.fill or "", *_stroke(shape.stroke, scale), _dash(shape.stroke, scale))
        case Line():
            ink.line(*at(shape.start), *at(shape.end), shape.stroke.colour, shape.stroke.width * scale, _dash(shape.stroke, scale))
            if shape.arrow:
                _arrow(ink, at(shape.start), at(shape.end), shape.stroke, scale)
        case Curve():
            ink.curve(
                [at(shape.start), at(shape.control_1), at(shape.control_2), at(shape.end)],
                shape.stroke.colour,
                shape.stroke.width * scale,
                _dash(shape.stroke, scale),
            )
            if shape.arrow:
                _arrow(ink, at(shape.control_2), at(shape.end), shape.stroke, scale)
        case Poly():
            ink.polygon(
                [at(point) for point in shape.points],
                shape.fill or "",
                *_stroke(shape.stroke, scale),
                _dash(shape.stroke, scale),
                shape.closed,
            )
        case Words():
            left, top = at((shape.x, shape.y))
            ink.words(shortened(shape), left, top, _FACES[shape.face], shape.size * scale, shape.colour, _ANCHORS[shape.anchor])


def _stroke(stroke: Stroke | None, scale: float) -> tuple[str, float]:
    return (stroke.colour, stroke.width * scale) if stroke else ("", 0.5)


def _dash(stroke: Stroke | None, scale: float) -> tuple[float, ...]:
    return tuple(length * scale for length in stroke.dash) if stroke else ()


def _arrow(ink: Ink, before: tuple[float, float], tip: tuple[float, float], stroke: Stroke, scale: float) -> None:
    ink.polygon(arrow_head(before, tip, ARROW * scale), fill=stroke.colour)


def svg(picture: Picture) -> str:
    """The picture as SVG text that stands for itself: no scripts, no outside files, all words escaped."""
    size = f'width="{picture.width:g}pt" height="{picture.height:g}pt" viewBox="0 0 {picture.width:g} {picture.height:g}"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
    ]
    if picture.title:
        parts.append(f"<title>{escape(cleaned(picture.title))}</title>")
    if picture.background:
        parts.append(f'<rect width="100%" height="100%" fill="{escape(picture.background)}"/>')
    parts += [_svg_of(shape) for shape in picture.shapes]
    parts.append("</svg>\n")
    return "\n".join(parts)


def _svg_of(shape: Shape) -> str:
    fade = f' opacity="{shape.opacity:g}"' if shape.opacity < 1 else ""
    match shape:
        case Box():
            place = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" rx="{shape.rounded:g}"'
            return f"<rect {place} {_svg_paint(shape.fill, shape.stroke)}{fade}/>"
        case Disc():
            return f'<circle cx="{shape.x:g}" cy="{shape.y:g}" r="{shape.radius:g}" {_svg_paint(shape.fill, shape.stroke)}{fade}/>'
        case Line():
            (x1, y1), (x2, y2) = shape.start, shape.end
            head = _svg_arrow(shape.start, shape.end, shape.stroke) if shape.arrow else ""
            return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {_svg_paint(None, shape.stroke)}{fade}/>{head}'
        case Curve():
            points = " ".join(f"{x:g},{y:g}" for x, y in (shape.control_1, shape.control_2, shape.end))
            head = _svg_arrow(shape.control_2, shape.end, shape.stroke) if shape.arrow else ""
            return f'<path d="M{shape.start[0]:g},{shape.start[1]:g} C{points}" {_svg_paint(None, shape.stroke)}{fade}/>{head}'
        case Poly():
            tag = "polygon" if shape.closed else "polyline"
            points = " ".join(f"{x:g},{y:g}" for x, y in shape.points)
            return f'<{tag} points="{points}" {_svg_paint(shape.fill if shape.closed else None, shape.stroke)}{fade}/>'
        case Words():
            anchor = {Anchor.LEFT: "start", Anchor.MIDDLE: "middle", Anchor.RIGHT: "end"}[shape.anchor]
            return (
                f'<text x="{shape.x:g}" y="{shape.y:g}" font-size="{shape.size:g}" {_SVG_FACES[shape.face]} fill="{escape(shape.colour)}" '
                f'text-anchor="{anchor}"{fade}>{escape(shortened(shape))}</text>'
            )


def _svg_paint(fill: str | None, stroke: Stroke | None) -> str:
    paint = f'fill="{escape(fill or "none")}"'
    if stroke:
        paint += f' stroke="{escape(stroke.colour)}" stroke-width="{stroke.width:g}"'
        if stroke.dash:
            paint += f' stroke-dasharray="{" ".join(f"{length:g}" for length in stroke.dash)}"'
    return paint


def _svg_arrow(before: tuple[float, float], tip: tuple[float, float], stroke: Stroke) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in arrow_head(before, tip, ARROW))
    return f'<polygon points="{points}" fill="{escape(stroke.colour)}"/>'
