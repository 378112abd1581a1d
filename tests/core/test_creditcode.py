"""A unified social credit code is checked as GB 32100-2015 says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.creditcode import Fault, body_check_fits, check_character, checked_code, is_code, meaning
from kamdesk.core.problems import Refused, known_codes, sentence
from kamdesk.core.words import Language, words_of

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.text(alphabet=ALPHABET, min_size=17, max_size=17)

# The standard's own example, and codes that companies print in their own public reports.
REAL = ["91350100M000100Y43", "914403001922038216", "91330100799655058B", "9144030071526726XG", "91110000710925462X", "91440300708461136T"]


@pytest.mark.parametrize("code", REAL)
def test_real_codes_pass(code: str) -> None:
    assert checked_code(code) == code
    assert body_check_fits(code)


def test_gaps_widths_and_small_letters_are_forgiven() -> None:
    assert checked_code(" 9135 0100 m000 100y 43 ") == "91350100M000100Y43"
    assert checked_code("９１３５０１００Ｍ０００１００Ｙ４３") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.LENGTH),
        ("91350100M000100Y4", Fault.LENGTH),
        ("9" * 5_000, Fault.LENGTH),
        ("91350100M0001O0Y43", Fault.SIGN),
        ("91350100M000100Y44", Fault.CHECK),
    ],
)
def test_slips_are_told_apart(typed: str, fault: Fault) -> None:
    with pytest.raises(Refused) as caught:
        checked_code(typed)
    assert caught.value.code == fault.value
    assert fault.value in known_codes()
    assert not is_code(typed)


@given(BODIES, st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_is_always_found(body: str, place: int, step: int) -> None:
    code = body + check_character(body)
    assert is_code(code)
    other = ALPHABET[(ALPHABET.index(code[place]) + step) % 31]
    assert not is_code(code[:place] + other + code[place + 1 :])


@given(BODIES, st.integers(0, 15))
def test_two_swapped_characters_are_always_found(body: str, place: int) -> None:
    code = body + check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_code(swapped) == (swapped == code)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("91350100M0001O0Y43", "第 14 位不能是“O”"),
        ("91350100M000100Y44", "前 8 位或最后一位"),
        ("91350100M000200Y43", "第 9 至 17 位"),
        ("9135010M0000100Y43", "第 8 位与第 9 位似乎颠倒了"),
        ("91530100M000100Y43", "前 8 位或最后一位"),
    ],
)
def test_a_refusal_says_where_to_look(typed: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        checked_code(typed)
    assert said in sentence(caught.value, words_of(Language.ZH))


def test_a_code_says_who_registered_it_as_what_and_where() -> None:
    assert meaning("91350100M000100Y43") == ("Market regulation", "Enterprise", "Fujian")
    assert meaning("91110000710925462x") == ("Market regulation", "Enterprise", "Beijing")
    assert meaning("91350100M000100Y44") is None
