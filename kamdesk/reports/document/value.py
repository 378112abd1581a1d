"""What the account is worth to us and how we stand there, on its card: the sentence, the matrix, the scores behind them."""

from collections.abc import Iterator

from kamdesk.core.words import Words
from kamdesk.paper.blocks import Block, Columns, Drawing, Fact, Facts, Manner, Paragraph, Together
from kamdesk.reports.document.tables import heading, joined
from kamdesk.reports.queries import AccountSheet
from kamdesk.value.queries import ValueSheet
from kamdesk.value.rules import ADVICE, Axis
from kamdesk.value.rules.matrix import account_picture

WIDTH, HEIGHT = 210.0, 150.0


def standing(sheet: AccountSheet, words: Words) -> Iterator[Block]:
    """Nothing while the account was never assessed: an empty matrix says nothing."""
    found = sheet.value
    if found is None or not found.begun:
        return
    beside: list[Block] = [Paragraph(_sentence(found, words), Manner.LEAD)]
    cell = found.standing.cell
    if cell is not None:
        beside.append(Paragraph(words.translated(ADVICE[cell]), Manner.SMALL))
    beside.append(Facts(tuple(Fact(words.translated(axis.label), _scores(found, axis, words), wide=True) for axis in Axis)))
    picture = account_picture(found.history, words, WIDTH, HEIGHT)
    columns = Columns(((Drawing(picture),), tuple(beside)), weights=(2, 3))
    yield Together((heading(words("Value of the account")), columns))


def _sentence(found: ValueSheet, words: Words) -> str:
    """战略投入：吸引力 7.8，我方地位 6.1（已知权重 85%）."""
    first, second = found.standing.attractiveness.score, found.standing.position.score
    cell = found.standing.cell
    return words(
        "{cell}: attractiveness {attractiveness}, our position {position} ({share}% of the weight known)",
        cell=words.translated(cell.label) if cell is not None else words("Not placed yet"),
        attractiveness=first if first is not None else "？",
        position=second if second is not None else "？",
        share=found.standing.percent,
    )


def _scores(found: ValueSheet, axis: Axis, words: Words) -> str:
    rows = found.of(axis)
    known = joined((f"{row.criterion.name} {row.score}" for row in rows if row.score is not None), words)
    unknown = joined((row.criterion.name for row in rows if row.score is None), words)
    return "\n".join(part for part in (known, words("unknown: {criteria}", criteria=unknown) if unknown else "") if part)
