"""A person on one page of A4, like a business card with what lies behind it."""

from collections.abc import Iterator
from datetime import date

from kamdesk.accounts.rules import Rank
from kamdesk.core.choices import Choice
from kamdesk.core.fields import shown
from kamdesk.core.picture import Anchor, Disc, Face, Picture
from kamdesk.core.picture import Words as Letters
from kamdesk.core.words import Words
from kamdesk.paper.blocks import Block, Column, Columns, Drawing, Fact, Facts, Heading, Paragraph, Photo, Table
from kamdesk.paper.frames import Paper, brief
from kamdesk.people.queries import PERSON_FIELDS, PersonSheet, PostingRow
from kamdesk.people.rules import ADVICE, Style
from kamdesk.people.rules.looks import ground, initials
from kamdesk.people.rules.phones import phones_shown
from kamdesk.people.rules.rhythm import rhythm, rhythm_words

_FACE = 92.0  # points
_MOST_POSITIONS, _MOST_TOUCHES = 7, 5
_LONGEST, _LONGEST_CELL = 150, 44  # characters: one page stays one page
SHORT_NUMBER = 8
# What is only printed unmasked: what we think of somebody and what is their own affair.
_BEHIND = (
    "birthday", "home_town", "school", "interests", "organisational_need", "personal_need", "style", "career", "worries", "remember",
)  # fmt: skip

_WIDE = ("style", "career", "worries", "remember")


def person_paper(sheet: PersonSheet, words: Words, today: date, masked: bool = True, photo: bytes | None = None) -> Paper:
    """One person. Masked, only what stands on a business card and where the person worked; nothing tells what is left out.

    `photo` are the bytes of the photo, None prints initials.
    """
    blocks: list[Block] = [*_face(sheet, words, photo), *_positions(sheet, words)]
    if not masked:
        blocks += [*_behind(sheet, words), *_touches(sheet, words, today), *_ground(sheet, words)]
    card = sheet.card
    footer = words("No. {number}", number=sheet.id.hex[-SHORT_NUMBER:].upper())
    return brief(card.name, blocks, words, today, subtitle=_with_rank(card.standing, card.rank, words), footer=footer)


def _face(sheet: PersonSheet, words: Words, photo: bytes | None) -> Iterator[Block]:
    name = sheet.card.name
    if photo is not None:
        face: Block = Photo(photo, width=_FACE, max_height=_FACE)
    else:
        letters = initials(name)
        size = _FACE * (0.46 if len(letters) == 1 else 0.36)
        middle = _FACE / 2
        shapes = (
            Disc(middle, middle, middle, fill=ground(name)),
            Letters(middle, middle + size * 0.36, letters, size, "#ffffff", Face.SANS_BOLD, Anchor.MIDDLE),
        )
        face = Drawing(Picture(_FACE, _FACE, shapes))
    yield Columns(((face,), (Facts(tuple(_reach(sheet, words)), columns=1, label_width=92),)), weights=(_FACE, 380), gap=24)


def _reach(sheet: PersonSheet, words: Words) -> Iterator[Fact]:
    values = sheet.card.values
    named = {field.name: words.translated(field.label) for field in PERSON_FIELDS}
    lines = {
        "account": sheet.card.account_name, "position": _with_rank(sheet.card.standing, sheet.card.rank, words),
        "addressed": str(values.get("addressed") or ""), "phone": "、".join(phones_shown(_text(values.get("phone")))),
        "office_phone": "、".join(phones_shown(_text(values.get("office_phone")))), "wechat": _text(values.get("wechat")),
        "email": _text(values.get("email")),
    }  # fmt: skip
    found = [Fact(named[name], text, wide=True) for name, text in lines.items() if text]
    left = values.get("retired_on")
    if isinstance(left, date):
        found.append(Fact(named["retired_on"], words.day(left), wide=True))
    yield from found or [Fact(named["name"], sheet.card.name, wide=True)]


def _positions(sheet: PersonSheet, words: Words) -> Iterator[Block]:
    rows = sheet.postings
    if len(rows) < 2 and not any(row.start or row.end for row in rows):
        return  # the head says it already
    yield Heading(words("Positions over time"), level=2)
    columns = (
        Column(words("When"), width=2), Column(words("Position held"), width=2.6), Column(words.of("posting", "Where"), width=2.4),
        Column(words("How it ended"), width=1),
    )  # fmt: skip
    yield Table(columns, tuple(_position(row, words) for row in rows[:_MOST_POSITIONS]))


def _position(row: PostingRow, words: Words) -> tuple[str, str, str, str]:
    what = _with_rank(_cut(row.standing, _LONGEST_CELL), row.rank, words)
    return _time(row, words), what, _cut(row.place, _LONGEST_CELL), words.translated(row.change.label) if row.change else ""


def _behind(sheet: PersonSheet, words: Words) -> Iterator[Block]:
    values, fields = sheet.card.values, {field.name: field for field in PERSON_FIELDS}
    found = [
        Fact(words.translated(fields[name].label), _cut(shown(fields[name], values[name], words)), wide=name in _WIDE)
        for name in _BEHIND if values.get(name)
    ]  # fmt: skip
    if not found:
        return
    yield Heading(words("What drives this person"), level=2)
    yield Facts(tuple(found), columns=2, label_width=84)
    style = values.get("style")
    if isinstance(style, Style):
        yield Paragraph(words("How to talk: {advice}", advice=words.translated(ADVICE[style])), indent=0)


def _touches(sheet: PersonSheet, words: Words, today: date) -> Iterator[Block]:
    every = sheet.card.values.get("cadence_days")
    kept = rhythm(every if isinstance(every, int) else None, sheet.card.last_touch, today)
    if not sheet.touches and every is None:
        return
    yield Heading(words("Touches"), level=2)
    yield Paragraph(rhythm_words(kept, words), indent=0)
    if sheet.touches:
        columns = (Column(words("When"), width=1.2), Column(words("How"), width=1.2), Column(words.of("touch", "About"), width=5))
        few = sheet.touches[:_MOST_TOUCHES]
        lines = ((words.day_short(row.on), words.translated(row.kind.label), _cut(row.about, _LONGEST_CELL)) for row in few)
        yield Table(columns, tuple(lines))


def _ground(sheet: PersonSheet, words: Words) -> Iterator[Block]:
    """Why this is kept at all [law: PIPL 13]."""
    fields = {field.name: field for field in PERSON_FIELDS}
    found = [
        Fact(words.translated(fields[name].label), shown(fields[name], sheet.card.values[name], words))
        for name in ("purpose", "basis", "source") if sheet.card.values.get(name)
    ]  # fmt: skip
    if found:
        yield Heading(words("Privacy"), level=2)
        yield Facts(tuple(found), columns=2, label_width=84)


def _with_rank(standing: str, rank: Choice | None, words: Words) -> str:
    """Title and rank together: the same title means different things at different ranks."""
    said = words.translated(rank.label) if rank is not None and rank is not Rank.NONE else ""
    return " · ".join(part for part in (standing, said) if part)


def _time(row: PostingRow, words: Words) -> str:
    end = words("now") if row.present else row.end or "?"
    return f"{row.start or '?'} — {end}" if row.start or not row.present else end


def _text(value: object) -> str:
    return str(value or "")


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
