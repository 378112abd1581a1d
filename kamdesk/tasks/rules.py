"""What is to be done or found out, and whether it still is. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from kamdesk.core.choices import Choice
from kamdesk.core.days import local_day, parse_day
from kamdesk.core.marking import N_
from kamdesk.core.problems import say

say({"task_settled": N_("This task is settled already ({state}).")})


class TaskKind(Choice):
    ACTION = "action", N_("Action")
    INFORMATION = "information", N_("Find out")


class TaskState(Choice):
    OPEN = "open", N_("To do")
    DONE = "done", N_("Done")
    DROPPED = "dropped", N_("Dropped")


@dataclass(frozen=True, slots=True)
class About:
    """What made a task: a row of a table, and which part of it where that matters. Not a link: the row may belong to a higher subject."""

    table: str
    row: UUID
    key: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was understood: what is to be done, and by when where a day was said."""

    what: str
    due: date | None


# Behind a mere space only these count as a day: "report this month" and "M12 3.5" are no dates.
_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天1-7]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?"
_SURELY_A_DAY = re.compile(
    r"\d{4}[-./年]\S+|\+\d.*|.*[天日号]|.*[月年][底末]|\d+(?:天|周|个?月)后"
    r"|(?:next |this |下|本|这)*个?(?:" + _WEEKDAY + ")|today|tomorrow",
    re.IGNORECASE,
)
_ONLY_A_WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_COMMA = re.compile(r"[,，;；、]")
_BY = re.compile(r"^(?:by|on|before|due)\s+|\s*(?:之前|以前|前)$", re.IGNORECASE)


def understood(line: str, today: date) -> Typed:
    """A quick line: "送检测报告，下周五" or "call Li Min, tomorrow".

    The day may also come first, or stand behind a mere space; it is never in the past.
    """
    text = " ".join(line.split())
    pieces = [piece.strip() for piece in _COMMA.split(text)]
    if len(pieces) > 1:
        for place in (-1, 0):
            due = _day(pieces[place], today)
            if due is not None:
                return Typed(_without(text, place).strip(" ,，;；、"), due)
    words = text.split(" ")
    for count in (2, 1):
        for tail in (True, False):
            if len(words) > count:
                said, rest = (words[-count:], words[:-count]) if tail else (words[:count], words[count:])
                due = _day(" ".join(said), today, surely=True)
                if due is not None:
                    return Typed(" ".join(rest), due)
    return Typed(text, None)


def _without(text: str, place: int) -> str:
    """The line without its first or its last piece."""
    found = [match.start() for match in _COMMA.finditer(text)]
    return text[: found[-1]] if place == -1 else text[found[0] + 1 :]


def _day(piece: str, today: date, *, surely: bool = False) -> date | None:
    for said in dict.fromkeys((piece, _BY.sub("", piece))):
        if surely and not _SURELY_A_DAY.fullmatch(said):
            continue
        try:
            due = parse_day(said, today)
        except ValueError:
            continue
        if due < today and _ONLY_A_WEEKDAY.fullmatch(said):
            due += timedelta(days=7)  # "Friday", said on a Saturday, is still to come
        if due >= today:
            return due
    return None


def made_on(task: UUID) -> date:
    """The local day on which a task was written down; its number begins with that moment (see core.ids)."""
    return local_day(datetime.fromtimestamp((task.int >> 80) / 1000, UTC))


def days_left(due: date | None, today: date) -> int | None:
    """Days until a task is due, negative where it is late; None without a day."""
    return None if due is None else (due - today).days
