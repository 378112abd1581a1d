"""The lines of a map: from each boss down to the people below, straight across and down."""

from itertools import groupby

from kamdesk.relations.rules.boxes import BOX_HEIGHT, BOX_WIDTH, PITCH, ROW_GAP, TRUNK_GAP, Key, ReportLine
from kamdesk.relations.rules.packing import Group, column_middles


def report_lines(boss: Key, groups: list[Group[Key]], middle: float, row: int) -> list[ReportLine[Key]]:
    """From the boss down the trunk to the crossbar of each rung, and from there to each person or along the trunks of a block."""
    bottom = row * PITCH + BOX_HEIGHT
    lines: list[ReportLine[Key]] = []
    lowest = bottom
    for down, rung in groupby(groups, key=lambda group: group.down):
        bar = bottom + down * PITCH + ROW_GAP / 2
        feet = [middle]
        for group in rung:
            if group.columns == 1:
                foot = middle + group.at
                feet.append(foot)
                lines.append(ReportLine(boss, group.members[0], ((foot, bar), (foot, bar + ROW_GAP / 2))))
            else:
                feet += _block_lines(boss, group, middle, bar, lines)
        if max(feet) - min(feet) > 0.01:
            lines.append(ReportLine(boss, None, ((min(feet), bar), (max(feet), bar))))
        lowest = bar
    lines.append(ReportLine(boss, None, ((middle, bottom), (middle, lowest))))
    return lines


def _block_lines(boss: Key, group: Group[Key], middle: float, bar: float, lines: list[ReportLine[Key]]) -> list[float]:
    """The lines of a block below its crossbar; returns where its trunks hang."""
    top = bar + ROW_GAP / 2 + BOX_HEIGHT / 2
    middles = column_middles(group.columns)
    trunks = [middle + group.at + middles[column] + BOX_WIDTH / 2 + TRUNK_GAP / 2 for column in range(0, group.columns, 2)]
    deepest = [0] * len(trunks)
    for number, key in enumerate(group.members):
        row, column = divmod(number, group.columns)
        y, trunk = top + row * PITCH, trunks[column // 2]
        side = trunk + (TRUNK_GAP / 2 if column % 2 else -TRUNK_GAP / 2)
        lines.append(ReportLine(boss, key, ((trunk, y), (side, y))))
        deepest[column // 2] = row
    for trunk, row in zip(trunks, deepest, strict=True):
        lines.append(ReportLine(boss, None, ((trunk, bar), (trunk, top + row * PITCH))))
    return trunks
