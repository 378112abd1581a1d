"""What tells that two accounts are one customer: the credit code, the name but for its form, an old name, a slip of one character."""

import re
from collections.abc import Iterator

from kamdesk.core.choices import Choice
from kamdesk.core.duplicates import Mark
from kamdesk.core.marking import N_
from kamdesk.core.names import folded, normalised, readings


class Alike(Choice):
    CODE = "code", N_("same unified credit code")
    NAME = "name", N_("same name but for its form")
    OLD_NAME = "old_name", N_("one carries the other's name in brackets")
    SHORT_NAME = "short_name", N_("short name in common")
    PLACE = "place", N_("same name but for the province or city")
    SLIP = "slip", N_("names differ in one character")
    SOUND = "sound", N_("names sound the same, same region")


_BRACKETS = re.compile(r"[(（\[【〔]([^)）\]】〕]*)[)）\]】〕]")
_FORMERLY = re.compile(r"^(?:原名?|曾用名|前身为?|formerly|previously)[：:\s]*", re.IGNORECASE)
_PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东",
    "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏",
    "宁夏", "新疆", "香港", "澳门", "中国",
)  # fmt: skip
_PLACE = re.compile(f"^(?:{'|'.join(_PROVINCES)})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?")
# Plants, lines and stations are told apart by such a sign; a slip is none of these.
_TELLS_APART = set("0123456789一二三四五六七八九十甲乙丙丁东南西北中前后左右上下大小新老abcdefgh")
_LEAST = 4  # characters of a name that says anything


def bare(name: str) -> str:
    """The name without what stands in brackets, and without the form of a company."""
    return normalised(_BRACKETS.sub("", name) or name)


def old_names(name: str) -> tuple[str, ...]:
    """Names in brackets that are longer than a place: 晋岚电力（原晋岚供电公司）."""
    found = (_FORMERLY.sub("", each.strip()) for each in _BRACKETS.findall(folded(name)))
    return tuple(normalised(each) for each in found if len(normalised(each)) >= _LEAST)


_FORMS_SPOKEN = re.compile(r"(?: (?:you|xian|ze|ren|gong|si))+$")


def marks(name: str, short_name: str, code: str, region: str, spoken: str = "") -> Iterator[Mark]:
    """The keys under which an account may meet its double. `spoken` is the name's pinyin where the list keeps it, since reading is slow."""
    whole, plain = normalised(name), bare(name)
    if code:
        yield Mark(Alike.CODE, folded(code), 100, "code")
    yield Mark(Alike.NAME, whole, 95)
    if plain != whole and len(plain) >= _LEAST:
        yield Mark(Alike.OLD_NAME, plain, 85)
    for each in (plain, *old_names(name)):
        yield Mark(Alike.OLD_NAME, each, 85)
    yield from (Mark(Alike.SHORT_NAME, each, 80) for each in {plain, normalised(short_name)} if len(each) >= 3)
    without = _PLACE.sub("", plain)
    if len(without) >= _LEAST:
        yield Mark(Alike.PLACE, without, 75)
    yield from (Mark(Alike.SLIP, key, 65) for key in slips(plain))
    if region and plain:
        sound = _FORMS_SPOKEN.sub("", spoken) or " ".join(readings(plain)[0])
        yield Mark(Alike.SOUND, f"{sound}@{folded(region)[:2]}", 70)


def slips(plain: str) -> Iterator[str]:
    """The name with one character left open; two names that differ there meet, unless the character is one that tells apart."""
    if len(plain) <= _LEAST or len(plain) > 30:
        return
    for place, sign in enumerate(plain):
        if sign not in _TELLS_APART:
            yield f"{plain[:place]}*{plain[place + 1 :]}"


__all__ = ["Alike", "bare", "marks", "old_names", "slips"]
