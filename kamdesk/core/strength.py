"""How long a passphrase would hold against somebody who guesses well, as a hint while it is typed.

The estimate covers what people here really type: pinyin, keyboard rows, dates, phone numbers, repeats. It takes the cheapest way to put
the passphrase together from such pieces (after D. Wheeler, zxcvbn: low-budget password strength estimation, USENIX Security 2016). It is
a hint and nothing is refused because of it.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from kamdesk.core.choices import Choice
from kamdesk.core.marking import N_

_LOOKED_AT = 64
_LIMITS = (28.0, 40.0, 52.0, 66.0)

_COMMON = frozenset(
    "password passwd passw0rd admin administrator root welcome letmein login master dragon monkey qwerty iloveyou princess sunshine shadow"
    " football baseball superman batman abc123 a123456 test hello woaini 5201314 1314 520 888888 666666 168 woaini1314 mima kamdesk guest"
    " qazwsx zxcvbn asdfgh 1q2w3e4r 1qaz2wsx q1w2e3r4 china beijing shanghai zhongguo gongsi xiaoshou kehu toubiao company secret".split()
)
_ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz", "147258369", "1qaz2wsx3edc4rfv5tgb6yhn")
_INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s y w".split()
_FINALS = "iang iong uang ang eng ing ong ian iao uan uai ai ei ao ou an en in un ia ie iu ua uo ui ue er a o e i u v".split()
_SYLLABLE = re.compile(f"(?:{'|'.join(_INITIALS)})?(?:{'|'.join(_FINALS)})")
_DATE = re.compile(r"(?:19|20)?\d\d[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:0?[1-9]|[12]\d|3[01])|(?:19|20)\d\d")
_PHONE = re.compile(r"1[3-9]\d{9}")
_REPEAT = re.compile(r"(.{1,8}?)\1+")


class Advice(Choice):
    """What would make it stronger; at most two are given."""

    LONGER = "longer", N_("Make it longer: four or more unrelated words are better than odd signs.")
    NOT_COMMON = "not_common", N_("Common passwords are the first to be tried.")
    NOT_KEYS = "not_keys", N_("Neighbouring keys and runs such as 1234 are easily guessed.")
    NOT_DATE = "not_date", N_("Dates and phone numbers are easily guessed.")
    NOT_REPEATED = "not_repeated", N_("Repeating a piece adds nearly nothing.")
    NOT_PINYIN = "not_pinyin", N_("A short name in pinyin is easily guessed; add words that do not belong together.")


class Level(StrEnum):
    VERY_WEAK = "very weak"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` 0 (very weak) to 4 (strong), `bits` the estimate behind it, `advice` what to do about it."""

    score: int
    bits: float
    advice: tuple[Advice, ...]

    @property
    def level(self) -> Level:
        return tuple(Level)[self.score]


def strength(passphrase: str) -> Strength:
    """The cheapest way to guess it. Only the first 64 characters are looked at, so that typing stays quick."""
    text = unicodedata.normalize("NFKC", passphrase)[:_LOOKED_AT]
    bits, pieces = _cheapest(text)
    score = sum(bits >= limit for limit in _LIMITS)
    advice = list(dict.fromkeys(piece for piece in pieces if piece is not None))
    if score < len(_LIMITS):
        advice = [*advice[:1], Advice.LONGER] if score else advice[:2] or [Advice.LONGER]
    return Strength(score, bits, tuple(advice if score < len(_LIMITS) else ()))


def _cheapest(text: str) -> tuple[float, list[Advice | None]]:
    """Shortest path over the pieces that begin at each place; one sign by itself is always a piece."""
    best: list[tuple[float, int, Advice | None]] = [(math.inf if place else 0.0, 0, None) for place in range(len(text) + 1)]
    lower = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    for start in range(len(text)):
        for end, bits, advice in (*_pieces(lower, start), (start + 1, _sign_bits(text[start]), None)):
            total = best[start][0] + bits
            if total < best[end][0]:
                best[end] = (total, start, advice)
    pieces: list[Advice | None] = []
    place = len(text)
    while place:
        pieces.append(best[place][2])
        place = best[place][1]
    return best[-1][0], pieces[::-1]


def _pieces(text: str, start: int) -> list[tuple[int, float, Advice]]:
    found: list[tuple[int, float, Advice]] = []
    found += [(start + len(word), math.log2(len(_COMMON)) + 1, Advice.NOT_COMMON) for word in _COMMON if text.startswith(word, start)]
    for length in range(len(text) - start, 2, -1):
        if any(text[start : start + length] in (row + row)[: 2 * len(row)] or text[start : start + length] in row[::-1] for row in _ROWS):
            found.append((start + length, 6 + math.log2(length), Advice.NOT_KEYS))
            break
    for pattern, bits in ((_DATE, 15.0), (_PHONE, 27.0)):
        if match := pattern.match(text, start):
            found.append((match.end(), bits, Advice.NOT_DATE))
    if (match := _REPEAT.match(text, start)) and match.end() - start > 2:
        once = min(sum(_sign_bits(sign) for sign in match[1]), 12.0 * len(match[1]))
        found.append((match.end(), once + math.log2(match.end() - start), Advice.NOT_REPEATED))
    if match := _SYLLABLE.match(text, start):
        found.append((match.end(), 6.5, Advice.NOT_PINYIN))
    return found


def _sign_bits(sign: str) -> float:
    """What one sign is worth when nothing better is known."""
    if sign.isdigit():
        return math.log2(10)
    if sign.isascii():
        return math.log2(26) if sign.islower() else math.log2(52) if sign.isalpha() else 4.5 if sign == " " else math.log2(33)
    return 9.0
