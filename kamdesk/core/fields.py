"""One description of a field, from which forms, grids, papers, imports, the search index and the journal are derived.

This half is pure: what the rest of the program may know about a column. The mapped columns are made in `columns`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from uuid import UUID

from kamdesk.core import days, money
from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_
from kamdesk.core.names import folded
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Language, Words, words_of

say({
    "empty": N_("Please fill in “{field}”."),
    "too_long": N_("“{field}” holds at most {longest} characters; this has {length}."),
    "control_characters": N_("“{field}” holds characters that cannot be shown or printed. Please type it anew."),
    "not_a_number": N_("“{text}” is not a number."),
    "not_a_date": N_("“{text}” is not a date. Examples: 2026-11-22, 11-22, tomorrow."),
    "not_a_choice": N_("“{text}” is not one of the choices for “{field}”."),
    "wrong_kind": N_("“{field}” does not take such a value."),
    "out_of_range": N_("“{field}” must lie between {least} and {most}."),
})  # fmt: skip

LONGEST_LINE = 200
LONGEST_TEXT = 100_000
_CONTROL_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What is pasted from chats and web pages brings along signs that nobody sees: spaces of no width, which make two names out of one, and
# marks of direction, which show a text in another order than it has.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    LINK = "link"


class SearchAs(StrEnum):
    """How a field enters the search index: a name (found by pinyin too) or running text."""

    NAME = "name"
    TEXT = "text"


NAME, TEXT = SearchAs.NAME, SearchAs.TEXT


@dataclass(frozen=True, slots=True)
class Field:
    """What the program knows about a column; `label`, `group` and `unit` are msgids.

    `shelf_days` is how long a fact stays fresh, `personal` marks data about a person (masked, erased), `links_to` is a table name.
    """

    label: str
    kind: Kind
    group: str = ""
    unit: str = ""
    required: bool = False
    search: SearchAs | None = None
    personal: bool = False
    shelf_days: int | None = None
    choices: type[Choice] | None = None
    links_to: str = ""
    longest: int = LONGEST_LINE
    in_list: bool = True
    least: int | None = None
    most: int | None = None
    name: str = ""


def clean(field: Field, value: object) -> object:
    """The value as it may be stored: trimmed, of the right type, within bounds; None for nothing.

    Raises Refused: empty, too_long, control_characters, not_a_number, not_a_date, not_a_choice, wrong_kind, out_of_range.
    """
    facts: dict[str, object] = {"label": field.label}
    if isinstance(value, str) and field.kind is not Kind.CHOICE:
        value = _clean_text(field, value, facts)
    if value is None or value == "":
        if field.required:
            raise Refused("empty", field.name, facts)
        return None
    return _typed(field, value, facts)


def _clean_text(field: Field, value: str, facts: dict[str, object]) -> str:
    value = _UNSEEN.sub("", _LINE_ENDS.sub("\n", value)).strip()
    if (_CONTROL_IN_TEXT if field.kind is Kind.LONG_TEXT else _CONTROL_IN_LINE).search(value):
        raise Refused("control_characters", field.name, facts)
    if len(value) > field.longest:
        raise Refused("too_long", field.name, facts | {"longest": field.longest, "length": len(value)})
    return value


def _typed(field: Field, value: object, facts: dict[str, object]) -> object:
    if isinstance(value, str) and field.kind not in (Kind.TEXT, Kind.LONG_TEXT):
        value = parsed(field, value)
    wanted = _TYPES[field.kind]
    if field.choices is not None:
        wanted = (field.choices,)
    if not isinstance(value, wanted) or (isinstance(value, bool) and field.kind is not Kind.YES_NO):
        raise Refused("wrong_kind", field.name, facts)
    if isinstance(value, datetime) and field.kind is Kind.DAY:
        value = value.date()
    if (isinstance(value, datetime) and value.tzinfo is None) or (isinstance(value, Decimal) and not value.is_finite()):
        raise Refused("wrong_kind", field.name, facts)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        _refuse_out_of_range(field, value, facts)
    return value


def _refuse_out_of_range(field: Field, value: int | Decimal, facts: dict[str, object]) -> None:
    furthest = money.LARGEST if field.kind is Kind.MONEY else _FURTHEST
    least = -furthest if field.least is None else field.least
    most = furthest if field.most is None else field.most
    if not least <= value <= most:
        raise Refused("out_of_range", field.name, facts | {"least": least, "most": most})


_FURTHEST = 2**62
_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.LONG_TEXT: (str,),
    Kind.CHOICE: (Choice,),
    Kind.DAY: (date,),
    Kind.MOMENT: (datetime,),
    Kind.MONEY: (int,),
    Kind.WHOLE: (int,),
    Kind.DECIMAL: (Decimal,),
    Kind.YES_NO: (bool,),
    Kind.LINK: (UUID,),
}


def parsed(field: Field, text: str, today: date | None = None) -> object:
    """Typed text as a value: "1280万" for money, "2026-11-22" for a day, for a choice its stored value or its word in either language.

    Words such as "tomorrow" need `today`. Raises Refused: not_a_number, not_a_date, not_a_choice.
    """
    text = text.strip()
    if not text:
        return None
    facts = {"label": field.label, "text": text[:40]}
    try:
        return _read(field, text, today)
    except Refused as refused:
        raise Refused(refused.code, field.name, facts | refused.facts) from None
    except (ValueError, InvalidOperation):
        raise Refused(_CODES.get(field.kind, "wrong_kind"), field.name, facts) from None


_CODES = {
    Kind.WHOLE: "not_a_number",
    Kind.DECIMAL: "not_a_number",
    Kind.MONEY: "not_a_number",
    Kind.DAY: "not_a_date",
    Kind.MOMENT: "not_a_date",
    Kind.CHOICE: "not_a_choice",
}
_YES = {"yes", "y", "true", "1", "是", "有"}
_NO = {"no", "n", "false", "0", "否", "无"}


def _read(field: Field, text: str, today: date | None) -> object:
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return text
        case Kind.CHOICE:
            return _chosen(field, text)
        case Kind.DAY:
            return days.parse_day(text, today)
        case Kind.MOMENT:
            return days.parse_moment(text, today)
        case Kind.MONEY:
            return money.parse_signed(text) if field.least is not None and field.least < 0 else money.parse_money(text)
        case Kind.WHOLE:
            return int(text.replace(",", "").replace("，", ""))
        case Kind.DECIMAL:
            number = Decimal(text.replace(",", "").replace("，", ""))
            if not number.is_finite():
                raise ValueError(text)
            return number
        case Kind.YES_NO:
            if text.lower() in _YES | _NO:
                return text.lower() in _YES
            raise ValueError(text)
        case Kind.LINK:
            return UUID(text)


def _chosen(field: Field, text: str) -> Choice:
    assert field.choices is not None
    wanted = folded(text)
    ways: tuple[Callable[[Choice], str], ...] = (
        lambda member: member.value,
        lambda member: member.label,
        lambda member: words_of(Language.ZH).translated(member.label),
    )
    for said in ways:
        for member in field.choices:
            if folded(said(member)) == wanted:
                return member
    raise Refused("not_a_choice", field.name)


def shown(field: Field, value: object, words: Words) -> str:
    """The value as a reader sees it; "" for nothing. A link is shown by whoever knows the row's title."""
    if value is None or value == "":
        return ""
    if isinstance(value, Choice):
        return words.translated(value.label)
    match field.kind:
        case Kind.MONEY:
            assert isinstance(value, int)
            return words.money(value)
        case Kind.DAY:
            assert isinstance(value, date)
            return words.day(value)
        case Kind.MOMENT:
            assert isinstance(value, datetime)
            return words.moment(value)
        case Kind.YES_NO:
            return words("Yes") if value else words("No")
        case Kind.WHOLE:
            # What never reaches ten thousand, such as a year, is written without a separator.
            text = f"{value}" if field.most is not None and field.most < 10_000 else f"{value:,}"
            return f"{text} {words.translated(field.unit)}".strip()
    return f"{value} {words.translated(field.unit)}".strip()
