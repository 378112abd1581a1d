"""Money is read as people type it, shown as they read it, and written in capitals as the central bank's rules say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.money import LARGEST, capitals, half_up, parse_money, parse_signed, plain_yuan, read_capitals, share, wan, yuan
from kamdesk.core.problems import Refused

FEN = st.one_of(st.integers(0, LARGEST), st.integers(0, 10_000_000), st.integers(0, 99_999_999).map(lambda whole: whole * 10_000 * 100))

OFFICIAL = [
    ("532", "人民币伍佰叁拾贰元整"),
    ("1409.50", "人民币壹仟肆佰零玖元伍角"),
    ("6007.14", "人民币陆仟零柒元壹角肆分"),
    ("325.04", "人民币叁佰贰拾伍元零肆分"),
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
]


@pytest.mark.parametrize(("figures", "written"), OFFICIAL)
def test_capitals_are_those_of_the_rules(figures: str, written: str) -> None:
    assert capitals(parse_money(figures)) == written
    assert read_capitals(written) == parse_money(figures)


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角"),
        (101, "人民币壹元零壹分"),
        (1_000, "人民币壹拾元整"),
        (1_050, "人民币壹拾元零伍角"),
        (1_000_100, "人民币壹万零壹元整"),
        (10_700_000, "人民币壹拾万零柒仟元整"),
        (1_005_000_000, "人民币壹仟零伍万元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (10_000_500_000, "人民币壹亿零伍仟元整"),
        (100_010_001_000, "人民币壹拾亿零壹拾万零壹拾元整"),
        (LARGEST, "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_zeros_are_read_once_and_never_at_an_end(fen: int, written: str) -> None:
    assert capitals(fen) == written


@given(FEN)
def test_capitals_read_back_as_the_same_amount(fen: int) -> None:
    assert read_capitals(capitals(fen)) == fen


@given(FEN)
def test_capitals_keep_the_form_of_the_rules(fen: int) -> None:
    text = capitals(fen)
    assert text.startswith("人民币")
    assert "零零" not in text
    assert not any(f"零{sign}" in text for sign in "拾佰仟万亿角分整")
    assert text.endswith("整") == (fen % 100 == 0)


@pytest.mark.parametrize(
    "spelling",
    [
        "人民币壹拾万柒仟元零伍角叁分",
        "人民币壹拾万柒仟元伍角叁分",
        "人民币壹拾万零柒仟元伍角叁分",
        "壹拾万零柒仟元零伍角叁分",
        "人民币：壹拾万柒仟元零伍角叁分",
        "人民币 拾万柒仟圆伍角叁分",
        "十万七千元五角三分",
        "十萬七千块五角三分",
    ],
)
def test_every_accepted_spelling_reads_as_the_same_amount(spelling: str) -> None:
    assert read_capitals(spelling) == 10_700_053


@pytest.mark.parametrize(
    ("text", "fen"),
    [("一百二十万元整", 120_000_000), ("两百万", 200_000_000), ("壹仟元正", 100_000), ("伍角整", 50), ("零", 0), ("廿元", 2_000)],
)
def test_everyday_figures_are_read_too(text: str, fen: int) -> None:
    assert read_capitals(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "", "元", "整", "人民币", "壹贰元", "一万五", "一百五", "壹拾零伍元", "拾拾元", "壹佰万亿元", "万元", "壹分整", "伍角元", "abc",
        "壹元壹角壹角", "零零元", "壹佰伍元", "壹" * 5_000, "壹万零零伍元", "亿", "壹元零",
    ],
)  # fmt: skip
def test_what_is_no_amount_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_capitals(text)
    assert caught.value.code == "not_capitals"


@given(st.text(alphabet="零壹贰叁玖拾佰仟万亿元角分整一十百千", max_size=14))
def test_reading_any_signs_refuses_or_reads_what_can_be_written(text: str) -> None:
    try:
        fen = read_capitals(text)
    except Refused:
        return
    assert read_capitals(capitals(fen)) == fen


@pytest.mark.parametrize(("fen", "code"), [(-1, "negative"), (LARGEST + 1, "too_much")])
def test_amounts_beyond_the_rules_are_refused(fen: int, code: str) -> None:
    with pytest.raises(Refused) as caught:
        capitals(fen)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("107000.53", 10_700_053),
        ("107,000.53", 10_700_053),
        ("1,280万", 1_280_000_000),
        ("１，２８０ 万元", 1_280_000_000),
        ("12.8亿", 128_000_000_000),
        ("￥３，０００", 300_000),
        ("¥ 3000元整", 300_000),
        ("RMB 12.5", 1_250),
        ("人民币12万", 12_000_000),
        (".5", 50),
        ("0", 0),
        ("1.5千万", 1_500_000_000),
        ("12.8 m", 1_280_000_000),
        ("3角", 30),
        ("1亿2000万", 12_000_000_000),
        ("1亿2,000万元", 12_000_000_000),
        ("3万5千元", 3_500_000),
        ("12元5角3分", 1_253),
        ("0.29", 29),
        ("1 280 000", 128_000_000),
        ("壹仟肆佰零玖元伍角", 140_950),
    ],
)
def test_typed_money_is_read(typed: str, fen: int) -> None:
    assert parse_money(typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("-5", "negative"),
        ("1.234", "too_fine"),
        ("0.005元", "too_fine"),
        ("abc", "not_money"),
        ("1,28", "not_money"),
        ("12.3.4", "not_money"),
        ("12美元", "not_money"),
        ("1e9", "not_money"),
        ("3万5", "not_money"),
        ("5千3万", "not_money"),
        ("3万3万", "not_money"),
        ("NaN", "not_money"),
        ("99999亿", "too_much"),
        ("9" * 300, "too_much"),
    ],
)
def test_what_cannot_be_an_amount_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_money(typed)
    assert caught.value.code == code


@given(FEN)
def test_money_shown_reads_back(fen: int) -> None:
    assert parse_money(yuan(fen)) == parse_money(plain_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (0, "0"),
        (950_000, "9,500"),
        (950_050, "9,500.50"),
        (10_700_053, "10.7 万"),
        (1_280_000_000, "1,280 万"),
        (9_999_999_999, "1 亿"),
        (128_000_000_000, "12.8 亿"),
        (-1_280_000_000, "-1,280 万"),
        (123_456_700, "123.46 万"),
    ],
)
def test_short_money_is_rounded_half_up(fen: int, shown: str) -> None:
    assert wan(fen) == shown


@pytest.mark.parametrize(
    ("over", "under", "result"), [(1, 2, 1), (-1, 2, -1), (5, 10, 1), (4, 10, 0), (25, 10, 3), (-25, 10, -3), (7, -2, -4)]
)
def test_halves_go_away_from_zero(over: int, under: int, result: int) -> None:
    assert half_up(over, under) == result


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_shares_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_shares_need_a_weight() -> None:
    assert share(100, [1, 1, 1]) == (34, 33, 33)
    for weights in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="weights"):
            share(1, weights)


@pytest.mark.parametrize("typed", ["-350万", "−350万", "－ 350 万", "(350万)", "（3,500,000）", "亏350万", "亏损 350万元"])
def test_a_loss_is_read_however_it_is_written(typed: str) -> None:
    assert parse_signed(typed) == -350 * 10**6
    assert parse_signed("350万") == 350 * 10**6


@pytest.mark.parametrize("typed", ["--5", "-", "()", "亏损", "-(5)"])
def test_half_a_loss_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        parse_signed(typed)
