"""Conditions on a list as people type them: `revenue>=1亿 and region~太原`, `企业性质=央企`, `headcount?`.

Pure: what a condition means for rows is said in `filtering`. Names and choices are understood by their stored name and by their word in
either language; `spelled` writes the one spelling that `read_filter` reads back as the same conditions.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from kamdesk.core import money
from kamdesk.core.choices import Choice
from kamdesk.core.fields import Field, Kind, parsed, shown
from kamdesk.core.marking import N_
from kamdesk.core.names import folded
from kamdesk.core.problems import Refused, say
from kamdesk.core.words import Language, Words, words_of

say({
    "filter_field": N_("At sign {place} of the filter: there is no “{text}” to filter by."),
    "filter_value": N_("At sign {place} of the filter: “{text}” is no value for “{field}”."),
    "filter_operator": N_("At sign {place} of the filter: “{field}” takes {possible}, not {text}."),
    "filter_quote": N_("At sign {place} of the filter: the quotation mark is not closed."),
    "filter_missing": N_("At sign {place} of the filter: the value after “{text}” is missing."),
})  # fmt: skip


class Op(StrEnum):
    """How a value is compared, as it is written."""

    IS = "="
    NOT = "!="
    OVER = ">"
    LEAST = ">="
    UNDER = "<"
    MOST = "<="
    HOLDS = "~"
    LACKS = "!~"
    UNKNOWN = "?"
    KNOWN = "!?"


@dataclass(frozen=True, slots=True)
class Relative:
    """A day so many days from today (negative: ago)."""

    days: int

    def day(self, today: date) -> date:
        return today + timedelta(days=self.days)


Value: TypeAlias = str | int | bool | Decimal | date | Relative | UUID | Choice


@dataclass(frozen=True, slots=True)
class Condition:
    """`field op value`; of several values one is enough. An empty `field` looks for the value anywhere in the row.

    A link's value is a row's number, or what is typed of its title.
    """

    field: str
    op: Op
    values: tuple[Value, ...] = ()


_WITHOUT_VALUE = (Op.UNKNOWN, Op.KNOWN)
_ORDERED = (Op.IS, Op.NOT, Op.OVER, Op.LEAST, Op.UNDER, Op.MOST, Op.UNKNOWN, Op.KNOWN)
_TEXTUAL = (Op.IS, Op.NOT, Op.HOLDS, Op.LACKS, Op.UNKNOWN, Op.KNOWN)
OPERATORS: Mapping[Kind, tuple[Op, ...]] = {
    Kind.TEXT: (Op.HOLDS, Op.LACKS, Op.IS, Op.NOT, Op.UNKNOWN, Op.KNOWN),
    Kind.LONG_TEXT: (Op.HOLDS, Op.LACKS, Op.UNKNOWN, Op.KNOWN),
    Kind.CHOICE: (Op.IS, Op.NOT, Op.UNKNOWN, Op.KNOWN),
    Kind.LINK: _TEXTUAL,
    Kind.YES_NO: (Op.IS, Op.NOT),
    Kind.DAY: (Op.UNDER, Op.MOST, Op.LEAST, Op.OVER, Op.IS, Op.NOT, Op.UNKNOWN, Op.KNOWN),
    Kind.MOMENT: (Op.UNDER, Op.MOST, Op.LEAST, Op.OVER, Op.IS, Op.UNKNOWN, Op.KNOWN),
    Kind.MONEY: (Op.LEAST, Op.MOST, Op.OVER, Op.UNDER, Op.IS, Op.NOT, Op.UNKNOWN, Op.KNOWN),
    Kind.WHOLE: (Op.LEAST, Op.MOST, Op.OVER, Op.UNDER, Op.IS, Op.NOT, Op.UNKNOWN, Op.KNOWN),
    Kind.DECIMAL: _ORDERED,
}

_SIGN = re.compile(r"!=|！=|<>|≠|>=|＞＝|＞=|≥|<=|＜＝|＜=|≤|[!！][~～]|[!！][?？]|[=＝>＞<＜~～]|[?？](?=\s*$)")
_SPELLINGS = {"<>": "!=", "≠": "!=", "≥": ">=", "≤": "<="}
_WIDE = str.maketrans("！＝＞＜～？", "!=><~?")
_JOINT = re.compile(r"\s+(?:and|且|并且|&&?)\s+", re.IGNORECASE)
_QUOTES = {'"': '"', "“": "”"}
_PLAIN = re.compile(r"[\w.+#/-]+")
_RELATIVE = re.compile(r"([+-]\d{1,5})\s*(d|days?|天|日|w|weeks?|周|m|months?|个?月|y|years?|年)?", re.IGNORECASE)
_FURTHEST = 99_999  # days from today
_NEAR = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "tomorrow": 1, "明天": 1}


def is_filter(text: str) -> bool:
    """Whether typed text compares anything, so that it is more than words to look for."""
    return any(_SIGN.search(term) for _, term in _terms_of(text))


def read_filter(text: str, fields: Sequence[Field], today: date | None = None) -> tuple[Condition, ...]:
    """What was typed as conditions, joined by `and` (且); a part without an operator is looked for anywhere.

    Raises Refused: filter_field, filter_value, filter_operator, filter_quote, filter_missing, with {place} counted from 1.
    """
    found = []
    for place, term in _terms_of(text):
        if _open_quote(term):
            raise Refused("filter_quote", facts={"place": place + 1})
        found.append(_condition(term, place, fields, today))
    return tuple(found)


def _terms_of(text: str) -> list[tuple[int, str]]:
    """(place, term) between the joints; a joint inside quotation marks is none."""
    terms, start, place = [], 0, 0
    while place < len(text):
        if text[place] in _QUOTES and _may_open(text[start:place]):
            place = _closing(text, place) + 1
            continue
        joint = _JOINT.match(text, place)
        if joint is not None and text[start:place].strip():
            terms.append((start, text[start:place]))
            start = place = joint.end()
            continue
        place += 1
    terms.append((start, text[start:]))
    return [(at + len(term) - len(term.lstrip()), term.strip()) for at, term in terms if term.strip()]


def _may_open(before: str) -> bool:
    """A quotation mark opens at the beginning of a term and of a value, nowhere else: 5" is a size."""
    before = before.strip()
    return not before or before[-1] in "=＝>＞<＜~～≠≥≤|｜"


def _closing(text: str, opening: int) -> int:
    """Where the quotation ends; past the end where it does not."""
    wanted, place = _QUOTES[text[opening]], opening + 1
    while place < len(text) and text[place] != wanted:
        place += 2 if text[place] == "\\" else 1
    return place


def _open_quote(term: str) -> bool:
    place = 0
    while place < len(term):
        if term[place] in _QUOTES and _may_open(term[:place]):
            place = _closing(term, place)
            if place >= len(term):
                return True
        place += 1
    return False


def _condition(term: str, place: int, fields: Sequence[Field], today: date | None) -> Condition:
    if term[0] in _QUOTES and _closing(term, 0) == len(term) - 1:
        return Condition("", Op.HOLDS, (_unquoted(term),))
    sign = _SIGN.search(term)
    if sign is None:
        return Condition("", Op.HOLDS, (term,))
    name, rest = term[: sign.start()].strip(), term[sign.end() :].strip()
    op = Op(_SPELLINGS.get(sign[0], sign[0].translate(_WIDE)))
    field = _field_called(name, fields)
    if field is None:
        raise Refused("filter_field", facts={"place": place + 1, "text": name[:40] or term[:40]})
    if op not in OPERATORS[field.kind]:
        possible = " ".join(OPERATORS[field.kind])
        raise Refused("filter_operator", facts={"place": place + 1, "label": field.label, "possible": possible, "text": op.value})
    if op in _WITHOUT_VALUE:
        return Condition(field.name, op)
    values = tuple(_value(field, piece, place + 1, today) for piece in _pieces(rest))
    if not values:
        raise Refused("filter_missing", facts={"place": place + 1 + sign.end(), "text": op.value})
    return Condition(field.name, op, values)


def _field_called(name: str, fields: Sequence[Field]) -> Field | None:
    """By stored name, then by its word in English or Chinese; spaces, cases and widths do not count."""
    wanted = _squeezed(name)
    chinese = words_of(Language.ZH)
    for called in (lambda each: each.name, lambda each: each.label, lambda each: chinese.translated(each.label)):
        for field in fields:
            if _squeezed(called(field)) == wanted:
                return field
    return None


def _squeezed(name: str) -> str:
    return re.sub(r"[\s_]+", "", folded(name))


def _pieces(rest: str) -> list[str]:
    """The values between bars, quotation marks still on."""
    pieces, start, place = [], 0, 0
    while place < len(rest):
        if rest[place] in _QUOTES and not rest[start:place].strip():
            place = _closing(rest, place)
        elif rest[place] in "|｜":
            pieces.append(rest[start:place])
            start = place + 1
        place += 1
    pieces.append(rest[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _unquoted(piece: str) -> str:
    if piece[0] in _QUOTES and len(piece) > 1 and piece[-1] == _QUOTES[piece[0]]:
        return re.sub(r"\\(.)", r"\1", piece[1:-1], flags=re.DOTALL)
    return piece


def _value(field: Field, piece: str, place: int, today: date | None) -> Value:
    quoted, piece = piece[0] in _QUOTES, _unquoted(piece)
    try:
        return _read(field, piece, today, quoted=quoted)
    except (Refused, ValueError):
        raise Refused("filter_value", facts={"place": place, "label": field.label, "text": piece[:40]}) from None


def _read(field: Field, piece: str, today: date | None, *, quoted: bool) -> Value:
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return piece
        case Kind.LINK:
            number = re.fullmatch("#([0-9a-fA-F]{32})", piece)
            return UUID(hex=number[1]) if number and not quoted else piece
        case Kind.DAY | Kind.MOMENT:
            return _day(piece, today)
        case Kind.MONEY if piece.startswith("-"):
            return -money.parse_money(piece[1:])
    found = parsed(field, piece, today)
    if not isinstance(found, (str, int, Decimal, date, Choice)):
        raise ValueError(piece)
    return found


def _day(piece: str, today: date | None) -> date | Relative:
    if piece.casefold() in _NEAR:
        return Relative(_NEAR[piece.casefold()])
    found = _RELATIVE.fullmatch(piece)
    if found is None:
        day = parsed(Field("", Kind.DAY, name="day"), piece, today)
        if not isinstance(day, date):
            raise ValueError(piece)
        return day
    unit = (found[2] or "d").casefold()
    days = 7 if unit[0] in "w周" else 30 if unit[0] in "m个月" else 365 if unit[0] in "y年" else 1
    if abs(int(found[1]) * days) > _FURTHEST:
        raise ValueError(piece)
    return Relative(int(found[1]) * days)


def spelled(conditions: Iterable[Condition], fields: Sequence[Field]) -> str:
    """The conditions as one line that `read_filter` reads back as the same."""
    kinds = {field.name: field.kind for field in fields}
    return " and ".join(_spelled(each, kinds.get(each.field, Kind.TEXT)) for each in conditions)


def _spelled(condition: Condition, kind: Kind) -> str:
    if not condition.field:
        return _quoted(str(condition.values[0]))
    return f"{condition.field}{condition.op.value}{'|'.join(_typed(value, kind) for value in condition.values)}"


def _typed(value: Value, kind: Kind) -> str:
    match value:
        case Choice():
            return value.value
        case bool():
            return "yes" if value else "no"
        case Relative():
            return f"{value.days:+d}"
        case date():
            return value.isoformat()
        case UUID():
            return f"#{value.hex}"
        case int() if kind is Kind.MONEY:
            return ("-" if value < 0 else "") + _short_money(abs(value))
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
    return _quoted(value)


def _short_money(fen: int) -> str:
    """1000万 where that is the whole amount, as one would type it."""
    for size, unit in ((money.YI, "亿"), (money.WAN, "万")):
        if fen and fen % size == 0:
            return f"{fen // size}{unit}"
    return money.plain_yuan(fen).removesuffix(".00")


def _quoted(text: str) -> str:
    """As it stands where nothing in it could be read otherwise, else in quotation marks."""
    if _PLAIN.fullmatch(text) and not re.fullmatch("#[0-9a-fA-F]{32}", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_SAID = {
    Op.IS: "=", Op.NOT: "≠", Op.OVER: ">", Op.LEAST: "≥", Op.UNDER: "<", Op.MOST: "≤",
    Op.HOLDS: N_("contains"), Op.LACKS: N_("does not contain"), Op.UNKNOWN: N_("is unknown"), Op.KNOWN: N_("is known"),
}  # fmt: skip
_SAID_OF_DAYS = {
    Op.OVER: N_("is after"), Op.LEAST: N_("is from"), Op.UNDER: N_("is before"), Op.MOST: N_("is until"), Op.IS: N_("is on"),
    Op.NOT: N_("is not on"),
}  # fmt: skip


def operator_in_words(op: Op, kind: Kind, words: Words) -> str:
    """How an operator is said of a kind of field: ≥, contains, is before …"""
    return words.translated((_SAID_OF_DAYS if kind in (Kind.DAY, Kind.MOMENT) else {}).get(op) or _SAID[op])


def in_words(condition: Condition, fields: Sequence[Field], words: Words, titles: Mapping[UUID, str] | None = None) -> str:
    """A condition as a reader understands it: 年营业收入 ≥ 1 亿; links by `titles`."""
    field = next((each for each in fields if each.name == condition.field), None)
    if field is None:
        return words(N_("“{text}” anywhere"), text=condition.values[0] if condition.values else "")
    said = operator_in_words(condition.op, field.kind, words)
    values = " / ".join(value_in_words(value, field, words, titles or {}) for value in condition.values)
    return " ".join(part for part in (words.translated(field.label), said, values) if part)


def value_in_words(value: Value, field: Field, words: Words, titles: Mapping[UUID, str]) -> str:
    match value:
        case Relative():
            if value.days == 0:
                return words(N_("today"))
            return words(N_("{days} days ago"), days=-value.days) if value.days < 0 else words(N_("in {days} days"), days=value.days)
        case UUID():
            return titles.get(value, "?")
        case int() if field.kind is Kind.MONEY:
            return words.wan(value)
        case str() if not isinstance(value, Choice):
            return f"“{value}”" if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.LINK) else value
    if field.kind is Kind.MOMENT and isinstance(value, date):
        return words.day(value)
    return shown(field, value, words)


__all__ = [
    "OPERATORS", "Condition", "Op", "Relative", "Value",
    "in_words", "is_filter", "operator_in_words", "read_filter", "spelled", "value_in_words",
]  # fmt: skip
