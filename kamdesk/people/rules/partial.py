"""Days of which only the year or the month is known: "2019", "2019-06". The first of it is stored, how much is known beside it."""

import calendar
import re
import unicodedata
from datetime import date

from kamdesk.core.choices import Choice
from kamdesk.core.days import parse_day
from kamdesk.core.marking import N_

_YEAR = re.compile(r"(\d{4})\s*年?")
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")


class Precision(Choice):
    """How much of a day is known; none noted means the whole of it."""

    DAY = "day", N_("Day")
    MONTH = "month", N_("Month")
    YEAR = "year", N_("Year")


def read_partial(text: str, today: date | None = None) -> tuple[date, Precision]:
    """A typed day that may be a month or a year only. Raises ValueError where it is no day."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _YEAR.fullmatch(plain):
        return _sane(int(found[1]), 1), Precision.YEAR
    if found := _MONTH.fullmatch(plain):
        return _sane(int(found[1]), int(found[2])), Precision.MONTH
    return parse_day(plain, today), Precision.DAY


def partial_text(day: date | None, precision: Precision | None) -> str:
    """As it may be typed again, in figures: "2019", "2019-06", "2019-06-15"; "" for nothing."""
    if day is None:
        return ""
    if precision is Precision.YEAR:
        return f"{day.year}"
    return f"{day:%Y-%m}" if precision is Precision.MONTH else day.isoformat()


def last_day(day: date, precision: Precision | None) -> date:
    """The last day that a partial day may mean: what is only known by its year may be any day of it."""
    if precision is Precision.YEAR:
        return date(day.year, 12, 31)
    if precision is Precision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


def _sane(year: int, month: int) -> date:
    if not 1900 <= year <= 2199:
        raise ValueError("a year out of reach")
    return date(year, month, 1)
