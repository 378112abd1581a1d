"""How lists and figures stand on the papers of an account."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from kamdesk.core.days import local_day
from kamdesk.core.fields import Kind
from kamdesk.core.figures import Figure
from kamdesk.core.words import Words
from kamdesk.paper.blocks import Block, Column, Heading, Manner, Paragraph, Row, Table

SIZE = 9


def listed(title: str, columns: Iterable[Column], rows: Sequence[Row | Sequence[str]], more: str = "") -> Iterator[Block]:
    """A table under its heading; `more` says in words what was left out."""
    yield heading(title)
    yield Table(tuple(columns), tuple(rows), size=SIZE)
    if more:
        yield Paragraph(more, Manner.SMALL)


def heading(title: str) -> Heading:
    return Heading(title, level=3, in_contents=False)


def left_out(whole: int, most: int, words: Words) -> str:
    """What a list cut at `most` rows says below itself; "" where nothing was cut."""
    return words("and {n} more", n=whole - most) if whole > most else ""


def joined(parts: Iterable[str], words: Words) -> str:
    return ("、" if words.chinese else ", ").join(part for part in parts if part)


def figure_in_words(figure: Figure, words: Words, today: date) -> str:
    """A figure as paper says it: short money, a number with its unit, a word; "" for nothing."""
    value = figure.value
    if value is None:
        return ""
    unit = words.translated(figure.unit)
    match figure.kind:
        case Kind.MONEY:
            return words.wan(value) if isinstance(value, int) else ""
        case Kind.DAY:
            return words.ago(value, today) if isinstance(value, date) else ""
        case Kind.MOMENT:
            return words.ago(local_day(value), today) if isinstance(value, datetime) else ""
        case Kind.TEXT:
            return words.translated(str(value))
    return f"{value} {unit}".strip()
