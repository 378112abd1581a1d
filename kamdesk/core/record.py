"""What every row that a person can see has: a number that sorts by time, a soft erasure, a title and a kind in words."""

from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kamdesk.core.choices import Choice
from kamdesk.core.columns import Key, Moment, fields_of
from kamdesk.core.fields import NAME, Field, Kind
from kamdesk.core.ids import new_id

_TITLING = (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE)
_LONGEST_TITLE = 60


class Left(StrEnum):
    """What a row is without what it was linked to: as it was (the link leads nowhere), an empty place, or nothing."""

    STAYS = "stays"
    EMPTY = "empty"
    GOES = "goes"


class Table(DeclarativeBase):
    """Everything in the workspace file, journal and index included."""

    __abstract__ = True


class Record(Table):
    """A row that a person can see, change and take back. `kind_label` is the msgid that names such a row."""

    __abstract__ = True

    kind_label: ClassVar[str] = ""
    goes_with: ClassVar[frozenset[str]] = frozenset()  # the links without which a row means nothing: it is erased with what they lead to

    id: Mapped[UUID] = mapped_column(Key(), primary_key=True, default=new_id)
    erased_at: Mapped[datetime | None] = mapped_column(Moment())

    def likeness(self) -> object | None:
        """What two rows of this table must share to say the same twice (then merging makes them one); None where they never do."""
        return None

    def left_by(self, link: str, gone: "Record") -> "Left":
        """What becomes of this row when the one that a link leads to is erased; a row that is left EMPTY lets go of it here."""
        return Left.GOES if link in self.goes_with else Left.STAYS

    @property
    def title(self) -> str:
        """What this row is called in lists and in the journal: its first name, else the beginning of its first text, else a choice."""
        field = title_field(type(self))
        return "" if field is None else shortened(getattr(self, field.name))


@cache
def title_field(table: type[Record]) -> Field | None:
    """The field that a row of this table is called by."""
    fields = fields_of(table)
    named = [field for field in fields if field.search is NAME] or [field for field in fields if field.kind in _TITLING]
    return named[0] if named else None


def shortened(value: object) -> str:
    """A value as a title: one line of at most 60 characters, a choice by its msgid."""
    if value is None:
        return ""
    text = value.label if isinstance(value, Choice) else " ".join(str(value).split())
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"


def alive(table: type[Record]) -> ColumnElement[bool]:
    """The criterion that leaves out what was erased."""
    return table.erased_at.is_(None)


def record_classes() -> dict[str, type[Record]]:
    """Every mapped record by its table's name; complete once the subjects' tables are imported."""
    return _mapped(len(Table.metadata.tables))


@lru_cache(1)
def _mapped(_tables: int) -> dict[str, type[Record]]:
    """Kept until another table is imported: search asks for it at every keystroke."""
    mapped = (mapper.class_ for mapper in Table.registry.mappers)
    return {found.__tablename__: found for found in mapped if issubclass(found, Record)}


def record_class(table: str) -> type[Record]:
    return record_classes()[table]


def described(table: str, field: str) -> Field | None:
    """The description of one column, None for a bare one."""
    found: Any = record_class(table).__mapper__.column_attrs.get(field)
    return next((item for item in fields_of(record_class(table)) if item.name == field), None) if found is not None else None
