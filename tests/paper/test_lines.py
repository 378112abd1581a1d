"""Every line obeys the breaking rules of Chinese, whatever is in it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdesk.paper.fonts import FaceName
from kamdesk.paper.lines import broken, natural_width, placed
from kamdesk.paper.marks import TYPED
from kamdesk.paper.spans import Span
from kamdesk.paper.tokens import tokens_of

NO_START = set("，。、；：！？）》〉】」』”’…—·％,.!?;:)]}%")
NO_END = set("（《〈【「『“‘([{￥$")

PARTS = (
    "变电站自动化系统",
    "项目",
    "的",
    "投标总价",
    "“十四五”",
    "《技术规范书》",
    "（第2.3节）",
    "，",
    "。",
    "；",
    "：",
    "！",
    "……",
    "——",
    "IEC 61850",
    "110 kV",
    "12,800,000.00元",
    "36个月",
    "2×50 MVA",
    "https://www.example.com/path/to/file_v2.pdf?x=1",
    "KYN28A-12",
    "【附件】",
    "“（一）”",
    "、",
    "100%",
    "±5%",
    "25℃",
    "(see 2.1)",
    "欧阳",
    "买买提·艾合买提",
    "￥3,000",
    "don’t",
    "A/B",
    "张三、李四",
    "？",
    "『特别』",
    "0571-88888888",
    "2026年11月22日",
    " ",
)


def typed(tokens: "list[object]") -> str:
    return "".join(TYPED.get(char, char) for token in tokens for char in token.text)  # type: ignore[attr-defined]


def shown_lines(text: str, width: float) -> list[str]:
    return [typed(line.tokens) for line in broken(tokens_of(text, FaceName.SONG, set()), width, width - 2)]


def test_no_generated_line_begins_or_ends_with_a_forbidden_mark() -> None:
    chance = random.Random(7)
    lines = 0
    while lines < 2000:
        text = "项目" + "".join(chance.choice(PARTS) for _ in range(60)) + "完成"
        found = shown_lines(text, chance.choice((14.0, 21.5, 33.0, 42.0)))
        for number, line in enumerate(found):
            if number:
                assert line[0] not in NO_START or _run_of_marks(line), (line, found[number - 1])
            if number < len(found) - 1:
                assert line[-1] not in NO_END or _run_of_marks(line), line
        lines += len(found)


def _run_of_marks(line: str) -> bool:
    """Chance also makes runs of a dozen marks, which no line can hold otherwise."""
    return all(not char.isalnum() for char in line[:12]) or all(not char.isalnum() for char in line[-12:])


def test_numbers_words_and_pairs_are_never_torn() -> None:
    text = (
        "总价为12,800,000.00元，容量2×50 MVA，电压110 kV，质保36个月——自验收之日起……"
        "按《规范》执行，型号KYN28A-12，日期2026年11月22日，温度25℃。" * 6
    )
    whole = ("12,800,000.00元", "2×50MVA", "110kV", "36个月", "——", "……", "KYN28A-12", "25℃", "2026年", "11月", "22日")
    for width in range(9, 40):
        joined = "|".join(shown_lines(text, float(width)))
        for part in whole:
            torn = [part[:cut] + "|" + part[cut:] for cut in range(1, len(part))]
            assert not any(place in joined for place in torn), (width, part)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=40), st.floats(6, 50))
@settings(max_examples=150, deadline=None)
def test_breaking_loses_and_adds_nothing(parts: list[str], width: float) -> None:
    text = "".join(parts)
    assert "".join(shown_lines(text, width)) == text.replace(" ", "")


@given(st.lists(st.sampled_from(PARTS), min_size=10, max_size=60), st.floats(12, 45))
@settings(max_examples=150, deadline=None)
def test_set_lines_stay_inside_the_column(parts: list[str], width: float) -> None:
    for line in broken(tokens_of("".join(parts), FaceName.SONG, set()), width):
        xs, extra = placed(line, justify=True)
        assert xs == sorted(xs)
        last = line.tokens[-1]
        end = xs[-1] + last.width - (0.5 if last.closing else 0.0)
        unbreakable = not any(token.breaks for token in line.tokens[1:])
        assert end <= width + 0.05 or unbreakable
        assert 0 <= extra <= 0.7


@given(st.text(max_size=200), st.floats(1, 30))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_can_be_broken(text: str, width: float) -> None:
    missing: set[str] = set()
    lines = broken(tokens_of(text, FaceName.KAI, missing), width)
    assert all(natural_width(line) >= 0 or not line.tokens or line.tokens[0].opening for line in lines)


@pytest.mark.parametrize("long", ["A" * 5000, "中" * 5000, "a/b" * 1700, "，" * 300, "（" * 300, "1" * 4000])
def test_a_name_of_thousands_of_characters_is_broken_into_the_column(long: str) -> None:
    lines = broken(tokens_of(long, FaceName.SONG, set()), 20.0)
    assert sum(len(token.text) for line in lines for token in line.tokens) == len(long)
    assert len(lines) > 5


def test_full_lines_reach_both_edges() -> None:
    text = "对于客户关心的停电时间问题，我方提出“不停电过渡方案”，将每段母线的停电控制在4小时以内，这一点在同类项目中已得到验证。" * 8
    lines = broken(tokens_of(text, FaceName.SONG, set()), 40.0)
    for line in lines[:-1]:
        xs, extra = placed(line, justify=True)
        last = line.tokens[-1]
        inside = extra * (len(last.text) - 1) if last.kind == 0 else 0.0
        assert xs[-1] + last.width + inside - (0.5 if last.closing else 0.0) == pytest.approx(40.0, abs=0.02)


def test_quotation_marks_are_narrow_only_without_chinese() -> None:
    english = tokens_of("He said “don’t” twice", FaceName.SONG, set())
    chinese = tokens_of("他说“不行”两次", FaceName.SONG, set())
    assert sum(token.width for token in english if "\ue201" in token.text or "“" in token.text) < 4
    assert any(token.text == "“" and token.opening for token in chinese)


def test_bold_italic_and_code_take_their_faces() -> None:
    spans = (Span("正文"), Span("粗", bold=True), Span("斜", italic=True), Span("code", code=True))
    faces = [token.look.face for token in tokens_of(spans, FaceName.SONG, set())]
    assert faces == [FaceName.SONG, FaceName.HEI_BOLD, FaceName.KAI, FaceName.HEI]


def test_typed_line_breaks_stay() -> None:
    assert shown_lines("第一行\n第二行\n\n第四行", 30.0) == ["第一行", "第二行", "", "第四行"]
