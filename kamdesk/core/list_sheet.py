"""A list as it goes on paper or to the terminal: its words in rows and groups, whatever the kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from kamdesk.core.fields import Field, Kind, shown
from kamdesk.core.figures import FigureColumn
from kamdesk.core.filters import in_words
from kamdesk.core.listing import Answer, Group, Line, Wanted, answer, lines, list_fields, shown_fields
from kamdesk.core.record import record_class, title_field
from kamdesk.core.titles import titles_of
from kamdesk.core.words import Words

_PORTION = 500


@dataclass(frozen=True, slots=True)
class SheetColumn:
    key: str
    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Rows under one heading ("" where the list has no groups); `sums` by column key."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    sums: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A whole list in words. `conditions` say what narrows it, `left_out` how many rows did not fit the limit."""

    title: str
    conditions: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    groups: tuple[SheetGroup, ...]
    count: int
    sums: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0


def list_sheet(
    session: Session,
    table: str,
    wanted: Wanted,
    columns: Sequence[str],
    words: Words,
    today: date,
    *,
    title: str,
    figures: Sequence[FigureColumn] = (),
    base: str = "",
    limit: int = 5000,
    masked: bool = False,
) -> ListSheet:
    """What a list shows, at most `limit` rows. `base` says in words what else narrows it. Raises what `answer` refuses.

    `masked` leaves out what is personal (but for the names of the rows): columns, conditions and groups, as if they had not been asked for.
    """
    guarded = personal_of(table, figures) if masked else frozenset()
    columns = [key for key in columns if key not in guarded]
    wanted = replace(wanted, group="" if wanted.group in guarded else wanted.group)
    known = {column.key: column for column in figures}
    taken = [known[key] for key in columns if key in known]
    own = {each.name: each for each in shown_fields(table)}
    fields = [own[key] if key in own else known[key].field for key in columns if key in own or key in known]
    found = answer(session, table, wanted, today, figures)
    kept = found.ids[:limit]
    rows: dict[UUID, Line] = {}
    for start in range(0, len(kept), _PORTION):
        rows.update(lines(session, table, kept[start : start + _PORTION], columns, today, taken))
    sums = {each.name: each for each in list_fields(table, figures)}
    return ListSheet(
        title=title,
        conditions=conditions_in_words(session, table, _without(wanted, guarded), words, figures, base),
        columns=tuple(SheetColumn(each.name, words.translated(each.label), is_number(each)) for each in fields),
        groups=_groups(found, rows, fields, sums, words, today, limit),
        count=found.count,
        sums={key: shown(sums[key], value, words) for key, value in found.sums.items()},
        left_out=max(0, len(found.ids) - limit),
    )


def personal_of(table: str, figures: Sequence[FigureColumn]) -> frozenset[str]:
    """The fields of a list that tell something personal; what a row is called by is not among them."""
    title = title_field(record_class(table))
    named = {title.name} if title is not None else set()
    found = {each.name for each in shown_fields(table) if each.personal} | {column.key for column in figures if column.personal}
    return frozenset(found - named)


def _without(wanted: Wanted, guarded: frozenset[str]) -> Wanted:
    return replace(wanted, conditions=tuple(each for each in wanted.conditions if each.field not in guarded))


def conditions_in_words(
    session: Session, table: str, wanted: Wanted, words: Words, figures: Sequence[FigureColumn] = (), base: str = ""
) -> tuple[str, ...]:
    fields = list_fields(table, figures)
    titles: dict[UUID, str] = {}
    for condition in wanted.conditions:
        one = next((each for each in fields if each.name == condition.field), None)
        numbers = [value for value in condition.values if isinstance(value, UUID)]
        if one is not None and numbers:
            titles.update(titles_of(session, one.links_to, numbers))
    said = [in_words(condition, fields, words, titles) for condition in wanted.conditions]
    return tuple(part for part in (base, f"“{wanted.typed.strip()}”" if wanted.typed.strip() else "", *said) if part)


def _groups(
    found: Answer, rows: Mapping[UUID, Line], fields: Sequence[Field], sums: Mapping[str, Field], words: Words, today: date, limit: int
) -> tuple[SheetGroup, ...]:
    def worded(ids: Sequence[UUID]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(cell(each, rows[row], words, today) for each in fields) for row in ids if row in rows)

    if not found.groups:
        return (SheetGroup("", worded(found.ids[:limit])),)
    made, left = [], limit
    for group in found.groups:
        if left <= 0:
            break
        added = {key: shown(sums[key], value, words) for key, value in group.sums.items()}
        made.append(SheetGroup(f"{group_title(group, words)} ({len(group.ids)})", worded(group.ids[:left]), added))
        left -= len(group.ids)
    return tuple(made)


def group_title(group: Group, words: Words) -> str:
    """The heading of a group in words; a value that is not known says so."""
    if group.value is None:
        return words("Not known")
    if isinstance(group.value, bool):
        return words("Yes") if group.value else words("No")
    label = getattr(group.value, "label", "")
    return words.translated(label) if label else group.title or words.translated(str(group.value))


def cell(one: Field, line: Line, words: Words, today: date) -> str:
    """What stands in a column of a row, in full as paper wants it."""
    figure = line.figures.get(one.name)
    if figure is not None:
        if figure.kind is Kind.TEXT:
            return words.translated(str(figure.value)) if figure.value is not None else ""
        if isinstance(figure.value, date):
            return words.day_short(figure.value)
        return shown(Field(figure.label, figure.kind, unit=figure.unit), figure.value, words)
    value: Any = line.values.get(one.name)
    if one.kind is Kind.LINK:
        return line.titles.get(value, "")
    if one.kind is Kind.DAY and isinstance(value, date):
        return words.day_short(value)
    if one.kind is Kind.YES_NO:
        return words("Yes") if value else ""
    return " ".join(shown(one, value, words).split())


def is_number(one: Field) -> bool:
    return one.kind in (Kind.MONEY, Kind.WHOLE, Kind.DECIMAL)
