"""What a list that is written out holds: its columns, what of them is personal, and each value as a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kamdesk.core.choices import Choice
from kamdesk.core.fields import Field, Kind
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Words
from kamdesk.exchange.rules.cells import neutralised
from kamdesk.exchange.rules.headings import NUMBER, NUMBER_HEADS

LONGEST_IN_EXCEL = 32_767
Cell = str | int | Decimal | date | None

say({
    "personal_columns": N_("“{field}” is personal. Ask for personal data as well, or leave the column out."),
    "too_long_for_excel": N_("Row {row}: “{field}” is longer than a cell of Excel holds ({most} characters). Write a CSV file instead."),
    "list_format": N_("“{name}” must end in {endings}."),
    "cards_are_personal": N_("A vCard is made of phone numbers and addresses. Ask for personal data, or choose another kind of file."),
    "cards_of_people": N_("Only people can be written as vCards."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is written: `fields` in the order of the columns, and whether kamdesk's own number stands in a last column, by which a list that
    comes back is known again.
    """

    kind: str
    fields: tuple[Field, ...]
    numbered: bool = True


def is_called_by(field: Field) -> bool:
    """Whether an entry is called by this field: a name is no secret of the list that it stands in."""
    return field.name == "name"


def columns_of(kind: str, fields: Sequence[Field], names: Sequence[str] = (), unmasked: bool = False) -> Outgoing:
    """The columns asked for by name, or all: personal ones only where they are asked for.

    Raises Refused: unknown_field, personal_columns (a personal column by name, without `unmasked`).
    """
    open_to_all = [field for field in fields if unmasked or not field.personal or is_called_by(field)]
    if not names:
        return Outgoing(kind, tuple(open_to_all))
    by_name = {field.name: field for field in fields}
    for name in names:
        if name != NUMBER and name not in by_name:
            raise Refused("unknown_field", name)
        if name != NUMBER and by_name[name] not in open_to_all:
            raise Refused("personal_columns", name, {"label": by_name[name].label})
    return Outgoing(kind, tuple(by_name[name] for name in dict.fromkeys(names) if name != NUMBER), NUMBER in names)


def headings(outgoing: Outgoing, words: Words) -> tuple[str, ...]:
    """The words over the columns, by which an import knows them again."""
    own = NUMBER_HEADS[0] if words.chinese else NUMBER_HEADS[1]
    return (*(words.translated(field.label) for field in outgoing.fields), *((own,) if outgoing.numbered else ()))


def cell_of(field: Field, value: object, words: Words, title: str = "") -> Cell:
    """A value as a cell: numbers and days as such (money in yuan), choices by their word, links by the title of what they lead to."""
    if value is None or value == "":
        return None
    if isinstance(value, Choice):
        return words.translated(value.label)
    if isinstance(value, bool):
        return words("Yes") if value else words("No")
    if field.kind is Kind.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    if field.kind is Kind.LINK:
        return neutralised(title)
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, (int, Decimal, date)):
        return value
    return neutralised(str(value))


def cell_words(cell: Cell) -> str:
    """A cell as plain text, for CSV: 107000.53, 2026-11-22."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else format(cell, "f") if isinstance(cell, Decimal) else str(cell)
