"""A list of any kind on paper: what narrows it in words, its columns, its groups with their sums; landscape where it is wide."""

from collections.abc import Mapping
from datetime import date

from kamdesk.core.list_sheet import ListSheet, SheetGroup
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.paper.blocks import Align, Block, Cell, Column, Manner, Paragraph, Row, Table
from kamdesk.paper.frames import Paper, brief
from kamdesk.paper.spans import Text

_UPRIGHT = 62  # so many Chinese characters side by side still fit an upright sheet
_LONG = 14


def list_paper(sheet: ListSheet, words: Words, today: date, *, author: str = "") -> Paper:
    """The whole list; a list cut off at its limit says so at its end. The same sheet and day give the same bytes."""
    widths = [_width(sheet, place) for place in range(len(sheet.columns))]
    landscape = sum(widths) > _UPRIGHT or len(sheet.columns) > 7
    blocks: list[Block] = []
    if sheet.conditions:
        said = ("；" if words.chinese else "; ").join(sheet.conditions)
        blocks.append(Paragraph(words(N_("Narrowed to: {conditions}"), conditions=said), Manner.SMALL))
    blocks.append(_table(sheet, widths, words))
    if sheet.left_out:
        blocks.append(Paragraph(words(N_("{n} more rows are not printed."), n=f"{sheet.left_out:,}"), Manner.SMALL))
    count = words("1 row") if sheet.count == 1 else words("{n} rows", n=f"{sheet.count:,}")
    footer = " · ".join((sheet.title, words.day(today)))
    subtitle = f"{count} · {words.day(today)}"
    return brief(sheet.title, blocks, words, today, subtitle=subtitle, footer=footer, author=author, size=9.0, landscape=landscape)


def _width(sheet: ListSheet, place: int) -> float:
    """How wide a column wants to be, in Chinese characters: its heading or most of its cells."""
    cells = [row[place] for group in sheet.groups for row in group.rows[:200]][:400]
    sizes = sorted(_size(cell) for cell in cells)
    usual = sizes[int(len(sizes) * 0.95)] if sizes else 0.0
    return min(max(_size(sheet.columns[place].label), usual) + 1.5, 30.0)


def _size(text: str) -> float:
    return sum(1.0 if ord(sign) > 0x2E7F else 0.55 for sign in text)


def _table(sheet: ListSheet, widths: list[float], words: Words) -> Table:
    """Short columns fit their content; those with long words share what is left."""
    columns = [
        Column(column.label, width=None if width <= _LONG else width, align=Align.RIGHT if column.number else Align.LEFT)
        for column, width in zip(sheet.columns, widths, strict=True)
    ]
    if all(column.width is None for column in columns):
        columns = [Column(column.title, width, column.align) for column, width in zip(columns, widths, strict=True)]
    rows: list[Row | tuple[Text, ...]] = []
    for group in sheet.groups:
        if group.title:
            rows.append(_heading(sheet, group))
        rows.extend(group.rows)
    if sheet.sums:
        rows.append(Row(_with_sums(sheet, words(N_("Total")), sheet.sums), strong=True))
    return Table(columns, rows, size=8.5, zebra=not any(group.title for group in sheet.groups))


def _heading(sheet: ListSheet, group: SheetGroup) -> Row:
    if not group.sums:
        return Row((Cell(group.title, columns=len(sheet.columns)),), shaded=True, strong=True)
    return Row(_with_sums(sheet, group.title, group.sums), shaded=True, strong=True)


def _with_sums(sheet: ListSheet, title: str, sums: Mapping[str, str]) -> list[Text | Cell]:
    """The title as far as the first sum, then every sum in its column."""
    found = sums
    first = next((place for place, column in enumerate(sheet.columns) if column.key in found), len(sheet.columns))
    cells: list[Text | Cell] = [Cell(title, columns=max(1, first))]
    cells += [Cell(found.get(column.key, ""), align=Align.RIGHT) for column in sheet.columns[max(1, first) :]]
    return cells
