"""Money is a whole number of 分 everywhere inside: a hundredth of a yuan that goes astray in a bid can lose the tender.

Amounts in capitals follow the central bank's rules for filling in bills (支付结算办法附一, 正确填写票据和结算凭证的基本规定).
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from kamdesk.core.marking import N_
from kamdesk.core.problems import Refused, say

YUAN = 100
WAN = 10_000 * YUAN
YI = 10_000 * WAN
LARGEST = 10_000 * YI - 1

_UNITS = {"": YUAN, "元": YUAN, "圆": YUAN, "块": YUAN, "角": 10, "分": 1}
_LARGER = (("千", 1000 * YUAN), ("万", WAN), ("百万", 100 * WAN), ("千万", 1000 * WAN), ("亿", YI))
_UNITS |= {unit + tail: size for unit, size in _LARGER for tail in ("", "元")}
_UNITS |= {"k": 1000 * YUAN, "w": WAN, "m": 100 * WAN, "million": 100 * WAN, "bn": 10 * YI, "billion": 10 * YI}
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(?P<part>\d+))?(?P<unit>[^\d.,]*)")
_PART = re.compile(r"(\d{1,12}|\d{1,3}(?:,\d{3})+)(亿|万|千|元|块|角|分)")
_IN_PARTS = re.compile(rf"(?:{_PART.pattern}){{2,7}}元?")

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_BLOCKS = ("", "万", "亿")
_READ_AS = str.maketrans(
    "〇○一二两三四五六七八九十百千萬億圆圓块角整正貳參叄陸弌弍廿",
    "零零壹贰贰叁肆伍陆柒捌玖拾佰仟万亿元元元角整整贰叁叁陆壹贰廿",
)
_FIGURE = "([壹贰叁肆伍陆柒捌玖])"
_FOUR = re.compile(f"零?(?:{_FIGURE}仟)?零?(?:{_FIGURE}佰)?零?(?:{_FIGURE}拾)?零?{_FIGURE}?")
_REST = re.compile(f"零?(?:{_FIGURE}角)?(?:{_FIGURE}分)?")

say(
    {
        "not_money": N_("“{typed}” is not an amount. Examples: 107000.53, 1,280万, 12.8亿."),
        "not_capitals": N_("“{typed}” is not an amount in capitals, such as 人民币壹仟肆佰零玖元伍角."),
        "too_fine": N_("An amount has at most two places after the point: {typed}."),
        "negative": N_("An amount must not be negative."),
        "too_much": N_("An amount must not be over 9,999 yi (9999亿)."),
    }
)


def parse_money(text: str) -> int:
    """Typed money in 分: `107000.53`, `1,280万`, `12.8亿`, `￥３，０００ 元`, or an amount in capitals.

    Raises Refused("empty" | "not_money" | "too_fine" | "negative" | "too_much").
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub("^(人民币|rmb|cny)?[¥￥]?", "", "".join(typed.split()).casefold())
    if not plain:
        raise Refused("empty")
    plain = plain.removesuffix("整").removesuffix("正")
    if _IN_PARTS.fullmatch(plain):
        return _sum_of_parts(plain, text)
    found = _AMOUNT.fullmatch(plain)
    if found is None or found["unit"] not in _UNITS:
        if any(sign in _FIGURES[1:] for sign in plain.translate(_READ_AS)):
            return read_capitals(text)
        raise Refused("not_money", facts={"typed": text[:60]})
    if len(found["whole"]) + len(found["part"] or "") > 40:
        raise Refused("too_much")
    amount = Decimal(f"{found['whole'].replace(',', '') or '0'}.{found['part'] or '0'}") * _UNITS[found["unit"]]
    fen = int(amount)
    if fen != amount:
        raise Refused("too_fine", facts={"typed": text[:60]})
    return _within(-fen if found["sign"] else fen)


def parse_signed(text: str) -> int:
    """Typed money that may be a loss: `-1.2亿`, `−350万`, `(350万)` as accountants write it, `亏损 350万`; else as `parse_money`."""
    typed = unicodedata.normalize("NFKC", text).strip()
    loss = re.fullmatch(r"(?:[-−–]|亏损?)\s*(?P<amount>.+)|\((?P<bracketed>[^()]+)\)", typed)
    if loss is None:
        return parse_money(text)
    return -parse_money(loss["amount"] or loss["bracketed"])


def _sum_of_parts(plain: str, text: str) -> int:
    """`1亿2000万`, `3万5千元`, `12元5角`: units that fall from part to part."""
    parts = _PART.findall(plain.removesuffix("元") if plain[-2] in "亿万千" else plain)
    sizes = [_UNITS[unit] for _, unit in parts]
    if sizes != sorted(set(sizes), reverse=True):
        raise Refused("not_money", facts={"typed": text[:60]})
    return _within(sum(int(number.replace(",", "")) * size for (number, _), size in zip(parts, sizes, strict=True)))


def yuan(fen: int) -> str:
    """`107,000.53`; a negative amount (a difference) keeps its sign."""
    whole, rest = divmod(abs(fen), YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def plain_yuan(fen: int) -> str:
    """`107000.53`, as an edit field shows it and other programs read it."""
    return yuan(fen).replace(",", "")


def wan(fen: int) -> str:
    """Short money for the screen, rounded half up: `1,280 万`, `12.8 亿`, `9,500` below ten thousand yuan."""
    size, sign = abs(fen), "-" if fen < 0 else ""
    hundredths_of_yi = half_up(size * 100, YI)
    if hundredths_of_yi >= 100:
        return f"{sign}{_trimmed(hundredths_of_yi)} 亿"
    if size >= WAN:
        return f"{sign}{_trimmed(half_up(size * 100, WAN))} 万"
    return sign + yuan(size).removesuffix(".00")


def half_up(numerator: int, denominator: int) -> int:
    """The quotient, rounded to the nearest whole number and half away from zero, as accountants do (四舍五入)."""
    if denominator == 0:
        raise ZeroDivisionError("half_up")
    rounded = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return rounded if (numerator < 0) == (denominator < 0) else -rounded


def share(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split an amount by weights so that the parts add up to it exactly.

    The 分 left over go to the largest remainders, earlier ones first.
    """
    if not weights or min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights must be non-negative and not all zero")
    if total < 0:
        return tuple(-part for part in share(-total, weights))
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def capitals(fen: int) -> str:
    """The amount as a bid letter writes it: 107000.53 → 人民币壹拾万柒仟元零伍角叁分.

    Raises Refused("negative" | "too_much").
    """
    whole, rest = divmod(_within(fen), YUAN)
    wholes, rests = _wholes(whole), _rests(whole, rest)
    # Before 角 a zero 元 is read; then the rules let a zero 万 go unread, and one 零 is what they show in their own example.
    text = (wholes[-1] if whole and len(rests) > 1 else wholes[0]) + rests[0]
    return f"人民币{text}" if rest else f"人民币{text}整"


def read_capitals(text: str) -> int:
    """An amount in capitals (or in everyday figures, 一百二十万) in 分, in every spelling that the rules accept.

    What could mean two amounts is refused: 一万五 is neither 10,005 nor 15,000. Raises Refused("not_capitals" | "too_much").
    """
    refusal = Refused("not_capitals", facts={"typed": text[:60]})
    plain = "".join(unicodedata.normalize("NFKC", text[:200]).split()).removeprefix("人民币").removeprefix(":").translate(_READ_AS)
    plain = re.sub("(?<![壹贰叁肆伍陆柒捌玖])拾", "壹拾", plain.replace("廿", "贰拾"))
    ended = plain.endswith("整")
    plain = plain.removesuffix("整")
    whole_text, yuan_sign, rest_text = plain.partition("元")
    if not yuan_sign and re.search("[角分]", plain):
        whole_text, rest_text = "零", plain
    whole, rest = _read_whole(whole_text), _read_rest(rest_text)
    if whole is None or rest is None or (ended and rest % 10):
        raise refusal
    fen = _within(whole * YUAN + rest)
    if plain.replace("元", "") not in {(one + other).replace("元", "") for one in _wholes(whole) for other in _rests(whole, rest)}:
        raise refusal
    return fen


def _within(fen: int) -> int:
    if fen < 0:
        raise Refused("negative")
    if fen > LARGEST:
        raise Refused("too_much")
    return fen


def _trimmed(hundredths: int) -> str:
    """Two places at most, none for round figures; from a thousand on, whole figures say enough."""
    if hundredths >= 100_000:
        return f"{half_up(hundredths, 100):,}"
    return f"{hundredths // 100:,}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def _wholes(whole: int) -> list[str]:
    """Every accepted spelling of the yuan, the usual one first.

    Four figures at a time; one 零 for any run of zeros inside, none at an end, and free to stand or not where the last figure of the
    higher four is the only zero (10|7000).
    """
    if whole == 0:
        return ["", "零元"]
    texts, zero_before = [""], False
    for block in range(len(_BLOCKS) - 1, -1, -1):
        four = whole // 10_000**block % 10_000
        if four == 0:
            zero_before = texts != [""]
            continue
        higher = whole // 10_000 ** (block + 1)
        joints = [""]
        if higher and (four < 1000 or zero_before):
            joints = ["零"]
        elif higher and higher % 10 == 0:
            joints = ["零", ""]
        texts = [text + joint + _four_in_capitals(four) + _BLOCKS[block] for text in texts for joint in joints]
        zero_before = False
    return [text + "元" for text in texts]


def _rests(whole: int, rest: int) -> list[str]:
    """Every accepted spelling of 角 and 分 behind these yuan, the usual one first."""
    jiao, odd = divmod(rest, 10)
    last = f"{_FIGURES[odd]}分" if odd else ""
    if rest == 0:
        return [""] if whole else ["零元"]
    if jiao == 0:
        return [f"零{last}"] if whole else [last, f"零{last}"]
    text = f"{_FIGURES[jiao]}角{last}"
    return ["零" + text, text] if whole and whole % 10 == 0 else [text]


def _four_in_capitals(four: int) -> str:
    text, zero_before = "", False
    for place in (3, 2, 1, 0):
        figure = four // 10**place % 10
        if figure == 0:
            zero_before = bool(text)
            continue
        text += ("零" if zero_before else "") + _FIGURES[figure] + _PLACES[place]
        zero_before = False
    return text


def _read_whole(text: str) -> int | None:
    """The value with zeros read anywhere; whether they stand rightly is looked at afterwards."""
    if text == "零":
        return 0
    total, left = 0, text
    for block, size in (("亿", 100_000_000), ("万", 10_000)):
        before, sign, after = left.partition(block)
        if sign:
            four = _read_four(before)
            if not four:
                return None
            total, left = total + four * size, after
    four = _read_four(left) if left else 0
    return None if four is None else total + four or None


def _read_four(text: str) -> int | None:
    found = _FOUR.fullmatch(text)
    if found is None:
        return None
    figures: tuple[str | None, ...] = found.groups()
    return sum(_FIGURES.index(figure) * size for size, figure in zip((1000, 100, 10, 1), figures, strict=True) if figure)


def _read_rest(text: str) -> int | None:
    found = _REST.fullmatch(text)
    if found is None:
        return None
    jiao, odd = (_FIGURES.index(figure) if figure else 0 for figure in found.groups())
    return jiao * 10 + odd
