"""Two rows that mean the same become one: field by field, with everything that belonged to either. One undo parts them again.

Nothing here knows a subject. Links are found by their fields, attachments and tasks by their `…_table` and `…` columns, and a table says by
`Record.likeness` when two of its rows would say the same twice (a person twice on one map): those become one as well, and so on down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kamdesk.core.columns import fields_of
from kamdesk.core.fields import Field, Kind
from kamdesk.core.filtering import TAGS
from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say
from kamdesk.core.record import Record, alive, record_class, record_classes
from kamdesk.core.tags import joined_tags, split_tags
from kamdesk.core.titles import titles_of
from kamdesk.core.work import Work

say({
    "merge_itself": N_("An entry cannot be merged with itself."),
    "not_both": N_("“{field}” can only be taken from one of the two."),
})  # fmt: skip


class Taken(StrEnum):
    """From which of the two a value is taken."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One field of the two rows. `taken` is what is proposed; `conflict` says that both are known, differ, and one must give way."""

    field: Field
    kept: Any
    gone: Any
    taken: Taken
    conflict: bool

    @property
    def differs(self) -> bool:
        return bool(_known(self.kept) != _known(self.gone))

    @property
    def can_be_both(self) -> bool:
        """Whether both values can stand together: texts one after the other, tags, a star."""
        if not (self.differs and _known(self.kept) and _known(self.gone)):
            return False
        joined = _joined(self.field, self.kept, self.gone)
        return joined is not None and (not isinstance(joined, str) or len(joined) <= self.field.longest)

    def value(self, taken: Taken | None = None) -> Any:
        """What the field holds afterwards. Raises Refused("not_both")."""
        taken = self.taken if taken is None else taken
        if taken is Taken.BOTH:
            if not self.can_be_both:
                raise Refused("not_both", self.field.name, {"label": self.field.label})
            return _joined(self.field, self.kept, self.gone)
        return self.kept if taken is Taken.KEPT else self.gone


@dataclass(frozen=True, slots=True)
class MergeSheet:
    """Two rows side by side. `moving` says what belongs to the one that goes: (msgid of the kind, how many)."""

    kept: UUID
    gone: UUID
    kept_title: str
    gone_title: str
    lines: tuple[MergeLine, ...]
    titles: Mapping[UUID, str]
    moving: tuple[tuple[str, int], ...]

    def values(self, taken: Mapping[str, Taken]) -> dict[str, Any]:
        """What changes in the row that stays, by what was taken from where. Raises Refused: unknown_field, not_both."""
        known = {line.field.name: line for line in self.lines}
        for name in taken:
            if name not in known:
                raise Refused("unknown_field", name)
        found = {name: line.value(taken.get(name)) for name, line in known.items()}
        return {name: value for name, value in found.items() if value != known[name].kept}


def _known(value: Any) -> Any:
    return None if value in ("", None, False) else value


def _joined(one: Field, kept: Any, gone: Any) -> Any:
    """Both values in one; None where that has no sense."""
    if one.name == TAGS:
        return joined_tags((*split_tags(kept), *split_tags(gone)))
    if one.kind is Kind.LONG_TEXT:
        return kept if gone in kept else gone if kept in gone else f"{kept}\n{gone}"
    if one.kind is Kind.TEXT and one.search is None:
        return f"{kept}；{gone}"
    return None


def merge_line(one: Field, kept: Any, gone: Any) -> MergeLine:
    """What is proposed for a field: what only one knows, both where they can stand together as they are, else what is kept."""
    plain = MergeLine(one, kept, gone, Taken.KEPT, conflict=False)
    if not plain.differs or _known(gone) is None:
        return plain
    if _known(kept) is None:
        return MergeLine(one, kept, gone, Taken.GONE, conflict=False)
    if plain.can_be_both and (one.name == TAGS or one.kind is Kind.LONG_TEXT):
        return MergeLine(one, kept, gone, Taken.BOTH, conflict=False)
    return MergeLine(one, kept, gone, Taken.KEPT, conflict=True)


def merge_sheet(session: Session, table: str, kept: UUID, gone: UUID) -> MergeSheet:
    """The two rows as the rep compares them. Raises Refused: merge_itself, gone."""
    record = record_class(table)
    one, other = _both(session, record, kept, gone)
    lines = tuple(merge_line(each, getattr(one, each.name), getattr(other, each.name)) for each in fields_of(record))
    titles: dict[UUID, str] = {}
    for line in lines:
        if line.field.links_to:
            numbers = [value for value in (line.kept, line.gone) if value is not None]
            titles.update(titles_of(session, line.field.links_to, numbers) if numbers else {})
    shown = tuple(line for line in lines if _known(line.kept) is not None or _known(line.gone) is not None)
    return MergeSheet(kept, gone, one.title, other.title, shown, titles, tuple(_moving(session, table, gone)))


def _both(session: Session, record: type[Record], kept: UUID, gone: UUID) -> tuple[Record, Record]:
    if kept == gone:
        raise Refused("merge_itself")
    found = [session.get(record, number) for number in (kept, gone)]
    for row in found:
        if row is None or row.erased_at is not None:
            raise Refused("gone", facts={"table": record.__tablename__})
    return found[0], found[1]  # type: ignore[return-value]  # neither is None: looked at just above


def _moving(session: Session, table: str, gone: UUID) -> Iterator[tuple[str, int]]:
    for record in record_classes().values():
        at = _points_at(record, table, gone)
        if at:
            count = session.scalar(select(func.count()).select_from(record).where(alive(record), or_(*at))) or 0
            if count:
                yield record.kind_label, count


def _owners(record: type[Record]) -> list[str]:
    """The columns that name a row of any table, beside a column `…_table`: owner, about."""
    keys = {attribute.key for attribute in record.__mapper__.column_attrs}
    return [key.removesuffix("_table") for key in keys if key.endswith("_table") and key.removesuffix("_table") in keys]


def _links(record: type[Record], table: str) -> list[Field]:
    return [each for each in fields_of(record) if each.links_to == table]


def _points_at(record: type[Record], table: str, row: UUID) -> list[Any]:
    """The criteria of a record's links to one row."""
    at: list[Any] = [getattr(record, each.name) == row for each in _links(record, table)]
    at += [(getattr(record, f"{name}_table") == table) & (getattr(record, name) == row) for name in sorted(_owners(record))]
    return at


def merge_rows(
    work: Work,
    table: str,
    kept: UUID,
    gone: UUID,
    values: Mapping[str, object] | None = None,
    prefer_gone: frozenset[str] = frozenset(),
    leave: frozenset[UUID] = frozenset(),
) -> UUID:
    """Everything that pointed at `gone` points at `kept`, which gets `values`; `gone` is taken out of sight. Returns `kept`.

    Of two rows below that are alike (`Record.likeness`) the one of `kept` stays and is completed from the other; of a table in
    `prefer_gone` it takes the other's values. Rows in `leave` stay with the one that goes. Raises Refused: merge_itself, gone, and what
    `Work.put` says.
    """
    record = record_class(table)
    stays, goes = _both(work.session, record, kept, gone)
    _Merging(work, prefer_gone, leave).merge(record, stays, goes, values or {})
    work.about = stays.title
    return kept


class _Merging:
    """One merge with all that follows from it."""

    def __init__(self, work: Work, prefer_gone: frozenset[str], leave: frozenset[UUID]) -> None:
        self.work, self.prefer_gone, self.leave = work, prefer_gone, leave

    def merge(self, record: type[Record], stays: Record, goes: Record, values: Mapping[str, object]) -> None:
        wanted = {name: value for name, value in values.items() if value not in (stays.id, goes.id)}
        if wanted:
            self.work.put(record, stays.id, wanted)
        self._mend_own_links(record, stays, goes)
        for other in record_classes().values():
            moved = self._moved(other, record.__tablename__, stays, goes)
            if moved:
                self.work.session.flush()
                self._join_alike(other, record.__tablename__, stays, {row.id for row in moved})
        self.work.erase(goes)
        self.work.session.flush()

    def _mend_own_links(self, record: type[Record], stays: Record, goes: Record) -> None:
        """Where the row that goes stands above the one that stays (its group, its boss), what stood above that takes its place."""
        for each in _links(record, record.__tablename__):
            step, seen = getattr(stays, each.name), {stays.id}
            while step is not None and step not in seen and step != goes.id:
                seen.add(step)
                above = self.work.session.get(record, step)
                step = getattr(above, each.name) if above is not None else None
            if step == goes.id:
                upper = getattr(goes, each.name)
                setattr(stays, each.name, upper if upper not in seen else None)

    def _moved(self, other: type[Record], table: str, stays: Record, goes: Record) -> list[Record]:
        """The rows of one table that pointed at the row that goes, now pointing at the one that stays."""
        at = _points_at(other, table, goes.id)
        if not at:
            return []
        found = [row for row in self.work.session.scalars(select(other).where(alive(other), or_(*at))) if row.id not in self.leave]
        names = [each.name for each in _links(other, table)]
        for row in found:
            for name in names:
                if getattr(row, name) == goes.id:
                    setattr(row, name, stays.id if row.id != stays.id else None)
            for name in _owners(other):
                if getattr(row, f"{name}_table") == table and getattr(row, name) == goes.id:
                    setattr(row, name, stays.id)
            required = [getattr(row, each.name) for each in _links(other, table) if each.required]
            if len(required) > len(set(required)):  # a tie of somebody with himself
                self.work.erase(row)
        return [row for row in found if row.id != stays.id]

    def _join_alike(self, other: type[Record], table: str, stays: Record, moved: set[UUID]) -> None:
        """Rows that now say the same twice become one, the one that was there before."""
        at = _points_at(other, table, stays.id)
        rows = sorted(self.work.session.scalars(select(other).where(alive(other), or_(*at))), key=lambda row: (row.id in moved, row.id))
        first: dict[Any, Record] = {}
        for row in rows:
            alike = row.likeness()
            if alike is None:
                continue
            before = first.setdefault(alike, row)
            if before is not row:
                self.merge(other, before, row, self._completed(other, before, row))

    def _completed(self, other: type[Record], before: Record, row: Record) -> dict[str, Any]:
        """What the row that stays takes over: what only the other knows, and texts of both."""
        prefer = other.__tablename__ in self.prefer_gone
        found: dict[str, Any] = {}
        for each in fields_of(other):
            line = merge_line(each, getattr(before, each.name), getattr(row, each.name))
            taken = Taken.GONE if prefer and line.conflict else line.taken
            value = line.value(taken)
            if value != line.kept and not (each.links_to and value in (before.id, row.id)):
                found[each.name] = value
        return found

