"""The recovery code as it is printed and typed back: a slip of the finger must not look like a wrong code.

Eight groups of five characters of Crockford's base 32 (no I, L, O, U). Four of each group carry 20 bits, 160 in all; the fifth is
a check over the field of 32 elements with another weight for every place and another start for every group. So one wrong
character, two swapped ones, or two swapped groups are always found, and the group is named.
"""

import unicodedata

from kamdesk.core.problems import Refused, say
from kamdesk.core.words import N_

ENTROPY_SIZE = 20
GROUPS = 8
GROUP_SIZE = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {**{sign: value for value, sign in enumerate(_ALPHABET)}, "O": 0, "I": 1, "L": 1}
_PASSED_OVER = frozenset(" -_.·—–−\t\r\n　")

say(
    {
        "code_typo": N_("There is a typing error in group {group} of the recovery code."),
        "code_length": N_("The recovery code has {expected} characters; {typed} were typed."),
    }
)


def written_code(entropy: bytes) -> str:
    """20 random bytes as `XXXXX-XXXXX-…`, eight groups."""
    if len(entropy) != ENTROPY_SIZE:
        raise ValueError(f"{ENTROPY_SIZE} bytes are needed")
    number = int.from_bytes(entropy)
    values = [number >> 5 * place & 31 for place in reversed(range(ENTROPY_SIZE * 8 // 5))]
    groups = [values[start : start + GROUP_SIZE - 1] for start in range(0, len(values), GROUP_SIZE - 1)]
    return "-".join("".join(_ALPHABET[value] for value in [*group, _check(group, place)]) for place, group in enumerate(groups))


def read_code(text: str) -> bytes:
    """The 20 bytes behind a typed code: lower case, spaces and full-width signs are forgiven, O reads as 0, I and L as 1.

    Raises Refused("code_length") and Refused("code_typo", facts={"group": first wrong group from 1}).
    """
    signs = [sign for sign in unicodedata.normalize("NFKC", text).upper() if sign not in _PASSED_OVER]
    if len(signs) != GROUPS * GROUP_SIZE:
        raise Refused("code_length", "code", {"expected": GROUPS * GROUP_SIZE, "typed": len(signs)})
    number = 0
    for place in range(GROUPS):
        values = [_READ_AS.get(sign, -1) for sign in signs[place * GROUP_SIZE : (place + 1) * GROUP_SIZE]]
        if min(values) < 0 or values[-1] != _check(values[:-1], place):
            raise Refused("code_typo", "code", {"group": place + 1})
        for value in values[:-1]:
            number = number << 5 | value
    return number.to_bytes(ENTROPY_SIZE)


def _check(group: list[int], place: int) -> int:
    """Sum of value × 2^(1…4), started at the group's own number, in the field of 32 elements."""
    total = place
    for power, value in enumerate(group, start=1):
        total ^= _times(value, 1 << power)
    return total


def _times(left: int, right: int) -> int:
    """Product modulo x^5 + x^2 + 1."""
    product = 0
    for bit in range(5):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << bit - 5
    return product
