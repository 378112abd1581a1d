"""The fields of a person in their groups, with what belongs beside: how far a birthday is, a style's advice, the privacy warning."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from kamdesk.core.fields import Field
from kamdesk.core.marking import N_
from kamdesk.people import actions, queries
from kamdesk.people.queries import PersonCard
from kamdesk.people.rules import ADVICE, Side, Style
from kamdesk.people.rules.rhythm import birthday_words
from kamdesk.widgets.desk import Desk
from kamdesk.widgets.form import Form, Mark
from kamdesk.widgets.text import label
from kamdesk.widgets.tokens import Tone

_ALWAYS_THERE = {"name"}


def groups() -> tuple[str, ...]:
    """The groups in their order: position, ways to reach, background, privacy."""
    return tuple(dict.fromkeys(field.group for field in queries.PERSON_FIELDS))


def fields_of_group(group: str) -> tuple[Field, ...]:
    return tuple(field for field in queries.PERSON_FIELDS if field.group == group)


class PersonFields:
    """A form of some fields, each kept edit one change, and the two lines below it; `put_into` stands them in a layout.

    No widget around them: a wrapped label that is nested too deep finds its height too late.
    """

    def __init__(self, desk: Desk, fields: Sequence[Field], *, headed: bool) -> None:
        self._desk, self._words = desk, desk.words
        self._person: UUID | None = None
        names = {field.name for field in fields}
        self.form = Form(desk, fields, self._save, beside=True, groups=headed)
        self.advice = label("", "small", wrap=True)
        self.advice.setObjectName("person.advice")
        self.warning = label("", "small", tone=Tone.CAUTION, wrap=True)
        self.warning.setObjectName("person.warning")
        self._advises, self._warns = "style" in names, "basis" in names

    def put_into(self, layout: QVBoxLayout) -> None:
        for part in (self.form, self.advice, self.warning):
            layout.addWidget(part)

    def show_card(self, person: UUID, card: PersonCard) -> None:
        self._person = person
        marks: dict[str, Mark] = {}
        birthday = card.values.get("birthday")
        if isinstance(birthday, date):
            marks["birthday"] = Mark(birthday_words(birthday, self._desk.today(), self._words))
        self.form.show_values(card.values, marks)
        style = card.values.get("style")
        advised = self._advises and isinstance(style, Style)
        self.advice.setVisible(advised)
        if advised and isinstance(style, Style):
            self.advice.setText(self._words(N_("How to talk: {advice}"), advice=self._words.translated(ADVICE[style])))
        self.warning.setVisible(self._warns and groundless(card))
        self.warning.setText(self._words(N_("Personal data is on file here, but not what for and on what ground (PIPL 13).")))

    def _save(self, values: dict[str, object]) -> None:
        assert self._person is not None
        account = self._desk.ask(queries.person_card, self._person).values["account"] if "account" in values else None
        self._desk.do(actions.save_person, self._person, values)
        if account is not None and values.get("account") is not None:
            self._desk.tell(
                self._words(N_("Corrected. If the person moved there, use “Moved to another position…” instead: it keeps the history."))
            )


def groundless(card: PersonCard) -> bool:
    """Whether personal data of a person who is not ours is kept without its purpose or its ground [law: PIPL 6, 13]."""
    if card.values.get("side") is Side.OURS or (card.values.get("basis") and card.values.get("purpose")):
        return False
    held = (field.name for field in queries.PERSON_FIELDS if field.personal and field.name not in _ALWAYS_THERE)
    return any(card.values.get(name) for name in held)
