"""From the cells of a row to the values of its fields, checked as the forms check them; what cannot be taken is said field by field."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kamdesk.core.creditcode import checked_code
from kamdesk.core.fields import Field, Kind, clean, parsed
from kamdesk.core.names import normalised
from kamdesk.core.problems import Refused
from kamdesk.exchange.rules import Fault, Options
from kamdesk.exchange.rules.cells import restored
from kamdesk.exchange.rules.headings import NUMBER, joins
from kamdesk.people.rules import checked_email, checked_wechat
from kamdesk.people.rules.phones import checked_phone

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNIT = re.compile(r"(?<=\d)\s*(?:人|名|天|元|people|days)$", re.IGNORECASE)
# The same checks that saving a person or an account by hand makes.
_CHECKS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("person", "phone"): lambda text: checked_phone(text, "phone"),
    ("person", "office_phone"): lambda text: checked_phone(text, "office_phone"),
    ("person", "email"): checked_email,
    ("person", "wechat"): checked_wechat,
    ("account", "credit_code"): checked_code,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a row says: `values` without the link to an account, whose name is `company`; `number` is kamdesk's own number of an entry."""

    values: Mapping[str, object]
    company: str
    number: UUID | None
    faults: tuple[Fault, ...]
    left_out: tuple[Fault, ...] = ()


class Taker:
    """Reads one row after the other; made once for a file."""

    def __init__(self, fields: Sequence[Field], options: Options, today: date | None = None) -> None:
        """Raises Refused: no_name_column, twice_mapped, unknown_field."""
        self._lenient = options.lenient
        by_name = {field.name: field for field in fields}
        places: dict[str, list[int]] = {}
        for place, name in enumerate(options.mapping):
            if name and name != NUMBER and name not in by_name:
                raise Refused("unknown_field", name)
            if name:
                places.setdefault(name, []).append(place)
        for name, several in places.items():
            if len(several) > 1 and not joins(by_name.get(name)):
                label = by_name[name].label if name in by_name else ""
                raise Refused("twice_mapped", name, {"label": label})
        self._number = places.pop(NUMBER, [None])[0]
        self._columns = [_Column(by_name[name], several, _CHECKS.get((options.kind, name)), today) for name, several in places.items()]
        self._required = {column.field.name for column in self._columns if column.field.required}
        self._given = {name: value for name, value in options.given.items() if value not in (None, "")}
        for field in fields:
            if field.required and field.kind is Kind.TEXT and field.name not in places:
                raise Refused("no_name_column", field.name, {"label": field.label})

    def take(self, cells: Sequence[str]) -> Taken:
        """The values of one row; empty cells say nothing. A fault in what is required stays one even where the rep is lenient."""
        values: dict[str, object] = {}
        faults: list[Fault] = []
        company, number = "", None
        for column in self._columns:
            try:
                value = column.value(cells)
            except Refused as refused:
                faults.append(Fault(refused.code, column.field.name, {"label": column.field.label} | refused.facts))
                continue
            if column.field.links_to:
                company = str(value or "")
            elif value is not None:
                values[column.field.name] = value
        if self._number is not None and (typed := restored(cells[self._number]).strip()):
            try:
                number = UUID(typed)
            except ValueError:
                faults.append(Fault("bad_number", NUMBER, {"text": typed[:40]}))
        if self._lenient and not any(fault.field in self._required for fault in faults):
            return Taken(values, company, number, (), tuple(faults))
        return Taken(values, company, number, tuple(faults))

    @property
    def given(self) -> Mapping[str, object]:
        return self._given


class _Column:
    """A field and the columns that feed it. What was read once is not read again: departments and companies come thousands of times."""

    def __init__(self, field: Field, places: Sequence[int], check: Callable[[str], str] | None, today: date | None) -> None:
        self.field, self._places, self._check, self._today = field, places, check, today
        self._seen: dict[str, object] = {}

    def value(self, cells: Sequence[str]) -> object:
        """The cleaned value, None for nothing. Raises what the field and its check refuse."""
        if len(self._places) == 1:
            text = restored(cells[self._places[0]]).strip()
        else:
            text = _together(self.field, [cells[each] for each in self._places])
        if text in self._seen:
            return self._seen[text]
        value = self._read(text)
        if len(self._seen) < _REMEMBERED:
            self._seen[text] = value
        return value

    def _read(self, text: str) -> object:
        field = self.field
        if field.links_to:
            return clean(_AS_NAME, text)
        if text and self._check is not None:
            return clean(field, self._check(text))
        if text and field.kind not in (Kind.TEXT, Kind.LONG_TEXT):
            plain = _UNIT.sub("", text) if field.kind in (Kind.WHOLE, Kind.DECIMAL) else text
            return clean(field, parsed(field, _day(plain) if field.kind is Kind.DAY else plain, self._today))
        return clean(field, " ".join(text.split()) if field.kind is Kind.TEXT and "\n" in text else text)


_REMEMBERED = 4_000
_AS_NAME = Field("Account", Kind.TEXT, name="account")


def _day(text: str) -> str:
    """Days come with a time behind them from databases: 1970-05-01 00:00:00."""
    return re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", text.strip())


def _together(field: Field, cells: Sequence[str]) -> str:
    """What several columns say, as one text."""
    texts = [text for cell in cells if (text := restored(cell).strip())]
    if len(texts) < 2:
        return texts[0] if texts else ""
    if field.name in ("phone", "office_phone", "email", "tags"):
        return "、".join(dict.fromkeys(texts))
    if field.kind is Kind.LONG_TEXT:
        return "\n".join(texts)
    return ("" if _HAN.search("".join(texts)) else " ").join(texts)


def company_key(name: str) -> str:
    """By what two spellings of a company meet (see core.names.normalised)."""
    return normalised(name)
