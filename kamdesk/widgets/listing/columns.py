"""How any field is shown in a list: derived, so that every field of a table can be a column."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtGui import QFontMetrics

from kamdesk.core import listing
from kamdesk.core.fields import Field, Kind
from kamdesk.core.figures import FigureColumn
from kamdesk.core.filtering import Derived
from kamdesk.core.list_sheet import cell, is_number
from kamdesk.core.listing import Line
from kamdesk.core.marking import N_
from kamdesk.core.words import Words
from kamdesk.widgets.card import worded
from kamdesk.widgets.grid_model import Column
from kamdesk.widgets.listing.kind import STAR, ListKind
from kamdesk.widgets.theme import font
from kamdesk.widgets.tokens import BODY, Tone

_WIDTHS = {Kind.TEXT: 120, Kind.LONG_TEXT: 180, Kind.CHOICE: 100, Kind.DAY: 104, Kind.MOMENT: 140, Kind.LINK: 150, Kind.YES_NO: 64}
_AGO = {"learned_on", "noted_on", "touched_on"}  # days that are past by nature say how long ago they are


def all_columns(kind: ListKind, figures: Sequence[FigureColumn], words: Words, today: date) -> dict[str, Column]:
    """Every column that the list can show, by key, in the order in which they are offered."""
    derived = {each.field.name: each for each in listing.listed(kind.table).derived}
    found: dict[str, Column] = {}
    for one in listing.shown_fields(kind.table):
        found[one.name] = kind.own.get(one.name) or _column(one, derived.get(one.name), kind, words, today)
    found.update((column.key, kind.own.get(column.key) or _figure_column(column, words, today)) for column in figures)
    return found


def _column(one: Field, derived: Derived | None, kind: ListKind, words: Words, today: date) -> Column:
    said = _Said(one, words, today)
    label = words.translated(one.label)
    if one.name == STAR and one.kind is Kind.YES_NO:
        return Column(one.name, "★", said.star, 44, tone=said.star_tone, tip=said.star_tip, pressed=True)
    sortable = one.kind is not Kind.LONG_TEXT and (derived is None or derived.known_of_all)
    usual = kind.stretch == one.name
    return Column(
        one.name,
        label,
        said.short,
        220 if usual else _wide(label, _WIDTHS.get(one.kind, 110)),
        number=is_number(one),
        strong=usual,
        stretch=usual,
        sortable=sortable,
        tone=_muted if one.kind in (Kind.LINK, Kind.LONG_TEXT) or not sortable else None,
        tip=said.whole,
    )


def _wide(label: str, width: int) -> int:
    return max(width, QFontMetrics(font(BODY)).horizontalAdvance(label) + 28)


def _figure_column(column: FigureColumn, words: Words, today: date) -> Column:
    said = _SaidFigure(column.key, words, today)
    label = words.translated(column.label)
    number, sortable = column.number, column.values is not None
    return Column(column.key, label, said.short, _wide(label, column.width), number, sortable=sortable, tone=said.tone, tip=said.reason)


def _muted(_line: Line) -> Tone:
    return Tone.MUTED


class _Said:
    """How a field's value is said in a narrow place, and whole in the tooltip."""

    def __init__(self, one: Field, words: Words, today: date) -> None:
        self._field, self._words, self._today = one, words, today

    def short(self, line: Line) -> str:
        value = line.values.get(self._field.name)
        if self._field.kind is Kind.MONEY and isinstance(value, int):
            return self._words.wan(value)
        if self._field.name in _AGO and isinstance(value, date):
            return self._words.ago(value, self._today)
        return cell(self._field, line, self._words, self._today)[:300]

    def whole(self, line: Line) -> str:
        value = line.values.get(self._field.name)
        if self._field.kind is Kind.DAY and isinstance(value, date):
            return self._words.day(value)
        return cell(self._field, line, self._words, self._today)[:2000]

    def star(self, line: Line) -> str:
        return "★" if line.values.get(self._field.name) else "☆"

    def star_tone(self, line: Line) -> Tone:
        return Tone.CAUTION if line.values.get(self._field.name) else Tone.MUTED

    def star_tip(self, line: Line) -> str:
        if self.star(line) == "★":
            return self._words(N_("A favourite; click or * takes the star away"))
        return self._words(N_("Click or * makes it a favourite"))


class _SaidFigure:
    """How a figure that a higher subject gives is said in a column."""

    def __init__(self, key: str, words: Words, today: date) -> None:
        self._key, self._words, self._today = key, words, today

    def short(self, line: Line) -> str:
        found = line.figures.get(self._key)
        if found is None:
            return ""
        if found.kind is Kind.DAY and isinstance(found.value, date):
            return self._words.ago(found.value, self._today)
        said = worded(found, self._words).value
        return f"● {said}" if found.kind is Kind.TEXT else said

    def reason(self, line: Line) -> str:
        found = line.figures.get(self._key)
        if found is None:
            return ""
        return self._words.day(found.value) if isinstance(found.value, date) else worded(found, self._words).tip

    def tone(self, line: Line) -> Tone:
        found = line.figures.get(self._key)
        return worded(replace(found, value=None), self._words).tone if found is not None else Tone.PLAIN


def heading_cells(sums: Mapping[str, int], fields: Mapping[str, Field], words: Words) -> dict[str, str]:
    """The sums of a group as they stand in its heading."""
    return {key: words.wan(value) if fields[key].kind is Kind.MONEY else f"{value:,}" for key, value in sums.items()}


def summed(keys: Sequence[str], fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns shown that are worth adding up: money."""
    return tuple(key for key in keys if key in fields and fields[key].kind is Kind.MONEY)
