"""The mapped half of a field's description: helpers that make a column and say what it is in the same breath."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, LargeBinary, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from kamdesk.core.choices import Choice
from kamdesk.core.fields import LONGEST_LINE, LONGEST_TEXT, Field, Kind, SearchAs


class Key(TypeDecorator[UUID]):
    """A UUID as 16 bytes in SQLite, natively on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(LargeBinary(16) if dialect.name == "sqlite" else Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """A point in time as UTC milliseconds; refuses naive times, which would silently mean two things."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs its zone")
        return round(value.timestamp() * 1000)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Chosen(TypeDecorator[Choice]):
    """A Choice by its stored value."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__(40)
        self.choices = choices

    def process_bind_param(self, value: Choice | None, dialect: Dialect) -> str | None:
        return None if value is None else self.choices(value).value  # type: ignore[call-arg]

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        return None if value is None else self.choices(value)  # type: ignore[call-arg]


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept digit by digit: SQLite would make it a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def text(label: str, *, longest: int = LONGEST_LINE, **more: Any) -> MappedColumn[Any]:
    """One line of text."""
    return _column(String(longest), Field(label, Kind.TEXT, longest=longest, **more))


def long_text(label: str, *, longest: int = LONGEST_TEXT, **more: Any) -> MappedColumn[Any]:
    """Text of several lines."""
    return _column(Text(), Field(label, Kind.LONG_TEXT, longest=longest, **({"in_list": False} | more)))


def choice(label: str, choices: type[Choice], *, default: Choice | None = None, **more: Any) -> MappedColumn[Any]:
    return _column(Chosen(choices), Field(label, Kind.CHOICE, choices=choices, **more), default)


def day(label: str, **more: Any) -> MappedColumn[Any]:
    return _column(Date(), Field(label, Kind.DAY, **more))


def moment(label: str, **more: Any) -> MappedColumn[Any]:
    """A point in time, UTC inside."""
    return _column(Moment(), Field(label, Kind.MOMENT, **more))


def money(label: str, *, default: int | None = None, **more: Any) -> MappedColumn[Any]:
    """An amount in 分."""
    return _column(BigInteger(), Field(label, Kind.MONEY, **more), default)


def whole(label: str, *, default: int | None = None, **more: Any) -> MappedColumn[Any]:
    return _column(Integer(), Field(label, Kind.WHOLE, **more), default)


def decimal(label: str, **more: Any) -> MappedColumn[Any]:
    return _column(Exact(), Field(label, Kind.DECIMAL, **more))


def yes_no(label: str, *, default: bool | None = None, **more: Any) -> MappedColumn[Any]:
    return _column(Boolean(), Field(label, Kind.YES_NO, **more), default)


def link(label: str, table: str, **more: Any) -> MappedColumn[Any]:
    """A foreign key to another table's id; never cascades in the database."""
    field = Field(label, Kind.LINK, links_to=table, **more)
    return mapped_column(Key(), ForeignKey(f"{table}.id"), index=True, nullable=not field.required, info={"field": field})


@cache
def fields_of(table: type[DeclarativeBase]) -> tuple[Field, ...]:
    """The described columns of a table, in the order in which they are written down."""
    described = ((attribute.key, attribute.columns[0].info.get("field")) for attribute in table.__mapper__.column_attrs)
    return tuple(replace(field, name=key) for key, field in described if field)


def _column(stored: TypeEngine[Any], field: Field, default: object = None) -> MappedColumn[Any]:
    return mapped_column(stored, nullable=not field.required, default=default, info={"field": field})


__all__ = [
    "Chosen", "Exact", "Key", "Moment", "SearchAs",
    "choice", "day", "decimal", "fields_of", "link", "long_text", "moment", "money", "text", "whole", "yes_no",
]  # fmt: skip
