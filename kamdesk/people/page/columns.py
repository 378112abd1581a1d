"""The columns of a list of people."""

from datetime import date

from kamdesk.accounts.rules import Rank
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.people.page.portrait import Face, PortraitCell, Portraits
from kamdesk.people.queries import PersonRow
from kamdesk.people.rules.rhythm import Rhythm, rhythm, rhythm_words
from kamdesk.widgets.grid import Column, Grid
from kamdesk.widgets.tokens import Tone


class PeopleColumns:
    """Name, where and what, rank always beside the title (the same title means different things at different ranks), being in touch."""

    def __init__(self, words: Words, today: date, *, with_account: bool) -> None:
        self._said = said = _Said(words, today)
        account = Column("account", words(N_("Account")), _account, 140, tone=_muted)
        side = Column("side", words(N_("Side")), said.side, 84, tone=_muted)
        self.columns = (
            Column("name", words(N_("Full name")), said.name, 150, strong=True, tip=said.whole_name),
            Column("position", words(N_("Position held")), said.standing, 160, stretch=True, tone=said.faded),
            Column("rank", words(N_("Rank")), said.rank, 90 if words.chinese else 148, tone=said.faded),
            *((account, side) if with_account else ()),
            Column("last_touch", words(N_("In touch")), said.touch, 120, tone=said.touch_tone, tip=said.touch_whole),
            Column("phone", words(N_("Phone")), _phone, 140, sortable=False),
        )

    def leave_out(self, grid: Grid, keys: set[str]) -> None:
        """Hides columns where there is too little room; the rank then stands behind the title."""
        self._said.rank_behind = "rank" in keys
        for place, column in enumerate(grid.model.columns):
            grid.table.setColumnHidden(place, column.key in keys)


def with_faces(grid: Grid, portraits: Portraits) -> None:
    """Small round photos before the names."""
    place = next(place for place, column in enumerate(grid.model.columns) if column.key == "name")
    grid.table.setItemDelegateForColumn(place, PortraitCell(portraits, _face, grid.table))


def _face(row: PersonRow) -> Face:
    return Face(row.name, row.photo, row.retired)


class _Said:
    def __init__(self, words: Words, today: date) -> None:
        self._words, self._today = words, today
        self.rank_behind = False

    def name(self, row: PersonRow) -> str:
        return row.name

    def whole_name(self, row: PersonRow) -> str:
        return row.name if row.grounded else f"{row.name}\n{self._words(N_('No purpose and lawful basis noted'))}"

    def standing(self, row: PersonRow) -> str:
        if row.former:
            to = row.moved_to or self._words(N_("elsewhere"))
            return self._words(N_("former: moved to {place}"), place=to)
        what = " · ".join(part for part in (row.standing, self.rank(row) if self.rank_behind else "") if part)
        return self._words(N_("left: {standing}"), standing=what or "—") if row.retired else what

    def rank(self, row: PersonRow) -> str:
        return self._words.translated(row.rank.label) if row.rank and row.rank is not Rank.NONE else ""

    def side(self, row: PersonRow) -> str:
        return self._words.translated(row.side.label)

    def faded(self, row: PersonRow) -> Tone:
        return Tone.MUTED if row.retired else Tone.PLAIN

    def touch(self, row: PersonRow) -> str:
        found = self._rhythm(row)
        if found.over and not row.retired:
            return self._words(N_("{days} days overdue"), days=found.over)
        return self._words.ago(row.last_touch, self._today) if row.last_touch is not None else "—"

    def touch_whole(self, row: PersonRow) -> str:
        return rhythm_words(self._rhythm(row), self._words)

    def touch_tone(self, row: PersonRow) -> Tone:
        tone = self._rhythm(row).tone
        return Tone.MUTED if row.retired or tone.value in ("unknown", "good", "plain") else Tone(tone.value)

    def _rhythm(self, row: PersonRow) -> Rhythm:
        return rhythm(row.cadence_days, row.last_touch, self._today)


def _account(row: PersonRow) -> str:
    return row.account_name


def _phone(row: PersonRow) -> str:
    return row.phone


def _muted(_row: PersonRow) -> Tone:
    return Tone.MUTED
