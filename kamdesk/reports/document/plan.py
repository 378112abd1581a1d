"""Where the account could buy more, and what we set out to reach there, on its card."""

from collections.abc import Iterator

from kamdesk.core.words import Words
from kamdesk.growth.queries import GridSheet, ObjectiveRow
from kamdesk.growth.rules import SHORT, SIGNS, CellRow, Ground
from kamdesk.paper.blocks import Align, Block, Column, Manner, Paragraph, Table, Together
from kamdesk.reports.document.tables import heading, left_out, listed
from kamdesk.reports.queries import AccountSheet
from kamdesk.tasks.rules import TaskState

MOST_OFFERINGS, MOST_DIVISIONS, MOST_OBJECTIVES, MOST_ACTIONS = 12, 7, 6, 4


def white_space(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    """The grid product × division; nothing while nobody looked at any cell."""
    grid = sheet.grid
    if grid is None or not grid.cells:
        return
    divisions = grid.divisions[:MOST_DIVISIONS]
    columns = [Column(words("Product or service"), width=2.4)]
    columns += [Column(division.name, width=1.4, align=Align.CENTRE) for division in divisions]
    rows = []
    for offering in grid.offerings[:MOST_OFFERINGS]:
        found = [grid.cell(offering.id, division.id) for division in divisions]
        if any(found):
            rows.append([offering.name, *(_cell(cell, words) for cell in found)])
    yield Together((heading(words("Where it could buy more")), Table(tuple(columns), tuple(rows), size=8.5)))
    yield Paragraph(_sum(grid, words), Manner.SMALL)


def _cell(cell: CellRow | None, words: Words) -> str:
    if cell is None:
        return ""
    said = cell.rival if cell.ground is Ground.RIVAL and cell.rival else words.translated(SHORT[cell.ground])
    if cell.ground is Ground.WHITE and cell.potential:
        said = words.wan(cell.potential)
    return f"{SIGNS[cell.ground]} {said}"


def _sum(grid: GridSheet, words: Words) -> str:
    whole = grid.whole
    parts = [words("{covered}% of what suits it comes from us", covered=whole.covered)] if whole.covered is not None else []
    if whole.white_potential:
        parts.append(words("white space worth {amount} a year", amount=words.wan(whole.white_potential)))
    if whole.looked_at < whole.cells:
        parts.append(words("{n} cells not looked at yet", n=whole.cells - whole.looked_at))
    return ("；" if words.chinese else "; ").join(parts)


def plan(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    """Objectives with their next actions; those given up are left out."""
    found = sheet.plan
    if found is None or not found.objectives:
        return
    columns = (
        Column(words("Objective"), width=2.6), Column(words("How we know it is reached"), width=2.4), Column(words("Due"), width=1.2),
        Column(words("State"), width=1.3), Column(words("Next actions"), width=3.2),
    )  # fmt: skip
    shown = [row for row in found.objectives if row.state.value != "dropped"]
    rows = [
        [row.name, row.measure or "—", words.day_short(row.due) or "—", _state(row, words), _actions(row, words) or "—"]
        for row in shown[:MOST_OBJECTIVES]
    ]
    title = words("Account plan")
    if found.next_review is not None:
        title = words("Account plan, next review {day}", day=words.day(found.next_review))
    yield from listed(title, columns, rows, left_out(len(shown), MOST_OBJECTIVES, words))


def _state(row: ObjectiveRow, words: Words) -> str:
    if row.progress.overdue:
        return words("{done} of {whole} done, overdue", done=row.progress.done, whole=row.progress.whole)
    if row.state.value == "open" and row.progress.whole:
        return words("{done} of {whole} done", done=row.progress.done, whole=row.progress.whole)
    return words.translated(row.state.label)


def _actions(row: ObjectiveRow, words: Words) -> str:
    waiting = [task for task in row.actions if task.state is TaskState.OPEN][:MOST_ACTIONS]
    return "\n".join(" ".join(part for part in (words.day_short(task.due), task.what) if part) for task in waiting)
