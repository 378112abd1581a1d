"""The rules about people alone: phones, incomplete days, rhythm, birthdays, initials."""

from datetime import date

import pytest

from kamdesk.core.figures import Tone
from kamdesk.core.problems import Refused
from kamdesk.core.words import Language, words_of
from kamdesk.people.rules import checked_phone, checked_wechat, comparable_phone
from kamdesk.people.rules.looks import ground, initials
from kamdesk.people.rules.partial import Precision, last_day, partial_text, read_partial
from kamdesk.people.rules.phones import phones_shown
from kamdesk.people.rules.rhythm import birthday_words, days_to_birthday, rhythm, rhythm_words

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("typed", "shown", "compared"), [
    ("13800002102", "138 0000 2102", ("13800002102",)),
    ("+86 138-0000-2102", "+86 138 0000 2102", ("13800002102",)),
    ("8613800002102", "+86 138 0000 2102", ("13800002102",)),
    ("０１０－８８８８６６６６", "010-88886666", ("01088886666",)),
    ("(0351)1234567转8012", "0351-1234567 转 8012", ("03511234567x8012",)),
    ("+86 (10) 8888-6666 分机 802", "+86 10-88886666 转 802", ("01088886666x802",)),
    ("4008001234", "400-800-1234", ("4008001234",)),
    ("+852 23456789", "+852 2345 6789", ("85223456789",)),
    ("+1 415 555 0100", "+1 415 555 0100", ("14155550100",)),
    ("(办) 010-88886666，13800138000", "(办) 010-88886666、138 0013 8000", ("01088886666", "13800138000")),
    ("010-88886666/13800138000", "010-88886666、138 0013 8000", ("01088886666", "13800138000")),
    ("8012", "8012", ()),
])  # fmt: skip
def test_numbers_are_grouped_for_the_eye_and_reduced_for_comparing(typed: str, shown: str, compared: tuple[str, ...]) -> None:
    assert checked_phone(typed) == shown
    assert checked_phone(shown) == shown
    assert comparable_phone(typed) == comparable_phone(shown) == compared


def test_what_is_no_number_is_shown_as_it_stands_and_compares_to_nothing() -> None:
    assert phones_shown("问小王、13800002102") == ("问小王", "138 0000 2102")
    assert comparable_phone("问小王") == comparable_phone(None) == ()


@pytest.mark.parametrize(("typed", "kept"), [
    ("luoying_dw", "luoying_dw"), ("微信号：Wang-1968", "Wang-1968"), ("138 0000 2102", "13800002102"), ("同手机", "同手机"),
])  # fmt: skip
def test_a_wechat_id_is_taken_lightly(typed: str, kept: str) -> None:
    assert checked_wechat(typed) == kept


@pytest.mark.parametrize("typed", ["ab", "1abcdef", "a b c d e f", "luo@example.com", "x" * 21])
def test_what_can_be_no_wechat_id_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not_a_wechat"):
        checked_wechat(typed)


@pytest.mark.parametrize(("typed", "day", "precision", "again"), [
    ("2019", date(2019, 1, 1), Precision.YEAR, "2019"),
    ("2019年", date(2019, 1, 1), Precision.YEAR, "2019"),
    ("2019-06", date(2019, 6, 1), Precision.MONTH, "2019-06"),
    ("2019年6月", date(2019, 6, 1), Precision.MONTH, "2019-06"),
    ("2019.6.15", date(2019, 6, 15), Precision.DAY, "2019-06-15"),
    ("昨天", date(2026, 11, 21), Precision.DAY, "2026-11-21"),
])  # fmt: skip
def test_a_day_may_be_known_by_its_year_or_month_only(typed: str, day: date, precision: Precision, again: str) -> None:
    assert read_partial(typed, TODAY) == (day, precision)
    assert partial_text(day, precision) == again


def test_an_incomplete_day_may_be_any_of_it() -> None:
    assert last_day(date(2024, 2, 1), Precision.MONTH) == date(2024, 2, 29)
    assert last_day(date(2024, 1, 1), Precision.YEAR) == date(2024, 12, 31)
    with pytest.raises(ValueError, match="out of reach"):
        read_partial("0019")


@pytest.mark.parametrize(("every", "last", "said", "tone"), [
    (45, date(2026, 10, 1), "每 45 天 · 上次 52 天前 · 逾期 7 天", Tone.CAUTION),
    (20, date(2026, 10, 1), "每 20 天 · 上次 52 天前 · 逾期 32 天", Tone.BAD),
    (45, TODAY, "每 45 天 · 今天联系过", Tone.GOOD),
    (None, date(2026, 11, 21), "上次昨天", Tone.PLAIN),
    (30, None, "每 30 天 · 还没有往来记录", Tone.UNKNOWN),
])  # fmt: skip
def test_the_rhythm_says_how_late_we_are(every: int | None, last: date | None, said: str, tone: Tone) -> None:
    found = rhythm(every, last, TODAY)
    assert rhythm_words(found, words_of(Language.ZH)) == said
    assert found.tone is tone


def test_a_birthday_on_the_29th_of_february_comes_every_year() -> None:
    leap = date(1972, 2, 29)
    assert days_to_birthday(leap, date(2027, 2, 20)) == 8
    assert days_to_birthday(leap, date(2028, 2, 28)) == 1
    assert birthday_words(date(1968, 12, 4), TODAY, words_of(Language.ZH)) == "生日还有 12 天"
    assert birthday_words(date(1968, 11, 22), TODAY, words_of(Language.EN)) == "birthday today"


@pytest.mark.parametrize(("name", "said"), [("欧阳锋", "欧"), ("𬱖明", "𬱖"), ("Anna Maria Berg", "AB"), ("Cher", "CH"), ("  ", "?")])
def test_initials_are_the_surname_or_two_letters(name: str, said: str) -> None:
    assert initials(name) == said
    assert ground(name) == ground(name + " ")
