"""What the pages say of a standing, in one place."""

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.value.rules import Axis, Cell, Standing
from kamdesk.widgets.tokens import Tone

TONES = {Cell.INVEST: Tone.GOOD, Cell.GROW: Tone.ACCENT, Cell.KEEP: Tone.CAUTION, Cell.HARVEST: Tone.MUTED}


def cell_words(found: Standing, words: Words) -> str:
    return words.translated(found.cell.label) if found.cell is not None else words(N_("Not yet placed"))


def sentence(found: Standing, words: Words) -> str:
    """战略投入：吸引力 7.8，我方地位 6.1（已知权重 85%)."""
    scores = words(
        N_("attractiveness {attractiveness}, our position {position} ({percent}% of the weight known)"),
        attractiveness=score_words(found, Axis.ATTRACTIVENESS, words),
        position=score_words(found, Axis.POSITION, words),
        percent=found.percent,
    )
    return words(N_("{cell}: {scores}"), cell=cell_words(found, words), scores=scores)


def score_words(found: Standing, axis: Axis, words: Words) -> str:
    score = found.of(axis).score
    return words(N_("unknown")) if score is None else str(score)


def why_not_placed(found: Standing, words: Words) -> str:
    """Which axis lacks what; "" for a placed one."""
    lacking = [
        words(N_("{axis}: only {percent}% known"), axis=words.translated(axis.label), percent=found.of(axis).percent)
        for axis in Axis
        if not found.of(axis).placed
    ]
    return ("；" if words.chinese else "; ").join(lacking)
