"""What the signs of a map mean, in one or two lines below it. A masked map's legend knows only what everybody may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kamdesk.core.picture import Box, Face, Line, Picture, Shape, Stroke
from kamdesk.core.picture import Words as Text
from kamdesk.core.words import Words
from kamdesk.relations.rules import Layer, TieKind
from kamdesk.relations.rules.looks import stroke_of_tie
from kamdesk.relations.rules.options import SHORT_TIES, STANCES, MapOptions, shown_ties, sign_of
from kamdesk.relations.rules.sheet import MapSheet

_SIZE, _PITCH, _GAP, _SWATCH = 10.0, 19.0, 20.0, 22.0


@dataclass(frozen=True, slots=True)
class _Sample:
    """One entry: how its sample is drawn from its left edge and middle height, and its word."""

    draw: Callable[[float, float], list[Shape]]
    word: str
    wide: float = _SWATCH


def legend(
    sheet: MapSheet, options: MapOptions, words: Words, corner: tuple[float, float], width: float
) -> tuple[list[Shape], float]:
    """The shapes from `corner` on, as many in a line as fit into `width`, and the height they take (0 for nothing to explain)."""
    shapes: list[Shape] = []
    left, top = corner
    x, y = left, top
    samples = list(_samples(sheet, options, words))
    for sample in samples:
        text = sum(_SIZE if ord(char) > 0x2E7F else _SIZE * 0.56 for char in sample.word)
        if x > left and x + sample.wide + text > left + width:
            x, y = left, y + _PITCH
        shapes += sample.draw(x, y + _PITCH / 2)
        shapes.append(Text(x + sample.wide, y + _PITCH / 2 + 3.6, sample.word, _SIZE, options.looks.muted))
        x += sample.wide + text + _GAP
    return shapes, (y - top + _PITCH) if samples else 0.0


def legend_picture(sheet: MapSheet, options: MapOptions, words: Words, width: float) -> Picture:
    """The legend by itself, for where the map is scaled and its legend should stay readable."""
    shapes, height = legend(sheet, options, words, (0.0, 0.0), width)
    return Picture(width, height, tuple(shapes), words("Legend"))


def _samples(sheet: MapSheet, options: MapOptions, words: Words) -> Iterator[_Sample]:
    if not options.masked:
        yield from _open_samples(options, words)
    if any(seat.person is None for seat in sheet.seats):
        yield _Sample(_frame(Stroke(options.looks.line, 1.2, (4.0, 2.5))), words("Holder not known"))
    if any(seat.retired for seat in sheet.seats):
        yield _Sample(_frame(Stroke(options.looks.faded(options.looks.edge, 0.5), 1.0)), words("Left"))
    kinds = {tie.kind for tie in shown_ties(sheet, options)}
    for kind in TieKind:
        if kind in kinds:
            yield _Sample(_tie(kind, options), words.translated(SHORT_TIES[kind]), 32)


def _open_samples(options: MapOptions, words: Words) -> Iterator[_Sample]:
    looks = options.looks
    for support in (1, 0, -1, None):
        yield _Sample(_sign(support, options), words.translated(STANCES[support] if support != -1 else STANCES[-2]), 17)
    for layer in Layer:
        yield _Sample(_bar(looks.of_layer(layer)), words.translated(layer.label), 10)
    yield _Sample(_frame(Stroke(looks.accent, 1.6)), words("Coach"))


def _sign(support: int | None, options: MapOptions) -> Callable[[float, float], list[Shape]]:
    colour = options.looks.of_support(support)
    return lambda x, y: [Text(x, y + 4.6, sign_of(support), 13, colour, Face.SANS_BOLD)]


def _bar(colour: str) -> Callable[[float, float], list[Shape]]:
    return lambda x, y: [Box(x, y - 6, 4, 12, colour, None, 2)]


def _frame(stroke: Stroke) -> Callable[[float, float], list[Shape]]:
    return lambda x, y: [Box(x + 0.5, y - 5, 16, 10, None, stroke, 3)]


def _tie(kind: TieKind, options: MapOptions) -> Callable[[float, float], list[Shape]]:
    stroke = stroke_of_tie(options.looks, kind, 2)
    return lambda x, y: [Line((x, y), (x + 26, y), stroke, kind is TieKind.INFLUENCES)]
