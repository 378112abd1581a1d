"""Names are found by characters, initials and pinyin from any place in them, and compared without their trimmings."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdesk.core.names import folded, normalised, readings, same_name, search_tokens, surname_pinyin


def found_by(name: str, typed: str) -> bool:
    return any(token.startswith(folded(typed)) for token in search_tokens(name))


@pytest.mark.parametrize("typed", ["中国石化", "石化", "化", "zgsh", "shi", "shihua", "zhongguoshi", "guosh", "gs", "ZGSH", "ｚｇｓｈ"])
def test_a_company_is_found_from_any_place_in_its_name(typed: str) -> None:
    assert found_by("中国石化", typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单志强", "shanzhi"),
        ("单志强", "danzhi"),
        ("仇和平", "qiu"),
        ("曾国强", "zeng"),
        ("解晓东", "xiexiao"),
        ("区志明", "ou"),
        ("查一鸣", "zha"),
        ("盖文", "gewen"),
        ("尉迟恭", "yuchi"),
        ("万俟明", "moqi"),
        ("吕布", "lv"),
        ("重庆长安", "cqca"),
        ("ABB中国", "abb"),
        ("国网（北京）电力", "gwbj"),
        ("国网（北京）电力", "北京"),
        ("𠮷野", "ye"),
    ],
)
def test_surnames_are_found_by_both_readings_and_phrases_by_theirs(name: str, typed: str) -> None:
    assert found_by(name, typed)


def test_a_company_does_not_get_a_surname_reading() -> None:
    assert len(readings("单晶硅材料公司")) == 1


def test_people_are_sorted_by_their_own_reading() -> None:
    assert surname_pinyin("单志强") == "shan zhi qiang"
    assert surname_pinyin("王小明") == "wang xiao ming"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("松风电力设备有限公司", "松风电力设备"),
        ("松风电力设备有限责任公司", "松风电力设备有限公司"),
        ("国网（北京）电力", "国网(北京)电力"),
        ("ＡＢＢ 中国", "abb中国"),
        ("Pine Wind Co., Ltd.", "pine wind"),
    ],
)
def test_trimmings_of_a_name_do_not_count(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("中国石化集团有限公司", "中国石化股份有限公司"), ("青石电厂", "青山电厂"), ("公司", ""), ("有限公司", "股份有限公司")],
)
def test_different_bodies_stay_different(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text(max_size=60))
def test_any_text_gives_tokens_without_breaking(text: str) -> None:
    for token in search_tokens(text):
        assert token
        assert " " not in token
    assert isinstance(normalised(text), str)


def test_a_name_of_5000_characters_stays_bounded() -> None:
    assert sum(map(len, search_tokens("云" * 5_000))) < 50_000


def test_pinyin_is_not_loaded_before_a_chinese_name_is_written() -> None:
    code = "import sys; from kamdesk.core import names; names.search_tokens('ABB Ltd'); sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
