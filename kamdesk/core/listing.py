"""A list of any kind: which rows, in which order, in which groups, and what stands in them. Derived from fields, so every list can do it.

A subject says once what its list knows besides its columns (`offer(Listed(…))`); a table that nobody said anything about has its fields.
Columns that higher subjects add (`core.figures.FigureColumn`) sort, narrow and group like any other where they give their `values`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, select
from sqlalchemy.orm import Session, aliased

from kamdesk.core import search
from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.figures import Figure, FigureColumn
from kamdesk.core.filtering import TAGS, Derived, criterion, keeps, titled
from kamdesk.core.filters import Condition
from kamdesk.core.names import readings
from kamdesk.core.problems import Refused
from kamdesk.core.record import Record, alive, record_class, title_field
from kamdesk.core.tags import split_tags
from kamdesk.core.titles import titles_of

_PORTION = 5000
_GROUPED = (Kind.CHOICE, Kind.LINK, Kind.YES_NO, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of a table knows besides its columns; `order` is the attribute that orders it by itself ("" for the title)."""

    table: str
    derived: tuple[Derived, ...] = ()
    order: str = ""

    @property
    def record(self) -> type[Record]:
        return record_class(self.table)

    def derived_field(self, name: str) -> Derived | None:
        return next((each for each in self.derived if each.field.name == name), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader wants to see. `sums` are the fields added up for every group; `among` keeps only these rows."""

    typed: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False
    group: str = ""
    sums: tuple[str, ...] = ()
    among: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a value (None where it is not known); `title` is given where the value is another row."""

    value: Any
    ids: tuple[UUID, ...]
    sums: Mapping[str, int] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All numbers in order. With groups they stand group by group, and a row of several tags stands in several."""

    ids: tuple[UUID, ...]
    groups: tuple[Group, ...] = ()
    sums: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(set(self.ids)) if self.groups else len(self.ids)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: its `values` by field name, the titles of the rows it links to, and what higher subjects add."""

    id: UUID
    values: Mapping[str, Any]
    titles: Mapping[UUID, str]
    figures: Mapping[str, Figure]


_OFFERED: dict[str, Listed] = {}


def offer(listed: Listed) -> Listed:
    """Says what a subject's list knows; called once, where its queries are imported."""
    _OFFERED[listed.table] = listed
    return listed


def listed(table: str) -> Listed:
    return _OFFERED.get(table) or Listed(table)


def list_fields(table: str, figures: Iterable[FigureColumn] = ()) -> tuple[Field, ...]:
    """Everything that the list of a table can be narrowed by, the table's own fields first."""
    one = listed(table)
    derived = (each.field for each in one.derived if each.known_of_all)
    return (*fields_of(one.record), *derived, *(each.field for each in figures))


def shown_fields(table: str) -> tuple[Field, ...]:
    """Everything of its own that the list of a table can show."""
    one = listed(table)
    return (*fields_of(one.record), *(each.field for each in one.derived))


def groupable(fields: Iterable[Field], figures: Iterable[FigureColumn] = ()) -> tuple[Field, ...]:
    """The fields that make sensible groups: choices, links, yes or no, short texts of a list that are not the title."""
    without = {column.key for column in figures if column.values is None}
    kept = (each for each in fields if each.kind in _GROUPED and each.name not in without)
    shared = (each for each in kept if each.kind is not Kind.TEXT or each.in_list or each.name == TAGS)
    return tuple(each for each in shared if each.kind is not Kind.TEXT or (each.search is None and not each.personal) or each.name == TAGS)


def answer(session: Session, table: str, wanted: Wanted, today: date, figures: Sequence[FigureColumn] = ()) -> Answer:
    """The rows wanted. One statement, and one more for each column of a higher subject that takes part.

    Raises Refused("unknown_field") for a sort or group that there is not.
    """
    return _Asking(session, listed(table), wanted, today, {column.key: column for column in figures}).answer()


class _Asking:
    """One question to one list."""

    def __init__(self, session: Session, one: Listed, wanted: Wanted, today: date, figures: Mapping[str, FigureColumn]) -> None:
        self.session, self.one, self.wanted, self.today, self.figures = session, one, wanted, today, figures
        self.record = one.record
        self.fields = {each.name: each for each in list_fields(one.table, figures.values())}
        self._values: dict[str, Mapping[UUID, Any]] = {}
        self._places: dict[str, int] = {}

    def answer(self) -> Answer:
        for name in (self.wanted.sort, self.wanted.group, *self.wanted.sums):
            if name and name not in self.fields:
                raise Refused("unknown_field", name)
        looked_up = [self._with_numbers(each) for each in self.wanted.conditions]
        outside = [each for each in looked_up if self._is_outside(each)]
        rows = self._read([each for each in looked_up if not self._is_outside(each)])
        for condition in outside:
            found, one = self._outside(condition.field), self.fields[condition.field]
            rows = [row for row in rows if keeps(condition, one, found.get(row[0]), self.today)]
        if self.wanted.among is not None:
            rows = [row for row in rows if row[0] in self.wanted.among]
        if self._is_value_outside(self.wanted.sort):
            rows = self._sorted_by(rows, self.wanted.sort)
        sums = self._added(rows)
        if not self.wanted.group:
            return Answer(tuple(row[0] for row in rows), (), sums)
        groups = self._grouped(rows)
        return Answer(tuple(each for group in groups for each in group.ids), groups, sums)

    def _is_outside(self, condition: Condition) -> bool:
        derived = self.one.derived_field(condition.field)
        return condition.field in self.figures or (derived is not None and derived.value is None and derived.test is None)

    def _is_value_outside(self, name: str) -> bool:
        derived = self.one.derived_field(name)
        return bool(name) and (name in self.figures or (derived is not None and derived.value is None))

    def _with_numbers(self, condition: Condition) -> Condition:
        """A derived link named by its title: which rows are meant is looked up first, since its test takes numbers."""
        derived = self.one.derived_field(condition.field)
        if derived is None or derived.test is None or all(isinstance(value, UUID) for value in condition.values):
            return condition
        numbers: list[UUID] = []
        for value in condition.values:
            if isinstance(value, UUID):
                numbers.append(value)
                continue
            exact = self.session.scalars(titled(derived.field.links_to, str(value), loosely=False)).all()
            numbers += exact or self.session.scalars(titled(derived.field.links_to, str(value), loosely=True).limit(20)).all()
        return Condition(condition.field, condition.op, tuple(numbers))

    def _read(self, conditions: Sequence[Condition]) -> list[Any]:
        """(id, value of the group, value of each sum …) in order."""
        more = [name for name in (self.wanted.group, *self.wanted.sums) if name and not self._is_value_outside(name)]
        wanted: Select[Any] = select(self.record.id, *(self._expression(name) for name in more)).where(alive(self.record))
        if self.wanted.typed.strip():
            found = search.matching(self.one.table, self.wanted.typed)
            wanted = wanted.where(false() if found is None else self.record.id.in_(found))
        for condition in conditions:
            one = self.fields.get(condition.field) if condition.field else None
            if condition.field and one is None:
                raise Refused("unknown_field", condition.field)
            wanted = wanted.where(criterion(self.record, one, condition, self.today, self.one.derived_field(condition.field)))
        for place, name in enumerate(more, 1):
            self._places[name] = place
        return list(self.session.execute(wanted.order_by(*self._order())))

    def _order(self) -> list[ColumnElement[Any]]:
        usual = order_of(self.one)
        sort = self.wanted.sort
        if not sort or self._is_value_outside(sort):
            turned = self.wanted.descending and not sort
            return [usual.desc() if turned else usual.asc(), self.record.id.asc()]
        key = self._sort_key(self.fields[sort])
        return [key.desc().nulls_last() if self.wanted.descending else key.asc().nulls_last(), usual.asc(), self.record.id.asc()]

    def _expression(self, name: str) -> ColumnElement[Any]:
        derived = self.one.derived_field(name)
        found: ColumnElement[Any] = derived.value() if derived is not None and derived.value is not None else getattr(self.record, name)
        return found

    def _sort_key(self, one: Field) -> ColumnElement[Any]:
        title = title_field(self.record)
        if title is not None and one.name == title.name:
            return order_of(self.one)
        expression = self._expression(one.name)
        if one.choices is not None:
            return case({member: place for place, member in enumerate(one.choices)}, value=expression)
        if one.links_to:
            other = aliased(record_class(one.links_to))
            named = title_field(record_class(one.links_to))
            key: Any = getattr(other, "order_key" if hasattr(other, "order_key") else named.name if named else "id")
            return select(key).where(other.id == expression).correlate(self.record).scalar_subquery()
        return expression

    def _outside(self, name: str) -> Mapping[UUID, Any]:
        """The values that SQL does not know, for all rows at once."""
        if name not in self._values:
            derived, column = self.one.derived_field(name), self.figures.get(name)
            if derived is not None and derived.values is not None:
                self._values[name] = derived.values(self.session, self.today)
            elif column is not None and column.values is not None:
                self._values[name] = column.values(self.session, self.today)
            elif column is not None:
                self._values[name] = self._asked(column)
            else:
                raise Refused("unknown_field", name)
        return self._values[name]

    def _asked(self, column: FigureColumn) -> dict[UUID, Any]:
        """A column that gives no values for all rows is asked portion by portion."""
        ids = self.session.scalars(select(self.record.id).where(alive(self.record))).all()
        found: dict[UUID, Any] = {}
        for start in range(0, len(ids), _PORTION):
            portion = column.ask(self.session, ids[start : start + _PORTION], self.today)
            found.update((row, figure.value) for row, figure in portion.items())
        return found

    def _sorted_by(self, rows: list[Any], name: str) -> list[Any]:
        """Rows without a value stand last, whichever way round; rows of one value keep their order."""
        found = self._outside(name)
        key = _ranked(self.fields[name], self._order_keys(name, found.values()))
        looked_up = [(found.get(row[0]), row) for row in rows]  # once for each: hashing a number is what costs here
        known = [pair for pair in looked_up if pair[0] is not None]
        known.sort(key=lambda pair: key(pair[0]), reverse=self.wanted.descending)
        return [row for _value, row in known] + [row for value, row in looked_up if value is None]

    def _titles(self, name: str, values: Iterable[Any]) -> Mapping[UUID, str]:
        one = self.fields[name]
        if not one.links_to:
            return {}
        wanted = list({value for value in values if value is not None})
        found: dict[UUID, str] = {}
        for start in range(0, len(wanted), _PORTION):
            found.update(titles_of(self.session, one.links_to, wanted[start : start + _PORTION]))
        return found

    def _order_keys(self, name: str, values: Iterable[Any]) -> Mapping[UUID, str]:
        """What linked rows are ordered by: the pinyin that their table keeps (reading thousands of names takes seconds), else titles."""
        one = self.fields[name]
        if not one.links_to:
            return {}
        record = record_class(one.links_to)
        if "order_key" not in record.__table__.c:
            return {row: " ".join(readings(title)[0]) for row, title in self._titles(name, values).items()}
        wanted = list({value for value in values if value is not None})
        found: dict[UUID, str] = {}
        for start in range(0, len(wanted), _PORTION):
            rows = self.session.execute(
                select(record.id, order_of(Listed(one.links_to))).where(record.id.in_(wanted[start : start + _PORTION]))
            )
            found.update((row, key or "") for row, key in rows)
        return found

    def _value_of(self, row: Any, name: str) -> Any:
        return self._outside(name).get(row[0]) if self._is_value_outside(name) else row[self._places[name]]

    def _added(self, rows: Sequence[Any]) -> dict[str, int]:
        """Sums of what is known; a field nobody knows anything of has none."""
        found: dict[str, int] = {}
        for name in self.wanted.sums:
            known = [value for row in rows if isinstance(value := self._value_of(row, name), int)]
            if known:
                found[name] = sum(known)
        return found

    def _grouped(self, rows: Sequence[Any]) -> tuple[Group, ...]:
        name = self.wanted.group
        one = self.fields[name]
        kept: dict[Any, list[Any]] = {}
        for row in rows:
            value = self._value_of(row, name)
            for each in (split_tags(value) or (None,)) if name == TAGS else (value if value != "" else None,):
                kept.setdefault(each, []).append(row)
        titles = self._titles(name, kept)
        key = _ranked(one, self._order_keys(name, kept))
        order = sorted((value for value in kept if value is not None), key=key) + ([None] if None in kept else [])
        return tuple(
            Group(value, tuple(row[0] for row in kept[value]), self._added(kept[value]), titles.get(value, "") if one.links_to else "")
            for value in order
        )


def order_of(one: Listed) -> ColumnElement[Any]:
    """How a list is ordered by itself: by pinyin where the table keeps it, else by its title, else as rows were made."""
    record = one.record
    if one.order:
        return record.__table__.c[one.order]
    if "order_key" in record.__table__.c:
        return record.__table__.c["order_key"]
    title = title_field(record)
    return record.__table__.c[title.name if title is not None and title.kind is Kind.TEXT else "id"]


def _ranked(one: Field, order_keys: Mapping[UUID, str]) -> Any:
    """What values of a field are ordered by: choices as they are declared, links by their `order_keys`, texts by pinyin."""
    if one.choices is not None:
        places = {str(member): place for place, member in enumerate(one.choices)}
        return lambda value: places.get(str(value), len(places))
    if one.links_to:
        return lambda value: order_keys.get(value, "")
    if one.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return lambda value: readings(str(value))[0]
    return lambda value: value


def lines(
    session: Session, table: str, ids: Sequence[UUID], names: Iterable[str], today: date, figures: Sequence[FigureColumn] = ()
) -> dict[UUID, Line]:
    """What stands in some rows, for the named fields and the columns given; as many statements for 200 rows as for one."""
    one = listed(table)
    wanted = set(names)
    own = [each for each in shown_fields(table) if each.name in wanted]
    expressions = {each.name: _shown_by(one, each.name) for each in own}
    stored = [name for name, expression in expressions.items() if expression is not None]
    columns = [expression for expression in expressions.values() if expression is not None]
    rows = session.execute(select(one.record.id, *columns).where(and_(one.record.id.in_(list(ids)), alive(one.record)))).all()
    values = {row[0]: dict(zip(stored, row[1:], strict=True)) for row in rows}
    for name in (name for name, expression in expressions.items() if expression is None):
        derived = one.derived_field(name)
        worked_out: Mapping[UUID, Any] = {}
        if derived is not None and derived.shown is not None:
            worked_out = derived.shown(session, list(values))
        elif derived is not None and derived.values is not None:
            worked_out = derived.values(session, today)
        for row, known in values.items():
            known[name] = worked_out.get(row)
    titles: dict[UUID, str] = {}
    for each in own:
        if each.links_to:
            linked = {known[each.name] for known in values.values() if known.get(each.name) is not None}
            titles.update(titles_of(session, each.links_to, linked) if linked else {})
    asked = {column.key: column.ask(session, list(ids), today) for column in figures}
    return {
        row: Line(row, values[row], titles, {key: found[row] for key, found in asked.items() if row in found})
        for row in ids
        if row in values
    }


def _shown_by(one: Listed, name: str) -> ColumnElement[Any] | None:
    derived = one.derived_field(name)
    if derived is None:
        found: ColumnElement[Any] = getattr(one.record, name)
        return found
    return derived.value() if derived.value is not None else None


def tags_in_use(session: Session, table: str, limit: int = 200) -> tuple[str, ...]:
    """The tags of a table, those that mark the most rows first."""
    column = getattr(record_class(table), TAGS)
    counted: dict[str, int] = {}
    for (tags,) in session.execute(select(column).where(alive(record_class(table)), column.is_not(None))):
        for tag in split_tags(tags):
            counted[tag] = counted.get(tag, 0) + 1
    return tuple(sorted(counted, key=lambda tag: (-counted[tag], tag))[:limit])
