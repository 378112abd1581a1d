"""Text files of unknown origin: their encoding and separator are guessed from the bytes, and can be said by the rep instead."""

import codecs
import csv
import io
from collections.abc import Iterator

from kamdesk.core.problems import Refused

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5")
_SAID = {"utf8": "utf-8", "utf-8-sig": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "utf16": "utf-16"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = (",", "\t", ";", "，", "|")
_LOOKED_AT = 64 * 1024


def decoded(content: bytes, name: str, encoding: str = "") -> tuple[str, str]:
    """(text, encoding) of a file. What is no UTF-8 is GB18030, which holds GBK and GB2312, unless every other byte is zero (UTF-16).

    Raises Refused("unreadable_text").
    """
    wanted = _SAID.get(encoding.strip().lower(), encoding.strip().lower())
    tried = (wanted,) if wanted else (_guessed(content),)
    for each in tried:
        try:
            text = content.decode("utf-8-sig" if each == "utf-8" else each)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.removeprefix("\ufeff"), "utf-8" if each == "utf-8-sig" else each
    raise Refused("unreadable_text", "encoding", {"name": name, "encoding": wanted or "UTF-8, GB18030"})


def _guessed(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    beginning = content[:_LOOKED_AT]
    if beginning.count(0) * 3 > len(beginning):
        return "utf-16-le" if beginning[1::2].count(0) >= beginning[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def separator_of(text: str) -> str:
    """The sign between the cells: the one that divides the first lines into the most columns, alike in every line."""
    lines = [line for line in text[:_LOOKED_AT].splitlines()[:40] if line.strip()]
    if not lines:
        return ","
    return max(SEPARATORS, key=lambda sign: (_alike(text[:_LOOKED_AT], sign), -SEPARATORS.index(sign)))


def _alike(text: str, sign: str) -> int:
    """How many lines agree on how many cells there are, weighed by that number."""
    counted: dict[int, int] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign)):
            if number >= 40:
                break
            counted[len(row)] = counted.get(len(row), 0) + 1
    except csv.Error:
        return 0
    return max((lines * (width - 1) for width, lines in counted.items()), default=0)


def lines_of(text: str, separator: str, name: str) -> Iterator[list[str]]:
    """The rows of a text file. Raises Refused("damaged_list") where quotes run to the end of an over-long cell."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise Refused("damaged_list", "file", {"name": name, "reason": str(error)}) from None
