"""A map as a picture, the same for screen and paper. A masked one is drawn as if the rep had never written down what it hides."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from kamdesk.accounts.rules import Rank
from kamdesk.core.marking import N_
from kamdesk.core.picture import Anchor, Box, Disc, Face, Picture, Poly, Shape, Stroke
from kamdesk.core.picture import Words as Line
from kamdesk.core.words import Words
from kamdesk.people.rules import Side
from kamdesk.relations.rules.boxes import Shape as Decided
from kamdesk.relations.rules.layout import BOX_HEIGHT, BOX_WIDTH, FRAME, MapLayout, Place, ReportLine, laid_out, moved
from kamdesk.relations.rules.legend import legend
from kamdesk.relations.rules.looks import Looks
from kamdesk.relations.rules.options import MapOptions, sign_of
from kamdesk.relations.rules.sheet import MapSheet, SeatRow, bare_seat
from kamdesk.relations.rules.ties import thread_shapes, tie_shapes

MARGIN = 16.0
LEAST_LEGEND = 420.0
DIMMED = 0.3
RETIRED = 0.5
FOLD_OVERLAP = 5.0
_LEFT, _RIGHT = 17.0, 10.0

# Short enough for a chip in a box; Chinese has no shorter words than the ranks themselves.
SHORT_RANKS = {
    Rank.DEPUTY_MINISTER: N_("Dep. minister"),
    Rank.BUREAU: N_("Bureau"),
    Rank.DEPUTY_BUREAU: N_("Dep. bureau"),
    Rank.DIVISION: N_("Division"),
    Rank.DEPUTY_DIVISION: N_("Dep. division"),
    Rank.SECTION: N_("Section rank"),
    Rank.DEPUTY_SECTION: N_("Dep. section"),
}


def layout_of(
    sheet: MapSheet,
    collapsed: frozenset[UUID] = frozenset(),
    frame: tuple[float, float] = FRAME,
    before: Decided[UUID] | None = None,
    by_hand: bool = False,
) -> MapLayout[UUID]:
    """The layout of a sheet for a frame of this width and height (points at life size), shaped as `before` where that still serves.

    With `by_hand` boxes stand where a hand put them; a small map for the corner of a paper is better tidy.
    """
    return laid_out(sheet.parents(), collapsed, frame, sheet.by_hand() if by_hand else None, before)


def masked_sheet(sheet: MapSheet) -> MapSheet:
    """The sheet without anything that masking hides; whoever draws it cannot give away what it does not hold."""
    return replace(sheet, seats=tuple(bare_seat(seat) for seat in sheet.seats), ties=(), outside=(), ours=())


def picture_of(layout: MapLayout[UUID], sheet: MapSheet, options: MapOptions, words: Words) -> Picture:
    """A picture with its margins. What belongs to a seat carries the seat's number in hex as its key; lines and ties carry none."""
    layout = moved(layout, MARGIN, MARGIN)
    if options.masked:
        sheet = masked_sheet(sheet)
    seats = {seat.id: seat for seat in sheet.seats}
    lit = lit_seats(sheet, options)
    shapes: list[Shape] = [*_rings(layout, options), *_caption(layout, sheet, options, words)]
    shapes += _report_lines(layout, options.looks, lit)
    ties, names = tie_shapes(layout, sheet, options, lit, words)
    shapes += [*thread_shapes(layout, sheet, options), *ties]
    others = {row.person for row in (*sheet.outside, *sheet.ours)}
    for place in layout.places:
        share = DIMMED if lit is not None and place.key not in lit else 1.0
        shapes += box_shapes(place, seats[place.key], options.looks, (options.masked, options.plain, options.far), words, share,
                             place.key not in others)  # fmt: skip
    shapes += names
    width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
    if options.legend:
        width = max(width, LEAST_LEGEND + 2 * MARGIN)
        key, key_height = legend(sheet, options, words, (MARGIN, height + 4), width - 2 * MARGIN)
        shapes += key
        height += key_height + (MARGIN + 4 if key else 0)
    title = words("Relationship map of {account}", account=sheet.account_name)
    return Picture(width, height, tuple(shapes), title, options.looks.ground)


def lit_seats(sheet: MapSheet, options: MapOptions) -> frozenset[UUID] | None:
    """The seats that stay bright while somebody is selected: they, their boss, their reports, and everybody tied to them."""
    if options.selected is None or options.masked:
        return None
    chosen = sheet.seat(options.selected)
    if chosen is None:
        return None
    bright = {chosen.id, chosen.reports_to} | {seat.id for seat in sheet.seats if seat.reports_to == chosen.id}
    if chosen.person is not None:
        seated = sheet.seats_by_person()
        tied = [tie.other(chosen.person) for tie in sheet.ties_of(chosen.person)]
        bright |= {seated[person].id for person in tied if person in seated}
    if options.path:
        bright |= {seat.id for seat in sheet.seats if seat.person in options.path}
    return frozenset(each for each in bright if each is not None)


def _rings(layout: MapLayout[UUID], options: MapOptions) -> Iterator[Shape]:
    """The circles behind the rings around one person."""
    for x, y, radius in layout.rings:
        yield Disc(x, y, radius, None, Stroke(options.looks.faded(options.looks.line, 0.5), 1.0))


def _caption(layout: MapLayout[UUID], sheet: MapSheet, options: MapOptions, words: Words) -> Iterator[Shape]:
    """A line and a word above the band of those who stand beside the map."""
    others = {row.person for row in (*sheet.outside, *sheet.ours)}
    band = [place for place in layout.places if place.key in others]
    if band and not layout.rings:
        y = min(place.y for place in band) - 20
        right = MARGIN + layout.width
        yield Poly(((MARGIN, y - 16), (right, y - 16)), None, Stroke(options.looks.faded(options.looks.line, 0.6), 1.0), closed=False)
        yield Line(MARGIN, y + 4, words("Our people and third parties"), 11, options.looks.muted)


def _report_lines(layout: MapLayout[UUID], looks: Looks, lit: frozenset[UUID] | None) -> Iterator[Shape]:
    for line in layout.lines:
        yield Poly(line.points, None, Stroke(looks.faded(looks.line, _line_share(line, lit)), 1.2), closed=False)


def _line_share(line: ReportLine[UUID], lit: frozenset[UUID] | None) -> float:
    if lit is None or (line.boss in lit and (line.below is None or line.below in lit)):
        return 1.0
    return 0.45


@lru_cache(maxsize=4096)
def box_shapes(
    place: Place[UUID], seat: SeatRow, looks: Looks, manner: tuple[bool, bool, bool], words: Words, share: float, seated: bool
) -> tuple[Shape, ...]:
    """One box; who did not change is the very same tuple as before, so that a screen need not draw it again.

    `manner` is whether it is masked, plain, and seen from far; `seated` whether they sit on this map, and so have a stance here.
    """
    masked, plain, far = manner
    return tuple(_Drawn(place, seat, MapOptions(looks, masked=masked, plain=plain, far=far), words, share, seated).shapes())


class _Drawn:
    """One box with what stands in it."""

    def __init__(self, place: Place[UUID], seat: SeatRow, options: MapOptions, words: Words, share: float, seated: bool = True) -> None:
        """`seated` says whether they sit on this map, and so have a stance here."""
        self.signed = seated and not options.masked and seat.side is Side.THEIRS
        self.place, self.seat, self.options, self.words = place, seat, options, words
        self.looks = options.looks
        self.key = seat.id.hex
        self.share = share * (RETIRED if seat.retired else 1.0)
        self.x, self.y = place.x, place.y

    def shapes(self) -> Iterator[Shape]:
        yield from self._frame()
        if self.options.far:
            yield from self._far_words()
        elif self.options.plain:
            yield from self._large_words()
        else:
            yield from self._words()
            if self.signed:
                yield from self._sign()
        if self.place.hidden:
            yield from self._fold()

    def _paint(self, colour: str) -> str:
        return self.looks.faded(colour, self.share, self.looks.box)

    def _frame(self) -> Iterator[Shape]:
        looks, unknown = self.looks, self.seat.person is None
        if self.seat.coach:
            ring = Stroke(looks.faded(looks.accent, self.share), 1.6)
            yield Box(self.x - 3.5, self.y - 3.5, BOX_WIDTH + 7, BOX_HEIGHT + 7, None, ring, 11, key=self.key)
        colour = looks.faded(looks.line if unknown else looks.edge, self.share)
        edge = Stroke(colour, 1.2, (5.0, 3.5)) if unknown else Stroke(colour, 1.0)
        yield Box(self.x, self.y, BOX_WIDTH, BOX_HEIGHT, self._ground(), edge, 8, key=self.key)
        if self.seat.layer is not None:
            bar = self._paint(looks.of_layer(self.seat.layer))
            yield Box(self.x + 6, self.y + 9, 3.5, BOX_HEIGHT - 18, bar, None, 1.75, key=self.key)

    def _ground(self) -> str:
        if not self.options.far or self.options.masked or self.seat.support is None:
            return self.looks.box
        return self.looks.faded(self.looks.of_support(self.seat.support), 0.2 * self.share, self.looks.box)

    def _far_words(self) -> Iterator[Shape]:
        """The name as large as its box allows, and the sign, for the tint alone would be colour alone."""
        name, middle = self._names()[0], self.y + BOX_HEIGHT / 2
        signed = self.signed
        room = BOX_WIDTH - 20 - (31 if signed else 4)
        size = max(22.0, min(38.0, 0.95 * room / max(1.0, _wide(name[:60], 1.0))))
        ink = self._paint(self.looks.ink if self.seat.person is not None else self.looks.muted)
        yield Line(self.x + 15, middle + size * 0.36, one_line(name), size, ink, Face.SANS_BOLD, max_width=room, key=self.key)
        if signed:
            colour = self._paint(self.looks.of_support(self.seat.support))
            at = (self.x + BOX_WIDTH - 15, middle + 9)
            yield Line(*at, sign_of(self.seat.support), 26, colour, Face.SANS_BOLD, Anchor.MIDDLE, key=self.key)

    def _words(self) -> Iterator[Shape]:
        first, second = self._names()
        tail = list(self._tail())
        high = bool(tail)
        room = BOX_WIDTH - _LEFT - _RIGHT
        sign = 0.0 if self.options.masked else 20.0
        name_y, position_y = (23.0, 39.0) if high else (29.0, 46.0)
        ink = self.looks.ink if self.seat.person is not None else self.looks.muted
        yield self._line(_LEFT, name_y, first, 14, ink, room - sign, Face.SANS_BOLD)
        if second:
            yield self._line(_LEFT, position_y, second, 11, self.looks.muted, room)
        yield from tail

    def _names(self) -> tuple[str, str]:
        seat = self.seat
        if seat.person is not None:
            return seat.name, seat.position
        return seat.position or self.words("Unknown seat"), self.words("Holder not known")

    def _tail(self) -> Iterator[Shape]:
        """The lowest line: rank, coach or retired as chips, then the department as far as it fits."""
        at = self.x + _LEFT
        for text, ink, ground in self._chips():
            width = _wide(text, 9) + 9
            yield Box(at, self.y + 45.5, width, 13, self._paint(ground), None, 3, key=self.key)
            yield Line(at + width / 2, self.y + 55.2, text, 9, self._paint(ink), Face.SANS, Anchor.MIDDLE, key=self.key)
            at += width + 4
        left = self.x + BOX_WIDTH - _RIGHT - at - 2
        text = f"→ {one_line(self.seat.moved_to)}" if self.seat.moved_to else self.seat.department
        if text and left > 24:
            yield Line(at + 2, self.y + 55.2, text, 9.5, self._paint(self.looks.muted), max_width=left, key=self.key)

    def _chips(self) -> Iterator[tuple[str, str, str]]:
        looks, words = self.looks, self.words
        if self.seat.rank in SHORT_RANKS and not self.seat.moved_to:
            yield words.translated(SHORT_RANKS[self.seat.rank]), looks.muted, looks.chip
        if self.seat.coach:
            yield words("Coach"), looks.accent, looks.faded(looks.accent, 0.14, looks.box)
        if self.seat.retired:
            yield words("Moved away") if self.seat.moved_to else words("Left"), looks.muted, looks.chip
        if self.seat.side is not Side.THEIRS:
            ours = self.seat.side is Side.OURS
            yield words.translated(self.seat.side.label), looks.good if ours else looks.neutral, looks.chip

    def _sign(self) -> Iterator[Shape]:
        colour = self._paint(self.looks.of_support(self.seat.support))
        at = (self.x + BOX_WIDTH - 15, self.y + 23.5)
        yield Line(*at, sign_of(self.seat.support), 15, colour, Face.SANS_BOLD, Anchor.MIDDLE, key=self.key)

    def _large_words(self) -> Iterator[Shape]:
        """For a map the size of a stamp: the name as large as the box allows, the position under it."""
        first, second = self._names()
        middle = self.x + BOX_WIDTH / 2
        ink, muted = self._paint(self.looks.ink), self._paint(self.looks.muted)
        room = BOX_WIDTH - 16
        yield Line(middle, self.y + 29, first, 20, ink, Face.SANS_BOLD, Anchor.MIDDLE, room, key=self.key)
        if second:
            yield Line(middle, self.y + 51, second, 15, muted, Face.SANS, Anchor.MIDDLE, room, key=self.key)

    def _fold(self) -> Iterator[Shape]:
        """“+n” on the lower edge: so many people are folded away below."""
        text = f"+{self.place.hidden}"
        size, high = (19.0, 25.0) if self.options.far else (10.0, 16.0)
        width = max(1.5 * high, _wide(text, size) + 0.75 * high)
        left, top = self.place.middle - width / 2, self.place.bottom - FOLD_OVERLAP
        yield Box(left, top, width, high, self.looks.box, Stroke(self._paint(self.looks.accent), 1.0), high / 2, key=self.key)
        ink = self._paint(self.looks.accent)
        yield Line(self.place.middle, top + 0.725 * high, text, size, ink, Face.SANS_BOLD, Anchor.MIDDLE, key=self.key)

    def _line(self, x: float, y: float, text: str, size: float, colour: str, room: float, face: Face = Face.SANS) -> Line:
        return Line(self.x + x, self.y + y, one_line(text), size, self._paint(colour), face, max_width=room, key=self.key)


def one_line(text: str) -> str:
    """At most what a box could ever show: measuring five thousand characters to show ten is waste."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:60] + "…"


def _wide(text: str, size: float) -> float:
    """About how wide a short word is: rules know no fonts."""
    return sum(size if ord(char) > 0x2E7F else size * 0.56 for char in text)

