"""The portfolio on one sheet: the matrix, the accounts in its cells with their figures, what to do in each, and what is not yet placed.

It judges accounts, never people, and may be shown to a superior as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from kamdesk.core.words import Words
from kamdesk.paper.blocks import Align, Block, Column, Columns, Drawing, Heading, Manner, Paragraph, Row, Table
from kamdesk.paper.blocks import Cell as TableCell
from kamdesk.paper.frames import Paper, brief
from kamdesk.value.rules import ADVICE, Axis, Cell, Standing
from kamdesk.value.rules.matrix import matrix_picture, numbered_in
from kamdesk.value.rules.playbook import in_language
from kamdesk.value.rules.portfolio import PortfolioRow, PortfolioSheet, counts, dots, ordered

SIZE = (410.0, 352.0)  # of the matrix, in points
MOST_UNPLACED = 12
ON_ONE_SHEET = 14  # so many placed accounts stand in a table beside the matrix


def portfolio_paper(sheet: PortfolioSheet, words: Words, today: date) -> Paper:
    """A4 across. Many accounts go on overleaf; the matrix stays whole."""
    rows = ordered(sheet.rows)
    placed = [row for row in rows if row.cell is not None]
    number = numbered_in(len(placed), *SIZE)
    picture = matrix_picture(dots(rows, sheet.sizes), words, *SIZE, numbered=number)
    size = words("Bubbles: {what}", what=words.translated(sheet.size_label)) if sheet.size_label and sheet.sizes else ""
    arrows = words("Arrows: moved since last quarter") if any(row.before for row in placed) else ""
    legend = " · ".join(part for part in (size, arrows) if part)
    small = len(placed) <= ON_ONE_SHEET
    left: tuple[Block, ...] = (Drawing(picture, caption=legend), *(_said_unplaced(rows, words) if small else ()))
    right = tuple(_by_cell(rows, sheet, words) if small else _advice(rows, words))
    nothing = Paragraph(words("No account is placed yet."), Manner.NOTE)
    blocks: list[Block] = [Columns((left, right), weights=(56, 44), gap=16) if placed else nothing]
    if not small:
        blocks += _table(placed, sheet.sizes, number, sheet.size_label, words)
    if not small or not placed:
        blocks += _unplaced([row for row in rows if row.cell is None and row.assessed_on is not None], words)
        blocks += _never(rows, words)
    footer = " · ".join(part for part in (words("Portfolio"), sheet.rep, words.day(today)) if part)
    figures = [(words("Placed"), f"{len(placed)} / {len(rows)}")]
    return brief(
        words("Portfolio of accounts"), blocks, words, today, subtitle=words.day(today), figures=figures, footer=footer, author=sheet.rep,
        landscape=True,
    )  # fmt: skip


def _advice(rows: Sequence[PortfolioRow], words: Words) -> Iterator[Block]:
    many = counts(rows)
    for cell in (Cell.INVEST, Cell.GROW, Cell.KEEP, Cell.HARVEST):
        names = [row.short for row in rows if row.cell is cell]
        yield Heading(f"{words.translated(cell.label)} {many[cell]}", level=3, in_contents=False)
        if names:
            shown = ("、" if words.chinese else ", ").join(names[:8])
            more = words("and {n} more", n=len(names) - 8) if len(names) > 8 else ""
            yield Paragraph(" ".join(part for part in (shown, more) if part), Manner.FLUSH)
        yield Paragraph(words.translated(ADVICE[cell]), Manner.SMALL)


def _by_cell(rows: Sequence[PortfolioRow], sheet: PortfolioSheet, words: Words) -> Iterator[Block]:
    """The placed accounts cell by cell, and below each cell's word what to do there."""
    sized = bool(sheet.size_label and sheet.sizes)
    columns = [
        Column(words("Account"), width=1),
        Column(words("Attractiveness"), align=Align.RIGHT), Column(words("Our position"), align=Align.RIGHT),
        *([Column(words.translated(sheet.size_label), align=Align.RIGHT)] if sized else []),
    ]  # fmt: skip
    lines: list[Row | Sequence[str]] = []
    for cell in Cell:
        inside = [row for row in rows if row.cell is cell]
        title = f"{words.translated(cell.label)} {len(inside)}"
        lines.append(Row([TableCell(f"{title}\n{words.translated(ADVICE[cell])}", columns=len(columns))], shaded=True))
        for row in inside:
            change = moved(row.before, row.standing, words)
            cells = ["\n".join(part for part in (row.short, change) if part), str(row.standing.attractiveness.score)]
            cells.append(str(row.standing.position.score))
            lines.append([*cells, *([words.wan(sheet.sizes.get(row.account)) or "—"] if sized else [])])
    yield Table(tuple(columns), tuple(lines), size=9)


def _table(rows: Sequence[PortfolioRow], sizes: Mapping[UUID, int], numbered: bool, label: str, words: Words) -> Iterator[Block]:
    if not rows:
        return
    columns = [
        *([Column(words("No."))] if numbered else []), Column(words("Account"), width=4), Column(words("Value cell")),
        Column(words("Attractiveness"), align=Align.RIGHT), Column(words("Our position"), align=Align.RIGHT),
        Column(words("Weight known"), align=Align.RIGHT), Column(words("Since last quarter")),
        *([Column(words.translated(label), align=Align.RIGHT)] if label and sizes else []), Column(words("Assessed on")),
    ]  # fmt: skip
    lines: list[Row | Sequence[str]] = []
    for number, row in enumerate(rows, 1):
        assert row.cell is not None
        found = row.standing
        cells = [str(number)] if numbered else []
        cells += [row.name, words.translated(row.cell.label)]
        cells += [str(found.attractiveness.score), str(found.position.score), f"{found.percent}%"]
        cells += [moved(row.before, found, words) or "—"]
        cells += [words.wan(sizes.get(row.account)) or "—"] if label and sizes else []
        lines.append([*cells, words.day_short(row.assessed_on)])
    yield Heading(words("Accounts by cell"), level=3, in_contents=False)
    yield Table(tuple(columns), tuple(lines), size=9)


def moved(before: Standing | None, now: Standing, words: Words) -> str:
    """吸引力 +0.6，我方地位 −0.3; "" where nothing moved."""
    if before is None:
        return ""
    parts = []
    for axis, word in ((Axis.ATTRACTIVENESS, words("Attractiveness")), (Axis.POSITION, words("Our position"))):
        old, new = before.of(axis).score, now.of(axis).score
        if old is not None and new is not None and old != new:
            parts.append(f"{word} {'+' if new > old else '−'}{abs(new - old)}")
    return ("，" if words.chinese else ", ").join(parts)


def _said_unplaced(rows: Sequence[PortfolioRow], words: Words) -> Iterator[Block]:
    """The same in a line, where the sheet has no room for a table."""
    begun = [f"{row.short} {row.standing.percent}%" for row in rows if row.cell is None and row.assessed_on is not None]
    if begun:
        names = ("、" if words.chinese else ", ").join(begun[:MOST_UNPLACED])
        yield Paragraph(words("Not yet placed (weight known): {names}", names=names), Manner.SMALL)
    yield from _never(rows, words)


def _never(rows: Sequence[PortfolioRow], words: Words) -> Iterator[Block]:
    never = sum(row.assessed_on is None for row in rows)
    if never:
        yield Paragraph(words("Not assessed yet: {n} accounts", n=never), Manner.SMALL)


def _unplaced(rows: Sequence[PortfolioRow], words: Words) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(words("Not yet placed: what must be found out"), level=3, in_contents=False)
    columns = (Column(words("Account"), width=3), Column(words("Weight known"), align=Align.RIGHT), Column(words("Unknown"), width=6))
    between = "、" if words.chinese else ", "
    lines = [
        [row.name, f"{row.standing.percent}%", between.join(in_language(each, words).name for each in row.unknown)]
        for row in rows[:MOST_UNPLACED]
    ]
    yield Table(columns, tuple(lines), size=9)
    if len(rows) > MOST_UNPLACED:
        yield Paragraph(words("and {n} more", n=len(rows) - MOST_UNPLACED), Manner.SMALL)
