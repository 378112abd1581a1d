"""Working days after the official Chinese calendar, with its make-up Saturdays and Sundays: deadlines in tenders are counted in them.

Counting leaves out the first day (民法典 201 条: 按照年、月、日计算期间的，开始的当日不计入). Years that the State Council has not yet
published are counted with the statutory holidays alone, and say so.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kamdesk.core.marking import N_
from kamdesk.core.places import resource

FESTIVALS = (
    N_("New Year's Day"),
    N_("Spring Festival"),
    N_("Qingming Festival"),
    N_("Labour Day"),
    N_("Dragon Boat Festival"),
    N_("Mid-Autumn Festival"),
    N_("National Day"),
)
_LONGEST_COUNT = 10_000
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and make-up working days; `published` are the years whose official arrangement is known, `names` the festivals."""

    off: frozenset[date]
    on: frozenset[date]
    published: frozenset[int]
    names: tuple[tuple[date, str], ...] = ()

    def works(self, day: date) -> bool:
        return day in self.on or (day not in self.off and day.weekday() < _SATURDAY)

    def name(self, day: date) -> str:
        """The festival (a msgid) whose holiday the day belongs to, or ""."""
        return dict(self.names).get(day, "")

    def known(self, first: date, last: date) -> bool:
        """Whether every year between two days is published; if not, a count is only provisional."""
        return all(year in self.published for year in range(min(first, last).year, max(first, last).year + 1))


def days_after(start: date, count: int) -> date:
    """The day on which a period of so many calendar days ends; the first day is not counted."""
    return start + timedelta(days=count)


def working_days_after(start: date, count: int, calendar: Calendar | None = None) -> date:
    """The last of so many working days after `start`, which itself is not counted; a negative count goes back."""
    if abs(count) > _LONGEST_COUNT:
        raise ValueError("too many days")
    calendar = calendar or official_calendar()
    step, day, left = timedelta(days=1 if count > 0 else -1), start, abs(count)
    while left:
        day += step
        left -= calendar.works(day)
    return day


def working_days_between(start: date, end: date, calendar: Calendar | None = None) -> int:
    """How many working days lie after `start` up to and including `end`; negative the other way round."""
    if end < start:
        return -working_days_between(end, start, calendar)
    calendar = calendar or official_calendar()
    return sum(calendar.works(start + timedelta(days=after)) for after in range(1, (end - start).days + 1))


def next_working_day(day: date, calendar: Calendar | None = None) -> date:
    """The day itself where it is worked, else the next: a period that ends on a holiday ends on the day after (民法典 203 条)."""
    calendar = calendar or official_calendar()
    while not calendar.works(day):
        day += timedelta(days=1)
    return day


@cache
def official_calendar() -> Calendar:
    """The calendar that ships with the program (resources/playbook/holidays.json)."""
    return read_calendar(resource("playbook/holidays.json"))


def read_calendar(path: Path) -> Calendar:
    """A calendar file; raises ValueError or KeyError where it is not one."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    off: dict[date, str] = {}
    on: set[date] = set()
    for year in content["years"]:
        for holiday in year["holidays"]:
            if holiday["name"] not in FESTIVALS:
                raise ValueError(f"an unknown festival: {holiday['name']}")
            first, last = (date.fromisoformat(text) for text in (holiday["from"], holiday["to"]))
            if last < first:
                raise ValueError(f"a holiday that ends before it begins: {first}")
            off |= {first + timedelta(days=after): holiday["name"] for after in range((last - first).days + 1)}
        on |= {date.fromisoformat(text) for text in year["worked"]}
    published = frozenset(int(year["year"]) for year in content["years"] if year["published"])
    return Calendar(frozenset(off), frozenset(on), published, tuple(sorted(off.items())))
