"""What is typed, pasted or handed on becomes a clean value of its field's kind, or is refused with a code; never anything in between."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.accounts.rules import Ownership
from kamdesk.core import money
from kamdesk.core.fields import Field, Kind, clean, parsed
from kamdesk.core.problems import Refused
from kamdesk.core.words import Language, words_of

TODAY = date(2026, 11, 22)
KINDS_OF_TYPED = (Kind.DAY, Kind.MOMENT, Kind.MONEY, Kind.WHOLE, Kind.DECIMAL, Kind.YES_NO)


def field(kind: Kind, **more: object) -> Field:
    return Field("Name", kind, name="name", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\u3000\u00a0晋岚集团\u3000", "晋岚集团"),
        ("\ufeff晋岚\u200b集团\u2060", "晋岚集团"),
        ("合同\u202egnp.exe\u202c", "合同gnp.exe"),
        ("\u200e晋岚\u200f", "晋岚"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_signs_that_nobody_sees_are_left_out(pasted: str, kept: str) -> None:
    assert clean(field(Kind.TEXT), pasted) == kept
    assert clean(field(Kind.LONG_TEXT), pasted) == kept


def test_a_name_of_signs_that_nobody_sees_is_no_name() -> None:
    with pytest.raises(Refused, match="empty"):
        clean(field(Kind.TEXT, required=True), "\u200b\ufeff\u3000")


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ud800"])
def test_control_characters_are_refused(control: str) -> None:
    for kind in (Kind.TEXT, Kind.LONG_TEXT):
        with pytest.raises(Refused, match="control_characters"):
            clean(field(kind), f"a{control}b")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_end_of_a_line_is_one_newline(end: str) -> None:
    assert clean(field(Kind.LONG_TEXT), f"a{end}b") == "a\nb"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.WHOLE, True),
        (Kind.MONEY, False),
        (Kind.WHOLE, 1.5),
        (Kind.DECIMAL, 1.5),
        (Kind.DECIMAL, Decimal("NaN")),
        (Kind.DECIMAL, Decimal("sNaN")),
        (Kind.DECIMAL, Decimal("-Infinity")),
        (Kind.MOMENT, datetime(2026, 11, 22, 9, 0)),  # noqa: DTZ001 - that is what must be refused
        (Kind.TEXT, 5),
        (Kind.LINK, b"0123456789abcdef"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(Refused, match="wrong_kind"):
        clean(field(kind), value)


def test_an_amount_has_the_same_bounds_typed_or_handed_on() -> None:
    assert clean(field(Kind.MONEY), money.LARGEST) == money.LARGEST
    with pytest.raises(Refused, match="out_of_range"):
        clean(field(Kind.MONEY), money.LARGEST + 1)
    with pytest.raises(Refused, match="too_much"):
        clean(field(Kind.MONEY), "10000亿")


@pytest.mark.parametrize("typed", ["provincial", "PROVINCIAL", "zh", "en"])
def test_a_choice_is_read_by_its_value_and_its_word_in_either_language(typed: str) -> None:
    label = Ownership.PROVINCIAL.label
    said = {"zh": words_of(Language.ZH).translated(label), "en": label.upper()}.get(typed, typed)
    assert parsed(field(Kind.CHOICE, choices=Ownership), f" {said} ") is Ownership.PROVINCIAL
    assert clean(field(Kind.CHOICE, choices=Ownership), said) is Ownership.PROVINCIAL


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59:59-14:00", "2026-11-22T25:00", "+9999w", "31日"])
def test_a_time_out_of_reach_is_no_date(typed: str) -> None:
    with pytest.raises(Refused, match="not_a_date"):
        parsed(field(Kind.MOMENT), typed, TODAY)


def test_a_time_with_its_zone_is_kept_as_utc() -> None:
    assert parsed(field(Kind.MOMENT), "2026-11-22T09:00+08:00") == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@given(st.text(max_size=30), st.sampled_from(KINDS_OF_TYPED))
def test_whatever_is_typed_is_a_clean_value_or_refused(typed: str, kind: Kind) -> None:
    with suppress(Refused):
        value = parsed(field(kind), typed, TODAY)
        assert clean(field(kind), value) == value
