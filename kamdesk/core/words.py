"""The program speaks the reader's language: one catalogue for window, paper and command line.

A document's language is the customer's, not the screen's, so words are a value that is handed on, never a global.
"""

import gettext
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from string import Formatter
from typing import Any

from kamdesk.core import money
from kamdesk.core.marking import N_ as N_
from kamdesk.core.places import resource


class Language(StrEnum):
    ZH = "zh_CN"
    EN = "en"


class _Forgiving(Formatter):
    """Leaves a brace that nobody filled as it stands: a sentence with a gap beats a crash."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(str(key), "{" + str(key) + "}")


class Words:
    """Say a word in one language: `words("{n} visits", n=3)`."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, msgid: str, /, **facts: object) -> str:
        return self.filled(self.translated(msgid), facts) if facts else self.translated(msgid)

    def of(self, context: str, msgid: str, /, **facts: object) -> str:
        """A word that needs its context, as gettext's pgettext."""
        found = self._catalogue.pgettext(context, msgid)
        return self.filled(found, facts) if facts else found

    def translated(self, msgid: str) -> str:
        return self._catalogue.gettext(msgid) if msgid else ""

    @staticmethod
    def filled(text: str, facts: Mapping[str, object]) -> str:
        return _Forgiving().vformat(text, (), facts)

    @property
    def chinese(self) -> bool:
        return self.language is Language.ZH

    def money(self, fen: int | None) -> str:
        """Amount in full, yuan with two places: 12,800,000.00."""
        return "" if fen is None else money.yuan(fen)

    def wan(self, fen: int | None) -> str:
        """Amount for the screen: 1,280 万 in Chinese, 12.8 m in English."""
        if fen is None:
            return "—"
        return money.wan(fen) if self.chinese else _short_english(fen)

    def money_on_card(self, fen: int) -> str:
        """Amount on a card of the screen: short where that says it exactly (486 亿), else in full; whole yuan without places."""
        short = self.wan(fen)
        if self.chinese and money.parse_money(short.removeprefix("-")) == abs(fen):
            return short
        return money.yuan(fen).removesuffix(".00")

    def day(self, day: date | None) -> str:
        if day is None:
            return ""
        if self.chinese:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        return f"{day.year}年{day.month}月" if self.chinese else f"{_MONTHS[day.month - 1]} {day.year}"

    def day_short(self, day: date | None) -> str:
        return "" if day is None else day.isoformat()

    def moment(self, moment: datetime | None) -> str:
        """A time of day as on the wall here: 2026-11-22 14:30."""
        return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"

    def ago(self, day: date | None, today: date) -> str:
        """How far off a day is, in words."""
        if day is None:
            return self(N_("never"))
        days = (today - day).days
        if days == 0:
            return self(N_("today"))
        if days == 1:
            return self(N_("yesterday"))
        if days == -1:
            return self(N_("tomorrow"))
        if days > 0:
            return self(N_("{days} days ago"), days=days) if days < 60 else self(N_("{months} months ago"), months=days // 30)
        return self(N_("in {days} days"), days=-days) if days > -60 else self(N_("in {months} months"), months=-days // 30)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _short_english(fen: int) -> str:
    for size, letter in ((100_000_000_000, "bn"), (100_000_000, "m"), (100_000, "k")):
        if abs(fen) >= size:
            tenths = (abs(fen) * 10 + size // 2) // size
            sign = "-" if fen < 0 else ""
            return f"{sign}{tenths // 10:,}.{tenths % 10} {letter}" if tenths % 10 else f"{sign}{tenths // 10:,} {letter}"
    return money.yuan(fen) if fen else "0"


@lru_cache
def words_of(language: Language | str) -> Words:
    """The words of a language. English needs no catalogue: its msgids are its words."""
    language = Language(language)
    if language is Language.EN:
        return Words(language, gettext.NullTranslations())
    with resource("i18n/zh_CN.mo").open("rb") as file:
        return Words(language, gettext.GNUTranslations(file))
