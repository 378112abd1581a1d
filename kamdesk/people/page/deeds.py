"""What can be done with a person beside editing fields: move, retire, erase, note a position. Small dialogs over a card."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kamdesk.core.choices import Choice
from kamdesk.core.fields import Field, Kind
from kamdesk.core.marking import N_
from kamdesk.people import actions, queries
from kamdesk.people.queries import PostingRow
from kamdesk.people.rules import Change
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.dialogs import agreed
from kamdesk.widgets.new_dialog import NewDialog, made

_POSTING = {field.name: field for field in queries.POSTING_FIELDS}


class Leaving(Choice):
    """How somebody leaves for no other place that we know."""

    RETIRED = "retired", N_("Retired")
    LEFT = "left", N_("Left")


def _typed_day(name: str, label: str) -> Field:
    """A day that may be typed as a year or a month only; the action reads it."""
    return Field(label, Kind.TEXT, name=name, longest=40)


_ON = _typed_day("on", N_("As of (2026-11-22, 2026-11 or 2026)"))
_PLACE = tuple(_POSTING[name] for name in ("account", "organisation", "department", "position", "rank"))
MOVE_FIELDS = (_ON, *_PLACE, _POSTING["note"])
LEAVE_FIELDS = (_ON, Field(N_("How"), Kind.CHOICE, name="change", required=True, choices=Leaving))
POSTING_FIELDS = (
    *_PLACE, _typed_day("from_on", N_("From (year, month or day)")), _typed_day("to_on", N_("Until (empty: still)")),
    replace(_POSTING["change"]), _POSTING["note"],
)  # fmt: skip


class Deeds:
    """`owner` is the widget that the dialogs stand over."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk, self._owner = desk, owner
        self._words = desk.words

    def move(self, person: UUID) -> None:
        """调任: everything stands as it is now, and the rep changes what is new."""
        card = self._desk.ask(queries.person_card, person)
        values = {name: card.values[name] for name in ("account", "department", "position", "rank")}
        values["on"] = self._desk.today().isoformat()
        heading = self._words(N_("{name} moves to another position"), name=card.name[:16])
        moving, deed = _Moving(self._desk, person), self._words(N_("Note the move"))
        made(NewDialog(self._owner, self._desk, heading, MOVE_FIELDS, moving, values=values, deed=deed))

    def leave(self, person: UUID) -> None:
        name = self._desk.ask(queries.person_card, person).name
        values = {"on": self._desk.today().isoformat(), "change": Leaving.RETIRED}
        heading = self._words(N_("{name} retires or leaves"), name=name[:16])
        leaving, deed = _Leaving(self._desk, person), self._words(N_("Note it"))
        made(NewDialog(self._owner, self._desk, heading, LEAVE_FIELDS, leaving, values=values, deed=deed))

    def add_posting(self, person: UUID) -> None:
        heading, deed = self._words(N_("Position held before")), self._words("Create")
        made(NewDialog(self._owner, self._desk, heading, POSTING_FIELDS, _Adding(self._desk, person), deed=deed))

    def edit_posting(self, person: UUID, row: PostingRow) -> None:
        """The present line may only stand on the card so far; it becomes a posting then."""
        if row.id is not None:
            values: Mapping[str, object] = self._desk.ask(queries.posting_values, row.id)
        else:
            card = self._desk.ask(queries.person_card, person)
            values = {name: card.values[name] for name in ("account", "department", "position", "rank")} | {"to_on": row.end}
        heading = self._words(N_("Position held"))
        saving = _Saving(self._desk, person, row.id)
        made(NewDialog(self._owner, self._desk, heading, POSTING_FIELDS, saving, values=values, deed=self._words("Save")))

    def erase(self, person: UUID, name: str) -> bool:
        words = self._words
        sentence = words(N_("The person leaves every list, map and visit. You can take this back with undo."))
        if not agreed(self._owner, words(N_("Erase “{name}”?"), name=name[:60]), sentence, words(N_("Erase")), words):
            return False
        self._desk.do(actions.erase_person, person)
        return True


class _Moving:
    def __init__(self, desk: Desk, person: UUID) -> None:
        self._desk, self._person = desk, person

    def __call__(self, values: dict[str, object]) -> UUID:
        given = dict(values)
        on = given.pop("on", None)
        return self._desk.do(actions.move_person, self._person, given, on if isinstance(on, str) else None)


class _Leaving(_Moving):
    def __call__(self, values: dict[str, object]) -> UUID:
        on, how = values.get("on"), values["change"]
        change = Change.LEFT if how is Leaving.LEFT else Change.RETIRED
        self._desk.do(actions.retire_person, self._person, on if isinstance(on, str) else None, change)
        return self._person


class _Adding(_Moving):
    def __call__(self, values: dict[str, object]) -> UUID:
        return self._desk.do(actions.save_posting, None, values | {"person": self._person})


class _Saving(_Moving):
    def __init__(self, desk: Desk, person: UUID, posting: UUID | None) -> None:
        super().__init__(desk, person)
        self._posting = posting

    def __call__(self, values: dict[str, object]) -> UUID:
        if self._posting is None:
            return self._desk.do(actions.save_present_posting, self._person, values)
        return self._desk.do(actions.save_posting, self._posting, values)
