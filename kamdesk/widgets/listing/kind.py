"""What a page says about its list; everything else follows from the fields of the table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from kamdesk.core.filters import Condition
from kamdesk.core.list_sheet import ListSheet
from kamdesk.core.words import Words
from kamdesk.core.work import Verb
from kamdesk.widgets.grid_model import Column
from kamdesk.widgets.print_job import Finished

STAR = "favourite"


@dataclass(frozen=True, slots=True)
class Preset:
    """A chip that narrows the list. `label` is worded; `conditions(current row)` says by what."""

    key: str
    label: str
    conditions: Callable[[UUID | None], tuple[Condition, ...]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do with the rows chosen: `run(ids)`. `label` is worded; at least `least` and at most `most` rows (0: any number)."""

    key: str
    label: str
    icon: str
    run: Callable[[tuple[UUID, ...]], None]
    least: int = 1
    most: int = 0
    shortcut: str = ""

    def fits(self, count: int) -> bool:
        return count >= self.least and (not self.most or count <= self.most)


@dataclass(frozen=True, slots=True)
class ListKind:
    """`table` names the rows, `key` the list (saved views belong to it), `title` is a msgid.

    `columns` are the keys shown at first: fields of the table, what `core.listing.offer` added, columns of higher subjects. `own` says
    how some of them are shown where that differs from the usual. `needs` are fields read besides those shown. `room` leaves a column out
    where the list is narrower than so many pixels. `save` and `erase` are the actions of one row, used for many; `settable` the fields
    that may be set for many. `deeds` makes the page's own deeds for rows chosen. `paper(sheet, words, today)` prints a
    `core.list_sheet.ListSheet` (paper.list_paper.list_paper). A table with a yes-or-no field `favourite` has a star, one with `tags` can
    be tagged, by themselves.
    """

    table: str
    key: str
    title: str
    columns: tuple[str, ...]
    presets: tuple[Preset, ...] = ()
    own: Mapping[str, Column] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    room: Mapping[str, int] = field(default_factory=dict)
    stretch: str = "name"
    save: Verb[Any, UUID] | None = None
    erase: Verb[Any, None] | None = None
    settable: Sequence[str] = ()
    deeds: Callable[[], tuple[Deed, ...]] = tuple
    paper: Callable[[ListSheet, Words, date], Finished] | None = None
    row_height: int = 40
