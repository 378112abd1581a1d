"""Names as people type them: `zgsh`, `zhongguoshi` and 石化 must all find 中国石化, and two spellings of one company must meet.

pypinyin takes a fifth of a second to import, so it is loaded only when a name with Chinese characters is written.
"""

import re
import unicodedata
from collections.abc import KeysView
from functools import cache, lru_cache

_CJK = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_CJK}]")
_RUN = re.compile(f"[{_CJK}]+|[0-9a-z\u00c0-\u024f]+")
_BETWEEN = re.compile(f"[^{_CJK}0-9a-z\u00c0-\u024f]+")
_LEGAL_FORM = re.compile("(有限责任公司|有限公司|公司|co\\.?,?\\s*ltd\\.?|ltd\\.?|inc\\.?|llc|gmbh)$")
_LONGEST_NAME = 200
_LONGEST_SUFFIX = 24
_PERSON = 4
# Where in a name of so many characters a phrase may stand that changes a reading: (start, end).
_PIECES = [[(start, end) for end in range(2, length + 1) for start in range(end - 1)] for length in range(_PERSON + 1)]
_PLAIN_PERSON = re.compile("[\u3400-\u9fff]{2,4}").fullmatch  # characters that are their own folded form

# Readings that a surname has and pypinyin does not give first. Both are indexed: nobody knows which one the rep will type.
_SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "曾": "zeng",
    "解": "xie",
    "区": "ou",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "员": "yun",
    "贠": "yun",
    "折": "she",
    "秘": "bi",
    "覃": "qin",
    "繁": "po",
    "乐": "yue",
    "翟": "zhai",
    "缪": "miao",
    "适": "kuo",
    "召": "shao",
    "种": "chong",
    "祭": "zhai",
    "黑": "he",
    "洗": "xian",
    "郇": "xun",
    "隗": "wei",
    "牟": "mu",
    "佴": "nai",
    "阚": "kan",
    "粘": "nian",
    "重": "chong",
    "长": "chang",
    "卜": "bu",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "令狐": "ling hu",
    "澹台": "tan tai",
    "单于": "chan yu",
    "亓官": "qi guan",
    "宰父": "zai fu",
    "鲜于": "xian yu",
    "濮阳": "pu yang",
    "皇甫": "huang fu",
    "贺兰": "he lan",
}


def folded(value: str) -> str:
    """One form for all widths and cases, so that ＡＢＣ, abc and ABC are the same."""
    return unicodedata.normalize("NFKC", value).casefold()


def normalised(name: str) -> str:
    """A name for comparing: widths, cases, spaces, punctuation and the legal form of a company do not count.

    股份 and 集团 do count: the group and its listed company are two customers.
    """
    plain = folded(name).strip()
    shorter = _LEGAL_FORM.sub("", plain).strip()
    return _BETWEEN.sub("", shorter) or _BETWEEN.sub("", plain) or plain


def same_name(one: str, other: str) -> bool:
    return normalised(one) == normalised(other)


@lru_cache(maxsize=4096)
def search_tokens(value: str) -> tuple[str, ...]:
    """What a name is found by: every suffix of its characters, of its pinyin initials, and of its full pinyin by syllable.

    A query is a prefix of one of them, so any place in the name can be typed. Bounded: 200 characters of a name are looked at.
    """
    if _PLAIN_PERSON(value):
        return _person_tokens(value)
    runs = _RUN.findall(folded(value[:_LONGEST_NAME]))
    found: dict[str, None] = {}
    for run in runs:
        for start in range(len(run) if _CHINESE.match(run) else 1):
            found.setdefault(run[start : start + _LONGEST_SUFFIX])
    if any(_CHINESE.match(run) for run in runs):
        for syllables in readings(value):
            for start in range(len(syllables)):
                part = syllables[start : start + _LONGEST_SUFFIX]
                found.setdefault("".join(syllable[0] for syllable in part))
                found.setdefault("".join(part)[: 3 * _LONGEST_SUFFIX])
    return tuple(found)


def _person_tokens(name: str) -> tuple[str, ...]:
    """The same for two to four Chinese characters and nothing else: an import asks for a hundred thousand of them."""
    found = {name[start:]: None for start in range(len(name))}
    for syllables in readings(name):
        initials = "".join([syllable[0] for syllable in syllables])
        whole = "".join(syllables)
        for start, syllable in enumerate(syllables):
            found[initials[start:]] = None
            found[whole] = None
            whole = whole[len(syllable) :]
    return tuple(found)


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a name, Latin words standing as they are; a second reading where a surname has one."""
    if _PLAIN_PERSON(name):
        usual, first = _pinyin(name), name
    else:
        runs = _RUN.findall(folded(name[:_LONGEST_NAME]))
        usual = tuple(syllable for run in runs for syllable in (_pinyin(run) if _CHINESE.match(run) else (run,)))
        first = runs[0] if runs else ""
        if not _CHINESE.match(first) or len(first) > _PERSON:
            return (usual,)
    surname = first[:2] if first[:2] in _SURNAMES else first[:1]
    if surname not in _SURNAMES:
        return (usual,)
    as_surname = (*_SURNAMES[surname].split(), *usual[len(surname) :])
    return (usual,) if as_surname == usual else (usual, as_surname)


def surname_pinyin(name: str) -> str:
    """A person's name for sorting and for English paper: the surname's own reading first (单志强 → shan zhi qiang)."""
    return " ".join(readings(name)[-1])


def _pinyin(run: str) -> tuple[str, ...]:
    """One syllable for each character; a character that pypinyin does not know stands for itself.

    Most people's names hold no phrase that would change a reading, and looking their characters up one by one is five times as fast.
    """
    if len(run) <= _PERSON:
        pieces = _PIECES[len(run)]
        if _phrases().isdisjoint([run[start:end] for start, end in pieces]):
            return tuple(map(_syllable, run))
    from pypinyin import lazy_pinyin

    syllables: tuple[str, ...] = tuple(lazy_pinyin(run))
    return syllables if len(syllables) == len(run) else tuple(map(_syllable, run))


@cache
def _phrases() -> KeysView[str]:
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT.keys()


@lru_cache(maxsize=16_384)
def _syllable(sign: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(sign))
