"""The map on paper: one landscape sheet that everybody can read, and a page for each branch that would not fit legibly."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from kamdesk.core.marking import N_
from kamdesk.core.picture import Picture
from kamdesk.core.words import Words
from kamdesk.paper.blocks import MM, Block, Drawing, Heading, Manner, PageBreak, Paragraph
from kamdesk.paper.frames import Paper, brief
from kamdesk.paper.picture import svg
from kamdesk.relations.document.sheets import SheetChoice, sheet_paper
from kamdesk.relations.rules import TieKind
from kamdesk.relations.rules.drawing import layout_of, masked_sheet, picture_of
from kamdesk.relations.rules.folding import folded_beyond
from kamdesk.relations.rules.health import Colour, coverage, health, warnings
from kamdesk.relations.rules.layout import forest
from kamdesk.relations.rules.legend import legend_picture
from kamdesk.relations.rules.looks import PAPER
from kamdesk.relations.rules.options import MapOptions
from kamdesk.relations.rules.sheet import MapSheet

A4_HOLDS = 36  # people whose names stay readable on one A4 page
A3_HOLDS = 110
_HEAD = 105.0  # points that title, figures and warnings take from the first page

MARKS = {Colour.GREEN: "●", Colour.AMBER: "◐", Colour.RED: "○", Colour.UNKNOWN: ""}


def map_paper(sheet: MapSheet, words: Words, today: date, masked: bool = True, choice: SheetChoice | None = None) -> Paper:
    """A4 landscape up to some thirty people, A3 beyond; larger maps get a page for each branch. A `choice` names another sheet.

    Unmasked, the head says how we stand and why, and what is missing. Masked, it says who works there and nothing of us.
    """
    shown = masked_sheet(sheet) if masked else sheet
    large = len(shown.seats) > A4_HOLDS
    title = words("Relationship map of {account}", account=_short(sheet.account_name))
    subtitle, figures = _subtitle(sheet, words, today), _figures(shown, words, masked)
    if choice is not None:
        return sheet_paper(sheet, words, today, choice, _options(masked), (title, subtitle, figures))
    blocks: list[Block] = list(_blocks(shown, words, masked, large))
    return brief(title, blocks, words, today, subtitle=subtitle, figures=figures, landscape=True, a3=large)


def map_svg(sheet: MapSheet, words: Words, masked: bool = True) -> str:
    """The whole map as one SVG picture with its legend."""
    return svg(map_picture(sheet, words, masked))


def map_picture(sheet: MapSheet, words: Words, masked: bool = True) -> Picture:
    """The whole map in the colours of paper."""
    shown = masked_sheet(sheet) if masked else sheet
    return picture_of(layout_of(shown, by_hand=True), shown, replace(_options(masked), legend=True), words)


def thumbnail(sheet: MapSheet, words: Words, people: int = 24) -> Picture:
    """Names and positions only, for the corner of another paper; the lowest rows fold away where there are too many people."""
    shown = masked_sheet(sheet)
    options = MapOptions(looks=PAPER, masked=True, plain=True)
    below = forest(shown.parents())
    folded = frozenset(folded_beyond(below, tuple(below[None]), people))
    return picture_of(layout_of(shown, folded), shown, options, words)


def _options(masked: bool) -> MapOptions:
    return MapOptions(looks=PAPER, masked=masked, ties=frozenset() if masked else frozenset(TieKind))


def _subtitle(sheet: MapSheet, words: Words, today: date) -> str:
    parts = [_short(sheet.name), words("{n} on the map", n=len(sheet.seats)), words("As of {day}", day=words.day(today))]
    return " · ".join(part for part in parts if part)


def _figures(sheet: MapSheet, words: Words, masked: bool) -> tuple[tuple[str, str], ...]:
    if masked or not sheet.seats:
        return ()
    reached = coverage(sheet.seats)
    stand = health(sheet.seats)
    figures = [(words("Relationship health"), f"{MARKS[stand.colour]} {words.translated(stand.word)}".strip())]
    if reached.whole:
        figures.append((words("Contacts covered"), f"{reached.known}/{reached.whole}"))
    return tuple(figures)


def _blocks(sheet: MapSheet, words: Words, masked: bool, large: bool) -> Iterator[Block]:
    if not sheet.seats:
        yield Paragraph(words("Nobody is on the map yet."), Manner.FLUSH)
        return
    if not masked:
        yield Paragraph(_reasons(sheet, words), Manner.SMALL)
    options = _options(masked)
    wide = ((297 * 2**0.5 if large else 297) - 2 * 17) * MM
    high = ((210 * 2**0.5 if large else 210) - 2 * 17) * MM
    key = legend_picture(sheet, options, words, wide)
    for number, (tops, part, folded) in enumerate(pages(sheet, A3_HOLDS if large else A4_HOLDS)):
        if number:
            yield PageBreak()
            yield Heading(_branch_title(sheet, tops, words), 2)
        room = high - key.height - (_HEAD if number == 0 else 50.0)
        picture = picture_of(layout_of(part, folded, (wide, room), by_hand=True), part, options, words)
        yield Drawing(picture, max_height=room, scale=1.25)
        if number == 0 and key.shapes:
            yield Drawing(key)


def _reasons(sheet: MapSheet, words: Words) -> str:
    stand = health(sheet.seats)
    said = [words.filled(words.translated(stand.reason), stand.facts)]
    found = warnings(sheet)
    said += [words.filled(words.translated(each.sentence), each.facts) for each in found[:4]]
    if len(found) > 4:
        said.append(words(N_("And {n} more points."), n=len(found) - 4))
    return ("" if words.chinese else " ").join(said)


def _branch_title(sheet: MapSheet, tops: tuple[UUID, ...], words: Words) -> str:
    seats = [seat for seat in sheet.seats if seat.id in tops]
    if len(seats) == 1:
        return " · ".join(_short(part) for part in (seats[0].name, seats[0].position, seats[0].department) if part)
    named = [_short(seat.name or seat.position) for seat in seats]
    listed = ("、" if words.chinese else ", ").join(named[:6])
    return listed if len(named) <= 6 else words("{names} and {n} more", names=listed, n=len(named) - 6)


def pages(sheet: MapSheet, holds: int) -> Iterator[tuple[tuple[UUID, ...], MapSheet, frozenset[UUID]]]:
    """(tops of the branches, the people below them, whose reports are folded away) of each page.

    The first page shows as many rows as it holds; folded branches follow, as many on a page as fit, the very large ones folded again.
    """
    below = forest(sheet.parents())
    waiting: deque[tuple[UUID, ...]] = deque([()])
    while waiting:
        tops = waiting.popleft()
        part = _branches(sheet, tops, below) if tops else sheet
        folded = folded_beyond(below, tops or tuple(below[None]), holds)
        yield tops, part, frozenset(folded)
        waiting.extend(_together(folded, below, holds))


def _together(folded: list[UUID], below: dict[UUID | None, list[UUID]], holds: int) -> Iterator[tuple[UUID, ...]]:
    """Neighbouring branches share a page as far as it holds them."""
    batch: list[UUID] = []
    filled = 0
    for key in folded:
        people = len(_members([key], below))
        if batch and filled + people > holds:
            yield tuple(batch)
            batch, filled = [], 0
        batch.append(key)
        filled += people
    if batch:
        yield tuple(batch)


def _members(tops: Sequence[UUID], below: dict[UUID | None, list[UUID]]) -> list[UUID]:
    members = list(tops)
    for member in members:
        members += below.get(member, [])
    return members


def _branches(sheet: MapSheet, tops: tuple[UUID, ...], below: dict[UUID | None, list[UUID]]) -> MapSheet:
    inside = set(_members(tops, below))
    seats = (replace(seat, reports_to=None, x=None, y=None) if seat.id in tops else seat for seat in sheet.seats if seat.id in inside)
    return replace(sheet, seats=tuple(seats))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:40] + "…"
