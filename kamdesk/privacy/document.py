"""The answer to a person who asks what we hold on them: complete, in plain words, on a letter's paper.

[law: Personal Information Protection Law 44, 45: a person may know and copy what is held; 17: purpose, kinds, period and rights are told.]
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from kamdesk.core.fields import Kind, shown
from kamdesk.core.words import Words
from kamdesk.paper.blocks import Align, Block, Cell, Column, Fact, Facts, Heading, Manner, Paragraph, Photo, Row, Rule, Space, Table
from kamdesk.paper.frames import Paper, letter
from kamdesk.people.rules import Basis
from kamdesk.privacy.rules import HeldField, HeldRow, HeldSheet

_PRIVACY = ("purpose", "basis", "source")
_WIDE = 44  # a longer value takes the whole width
_MARKS = 10  # a whole number without a unit that ends here is a mark out of so many


def held_paper(sheet: HeldSheet, words: Words, today: date, company: str = "", rep: str = "", photo: bytes | None = None) -> Paper:
    """`company` and `rep` are who answers; `photo` the picture's bytes. Nothing is masked: the paper is for the person."""
    blocks: list[Block] = [
        *_head(company, words),
        *_address(sheet, words, today, company),
        *_summary(sheet, words),
        Heading(words("Your data"), level=2),
        *([Photo(photo, width=72, max_height=72)] if photo is not None else []),
        _facts(sheet.person, words, leaving_out=_PRIVACY),
        *_entries(sheet, words),
        *_mentions(sheet, words),
        *_end(sheet, words, today, company, rep),
    ]
    return letter("", blocks, words, today, author=company, footer=words("What we hold on {name}", name=sheet.name), size=10.5)


def _head(company: str, words: Words) -> Iterator[Block]:
    if company:
        yield Paragraph(company, Manner.SMALL)
        yield Rule()
    yield Paragraph(words("What we hold on you"), Manner.TITLE)


def _address(sheet: HeldSheet, words: Words, today: date, company: str) -> Iterator[Block]:
    yield Paragraph(words("Dear {name},", name=sheet.name), Manner.FLUSH)
    who = company or words("We")
    yield Paragraph(
        words(
            "{company} keeps personal data about you. You have the right to know what they are and to have a copy, to have them"
            " corrected and completed, and to have them erased. This paper lists everything held on you on {day}, without exception.",
            company=who, day=words.day(today),
        )
    )  # fmt: skip


def _summary(sheet: HeldSheet, words: Words) -> Iterator[Block]:
    told = {each.field.name: _value(each, words) for each in sheet.person.fields}
    missing = words("not written down")
    facts = [
        Fact(words("Purpose of keeping this"), told.get("purpose") or missing, wide=True),
        Fact(words("Lawful basis"), told.get("basis") or missing),
        Fact(words("Where we have this from"), told.get("source") or missing),
        Fact(words("Entries about you"), str(len(sheet.rows))),
        Fact(words("Texts that name you"), str(len(sheet.mentions))),
        Fact(words("Lines in the record of changes"), str(sheet.journalled)),
        Fact(words("The oldest of them"), words.day(sheet.oldest.date()) if sheet.oldest else missing),
    ]
    yield Heading(words("Why, and since when"), level=2)
    yield Facts(tuple(facts), columns=2)


def _facts(row: HeldRow, words: Words, leaving_out: Sequence[str] = ()) -> Facts:
    found = [
        (each.field.kind, words.translated(each.field.label), _value(each, words), words.day_short(each.since.date()) if each.since else "")
        for each in row.fields
        if each.field.name not in leaving_out and (not each.field.links_to or each.link)
    ]
    return Facts(
        tuple(
            Fact(label, f"{value}  ({day})" if day else value, wide=kind is Kind.LONG_TEXT or len(value) > _WIDE)
            for kind, label, value, day in found
        ),
        columns=2,
    )


def _value(held: HeldField, words: Words) -> str:
    """As the person reads it: a mark with its scale. What we call a stance among ourselves is no word for a letter to them."""
    field, value = held.field, held.value
    if field.links_to:
        return held.link
    if field.kind is Kind.WHOLE and isinstance(value, int) and field.least is not None and field.least < 0 and field.most is not None:
        least, most = _signed(field.least), _signed(field.most)
        return words("{value} on a scale from {least} to {most}", value=_signed(value), least=least, most=most)
    if field.kind is Kind.WHOLE and isinstance(value, int) and not field.unit and field.most is not None and field.most <= _MARKS:
        return f"{value}/{field.most}"
    return shown(field, value, words)


def _signed(value: int) -> str:
    return f"{'−' if value < 0 else '+' if value else ''}{abs(value)}"


def _entries(sheet: HeldSheet, words: Words) -> Iterator[Block]:
    """One table, kind after kind: what each entry says, and when it was written down."""
    if not sheet.rows:
        return
    columns = (Column(words("What it says"), width=5), Column(words("Written down"), width=1.1))
    lines: list[Row | tuple[str, str]] = []
    for kind, rows in groupby(sheet.rows, key=lambda row: row.kind):
        lines.append(Row((Cell(words.translated(kind), columns=2),), shaded=True))
        lines += [(_said(row, sheet.name, words), words.day_short(row.since.date()) if row.since else "—") for row in rows]
    yield Heading(words("Entries about you"), level=2)
    yield Table(columns, tuple(lines))


def _said(row: HeldRow, name: str, words: Words) -> str:
    parts = [
        words("{label}: {value}", label=words.translated(each.field.label), value=_value(each, words))
        for each in row.fields
        if each.value is not False and (not each.field.links_to or each.link not in ("", name))
    ]
    said = ("；" if words.chinese else "; ").join(parts) or "—"
    return said + words(" (out of sight, not yet erased for good)") if row.erased else said


def _mentions(sheet: HeldSheet, words: Words) -> Iterator[Block]:
    if not sheet.mentions:
        return
    yield Heading(words("Texts that name you"), level=2)
    columns = (
        Column(words("Place in our records"), width=2),
        Column(words("Field"), width=1.4),
        Column(words("Text around the name"), width=4),
    )
    yield Table(
        columns,
        tuple(
            (
                words("{kind}: {title}", kind=words.translated(one.kind), title=words.translated(one.title)),
                words.translated(one.label),
                one.around,
            )
            for one in sheet.mentions
        ),
    )


def _end(sheet: HeldSheet, words: Words, today: date, company: str, rep: str) -> Iterator[Block]:
    consent = any(each.value is Basis.CONSENT for each in sheet.person.fields)
    yield Heading(words("What you can ask for"), level=2)
    yield Paragraph(
        words(
            "Tell us if anything is wrong or missing, if you object to its being kept, or if it shall be erased. Erasing removes every"
            " entry above, its earlier values, the picture and the attached files."
        )
        + (words(" You may withdraw your consent at any time.") if consent else "")
    )
    yield Space(18)
    for line in (company, rep, words.day(today)):
        if line:
            yield Paragraph(line, Manner.FLUSH, Align.RIGHT, hold=True)


__all__ = ["held_paper"]
