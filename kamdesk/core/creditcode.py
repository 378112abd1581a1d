"""A company's unified social credit code has a check character, so a slip in typing shows before it is printed in a bid.

Source: GB 32100-2015, 法人和其他组织统一社会信用代码编码规则: 18 characters — authority (1), kind of body (1), place (6, GB/T 2260),
body identifier (9, with its own check character after GB 11714-1997), check character (1, modulo 31 with weights 3^(i-1)).
"""

import unicodedata
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
        "credit_code_sign": N_("“{sign}” cannot stand in a unified social credit code (I, O, S, V and Z are not used)."),
        "credit_code_check": N_("This unified social credit code has a typing error: its check character does not fit."),
    }
)


class Fault(StrEnum):
    """What is wrong with a code; the values are codes of refusal."""

    LENGTH = "credit_code_length"
    SIGN = "credit_code_sign"
    CHECK = "credit_code_check"


def checked_code(text: str) -> str:
    """The code in capital letters without gaps. Raises Refused with a `Fault` as code."""
    code = "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "")
    if len(code) != LENGTH:
        raise Refused(Fault.LENGTH.value, facts={"typed": len(code)})
    strange = next((sign for sign in code if sign not in _VALUE), None)
    if strange is not None:
        raise Refused(Fault.SIGN.value, facts={"sign": strange})
    if code[-1] != check_character(code[:-1]):
        raise Refused(Fault.CHECK.value)
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
