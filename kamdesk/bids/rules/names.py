"""Finds in a bid what belongs to somebody else: another customer's name, another project's number, another price."""

import re
from collections.abc import Iterable, Sequence

from kamdesk.core import money
from kamdesk.core.problems import Refused

SHORTEST_NAME = 3

_PRICE_WORDS = "投标总价|投标总报价|投标报价|总报价|总价|合计"
_STATED = re.compile(rf"(?:{_PRICE_WORDS})[^0-9。；\n]{{0,14}}?[¥￥]?\s*(\d[\d,，]*(?:\.\d{{1,2}})?)\s*(亿元|万元|元)")
_FIGURES, _SIZES = "零壹贰叁肆伍陆柒捌玖", "拾佰仟万亿"
_CAPITALS = re.compile(rf"(?:人民币)?[{_FIGURES[1:]}拾][{_FIGURES}{_SIZES}]*[元圆][{_FIGURES}角分整正]*")
_NUMBER_WORDS = "招标编号|项目编号|采购编号|招标项目编号"
_PROJECT_NUMBER = re.compile(rf"(?:{_NUMBER_WORDS})\s*[:：为]?\s*([A-Za-z0-9][A-Za-z0-9\-_/（）()\[\]【】〔〕.]{{2,60}})")


def amounts_in(text: str) -> tuple[int, ...]:
    """The total prices that a text states, in 分: figures behind words such as 投标总价, and amounts in capitals."""
    found = [f"{match[1]}{match[2]}" for match in _STATED.finditer(text)] + [match[0] for match in _CAPITALS.finditer(text)]
    amounts = []
    for each in found:
        try:
            amounts.append(money.parse_money(each))
        except Refused:
            continue  # not an amount after all, such as 12,34元
    return tuple(amounts)


def project_numbers_in(text: str) -> tuple[str, ...]:
    """What stands behind 招标编号 and its like."""
    return tuple(found[1].rstrip(".") for found in _PROJECT_NUMBER.finditer(text))


class NameIndex:
    """Finds any of thousands of names in long texts: by their first three characters, so that each place is looked at once."""

    def __init__(self, names: Iterable[str], own: Sequence[str]) -> None:
        """`own` are the names that belong here; a foreign name that is a part of one of them does not count."""
        self._own = sorted((name for name in own if name), key=len, reverse=True)
        self._by_start: dict[str, list[str]] = {}
        for name in dict.fromkeys(name.strip() for name in names):
            if len(name) >= SHORTEST_NAME and not any(name in each for each in self._own):
                self._by_start.setdefault(name[:SHORTEST_NAME], []).append(name)

    def found_in(self, text: str) -> tuple[str, ...]:
        """The foreign names in a text, each once, the longest where one holds another."""
        if not self._by_start:
            return ()
        for name in self._own:
            text = text.replace(name, "\n")
        found: dict[str, None] = {}
        for place in range(len(text) - SHORTEST_NAME + 1):
            for name in self._by_start.get(text[place : place + SHORTEST_NAME], ()):
                if text.startswith(name, place):
                    found[name] = None
        return tuple(name for name in found if not any(name != other and name in other for other in found))
