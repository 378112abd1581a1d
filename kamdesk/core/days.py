"""Days and times as people type them and as the file keeps them: dates without a zone, points in time as aware UTC.

Whoever types a date in passing types `明天`, `下周三`, `22/11` or `+7`. Deadlines in working days are in `workdays`.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

_EARLIEST, _LATEST = 1900, 2199
_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_WEEKDAYS = {sign: place for place, sign in enumerate("一二三四五六日")} | {"天": 6} | {str(place + 1): place for place in range(7)}
_ENGLISH_WEEKDAYS = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {name: place + 1 for place, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_NEARBY = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_NEARBY |= {"yesterday": -1, "today": 0, "tomorrow": 1}
_UNITS = {"天": 1, "日": 1, "d": 1, "days": 1, "day": 1, "周": 7, "个星期": 7, "星期": 7, "个礼拜": 7, "w": 7, "weeks": 7, "week": 7}
_MONTH_UNITS = {"个月", "月", "m", "months", "month"}

_FULL = re.compile(r"(\d{4})([-./年])(\d{1,2})(?:\2|月|[-./])(\d{1,2})[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SHORT_YEAR = re.compile(r"(\d\d)年(\d{1,2})月(\d{1,2})[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:[-./]|月)(\d{1,2})[日号]?")
_ENGLISH = re.compile(r"(?:(\d{1,2})\s*([a-z]{3})[a-z]*|([a-z]{3})[a-z]*\s*(\d{1,2}))\.?,?\s*(\d{4})?")
_ONLY_DAY = re.compile(r"(本月|这个月|下个?月|上个?月)?(\d{1,2})[日号]")
_WEEKDAY = re.compile(r"((?:下|上)*|本|这)个?(?:周|星期|礼拜)([一二三四五六日天1-7])")
_ENGLISH_WEEKDAY = re.compile(r"(next |last |this )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_OFFSET = re.compile(r"([+-])(\d{1,4})\s*([a-z天周月日]*)")
_FROM_NOW = re.compile(r"(\d{1,4})(天|日|周|个?星期|个?礼拜|个?月)(之?后|之?前|以后|以前)")
_ENDS = re.compile(r"(本|这个|下个?|上个?)?(月|年)(?:底|末)")
_TIME = re.compile(r"(上午|早上|下午|晚上|中午|am|pm)?\s*(\d{1,2})(?:[:点时](\d{1,2}|半)?分?)(?::\d\d)?\s*(am|pm)?$")


def parse_day(text: str, today: date | None = None) -> date:
    """A typed date: 2026-11-22, 2026.11.22, 2026年11月22日, 22/11, 11-22, 二〇二六年十一月二十二日, 明天, 下周三, +7, 月底, 22 Nov 2026.

    Without a year the nearest such day to `today` is meant; 3/4 is the fourth of March, as it is written in China. Raises ValueError where
    the text is no day, or needs a `today` that was not given.
    """
    plain = _with_figures(" ".join(unicodedata.normalize("NFKC", text).casefold().split()))
    tight = plain.replace(" ", "")
    for reading in (_full_day, _nearby_day, _part_of_day, _week_day, _offset_day):
        found = reading(tight, today) or (reading(plain, today) if plain != tight else None)
        if found is not None:
            return _sane(found)
    raise ValueError(f"not a day: {text[:40]}")


def parse_moment(text: str, today: date | None = None) -> datetime:
    """A typed wall-clock time of this computer, as UTC: `2026-11-22 14:30`, `明天 9点`, `下周三 下午3点半`, `14:30` (today).

    A day alone means its midnight. Raises ValueError where the text is no time.
    """
    plain = _with_figures(unicodedata.normalize("NFKC", text).strip().casefold())
    if re.match(r"\d{4}-\d\d-\d\dt", plain):
        written = datetime.fromisoformat(text.strip())
        _sane(written.date())
        return utc(written)
    found = _TIME.search(plain)
    if found is None:
        return utc(datetime.combine(parse_day(plain, today), time()))
    half, hour, minute, after = found.groups()
    before = plain[: found.start()].strip(" ,")
    day = parse_day(before, today) if before else today
    if day is None:
        raise ValueError(f"a time without its day: {text[:40]}")
    hours = int(hour)
    if (half or after) in ("下午", "晚上", "pm") and hours < 12:
        hours += 12
    elif (half or after) == "am" and hours == 12:
        hours = 0
    return utc(datetime.combine(day, time(hours, 30 if minute == "半" else int(minute or 0))))


def utc(moment: datetime) -> datetime:
    """A point in time as UTC; one without a zone is this computer's wall clock."""
    return moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """A stored point in time as on the wall here. Raises ValueError without a zone, which would silently mean two things."""
    if moment.tzinfo is None:
        raise ValueError("a stored time needs its zone")
    return moment.astimezone()


def local_day(moment: datetime) -> date:
    return local(moment).date()


def chinese_day(day: date) -> str:
    """二〇二六年十一月二十二日, as formal letters and authorisations write it."""
    figures = "〇一二三四五六七八九"
    year = "".join(figures[int(figure)] for figure in str(day.year))
    return f"{year}年{_counted(day.month)}月{_counted(day.day)}日"


def months_after(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, _last_of_month(year, month + 1)))


def _counted(number: int) -> str:
    figures = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
    tens, ones = divmod(number, 10)
    return (f"{figures[tens] if tens > 1 else ''}十" if tens else "") + figures[ones]


def _with_figures(text: str) -> str:
    """Chinese numerals before 年, 月, 日, 号, 天, 周 become figures: 二〇二六年十一月 → 2026年11月. 周三 stays as it is."""

    def figures(found: re.Match[str]) -> str:
        word = found[1]
        if "十" not in word:
            return "".join(str(_NUMERALS[sign]) for sign in word)
        before, _, after = word.partition("十")
        return str((_NUMERALS[before] if before else 1) * 10 + (_NUMERALS[after] if after else 0))

    numeral = "零〇○一二两三四五六七八九"
    words = rf"(?<![周期拜])([{numeral}]?十[{numeral}]?|[{numeral}]+)(?=[年月日号天周点时]|个(?:月|星期|礼拜)|星期|礼拜)"
    return re.sub(words, figures, text)


def _full_day(text: str, _today: date | None) -> date | None:
    if found := _FULL.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT_YEAR.fullmatch(text):
        return date(2000 + int(found[1]), int(found[2]), int(found[3]))
    return None


def _nearby_day(text: str, today: date | None) -> date | None:
    return _needed(today) + timedelta(days=_NEARBY[text]) if text in _NEARBY else None


def _part_of_day(text: str, today: date | None) -> date | None:
    """A day without its year, or only the day of a month, or the end of one."""
    if found := _MONTH_DAY.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        return _nearest(second, first, today) if first > 12 and "月" not in text else _nearest(first, second, today)
    if found := _ENGLISH.fullmatch(text):
        month, day = _MONTHS.get(found[2] or found[3], 0), int(found[1] or found[4])
        if not month:
            return None
        return date(int(found[5]), month, day) if found[5] else _nearest(month, day, today)
    if found := _ONLY_DAY.fullmatch(text):
        first_of = months_after(_needed(today).replace(day=1), _step(found[1]))
        return first_of.replace(day=int(found[2]))
    if found := _ENDS.fullmatch(text):
        now = _needed(today)
        if found[2] == "年":
            return date(now.year + _step(found[1]), 12, 31)
        there = months_after(now.replace(day=1), _step(found[1]))
        return there.replace(day=_last_of_month(there.year, there.month))
    return None


def _week_day(text: str, today: date | None) -> date | None:
    """Weeks begin on Monday: 周三 is this week's even if it is over, 下周三 the one of the next week."""
    if found := _WEEKDAY.fullmatch(text):
        weeks, place = _step(found[1]), _WEEKDAYS[found[2]]
    elif found := _ENGLISH_WEEKDAY.fullmatch(text):
        weeks, place = {"next ": 1, "last ": -1}.get(found[1] or "", 0), _ENGLISH_WEEKDAYS[found[2]]
    else:
        return None
    now = _needed(today)
    return now + timedelta(days=place - now.weekday(), weeks=weeks)


def _offset_day(text: str, today: date | None) -> date | None:
    if found := _OFFSET.fullmatch(text):
        count, unit = int(found[1] + found[2]), found[3] or "天"
    elif found := _FROM_NOW.fullmatch(text):
        count, unit = int(found[1]) * (-1 if found[3].endswith("前") else 1), found[2]
    else:
        return None
    if unit in _MONTH_UNITS:
        return months_after(_needed(today), count)
    return _needed(today) + timedelta(days=count * _UNITS[unit]) if unit in _UNITS else None


def _step(word: str | None) -> int:
    """下 counts one on, 上 one back, each as often as it stands."""
    return (word or "").count("下") - (word or "").count("上")


def _nearest(month: int, day: int, today: date | None) -> date:
    now = _needed(today)
    return min(_possible(lambda year: date(year, month, day), range(now.year - 4, now.year + 5)), key=lambda found: abs(found - now))


def _possible(made: Callable[[int], date], years: range) -> list[date]:
    """29 February is there in some years only."""
    found: list[date] = []
    for year in years:
        try:
            found.append(made(year))
        except ValueError:
            continue
    if not found:
        raise ValueError("no such day")
    return found


def _needed(today: date | None) -> date:
    if today is None:
        raise ValueError("a day that is told from today needs a today")
    return today


def _last_of_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _sane(day: date) -> date:
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueError("a year out of reach")
    return day
