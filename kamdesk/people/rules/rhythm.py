"""Keeping in touch: how long ago the last touch is, against the rhythm that was set; and how far the next birthday is."""

from dataclasses import dataclass
from datetime import date

from kamdesk.core.figures import Tone
from kamdesk.core.marking import N_
from kamdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`every` days (None: no rhythm set), `days` since the last touch (None: never), `over` days beyond the rhythm (0: kept)."""

    every: int | None
    last: date | None
    days: int | None
    over: int

    @property
    def tone(self) -> Tone:
        """Kept, up to twice the rhythm, beyond."""
        if self.days is None:
            return Tone.UNKNOWN
        if self.every is None:
            return Tone.PLAIN
        return Tone.GOOD if self.over == 0 else Tone.CAUTION if self.over <= self.every else Tone.BAD


def rhythm(every: int | None, last: date | None, today: date) -> Rhythm:
    """A touch that is noted for a day to come counts as today's."""
    days = None if last is None else max(0, (today - last).days)
    return Rhythm(every, last, days, max(0, days - every) if days is not None and every is not None else 0)


def rhythm_words(found: Rhythm, words: Words) -> str:
    """"每 45 天 · 上次 52 天前 · 逾期 7 天"; parts that are unknown are left out or said to be."""
    parts = [words(N_("every {days} days"), days=found.every)] if found.every is not None else []
    parts.append(last_words(found, words))
    if found.over:
        parts.append(words(N_("{days} days overdue"), days=found.over))
    return " · ".join(parts)


def last_words(found: Rhythm, words: Words) -> str:
    if found.days is None:
        return words(N_("no touch noted yet"))
    if found.days == 0:
        return words(N_("last touch today"))
    return words(N_("last touch yesterday")) if found.days == 1 else words(N_("last touch {days} days ago"), days=found.days)


def days_to_birthday(birthday: date, today: date) -> int:
    """0 on the day itself; who was born on 29 February has it on the 28th in other years."""
    for year in (today.year, today.year + 1):
        try:
            next_one = birthday.replace(year=year)
        except ValueError:
            next_one = date(year, 2, 28)
        if next_one >= today:
            return (next_one - today).days
    raise AssertionError("a birthday comes every year")


def birthday_words(birthday: date, today: date, words: Words) -> str:
    """"生日还有 12 天", loud enough only when it is near: the caller decides from `days_to_birthday`."""
    days = days_to_birthday(birthday, today)
    if days == 0:
        return words(N_("birthday today"))
    return words(N_("birthday tomorrow")) if days == 1 else words(N_("birthday in {days} days"), days=days)
