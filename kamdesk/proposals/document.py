"""The proposal on paper: cover, covering letter, contents, chapters, prices."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import unquote

from kamdesk.core.days import chinese_day
from kamdesk.core.words import Words
from kamdesk.paper.blocks import Align, Block, Cell, Column, Heading, Manner, Paragraph, Row, Space, Table
from kamdesk.paper.frames import Cover, Paper, report
from kamdesk.paper.markdown import blocks_of
from kamdesk.proposals.rules import Line, ProposalSheet, ProposalState, filled, in_capitals, variables, without_missing

_NUMBERED = re.compile(r"\s*(?:第.{1,4}[章节部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、\s])")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")
_SALUTATION = re.compile(r"^.{1,60}[：:,，]$")


def proposal_paper(sheet: ProposalSheet, words: Words, today: date, images: Mapping[str, bytes] | None = None) -> Paper:
    """The whole proposal. `images` are the bytes of `sheet.pictures` by file name; what is missing is shown as missing.

    An issued proposal carries its own day, so it prints the same bytes on any later day. Raises Refused where a picture is no picture.
    """
    day = sheet.dated or today
    values = escaped(variables(sheet, words.day(day)))
    blocks = [*_chapters(sheet, words, values, images or {}), *price_blocks(sheet.lines, words)]
    blocks = blocks or [Paragraph(words("Not written yet."), Manner.NOTE)]
    state = "" if sheet.frozen else words("Draft")
    mark = " · ".join(part for part in (sheet.number, words("Version {version}", version=sheet.version), state) if part)
    return report(
        sheet.name, blocks, words, day, cover=_cover(sheet, words, day), preface=_letter(sheet, words, day, values),
        header_right=mark, footer=sheet.company, author=sheet.company,
    )  # fmt: skip


def escaped(values: Mapping[str, str]) -> dict[str, str]:
    """Values as they stand in Markdown: an asterisk in a name is an asterisk."""
    return {name: _MARKDOWN.sub(r"\\\1", value) for name, value in values.items()}


def written(text: str, values: Mapping[str, str], images: Mapping[str, bytes], first_level: int = 2) -> tuple[Block, ...]:
    """Markdown of the rep's own as blocks: variables filled in, pictures found by file name, what is missing shown as 〔missing〕."""
    text = without_missing(filled(text, values), images)
    return blocks_of(text, lambda address: images.get(unquote(address)), first_level)


def numbered(headings: Sequence[str], words: Words) -> tuple[str, ...]:
    """Chapters are numbered 一、 or 1. unless the writer numbers any of them."""
    if any(_NUMBERED.match(heading) for heading in headings):
        return tuple(headings)
    return tuple(f"{ordinal(place)}、{text}" if words.chinese else f"{place}. {text}" for place, text in enumerate(headings, 1))


def ordinal(number: int) -> str:
    """二十一 for 21; figures from a hundred on."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    figures = " 一二三四五六七八九"
    return (figures[tens] if tens > 1 else "") + ("十" if tens else "") + (figures[ones] if ones else "")


def _chapters(sheet: ProposalSheet, words: Words, values: Mapping[str, str], images: Mapping[str, bytes]) -> list[Block]:
    """Every section under its heading; headings inside its text lie one level deeper."""
    headings = [section.heading for section in sheet.sections] + ([words("Prices")] if sheet.lines else [])
    blocks: list[Block] = []
    for heading, section in zip(numbered(headings, words), sheet.sections, strict=False):
        blocks.append(Heading(heading, 1, new_page=True))  # each reader is handed the chapter meant for them
        blocks += written(section.body, values, images)
    if sheet.lines:
        blocks.append(Heading(numbered(headings, words)[-1], 1, new_page=True))
    return blocks


def price_blocks(lines: Sequence[Line], words: Words) -> list[Block]:
    """The price table with its total in figures and in capitals; nothing without lines."""
    if not lines:
        return []
    total, money = sum(line.total for line in lines), words.money
    columns = (
        Column(words("No."), align=Align.CENTRE),
        Column(words("Item"), width=3.0),
        Column(words("Specification"), width=2.6),
        Column(words("Unit of measure")),
        Column(words("Quantity"), align=Align.RIGHT),
        Column(words("Unit price (yuan)"), align=Align.RIGHT),
        Column(words("Amount (yuan)"), align=Align.RIGHT),
    )
    rows: list[Row | Sequence[str | Cell]] = [
        (str(place), _with_note(line), line.specification, line.unit, f"{line.quantity:,f}", money(line.unit_price), money(line.total))
        for place, line in enumerate(lines, 1)
    ]
    amount = Cell(money(total), columns=2, align=Align.RIGHT)
    rows.append(Row((Cell(words("Total"), columns=5, align=Align.RIGHT), amount), strong=True))
    capitals = in_capitals(total)
    if capitals:
        said = words("In capitals: {capitals}", capitals=capitals)
        rows.append(Row((Cell(said, columns=7),), shaded=True))
    return [Table(columns, tuple(rows), ruled=True, size=9.0)]


def _with_note(line: Line) -> str:
    return f"{line.item}\n{line.note}" if line.note else line.item


def _cover(sheet: ProposalSheet, words: Words, day: date) -> Cover:
    rep = " ".join(sheet.values.get(name, "") for name in ("rep.name", "rep.position", "rep.phone")).strip()
    lines = [
        (words("Submitted to"), sheet.account),
        (words("Attention"), sheet.reader),
        (words("Submitted by"), sheet.company),
        (words("Contact"), " ".join(rep.split())),
        (words("Number"), sheet.number),
        (words("Date"), words.day(day)),
    ]
    kind = words("Project proposal")
    if sheet.state is ProposalState.DRAFT:
        kind = f"{kind} · {words('Draft')}"
    return Cover(kind, sheet.subtitle, tuple(line for line in lines if line[1]))


def _letter(sheet: ProposalSheet, words: Words, day: date, values: Mapping[str, str]) -> list[Block]:
    """The covering letter with its closing and signature; nothing where none was written."""
    text = filled(sheet.letter, values).strip()
    if not text:
        return []
    first, _, rest = text.partition("\n")
    blocks: list[Block] = [Paragraph(words("Covering letter"), Manner.TITLE)]
    if _SALUTATION.match(first.strip()):
        blocks.append(Paragraph(first.replace("\\", "").strip(), Manner.FLUSH))
        text = rest
    blocks += blocks_of(text)
    blocks.append(Space(18))
    written = chinese_day(day) if words.chinese else words.day(day)
    name = " ".join((sheet.values.get("rep.position", ""), sheet.values.get("rep.name", ""))).strip()
    for line in (sheet.company, name, sheet.values.get("rep.phone", ""), written):
        if line:
            blocks.append(Paragraph(line, Manner.FLUSH, Align.RIGHT))
    return blocks
