"""Phone numbers as they are written in China: taken as typed, grouped for the eye, and reduced to what two notes of one number share.

Formats after the numbering plan in use: mobiles 1xx xxxx xxxx; area codes of three figures (010, 02x) or four (03xx to 09xx) before
seven or eight figures; 400 and 800 service numbers of ten; +86 before any of them; Hong Kong +852 and Macao +853 with eight figures.
"""

import re
import unicodedata
from dataclasses import dataclass

from kamdesk.core.problems import Refused

_BETWEEN = re.compile(r"[、,，;；\n]+|(?<=\d{7})\s*/\s*(?=[+(]?\d)")
_NOTE = re.compile(r"\([^)]*[^\d)\s-][^)]*\)")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#|(?<=\d)\s*x)\s*(\d{1,6})\s*$", re.IGNORECASE)
_PHONE = re.compile(r"[+]?[\d\-() /.]{3,25}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_GROUPED_MOBILE = re.compile(r"1[3-9][0-9] [0-9]{4} [0-9]{4}")
_SERVICE = re.compile(r"[48]00\d{7}")
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)(\d{7,8})")
_ABROAD = re.compile(r"(852|853)(\d{8})")


@dataclass(frozen=True, slots=True)
class _Number:
    """One number taken apart: `country` is "86", "852", …, "+" for another one, "" for none; `note` is a bracket such as (办)."""

    country: str
    figures: str
    extension: str
    note: str
    typed: str


def checked_phone(typed: str, field: str = "phone") -> str:
    """One or several numbers, grouped, with "、" between them. Raises Refused("not_a_phone").

    Light on purpose: foreign numbers, extensions ("转 8012") and notes in brackets are all in use and stay.
    """
    if _MOBILE.fullmatch(typed):  # most of them, and an import asks for a hundred thousand
        return f"{typed[:3]} {typed[3:7]} {typed[7:]}"
    found = []
    for piece in _pieces(typed):
        number = _taken_apart(piece)
        if number is None:
            raise Refused("not_a_phone", field, {"text": piece[:40]})
        found.append(_grouped(number))
    return "、".join(found)


def comparable_phone(text: str | None) -> tuple[str, ...]:
    """What two notes of one number share: figures only, without +86, with "x" before an extension; each number once, in their order.

    Never refuses: what is no number is left out. "+86 138-0000-2102、(办)0351-1234567 转 8" → ("13800002102", "03511234567x8").
    """
    if text and _GROUPED_MOBILE.fullmatch(text):
        return (text.replace(" ", ""),)
    found: dict[str, None] = {}
    for piece in _pieces(text or ""):
        number = _taken_apart(piece)
        if number is not None and len(number.figures) >= 5:
            country = "" if number.country in ("", "86", "+") else number.country
            found.setdefault(country + number.figures + (f"x{number.extension}" if number.extension else ""))
    return tuple(found)


def phones_shown(text: str | None) -> tuple[str, ...]:
    """Each number of a noted line, grouped where it can be read, as it stands where not."""
    numbers = ((piece, _taken_apart(piece)) for piece in _pieces(text or ""))
    return tuple(_grouped(number) if number is not None else piece for piece, number in numbers)


def _pieces(typed: str) -> list[str]:
    return [piece.strip() for piece in _BETWEEN.split(unicodedata.normalize("NFKC", typed)) if piece.strip()]


def _taken_apart(piece: str) -> _Number | None:
    """None where it cannot be a number."""
    note = "".join(_NOTE.findall(piece))
    rest = _NOTE.sub(" ", piece).strip()
    extension = _EXTENSION.search(rest)
    if extension is not None:
        rest = rest[: extension.start()].strip()
    figures = "".join(filter(str.isdigit, rest))
    if not _PHONE.fullmatch(rest) or len(figures) < 3:
        return None
    country = ""
    if rest.startswith("+") or figures.startswith("00"):
        figures = figures.removeprefix("00") if not rest.startswith("+") else figures
        country = next((code for code in ("86", "852", "853", "886") if figures.startswith(code)), "")
        if not country:
            return _Number("+", figures, extension[1] if extension else "", note, rest)
        figures = figures.removeprefix(country)
        if country == "86" and len(figures) in (9, 10, 11) and figures[0] not in "01" and not _SERVICE.fullmatch(figures):
            figures = "0" + figures  # +86 10 8888 6666 leaves out the nought of the area code
        elif country == "86" and figures.startswith("10") and len(figures) == 10:
            figures = "0" + figures
    elif len(figures) == 13 and figures.startswith("86") and _MOBILE.fullmatch(figures[2:]):
        country, figures = "86", figures[2:]
    return _Number(country, figures, extension[1] if extension else "", note, rest)


def _grouped(number: _Number) -> str:
    figures, shown = number.figures, ""
    if number.country in ("", "86"):
        if _MOBILE.fullmatch(figures):
            shown = f"{figures[:3]} {figures[3:7]} {figures[7:]}"
        elif _SERVICE.fullmatch(figures):
            shown = f"{figures[:3]}-{figures[3:6]}-{figures[6:]}"
        elif found := _LANDLINE.fullmatch(figures):
            shown = f"{found[1]}-{found[2]}"
        if shown and number.country:
            shown = f"+86 {shown.removeprefix('0')}"
    elif found := _ABROAD.fullmatch(number.country + figures):
        shown = f"+{found[1]} {found[2][:4]} {found[2][4:]}"
    shown = shown or " ".join(number.typed.split())
    extension = f" 转 {number.extension}" if number.extension else ""
    return f"{number.note} {shown}{extension}".strip()
