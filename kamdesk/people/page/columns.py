"""The columns of a list of people."""

from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.people.queries import PersonRow
from kamdesk.widgets.grid import Column, Grid
from kamdesk.widgets.tokens import Tone


def person_columns(words: Words, *, with_account: bool) -> tuple[Column, ...]:
    """Name, where and what, rank always beside the title (the same title means different things at different ranks)."""
    account = Column("account", words(N_("Account")), _account, 150, tone=_muted)
    side = Column("side", words(N_("Side")), _Said(words).side, 84, tone=_muted)
    return (
        Column("name", words(N_("Full name")), _Said(words).name, 110, strong=True),
        Column("position", words(N_("Position held")), _standing, 160, stretch=True),
        Column("rank", words(N_("Rank")), _Said(words).rank, 90 if words.chinese else 148),
        *((account, side) if with_account else ()),
        Column("phone", words(N_("Phone")), _phone, 140, sortable=False),
    )


def leave_out(grid: Grid, keys: set[str]) -> None:
    """Hides columns where there is too little room, so that names and positions never shrink to nothing."""
    for place, column in enumerate(grid.model.columns):
        grid.table.setColumnHidden(place, column.key in keys)


class _Said:
    def __init__(self, words: Words) -> None:
        self._words = words

    def name(self, row: PersonRow) -> str:
        return self._words(N_("{name} (left)"), name=row.name) if row.retired else row.name

    def rank(self, row: PersonRow) -> str:
        return self._words.translated(row.rank.label) if row.rank else ""

    def side(self, row: PersonRow) -> str:
        return self._words.translated(row.side.label)


def _account(row: PersonRow) -> str:
    return row.account_name


def _standing(row: PersonRow) -> str:
    return row.standing


def _phone(row: PersonRow) -> str:
    return row.phone


def _muted(_row: PersonRow) -> Tone:
    return Tone.MUTED
