"""Dates are read as a rep types them, and working days are those of the official calendar."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.days import chinese_day, local, local_day, months_after, parse_day, parse_moment, utc
from kamdesk.core.workdays import (
    days_after,
    next_working_day,
    official_calendar,
    read_calendar,
    working_days_after,
    working_days_between,
)

SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026.11.22", "2026-11-22"),
        ("2026/1/2", "2026-01-02"),
        ("20261122", "2026-11-22"),
        ("2026年11月22日", "2026-11-22"),
        ("２０２６年１月２日", "2026-01-02"),
        ("2026 年 1 月 2 日", "2026-01-02"),
        ("26年3月1日", "2026-03-01"),
        ("二〇二六年十一月二十二日", "2026-11-22"),
        ("22/11", "2026-11-22"),
        ("11/22", "2026-11-22"),
        ("3/4", "2027-03-04"),
        ("11-23", "2026-11-23"),
        ("3月4号", "2027-03-04"),
        ("7月1日", "2026-07-01"),
        ("2/29", "2028-02-29"),
        ("今天", "2026-11-22"),
        ("明天", "2026-11-23"),
        ("大后天", "2026-11-25"),
        ("昨天", "2026-11-21"),
        ("周三", "2026-11-18"),
        ("下周三", "2026-11-25"),
        ("下个星期三", "2026-11-25"),
        ("下下周一", "2026-11-30"),
        ("上周五", "2026-11-13"),
        ("周日", "2026-11-22"),
        ("礼拜天", "2026-11-22"),
        ("+7", "2026-11-29"),
        ("-3", "2026-11-19"),
        ("+2w", "2026-12-06"),
        ("+1m", "2026-12-22"),
        ("三天后", "2026-11-25"),
        ("两周后", "2026-12-06"),
        ("3个月后", "2027-02-22"),
        ("十五号", "2026-11-15"),
        ("下个月3号", "2026-12-03"),
        ("月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("22 Nov 2026", "2026-11-22"),
        ("Nov 3", "2026-11-03"),
        ("tomorrow", "2026-11-23"),
        ("next Wed", "2026-11-25"),
    ],
)
def test_typed_days_are_read(typed: str, day: str) -> None:
    assert parse_day(typed, SUNDAY).isoformat() == day


@pytest.mark.parametrize(
    "typed", ["", "abc", "13/13", "2026-02-30", "2026-13-01", "1800-01-01", "2300-01-01", "0/0", "32号", "+99999", "明", "1/2/3"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_day(typed, SUNDAY)


@pytest.mark.parametrize("typed", ["明天", "3/4", "周三", "+7", "15号", "月底"])
def test_a_day_told_from_today_needs_a_today(typed: str) -> None:
    with pytest.raises(ValueError, match="today"):
        parse_day(typed)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_day(text, SUNDAY), date)
    except ValueError:
        return


@given(DAYS)
def test_every_written_day_reads_back(day: date) -> None:
    for written in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", chinese_day(day), f"{day:%Y%m%d}"):
        assert parse_day(written) == day


@pytest.mark.parametrize(
    ("typed", "wall"),
    [
        ("2026-11-22 14:30", (2026, 11, 22, 14, 30)),
        ("明天 9点", (2026, 11, 23, 9, 0)),
        ("下周三下午3点半", (2026, 11, 25, 15, 30)),
        ("11月23日 上午九点", (2026, 11, 23, 9, 0)),
        ("14:30", (2026, 11, 22, 14, 30)),
        ("22 Nov 2026 3:30 pm", (2026, 11, 22, 15, 30)),
        ("2026-11-22", (2026, 11, 22, 0, 0)),
    ],
)
def test_typed_times_are_wall_clock_here_and_utc_inside(typed: str, wall: tuple[int, int, int, int, int]) -> None:
    moment = parse_moment(typed, SUNDAY)
    assert moment.tzinfo is UTC
    assert local(moment).replace(tzinfo=None) == datetime(*wall)  # noqa: DTZ001 - a wall clock has no zone


@pytest.mark.parametrize("typed", ["", "25:00", "12:75", "半天", "2026-11-22 99:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_moment(typed, SUNDAY)


def test_a_time_with_its_zone_keeps_its_instant() -> None:
    china = timezone(timedelta(hours=8))
    assert parse_moment("2026-11-22T14:30:00+08:00") == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert utc(datetime(2026, 1, 1, tzinfo=china)) == datetime(2025, 12, 31, 16, tzinfo=UTC)


def test_a_stored_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        local(datetime(2026, 1, 1))  # noqa: DTZ001 - the very thing that is refused
    assert local_day(datetime(2026, 1, 1, 12, tzinfo=UTC)) in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2))


def test_a_month_on_ends_within_the_month() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_days_of_formal_papers_are_in_chinese_figures() -> None:
    assert chinese_day(date(2026, 10, 20)) == "二〇二六年十月二十日"


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    calendar = official_calendar()
    assert calendar.works(date(2026, 2, 14))  # a Saturday before the Spring Festival
    assert not calendar.works(date(2026, 2, 16))
    assert not calendar.works(date(2026, 2, 23))
    assert calendar.works(date(2026, 2, 28))
    assert not calendar.works(date(2026, 11, 22))
    assert calendar.name(date(2026, 2, 17)) == "Spring Festival"


@pytest.mark.parametrize(("year", "statutory"), [(2024, 11), (2025, 13), (2026, 13)])
def test_a_published_year_has_as_many_days_off_as_the_law_gives(year: int, statutory: int) -> None:
    """Make-up work gives back every day that bridging took, so what is left are the statutory days (全国年节及纪念日放假办法)."""
    days = [date(year, 1, 1) + timedelta(days=after) for after in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    assert sum(day.weekday() < 5 for day in days) - sum(map(official_calendar().works, days)) == statutory


def test_working_days_leave_out_the_first_day() -> None:
    assert working_days_after(date(2026, 11, 23), 1) == date(2026, 11, 24)
    assert working_days_after(date(2026, 9, 24), 5) == date(2026, 10, 9)  # two festivals between
    assert working_days_after(date(2026, 10, 9), -5) == date(2026, 9, 24)
    assert working_days_after(SUNDAY, 0) == SUNDAY
    assert days_after(date(2026, 11, 1), 20) == date(2026, 11, 21)


def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day() -> None:
    assert next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)


@given(st.dates(date(2024, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_counting_on_and_counting_between_agree(start: date, count: int) -> None:
    end = working_days_after(start, count)
    assert working_days_between(start, end) == count
    assert official_calendar().works(end)
    assert working_days_between(end, start) == -count


def test_an_unpublished_year_is_only_provisional() -> None:
    calendar = official_calendar()
    assert calendar.known(date(2024, 1, 1), date(2026, 12, 31))
    assert not calendar.known(date(2026, 12, 1), date(2027, 1, 10))
    assert not calendar.works(date(2027, 1, 1))


@pytest.mark.parametrize(
    "holiday",
    [
        {"name": "Nobody's Day", "from": "2026-01-01", "to": "2026-01-01"},
        {"name": "National Day", "from": "2026-10-02", "to": "2026-10-01"},
    ],
)
def test_a_calendar_with_a_slip_is_not_taken(tmp_path: Path, holiday: dict[str, str]) -> None:
    path = tmp_path / "holidays.json"
    path.write_text(json.dumps({"years": [{"year": 2026, "published": True, "holidays": [holiday], "worked": []}]}))
    with pytest.raises(ValueError, match=r"festival|ends before"):
        read_calendar(path)
