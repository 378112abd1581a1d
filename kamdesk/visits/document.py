"""The visit brief: one or two A4 pages that can be read in a car and written on at the table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kamdesk.core.days import local
from kamdesk.core.words import Words
from kamdesk.paper.blocks import (
    MM,
    Align,
    Block,
    Bullets,
    Column,
    Columns,
    Drawing,
    Fact,
    Facts,
    Heading,
    Manner,
    Note,
    Numbering,
    Paragraph,
    Table,
    Together,
    Tone,
    WriteBox,
    WriteLines,
)
from kamdesk.paper.frames import Paper, brief
from kamdesk.paper.spans import Span, Text
from kamdesk.promises.queries import PromiseRow
from kamdesk.promises.rules import Debtor, Urgency
from kamdesk.relations.rules.drawing import layout_of, picture_of
from kamdesk.relations.rules.layout import BOX_WIDTH, ROOT_GAP
from kamdesk.relations.rules.looks import PAPER
from kamdesk.relations.rules.options import STANCES, MapOptions, sign_of
from kamdesk.visits.queries import AttendeeRow, VisitSheet
from kamdesk.visits.rules import lines_of, pairs, small_map

SHORT_NUMBER = 8
# The thumbnail: its letters stand at 9 points or more, in three rows and up to three boxes side by side.
_MAP_WIDTH, _MAP_HEIGHT, _MAP_SCALE = 82 * MM, 64 * MM, 0.6
_WIDEST = 3 * BOX_WIDTH + 2 * ROOT_GAP
_GAP = 16.0
_TEXT_WIDTH = 176 * MM - _GAP
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def visit_brief(sheet: VisitSheet, words: Words, today: date, masked: bool = True) -> Paper:
    """The brief of one visit. Masked, it is made from a sheet that holds neither roles nor support, so that nothing can show through.

    What is empty leaves room to write instead of a heading without text; long texts go on overleaf in their order.
    """
    if masked:
        sheet = bare(sheet)
    blocks: list[Block] = [
        *_band(sheet, words, masked),
        *_who(sheet, words, today, masked),
        *_purpose(sheet, words),
        *_talk(sheet, words),
        *_material(sheet, words),
        *_foot(sheet, words),
    ]
    footer = words("No. {number}", number=sheet.id.hex[-SHORT_NUMBER:].upper())
    subtitle = " · ".join(part for part in (sheet.account_name, sheet.opportunity_name) if part)
    title = sheet.text("subject")
    return brief(title, blocks, words, today, subtitle=subtitle, footer=footer, author=sheet.rep, size=10.5)


def bare(sheet: VisitSheet) -> VisitSheet:
    """The sheet without what masking hides."""
    nothing = {"remember": "", "layer": None, "coach": False, "support": None, "influence": None, "coverage": None}
    return replace(sheet, people=tuple(replace(each, **nothing) for each in sheet.people))  # type: ignore[arg-type]


def _band(sheet: VisitSheet, words: Words, masked: bool) -> Iterator[Block]:
    """Date, time, place, account at the left; the small map at the right."""
    facts = [
        Fact(words("Time"), _bold(_time(sheet, words)), wide=True),
        Fact(words("Place"), sheet.text("place") or "—", wide=True),
        Fact(words("Account"), _joined(sheet.account_name, sheet.account_line), wide=True),
    ]
    if sheet.opportunity_name:
        stage = words.translated(sheet.stage.label) if sheet.stage else ""
        facts.append(Fact(words("Opportunity"), _joined(sheet.opportunity_name, stage), wide=True))
    if sheet.text("logistics"):
        facts.append(Fact(words("Route, parking, dress"), sheet.text("logistics"), wide=True))
    ours = _ours(sheet, words)
    if ours:
        facts.append(Fact(words("With us"), ours, wide=True))
    grid = Facts(tuple(facts), columns=1, label_width=84)
    drawing = _map(sheet, words, masked)
    if drawing is None:
        yield grid
        return
    room = min(_MAP_WIDTH, drawing.picture.width * _MAP_SCALE)
    yield Columns(((grid,), (drawing,)), weights=(_TEXT_WIDTH - room, room), gap=_GAP)


def _ours(sheet: VisitSheet, words: Words) -> str:
    return words.of("list", "; ").join(_joined(each.name, each.position, each.aim) for each in sheet.ours)


def _map(sheet: VisitSheet, words: Words, masked: bool) -> Drawing | None:
    """As many of those to be met as stay legible; where they stand three abreast, positions are left to the table."""
    if sheet.map is None:
        return None
    people = [each.person for each in sheet.theirs]
    part = small_map(sheet.map, people)
    while len(people) > 1 and layout_of(part).width > _WIDEST:
        people.pop()
        part = small_map(sheet.map, people)
    layout = layout_of(part)
    if not part.seats or layout.width > _WIDEST:
        return None
    if layout.width * _MAP_SCALE > _MAP_WIDTH:
        part = replace(part, seats=tuple(replace(seat, position="") if seat.person else seat for seat in part.seats))
    options = MapOptions(looks=PAPER, masked=masked, plain=True)
    return Drawing(picture_of(layout, part, options, words), max_height=_MAP_HEIGHT, align=Align.RIGHT, scale=_MAP_SCALE)


def _time(sheet: VisitSheet, words: Words) -> str:
    if sheet.starts_at is None:
        return words("not fixed yet")
    start = local(sheet.starts_at)
    day, weekday = words.day(start.date()), start.weekday()
    when = f"{day} 星期{_WEEKDAYS_ZH[weekday]} {start:%H:%M}" if words.chinese else f"{_WEEKDAYS_EN[weekday]} {day}, {start:%H:%M}"
    minutes = sheet.values.get("minutes")
    length = words("{minutes} minutes", minutes=minutes) if minutes else ""
    return ("，" if words.chinese else ", ").join(part for part in (when, length) if part)


def _who(sheet: VisitSheet, words: Words, today: date, masked: bool) -> Iterator[Block]:
    yield _heading(words("Whom we meet"))
    if not sheet.theirs:
        yield WriteLines(2)
        return
    columns = [Column(words.of("person", "Name")), Column(words("Position and rank"), 3)]
    if not masked:
        columns += [Column(words("Role and support"))]
    columns += [Column(words("Last met"))]
    columns += [Column(words("What we want"), 3 if masked else 2.2)]
    if not masked:
        columns += [Column(words("Remember"), 3.6)]
    yield Table(tuple(columns), tuple(_person(each, words, today, masked) for each in sheet.theirs), size=0.0 if masked else 9.5)


def _person(each: AttendeeRow, words: Words, today: date, masked: bool) -> tuple[Text, ...]:
    rank = words.translated(each.rank.label) if each.rank else ""
    place = _joined(" ".join(part for part in (each.department, each.position) if part), rank)
    met = words.day_short(each.last_touch) if each.last_touch else words("never")
    row: list[Text] = [_bold(each.name), place]
    if not masked:
        row.append(_standing(each, words))
    row += [met, each.aim]
    if not masked:
        row.append(each.remember)
    return tuple(row)


def _standing(each: AttendeeRow, words: Words) -> str:
    """Role, coach, and support as sign and word."""
    layer = words.translated(each.layer.label) if each.layer else ""
    support = f"{sign_of(each.support)} {words.translated(STANCES[each.support])}" if each.support is not None else ""
    return "\n".join(part for part in (_joined(layer, words("Coach") if each.coach else ""), support) if part)


def _purpose(sheet: VisitSheet, words: Words) -> Iterator[Block]:
    yield _heading(words("Purpose and results"))
    if sheet.text("reason"):
        yield Paragraph(_led(words("Why the customer should give us the time"), sheet.text("reason"), words), Manner.FLUSH)
    yield Columns(
        (
            (_box(words("Best result"), sheet.text("best_result"), Tone.GOOD),),
            (_box(words("Least acceptable result"), sheet.text("least_result"), Tone.WARN),),
        ),
        gap=12,
    )


def _box(title: str, text: str, tone: Tone) -> Block:
    return Note(text, title, tone) if text else WriteBox(22 * MM, title)


def _talk(sheet: VisitSheet, words: Words) -> Iterator[Block]:
    yield _heading(words("Conversation"))
    if sheet.text("opening"):
        yield Paragraph(_led(words("Opening line"), sheet.text("opening"), words), Manner.FLUSH)
    asked = lines_of(sheet.text("questions"))
    if asked:
        yield Paragraph(_bold(words("Questions")), Manner.FLUSH, hold=True)
    for number, question in enumerate(asked, 1):
        yield Together((Paragraph(f"{number}. {question}", Manner.FLUSH, hold=True), WriteLines(1)))
    answers = pairs(sheet.text("objections"))
    if answers:
        columns = (Column(words("Likely objection"), 2), Column(words("Our answer"), 3))
        yield Table(columns, answers)
    if not (sheet.text("opening") or asked or answers):
        yield WriteLines(4)


def _material(sheet: VisitSheet, words: Words) -> Iterator[Block]:
    shown, promised = lines_of(sheet.text("materials")), sheet.promises
    if shown:
        yield _heading(words("Show this"))
        yield Bullets(shown, Numbering.BULLET)
    if promised:
        yield _heading(words("Open promises"))
        yield Columns(tuple(_promises(promised, debtor, words) for debtor in (Debtor.OURS, Debtor.THEIRS)), gap=16)
    if sheet.text("do_not_say"):
        yield Note(sheet.text("do_not_say"), words("Do not say"), Tone.BAD)


def _promises(promised: Sequence[PromiseRow], debtor: Debtor, words: Words) -> tuple[Block, ...]:
    mine = [row for row in promised if row.debtor is debtor]
    heading = Paragraph(_bold(words.translated(debtor.label)), Manner.FLUSH, hold=True)
    if not mine:
        return heading, Paragraph("—", Manner.FLUSH)
    return heading, Bullets([_promise(row, words) for row in mine], Numbering.BULLET)


def _promise(row: PromiseRow, words: Words) -> str:
    due = words("by {day}", day=words.day_short(row.due))
    late = words.translated(Urgency.OVERDUE.label) if row.urgency is Urgency.OVERDUE else ""
    return _joined(row.what, row.person_name, due, late)


def _foot(sheet: VisitSheet, words: Words) -> Iterator[Block]:
    if sheet.text("next_meeting"):
        yield Paragraph(_led(words("Next meeting to propose"), sheet.text("next_meeting"), words), Manner.FLUSH, hold=True)
    yield WriteBox(30 * MM, words("What was said and promised"), grows=True)


def _heading(text: str) -> Heading:
    return Heading(text, level=3, in_contents=False)


def _bold(text: str) -> Text:
    return (Span(text, bold=True),)


def _led(label: str, text: str, words: Words) -> Text:
    return (Span(label + words.of("after a label", ": "), bold=True), Span(text))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
