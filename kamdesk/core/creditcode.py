"""A company's unified social credit code has a check character, so a slip in typing shows before it is printed in a bid.

Source: GB 32100-2015, 法人和其他组织统一社会信用代码编码规则: 18 characters — authority (1), kind of body (1), place (6, GB/T 2260),
body identifier (9, with its own check character after GB 11714-1997), check character (1, modulo 31 with weights 3^(i-1)).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {sign: value for value, sign in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_START = 8

say(
    {
        "credit_code_length": N_("A unified social credit code has 18 characters; {typed} were typed."),
        "credit_code_sign": N_(
            "“{sign}” (character {place}) cannot stand in a unified social credit code (I, O, S, V and Z are not used)."
        ),
        "credit_code_check": N_("This unified social credit code has a typing error: its check character does not fit. {where}"),
        "credit_code_swapped": N_(
            "This unified social credit code has a typing error: characters {first} and {second} seem to have changed places."
        ),
    }
)


class Fault(StrEnum):
    """What is wrong with a code; the values are codes of refusal."""

    LENGTH = "credit_code_length"
    SIGN = "credit_code_sign"
    CHECK = "credit_code_check"
    SWAPPED = "credit_code_swapped"


@dataclass(frozen=True, slots=True)
class _Where:
    """Where to look for the slip; `label` is a msgid, translated with the sentence it stands in."""

    label: str


_IN_THE_BODY = _Where(N_("The slip is most probably among characters 9 to 17."))
_OUTSIDE = _Where(N_("The slip is most probably among the first eight characters or in the last."))


def checked_code(text: str) -> str:
    """The code in capital letters without gaps. Raises Refused with a `Fault` as code."""
    code = "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "")
    if len(code) != LENGTH:
        raise Refused(Fault.LENGTH.value, facts={"typed": len(code)})
    strange = next((place for place, sign in enumerate(code) if sign not in _VALUE), None)
    if strange is not None:
        raise Refused(Fault.SIGN.value, facts={"sign": code[strange], "place": strange + 1})
    if code[-1] != check_character(code[:-1]):
        swapped = _swapped_at(code)
        if swapped is not None:
            raise Refused(Fault.SWAPPED.value, facts={"first": swapped + 1, "second": swapped + 2})
        raise Refused(Fault.CHECK.value, facts={"where": _OUTSIDE if body_check_fits(code) else _IN_THE_BODY})
    return code


def is_code(text: str) -> bool:
    try:
        checked_code(text)
    except Refused:
        return False
    return True


def check_character(first_17: str) -> str:
    """31 − (Σ value × 3^(i−1) mod 31), 31 standing as 0 (GB 32100-2015, 4.6)."""
    total = sum(_VALUE[sign] * weight for sign, weight in zip(first_17, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def body_check_fits(code: str) -> bool:
    """Whether the body identifier (characters 9 to 17) agrees with its own check character (GB 11714-1997).

    Only a hint: some codes in lawful use were issued without it.
    """
    body = code[_BODY_START : _BODY_START + 9]
    rest = -sum(_BODY_ALPHABET.index(sign) * weight for sign, weight in zip(body[:8], _BODY_WEIGHTS, strict=True)) % 11
    return body[8] == "X" if rest == 10 else body[8] == str(rest)


def _swapped_at(code: str) -> int | None:
    """The place (from 0) of two neighbours whose exchange makes the code right; None unless there is just one that stands to reason.

    One exchange in thirty-one satisfies the check character by chance, so the code as typed must be wrong in a second way as well:
    its body identifier, or an authority or a place that does not exist.
    """
    if body_check_fits(code) and _plausible(code):
        return None
    found = []
    for place in range(LENGTH - 1):
        other = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if other != code and other[-1] == check_character(other[:-1]) and body_check_fits(other) and _plausible(other):
            found.append(place)
    return found[0] if len(found) == 1 else None


def _plausible(code: str) -> bool:
    return code[0] in _AUTHORITIES and code[2:4] in _PROVINCES and code[2:8].isdigit()


# GB 32100-2015 table 1: the authority that registers (first character), and what it registers (second).
_AUTHORITIES: Mapping[str, str] = {
    "1": N_("Staffing authority"), "2": N_("Foreign affairs"), "3": N_("Justice"), "4": N_("Culture"), "5": N_("Civil affairs"),
    "6": N_("Tourism"), "7": N_("Religious affairs"), "8": N_("Trade union"), "9": N_("Market regulation"),
    "A": N_("Central Military Commission"), "N": N_("Agriculture"), "Y": N_("Other registration authority"),
}  # fmt: skip
_KINDS: Mapping[str, str] = {
    "11": N_("State organ"), "12": N_("Public institution"), "13": N_("Mass organisation"),
    "51": N_("Social organisation"), "52": N_("Private non-enterprise unit"), "53": N_("Foundation"),
    "91": N_("Enterprise"), "92": N_("Sole trader"), "93": N_("Farmers' cooperative"),
}  # fmt: skip
# GB/T 2260, the first two digits; 10 is the state itself.
_PROVINCES: Mapping[str, str] = {
    "10": N_("National"), "11": N_("Beijing"), "12": N_("Tianjin"), "13": N_("Hebei"), "14": N_("Shanxi"), "15": N_("Inner Mongolia"),
    "21": N_("Liaoning"), "22": N_("Jilin"), "23": N_("Heilongjiang"), "31": N_("Shanghai"), "32": N_("Jiangsu"), "33": N_("Zhejiang"),
    "34": N_("Anhui"), "35": N_("Fujian"), "36": N_("Jiangxi"), "37": N_("Shandong"), "41": N_("Henan"), "42": N_("Hubei"),
    "43": N_("Hunan"), "44": N_("Guangdong"), "45": N_("Guangxi"), "46": N_("Hainan"), "50": N_("Chongqing"), "51": N_("Sichuan"),
    "52": N_("Guizhou"), "53": N_("Yunnan"), "54": N_("Tibet"), "61": N_("Shaanxi"), "62": N_("Gansu"), "63": N_("Qinghai"),
    "64": N_("Ningxia"), "65": N_("Xinjiang"), "71": N_("Taiwan"), "81": N_("Hong Kong"), "82": N_("Macao"),
}  # fmt: skip


def meaning(code: str) -> tuple[str, ...] | None:
    """What a right code says, as msgids: who registered the body, as what (where the standard names it), where. None for a wrong code."""
    if not is_code(code):
        return None
    code = checked_code(code)
    parts = (_AUTHORITIES.get(code[0]), _KINDS.get(code[:2]), _PROVINCES.get(code[2:4]))
    return tuple(part for part in parts if part)
