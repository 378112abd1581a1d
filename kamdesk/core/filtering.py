"""What a condition of a list means in SQL: money in 分, days of this computer's wall, text whatever its width and case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, cast, false, func, not_, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.types import REAL

from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.days import utc
from kamdesk.core.fields import NAME, Field, Kind
from kamdesk.core.filters import Condition, Op, Relative, Value
from kamdesk.core.names import folded
from kamdesk.core.record import Record, alive, record_class, title_field
from kamdesk.core.tags import between_commas

TAGS = "tags"
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Derived:
    """A field of a list that no column holds.

    `value()` is its SQL; or else `values(session, today)` works it out for all rows at once. `test(row)` (for a link, such as a group)
    says in SQL which rows belong to another row. One that has only `shown(session, rows)` is looked at, not narrowed or sorted by.
    """

    field: Field
    value: Callable[[], ColumnElement[Any]] | None = None
    test: Callable[[UUID], ColumnElement[bool]] | None = None
    values: Callable[[Session, date], Mapping[UUID, Any]] | None = None
    shown: Callable[[Session, Sequence[UUID]], Mapping[UUID, Any]] | None = None

    @property
    def known_of_all(self) -> bool:
        """Whether a whole list can be narrowed, sorted or grouped by it."""
        return self.value is not None or self.values is not None or self.test is not None


def teach(connection: Any) -> None:
    """Gives a raw connection the two functions that conditions on text need."""
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("between_commas", 1, between_commas, deterministic=True)


def _folded(value: str | None) -> str | None:
    return value if value is None else value.lower() if value.isascii() else folded(value)


def criterion(
    table: type[Record], field: Field | None, condition: Condition, today: date, derived: Derived | None = None
) -> ColumnElement[bool]:
    """Which rows of a table a condition keeps. `field` None looks for the words anywhere in the row."""
    if field is None:
        found = search.matching(table.__tablename__, str(condition.values[0]) if condition.values else "")
        return false() if found is None else table.id.in_(found)
    if derived is not None and derived.test is not None:
        return _belongs(derived.test, field, condition)
    expression = getattr(table, field.name) if derived is None or derived.value is None else derived.value()
    match condition.op:
        case Op.UNKNOWN:
            return _empty(field, expression)
        case Op.KNOWN:
            return not_(_empty(field, expression))
        case Op.NOT | Op.LACKS:
            plain = Op.IS if condition.op is Op.NOT else Op.HOLDS
            return or_(expression.is_(None), not_(_any(table, field, expression, plain, condition.values, today)))
    return _any(table, field, expression, condition.op, condition.values, today)


def _belongs(test: Callable[[UUID], ColumnElement[bool]], field: Field, condition: Condition) -> ColumnElement[bool]:
    """For a derived link, such as a group: the rows that belong to one of the rows named."""
    numbers = [value for value in condition.values if isinstance(value, UUID)]
    found = or_(false(), *(test(number) for number in numbers))
    typed = [value for value in condition.values if isinstance(value, str)]
    if typed:
        raise TypeError(f"{field.name}: titles are looked up before a condition becomes SQL ({typed})")
    return not_(found) if condition.op in (Op.NOT, Op.LACKS) else found


def _empty(field: Field, expression: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(expression.is_(None), expression == "") if field.kind in _TEXTS else expression.is_(None)


def _any(
    table: type[Record], field: Field, expression: ColumnElement[Any], op: Op, values: tuple[Value, ...], today: date
) -> ColumnElement[bool]:
    return or_(false(), *(_one(table, field, expression, op, value, today) for value in values))


def _one(table: type[Record], field: Field, expression: Any, op: Op, value: Value, today: date) -> Any:
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return _text(field, expression, op, str(value))
        case Kind.LINK:
            if isinstance(value, UUID):
                return expression == value
            return expression.in_(titled(field.links_to, str(value), loosely=op is Op.HOLDS))
        case Kind.MOMENT:
            return _moment(expression, op, _day(value, today))
        case Kind.DAY:
            return _compared(expression, op, _day(value, today))
        case Kind.DECIMAL:
            return _compared(cast(expression, REAL), op, float(Decimal(str(value))))
    return _compared(expression, op, value)


def _text(field: Field, expression: ColumnElement[Any], op: Op, value: str) -> Any:
    """Whole tags where the field holds tags; else the folded text, found by instr, which knows no wildcards."""
    if op is Op.HOLDS:
        return func.instr(func.folded(expression), folded(value)) > 0
    if field.name == TAGS:
        return func.instr(func.between_commas(expression), f",{folded(value.strip())},") > 0
    return func.folded(expression) == folded(value)


def titled(table: str, typed: str, *, loosely: bool) -> Any:
    """The numbers of the rows that go by a title: exactly by one of their names, or loosely as the search finds them (pinyin, initials)."""
    record = record_class(table)
    if loosely:
        found = search.matching(table, typed)
        return found if found is not None else select(record.id).where(false())
    title = title_field(record)
    called = {field.name for field in fields_of(record) if field.search is NAME} | ({title.name} if title is not None else set())
    same = or_(false(), *(func.folded(getattr(record, name)) == folded(typed.strip()) for name in called))
    return select(record.id).where(alive(record), same)


def _day(value: Value, today: date) -> date:
    if isinstance(value, Relative):
        return value.day(today)
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is no day")


def _moment(expression: ColumnElement[Any], op: Op, day: date) -> ColumnElement[bool]:
    """A point in time by the day on which it is here."""
    begins, ends = (utc(datetime.combine(each, time())) for each in (day, day + timedelta(days=1)))
    match op:
        case Op.UNDER:
            return expression < begins
        case Op.MOST:
            return expression < ends
        case Op.LEAST:
            return expression >= begins
        case Op.OVER:
            return expression >= ends
    return and_(expression >= begins, expression < ends)


def _compared(expression: Any, op: Op, value: Any) -> Any:
    match op:
        case Op.OVER:
            return expression > value
        case Op.LEAST:
            return expression >= value
        case Op.UNDER:
            return expression < value
        case Op.MOST:
            return expression <= value
    return expression == value


def keeps(condition: Condition, field: Field, value: Any, today: date) -> bool:
    """Whether a value that SQL does not know (a column that a higher subject adds) passes; None is a value that is not known."""
    if condition.op in (Op.UNKNOWN, Op.KNOWN):
        return (value is None) is (condition.op is Op.UNKNOWN)
    if value is None:
        return condition.op in (Op.NOT, Op.LACKS)
    wanted = [_day(each, today) if field.kind in (Kind.DAY, Kind.MOMENT) else each for each in condition.values]
    one: dict[Op, Callable[[Any], bool]] = {
        Op.OVER: lambda each: value > each, Op.LEAST: lambda each: value >= each,
        Op.UNDER: lambda each: value < each, Op.MOST: lambda each: value <= each,
        Op.HOLDS: lambda each: folded(str(each)) in folded(str(value)), Op.LACKS: lambda each: folded(str(each)) in folded(str(value)),
    }  # fmt: skip
    test = one.get(condition.op, lambda each: folded(str(each)) == folded(str(value)))
    passed = any(test(each) for each in wanted)
    return not passed if condition.op in (Op.NOT, Op.LACKS) else passed
