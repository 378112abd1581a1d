"""How amounts and days read in each language."""

import pytest

from kamdesk.core.words import words_of


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (48_600_000_000_00, "486 亿", "48,600,000,000"),
        (12_800_000_00, "1,280 万", "12,800,000"),
        (317_460_000, "317.46 万", "3,174,600"),
        (63_492_01, "63,492.01", "63,492.01"),
        (12_345_678_90, "12,345,678.90", "12,345,678.90"),
        (9_500_00, "9,500", "9,500"),
        (0, "0", "0"),
    ],
)
def test_a_card_shortens_an_amount_only_where_nothing_is_lost(fen: int, chinese: str, english: str) -> None:
    assert words_of("zh_CN").money_on_card(fen) == chinese
    assert words_of("en").money_on_card(fen) == english
