"""How the list beside the matrix words an account."""

from collections.abc import Callable

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.value.page.worded import TONES, cell_words, why_not_placed
from kamdesk.value.rules import Axis
from kamdesk.value.rules.playbook import in_language
from kamdesk.value.rules.portfolio import PortfolioRow
from kamdesk.widgets.tokens import Tone


class RowWords:
    """`number` gives a row's number on the matrix, `tip` what hovering over its bubble says."""

    def __init__(self, words: Words, number: Callable[[PortfolioRow], str], tip: Callable[[PortfolioRow], str]) -> None:
        self._words, self.number, self._tip = words, number, tip

    def name(self, row: PortfolioRow) -> str:
        return row.short

    def cell(self, row: PortfolioRow) -> str:
        return cell_words(row.standing, self._words)

    def why(self, row: PortfolioRow) -> str:
        return self._tip(row) if row.cell is not None else why_not_placed(row.standing, self._words)

    def tone(self, row: PortfolioRow) -> Tone:
        return TONES[row.cell] if row.cell is not None else Tone.MUTED

    def muted(self, _row: PortfolioRow) -> Tone:
        return Tone.MUTED

    def attractiveness(self, row: PortfolioRow) -> str:
        return self._score(row, Axis.ATTRACTIVENESS)

    def position(self, row: PortfolioRow) -> str:
        return self._score(row, Axis.POSITION)

    def known(self, row: PortfolioRow) -> str:
        return f"{row.standing.percent}%" if row.assessed_on is not None else "—"

    def unknown(self, row: PortfolioRow) -> str:
        names = ("、" if self._words.chinese else ", ").join(in_language(each, self._words).name for each in row.unknown)
        return self._words(N_("Unknown: {names}"), names=names) if names else ""

    def _score(self, row: PortfolioRow, axis: Axis) -> str:
        score = row.standing.of(axis).score
        return "?" if score is None else str(score)
