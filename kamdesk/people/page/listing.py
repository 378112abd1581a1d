"""What the list of all people shows and offers; what a list can do it does by itself (widgets.listing)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kamdesk.accounts.rules import Rank
from kamdesk.core.filters import Condition, Op
from kamdesk.core.listing import Line
from kamdesk.core.marking import N_
from kamdesk.paper.list_paper import list_paper
from kamdesk.people import actions, queries
from kamdesk.people.page.portrait import Face
from kamdesk.people.rules import Side, standing
from kamdesk.people.rules.rhythm import Rhythm, rhythm, rhythm_words
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.grid import Column
from kamdesk.widgets.listing.kind import Deed, ListKind, Preset
from kamdesk.widgets.tokens import Tone

# A column is left out where the list has less room than this, so that names and positions never shrink to nothing.
ROOM = {"phone": 900, "side": 1010, "account": 470, "rank": 560, "last_touch": 400}
_SHOWN = ("name", "position", "rank", "account", "side", "last_touch", "phone")
_NEEDED = ("department", "position", "rank", "retired_on", "cadence_days", "side", "purpose", "basis", "last_touch")
_SETTABLE = ("account", "side", "rank", "cadence_days", "purpose", "basis", "source")


def people_kind(desk: Desk, known: "Known", deeds: Callable[[], tuple[Deed, ...]], rank_behind: Callable[[], bool]) -> ListKind:
    """`known` is filled by the page before it reads rows; `rank_behind` says whether the rank has no column now: it follows the title."""
    words = desk.words
    said = Said(desk, known, rank_behind)
    return ListKind(
        table="person",
        key="person",
        title=N_("People"),
        columns=_SHOWN,
        presets=_presets(desk),
        own={
            "name": Column("name", words(N_("Full name")), said.name, 150, strong=True, tip=said.whole_name),
            "position": Column("position", words(N_("Position held")), said.position, 160, stretch=True, tone=said.faded),
            "rank": Column("rank", words(N_("Rank")), said.rank, 90 if words.chinese else 148, tone=said.faded),
            "account": Column("account", words(N_("Account")), said.place, 130, tone=_muted),
            "last_touch": Column("last_touch", words(N_("In touch")), said.touch, 110, tone=said.touch_tone, tip=said.touch_whole),
        },
        needs=_NEEDED,
        room=ROOM,
        stretch="position",
        save=actions.save_person,
        erase=actions.erase_person,
        settable=_SETTABLE,
        deeds=deeds,
        paper=list_paper,
    )


def _presets(desk: Desk) -> tuple[Preset, ...]:
    """What people are narrowed to at once."""
    words = desk.words
    fixed: tuple[tuple[str, str, tuple[Condition, ...]], ...] = (
        ("theirs", words(N_("Customer side")), (Condition("side", Op.IS, (Side.THEIRS,)),)),
        ("overdue", words(N_("Long not met")), (Condition("overdue_days", Op.LEAST, (1,)),)),
        ("gone", words(N_("Left")), (Condition("retired_on", Op.KNOWN),)),
        ("groundless", words(N_("No privacy basis")), (Condition("grounded", Op.IS, (False,)),)),
        ("third", words(N_("Third party")), (Condition("side", Op.IS, (Side.THIRD,)),)),
        ("ours", words(N_("Our side")), (Condition("side", Op.IS, (Side.OURS,)),)),
    )
    return tuple(Preset(key, label, _Always(conditions)) for key, label, conditions in fixed)


class _Always:
    def __init__(self, conditions: tuple[Condition, ...]) -> None:
        self._conditions = conditions

    def __call__(self, _current: UUID | None) -> tuple[Condition, ...]:
        return self._conditions


class Said:
    """How a line of the list is said."""

    def __init__(self, desk: Desk, known: "Known", rank_behind: Callable[[], bool]) -> None:
        self._desk, self._words, self._known, self._rank_behind = desk, desk.words, known, rank_behind

    def place(self, line: Line) -> str:
        account = line.values.get("account")
        return self._known.places.get(account, "") if isinstance(account, UUID) else ""

    def name(self, line: Line) -> str:
        return str(line.values.get("name") or "")

    def whole_name(self, line: Line) -> str:
        values = line.values
        grounded = values.get("side") is Side.OURS or (values.get("purpose") and values.get("basis"))
        return self.name(line) if grounded else f"{self.name(line)}\n{self._words(N_('No purpose and lawful basis noted'))}"

    def position(self, line: Line) -> str:
        values = line.values
        what = standing(values.get("department"), values.get("position"))
        if self._rank_behind():
            what = " · ".join(part for part in (what, self.rank(line)) if part)
        return self._words(N_("left: {standing}"), standing=what or "—") if self._gone(line) else what

    def rank(self, line: Line) -> str:
        rank = line.values.get("rank")
        return self._words.translated(rank.label) if isinstance(rank, Rank) and rank is not Rank.NONE else ""

    def faded(self, line: Line) -> Tone:
        return Tone.MUTED if self._gone(line) else Tone.PLAIN

    def touch(self, line: Line) -> str:
        found = self._rhythm(line)
        if found.over and not self._gone(line):
            return self._words(N_("{days} days overdue"), days=found.over)
        return self._words.ago(found.last, self._desk.today()) if found.last is not None else "—"

    def touch_whole(self, line: Line) -> str:
        return rhythm_words(self._rhythm(line), self._words)

    def touch_tone(self, line: Line) -> Tone:
        tone = self._rhythm(line).tone
        return Tone.MUTED if self._gone(line) or tone.value in ("unknown", "good", "plain") else Tone(tone.value)

    def _gone(self, line: Line) -> bool:
        return is_gone(line, self._desk.today())

    def _rhythm(self, line: Line) -> Rhythm:
        return rhythm(line.values.get("cadence_days"), line.values.get("last_touch"), self._desk.today())


def is_gone(line: Line, today: date) -> bool:
    left = line.values.get("retired_on")
    return isinstance(left, date) and left <= today


def _muted(_line: Line) -> Tone:
    return Tone.MUTED


class Known:
    """What is the same for all rows and read once: photos by person, short names by account. Says whose face stands before a name."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.photos: Mapping[UUID, str] = {}
        self.places: Mapping[UUID, str] = {}

    def read(self) -> None:
        self.photos, self.places = self._desk.ask(queries.photos), self._desk.ask(queries.place_names)

    def __call__(self, row: Any) -> Face | None:
        if not isinstance(row, Line):
            return None
        return Face(str(row.values.get("name") or ""), self.photos.get(row.id), is_gone(row, self._desk.today()))
